// Whether a backend's table takes a clip; a refusal tells the numbers.
import { checkClip, inspectClip, readerOf, type ClipFacts } from '../../../nodes/shared/media/probe-clip';
import { clipLimits } from '../../../nodes/shared/backends/media-limits';
import type { ClipLimits } from '../../../nodes/shared/media/limits';
import { unwrap, type Failure } from '../../../nodes/shared/errors';
import { fixtures, type Fixture } from '../../simulator/fixtures';

const factsOf = async (bytes: Buffer): Promise<ClipFacts> => unwrap(await inspectClip('Video', readerOf(bytes)));
const refused = async (
	clip: Fixture,
	limits: ClipLimits,
	byImage = false,
	size = clip.size,
): Promise<Failure | undefined> =>
	checkClip(clip.kind === 'video' ? 'Video' : 'Speech Audio', await factsOf(clip.bytes), size, limits, byImage)
		?.failure;

describe('what a table takes passes', () => {
	test.each<[string, Fixture, ClipLimits, boolean]>([
		['a portrait for motion control', fixtures.portrait, clipLimits.klingMotion, false],
		['... also by the image', fixtures.portrait, clipLimits.klingMotion, true],
		['a mov', fixtures.mov, clipLimits.kieMotion, false],
		['12 s by the video', fixtures.long, clipLimits.klingMotion, false],
		['a clip for omni', fixtures.hd, clipLimits.klingOmni, false],
		['... on Kie.ai', fixtures.hd, clipLimits.kieOmni, false],
		['mp3, wav and others', fixtures.m4a, clipLimits.klingVoice, false],
		['raw AAC of unknown length', fixtures.aac, clipLimits.klingVoice, false],
		['ogg on Kie.ai', fixtures.ogg, clipLimits.kieVoice, false],
		['a short sound where no length is asked for', fixtures.shortMp3, clipLimits.piapiVoice, false],
	])('%s', async (_, clip, limits, byImage) => {
		expect(await refused(clip, limits, byImage)).toBeUndefined();
	});
});

describe('what a table does not take is refused with the numbers', () => {
	test.each<[string, Fixture, ClipLimits, boolean, string, string]>([
		[
			'12 s by the image',
			fixtures.long,
			clipLimits.klingMotion,
			true,
			"'Video' is 12 s long, but with 'Character Orientation' set to 'Image' it must be 3 to 10 s",
			"Shorten the video, or set 'Character Orientation' to 'Video'",
		],
		[
			'31 s by the image, where the video would not do either',
			fixtures.tooLong,
			clipLimits.kieMotion,
			true,
			"'Video' is 31 s long, but with 'Character Orientation' set to 'Image' it must be 3 to 10 s",
			'Shorten the video',
		],
		[
			'31 s',
			fixtures.tooLong,
			clipLimits.kieMotion,
			false,
			"'Video' is 31 s long, but it must be 3 to 30 s",
			'Shorten the video',
		],
		[
			'2 s',
			fixtures.tooShort,
			clipLimits.klingMotion,
			false,
			"'Video' is 2 s long, but it must be 3 to 30 s",
			'Use a longer video',
		],
		[
			'small sides',
			fixtures.tooSmall,
			clipLimits.klingMotion,
			false,
			"'Video' is 320 x 240 pixels, but width and height must be 340 to 3850",
			'Resize the video',
		],
		[
			'16 s for omni',
			fixtures.hdLong,
			clipLimits.kieOmni,
			false,
			"'Video' is 16 s long, but it must be 3 to 15.5 s",
			'Shorten the video',
		],
		[
			'15 pictures a second',
			fixtures.hdSlow,
			clipLimits.klingOmni,
			false,
			"'Video' has 15 frames per second, but 24 to 60 are allowed",
			'Convert the video to another frame rate',
		],
		['a webm', fixtures.webm, clipLimits.klingMotion, false, "'Video' is not a supported video (WebM)", 'Use mp4, mov'],
		[
			'a sound as a video',
			fixtures.m4a,
			clipLimits.klingMotion,
			false,
			"'Speech Audio' is not a supported video (m4a)",
			'Use mp4, mov',
		],
		[
			'a video as a sound',
			fixtures.portrait,
			clipLimits.piapiVoice,
			false,
			"'Video' is not a supported audio file (mp4)",
			'Use mp3, wav',
		],
		[
			'ogg on Kling',
			fixtures.ogg,
			clipLimits.klingVoice,
			false,
			"'Speech Audio' is not a supported audio file (ogg)",
			'Use mp3, wav, m4a, aac',
		],
		[
			'a short sound on Kling',
			fixtures.shortMp3,
			clipLimits.klingVoice,
			false,
			"'Speech Audio' is 1.11 s long, but it must be 2 to 300 s",
			'Use a longer audio file',
		],
	])('%s', async (_, clip, limits, byImage, message, nextStep) => {
		expect(await refused(clip, limits, byImage)).toEqual({ kind: 'input', message, nextStep });
	});

	test('too many bytes', async () => {
		expect(await refused(fixtures.mp3, clipLimits.klingVoice, false, 5_300_000)).toMatchObject({
			message: "'Speech Audio' is 5.3 MB, but the limit is 5 MB",
		});
		expect(await refused(fixtures.mp3, clipLimits.klingVoice, false, 5_000_000)).toBeUndefined();
	});

	const shaped = (width: number, height: number, rate = 24): ClipFacts => ({
		format: 'mp4',
		container: 'MPEG-4',
		seconds: 5,
		width,
		height,
		rate,
		hasVideo: true,
		hasAudio: false,
	});
	test.each<[string, ClipFacts, RegExp | undefined]>([
		['2160 x 2160 is within the area', shaped(2160, 2160), undefined],
		['700 on Kie.ai', shaped(700, 1280), undefined],
		['699 is not', shaped(699, 1280), /width and height must be 700 to 4553/],
		['more pixels than allowed', shaped(4000, 2200), /more than 8294400 in total/],
		['wider than 2', shaped(2000, 800), /its width must be 0.4 to 2/],
		['narrower than 0.4', shaped(700, 1800), /its width must be 0.4 to 2/],
		['23.976 counts as 24', shaped(1280, 720, 23.976), undefined],
		['61 pictures a second', shaped(1280, 720, 61), /61 frames per second/],
	])('%s', (_, facts, message) => {
		const refusal = checkClip('Video', facts, 1000, clipLimits.kieOmni, false)?.failure.message;
		if (message) expect(refusal).toMatch(message);
		else expect(refusal).toBeUndefined();
	});
});
