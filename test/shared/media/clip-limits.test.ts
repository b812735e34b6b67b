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
	checkClip(clip.kind === 'video' ? 'Video' : 'Voice', await factsOf(clip.bytes), size, limits, byImage)?.failure;

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
			"'Video' lasts 12 s with 'Character Orientation' set to 'Image', the limits are 3 s and 10 s",
			"Cut the video, or set 'Character Orientation' to 'Video'",
		],
		[
			'31 s by the image, where the video would not do either',
			fixtures.tooLong,
			clipLimits.kieMotion,
			true,
			"'Video' lasts 31 s with 'Character Orientation' set to 'Image', the limits are 3 s and 10 s",
			'Cut the video',
		],
		[
			'31 s',
			fixtures.tooLong,
			clipLimits.kieMotion,
			false,
			"'Video' lasts 31 s, the limits are 3 s and 30 s",
			'Cut the video',
		],
		[
			'2 s',
			fixtures.tooShort,
			clipLimits.klingMotion,
			false,
			"'Video' lasts 2 s, the limits are 3 s and 30 s",
			'Use a longer video',
		],
		[
			'small sides',
			fixtures.tooSmall,
			clipLimits.klingMotion,
			false,
			"'Video' has 320 x 240 pixels, each side must have 340 to 3850",
			'Scale the video',
		],
		[
			'16 s for omni',
			fixtures.hdLong,
			clipLimits.kieOmni,
			false,
			"'Video' lasts 16 s, the limits are 3 s and 15.5 s",
			'Cut the video',
		],
		[
			'15 pictures a second',
			fixtures.hdSlow,
			clipLimits.klingOmni,
			false,
			"'Video' has 15 frames per second, 24 to 60 are allowed",
			'Convert the video',
		],
		[
			'a webm',
			fixtures.webm,
			clipLimits.klingMotion,
			false,
			"'Video' is not a video that can be used (WebM)",
			'Use mp4, mov',
		],
		[
			'a sound as a video',
			fixtures.m4a,
			clipLimits.klingMotion,
			false,
			"'Voice' is not a video that can be used (m4a)",
			'Use mp4, mov',
		],
		[
			'a video as a sound',
			fixtures.portrait,
			clipLimits.piapiVoice,
			false,
			"'Video' is not a sound that can be used (mp4)",
			'Use mp3, wav',
		],
		[
			'ogg on Kling',
			fixtures.ogg,
			clipLimits.klingVoice,
			false,
			"'Voice' is not a sound that can be used (ogg)",
			'Use mp3, wav, m4a, aac',
		],
		[
			'a short sound on Kling',
			fixtures.shortMp3,
			clipLimits.klingVoice,
			false,
			"'Voice' lasts 1.11 s, the limits are 2 s and 300 s",
			'Use a longer sound',
		],
	])('%s', async (_, clip, limits, byImage, message, nextStep) => {
		expect(await refused(clip, limits, byImage)).toEqual({ kind: 'input', message, nextStep });
	});

	test('too many bytes', async () => {
		expect(await refused(fixtures.mp3, clipLimits.klingVoice, false, 5_300_000)).toMatchObject({
			message: "'Voice' has 5.3 MB, the limit is 5 MB",
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
		['699 is not', shaped(699, 1280), /each side must have 700 to 4553/],
		['more pixels than allowed', shaped(4000, 2200), /more than 8294400 in all/],
		['wider than 2', shaped(2000, 800), /width to height must be 0.4 to 2/],
		['narrower than 0.4', shaped(700, 1800), /width to height must be 0.4 to 2/],
		['23.976 counts as 24', shaped(1280, 720, 23.976), undefined],
		['61 pictures a second', shaped(1280, 720, 61), /61 frames per second/],
	])('%s', (_, facts, message) => {
		const refusal = checkClip('Video', facts, 1000, clipLimits.kieOmni, false)?.failure.message;
		if (message) expect(refusal).toMatch(message);
		else expect(refusal).toBeUndefined();
	});
});
