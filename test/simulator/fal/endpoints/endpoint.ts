/** What is known of one endpoint: its input, its rules, its media, its output and its price (fal.md 3, 4, 6). */
import type { JsonObject } from '../../http/body';
import { isObject } from '../../http/body';
import type { FilmLimits } from '../../media/film';
import type { ImageLimits } from '../../media/inspect';
import type { SoundLimits } from '../../media/sound';
import type { Wanted } from '../../media/wanted';
import type { Schema } from '../../schema';

export type Operation =
	| 'imageToVideo'
	| 'textToVideo'
	| 'multiImageToVideo'
	| 'motionControl'
	| 'avatar'
	| 'lipSync'
	| 'effects'
	| 'textToSpeech'
	| 'videoToSound'
	| 'createVoice';

export interface Endpoint {
	operation: Operation;
	/** Closed: whether fal refuses other fields is not stated, so the running service lets them be. */
	schema: Schema;
	/** Rules between fields: the field and what is wrong with it. */
	broken?(input: JsonObject): { field: string; msg: string } | undefined;
	media?(input: JsonObject): Wanted[];
	/** Absent where the result is as long as its video or sound. */
	seconds?(input: JsonObject): number | undefined;
	output: 'video' | 'avatar' | 'audio' | 'videoAndAudio' | 'voice';
	/** As the price call words it. */
	unit: 'seconds' | 'video' | 'request' | '1000 characters';
	/** Dollars of one. */
	unitPrice: number;
	/** Units by the length in seconds. */
	units(input: JsonObject, seconds: number): number;
}

export function closed(properties: Record<string, Schema>, required: readonly string[] = []): Schema {
	return { type: 'object', properties, required, additionalProperties: false };
}

export const bool = { type: 'boolean' };
export const oneOf = (...values: string[]): Schema => ({ type: 'string', enum: values });
export const text = (maxLength: number): Schema => ({ type: 'string', maxLength });
export const needed = (maxLength: number): Schema => ({ type: 'string', minLength: 1, maxLength });
/** Looked at when the task runs. */
export const url = { type: 'string', minLength: 1 };
export const urls = (minItems: number, maxItems: number): Schema => ({ type: 'array', items: url, minItems, maxItems });

/** fal.md 3.0: a text everywhere but on 4.0. */
export const secondsText = (least: number, most: number): Schema =>
	oneOf(...Array.from({ length: most - least + 1 }, (_, index) => String(least + index)));
export const fiveOrTen = oneOf('5', '10');
export const ratio = oneOf('16:9', '9:16', '1:1');
export const cfgScale = { type: 'number', minimum: 0, maximum: 1 };

/** fal.md 3.0. */
export const multiPrompt: Schema = {
	type: 'array',
	minItems: 1,
	maxItems: 6,
	items: closed({ prompt: needed(2500), duration: secondsText(1, 15) }, ['prompt']),
};
export const shotType = oneOf('customize', 'intelligent');

const shotsOf = (input: JsonObject): JsonObject[] =>
	Array.isArray(input.multi_prompt) ? input.multi_prompt.filter(isObject) : [];

/** The sum of the shots, or the duration. */
export function secondsOf(input: JsonObject): number {
	const shots = shotsOf(input);
	if (shots.length === 0) return Number(input.duration ?? 5);
	return shots.reduce((sum, { duration = '5' }) => sum + Number(duration), 0);
}

/** Exactly one of the two; the shots together no longer than `most` seconds. */
export function promptXor(input: JsonObject, most = 15): { field: string; msg: string } | undefined {
	const shots = shotsOf(input);
	const prompted = typeof input.prompt === 'string' && input.prompt.trim() !== '';
	if (shots.length === 0) return prompted ? undefined : { field: 'prompt', msg: 'one of prompt or multi_prompt' };
	if (input.prompt !== undefined) return { field: 'multi_prompt', msg: 'prompt and multi_prompt exclude each other' };
	return secondsOf(input) > most ? { field: 'multi_prompt', msg: `the shots last longer than ${most} s` } : undefined;
}

/** Neither may be blank. */
export function promptNeeded(input: JsonObject): { field: string; msg: string } | undefined {
	return String(input.prompt ?? '').trim() === '' ? { field: 'prompt', msg: 'prompt is empty' } : undefined;
}

