/** Files are known by their content: format, length, size and frame rate, whatever they are called. */
import { fixtures } from '../fixtures';
import { silentMp3 } from '../results/sound';
import { markedVideo } from '../results/video';
import { inspectFilm } from './film';
import { recognise } from './recognise';
import { inspectSound } from './sound';

const all = Object.values(fixtures);
const film = { formats: ['mp4', 'mov'], maxBytes: 1e6, seconds: [3, 10] } as const;
const sound = { formats: ['mp3', 'wav'], maxBytes: 1e5, seconds: [2, 300] } as const;
const source = { field: 'file', how: 'url' } as const;

test.each(all.filter(({ format }) => format !== 'webm'))('$name is read as what it is', (fixture) => {
	const { bytes, kind, format, seconds, width, height, fps } = fixture;
	const found = recognise(bytes);
	expect(found).toMatchObject({ kind, format, ...(kind === 'video' ? { width, height, fps } : {}) });
	expect(found?.durationSeconds).toBeCloseTo(seconds, 2);
});

test('a silent mp3 of any length is one', () => {
	expect(recognise(silentMp3(301))?.durationSeconds).toBeCloseTo(301, 1);
	expect(recognise(silentMp3(4, 'a mark'))).toMatchObject({ format: 'mp3', kind: 'sound' });
});

test("the simulator's own results are videos", () => {
	expect(recognise(markedVideo('x'))).toMatchObject({ kind: 'video', format: 'mp4' });
});

test.each<[string, Buffer]>([
	['nothing', Buffer.alloc(0)],
	['text', Buffer.from('not a file at all, only words')],
	['zeros', Buffer.alloc(5000)],
	['ones', Buffer.alloc(5000, 0xff)],
])('%s is nothing that is known', (_what, bytes) => {
	expect(recognise(bytes)).toBeUndefined();
});

test.each(all)('$name cut short never throws, and has no length longer than the whole', (fixture) => {
	const { bytes, seconds } = fixture;
	for (let end = 0; end < bytes.length; end += Math.max(1, Math.floor(bytes.length / 60))) {
		const cut = recognise(bytes.subarray(0, end));
		expect(cut?.durationSeconds ?? 0).toBeLessThanOrEqual(seconds + 0.01);
	}
});

test.each<[string, Buffer, RegExp | undefined]>([
	['a good video', fixtures.portrait.bytes, undefined],
	['half of a video', fixtures.portrait.bytes.subarray(0, 6000), /cannot be decoded/],
	['a short video', fixtures.tooShort.bytes, /too short/],
	['a long video', fixtures.long.bytes, /too long/],
	['a small video', fixtures.tooSmall.bytes, /sides/],
	['a webm', fixtures.webm.bytes, /unsupported video format webm/],
	['a sound', fixtures.mp3.bytes, /unsupported video format mp3/],
	['a sound in an mp4', fixtures.m4a.bytes, /unsupported video format m4a/],
	['a heavy video', Buffer.concat([fixtures.portrait.bytes, Buffer.alloc(1e6)]), /size/],
])('%s is judged as a video', (_what, bytes, words) => {
	const { problem, kind, sha256 } = inspectFilm(source, bytes, { ...film, sides: [340, 3850] });
	expect({ kind, sha256 }).toEqual({ kind: 'video', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
	if (words) expect(problem).toMatch(words);
	else expect(problem).toBeUndefined();
});

test.each<[string, object, RegExp]>([
	['area', { maxArea: 100_000 }, /pixels/],
	['ratio', { ratio: [0.6, 2] }, /ratio/],
	['frame rate', { fps: [25, 60] }, /frame rate/],
])('the %s of a video has limits', (_what, limits, words) => {
	expect(inspectFilm(source, fixtures.portrait.bytes, { ...film, ...limits }).problem).toMatch(words);
});

test.each<[string, Buffer, RegExp | undefined]>([
	['an mp3', fixtures.mp3.bytes, undefined],
	['a wav', fixtures.wav.bytes, undefined],
	['an ogg', fixtures.ogg.bytes, /unsupported audio format ogg/],
	['a short mp3', fixtures.shortMp3.bytes, /too short/],
	['a long mp3', silentMp3(301).subarray(0), /size|too long/],
	['words', Buffer.from('la la la'), /cannot be decoded/],
	['a video', fixtures.portrait.bytes, /unsupported audio format mp4/],
])('%s is judged as a sound', (_what, bytes, words) => {
	const { problem } = inspectSound(source, bytes, sound);
	if (words) expect(problem).toMatch(words);
	else expect(problem).toBeUndefined();
});
