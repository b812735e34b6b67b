// A row of the catalogue and checked values make the model's own part of a body.
import { merge, type JsonObject } from '../json';
import type {
	GenerationJob,
	InlineMedia,
	MediaValue,
	PromptReferenceKind,
	ModelOperation,
	ReferencesSlot,
	Setting,
} from './catalogue';
import type { FrameName, SettingName, Settings } from '../vocabulary';

function setPath(body: JsonObject, key: string, value: JsonObject[string]): JsonObject {
	const nested = key.split('.').reduceRight<JsonObject[string]>((inner, part) => ({ [part]: inner }), value);
	return merge(body, nested as JsonObject);
}

/** A neutral value as the backend writes it. The check has made sure that the value fits its setting. */
function serialize(body: JsonObject, setting: Setting, value: NonNullable<Settings[SettingName]>): JsonObject {
	if (setting.kind === 'shots' || setting.kind === 'ids') {
		const write = setting.write as (list: unknown) => JsonObject;
		return Array.isArray(value) && value.length > 0 ? merge(body, write(value)) : body;
	}
	if (setting.kind === 'switch' && setting.onlyWhenOn && value === false) return body;
	if (setting.kind === 'several')
		return Array.isArray(value) && value.length > 0 ? setPath(body, setting.key, setting.as(value)) : body;
	// A setting without a key decides about the body's shape and stands nowhere in it.
	if (setting.key === '' || (setting.kind === 'choice' && value === setting.omitValue)) return body;
	const as = setting.as as ((value: unknown) => JsonObject[string]) | undefined;
	return setPath(body, setting.key, as ? as(value) : (value as string | number | boolean));
}

function withSettings(body: JsonObject, spec: ModelOperation, settings: Settings): JsonObject {
	let filled = body;
	for (const [name, setting] of Object.entries(spec.settings) as Array<[SettingName, Setting]>) {
		const value = settings[name];
		if (value !== undefined) filled = serialize(filled, setting, value);
	}
	return filled;
}

function withImages(body: JsonObject, { spec, images }: Materials, inline: WriteInline): JsonObject {
	let filled = body;
	for (const name of Object.keys(spec.images) as FrameName[]) {
		const slot = spec.images[name];
		const image = images[name];
		if (!slot || image === undefined) continue;
		const before = filled[slot.key];
		const list = Array.isArray(before) ? before : [];
		const text = mediaText(image, inline);
		const item = slot.item?.(text) ?? text;
		filled = setPath(filled, slot.key, slot.as === 'list' ? [...list, item] : item);
	}
	return filled;
}

/** Videos and sounds; what the backend made before goes by its id. */
function withClips(
	body: JsonObject,
	{ spec, video, moreVideos = [], sounds = [], videoId, audio, speech }: Materials,
	inline: WriteInline,
): JsonObject {
	let filled = spec.speech && speech ? merge(body, spec.speech.write(speech)) : body;
	if (spec.video?.existing && videoId) filled = setPath(filled, spec.video.existing.key, videoId);
	if (spec.video && video) {
		const items = [video, ...moreVideos].map((one) => spec.video?.item?.(one) ?? one);
		const several = items.length > 1 ? (spec.video.severalKey ?? spec.video.key) : undefined;
		const single = spec.video.as === 'list' ? items : items[0]!;
		filled = setPath(filled, several ?? spec.video.key, several ? items : single);
	}
	if (spec.sounds && sounds.length > 0)
		filled = setPath(
			filled,
			spec.sounds.key,
			sounds.map((sound) => mediaText(sound, inline)),
		);
	if (!spec.audio || !audio) return filled;
	if ('speech' in audio) return merge(filled, spec.audio.spoken?.(audio.speech) ?? {});
	const key = 'file' in audio ? spec.audio.key : (spec.audio.speechKey ?? spec.audio.key);
	return setPath(filled, key, 'file' in audio ? mediaText(audio.file, inline) : audio.speechId);
}

function withReferences(body: JsonObject, { spec, references }: Materials, inline: WriteInline): JsonObject {
	return withList(body, spec.references, references, inline);
}

function withMiddleFrames(body: JsonObject, { spec, middleFrames }: Materials, inline: WriteInline): JsonObject {
	return withList(body, spec.middleFrames, middleFrames, inline);
}

