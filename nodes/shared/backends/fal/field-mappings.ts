// How fal.ai spells what its models take; the rows are put together from these.
import type { Quality } from '../../vocabulary';
import { failureOf } from '../../messages/message';
import type {
	ChoiceSetting,
	ElementsSlot,
	EndpointFacts,
	ImageSlot,
	ModelOperation,
	NumberSetting,
	PromptReferenceKind,
	RequestFacts,
	SettingSpecs,
	ShotsSetting,
	TextSetting,
} from '../catalogue';
import { falRules } from './messages';
import { falClipLimits, falImageLimits } from './limits';

const { picture, large } = falImageLimits;

/** fal.md 3.2, "First-frame key by model". */
export const startImage: ImageSlot = { key: 'start_image_url', as: 'text', required: true, limits: picture };
export const image: ImageSlot = { key: 'image_url', as: 'text', required: true, limits: picture };
export const largeImage: ImageSlot = { ...image, limits: large };
export const largeStart: ImageSlot = { ...startImage, limits: large };
export const endImage: ImageSlot = { key: 'end_image_url', as: 'text', limits: picture };
export const largeEnd: ImageSlot = { ...endImage, limits: large };
export const tailImage: ImageSlot = { key: 'tail_image_url', as: 'text', limits: picture };

export const prompt = (max = 2500): TextSetting => ({ kind: 'text', key: 'prompt', required: true, max });
export const promptOrShots = (max = 2500): TextSetting => ({ ...prompt(max), required: 'unlessShots' });

/** A text, as all durations but those of 4.0 (fal.md 3.0). */
export const seconds = (max: number): NumberSetting => ({
	kind: 'number',
	key: 'duration',
	min: 3,
	max,
	whole: true,
	default: 5,
	as: String,
});
export const fiveOrTen: ChoiceSetting<number> = {
	kind: 'choice',
	key: 'duration',
	values: [5, 10],
	default: 5,
	as: String,
};

const ratio = (...values: string[]): ChoiceSetting<string> => ({
	kind: 'choice',
	key: 'aspect_ratio',
	values,
	default: '16:9',
});
export const aspectRatio = ratio('16:9', '9:16', '1:1');
export const ratioOrVideo = ratio('16:9', '9:16', '1:1', 'auto');
export const wideRatio = ratio('16:9', '9:16', '1:1', '21:9');

/** Stands in the path, not in the body. */
export const quality = (...values: Quality[]): ChoiceSetting<Quality> => ({
	kind: 'choice',
	key: '',
	values,
	default: values[0] ?? '720p',
});
/** 4.0 has it in the body. */
export const resolution: ChoiceSetting<Quality> = { ...quality('720p', '1080p'), key: 'resolution' };

/** Always sent, because fal's own default is on with some models and off with others (fal.md 3.0). */
export const generateAudio = { kind: 'switch', key: 'generate_audio', default: false } as const;
export const keepAudio = { kind: 'switch', key: 'keep_audio', default: true } as const;

/** Without one fal takes real words of its own, so an empty text is sent (fal.md 3.0). */
const negativePrompt = { kind: 'text', key: 'negative_prompt', max: 2500, sendEmpty: true } as const;
export const negative = { negativePrompt } as const satisfies SettingSpecs;
export const shaping = {
	negativePrompt,
	cfgScale: { kind: 'number', key: 'cfg_scale', min: 0, max: 1, default: 0.5, optional: true },
} as const satisfies SettingSpecs;

/** fal.md 3.0: 1 to 6 shots in place of the prompt; 512 characters each is upstream's limit. */
export const shots: ShotsSetting = {
	kind: 'shots',
	most: 6,
	promptMax: 512,
	min: 1,
	max: 15,
	prompt: 'leftOut',
	write: (rows) => ({
		multi_prompt: rows.map(({ prompt: text, duration }) => ({ prompt: text, duration: String(duration) })),
	}),
};
/** 4.0 counts in numbers. */
export const longShots: ShotsSetting = {
	...shots,
	max: 30,
	write: (rows) => ({ multi_prompt: rows.map(({ prompt: text, duration }) => ({ prompt: text, duration })) }),
};

/** fal.md 3.0: `@Image1`, `@Element1`, `@Video1`, with a capital; voices otherwise. */
export const reference = (kind: PromptReferenceKind, number: number) =>
	kind === 'voice' ? `<<<voice_${number}>>>` : `@${kind.charAt(0).toUpperCase()}${kind.slice(1)}${number}`;

/** fal.md 3.0, "Element object": a front and others of the same, or a video. No recording of a voice. */
export const elements = (most: number, more: Partial<ElementsSlot> = {}): ElementsSlot => ({
	key: 'elements',
	most,
	mostVideos: 1,
	numbered: true,
	min: 2,
	max: 4,
	limits: picture,
	video: { limits: falClipLimits.o3 },
	...more,
});
/** Beside a video, and in motion control: pictures only, one is enough. */
export const picturedElements = (most: number) => elements(most, { mostVideos: 0, min: 1 });

/** Words of the paths (fal.md 3.0). */
const WORDS: Record<Quality, string> = { '720p': 'standard', '1080p': 'pro', '4k': '4k' };

type Endpoint = NonNullable<ModelOperation['endpoint']>;

/** A path in which the quality follows the row's id. */
export const byQuality =
	(after: string): Endpoint =>
	({ settings }, id) =>
		`${id}/${WORDS[settings.quality ?? '720p']}${after}`;

/** o1: pro has no word (fal.md 3.2). */
export const byO1Quality =
	(after: (facts: EndpointFacts) => string): Endpoint =>
	(facts, id) =>
		`${id}${facts.settings.quality === '720p' ? '/standard' : ''}/${after(facts)}`;

/** Pictures alone, or a video to go by or to change (fal.md 3.3). */
export const byVideo = ({ settings, hasVideo }: EndpointFacts): string =>
	hasVideo ? `video-to-video/${settings.videoUse === 'edit' ? 'edit' : 'reference'}` : 'reference-to-video';

/** Always the same path after the row's id. */
export const always =
	(after: string): Endpoint =>
	(_facts, id) =>
		`${id}${after}`;

/** A change keeps the video's length (fal.md 3.3). */
export const lastsAsVideo: NonNullable<ModelOperation['durationFromInput']> = ({ settings }) =>
	settings.videoUse === 'edit';

/** fal.md 3.3: what may stand together. @param most pictures and elements beside a video, and without one */
export const refuseReferences =
	(most: { readonly beside: number; readonly alone: number; readonly filmed: number }) =>
	({ settings, frames, references, elements: given, hasVideo }: RequestFacts) => {
		const count = references + given.pictured + given.filmed;
		const allowed = hasVideo ? most.beside : given.filmed > 0 ? most.filmed : most.alone;
		if (count > allowed) return failureOf(falRules.tooManyPictures, { count, most: allowed });
		if (!hasVideo) {
			if (settings.aspectRatio === 'auto') return failureOf(falRules.autoWithoutVideo);
			return count === 0 && frames.length === 0 ? failureOf(falRules.nothingToShow) : undefined;
		}
		if (frames.length > 0) return failureOf(falRules.framesBesideVideo);
		if (settings.generateAudio) return failureOf(falRules.soundBesideVideo);
		if ((settings.shots?.length ?? 0) > 0) return failureOf(falRules.shotsBesideVideo);
		return given.filmed > 0 ? failureOf(falRules.filmedBesideVideo) : undefined;
	};
