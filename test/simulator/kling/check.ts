/** What every create of the official API has in common: a body goes in, an order or a refusal comes out. */
import type { JsonObject } from '../http/body';
import type { Wanted } from '../media/wanted';
import { firstFinding } from '../schema';
import type { Schema } from '../schema';
import { refuse } from './errors';
import type { KlingRefusal } from './errors';

export interface Given {
	body: JsonObject;
	/** The body as it arrived: numbers that JavaScript cannot hold are whole only here. */
	raw: string;
	/** Retired models still run. */
	retiredModels: boolean;
}

export interface Accepted {
	model: string;
	operation:
		| 'imageToVideo'
		| 'textToVideo'
		| 'multiImageToVideo'
		| 'avatar'
		| 'motionControl'
		| 'lipSync'
		| 'extendVideo'
		| 'effects'
		| 'textToSound'
		| 'videoToSound'
		| 'createElement'
		| 'createVoice';
	media: Wanted[];
	/** Seconds of the result; absent where it is as long as its video or sound. */
	seconds?: number;
	unitsPerSecond: number;
	/** The whole price, whatever the length. */
	flatUnits?: number;
	/** Charged in steps of so many seconds; then the units are those of a step. */
	stepSeconds?: number;
	externalId?: string;
	watermark: boolean;
	elementIds?: string[];
	/** A video that the service made, which is made longer. */
	videoId?: string;
	/** ... or whose voice is wanted. */
	spokenVideoId?: string;
	/** A sound that the speech endpoint made, in place of a file. */
	audioId?: string;
	/** A video that this account made and that gets a sound, in place of an address. */
	silentVideoId?: string;
	/** Lip sync: who speaks, and when. */
	faceChosen?: FaceChosen;
}

/** Milliseconds. */
export interface FaceChosen {
	sessionId: string;
	faceId: string;
	startMs: number;
	endMs: number;
	insertMs: number;
}

/** Pure: contract tests use it without any HTTP. */
export type Check = (given: Given) => Accepted | KlingRefusal;

export function isRefusal(value: object): value is KlingRefusal {
	return 'code' in value;
}

export function bad(message: string): KlingRefusal {
	return refuse(1201, message);
}

/** The first thing that a schema finds, in the service's words. */
export function shapeRefusal(schema: Schema, body: unknown, at = ''): KlingRefusal | undefined {
	const finding = firstFinding(schema, body);
	if (!finding) return undefined;
	const allowed = finding.keyword === 'enum' ? ` (${finding.expected})` : '';
	return bad(`${[at, finding.field].filter((part) => part !== '').join('.')} ${finding.message}${allowed}`);
}

/** An object that takes exactly these keys. */
export function closed(properties: Record<string, Schema>, required: readonly string[] = []): Schema {
	return { type: 'object', properties, required, additionalProperties: false };
}

export function listOf(items: Schema, maxItems: number): Schema {
	return { type: 'array', items, minItems: 1, maxItems };
}

export function oneOf(values: readonly string[]): Schema {
	return { type: 'string', enum: values };
}

export function filled(value: unknown): value is string {
	return typeof value === 'string' && value.trim() !== '';
}

/** The range of whole seconds as the pages print it. */
export function secondsFrom(least: number, most: number): number[] {
	return Array.from({ length: most - least + 1 }, (_, index) => least + index);
}
