// How the official API spells what its models take; the rows are put together from these.
import { failureOf } from '../../messages/message';
import { klingRules } from './messages';
import { longInteger } from '../../http/types';
import { clipLimits, imageLimits } from '../media-limits';
import type { Quality, Settings } from '../../vocabulary';
import type {
	ChoiceSetting,
	IdsSetting,
	ImageSlot,
	Constraint,
	NumberSetting,
	ModelOperation,
	SeveralSetting,
	SettingSpecs,
	SharedOperation,
	ShotsSetting,
	TextSetting,
} from '../catalogue';

/** Kling's `mode` (kling-official.md 0, name map). */
const MODES: Record<Quality, string> = { '720p': 'std', '1080p': 'pro', '4k': '4k' };

/** Legacy bodies want the duration as text (kling-official.md 0). */
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

export const mode = (...values: Quality[]): ChoiceSetting<Quality> => ({
	kind: 'choice',
	key: 'mode',
	values,
	default: '720p',
	// What no page names goes out as it was given.
	as: (quality) => MODES[quality] ?? quality,
});

export const aspectRatio: ChoiceSetting<string> = {
	kind: 'choice',
	key: 'aspect_ratio',
	values: ['16:9', '9:16', '1:1'],
	default: '16:9',
};

/** kling-official.md 2.15: 21:9 exists on 4.0 only. */
export const aspectRatio4: ChoiceSetting<string> = { ...aspectRatio, values: ['16:9', '9:16', '1:1', '21:9'] };

/** kling-official.md 2.1 and 2.2: prompts up to 2500 characters. */
export const prompt: TextSetting = { kind: 'text', key: 'prompt', required: true, max: 2500 };
export const promptOrShots: TextSetting = { ...prompt, required: 'unlessShots' };

export const common = {
	negativePrompt: { kind: 'text', key: 'negative_prompt', max: 2500 },
	watermark: { kind: 'switch', key: 'watermark_info.enabled', default: false, onlyWhenOn: true },
} as const satisfies SettingSpecs;

export const generateAudio = {
	kind: 'switch',
	key: 'sound',
	default: false,
	as: (on: boolean) => (on ? 'on' : 'off'),
} as const;

/** kling-official.md 2.1: one to six shots, whose sum is the duration; the overall prompt is ignored then. */
export const shots: ShotsSetting = {
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
export const elementIds: IdsSetting = {
	kind: 'ids',
	most: 3,
	digitsOnly: true,
	write: (ids) => ({ element_list: ids.map((id) => ({ element_id: longInteger(id) })) }),
};

export const voiceIds: IdsSetting = {
	kind: 'ids',
	most: 2,
	write: (ids) => ({ voice_list: ids.map((id) => ({ voice_id: id })) }),
};

/** kling-official.md 2.11, `tag_list`. */
const TAGS: Readonly<Record<string, string>> = {
	animal: 'o_103',
	character: 'o_102',
	costume: 'o_105',
	effect: 'o_107',
	hottest: 'o_101',
	item: 'o_104',
	other: 'o_108',
	scene: 'o_106',
};

export const elementTags: SeveralSetting = {
	kind: 'several',
	key: 'tag_list',
	values: Object.keys(TAGS),
	as: (tags) => tags.map((tag) => ({ tag_id: TAGS[tag] ?? tag })),
};

/** What an element needs depends on what it is made from (kling-official.md 2.11). */
export const refuseElement: ModelOperation['validate'] = ({ settings: { madeFrom }, frames, references, hasVideo }) => {
	const pictured = frames.length + references > 0;
	if (madeFrom === 'video') {
		if (!hasVideo) return failureOf(klingRules.videoMissing);
		if (!pictured) return undefined;
		return failureOf(klingRules.filmedElementWithPictures);
	}
	if (hasVideo) {
		return failureOf(klingRules.picturedElementWithVideo);
	}
	if (frames.length === 0) return failureOf(klingRules.frontalMissing);
	if (references > 0) return undefined;
	return failureOf(klingRules.imagesMissing);
};

/** kling-official.md 2.0: `<<<image_1>>>` on legacy paths. */
export const promptReference: ModelOperation['promptReference'] = (kind, number) => `<<<${kind}_${number}>>>`;

/** The ratio follows the picture (kling-official.md 2.2). */
export const firstFrame: ImageSlot = { key: 'image', as: 'text', required: true, limits: imageLimits.klingLegacy };
export const lastFrame: ImageSlot = { key: 'image_tail', as: 'text', limits: imageLimits.klingLegacy };
export const frames = { firstFrame, lastFrame };

// kling-official.md 9.1 and 10.16.
export const soundNeedsPro: Constraint = { if: { generateAudio: true }, then: { quality: '1080p' } };
export const lastFrameNeedsPro: Constraint = { if: { image: 'lastFrame' }, then: { quality: '1080p' } };

/** The newer standard cuts shots unless told not to, the legacy one does not; said either way (10.4). */
export const oneShot = { multi_shot: false };

/** kling-official.md 2.1 and 2.2, newer standard: sound is always on, and there is no field for it (11.1). */
export const turbo = {
	duration: threeToFifteen,
	quality: mode('720p', '1080p'),
	// The shots stand in the prompt itself: "shot 1, 3, words; shot 2, 2, words;" (kling-official.md 2.0).
	shots,
	watermark: common.watermark,
} as const satisfies SettingSpecs;

/** kling-official.md 2.3, legacy omni-video: frames stand in the same list as reference pictures, told apart by `type`. */
const omniPicture = { key: 'image_list', as: 'list', limits: imageLimits.klingLegacy } as const;
export const omniMaterials = {
	// kling-official.md 2.3: "base: duration ignored".
	durationFromInput: ({ settings }: { settings: Settings }) => settings.videoUse === 'edit',
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
} as const satisfies Partial<ModelOperation>;

export const videoUse = {
	kind: 'choice',
	key: '',
	values: ['reference', 'edit'],
	default: 'reference',
} as const satisfies ChoiceSetting<'reference' | 'edit'>;

export const keepOriginalSound = {
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
export const motion: SharedOperation = {
	settings: {
		prompt: { ...prompt, required: false },
		quality: mode('720p', '1080p'),
		characterOrientation,
		keepOriginalSound,
		elementIds: { ...elementIds, most: 1 },
		watermark: common.watermark,
	},
	images: { image: { key: 'image_url', as: 'text', required: true, limits: imageLimits.klingLegacy } },
	video: { key: 'video_url', as: 'text', required: true, limits: clipLimits.klingMotion },
	promptReference,
};
