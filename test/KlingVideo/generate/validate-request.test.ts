// What a plan says of materials before anything is fetched: what is missing, too many, or of no use to the model.
import { Err } from '../../../nodes/shared/errors';
import { operations } from '../../../nodes/KlingVideo/operations';
import type { CreateRequest } from '../../../nodes/KlingVideo/operations/request';
import { planFor } from '../../../nodes/KlingVideo/generate/validate-request';
import { CLIP, FIRST, LAST, VOICE } from '../../support/bodies/case';
import {
	isRefused,
	nameOf,
	operationIds,
	refusedAt,
	requestFor,
	rows,
	sentFor,
	type Input,
} from '../../support/contract';

const rowOf = (name: string) => rows.find((row) => nameOf(row) === name)!;
const pictures = (count: number) => Array.from({ length: count }, (_, index) => `https://h.example/${index}.png`);
const OMNI = 'kling multiImageToVideo kling-v3-omni';
const O1 = 'kling multiImageToVideo kling-video-o1';
const REFERENCE = 'kie multiImageToVideo kling-3.0-omni/reference-to-video';
const MOTION = 'piapi motionControl 3.0';
const both = { firstFrame: FIRST, lastFrame: LAST };

test.each<[string, string, Partial<Input>, RegExp]>([
	['no picture', 'piapi multiImageToVideo 1.6', {}, /^'Images' contains 0 images, but .* accepts 1 to 4$/],
	[
		'five pictures',
		'piapi multiImageToVideo 1.6',
		{ references: pictures(5) },
		/contains 5 images, but .* accepts 1 to 4$/,
	],
	['eight pictures', OMNI, { references: pictures(8) }, /contains 8 images, but .* accepts 0 to 7$/],
	[
		'five together with a video',
		OMNI,
		{ references: pictures(5), video: CLIP },
		/accepts 0 to 4 together with a video$/,
	],
	[
		'pictures and elements',
		OMNI,
		{ given: { elementIds: '1,2,3' }, references: pictures(5) },
		/add up to 8, but at most 7 are allowed/,
	],
	// kling-official.md 2.3: frames stand in the same list and count.
	['pictures and frames', OMNI, { references: pictures(6), images: both }, /7 are allowed/],
	[
		'pictures and a frame together with a video',
		OMNI,
		{ references: pictures(4), images: { firstFrame: FIRST }, video: CLIP },
		/4 are allowed/,
	],
	[
		'frames with many elements',
		OMNI,
		{ given: { elementIds: '1,2,3,4' }, images: both },
		/'Element IDs' can contain at most 3/,
	],
	['a last frame alone', OMNI, { images: { lastFrame: LAST } }, /'Last Frame' requires a 'First Frame'/],
	[
		'sound together with a video',
		OMNI,
		{ given: { generateAudio: true }, video: CLIP },
		/'Generate Audio' must be off/,
	],
	[
		'frames beside an edit',
		OMNI,
		{ given: { videoUse: 'edit' }, images: both, video: CLIP },
		/'First Frame' and 'Last Frame' can't be used/,
	],
	['O1: frames among three pictures', O1, { references: pictures(2), images: { firstFrame: FIRST } }, /Kling O1/],
	[
		'O1: elements and both frames',
		O1,
		{ given: { elementIds: '1' }, images: both },
		/can't be used together with Kling O1/,
	],
	[
		'O1: 7 seconds of nothing but a frame',
		O1,
		{ given: { duration: 7 }, images: { firstFrame: FIRST } },
		/must be 5 or 10 seconds/,
	],
	['nothing to refer to', REFERENCE, {}, /^'Images' is empty and there is no video/],
	[
		'no video to change',
		'kie multiImageToVideo kling-3.0-omni/transformation',
		{},
		/^'Video' is missing: .* requires it$/,
	],
	['no video to follow', 'kling motionControl kling-v3', { images: { image: FIRST } }, /^'Video' is missing/],
	[
		'no motion',
		MOTION,
		{ images: { image: FIRST } },
		/There is no motion to follow: 'Video' and 'Preset Motion' are both empty/,
	],
	[
		'two motions',
		MOTION,
		{ given: { presetMotion: 'Nezha' }, images: { image: FIRST }, video: CLIP },
		/can't be used together/,
	],
	['no voice', 'kie avatar kling/ai-avatar-pro', { images: { image: FIRST } }, /^'Speech Audio' is missing/],
	['no face', 'kling avatar avatar', { audio: { file: VOICE } }, /^'Image' is missing/],
])('%s is refused: %s', (_, name, input, message) => {
	const outcome = sentFor(rowOf(name), { ...input, given: { prompt: 'p', ...input.given } });
	expect(isRefused(outcome) ? outcome.failure.message : 'not refused').toMatch(message);
	expect(isRefused(outcome) && outcome.failure).toMatchObject({ kind: 'input', nextStep: expect.stringMatching(/\S/) });
});

