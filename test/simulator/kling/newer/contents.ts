/** The contents[] of the NEW standard: one object per material, with ids to speak of (kling-official.md 2.0). */
import type { JsonObject } from '../../http/body';
import { isObject } from '../../http/body';
import type { Schema } from '../../schema';
import { bad, closed, filled, shapeRefusal } from '../check';
import type { KlingRefusal } from '../errors';

const text = { type: 'string', minLength: 1 };
const videoUrl = { type: 'string', pattern: '^https?://\\S+$' };
/** Section 2.0: ids are spoken of as `@id`, so they hold neither a space nor an @. */
const id = { type: 'string', pattern: '^[^\\s@]+$' };

const keys: Readonly<Record<string, { properties: Record<string, Schema>; required: readonly string[] }>> = {
	prompt: { properties: { text: { type: 'string' } }, required: ['text'] },
	first_frame: { properties: { url: text }, required: ['url'] },
	middle_frame: { properties: { url: text }, required: ['url'] },
	last_frame: { properties: { url: text }, required: ['url'] },
	refer_image: { properties: { url: text, id }, required: ['url'] },
	feature_video: { properties: { url: videoUrl, id }, required: ['url'] },
	base_video: { properties: { url: videoUrl, id }, required: ['url'] },
	// Section 3.4: the NEW standard types element ids as strings.
	element: { properties: { element_id: { type: 'string', pattern: '^[0-9]+$' }, id }, required: ['element_id', 'id'] },
	voice: { properties: { voice_id: text, id }, required: ['voice_id', 'id'] },
	image: { properties: { url: text }, required: ['url'] },
	video: { properties: { url: videoUrl }, required: ['url'] },
};

export interface Materials {
	prompt: string;
	/** By type, in the order of the body. */
	of(type: string): JsonObject[];
	count(...types: string[]): number;
}

export interface Allowed {
	/** How many of each type. */
	types: Readonly<Record<string, number>>;
	/** Characters of the prompt. */
	prompt: number;
	promptRequired: boolean;
	/** Frames may have an id on omni only. */
	frameIds?: boolean;
}

export function readContents(body: JsonObject, allowed: Allowed): Materials | KlingRefusal {
	const list: unknown = body.contents;
	if (!Array.isArray(list) || list.length === 0) return bad('contents must be a list that is not empty');
	const entries: JsonObject[] = [];
	for (const [place, entry] of (list as unknown[]).entries()) {
		const at = `contents.${place}`;
		if (!isObject(entry)) return bad(`${at} must be object`);
		const misshaped = shapeRefusal(shapeOf(String(entry.type), allowed), entry, at);
		if (misshaped) return misshaped;
		entries.push(entry);
	}
	const of = (type: string): JsonObject[] => entries.filter((entry) => entry.type === type);
	for (const [type, most] of Object.entries(allowed.types)) {
		if (of(type).length > most) return bad(`contents has more than ${most} of type ${type}`);
	}
	const [said] = of('prompt');
	const prompt = typeof said?.text === 'string' ? said.text : '';
	if (allowed.promptRequired && !filled(prompt)) return bad('prompt must not be empty');
	if ([...prompt].length > allowed.prompt) return bad(`prompt has more than ${allowed.prompt} characters`);
	const broken = brokenIds(entries, prompt);
	if (broken !== undefined) return bad(broken);
	return { prompt, of, count: (...types) => types.reduce((sum, type) => sum + of(type).length, 0) };
}

/** A schema is compiled once: the same object every time. */
const shapes = new Map<string, Schema>();

function shapeOf(type: string, allowed: Allowed): Schema {
	const types = Object.keys(allowed.types);
	const key = [type, allowed.frameIds === true, ...types].join(' ');
	const known = shapes.get(key) ?? newShape(type, types, allowed.frameIds === true);
	shapes.set(key, known);
	return known;
}

function newShape(type: string, types: readonly string[], frameIds: boolean): Schema {
	const named = { type: { type: 'string', enum: types } };
	const shape = keys[type];
	if (!shape || !types.includes(type)) return { ...closed(named, ['type']), additionalProperties: true };
	const frame = type === 'first_frame' || type === 'last_frame';
	const more: Record<string, Schema> = frame && frameIds ? { id } : {};
	return closed({ ...named, ...shape.properties, ...more }, ['type', ...shape.required]);
}

/** Section 2.0, prompt references. Only names of the samples' form can be told from ordinary text. */
function brokenIds(entries: readonly JsonObject[], prompt: string): string | undefined {
	const ids = entries.map((entry) => entry.id).filter((one): one is string => typeof one === 'string');
	for (const [place, one] of ids.entries()) {
		const clash = ids.find((other, at) => at !== place && other.includes(one));
		if (clash !== undefined) return `the ids ${one} and ${clash} must not contain each other`;
	}
	for (const [reference, name = ''] of prompt.matchAll(/@((?:image|video|element|voice)_\d+)/g)) {
		if (!ids.includes(name)) return `${reference} refers to nothing`;
	}
	return undefined;
}
