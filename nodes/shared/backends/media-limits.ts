// What each backend accepts as a picture, a video or a sound, as one table. Strict on our side where the pages leave room.
import type { ClipLimits, ImageLimits } from '../media/limits';

/** "10 MB" is read as 10,000,000 bytes, which fits whether a backend counts in 1000 or in 1024. */
const TEN_MB = 10_000_000;

/** 1:2.5 to 2.5:1, the same on the official API, PiAPI and Kie.ai (kling-official.md 8, piapi.md 8.2, kie.md 8). */
const RATIO = { minRatio: 0.4, maxRatio: 2.5 } as const;

/** 65536 px is the only upper bound any page names (kling-official.md 8, motion control); JPEG itself ends at 65535. */
const MAX_SIDE = 65_535;

export const imageLimits = {
	/** kling-official.md 8, "Image, LEGACY". */
	klingLegacy: { formats: ['jpeg', 'png'], maxBytes: TEN_MB, minSide: 300, maxSide: MAX_SIDE, ...RATIO },
	/** kling-official.md 8, "Image, NEW"; 50 MB inline would swell to 67 MB of text, so 20 MB is the most that is sent. */
	/** kling-official.md 2.15: up to 30 MB, of which 20 MB are sent as above. */
	klingFour: { formats: ['jpeg', 'png'], maxBytes: 20_000_000, minSide: 300, maxSide: MAX_SIDE, ...RATIO },
	klingNewer: { formats: ['jpeg', 'png'], maxBytes: 20_000_000, minSide: 300, maxSide: MAX_SIDE, ...RATIO },
	/**
	 * kie.md 8, "Image, 2.x / v3-turbo / avatar": jpeg and png up to 10 MB. Sides and ratio are not stated; Kling's own
	 * rule applies upstream, where a breach costs a failed task.
	 */
	kie: { formats: ['jpeg', 'png'], maxBytes: TEN_MB, minSide: 300, maxSide: MAX_SIDE, ...RATIO },
	/** kie.md 8, "Image, omni": up to 50 MB; what is larger than 20 MB gains nothing and costs time. */
	kieOmni: { formats: ['jpeg', 'png'], maxBytes: 20_000_000, minSide: 300, maxSide: MAX_SIDE, ...RATIO },
	/** kie.md 8, "Image, motion control 2.6": more than 300 px. */
	kieMotion: { formats: ['jpeg', 'png'], maxBytes: TEN_MB, minSide: 301, maxSide: MAX_SIDE, ...RATIO },
	/** kie.md 8, "Image, motion control 3.0": more than 340 px. */
	kieMotion3: { formats: ['jpeg', 'png'], maxBytes: TEN_MB, minSide: 341, maxSide: MAX_SIDE, ...RATIO },
	/** piapi.md 8.2: "each side > 300 px"; ratio as upstream. */
	piapi: { formats: ['jpeg', 'png'], maxBytes: TEN_MB, minSide: 301, maxSide: MAX_SIDE, ...RATIO },
} as const satisfies Record<string, ImageLimits>;

const motion = {
	kind: 'video',
	formats: ['mp4', 'mov'],
	maxBytes: 100_000_000,
	minSeconds: 3,
	maxSeconds: 30,
	maxSecondsByImage: 10,
} as const satisfies ClipLimits;

const omni = {
	kind: 'video',
	formats: ['mp4', 'mov'],
	maxBytes: 200_000_000,
	minSeconds: 3,
	maxSeconds: 15.5,
	minSide: 700,
	maxSide: 4553,
	maxArea: 8_294_400,
	minRatio: 0.4,
	maxRatio: 2,
	minRate: 24,
	maxRate: 60,
} as const satisfies ClipLimits;

/** Kling 4.0 (kling-official.md 2.15, "Videos"). */
const four = {
	kind: 'video',
	formats: ['mp4', 'mov'],
	maxBytes: 300_000_000,
	minSeconds: 3,
	maxSeconds: 30,
	minSide: 700,
	maxSide: 4553,
	minRatio: 0.4,
	maxRatio: 2.5,
	minRate: 24,
	maxRate: 60,
} as const satisfies ClipLimits;

const lips = {
	kind: 'video',
	formats: ['mp4', 'mov'],
	maxBytes: 100_000_000,
	minSeconds: 2,
	maxSeconds: 60,
	minSide: 512,
	maxSide: 2160,
} as const satisfies ClipLimits;

