// The official API's catalogue. A new model is a row. Each names one standard: the legacy one where the model has it, since
// it takes both kinds of keys and more fields; the newer one where the model lives only there.
import { longInteger } from '../../http';
import { clipLimits, imageLimits } from '../../media/limits';
import type { Quality } from '../../words';
import type {
	ChoiceSetting,
	IdsSetting,
	ImageSlot,
	Model,
	Need,
	NumberSetting,
	Offer,
	SettingSpecs,
	ShotsSetting,
	TextSetting,
} from '../model';
import { imageBody, refuseLongStoryboard, textBody } from './newer';
import { omniBody, refuseO1, refuseOmni } from './omni';

/** Kling's `mode` (kling-official.md 0, name map). */
const MODES: Record<Quality, string> = { '720p': 'std', '1080p': 'pro', '4k': '4k' };

/** Legacy bodies want the duration as text (kling-official.md 0). */
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

const mode = (...values: Quality[]): ChoiceSetting<Quality> => ({
	kind: 'choice',
	key: 'mode',
	values,
	default: '720p',
	as: (quality) => MODES[quality],
});

const aspectRatio: ChoiceSetting<string> = {
	kind: 'choice',
	key: 'aspect_ratio',
	values: ['16:9', '9:16', '1:1'],
	default: '16:9',
};

/** kling-official.md 2.1 and 2.2: prompts up to 2500 characters. */
const prompt: TextSetting = { kind: 'text', key: 'prompt', required: true, max: 2500 };
const promptOrShots: TextSetting = { ...prompt, required: 'unlessShots' };

const common = {
	negativePrompt: { kind: 'text', key: 'negative_prompt', max: 2500 },
	watermark: { kind: 'switch', key: 'watermark_info.enabled', default: false, onlyWhenOn: true },
} as const satisfies SettingSpecs;

const sound = { kind: 'switch', key: 'sound', default: false, as: (on: boolean) => (on ? 'on' : 'off') } as const;

/** kling-official.md 2.1: one to six shots, whose sum is the duration; the overall prompt is ignored then. */
const shots: ShotsSetting = {
	kind: 'shots',
	most: 6,
	promptMax: 512,
	min: 1,
	max: 15,
	prompt: 'leftOut',
	write: (rows) => ({
		multi_shot: true,
		shot_type: 'customize',
		multi_prompt: rows.map((row, index) => ({ index: index + 1, prompt: row.prompt, duration: String(row.duration) })),
	}),
};

/** Ids leave as bare integers with all their digits (kling-official.md 3.4). */
const elements: IdsSetting = {
	kind: 'ids',
	most: 3,
	digitsOnly: true,
	write: (ids) => ({ element_list: ids.map((id) => ({ element_id: longInteger(id) })) }),
};

const voices: IdsSetting = {
	kind: 'ids',
	most: 2,
	write: (ids) => ({ voice_list: ids.map((id) => ({ voice_id: id })) }),
};

/** kling-official.md 2.0: `<<<image_1>>>` on legacy paths. */
const mention: Offer['mention'] = (kind, number) => `<<<${kind}_${number}>>>`;

/** The ratio follows the picture (kling-official.md 2.2). */
const firstFrame: ImageSlot = { key: 'image', as: 'text', required: true, limits: imageLimits.klingLegacy };
const lastFrame: ImageSlot = { key: 'image_tail', as: 'text', limits: imageLimits.klingLegacy };
const frames = { firstFrame, lastFrame };

// kling-official.md 9.1 and 10.16.
const soundNeedsPro: Need = { if: { sound: true }, then: { quality: '1080p' } };
const lastFrameNeedsPro: Need = { if: { image: 'lastFrame' }, then: { quality: '1080p' } };

/** The newer standard cuts shots unless told not to, the legacy one does not; said either way (10.4). */
const oneShot = { multi_shot: false };

