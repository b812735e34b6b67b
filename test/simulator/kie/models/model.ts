/** What is known of one of Kie's models: its input, its rules, its media and its price (kie.md 2). */
import type { JsonObject } from '../../http/body';
import type { ImageLimits } from '../../media/inspect';
import type { Wanted } from '../../media/wanted';
import type { Schema } from '../../schema';
import { picture } from '../limits';

export interface KieModel {
	operation(input: JsonObject): 'imageToVideo' | 'textToVideo' | 'multiImageToVideo' | 'motionControl' | 'avatar';
	/** The variant of the input that this one is. */
	schema(input: JsonObject): Schema;
	/** Rules between fields; a text is why it is refused. */
	broken?(input: JsonObject): string | undefined;
	media?(input: JsonObject): Wanted[];
	/** Absent where the result is as long as its video or sound. */
	seconds?(input: JsonObject): number | undefined;
	/** Credits of $0.005 per second. */
	credits(input: JsonObject): number;
}

// Section 2.0: addresses of hosted files, never file content.
export const mediaUrl = { type: 'string', pattern: '^https?://\\S+$' };

export const urls = (least: number, most: number, url: Schema = mediaUrl): Schema => ({
	type: 'array',
	items: url,
	minItems: least,
	maxItems: most,
});

export const prompt = (maxLength: number): Schema => ({ type: 'string', minLength: 1, maxLength });

export const bool = { type: 'boolean' };
export const oneOf = (...values: string[]): Schema => ({ type: 'string', enum: values });
export const ratio = oneOf('1:1', '16:9', '9:16');

// Section 2.0, type trap: a STRING for 2.x, kling-3.0/video and v3-turbo.
export const secondsText = (...values: number[]): Schema => oneOf(...values.map(String));
export const threeToFifteen = Array.from({ length: 13 }, (_, index) => index + 3);

export function closed(properties: Record<string, Schema>, required: readonly string[] = []): Schema {
	return { type: 'object', properties, required, additionalProperties: false };
}

/** The images of a list, or of a single address. */
export function images(input: JsonObject, fields: readonly string[], limits: ImageLimits = picture): Wanted[] {
	return fields.flatMap((field) => {
		const value = input[field];
		if (typeof value === 'string') return [{ field, value, kind: 'image', limits }];
		return textsOf(value).map((url, place): Wanted => ({
			field: `${field}[${place}]`,
			value: url,
			kind: 'image',
			limits,
		}));
	});
}

export function textsOf(value: unknown): string[] {
	return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

export function secondsOf(input: JsonObject): number {
	return Number(input.duration ?? 5);
}
