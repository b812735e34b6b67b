// The official API's newer standard: one path for each model, and bodies of `contents`, `settings` and `options`, each at its
// own level, because a field at the wrong level is ignored in silence (kling-official.md 2.0).
import { failureOf } from '../../messages/message';
import { klingRules } from './messages';
import { isObject, merge, type Json, type JsonObject } from '../../json';
import type { Shot } from '../../vocabulary';
import { buildFields, mediaText } from '../build-body';
import { imageLimits } from '../media-limits';
import type { GenerationJob, MediaValue, ModelOperation, NewerStandard, Setting, SettingSpecs } from '../catalogue';

/** Operations of the newer standard, as its paths name them. */
export type NewerPath = 'text-to-video' | 'image-to-video' | 'omni-video' | 'motion-control';

/** Where a setting of the legacy standard stands in the newer one; what is missing here does not exist there. */
const PLACES: Readonly<Partial<Record<keyof SettingSpecs, Partial<Setting>>>> = {
	// The prompt stands in `contents`, or at the top (`newerBody`).
	prompt: { key: '' },
	duration: { key: 'settings.duration', as: undefined },
	quality: { key: 'settings.resolution', as: undefined },
	aspectRatio: { key: 'settings.aspect_ratio' },
	generateAudio: { key: 'settings.audio', as: (on: boolean) => (on ? 'native' : 'off') },
	characterOrientation: { key: 'settings.character_orientation' },
	keepOriginalSound: { key: 'settings.audio', as: (on: boolean) => (on ? 'original' : 'off') },
	watermark: { key: 'options.watermark_info.enabled' },
	videoUse: {},
	// Shots stand in the prompt, ids in `contents`.
	shots: { write: () => ({}) },
	elementIds: { write: () => ({}) },
	voiceIds: { write: () => ({}) },
};

/** The same settings in the newer standard's places; neither negative_prompt nor cfg_scale exist there (2.0). */
export function newerSettings(legacy: SettingSpecs): SettingSpecs {
	const kept = Object.entries(legacy).filter(([name, setting]) => name in PLACES && setting !== undefined);
	return Object.fromEntries(
		kept.map(([name, setting]) => [name, { ...setting, ...PLACES[name as keyof SettingSpecs] }]),
	) as SettingSpecs;
}

/** The n-th element, picture, video or voice, by the id that it has in `contents` (kling-official.md 2.0). */
const promptReference: ModelOperation['promptReference'] = (kind, number) => `@${kind}_${number}`;

/**
 * A row's operation with the same by the newer standard, which every living model has (kling-official.md 0).
 *
 * @param modelId the model's id there
 * @param own what differs besides the places of fields
 */
export function withNewer(
	modelId: string,
	path: NewerPath,
	legacy: ModelOperation,
	own: Partial<ModelOperation> = {},
): ModelOperation {
	const { settings, images, references, fixed, ...kept } = legacy;
	const limits = imageLimits.klingNewer;
	const spec: ModelOperation = {
		...kept,
		...own,
		settings: newerSettings({ ...settings, ...own.settings }),
		images: Object.fromEntries(Object.entries(images).map(([name, slot]) => [name, { ...slot, limits }])),
		...(references ? { references: { ...references, limits } } : {}),
		...(fixed ? { fixed: { settings: fixed } } : {}),
		promptReference,
		body: newerBody,
		...newerPath(path),
	};
	const newer: NewerStandard = { modelId, spec };
	return { ...legacy, newer };
}

/** What every operation of the newer standard has: its path, and no access keys (kling-official.md 1.2). */
export const newerPath = (path: NewerPath) => ({ route: `/${path}/{model}`, needsApiKey: true }) as const;

/** Settings and options at their own level, materials as one object each, the prompt among them or at the top. */
export function newerBody(job: GenerationJob): JsonObject {
	const { spec, settings } = job;
	const fields = buildFields({ spec: { ...spec, ...NO_MATERIALS }, settings, images: {} });
	const body = merge(fields, besideVideo(job, multiShot(job)));
	const materials = contentsOf(job);
	const isText = spec.route === newerPath('text-to-video').route;
	const prompt = promptOf(job);
	const said: Json[] = prompt === '' ? [] : [{ type: 'prompt', text: prompt }];
	return {
		...(isText ? { prompt } : { contents: [...said, ...materials] }),
		...withoutEmpty(body),
		...optionsOf(job, body),
	};
}

const NO_MATERIALS = {
	images: {},
	middleFrames: undefined,
	references: undefined,
	elements: undefined,
	video: undefined,
	sounds: undefined,
	audio: undefined,
} as const;