export const textsOf = (value: unknown): string[] =>
	Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

export function images(input: JsonObject, fields: readonly string[], limits: ImageLimits): Wanted[] {
	return fields.flatMap((field) => {
		const value = input[field];
		if (typeof value === 'string') return [{ field, value, kind: 'image', limits } as const];
		return textsOf(value).map((one, at): Wanted => ({ field: `${field}.${at}`, value: one, kind: 'image', limits }));
	});
}

export function film(input: JsonObject, field: string, limits: FilmLimits): Wanted[] {
	const value = input[field];
	return typeof value === 'string' ? [{ field, value, kind: 'video', limits }] : [];
}

export function sound(input: JsonObject, field: string, limits: SoundLimits): Wanted[] {
	const value = input[field];
	return typeof value === 'string' ? [{ field, value, kind: 'sound', limits }] : [];
}

/** fal.md 3.0: pictures, or on some endpoints a video; at most one of a request may have one. */
export const elementList = (most: number, kind: 'videos' | 'pictures', leastReferences: number): Schema => ({
	type: 'array',
	minItems: 1,
	maxItems: most,
	items: closed({
		frontal_image_url: url,
		reference_image_urls: urls(leastReferences, 3),
		...(kind === 'videos' ? { video_url: url, voice_id: url } : {}),
	}),
});

export const elementsOf = (input: JsonObject): JsonObject[] =>
	Array.isArray(input.elements) ? input.elements.filter(isObject) : [];

export const filmedElements = (input: JsonObject): number =>
	elementsOf(input).filter((element) => element.video_url !== undefined).length;

/** Either a front with what it needs, or a video; one video in all. */
export function brokenElements(input: JsonObject, referencesNeeded = true): { field: string; msg: string } | undefined {
	for (const [at, element] of elementsOf(input).entries()) {
		const field = `elements.${at}`;
		const pictured = element.frontal_image_url !== undefined;
		const filmed = element.video_url !== undefined;
		if (pictured === filmed) return { field, msg: 'an element needs either pictures or a video' };
		if (filmed && element.reference_image_urls !== undefined) return { field, msg: 'a video has no reference images' };
		const references = textsOf(element.reference_image_urls).length;
		if (pictured && referencesNeeded && references === 0) return { field, msg: 'an element needs a reference image' };
	}
	return filmedElements(input) > 1 ? { field: 'elements', msg: 'only one element may have a video' } : undefined;
}

export function elementMedia(input: JsonObject, pictures: ImageLimits, films: FilmLimits): Wanted[] {
	return elementsOf(input).flatMap((element, at) => {
		const named = (wanted: Wanted): Wanted => ({ ...wanted, field: `elements.${at}.${wanted.field}` });
		return [
			...images(element, ['frontal_image_url', 'reference_image_urls'], pictures),
			...film(element, 'video_url', films),
		].map(named);
	});
}

/** A place in a prompt that names nothing: `@Image3` of two. */
export function dangling(input: JsonObject, there: Record<string, number>): { field: string; msg: string } | undefined {
	const words = [String(input.prompt ?? ''), ...shotsOf(input).map((shot) => String(shot.prompt))].join('\n');
	for (const [, kind = '', number] of words.matchAll(/@(Image|Element|Video)(\d+)/g)) {
		const count = there[kind] ?? 0;
		if (Number(number) < 1 || Number(number) > count)
			return { field: 'prompt', msg: `@${kind}${number} names nothing` };
	}
	return undefined;
}

/** By the second, times what the options cost (fal.md 6.2). */
export const bySecond = (unitPrice: number, factor: (input: JsonObject) => number = () => 1) =>
	({ unit: 'seconds', unitPrice, units: (input: JsonObject, seconds: number) => seconds * factor(input) }) as const;

/** fal.md 6.2: sound, and voices where the endpoint takes them; sound is on where the field is missing. */
export const dearer =
	(withSound: number, isOn: boolean, withVoices = withSound) =>
	(input: JsonObject): number => {
		if (textsOf(input.voice_ids).length > 0 || elementsOf(input).some((one) => one.voice_id !== undefined))
			return withVoices;
		return (input.generate_audio ?? isOn) === true ? withSound : 1;
	};

export const bySome = (unit: 'video' | 'request', unitPrice: number) => ({ unit, unitPrice, units: () => 1 }) as const;
