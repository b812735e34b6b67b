// When somebody in a video speaks: the rules of kling-official.md 2.7, by numbers alone.
import fc from '../../support/property';
import { Err } from '../../../nodes/shared/errors';
import { checkTimes, timesFor } from '../../../nodes/KlingVideo/generate/lip-sync-timing';
import type { Face } from '../../../nodes/shared/tasks/task';
import type { Settings } from '../../../nodes/shared/vocabulary';

const leastMs = 2000;
const seen = (startMs: number, endMs: number): Face => ({ id: `${startMs}`, startMs, endMs });

const times = (face: Face, wishes: Settings, lengths: { audio?: number; video?: number }, faces = [face]) => {
	const outcome = timesFor(face, faces, wishes, { ...lengths, leastMs });
	if (outcome instanceof Err) throw new Error(outcome.failure.message);
	return outcome;
};
const refused = (outcome: unknown): string => {
	if (!(outcome instanceof Err)) throw new Error(`not refused: ${JSON.stringify(outcome)}`);
	return `${outcome.failure.message} | ${outcome.failure.nextStep}`;
};
const refusal = (face: Face, wishes: Settings, lengths: { audio?: number; video?: number }) =>
	refused(timesFor(face, [face], wishes, { ...lengths, leastMs }));

describe('by default', () => {
	test('the whole sound begins when the face appears', () => {
		expect(times(seen(1000, 9000), {}, { audio: 3.096, video: 10 })).toEqual({
			startMs: 0,
			endMs: 2996,
			insertMs: 1000,
			warnings: [],
		});
	});

	test('it begins earlier where it would not fit into the video otherwise, and says so', () => {
		const { warnings, ...rest } = times(seen(6000, 10_000), {}, { audio: 8, video: 10 });
		expect(rest).toEqual({ startMs: 0, endMs: 7900, insertMs: 2000 });
		expect(warnings).toEqual([
			"The audio starts at 2 s, before the face is visible (6 s), so that it fits into the video. Use 'Insert Audio At (Seconds)' to change that",
		]);
	});

	test('what is longer than the video is cut, and says so', () => {
		const { warnings, ...rest } = times(seen(0, 10_000), { audioStart: 1 }, { audio: 15.5, video: 10 });
		expect(rest).toEqual({ startMs: 1000, endMs: 10_900, insertMs: 0 });
		expect(warnings).toEqual([
			"The audio was cut after 9.9 s, where the video ends. Use 'Audio Start (Seconds)' and 'Audio End (Seconds)' to choose the part",
		]);
	});

	test('of a video by its id no more is known than the last moment that anybody is seen', () => {
		const faces = [seen(0, 4000), seen(3000, 7000)];
		const { warnings, ...rest } = times(faces[0]!, {}, { audio: 9 }, faces);
		expect(rest).toEqual({ startMs: 0, endMs: 7000, insertMs: 0 });
		expect(warnings[0]).toMatch(/cut after 7 s, where the face is no longer visible/);
		expect(times(faces[0]!, { audioEnd: 9 }, { audio: 9.5 }, faces)).toMatchObject({ endMs: 9000, warnings: [] });
	});

	test.each([
		['the sound', seen(0, 9000), { audio: 2.05, video: 9 }, { startMs: 0, endMs: 2000, insertMs: 0 }],
		['the video', seen(0, 2000), { audio: 9, video: 2 }, { startMs: 0, endMs: 2000, insertMs: 0 }],
		['the time of the face', seen(2000, 4000), { audio: 3, video: 4 }, { startMs: 0, endMs: 2900, insertMs: 1100 }],
	])('nothing is left at the end where %s is just long enough', (_, face, lengths, expected) => {
		expect(times(face, {}, lengths)).toMatchObject(expected);
	});
});

test('what the user says is kept to the millisecond', () => {
	const wishes = { audioStart: 0.5, audioEnd: 3.25, insertAt: 1.04 };
	expect(times(seen(0, 9000), wishes, { audio: 5, video: 10 })).toEqual({
		startMs: 500,
		endMs: 3250,
		insertMs: 1040,
		warnings: [],
	});
});

test('the end of a sound, rounded up in the form, is its end less the margin', () => {
	expect(times(seen(0, 9000), { audioEnd: 3.1 }, { audio: 3.096, video: 10 }).endMs).toBe(2996);
});