/** With shots in the prompt the model has to read them (2.0); without, the row says that there is one shot. */
function multiShot({ spec, settings: { shots = [] } }: GenerationJob): JsonObject {
	return shots.length > 0 && spec.fixed ? { multi_shot: true } : {};
}

/** What a video changes in an omni task (2.3); null takes a field away. */
function besideVideo({ spec, settings, video, images }: GenerationJob, more: JsonObject): JsonObject {
	const isOmni = spec.settings.videoUse !== undefined || spec.promptPrefix !== undefined;
	if (!isOmni || spec.alwaysAudio) return { settings: more };
	const { videoUse, keepOriginalSound, generateAudio, aspectRatio } = settings;
	const isEdit = video !== undefined && videoUse === 'edit';
	return {
		settings: {
			...more,
			...(spec.settings.generateAudio || spec.settings.keepOriginalSound
				? { audio: isEdit && keepOriginalSound ? 'original' : !video && generateAudio ? 'native' : 'off' }
				: {}),
			// "multi_shot may then only be true (never send false)".
			...(video && !isEdit ? { multi_shot: null } : {}),
			// The samples with a video to change leave the length out.
			...(isEdit ? { duration: null } : {}),
			...(images.firstFrame || isEdit || aspectRatio === 'auto' ? { aspect_ratio: null } : {}),
		},
	};
}

/** One object for each material, with the id that the prompt calls it by where it has one (2.0). */
function contentsOf({ spec, settings, images, middleFrames = [], references = [], ...job }: GenerationJob): Json[] {
	const isOmni = spec.references !== undefined || spec.promptPrefix !== undefined;
	const id = (kind: 'image' | 'video' | 'element' | 'voice', number: number) =>
		(spec.promptReference?.(kind, number) ?? '').slice(1);
	const frame = (type: string, picture: MediaValue, number: number) => ({
		type,
		url: mediaText(picture),
		...(isOmni ? { id: id('image', number) } : {}),
	});
	const { firstFrame, lastFrame, image } = images;
	const videos = job.video === undefined ? [] : [job.video, ...(job.moreVideos ?? [])];
	const isDriven = image !== undefined;
	return [
		...references.map((picture, index) => ({
			type: 'refer_image',
			url: mediaText(picture),
			id: id('image', index + 1),
		})),
		...(image ? [{ type: 'image', url: mediaText(image) }] : []),
		...(firstFrame ? [frame('first_frame', firstFrame, references.length + 1)] : []),
		...middleFrames.map((picture) => ({ type: 'middle_frame', url: mediaText(picture) })),
		...(lastFrame ? [frame('last_frame', lastFrame, references.length + (firstFrame ? 2 : 1))] : []),
		...videos.map((url, index) =>
			isDriven
				? { type: 'video', url }
				: {
						type: index === 0 && settings.videoUse === 'edit' ? 'base_video' : 'feature_video',
						url,
						id: id('video', index + 1),
					},
		),
		...(settings.elementIds ?? []).map((element, index) => ({
			type: 'element',
			element_id: element,
			id: id('element', index + 1),
		})),
		...(settings.voiceIds ?? []).map((voice, index) => ({
			type: 'voice',
			voice_id: voice,
			id: id('voice', index + 1),
		})),
	];
}

function promptOf({ settings: { prompt, shots } }: GenerationJob): string {
	return shots && shots.length > 0 ? storyboard(shots) : (prompt ?? '');
}

/** The storyboard becomes the prompt, so it must be as short as one. */
export function refuseLongStoryboard(max: number): NonNullable<ModelOperation['validate']> {
	return ({ settings: { shots } }) => {
		const length = shots ? [...storyboard(shots)].length : 0;
		if (length <= max) return undefined;
		return failureOf(klingRules.longStoryboard, { length, most: max, extra: length - max });
	};
}

/** "shot n, seconds, words;" with half-width semicolons; those of the words would end a shot, so they become commas. */
function storyboard(shots: readonly Shot[]): string {
	return shots
		.map(({ prompt, duration }, index) => `shot ${index + 1}, ${duration}, ${prompt.replace(/;/g, ',').trim()};`)
		.join(' ');
}

function optionsOf({ spec, callbackUrl, externalTaskId }: GenerationJob, { options = {} }: JsonObject): JsonObject {
	const all = {
		...(callbackUrl && !spec.noCallbacks ? { callback_url: callbackUrl } : {}),
		...(externalTaskId && !spec.noExternalIds ? { external_task_id: externalTaskId } : {}),
		...(options as JsonObject),
	};
	return Object.keys(all).length > 0 ? { options: all } : {};
}

/** Without objects in which nothing stands. */
const withoutEmpty = (body: JsonObject): JsonObject =>
	Object.fromEntries(Object.entries(body).filter(([, value]) => !isObject(value) || Object.keys(value).length > 0));
