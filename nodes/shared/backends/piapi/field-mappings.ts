// How PiAPI spells what its models take; the rows are put together from these.
import { failureOf } from '../../messages/message';
import { piapiRules } from './messages';
import { clipLimits, imageLimits } from '../media-limits';
import type { Quality } from '../../vocabulary';
import type {
	ChoiceSetting,
	ImageSlot,
	Constraint,
	NumberSetting,
	ModelOperation,
	SettingSpecs,
	SharedOperation,
	ShotsSetting,
	TextSetting,
} from '../catalogue';
import { flat } from '../pricing';
import { runTimes } from '../run-times';
import { warnOfLongPrompt } from '../long-prompt';

export const firstFrame: ImageSlot = { key: 'image_url', as: 'text', required: true, limits: imageLimits.piapi };
export const lastFrame: ImageSlot = { key: 'image_tail_url', as: 'text', limits: imageLimits.piapi };
export const frames = { firstFrame, lastFrame };

/** piapi.md 2.1. */
const MODES: Readonly<Partial<Record<Quality, string>>> = { '720p': 'std', '1080p': 'pro' };

export const mode = (...values: Quality[]): ChoiceSetting<Quality> => ({
	kind: 'choice',
	key: 'mode',
	values,
	default: values[0] ?? '720p',
	// What no page names goes out as it was given.
	as: (quality) => MODES[quality] ?? quality,
});

/** Numbers leave as JSON numbers, cfg_scale too, whatever the page says (piapi.md 2.0 and 2.1). */
const fiveOrTen: ChoiceSetting<number> = { kind: 'choice', key: 'duration', values: [5, 10], default: 5 };
const threeToFifteen: NumberSetting = { kind: 'number', key: 'duration', min: 3, max: 15, whole: true, default: 5 };

/** Ignored with a picture (piapi.md 2.1), so only text to video offers it. */
export const aspectRatio: ChoiceSetting<string> = {
	kind: 'choice',
	key: 'aspect_ratio',
	values: ['16:9', '9:16', '1:1'],
	default: '16:9',
};

/** piapi.md 2.11; upstream's, not seen on PiAPI. */
export const aspectRatio4: ChoiceSetting<string> = { ...aspectRatio, values: ['16:9', '9:16', '1:1', '21:9'] };

const resolution = (...values: Quality[]): ChoiceSetting<Quality> => ({
	kind: 'choice',
	key: 'resolution',
	values,
	default: '720p',
});

export const prompt: TextSetting = { kind: 'text', key: 'prompt', required: true, max: 2500 };
export const generateAudio = { kind: 'switch', key: 'enable_audio', default: false } as const;
export const soundNeedsPro: Constraint = { if: { generateAudio: true }, then: { quality: '1080p' } };

const shaping = {
	negativePrompt: { kind: 'text', key: 'negative_prompt', max: 2500 },
	cfgScale: { kind: 'number', key: 'cfg_scale', min: 0, max: 1, default: 0.5, optional: true },
} as const satisfies SettingSpecs;

/** piapi.md 2.1: up to 6 shots of 1 to 14 seconds, 15 in all; prompt and duration are ignored beside them. */
const shots: ShotsSetting = {
	kind: 'shots',
	most: 6,
	promptMax: 2500,
	min: 1,
	max: 14,
	prompt: 'leftOut',
	write: (rows) => ({ multi_shots: rows.map(({ prompt: text, duration }) => ({ prompt: text, duration })) }),
};

/** piapi.md 2.1, version 3.0: no negative_prompt, no cfg_scale. */
export const version3 = {
	prompt: { ...prompt, required: 'unlessShots' },
	shots,
	generateAudio,
	duration: threeToFifteen,
	quality: mode('720p', '1080p'),
	preferMultiShots: { kind: 'switch', key: 'prefer_multi_shots', default: false, onlyWhenOn: true },
} as const satisfies SettingSpecs;

export const version26 = {
	prompt,
	generateAudio,
	duration: fiveOrTen,
	quality: mode('720p', '1080p'),
	...shaping,
} as const satisfies SettingSpecs;
export const version25 = {
	prompt,
	duration: fiveOrTen,
	quality: mode('720p', '1080p'),
	...shaping,
} as const satisfies SettingSpecs;

/** piapi.md 2.9: another model with other names for the pictures; only the pro mode is documented. */
export const turbo25 = {
	prompt,
	duration: fiveOrTen,
	quality: mode('1080p'),
	negativePrompt: shaping.negativePrompt,
} as const satisfies SettingSpecs;
/** piapi.md 2.3. */
const PRESETS = [
	'Cute Baby Dance',
	'Ghost Step Dance',
	'Heart Gesture Dance',
	'Martial Arts',
	'Motorcycle Dance',
	'Nezha',
	'Poping',
	'Running',
	'Subject 3 Dance',
];

/** Pictures stand in a list and are named in the prompt (piapi.md 2.2). */
const promptReference: ModelOperation['promptReference'] = (kind, number) => `@${kind}_${number}`;

export const TURBO = 'kling-turbo/video_generation';

/** piapi.md 2.2: pictures in a list, named `@image_1` in the prompt. */
export const omni: SharedOperation = {
	settings: {
		// piapi.md 2.2: no prefer_multi_shots here.
		prompt: { ...prompt, required: 'unlessShots' },
		shots,
		generateAudio,
		duration: threeToFifteen,
		quality: resolution('720p', '1080p'),
		aspectRatio,
	},
	references: { key: 'images', min: 0, max: 7, limits: imageLimits.piapi },
	images: {},
	video: { key: 'video', as: 'text', limits: clipLimits.piapiOmni },
	promptReference,
};

