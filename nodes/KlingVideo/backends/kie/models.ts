// Kie.ai's catalogue. A new model is a row.
import { clipLimits, imageLimits } from '../../media/limits';
import type { Quality } from '../../words';
import { elementBody, mentionAt, referenceBody, refuseReference, SUBJECT, transformationBody } from './omni';
import type {
	ChoiceSetting,
	ImageSlot,
	Model,
	NumberSetting,
	Offer,
	SettingSpecs,
	ShotsSetting,
	TextSetting,
} from '../model';

/** Kie.ai spells the same thing in three ways (kie.md 2.2): a list, a text, and a text for the last one. */
const inList: ImageSlot = { key: 'image_urls', as: 'list', required: true, limits: imageLimits.kie };
const lastInList: ImageSlot = { ...inList, required: false };
const asText: ImageSlot = { key: 'image_url', as: 'text', required: true, limits: imageLimits.kie };
const tailAsText: ImageSlot = { key: 'tail_image_url', as: 'text', limits: imageLimits.kie };

const prompt = (max: number): TextSetting => ({ kind: 'text', key: 'prompt', required: true, max });
const promptOrShots = (max: number): TextSetting => ({ ...prompt(max), required: 'unlessShots' });

/** A string for most models (kie.md 2.0, type trap). */
const fiveOrTen: ChoiceSetting<number> = { kind: 'choice', key: 'duration', values: [5, 10], default: 5, as: String };
const threeToFifteen: NumberSetting = {
	kind: 'number',
	key: 'duration',
	min: 3,
	max: 15,
	whole: true,
	default: 5,
	as: String,
};
/** An integer for the omni family. */
const wholeSeconds: NumberSetting = { ...threeToFifteen, as: undefined };

const aspectRatio: ChoiceSetting<string> = {
	kind: 'choice',
	key: 'aspect_ratio',
	values: ['16:9', '9:16', '1:1'],
	default: '16:9',
};

const resolution = (...values: Quality[]): ChoiceSetting<Quality> => ({
	kind: 'choice',
	key: 'resolution',
	values,
	default: '720p',
});

const sound = (key: 'sound' | 'audio') => ({ kind: 'switch', key, default: false }) as const;

/** kie.md 2.3: `mode` std / pro / 4K, with a capital K here. */
const MODES: Record<Quality, string> = { '720p': 'std', '1080p': 'pro', '4k': '4K' };

/** kie.md 2.2: negative_prompt and cfg_scale exist only on 2.5 Turbo and older. */
const shaping = (max: number) =>
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
const video3 = {
	settings: {
		prompt: promptOrShots(2500),
		shots: videoShots,
		sound: sound('sound'),
		duration: threeToFifteen,
		quality: {
			kind: 'choice',
			key: 'mode',
			values: ['720p', '1080p', '4k'],
			default: '720p',
			as: (quality: Quality) => MODES[quality],
		},
	},
	fixed: { multi_shots: false },
} as const satisfies Omit<Offer, 'images'>;

/** kie.md 2.4: one shot unless said otherwise, which must be said (the default differs from model to model). */
const omni = {
	settings: {
		prompt: prompt(3072),
		shots: omniShots,
		sound: sound('audio'),
		duration: wholeSeconds,
		quality: resolution('720p', '1080p', '4k'),
		preferMultiShots: { kind: 'switch', key: 'prefer_multi_shots', default: false, onlyWhenOn: true },
	},
	fixed: { customize_multi_shots: false },
	// kie.md 2.4: never both.
	needs: [{ if: { given: 'shots' }, then: { preferMultiShots: false } }],
} as const satisfies Omit<Offer, 'images'>;

const omniImage: ImageSlot = { ...inList, limits: imageLimits.kieOmni };

const references = { key: 'image_urls', min: 0, max: 7, maxWithVideo: 4, limits: imageLimits.kieOmni } as const;
const omniVideo = { key: 'video_urls', as: 'list', limits: clipLimits.kieOmni } as const;

