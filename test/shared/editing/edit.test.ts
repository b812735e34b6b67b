// Frames and films from clips that ffmpeg made, held against the frames that ffmpeg takes out of them
// (test/support/clips/make-clips.sh).
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { Err, unwrap } from '../../../nodes/shared/errors';
import { joinClips, takeFrame, type JoinOptions } from '../../../nodes/shared/editing/edit';
import { EDITING_LIMITS } from '../../../nodes/shared/editing/editing-process';
import { WorkFolder } from '../../../nodes/shared/editing/work-folder';
import { inspectClip, readerOf } from '../../../nodes/shared/media/probe-clip';

const CLIPS = join(__dirname, '..', '..', 'support', 'clips');
const clip = (file: string) => ({ name: `'${file}'`, path: join(CLIPS, file) });

/** Mean difference of two pictures of one size, of 255. */
async function difference(one: Buffer | string, other: Buffer | string): Promise<number> {
	const raw = async (picture: Buffer | string) =>
		await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
	const [a, b] = [await raw(one), await raw(other)];
	expect([a.info.width, a.info.height]).toEqual([b.info.width, b.info.height]);
	return a.data.reduce((sum, value, index) => sum + Math.abs(value - b.data[index]!), 0) / a.data.length;
}

const frameOf = async (file: string, at: 'first' | 'last' | number, limits = EDITING_LIMITS) =>
	await WorkFolder.use(async (folder) => {
		const frame = await takeFrame(
			clip(file),
			{ at, format: 'png', field: 'Time (Seconds)' },
			folder,
			undefined,
			limits,
		);
		return frame instanceof Err ? frame.failure : { ...frame, bytes: readFileSync(frame.path) };
	});

const filmOf = async (files: readonly string[], options: Partial<JoinOptions> = {}) =>
	await WorkFolder.use(async (folder) => {
		const usual = { size: 'first', dropRepeats: true } as const;
		const film = await joinClips(files.map(clip), { ...usual, ...options }, folder, undefined);
		if (film instanceof Err) return film.failure;
		const bytes = readFileSync(film.path);
		// Another reader than the one that wrote it.
		const seen = unwrap(await inspectClip('film', readerOf(bytes)));
		const frameAt = async (at: number) => {
			const frame = await takeFrame(
				{ name: 'film', path: film.path },
				{ at, format: 'png', field: '' },
				folder,
				undefined,
			);
			return frame instanceof Err ? undefined : readFileSync(frame.path);
		};
		const frames = await Promise.all(
			(options.sound ? [] : film.starts).map(async (start) => await frameAt(start + 0.01)),
		);
		return { ...film, bytes, seen, frames };
	});

describe('a frame', () => {
	test.each([
		['counting.mp4', 'first', 'counting-first.png', 0],
		['counting.mp4', 'last', 'counting-last.png', 0.958],
		['counting.mp4', 0.5, 'counting-half.png', 0.5],
		['turned.mp4', 'last', 'turned-last.png', 0.458],
	] as const)('%s, %s is what ffmpeg shows, pixel for pixel', async (file, at, expected, seconds) => {
		const frame = await frameOf(file, at);
		if (!('bytes' in frame)) throw new Error(frame.message);
		expect(frame.seconds).toBe(seconds);
		expect(await difference(frame.bytes, join(CLIPS, expected))).toBe(0);
	});

	test('colours follow the clip: BT.709 is not taken for BT.601', async () => {
		const frame = await frameOf('bt709.mp4', 'last');
		if (!('bytes' in frame)) throw new Error(frame.message);
		expect(await difference(frame.bytes, join(CLIPS, 'bt709-last.png'))).toBeLessThan(1.5);
	});

	test.each([
		['hdr.mp4', 'last', "'hdr.mp4' is an HDR video, and its colors would be wrong"],
		['sound-only.mp4', 'last', "'sound-only.mp4' contains audio only"],
		['mpeg4.mp4', 'last', "'mpeg4.mp4' uses a codec that is not supported here (mp4v)"],
		[
			'make-clips.sh',
			'last',
			"'make-clips.sh' could not be read as a video (Input has an unsupported or unrecognizable format.)",
		],
		['counting.mp4', 7, "'Time (Seconds)' is 7, but 'counting.mp4' is only 1 s long"],
	] as const)('%s, %s is refused in one sentence', async (file, at, message) => {
		expect(await frameOf(file, at)).toMatchObject({ kind: 'input', message, nextStep: expect.any(String) as string });
	});

	test('whoever takes too long or too much is ended', async () => {
		const late = await frameOf('counting.mp4', 'last', { ...EDITING_LIMITS, totalMs: 1 });
		expect(late).toMatchObject({ message: "'counting.mp4' took too long to read" });
		const large = await frameOf('counting.mp4', 'last', { ...EDITING_LIMITS, memory: 1 });
		expect(large).toMatchObject({ message: "'counting.mp4' needs more memory than is allowed" });
	});
});

