/** Kie's elements: one-off pictures or a video with a name, spoken of as `@name` (kie.md 2.3, 2.4). */
import type { JsonObject } from '../../http/body';
import { isObject } from '../../http/body';
import type { ImageLimits } from '../../media/inspect';
import type { Wanted } from '../../media/wanted';
import type { Schema } from '../../schema';
import { elementFilm, elementSound } from '../limits';
import { closed, mediaUrl, textsOf, urls } from './model';

/** `windowed` elements may cut a video by start_time and end_time. */
export function elementList(most: number, windowed: boolean, url: Schema = mediaUrl): Schema {
	const window = { start_time: { type: 'integer', minimum: 0 }, end_time: { type: 'integer', minimum: 0 } };
	return {
		type: 'array',
		minItems: 1,
		maxItems: most,
		items: closed(
			{
				name: { type: 'string', minLength: 1 },
				description: { type: 'string', minLength: 1 },
				element_input_urls: urls(1, 4, url),
				element_input_audio_urls: { type: 'array', items: url },
				...(windowed ? window : {}),
			},
			['name', 'description', 'element_input_urls'],
		),
	};
}

export function elementsOf(value: unknown): JsonObject[] {
	return Array.isArray(value) ? value.filter(isObject) : [];
}

/** One address is a video, two to four are images: it is detected when they are fetched. */
export function isVideoElement(element: JsonObject): boolean {
	return textsOf(element.element_input_urls).length === 1;
}

export function brokenElements(elements: readonly JsonObject[], defaultEnd: number): string | undefined {
	const names = elements.map((element) => String(element.name));
	if (new Set(names).size < names.length) return 'element names must be unique';
	for (const element of elements) {
		const { start_time: start = 0, end_time: end } = element;
		if (!isVideoElement(element)) {
			if (element.start_time !== undefined || end !== undefined) return 'start_time and end_time are for videos';
			continue;
		}
		const length = Number(end ?? defaultEnd) - Number(start);
		if (length < 3000 || length > 8000) return 'the window of an element must be 3000 to 8000 ms';
	}
	return undefined;
}

/** `@element_dog` in a prompt where nothing has that name: the samples' way to name elements. */
export function danglingElement(prompts: string, elements: readonly JsonObject[]): string | undefined {
	const names = elements.map((element) => String(element.name));
	for (const [reference, name = ''] of prompts.matchAll(/@(element\w*)/g)) {
		if (!names.includes(name)) return `${reference} refers to no element`;
	}
	return undefined;
}

export function elementMedia(field: string, elements: readonly JsonObject[], limits: ImageLimits): Wanted[] {
	return elements.flatMap((element, at) => {
		const video = isVideoElement(element);
		const inputs = textsOf(element.element_input_urls).map((value, place): Wanted => {
			const input = { field: `${field}[${at}].element_input_urls[${place}]`, value };
			return video ? { ...input, kind: 'video', limits: elementFilm } : { ...input, kind: 'image', limits };
		});
		const sounds = textsOf(element.element_input_audio_urls).map((value, place): Wanted => ({
			field: `${field}[${at}].element_input_audio_urls[${place}]`,
			value,
			kind: 'sound',
			limits: elementSound,
		}));
		return [...inputs, ...sounds];
	});
}
