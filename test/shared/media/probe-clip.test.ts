// What a video or sound really is, as its container's header tells it.
import { checkClip, inspectClip, readerOf, type ClipFacts } from '../../../nodes/shared/media/probe-clip';
import { clipLimits } from '../../../nodes/shared/backends/media-limits';
import { Err, unwrap } from '../../../nodes/shared/errors';
import { fixtures, type Fixture } from '../../simulator/fixtures';

const factsOf = async (bytes: Buffer): Promise<ClipFacts> => unwrap(await inspectClip('Video', readerOf(bytes)));

describe('a clip is what its container says', () => {
	const films = Object.values<Fixture>(fixtures).filter(({ kind, format }) => kind === 'video' && format !== 'webm');
	const sounds = Object.values<Fixture>(fixtures).filter(({ kind }) => kind === 'sound');

	test.each(films.map((film) => [film.name, film] as const))('%s', async (_, film) => {
		const facts = await factsOf(film.bytes);
		expect(facts).toMatchObject({
			format: film.format,
			width: film.width,
			height: film.height,
			hasVideo: true,
		});
		expect(facts.seconds).toBeCloseTo(film.seconds, 1);
		expect(facts.rate).toBeCloseTo(film.fps ?? NaN, 1);
	});

	test.each(sounds.map((sound) => [sound.name, sound] as const))('%s', async (_, sound) => {
		const facts = await factsOf(sound.bytes);
		expect(facts).toMatchObject({ format: sound.format, hasVideo: false, hasAudio: true });
		// Raw AAC has no header that tells its length.
		if (sound.format !== 'aac') expect(Math.abs((facts.seconds ?? NaN) - sound.seconds)).toBeLessThan(0.15);
	});

	test('a webm has no format that a backend takes, and its own word', async () => {
		const facts = await factsOf(fixtures.webm.bytes);
		expect(facts.format).toBeUndefined();
		expect(facts.container).toBe('WebM');
	});

	test.each<[string, Buffer]>([
		['nothing', Buffer.alloc(0)],
		['a web page', Buffer.from('<!DOCTYPE html><html><body>Not found</body></html>')],
		['zeros', Buffer.alloc(5000)],
		['random bytes', Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919) % 251))],
	])('%s is no clip that could be used', async (_, bytes) => {
		const outcome = await inspectClip('Video', readerOf(bytes));
		const refusal = checkClip('Video', unwrap(outcome), bytes.length, clipLimits.klingMotion, false);
		// The head of a video may be known as one, without what is needed to use it.
		if (unwrap(outcome).format === undefined) {
			expect(refusal?.failure.message).toMatch(/^'Video' is not a supported video \(/);
		} else expect(unwrap(outcome)).toMatchObject({ hasVideo: false });
		expect(refusal).toBeDefined();
	});

	test('the first bytes of an mp4 hold neither video nor sound, and are refused at once', async () => {
		const outcome = await inspectClip('Video', readerOf(fixtures.portrait.bytes.subarray(0, 20)));
		expect(outcome).toBeInstanceOf(Err);
		expect((outcome as Err).failure.message).toBe(
			"The length and size of 'Video' could not be read: the file is damaged or unusual (MPEG-4)",
		);
	});

	test('only parts of a file are asked for', async () => {
		const { bytes } = fixtures.tooLong;
		const reads: number[] = [];
		const whole = readerOf(bytes);
		const reader = {
			size: whole.size,
			read: async (length: number, offset: number) => (reads.push(offset), await whole.read(length, offset)),
		};
		expect(unwrap(await inspectClip('Video', reader)).format).toBe('mp4');
		expect(reads.length).toBeGreaterThan(0);
		expect(reads.every((offset) => offset >= 0 && offset <= bytes.length)).toBe(true);
	});
});