test.each<[string, Face, Settings, { audio?: number; video?: number }, RegExp]>([
	[
		'an end beyond the sound',
		seen(0, 9000),
		{ audioEnd: 5 },
		{ audio: 3.096, video: 10 },
		/^'Audio End \(Seconds\)' is 5, but 'Speech Audio' is only 3\.09 s long \| Use at most 3\.09/,
	],
	[
		'too little of the sound',
		seen(0, 9000),
		{ audioStart: 2 },
		{ audio: 3, video: 10 },
		/^'Speech Audio' has only 1 s left after 'Audio Start \(Seconds\)', but at least 2 s are needed \| Lower 'Audio Start/,
	],
	[
		'a short sound',
		seen(0, 9000),
		{},
		{ audio: 1.08, video: 10 },
		/^'Speech Audio' is 1\.08 s long, but at least 2 s .*longer recording or text$/,
	],
	['an unknown length', seen(0, 9000), {}, { video: 10 }, /^'Audio End \(Seconds\)' is missing/],
	[
		'a part that reaches beyond the video',
		seen(0, 10_000),
		{ audioEnd: 5, insertAt: 6 },
		{ audio: 5, video: 10 },
		/^The audio \(4\.9 s, starting at 6 s\) does not fit into 'Video', which is 10 s long \| Lower 'Insert Audio At/,
	],
	[
		'a face that is seen too shortly',
		seen(1000, 2500),
		{},
		{ audio: 5, video: 10 },
		/^'Face' 1 is visible for only 1\.5 s while the audio plays \(1 s to 5\.9 s\), but at least 2 s .*Faces: 1 \(1 s to 2\.5 s\)$/,
	],
	[
		'a sound that begins after the face has gone',
		seen(0, 4000),
		{ insertAt: 5 },
		{ audio: 3, video: 10 },
		/^'Face' 1 is visible for only 0 s while the audio plays \(5 s to 7\.9 s\)/,
	],
])('%s is refused with the numbers and a way out', (_, face, wishes, lengths, message) => {
	expect(refusal(face, wishes, lengths)).toMatch(message);
});

describe('before anything is paid', () => {
	const early = (wishes: Settings, lengths: { audio?: number; video?: number }, spoken = false) =>
		checkTimes(wishes, { ...lengths, leastMs }, spoken);

	test.each<[string, Settings, { audio?: number; video?: number }, RegExp]>([
		['a short sound', {}, { audio: 1, video: 10 }, /^'Speech Audio' is 1 s long/],
		[
			'a beginning that leaves no room',
			{ insertAt: 9 },
			{ audio: 3, video: 10 },
			/^The audio \(2 s, starting at 9 s\)/,
		],
		[
			'a part longer than the video',
			{ audioEnd: 12 },
			{ audio: 12, video: 10 },
			/^The audio \(11\.9 s, starting at 0 s\)/,
		],
		['speech of unknown length', {}, { video: 10 }, /^'Audio End \(Seconds\)' is missing/],
	])('%s is refused', (_, wishes, lengths, message) => {
		expect(refused(early(wishes, lengths))).toMatch(message);
	});

	test('what only the faces or the speech can tell is left to them', () => {
		expect(early({}, { audio: 30, video: 10 })).toBeUndefined();
		expect(early({}, { video: 10 }, true)).toBeUndefined();
		expect(early({ insertAt: 50 }, { audio: 3 })).toBeUndefined();
	});
});

test('whatever is combined, the times keep every rule or are refused', () => {
	const seconds = (max: number) => fc.integer({ min: 0, max: max * 100 }).map((hundredths) => hundredths / 100);
	const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
	let kept = 0;
	fc.assert(
		fc.property(
			fc.record({ from: seconds(30), length: seconds(30), rest: seconds(30) }),
			fc.record({ audioStart: maybe(seconds(5)), audioEnd: maybe(seconds(20)), insertAt: maybe(seconds(20)) }),
			seconds(60),
			fc.boolean(),
			(face, wishes, audio, isKnown) => {
				const video = face.from + face.length + face.rest;
				const who = seen(Math.round(face.from * 1000), Math.round((face.from + face.length) * 1000));
				const lengths = { audio, ...(isKnown ? { video } : {}), leastMs };
				const outcome = timesFor(who, [who], wishes, lengths);
				if (outcome instanceof Err) return;
				kept++;
				// Nothing was refused before that works after all.
				expect(checkTimes(wishes, lengths, false)).toBeUndefined();
				const { startMs, endMs, insertMs } = outcome;
				expect([startMs, endMs, insertMs].every(Number.isInteger)).toBe(true);
				expect(endMs - startMs).toBeGreaterThanOrEqual(leastMs);
				expect(endMs).toBeLessThanOrEqual(audio * 1000);
				const outMs = insertMs + endMs - startMs;
				if (isKnown) expect(outMs).toBeLessThanOrEqual(video * 1000 + 1e-6);
				expect(Math.min(outMs, who.endMs) - Math.max(insertMs, who.startMs)).toBeGreaterThanOrEqual(leastMs);
			},
		),
		{ numRuns: 3000 },
	);
	expect(kept).toBeGreaterThan(300);
});
