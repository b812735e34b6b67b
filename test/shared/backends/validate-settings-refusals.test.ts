// What cannot work is refused in one sentence before anything is paid: the field as the form shows it, the reason, the way out.
import { check, type Given } from '../../../nodes/shared/backends/validate-settings';
import type { ModelOperation } from '../../../nodes/shared/backends/catalogue';
import { Err } from '../../../nodes/shared/errors';
import { fieldLabels, type FrameName } from '../../../nodes/shared/vocabulary';
import { kie26, kie3, kling26, kling3, piapi26, piapi3, refusal, WHO } from '../../support/model-operations';

describe('what cannot work is refused with the field, the reason and the way out', () => {
	test.each<[string, ModelOperation, Given, FrameName[], string, string]>([
		[
			'no prompt',
			kling26,
			{ prompt: undefined },
			['firstFrame'],
			`'Prompt' is empty: ${WHO} requires it`,
			"Enter a value in 'Prompt'",
		],
		[
			'a blank prompt',
			kie26,
			{ prompt: ' \n' },
			['firstFrame'],
			`'Prompt' is empty: ${WHO} requires it`,
			"Enter a value in 'Prompt'",
		],
		[
			'a prompt too long for Kie 2.6',
			kie26,
			{ prompt: 'x'.repeat(1003) },
			['firstFrame'],
			`'Prompt' has 1003 characters, but ${WHO} accepts at most 1000`,
			'Shorten it by 3 characters',
		],
		[
			'a prompt too long elsewhere',
			piapi3,
			{ prompt: 'x'.repeat(2501) },
			['firstFrame'],
			`'Prompt' has 2501 characters, but ${WHO} accepts at most 2500`,
			'Shorten it by 1 characters',
		],
		[
			'a negative prompt too long',
			kling3,
			{ negativePrompt: 'x'.repeat(2600) },
			['firstFrame'],
			`'Negative Prompt' has 2600 characters, but ${WHO} accepts at most 2500`,
			'Shorten it by 100 characters',
		],
		[
			'7 seconds on 2.6',
			kling26,
			{ duration: 7 },
			['firstFrame'],
			`'Duration (Seconds)' can't be '7' with ${WHO}`,
			'Choose 5 or 10',
		],
		[
			'2 seconds on 3.0',
			kling3,
			{ duration: 2 },
			['firstFrame'],
			`'Duration (Seconds)' can't be '2' with ${WHO}`,
			'Use a whole number from 3 to 15',
		],
		[
			'16 seconds on 3.0',
			kie3,
			{ duration: '16' },
			['firstFrame'],
			`'Duration (Seconds)' can't be '16' with ${WHO}`,
			'Use a whole number from 3 to 15',
		],
		[
			'half seconds',
			piapi3,
			{ duration: 5.5 },
			['firstFrame'],
			`'Duration (Seconds)' can't be '5.5' with ${WHO}`,
			'Use a whole number from 3 to 15',
		],
		[
			'a duration in words',
			kling3,
			{ duration: 'five' },
			['firstFrame'],
			`'Duration (Seconds)' can't be 'five' with ${WHO}`,
			'Use a whole number from 3 to 15',
		],
		[
			'a duration that is a list',
			kling26,
			{ duration: ['a'] },
			['firstFrame'],
			`'Duration (Seconds)' can't be '["a"]' with ${WHO}`,
			'Choose 5 or 10',
		],
		[
			'4K where there is none',
			kling26,
			{ quality: '4k' },
			['firstFrame'],
			`'Quality' can't be '4k' with ${WHO}`,
			'Choose Standard (720p) or Pro (1080p)',
		],
		[
			'a quality that nobody has',
			kie3,
			{ quality: '8k' },
			['firstFrame'],
			`'Quality' can't be '8k' with ${WHO}`,
			'Choose Standard (720p), Pro (1080p) or 4K',
		],
		[
			'a CFG scale above 1',
			piapi26,
			{ cfgScale: 1.01 },
			['firstFrame'],
			`'CFG Scale' can't be '1.01' with ${WHO}`,
			'Use a number from 0 to 1',
		],
		[
			'sound that is no switch',
			kie26,
			{ generateAudio: 'loud' },
			['firstFrame'],
			"'Generate Audio' must be true or false, but it is 'loud'",
			'Change the expression so that it returns true or false',
		],
		[
			'no first frame',
			kling26,
			{},
			[],
			`'First Frame' is missing: ${WHO} requires it`,
			"Add an image in 'First Frame'",
		],
		[
			'a last frame alone',
			piapi26,
			{},
			['lastFrame'],
			`'First Frame' is missing: ${WHO} requires it`,
			"Add an image in 'First Frame'",
		],
		[
			'2.6: sound in 720p',
			kling26,
			{ generateAudio: true },
			['firstFrame'],
			`'Generate Audio' requires 'Quality' to be 'Pro (1080p)' with ${WHO}`,
			"Change 'Quality', or remove 'Generate Audio'",
		],
		[
			'PiAPI 2.6: sound in 720p',
			piapi26,
			{ generateAudio: true, quality: '720p' },
			['firstFrame'],
			`'Generate Audio' requires 'Quality' to be 'Pro (1080p)' with ${WHO}`,
			"Change 'Quality', or remove 'Generate Audio'",
		],
		[
			'2.6: a last frame in 720p',
			kling26,
			{},
			['firstFrame', 'lastFrame'],
			`'Last Frame' requires 'Quality' to be 'Pro (1080p)' with ${WHO}`,
			"Change 'Quality', or remove 'Last Frame'",
		],
		[
			'2.6: a last frame with sound',
			kling26,
			{ quality: '1080p', generateAudio: true },
			['firstFrame', 'lastFrame'],
			`'Last Frame' requires 'Generate Audio' to be off with ${WHO}`,
			"Change 'Generate Audio', or remove 'Last Frame'",
		],
	])('%s', (_, spec, given, frames, message, nextStep) => {
		expect(refusal(spec, given, frames)).toEqual({ kind: 'input', message, nextStep });
	});

	test('every field that a refusal can name stands in the table of labels', () => {
		const labels: readonly string[] = Object.values(fieldLabels);
		const named = [...refusal(kling26, { generateAudio: true }).message.matchAll(/'([^']+)' /g)].map(
			([, label]) => label,
		);
		expect(named).toEqual(['Generate Audio', 'Quality', 'Pro (1080p)']);
		expect(named.slice(0, 2).every((label) => labels.includes(label ?? ''))).toBe(true);
	});

	test('a long wrong value is cut', () => {
		expect(refusal(kling26, { quality: 'x'.repeat(10_000) }).message.length).toBeLessThan(200);
	});

	test.each<[string, Given]>([
		['a CFG scale of blanks', { cfgScale: '  ' }],
		['a CFG scale of true', { cfgScale: true }],
		['a CFG scale that is an empty list', { cfgScale: [] }],
	])('%s never becomes the number 0 or 1', (_, given) => {
		const outcome = check(WHO, piapi26, { prompt: 'p', ...given }, ['firstFrame']);
		expect(outcome instanceof Err ? undefined : outcome.settings.cfgScale).toBeUndefined();
	});
});

test.each<[string, unknown]>([
	['an object', { text: 'a boat' }],
	['a list', ['a boat', 'a street']],
])('a prompt that an expression gave as %s is refused, not paid for as "[object Object]"', (_, prompt) => {
	const outcome = check(WHO, kling26, { prompt }, ['firstFrame']);
	expect(outcome).toBeInstanceOf(Err);
	expect((outcome as Err).failure).toMatchObject({ kind: 'input', message: expect.stringMatching(/^'Prompt' /) });
});

test.each<[string, Given]>([
	['duration', { duration: {} }],
	['quality', { quality: { value: '720p' } }],
	['CFG scale', { cfgScale: {} }],
	['sound', { generateAudio: {} }],
])('an object under %s is refused', (_, given) => {
	expect(refusal(piapi26, given).kind).toBe('input');
});