describe('a film', () => {
	test('clips of one coding are copied, and the frame that stands twice goes', async () => {
		const film = await filmOf(['counting.mp4', 'going-on.mp4', 'bars.mp4']);
		if (!('bytes' in film)) throw new Error(film.message);
		expect(film).toMatchObject({ copied: true, hasSound: true, width: 192, height: 144, starts: [0, 0.958, 1.458] });
		expect(film.warnings).toEqual(['The last frame of clips 1 was removed, because the next clip starts with it']);
		expect(film.seen.seconds).toBeCloseTo(2.458, 1);
		expect(await difference(film.frames[0]!, join(CLIPS, 'counting-first.png'))).toBe(0);
		// The same picture, coded once more.
		expect(await difference(film.frames[1]!, join(CLIPS, 'counting-last.png'))).toBeLessThan(6);
	});

	test('without it every frame stays', async () => {
		const film = await filmOf(['counting.mp4', 'going-on.mp4'], { dropRepeats: false });
		expect(film).toMatchObject({ copied: true, starts: [0, 1], warnings: [] });
	});

	test('unequal clips are fitted into the first and encoded anew: sides, coding, turned, uneven, with and without sound', async () => {
		const film = await filmOf(['counting.mp4', 'odd.webm', 'square.mov', 'turned.mp4', 'uneven.mp4']);
		if (!('bytes' in film)) throw new Error(film.message);
		expect(film).toMatchObject({ copied: false, width: 192, height: 144, codec: 'avc', hasSound: true });
		expect(film.warnings).toEqual([
			'The clips use different codecs or settings, so the video was encoded again',
			'Clips 2, 3, 4 have a different size and were fitted into the video',
			'Clips 4, 5 have no audio and are silent in the video',
		]);
		expect(film.seen).toMatchObject({ width: 192, height: 144 });
		expect(film.seen.seconds).toBeCloseTo(4.5, 1);
		expect(await difference(film.frames[0]!, join(CLIPS, 'counting-first.png'))).toBeLessThan(6);
	});

	test('the largest clip gives the size, in even sides', async () => {
		const film = await filmOf(['counting.mp4', 'odd.webm'], { size: 'largest' });
		expect(film).toMatchObject({ copied: false, width: 320, height: 180 });
	});

	test('another sound takes the place of the clips own', async () => {
		const sound = { path: join(CLIPS, 'music.mp3'), at: 0.2, fadeOut: 0.5, field: 'Audio File' };
		expect(await filmOf(['plain.mp4', 'plain-on.mp4'], { sound })).toMatchObject({ copied: true, hasSound: true });
		const none = { ...sound, path: join(CLIPS, 'counting-last.png') };
		expect(await filmOf(['plain.mp4'], { sound: none })).toMatchObject({
			kind: 'input',
			message: "'Audio File' could not be read as audio",
		});
	});

	test('what cannot be joined names its clip', async () => {
		expect(await filmOf(['counting.mp4', 'hdr.mp4'])).toMatchObject({
			message: "'hdr.mp4' is an HDR video, and its colors would be wrong",
		});
	});

	test('Stop ends it at once, and leaves no files behind', async () => {
		const before = readdirSync(tmpdir()).filter((name) => name.startsWith('kling-video-')).length;
		const stop = new AbortController();
		const work = WorkFolder.use(
			async (folder) =>
				await joinClips(
					[clip('counting.mp4'), clip('odd.webm')],
					{ size: 'first', dropRepeats: true },
					folder,
					stop.signal,
				),
		);
		setTimeout(() => stop.abort(), 50);
		await expect(work).rejects.toThrow('The execution was stopped');
		expect(readdirSync(tmpdir()).filter((name) => name.startsWith('kling-video-'))).toHaveLength(before);
	});
});

test('damaged clips give a frame or a sentence, and never hold anything up', async () => {
	const whole = readFileSync(join(CLIPS, 'counting.mp4'));
	const limits = { ...EDITING_LIMITS, idleMs: 4_000, totalMs: 8_000 };
	await WorkFolder.use(async (folder) => {
		const damaged = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 30 });
		await fc.assert(
			fc.asyncProperty(damaged, fc.option(fc.nat(whole.length)), async (changes, cut) => {
				const bytes = Buffer.from(whole.subarray(0, cut ?? whole.length));
				for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
				const path = folder.fresh('mp4');
				writeFileSync(path, bytes);
				const frame = await takeFrame(
					{ name: 'it', path },
					{ at: 'last', format: 'png', field: '' },
					folder,
					undefined,
					limits,
				);
				if (frame instanceof Err)
					expect(frame.failure).toMatchObject({ kind: 'input', message: expect.stringMatching(/^it /) as string });
				else expect(frame.width).toBeGreaterThan(0);
			}),
			{ numRuns: 12 },
		);
	});
}, 120_000);