/** kling-official.md 2.1 and 2.2, newer standard: sound is always on, and there is no field for it (11.1). */
const turbo = {
	duration: { ...threeToFifteen, as: undefined },
	quality: { ...mode('720p', '1080p'), as: undefined },
	// The shots stand in the prompt itself: "shot 1, 3, words; shot 2, 2, words;" (kling-official.md 2.0).
	shots: { ...shots, write: () => ({}) },
	watermark: common.watermark,
} as const satisfies SettingSpecs;

/** kling-official.md 2.3, legacy omni-video: frames stand in the same list as reference pictures, told apart by `type`. */
const omniPicture = { key: 'image_list', as: 'list', limits: imageLimits.klingLegacy } as const;
const omniMaterials = {
	references: {
		key: 'image_list',
		item: (picture: string) => ({ image_url: picture }),
		min: 0,
		max: 7,
		maxWithVideo: 4,
		limits: imageLimits.klingLegacy,
	},
	images: {
		firstFrame: { ...omniPicture, item: (picture: string) => ({ image_url: picture, type: 'first_frame' }) },
		lastFrame: { ...omniPicture, item: (picture: string) => ({ image_url: picture, type: 'end_frame' }) },
	},
	video: { key: 'video_list', as: 'list', limits: clipLimits.klingOmni },
} as const satisfies Partial<Offer>;

const videoUse = {
	kind: 'choice',
	key: '',
	values: ['reference', 'edit'],
	default: 'reference',
} as const satisfies ChoiceSetting<'reference' | 'edit'>;

const keepOriginalSound = {
	kind: 'switch',
	key: 'keep_original_sound',
	default: true,
	as: (on: boolean) => (on ? 'yes' : 'no'),
} as const;

const characterOrientation = {
	kind: 'choice',
	key: 'character_orientation',
	values: ['video', 'image'],
	default: 'video',
} as const satisfies ChoiceSetting<'image' | 'video'>;

/** kling-official.md 2.4, the seed page. */
const motion: Offer = {
	settings: {
		prompt: { ...prompt, required: false },
		quality: mode('720p', '1080p'),
		characterOrientation,
		keepOriginalSound,
		elements: { ...elements, most: 1 },
		watermark: common.watermark,
	},
	images: { image: { key: 'image_url', as: 'text', required: true, limits: imageLimits.klingLegacy } },
	video: { key: 'video_url', as: 'text', required: true, limits: clipLimits.klingMotion },
	mention,
};

