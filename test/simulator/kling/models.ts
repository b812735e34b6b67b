/** Which models the official API runs, and which it has retired (kling-official.md 9). */

export interface KlingModel {
	modes: readonly string[];
	durations: readonly string[];
	/** Native audio: in which modes; none where the field does not exist. */
	soundModes: readonly string[];
	/** First and last frame together: in which modes. */
	tailModes: readonly string[];
	tailIsSilent: boolean;
	voices: boolean;
	elements: boolean;
	multiShot: boolean;
	/** Units per second: silent, with sound, with a voice (kling-official.md 8). */
	prices: Record<string, { silent: number; sound?: number; voice?: number }>;
}

const threeToFifteen = Array.from({ length: 13 }, (_, index) => String(index + 3));

export const imageToVideoModels: Readonly<Record<string, KlingModel>> = {
	'kling-v3': {
		modes: ['std', 'pro', '4k'],
		durations: threeToFifteen,
		soundModes: ['std', 'pro', '4k'],
		tailModes: ['std', 'pro', '4k'],
		tailIsSilent: false,
		voices: false,
		elements: true,
		multiShot: true,
		prices: {
			std: { silent: 0.6, sound: 0.9 },
			pro: { silent: 0.8, sound: 1.2 },
			'4k': { silent: 3, sound: 3 },
		},
	},
	'kling-v2-6': {
		modes: ['std', 'pro'],
		durations: ['5', '10'],
		soundModes: ['pro'],
		tailModes: ['pro'],
		tailIsSilent: true,
		voices: true,
		elements: false,
		multiShot: false,
		prices: { std: { silent: 0.3 }, pro: { silent: 0.5, sound: 1, voice: 1.2 } },
	},
	'kling-v2-5-turbo': {
		modes: ['std', 'pro'],
		durations: ['5', '10'],
		soundModes: [],
		tailModes: ['pro'],
		tailIsSilent: true,
		voices: false,
		elements: false,
		multiShot: false,
		prices: { std: { silent: 0.3 }, pro: { silent: 0.5 } },
	},
};

// kling-official.md 9.2: gone since 2026-09-15.
export const retiredModels: readonly string[] = [
	'kling-v1',
	'kling-v1-5',
	'kling-v1-6',
	'kling-v2-master',
	'kling-v2-0-master',
	'kling-v2-1',
	'kling-v2-1-master',
];

/** kling-official.md 2.1: what a body without model_name still means. */
export const defaultModel = 'kling-v1';