const speech = { text: 'Hello', voice: 'oversea_male1', language: 'en', speed: 1 } as const;
test.each<[string, CreateRequest['audio']]>([
	['a text to speak', { from: 'speech', speech }],
	['the id of speech', { from: 'speechId', id: '9001' }],
])('%s is refused where the backend cannot turn text into speech, before anything is uploaded', (_, audio) => {
	for (const name of ['kie avatar kling/ai-avatar-pro', 'piapi avatar avatar']) {
		const row = rowOf(name);
		const outcome = planFor(row.backend, { ...requestFor(row, { given: {}, images: { image: FIRST } }), audio });
		expect([name, outcome instanceof Err && outcome.failure.message]).toEqual([
			name,
			expect.stringContaining("'Speech Audio'"),
		]);
	}
});

test('a mention counts with the length that it is sent with', () => {
	const row = rowOf('kling imageToVideo kling-v3');
	const prompt = `${'x'.repeat(2490)}@element1`;
	const sent = sentFor(row, { given: { prompt, elementIds: '1' }, images: { firstFrame: FIRST } });
	if (!isRefused(sent)) expect(refusedAt(row, '/v1/videos/image2video', sent.call.body)).toBeUndefined();
});

test('materials that a model has no use for are named', () => {
	const row = rowOf('kling textToVideo kling-v3');
	const request = requestFor(row, { given: { prompt: 'p' }, references: [FIRST], video: CLIP, audio: { file: VOICE } });
	const plan = planFor(row.backend, request);
	expect(plan instanceof Err ? [] : plan.warnings).toEqual(
		['Images', 'Video', 'Speech Audio'].map(
			(label) => `'${label}' was ignored: Kling 3.0 on Kling does not have this setting`,
		),
	);
});

test.each(operationIds)('%s: what the form fills in by itself is no reason for a warning on any model', (operation) => {
	const own = rows.filter((row) => row.operation === operation);
	const offers = own.map(({ model }) => model.operations[operation]!);
	const warned = operations[operation].fields.flatMap((record) => {
		if (!('setting' in record)) return [];
		const fallbacks = offers.flatMap(({ settings }) => {
			const setting = settings[record.setting];
			return setting && 'default' in setting ? [setting.default] : [];
		});
		return own
			.filter(({ model }) => !model.operations[operation]?.settings[record.setting])
			.flatMap((row) => {
				const spec = row.model.operations[operation]!;
				const texts = Object.fromEntries(
					['prompt', 'subject'].filter((name) => name in spec.settings).map((name) => [name, 'p']),
				);
				const outcome = sentFor(row, {
					given: { ...texts, [record.setting]: fallbacks[0] },
					images: Object.fromEntries(Object.keys(spec.images).map((name) => [name, FIRST])),
					references: spec.references ? pictures(spec.references.min) : [],
					...(spec.video ? { video: CLIP } : {}),
					...(spec.audio ? { audio: { file: VOICE } } : {}),
				});
				const told = isRefused(outcome) ? [] : outcome.plan.warnings;
				return told
					.filter((line) => /does not have this setting/.test(line) && fallbacks.length > 0)
					.map((line) => `${nameOf(row)}: ${line}`);
			});
	});
	expect(warned).toEqual([]);
});

test('a typed model has no price, whatever the row costs that it behaves like', () => {
	const row = rowOf('kling imageToVideo kling-v2-6');
	const request = requestFor(row, { given: { prompt: 'p' }, images: { firstFrame: FIRST } });
	const typed = planFor(row.backend, { ...request, modelId: 'kling-v9', behavesLike: 'kling-v2-6' });
	expect(typed).toMatchObject({ spec: { price: 'unknown', omitModelId: false } });
	expect(planFor(row.backend, request)).not.toMatchObject({ spec: { price: 'unknown' } });
});