/** kie.md 2.5: the mode is the resolution here, whatever the prose says. */
const motion: Offer = {
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
const avatar: Offer = {
	settings: { prompt: { ...prompt(5000), required: false, orEmpty: true } },
	images: { image: { key: 'image_url', as: 'text', required: true, limits: imageLimits.kie } },
	sound: { key: 'audio_url', required: true, limits: clipLimits.kieVoice },
};

/** Living models (kie.md 9). The 2.1 family is left out: upstream Kling retired it on 2026-09-15. */
export const kieModels: readonly Model[] = [
	{
		id: 'kling-2.6/image-to-video',
		label: 'Kling 2.6',
		operations: {
			// The seed page: prompt up to 1000 characters, one picture, `sound` required, `duration` a string.
			imageToVideo: {
				settings: { prompt: prompt(1000), sound: sound('sound'), duration: fiveOrTen },
				images: { firstFrame: inList },
			},
		},
	},
	{
		id: 'kling-2.6/text-to-video',
		label: 'Kling 2.6',
		operations: {
			textToVideo: {
				settings: { prompt: prompt(1000), sound: sound('sound'), duration: fiveOrTen, aspectRatio },
				images: {},
			},
		},
	},
	{
		id: 'kling-3.0-omni/reference-to-video',
		label: 'Kling 3.0 Omni',
		operations: {
			multiImageToVideo: {
				...omni,
				settings: { ...omni.settings, aspectRatio },
				references: { ...references, min: 0 },
				video: omniVideo,
				images: {},
				body: referenceBody,
				refuse: refuseReference,
				mention: mentionAt,
			},
		},
	},
	{
		id: 'kling-3.0-omni/transformation',
		label: 'Kling 3.0 Omni, Change a Video',
		operations: {
			multiImageToVideo: {
				settings: {
					prompt: prompt(3072),
					sound: sound('audio'),
					duration: wholeSeconds,
					quality: resolution('720p', '1080p', '4k'),
					aspectRatio,
				},
				references: { ...references, max: 4 },
				video: { ...omniVideo, required: true },
				images: {},
				body: transformationBody,
				mention: mentionAt,
			},
		},
	},
	{
		id: 'kling-3.0/video',
		label: 'Kling 3.0',
		operations: {
			imageToVideo: {
				...video3,
				images: { firstFrame: inList, lastFrame: lastInList },
				// kie.md 2.3: a storyboard starts with a picture and cannot end with one.
				needs: [{ if: { given: 'shots' }, never: ['lastFrame'] }],
			},
			textToVideo: { ...video3, settings: { ...video3.settings, aspectRatio }, images: {} },
			// kie.md 2.3: two to four pictures of one subject make an element; the prompt needs a first frame beside it.
			multiImageToVideo: {
				...video3,
				settings: { ...video3.settings, subject: { kind: 'text', key: 'subject', required: true, max: 100 } },
				images: { firstFrame: { ...inList, required: true } },
				references: { key: 'references', min: 2, max: 4, limits: imageLimits.kie },
				body: elementBody,
				mention: (kind, number) => (kind === 'image' || kind === 'element' ? `@${SUBJECT}` : `@${kind}_${number}`),
			},
		},
	},
	{
		id: 'kling-3.0-omni/image-to-video',
		label: 'Kling 3.0 Omni',
		operations: {
			// The ratio is "auto", taken from the picture, unless there is a storyboard.
			imageToVideo: { ...omni, images: { firstFrame: omniImage, lastFrame: { ...omniImage, required: false } } },
		},
	},
	{
		id: 'kling-3.0-omni/text-to-video',
		label: 'Kling 3.0 Omni',
		operations: { textToVideo: { ...omni, settings: { ...omni.settings, aspectRatio }, images: {} } },
	},
	{
		id: 'kling/v3-turbo-image-to-video',
		label: 'Kling 3.0 Turbo',
		operations: {
			imageToVideo: {
				settings: { prompt: prompt(2500), duration: threeToFifteen, quality: resolution('720p', '1080p') },
				images: { firstFrame: inList },
			},
		},
	},
	{
		id: 'kling/v3-turbo-text-to-video',
		label: 'Kling 3.0 Turbo',
		operations: {
			textToVideo: {
				settings: { prompt: prompt(2500), duration: threeToFifteen, quality: resolution('720p', '1080p'), aspectRatio },
				images: {},
			},
		},
	},
	{
		id: 'kling/v2-5-turbo-image-to-video-pro',
		label: 'Kling 2.5 Turbo Pro',
		operations: {
			imageToVideo: {
				settings: { prompt: prompt(2500), duration: fiveOrTen, ...shaping(500) },
				images: { firstFrame: asText, lastFrame: tailAsText },
			},
		},
	},
	{
		id: 'kling/v2-5-turbo-text-to-video-pro',
		label: 'Kling 2.5 Turbo Pro',
		operations: {
			textToVideo: {
				settings: { prompt: prompt(2500), duration: fiveOrTen, aspectRatio, ...shaping(2500) },
				images: {},
			},
		},
	},
	{ id: 'kling-2.6/motion-control', label: 'Kling 2.6', operations: { motionControl: motion } },
	{
		id: 'kling-3.0/motion-control',
		label: 'Kling 3.0',
		operations: {
			motionControl: {
				...motion,
				settings: {
					...motion.settings,
					background: {
						kind: 'choice',
						key: 'background_source',
						values: ['video', 'image'],
						default: 'video',
						as: (whose) => `input_${whose}`,
					},
				},
				images: { image: { key: 'input_urls', as: 'list', required: true, limits: imageLimits.kieMotion3 } },
			},
		},
	},
	{ id: 'kling/ai-avatar-standard', label: 'Kling Avatar Standard', operations: { avatar } },
	{ id: 'kling/ai-avatar-pro', label: 'Kling Avatar Pro', operations: { avatar } },
];

const RETIRED = '2026-09-15';

/** kie.md 9: retired upstream; whether Kie.ai still serves them is not known. */
export const retiredKieModels: Readonly<Record<string, string>> = {
	'kling/v2-1-master-text-to-video': RETIRED,
	'kling/v2-1-master-image-to-video': RETIRED,
	'kling/v2-1-pro': RETIRED,
	'kling/v2-1-standard': RETIRED,
	'kling/v1-avatar-standard': RETIRED,
	'kling/ai-avatar-v1-pro': RETIRED,
};
