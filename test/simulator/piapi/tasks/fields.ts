/** Fields that PiAPI's inputs share, and how it words what is wrong with them (piapi.md 2, 7). */
import type { JsonObject } from '../../http/body';
import type { Wanted } from '../../media/wanted';
import { firstFinding } from '../../schema';
import type { Finding, Schema } from '../../schema';
import { picture } from '../limits';

export interface AcceptedInput {
	version: string;
	operation:
		| 'imageToVideo'
		| 'textToVideo'
		| 'multiImageToVideo'
		| 'motionControl'
		| 'avatar'
		| 'lipSync'
		| 'extendVideo'
		| 'effects'
		| 'textToSound';
	media: Wanted[];
	/** The finished task whose video is worked on. */
	originTaskId?: string;
	/** Absent where the result is as long as its video or sound. */
	seconds?: number;
	/** 10,000,000 points are one dollar; `ofVideos` are the seconds of all videos of the input. */
	points(seconds: number, ofVideos: number): number;
}

/** Judges the input of one task type. A text is the reason of a refusal (HTTP 400). */
export type CheckInput = (input: JsonObject) => AcceptedInput | string;

export const dollar = 10_000_000;

export const text2500 = { type: 'string', maxLength: 2500 };
export const aspectRatio = oneOf('16:9', '9:16', '1:1');
export const bool = { type: 'boolean' };

/** What the text holds is looked at only later. */
export const address = { type: 'string', minLength: 1 };

/** Section 2.1: absent or null means that there is none. */
export const optionalAddress = { type: ['string', 'null'] };

export function oneOf(...values: string[]): Schema {
	return { type: 'string', enum: values };
}

export function closed(properties: Record<string, Schema>, required: readonly string[] = []): Schema {
	return { type: 'object', properties, required, additionalProperties: false };
}

/** Section 2.1, 3.0; omni takes them too. */
export const multiShots: Schema = {
	type: 'array',
	minItems: 1,
	maxItems: 6,
	items: closed({ prompt: { type: 'string', minLength: 1 }, duration: { type: 'integer', minimum: 1, maximum: 14 } }, [
		'prompt',
	]),
};

/** Seconds of the input: its shots, which come first, or its duration. */
export function secondsOf(input: JsonObject): number {
	if (!Array.isArray(input.multi_shots)) return Number(input.duration ?? 5);
	return (input.multi_shots as Array<{ duration?: number }>).reduce((sum, shot) => sum + (shot.duration ?? 3), 0);
}

export function filled(value: unknown): value is string {
	return typeof value === 'string' && value.trim() !== '';
}

export function pictures(input: JsonObject, fields: readonly string[]): Wanted[] {
	return fields.flatMap((field) => {
		const value = input[field];
		return filled(value) ? [{ field, value, kind: 'image', limits: picture } as const] : [];
	});
}

export function misshaped(schema: Schema, value: unknown, at = 'input'): string | undefined {
	const finding = firstFinding(schema, value);
	if (!finding) return undefined;
	return worded({ ...finding, field: [at, finding.field].filter((part) => part !== '').join('.') });
}

function worded({ field, keyword, expected, message, value }: Finding): string {
	if (keyword === 'type') return goTypeError(field, value, expected);
	if (keyword === 'required') return `${field} is required`;
	if (keyword === 'additionalProperties') return `unknown field ${field}`;
	return `invalid ${field}: ${message}${expected === '' ? '' : ` (${expected})`}`;
}

/** piapi.md 7: "cannot unmarshal string … float64". */
export function goTypeError(field: string, value: unknown, expected: string): string {
	const goTypes: Record<string, string> = { number: 'float64', integer: 'int', boolean: 'bool' };
	const wanted = goTypes[expected] ?? (expected.startsWith('string') ? 'string' : expected);
	const given = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
	return `json: cannot unmarshal ${given} into Go struct field ${field} of type ${wanted}`;
}
