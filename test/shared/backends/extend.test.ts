// Extend Video: what is made of the prompt and of the video, and what is told or refused before anything is sent.
import { unwrap } from '../../../nodes/shared/errors';
import { CLIP } from '../../support/bodies/case';
import { bodyOf, isRefused, rows, sentFor, type Input, type Row } from '../../support/contract';

const rowOf = (backend: string, model: string): Row =>
	rows.find((row) => row.backend.id === backend && row.operation === 'extendVideo' && row.model.id === model)!;
const omni = rowOf('kling', 'kling-v3-omni');
const byId = rowOf('kling', 'video-extend');
const kie = rowOf('kie', 'kling-3.0-omni/reference-to-video');
const piapi = rowOf('piapi', 'extend');

const prompted = (prompt: string, more: Partial<Input> = {}): Input => ({ given: { prompt }, video: CLIP, ...more });
function refusal(row: Row, input: Input): string {
	const sent = sentFor(row, input);
	if (!isRefused(sent)) throw new Error(`not refused: ${sent.call.body}`);
	return `${sent.failure.message} | ${sent.failure.nextStep}`;
}

describe('the prompt', () => {
	test.each([
		['She opens the door', 'Based on <<<video_1>>>, generate the next shot: She opens the door'],
		['Right after @video1 she opens the door', 'Right after <<<video_1>>> she opens the door'],
		['Right after @Video_1 she opens the door', 'Right after <<<video_1>>> she opens the door'],
		['@element1 opens the door', 'Based on <<<video_1>>>, generate the next shot: <<<element_1>>> opens the door'],
	])('%j', (prompt, sent) => {
		const { call } = unwrap(sentFor(omni, prompted(prompt, { given: { prompt, elementIds: ['1'] } })));
		expect(bodyOf(call)).toMatchObject({ prompt: sent });
	});

	test('is as long as the service takes it with the words that the node adds', () => {
		const added = 'Based on <<<video_1>>>, generate the next shot: '.length;
		expect(isRefused(sentFor(omni, prompted('x'.repeat(2500 - added))))).toBe(false);
		expect(refusal(omni, prompted('x'.repeat(2501 - added)))).toBe(
			"'Prompt' has 2501 characters in the form that is sent, but at most 2500 are allowed | Shorten it by 1 characters",
		);
	});

	test.each([
		['@video2 goes on', /'Prompt' refers to @video2, but only 1 was provided/],
		['@image1 comes in', /'Prompt' refers to @image1, but 0 were provided/],
		['@element1 comes in', /'Prompt' refers to @element1, but 0 were provided/],
		[' ', /'Prompt' is empty: Kling 3\.0 Omni on Kling requires it/],
	])('%j is refused', (prompt, words) => {
		expect(refusal(omni, prompted(prompt))).toMatch(words);
	});
});

test.each([
	[16 / 9, '16:9'],
	[1280 / 718, '16:9'],
	[9 / 16, '9:16'],
	[3 / 4, '1:1'],
	[0.7, '9:16'],
	[1, '1:1'],
	[1.4, '16:9'],
	[2.3, '16:9'],
	[undefined, '16:9'],
])('a video of ratio %d goes on as %s, unless the form says otherwise', (videoRatio, ratio) => {
	const sent = (aspectRatio?: string) =>
		unwrap(sentFor(omni, prompted('Go', { given: { prompt: 'Go', aspectRatio } }), { videoRatio })).call;
	expect(bodyOf(sent())).toMatchObject({ aspect_ratio: ratio });
	expect(bodyOf(sent('auto'))).toMatchObject({ aspect_ratio: ratio });
	expect(bodyOf(sent('1:1'))).toMatchObject({ aspect_ratio: '1:1' });
});

test('a ratio that is left to the video is not missed where the video decides in any case', () => {
	const { plan } = unwrap(sentFor(kie, prompted('Go', { given: { prompt: 'Go', aspectRatio: 'auto' } })));
	expect(plan.warnings).toEqual([]);
});

test.each<[string, Row, Input, RegExp]>([
	['no video', omni, { given: { prompt: 'Go' } }, /^'Video' is missing: .* \| Set 'Video'$/],
	['no video on Kie.ai', kie, { given: { prompt: 'Go' } }, /^'Video' is missing/],
	['no video ID', byId, { given: {} }, /^'Video ID' is empty/],
	['an expression that found nothing', byId, { given: { videoId: 'undefined' } }, /^'Video ID' is empty/],
	['no task', piapi, { given: { originTaskId: ' null ' } }, /^'Task ID' is empty: Kling Extend on PiAPI requires it/],
	[
		'11 seconds of O1',
		rowOf('kling', 'kling-video-o1'),
		prompted('Go', { given: { prompt: 'Go', duration: 11 } }),
		/10/,
	],
])('%s is refused', (_, row, input, words) => {
	expect(refusal(row, input)).toMatch(words);
});

test('the way by video ID is reported retired', () => {
	expect(unwrap(sentFor(byId, { given: { videoId: '1' } })).plan.warnings).toEqual([
		"Model 'video-extend' was reported retired on 2026-09-15, so Kling may reject it",
	]);
});
