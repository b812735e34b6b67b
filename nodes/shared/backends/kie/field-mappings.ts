// How Kie.ai spells what its models take; the rows are put together from these.
import { clipLimits, imageLimits } from '../media-limits';
import type { Quality } from '../../vocabulary';
import type {
	ChoiceSetting,
	ImageSlot,
	NumberSetting,
	SettingSpecs,
	SharedOperation,
	ShotsSetting,
	TextSetting,
} from '../catalogue';

/** Kie.ai spells the same thing in three ways (kie.md 2.2): a list, a text, and a text for the last one. */
export const inList: ImageSlot = { key: 'image_urls', as: 'list', required: true, limits: imageLimits.kie };
export const lastInList: ImageSlot = { ...inList, required: false };
export const asText: ImageSlot = { key: 'image_url', as: 'text', required: true, limits: imageLimits.kie };
export const tailAsText: ImageSlot = { key: 'tail_image_url', as: 'text', limits: imageLimits.kie };

export const prompt = (max: number): TextSetting => ({ kind: 'text', key: 'prompt', required: true, max });
const promptOrShots = (max: number): TextSetting => ({ ...prompt(max), required: 'unlessShots' });

/** A string for most models (kie.md 2.0, type trap). */
export const fiveOrTen: ChoiceSetting<number> = {
	kind: 'choice',
	key: 'duration',
	values: [5, 10],
	default: 5,
	as: String,
};
export const threeToFifteen: NumberSetting = {
	kind: 'number',
	key: 'duration',
	min: 3,
	max: 15,
	whole: true,
	default: 5,
	as: String,
};
/** An integer for the omni family. */
export const wholeSeconds: NumberSetting = { ...threeToFifteen, as: undefined };

export const aspectRatio: ChoiceSetting<string> = {
	kind: 'choice',
	key: 'aspect_ratio',
	values: ['16:9', '9:16', '1:1'],
	default: '16:9',
};

export const resolution = (...values: Quality[]): ChoiceSetting<Quality> => ({
	kind: 'choice',
	key: 'resolution',
	values,
	default: '720p',
});

export const generateAudio = (key: 'sound' | 'audio') => ({ kind: 'switch', key, default: false }) as const;

/** kie.md 2.3: `mode` std / pro / 4K, with a capital K here. */
const MODES: Record<Quality, string> = { '720p': 'std', '1080p': 'pro', '4k': '4K' };

/** kie.md 2.2: negative_prompt and cfg_scale exist only on 2.5 Turbo and older. */
export const shaping = (max: number) =>
	({
		negativePrompt: { kind: 'text', key: 'negative_prompt', max },
		// In steps of 0.1 (kie.md 2.1).
		cfgScale: {
			kind: 'number',
			key: 'cfg_scale',
			min: 0,
			max: 1,
			default: 0.5,
			optional: true,
			as: (value: number) => Math.round(value * 10) / 10,
		},
	}) as const satisfies SettingSpecs;

/** kie.md 2.3: up to 5 shots of 1 to 12 seconds; the overall prompt is an empty text then. */
const videoShots: ShotsSetting = {
	kind: 'shots',
	most: 5,
	promptMax: 500,
	min: 1,
	max: 12,
	prompt: 'empty',
	write: (rows) => ({
		multi_shots: true,
		multi_prompt: rows.map(({ prompt: text, duration }) => ({ prompt: text, duration })),
	}),
};

/** kie.md 2.4: up to 6 shots of 1 to 15 seconds; the overall prompt stays required. */
const omniShots: ShotsSetting = {
	kind: 'shots',
	most: 6,
	promptMax: 512,
	min: 1,
	max: 15,
	prompt: 'needed',
	write: (rows) => ({
		customize_multi_shots: true,
		multi_prompt: rows.map(({ prompt: text, duration }) => ({ prompt: text, duration })),
	}),
};

/** kie.md 2.3: sound, mode and multi_shots are required in practice. */
export const video3 = {
	settings: {
		prompt: promptOrShots(2500),
		shots: videoShots,
		generateAudio: generateAudio('sound'),
		duration: threeToFifteen,
		quality: {
			kind: 'choice',
			key: 'mode',
			values: ['720p', '1080p', '4k'],
			default: '720p',
			// What no page names goes out as it was given.
			as: (quality: Quality) => MODES[quality] ?? quality,
		},
	},
	fixed: { multi_shots: false },
} as const satisfies Omit<SharedOperation, 'images'>;

/** kie.md 2.4: one shot unless said otherwise, which must be said (the default differs from model to model). */
export const omni = {
	settings: {
		prompt: prompt(3072),
		shots: omniShots,
		generateAudio: generateAudio('audio'),
		duration: wholeSeconds,
		quality: resolution('720p', '1080p', '4k'),
		preferMultiShots: { kind: 'switch', key: 'prefer_multi_shots', default: false, onlyWhenOn: true },
	},
	fixed: { customize_multi_shots: false },
	// kie.md 2.4: never both.
	constraints: [{ if: { given: 'shots' }, then: { preferMultiShots: false } }],
} as const satisfies Omit<SharedOperation, 'images'>;

export const omniImage: ImageSlot = { ...inList, limits: imageLimits.kieOmni };

export const references = { key: 'image_urls', min: 0, max: 7, maxWithVideo: 4, limits: imageLimits.kieOmni } as const;
export const omniVideo = { key: 'video_urls', as: 'list', limits: clipLimits.kieOmni } as const;

/** kie.md 2.5: the mode is the resolution here, whatever the prose says. */
export const motion: SharedOperation = {
	settings: {
		prompt: { ...prompt(2500), required: false },
		quality: { kind: 'choice', key: 'mode', values: ['720p', '1080p'], default: '720p' },
		characterOrientation: {
			kind: 'choice',
			key: 'character_orientation',
			values: ['video', 'image'],
			default: 'video',
		},
	},
	images: { image: { key: 'input_urls', as: 'list', required: true, limits: imageLimits.kieMotion } },
	video: { key: 'video_urls', as: 'list', required: true, limits: clipLimits.kieMotion },
};

/** kie.md 2.6: the prompt is required and may be empty. */
export const avatar: SharedOperation = {
	settings: { prompt: { ...prompt(5000), required: false, sendEmpty: true } },
	images: { image: { key: 'image_url', as: 'text', required: true, limits: imageLimits.kie } },
	audio: { key: 'audio_url', required: true, limits: clipLimits.kieVoice },
};

/** kie.md 2.3 and 2.4: two to four pictures of each, up to 10 MB, or one video of which 3 to 8 s count. */
const subject = {
	mostVideos: 3,
	min: 2,
	max: 4,
	limits: imageLimits.kie,
	video: { limits: clipLimits.kieSubject, part: { min: 3_000, max: 8_000 } },
	voice: clipLimits.kieSubjectVoice,
} as const;
export const videoSubjects = { key: 'kling_elements', most: 3, ...subject } as const;
export const omniSubjects = (most: number) => ({ key: 'elements', most, ...subject }) as const;
/** kie.md 2.4: text to video and transformation cannot cut the video. */
export const uncutSubjects = (most: number) =>
	({ ...omniSubjects(most), video: { limits: clipLimits.kieSubjectUncut } }) as const;