/** Living models (kling-official.md 9.1). */
export const klingModels: readonly Model[] = [
	{
		id: 'kling-v2-6',
		label: 'Kling 2.6',
		operations: {
			imageToVideo: {
				settings: { prompt, ...common, sound, duration: fiveOrTen, quality: mode('720p', '1080p'), voices },
				images: frames,
				needs: [
					soundNeedsPro,
					{ if: { image: 'lastFrame' }, then: { quality: '1080p', sound: false } },
					{ if: { given: 'voices' }, then: { sound: true } },
				],
				mention,
			},
			textToVideo: {
				settings: { prompt, ...common, sound, duration: fiveOrTen, quality: mode('720p', '1080p'), aspectRatio },
				images: {},
				needs: [soundNeedsPro],
			},
			motionControl: motion,
		},
	},
	{
		id: 'kling-v3',
		label: 'Kling 3.0',
		operations: {
			imageToVideo: {
				settings: {
					prompt: promptOrShots,
					...common,
					sound,
					duration: threeToFifteen,
					quality: mode('720p', '1080p', '4k'),
					shots,
					elements,
				},
				images: frames,
				fixed: oneShot,
				mention,
			},
			textToVideo: {
				settings: {
					prompt: promptOrShots,
					...common,
					sound,
					duration: threeToFifteen,
					quality: mode('720p', '1080p', '4k'),
					aspectRatio,
					shots,
				},
				images: {},
				fixed: oneShot,
			},
			motionControl: motion,
		},
	},
	{
		id: 'kling-v3-omni',
		label: 'Kling 3.0 Omni',
		operations: {
			multiImageToVideo: {
				settings: {
					prompt: promptOrShots,
					sound,
					duration: threeToFifteen,
					quality: mode('720p', '1080p', '4k'),
					aspectRatio,
					shots,
					elements: { ...elements, most: 7 },
					videoUse,
					keepOriginalSound,
					watermark: common.watermark,
				},
				...omniMaterials,
				fixed: oneShot,
				mention,
				body: omniBody,
				refuse: (facts) => refuseOmni(facts),
			},
		},
	},
	{
		id: 'kling-video-o1',
		label: 'Kling O1',
		operations: {
			multiImageToVideo: {
				settings: {
					prompt,
					duration: { ...threeToFifteen, max: 10 },
					quality: mode('720p', '1080p'),
					aspectRatio,
					elements: { ...elements, most: 7 },
					videoUse,
					keepOriginalSound,
					watermark: common.watermark,
				},
				...omniMaterials,
				video: { ...omniMaterials.video, limits: clipLimits.klingO1 },
				mention,
				body: omniBody,
				refuse: (facts) => refuseO1(facts) ?? refuseOmni(facts),
			},
		},
	},
	{
		id: 'kling-3.0-turbo',
		label: 'Kling 3.0 Turbo',
		operations: {
			imageToVideo: {
				settings: { prompt: promptOrShots, ...turbo },
				images: { firstFrame: { ...firstFrame, limits: imageLimits.klingNewer } },
				route: '/image-to-video/{model}',
				needsApiKey: true,
				body: imageBody,
				refuse: refuseLongStoryboard(2500),
			},
			textToVideo: {
				// Up to 3072 characters here, 2500 with a picture (kling-official.md 11.3).
				settings: { prompt: { ...promptOrShots, max: 3072 }, ...turbo, aspectRatio },
				images: {},
				route: '/text-to-video/{model}',
				needsApiKey: true,
				body: textBody,
				refuse: refuseLongStoryboard(3072),
			},
		},
	},
	{
		id: 'kling-v2-5-turbo',
		label: 'Kling 2.5 Turbo',
		operations: {
			imageToVideo: {
				settings: { prompt, ...common, duration: fiveOrTen, quality: mode('720p', '1080p') },
				images: frames,
				needs: [lastFrameNeedsPro],
			},
			textToVideo: {
				settings: { prompt, ...common, duration: fiveOrTen, quality: mode('720p', '1080p'), aspectRatio },
				images: {},
			},
		},
	},
	{
		id: 'kling-v1-6',
		label: 'Kling 1.6 (Reported Retired on 2026-09-15)',
		operations: {
			// The seed page; kling-official.md 2.3.
			multiImageToVideo: {
				settings: {
					prompt,
					...common,
					duration: fiveOrTen,
					quality: mode('720p', '1080p'),
					aspectRatio,
				},
				references: {
					key: 'image_list',
					item: (picture) => ({ image: picture }),
					min: 1,
					max: 4,
					limits: imageLimits.klingLegacy,
				},
				images: {},
				route: '/v1/videos/multi-image2video',
			},
		},
	},
	{
		// The path has no model field (kling-official.md 2.5, the seed page).
		id: 'avatar',
		label: 'Kling Avatar',
		operations: {
			avatar: {
				settings: {
					prompt: { ...prompt, required: false },
					quality: mode('720p', '1080p'),
					watermark: common.watermark,
				},
				images: { image: { key: 'image', as: 'text', required: true, limits: imageLimits.klingLegacy } },
				sound: { key: 'sound_file', speechKey: 'audio_id', required: true, limits: clipLimits.klingVoice },
				nameless: true,
			},
		},
	},
];

const RETIRED = '2026-09-15';

/** kling-official.md 9.2: reported by four third parties and one refusal, not by the vendor's changelog (11.1). */
export const retiredKlingModels: Readonly<Record<string, string>> = {
	'kling-v1': RETIRED,
	'kling-v1-5': RETIRED,
	'kling-v1-6': RETIRED,
	'kling-v2-master': RETIRED,
	'kling-v2-0-master': RETIRED,
	'kling-v2-1': RETIRED,
	'kling-v2-1-master': RETIRED,
};
