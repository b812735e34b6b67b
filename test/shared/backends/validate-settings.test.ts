// What fits a model's row is made exact; what the row does not know is left out and named.
import { backends } from '../../../nodes/shared/backends';
import { buildFields } from '../../../nodes/shared/backends/build-body';
import { estimateFor } from '../../../nodes/shared/backends/pricing';
import { check, type Checked, type Given } from '../../../nodes/shared/backends/validate-settings';
import { withoutAudioSwitch, type ModelOperation } from '../../../nodes/shared/backends/catalogue';
import type { FrameName } from '../../../nodes/shared/vocabulary';
import { checked, kie26, kie3, kling26, kling3, piapi26, piapi3, refusal, WHO } from '../../support/model-operations';

describe('what fits is made exact', () => {
	test.each<[string, ModelOperation, Given, object]>([
		[
			"nothing given: the row's defaults",
			kling26,
			{},
			{ prompt: 'p', duration: 5, quality: '720p', generateAudio: false, watermark: false },
		],
		['nothing given on 3.0', kie3, {}, { prompt: 'p', duration: 5, quality: '720p', generateAudio: false }],
		[
			'empty text and null count as nothing',
			kling3,
			{ duration: '', quality: null, generateAudio: '', negativePrompt: ' ' },
			{ prompt: 'p', duration: 5, quality: '720p', generateAudio: false, watermark: false },
		],
		[
			'a choice as text',
			kling26,
			{ duration: '10' },
			{ prompt: 'p', duration: 10, quality: '720p', generateAudio: false, watermark: false },
		],
		[
			'a choice as text with blanks',
			kling26,
			{ duration: ' 5 ' },
			{ prompt: 'p', duration: 5, quality: '720p', generateAudio: false, watermark: false },
		],
		[
			'a number as text',
			piapi3,
			{ duration: '12' },
			{ prompt: 'p', duration: 12, quality: '720p', generateAudio: false, preferMultiShots: false },
		],
		[
			'a switch as text',
			kling3,
			{ generateAudio: 'true' },
			{ prompt: 'p', duration: 5, quality: '720p', generateAudio: true, watermark: false },
		],
		[
			'a switch as text, off',
			kling3,
			{ generateAudio: 'false' },
			{ prompt: 'p', duration: 5, quality: '720p', generateAudio: false, watermark: false },
		],
		[
			'the lowest CFG scale',
			piapi26,
			{ cfgScale: 0 },
			{ prompt: 'p', duration: 5, quality: '720p', generateAudio: false, cfgScale: 0 },
		],
		[
			'the highest, as text',
			piapi26,
			{ cfgScale: '1' },
			{ prompt: 'p', duration: 5, quality: '720p', generateAudio: false, cfgScale: 1 },
		],
		[
			'no CFG scale where none is given',
			piapi26,
			{ cfgScale: null },
			{ prompt: 'p', duration: 5, quality: '720p', generateAudio: false },
		],
		[
			'a prompt that is a number',
			kling26,
			{ prompt: 42 },
			{ prompt: '42', duration: 5, quality: '720p', generateAudio: false, watermark: false },
		],
	])('%s', (_, spec, given, settings) => {
		expect(checked(spec, given)).toEqual({ settings, frames: ['firstFrame'], warnings: [] });
	});

	test('characters are counted as people count them, not as JavaScript does', () => {
		expect(checked(kie26, { prompt: '🎬'.repeat(1000) }).settings.prompt).toHaveLength(2000);
		expect(refusal(kie26, { prompt: '🎬'.repeat(1001) }).message).toContain('has 1001 characters');
	});

	test.each<[string, ModelOperation, Given, FrameName[]]>([
		['2.6: sound in 1080p', kling26, { generateAudio: true, quality: '1080p' }, ['firstFrame']],
		['2.6: both frames, silent, in 1080p', kling26, { quality: '1080p' }, ['firstFrame', 'lastFrame']],
		['3.0: sound and both frames in 720p', kling3, { generateAudio: true }, ['firstFrame', 'lastFrame']],
		['PiAPI 3.0: sound and both frames in 720p', piapi3, { generateAudio: true }, ['firstFrame', 'lastFrame']],
		['Kie 3.0: both frames in 4K', kie3, { quality: '4k' }, ['firstFrame', 'lastFrame']],
	])('what the rules allow passes: %s', (_, spec, given, frames) => {
		expect(checked(spec, given, frames)).toMatchObject({ frames, warnings: [] });
	});
});

