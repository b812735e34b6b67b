// What fal.ai takes as a picture, a video or a sound. Strict on our side where the pages leave room.
import type { ClipLimits, ImageLimits } from '../../media/limits';

/** fal.md 10.2: where nothing is printed; 65535 px is where JPEG ends. */
const picture: ImageLimits = {
	formats: ['jpeg', 'png'],
	maxBytes: 10_000_000,
	minSide: 300,
	maxSide: 65_535,
	minRatio: 0.4,
	maxRatio: 2.5,
};

/** Of larger pictures nothing is gained, and an upload takes time. */
export const falImageLimits = { picture, large: { ...picture, maxBytes: 20_000_000 } } as const;

const film = { kind: 'video', formats: ['mp4', 'mov'] } as const;

export const falClipLimits = {
	/** fal.md 3.3, "Video limits". */
	o3: { ...film, maxBytes: 200_000_000, minSeconds: 3, maxSeconds: 15, minSide: 720, maxSide: 3840 },
	o1: {
		...film,
		maxBytes: 200_000_000,
		minSeconds: 3,
		maxSeconds: 10.05,
		minSide: 720,
		maxSide: 2160,
		minRate: 24,
		maxRate: 60,
	},
	v4: {
		...film,
		maxBytes: 300_000_000,
		minSeconds: 3,
		maxSeconds: 30.05,
		minSide: 700,
		maxSide: 4553,
		minRatio: 0.4,
		maxRatio: 2.5,
		minRate: 23.9,
		maxRate: 60.05,
	},
	/** fal.md 3.4: upstream's. */
	motion: {
		...film,
		maxBytes: 100_000_000,
		minSeconds: 3,
		maxSeconds: 30,
		maxSecondsByImage: 10,
		minSide: 340,
		maxSide: 3850,
	},
	/** fal.md 3.5: with a text, and with a recording. */
	lipsWithText: { ...film, maxBytes: 100_000_000, minSeconds: 2, maxSeconds: 60, minSide: 720, maxSide: 1920 },
	lipsWithRecording: { ...film, maxBytes: 100_000_000, minSeconds: 2, maxSeconds: 10, minSide: 720, maxSide: 1920 },
	/** fal.md 3.5, video-to-audio. */
	muted: { ...film, maxBytes: 100_000_000, minSeconds: 3, maxSeconds: 20 },
	/** fal.md 3.5, lip sync; formats as upstream. */
	dubbing: { kind: 'sound', formats: ['mp3', 'wav', 'm4a', 'aac'], maxBytes: 5_000_000, minSeconds: 2, maxSeconds: 60 },
	/** fal.md 3.5 prints none for avatars: upstream's. */
	voice: { kind: 'sound', formats: ['mp3', 'wav', 'm4a', 'aac'], maxBytes: 5_000_000, minSeconds: 2, maxSeconds: 300 },
	/** fal.md 3.5, create-voice; no page names a size, so that of other videos counts. */
	voiceSource: {
		kind: 'sound',
		formats: ['mp3', 'wav', 'mp4', 'mov'],
		maxBytes: 100_000_000,
		minSeconds: 5,
		maxSeconds: 30,
	},
} as const satisfies Record<string, ClipLimits>;