/** piapi.md 2.2 and 8.3: sold as 5 or 10 s, 720p or 1080p. Upstream O1 has neither sound nor shots, so none is sent. */
export const o1 = {
	prompt,
	duration: fiveOrTen,
	quality: resolution('720p', '1080p'),
	aspectRatio,
} as const satisfies SettingSpecs;

/** piapi.md 2.2, O1: what is not in its sample is read from the omni page. */
export const o1Omni: SharedOperation = { ...omni, settings: o1, unconfirmed: true };

/** piapi.md 2.11: upstream's longest prompt; another seller's is shorter, which a warning says. */
const prompt4: TextSetting = { ...prompt, max: 26_000 };

/** piapi.md 2.11: sound is always on, `duration` has no default, and no other field was seen. */
const four = (most: number) =>
	({
		prompt: prompt4,
		duration: { ...threeToFifteen, max: most },
	}) as const satisfies SettingSpecs;
export const version4 = { ...four(30), quality: mode('720p', '1080p') } as const satisfies SettingSpecs;
export const flash4 = { ...four(20), quality: mode('720p') } as const satisfies SettingSpecs;

/** The two of PiAPI's task types that need no list (piapi.md 2.11): each says that the task is paid as it goes. */
const PAY_AS_YOU_GO = { config: { service_mode: 'public' } };
export const always4 = {
	alwaysAudio: true,
	envelope: PAY_AS_YOU_GO,
	warnings: warnOfLongPrompt,
} as const satisfies Partial<ModelOperation>;
export const TEXT4 = 'kling/text_to_video';
export const IMAGE4 = 'kling/image_to_video';
export const FRAMES4 = 'kling/video_generation';

/** piapi.md 2.11, omni_video_generation: never a frame, up to 10 pictures and 5 videos, 15 of all together. */
export const omni4: SharedOperation = {
	...always4,
	settings: { ...four(30), quality: resolution('720p', '1080p'), aspectRatio: aspectRatio4 },
	references: { key: 'images', min: 0, max: 10, limits: imageLimits.piapi },
	images: {},
	video: { key: 'video', as: 'text', most: 5, severalKey: 'videos', limits: clipLimits.piapiFour },
	sounds: { key: 'audio_urls', max: 3, limits: clipLimits.piapiSound },
	mostTogether: 15,
	promptReference,
};
export const flashOmni4: SharedOperation = {
	...omni4,
	settings: { ...four(20), quality: resolution('720p'), aspectRatio: aspectRatio4 },
	sounds: undefined,
};

/** piapi.md 2.3: no prompt; a preset wins over a video. */
export const motion: SharedOperation = {
	settings: {
		quality: mode('720p', '1080p'),
		characterOrientation: { kind: 'choice', key: 'motion_direction', values: ['video', 'image'], default: 'video' },
		keepOriginalSound: { kind: 'switch', key: 'keep_original_sound', default: true },
		presetMotion: {
			kind: 'choice',
			key: 'preset_motion',
			values: ['', ...PRESETS],
			default: '',
			omitValue: '',
		},
	},
	images: { image: { ...firstFrame } },
	video: { key: 'video_url', as: 'text', limits: clipLimits.piapiMotion },
	validate: ({ settings, hasVideo }) => {
		if (settings.presetMotion && hasVideo) {
			return failureOf(piapiRules.twoMotions);
		}
		if (settings.presetMotion || hasVideo) return undefined;
		return failureOf(piapiRules.noMotion);
	},
};

/**
 * piapi.md 2.8: a prompt, and a duration whose range is not stated; upstream's limits apply (kling-official.md 2.9), in whole
 * seconds, because no page says that fractions are taken. `video_url` stands in client code only: were it ignored, the
 * user would pay for something else, so no row offers Video to Sound.
 */
export const soundOfWords: ModelOperation = {
	settings: {
		prompt: { ...prompt, max: 200 },
		duration: { kind: 'number', key: 'duration', min: 3, max: 10, whole: true, default: 5 },
	},
	images: {},
	omitModelId: true,
	// piapi.md 8.3, "Sound per clip".
	price: { each: 0.07 },
	runTime: runTimes.textToSound,
};

/** piapi.md 2.7: a recording wins over a text, so never both; the sound is cut to the video. */
export const lipSync: ModelOperation = {
	settings: {},
	images: {},
	video: {
		key: 'video_url',
		as: 'text',
		required: true,
		limits: clipLimits.piapiLipSync,
		existing: {
			key: 'origin_task_id',
			label: 'Task ID',
			description: 'The ID of the PiAPI task that created the video',
			fromItem: '={{ $json.taskId }}',
		},
	},
	audio: {
		key: 'local_dubbing_url',
		required: true,
		limits: clipLimits.piapiDubbing,
		spoken: ({ text, voice, speed }) => ({ tts_text: text, tts_timbre: voice, tts_speed: speed }),
	},
	durationFromInput: () => true,
	omitModelId: true,
	// "0.10 per 5 s" (piapi.md 8.3), of the video or of the sound is not said; the sound is cut to the video (2.7).
	price: { rates: { any: flat(0.1) }, stepSeconds: 5 },
	runTime: runTimes.lipSync,
};