export const clipLimits = {
	/** kling-official.md 8, "Video, motion control". */
	klingMotion: { ...motion, minSide: 340, maxSide: 3850 },
	/** kling-official.md 8, "Video, omni". The legacy page is narrower where both speak: 720 to 2160 px (2.3). */
	klingOmni: { ...omni, minSide: 720, maxSide: 2160 },
	klingO1: { ...omni, minSide: 720, maxSide: 2160, maxSeconds: 10 },
	/** kling-official.md 2.3, NEW. */
	klingNewerOmni: omni,
	klingNewerO1: { ...omni, maxSide: 2160, maxSeconds: 10 },
	/** kling-official.md 2.15, "Videos". */
	klingFour: four,
	/** kling-official.md 8, "Audio", avatar. */
	klingVoice: {
		kind: 'sound',
		formats: ['mp3', 'wav', 'm4a', 'aac'],
		maxBytes: 5_000_000,
		minSeconds: 2,
		maxSeconds: 300,
	},
	/** kling-official.md 8, "Video, video-to-audio". */
	klingSound: { kind: 'video', formats: ['mp4', 'mov'], maxBytes: 100_000_000, minSeconds: 3, maxSeconds: 20 },
	/** kling-official.md 2.11 and 8, "Video, element": 1080p, upright or not. */
	klingElement: {
		kind: 'video',
		formats: ['mp4', 'mov'],
		maxBytes: 200_000_000,
		minSeconds: 3,
		maxSeconds: 8,
		minSide: 1080,
		maxSide: 1920,
		ratios: [16 / 9, 9 / 16],
	},
	/** kling-official.md 2.12 and 8, "Voice clone source"; no page names a size, so that of other videos counts. */
	klingVoiceSource: {
		kind: 'sound',
		byUrlOnly: true,
		formats: ['mp3', 'wav', 'mp4', 'mov'],
		maxBytes: 200_000_000,
		minSeconds: 5,
		maxSeconds: 30,
	},
	/** kling-official.md 8, "Video, lip-sync". "720p/1080p" beside 512 to 2160 px a side is not held against anything. */
	klingLipSync: lips,
	/** kling-official.md 8, "Audio", lip-sync. */
	klingDubbing: {
		kind: 'sound',
		formats: ['mp3', 'wav', 'm4a', 'aac'],
		maxBytes: 5_000_000,
		minSeconds: 2,
		maxSeconds: 60,
	},
	/** kie.md 8, "Video, motion control". */
	kieMotion: motion,
	/** kie.md 8, "Video, omni". */
	kieOmni: omni,
	/** kie.md 2.3: nothing is stated but the 3 to 8 s that count; the omni family's size applies. */
	kieSubject: { kind: 'video', formats: ['mp4', 'mov'], maxBytes: 200_000_000, minSeconds: 3, maxSeconds: 600 },
	kieSubjectUncut: { kind: 'video', formats: ['mp4', 'mov'], maxBytes: 200_000_000, minSeconds: 3, maxSeconds: 8 },
	/** kie.md 8, "Element audio"; formats as for avatars. */
	kieSubjectVoice: {
		kind: 'sound',
		formats: ['mp3', 'wav', 'aac', 'm4a', 'ogg'],
		maxBytes: 100_000_000,
		minSeconds: 5,
		maxSeconds: 30,
	},
	/** kie.md 8, "Audio, avatar": 100 MB on the newer page, 10 MB on the older one (11.4). */
	kieVoice: {
		kind: 'sound',
		formats: ['mp3', 'wav', 'aac', 'm4a', 'ogg'],
		maxBytes: 100_000_000,
		minSeconds: 0,
		maxSeconds: 300,
	},
	/** piapi.md 8.2 states none; upstream's apply. Uploads end at 10 MB, URLs do not. */
	piapiMotion: { ...motion, minSide: 340, maxSide: 3850 },
	/** piapi.md 8.2, "Motion/omni video": not stated, upstream's apply. */
	piapiOmni: omni,
	/** piapi.md 8.2, "4.0 videos": upstream's of an edit; its ratio as in kling-official.md 2.15. */
	piapiFour: four,
	/** No page states what a sound to refer to may be; upload's formats (piapi.md 5), and size and length of a voice. */
	piapiSound: { kind: 'sound', formats: ['mp3', 'wav'], maxBytes: 20_000_000, minSeconds: 0, maxSeconds: 300 },
	/** piapi.md 2.7 states none; upstream's apply. */
	piapiLipSync: lips,
	/** piapi.md 8.2, "Lip-sync audio": "< 20 MB, < 60 s". Of these, uploads take mp3 and wav up to 10 MB (5). */
	piapiDubbing: {
		kind: 'sound',
		formats: ['mp3', 'wav', 'flac', 'ogg'],
		maxBytes: 19_999_999,
		minSeconds: 0,
		maxSeconds: 59.9,
	},
	/** piapi.md 5: of these, uploads take mp3 and wav. */
	piapiVoice: { kind: 'sound', formats: ['mp3', 'wav'], maxBytes: 20_000_000, minSeconds: 0, maxSeconds: 300 },
} as const satisfies Record<string, ClipLimits>;