describe('what a model does not take is left out and named', () => {
	const notSent = (label: string) => `'${label}' was ignored: ${WHO} does not have this setting`;

	test.each<[string, ModelOperation, Given, FrameName[], string[]]>([
		['a negative prompt on Kie', kie26, { negativePrompt: 'blur' }, ['firstFrame'], [notSent('Negative Prompt')]],
		['a CFG scale on the official API', kling26, { cfgScale: 0 }, ['firstFrame'], [notSent('CFG Scale')]],
		['1080p on Kie 2.6', kie26, { quality: '1080p' }, ['firstFrame'], [notSent('Quality')]],
		['a ratio where the picture decides', kling3, { aspectRatio: '9:16' }, ['firstFrame'], [notSent('Aspect Ratio')]],
		['a last frame on Kie 2.6', kie26, {}, ['firstFrame', 'lastFrame'], [notSent('Last Frame')]],
		[
			'several',
			piapi3,
			{ negativePrompt: 'x', cfgScale: 0.5 },
			['firstFrame'],
			[notSent('Negative Prompt'), notSent('CFG Scale')],
		],
		[
			'nothing where the form filled the value in by itself',
			kie26,
			{ quality: '720p', aspectRatio: '16:9' },
			['firstFrame'],
			[],
		],
		[
			'nothing where nothing was given',
			kie26,
			{ negativePrompt: '', quality: null, cfgScale: undefined },
			['firstFrame'],
			[],
		],
	])('%s', (_, spec, given, frames, warnings) => {
		const { settings, frames: sent, warnings: told } = checked(spec, given, frames);
		expect(told).toEqual(warnings);
		expect(Object.keys(settings).every((name) => name in spec.settings)).toBe(true);
		expect(sent).toEqual(['firstFrame']);
	});

	test("the form's own values are untouched also where an expression gives them as text", () => {
		const bare: ModelOperation = { settings: {}, images: {}, price: 'unknown', runTime: 'unknown' };
		const outcome = check(WHO, bare, { duration: '5', generateAudio: 'false', quality: '720p' }, []);
		expect(outcome).toEqual({ settings: {}, frames: [], warnings: [] });
	});
});

describe('sound that is always on and has no field', () => {
	// As PiAPI's version 3.0 would be without its switch.
	const always: ModelOperation = {
		...piapi3,
		settings: withoutAudioSwitch(piapi3.settings),
		alwaysAudio: true,
		price: { rates: { '720p': { silent: 0.1, withAudio: 0.15 } } },
	};
	const bodyFrom = ({ settings }: Checked) => buildFields({ spec: always, settings, images: { firstFrame: 'u' } });

	test.each<[string, Given, string[]]>([
		['switched off', { generateAudio: false }, [`'Generate Audio' is off, but ${WHO} always generates audio`]],
		[
			'switched off by an expression',
			{ generateAudio: 'false' },
			[`'Generate Audio' is off, but ${WHO} always generates audio`],
		],
		['switched on', { generateAudio: true }, []],
		['not named', {}, []],
	])('%s: nothing of it is sent', (_, given, warnings) => {
		const outcome = checked(always, given);
		expect(outcome.warnings).toEqual(warnings);
		expect(bodyFrom(outcome)).not.toHaveProperty('enable_audio');
		expect(bodyFrom(outcome)).toMatchObject({ duration: 5, mode: 'std' });
	});

	test('the price is that with sound', () => {
		const { settings } = checked(always, { generateAudio: false });
		const { price, alwaysAudio } = always;
		expect(estimateFor(backends.piapi.prices, { price, alwaysAudio, settings, hasVideo: false })?.usd).toBe(0.75);
	});

	test('no row has the switch as well', () => {
		for (const { models } of Object.values(backends)) {
			for (const spec of models.flatMap(({ operations }) => Object.values(operations)))
				if (spec.alwaysAudio) expect(spec.settings).not.toHaveProperty('generateAudio');
		}
	});
});
