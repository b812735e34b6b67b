/** The models of the legacy text2video and image2video (kling-official.md 2.1, 2.2, 9.1). */
import { secondsFrom } from '../check';

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
}

export const models: Readonly<Record<string, KlingModel>> = {
	'kling-v3': {
		modes: ['std', 'pro', '4k'],
		durations: secondsFrom(3, 15).map(String),
		soundModes: ['std', 'pro', '4k'],
		tailModes: ['std', 'pro', '4k'],
		tailIsSilent: false,
		voices: false,
		elements: true,
		multiShot: true,
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
	},
	// Retired (9.2); the one of its family that a test can still run.
	'kling-v1-6': {
		modes: ['std', 'pro'],
		durations: ['5', '10'],
		soundModes: [],
		tailModes: ['pro'],
		tailIsSilent: true,
		voices: false,
		elements: false,
		multiShot: false,
	},
};

/** Section 2.1: what a body without model_name still means. */
export const defaultModel = 'kling-v1';
