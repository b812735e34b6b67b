// A row of the catalogue and checked values make the model's own part of a body.
import { merge, type JsonObject } from '../json';
import type { Order } from './catalogue';
import type { MentionKind, Offer, Setting } from './catalogue';
import type { FrameName, SettingName, Settings } from '../vocabulary';

function put(body: JsonObject, key: string, value: JsonObject[string]): JsonObject {
	const nested = key.split('.').reduceRight<JsonObject[string]>((inner, part) => ({ [part]: inner }), value);
	return merge(body, nested as JsonObject);
}

/** A neutral value as the backend writes it. The check has made sure that the value fits its setting. */
function spell(body: JsonObject, setting: Setting, value: NonNullable<Settings[SettingName]>): JsonObject {
	if (setting.kind === 'shots' || setting.kind === 'ids') {
		const write = setting.write as (list: unknown) => JsonObject;
		return Array.isArray(value) && value.length > 0 ? merge(body, write(value)) : body;
	}
	if (setting.kind === 'switch' && setting.onlyWhenOn && value === false) return body;
	if (setting.kind === 'several')
		return Array.isArray(value) && value.length > 0 ? put(body, setting.key, setting.as(value)) : body;
	// A setting without a key decides about the body's shape and stands nowhere in it.
	if (setting.key === '' || (setting.kind === 'choice' && value === setting.leftOut)) return body;
	const as = setting.as as ((value: unknown) => JsonObject[string]) | undefined;
	return put(body, setting.key, as ? as(value) : (value as string | number | boolean));
}

function withSettings(body: JsonObject, offer: Offer, settings: Settings): JsonObject {
	let filled = body;
	for (const [name, setting] of Object.entries(offer.settings) as Array<[SettingName, Setting]>) {
		const value = settings[name];
		if (value !== undefined) filled = spell(filled, setting, value);
	}
	return filled;
}

function withImages(body: JsonObject, offer: Offer, images: Order['images']): JsonObject {
	let filled = body;
	for (const name of Object.keys(offer.images) as FrameName[]) {
		const slot = offer.images[name];
		const image = images[name];
		if (!slot || image === undefined) continue;
		const before = filled[slot.key];
		const list = Array.isArray(before) ? before : [];
		const item = slot.item?.(image) ?? image;
		filled = put(filled, slot.key, slot.as === 'list' ? [...list, item] : item);
	}
	return filled;
}

/** Videos and sounds; what the backend made before goes by its id. */
function withClips(body: JsonObject, { offer, video, videoId, sound, speech }: Materials): JsonObject {
	let filled = offer.speech && speech ? merge(body, offer.speech.write(speech)) : body;
	if (offer.video?.made && videoId) filled = put(filled, offer.video.made.key, videoId);
	if (offer.video && video) {
		const item = offer.video.item?.(video) ?? video;
		filled = put(filled, offer.video.key, offer.video.as === 'list' ? [item] : item);
	}
	if (!offer.sound || !sound) return filled;
	if ('speech' in sound) return merge(filled, offer.sound.spoken?.(sound.speech) ?? {});
	const key = 'file' in sound ? offer.sound.key : (offer.sound.speechKey ?? offer.sound.key);
	return put(filled, key, 'file' in sound ? sound.file : sound.speechId);
}

function withReferences(body: JsonObject, { offer, references }: Materials): JsonObject {
	const slot = offer.references;
	if (!slot || !references || references.length === 0) return body;
	return put(
		body,
		slot.key,
		references.map((picture) => slot.item?.(picture) ?? picture),
	);
}

function withSubjects(body: JsonObject, { offer, subjects }: Materials): JsonObject {
	if (!offer.subjects || !subjects || subjects.length === 0) return body;
	const rows = subjects.map(({ name, description, pictures, video, part, voices = [] }) => ({
		name,
		description,
		element_input_urls: video ? [video] : [...pictures],
		...(part ? { start_time: part.startMs, end_time: part.endMs } : {}),
		...(voices.length > 0 ? { element_input_audio_urls: [...voices] } : {}),
	}));
	return put(body, offer.subjects.key, rows);
}

type Materials = Pick<
	Order,
	'offer' | 'settings' | 'images' | 'references' | 'subjects' | 'video' | 'videoId' | 'sound' | 'speech'
>;

/** Fixed parts, then settings, then materials, each under the key its row names; listed pictures come before frames. */
export function fields(order: Materials): JsonObject {
	const { offer, settings, images } = order;
	const described = withSettings({ ...offer.fixed }, offer, settings);
	return withSubjects(withClips(withImages(withReferences(described, order), offer, images), order), order);
}

const MENTION = /@(image|element|voice|video)_?(\d+)/gi;

/** Everything that a prompt names as @image1, @element1, @voice1 or @video1. */
export function mentionsIn(text: string): Array<{ kind: MentionKind; number: number }> {
	return [...text.matchAll(MENTION)].map(([, kind = '', number]) => ({
		kind: kind.toLowerCase() as MentionKind,
		number: Number(number),
	}));
}

/**
 * Settings with @image1, @element1, @voice1 and @video1 of their prompts in the model's own spelling, as in
 * `<<<image_1>>>`. A mention with an underscore is the same.
 */
export function mentioned(offer: Offer, settings: Settings): Settings {
	const { mention } = offer;
	if (!mention) return settings;
	const opened = (prompt: string) =>
		offer.opening === undefined || mentionsIn(prompt).some(({ kind }) => kind === 'video')
			? prompt
			: offer.opening + prompt;
	const translate = (text: string) =>
		text.replace(MENTION, (_, kind: string, number: string) =>
			mention(kind.toLowerCase() as MentionKind, Number(number)),
		);
	return {
		...settings,
		...(settings.prompt === undefined ? {} : { prompt: translate(opened(settings.prompt)) }),
		...(settings.shots ? { shots: settings.shots.map((shot) => ({ ...shot, prompt: translate(shot.prompt) })) } : {}),
	};
}

/** The whole body with the user's own fields laid over it, and nothing in it that was not given. */
export function finish(
	body: Record<string, JsonObject[string] | undefined>,
	additional: JsonObject | undefined,
): JsonObject {
	const given = Object.entries(body).filter((entry): entry is [string, JsonObject[string]] => entry[1] !== undefined);
	return merge(Object.fromEntries(given), additional ?? {});
}