function withList(
	body: JsonObject,
	slot: Pick<ReferencesSlot, 'key' | 'item'> | undefined,
	pictures: readonly MediaValue[] = [],
	inline: WriteInline,
): JsonObject {
	if (!slot || pictures.length === 0) return body;
	return setPath(
		body,
		slot.key,
		pictures.map((picture) => {
			const text = mediaText(picture, inline);
			return slot.item?.(text) ?? text;
		}),
	);
}

function withElements(body: JsonObject, { spec, elements }: Materials, inline: WriteInline): JsonObject {
	if (!spec.elements || !elements || elements.length === 0) return body;
	const text = (media: MediaValue) => mediaText(media, inline);
	const rows = elements.map(({ name, description, pictures, video, part, voices = [] }) => ({
		name,
		description,
		element_input_urls: (video ? [video] : pictures).map(text),
		...(part ? { start_time: part.startMs, end_time: part.endMs } : {}),
		...(voices.length > 0 ? { element_input_audio_urls: voices.map(text) } : {}),
	}));
	return setPath(body, spec.elements.key, rows);
}

type Materials = Pick<
	GenerationJob,
	| 'spec'
	| 'settings'
	| 'images'
	| 'middleFrames'
	| 'references'
	| 'elements'
	| 'video'
	| 'moreVideos'
	| 'sounds'
	| 'videoId'
	| 'audio'
	| 'speech'
>;

/** How a backend writes a file into the body. */
export type WriteInline = (media: InlineMedia) => string;

/** The official API wants bare base64 (kling-official.md 5). */
const bareBase64: WriteInline = ({ base64 }) => base64;

/** A file as a body names it. */
export function mediaText(media: MediaValue, inline: WriteInline = bareBase64): string {
	return typeof media === 'string' ? media : inline(media);
}

/**
 * Fixed parts, then settings, then materials, each under the key its row names; listed pictures come before frames.
 *
 * @param inline how a file stands in the body; bare base64 where absent
 */
export function buildFields(job: Materials, inline: WriteInline = bareBase64): JsonObject {
	const { spec, settings } = job;
	let body = withSettings({ ...spec.fixed }, spec, settings);
	for (const write of [withReferences, withImages, withMiddleFrames, withClips, withElements])
		body = write(body, job, inline);
	return body;
}

/** A word of its own: an address of mail, a file's name or a longer word may hold the same letters. */
const REFERENCE = /(?<![\p{L}\p{N}_.@/-])@(image|element|voice|video)_?(\d+)(?![\p{L}\p{N}_])/giu;

/** How many of each a prompt can name; a kind that the request cannot have is missing. */
export type Nameable = Partial<Record<PromptReferenceKind, number>>;

/** Everything that a prompt names as @image1, @element1, @voice1 or @video1. */
export function referencesIn(text: string): Array<{ kind: PromptReferenceKind; number: number; written: string }> {
	return [...text.matchAll(REFERENCE)].map(([written, kind = '', number]) => ({
		kind: kind.toLowerCase() as PromptReferenceKind,
		number: Number(number),
		written,
	}));
}

/**
 * Settings with @image1, @element1, @voice1 and @video1 of their prompts in the model's own spelling, as in
 * `<<<image_1>>>`. A mention with an underscore is the same. What the request does not have is a word like any other.
 *
 * @param nameable what the request has; everything where absent
 */
export function resolveReferences(spec: ModelOperation, settings: Settings, nameable?: Nameable): Settings {
	const { promptReference } = spec;
	if (!promptReference) return settings;
	const opened = (prompt: string) =>
		spec.promptPrefix === undefined || referencesIn(prompt).some(({ kind }) => kind === 'video')
			? prompt
			: spec.promptPrefix + prompt;
	const translate = (text: string) =>
		text.replace(REFERENCE, (written, word: string, number: string) => {
			const kind = word.toLowerCase() as PromptReferenceKind;
			return nameable && nameable[kind] === undefined ? written : promptReference(kind, Number(number));
		});
	return {
		...settings,
		...(settings.prompt === undefined ? {} : { prompt: translate(opened(settings.prompt)) }),
		...(settings.shots ? { shots: settings.shots.map((shot) => ({ ...shot, prompt: translate(shot.prompt) })) } : {}),
	};
}

/** The whole body with the user's own fields laid over it, and nothing in it that was not given. */
export function finalizeBody(
	body: Record<string, JsonObject[string] | undefined>,
	additional: JsonObject | undefined,
): JsonObject {
	const given = Object.entries(body).filter((entry): entry is [string, JsonObject[string]] => entry[1] !== undefined);
	return merge(Object.fromEntries(given), additional ?? {});
}
