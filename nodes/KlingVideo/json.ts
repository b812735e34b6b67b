// JSON as it comes from outside: parsed without losing digits, read without trusting its shape.

export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
	[key: string]: Json;
}

/** A number of 16 or more digits that stands as a value of its own: Number would change it. */
const LONG_INTEGER = /([[:,]\s*)(-?\d{16,})(?=\s*[,\]}])/g;
const STRING_OR_OTHER = /"(?:[^"\\]|\\.)*"|[^"]+/g;

/**
 * Parses any text; undefined where it is not JSON. Integers of 16 and more digits become strings,
 * because Kling's element ids exceed 2^53 (kling-official.md 3.4).
 */
export function parseJson(text: string): unknown {
	try {
		// A string's tail (`: 123,` after its closing quote) belongs to the next chunk, so quoting is safe.
		const safe = text.replace(STRING_OR_OTHER, (chunk) =>
			chunk.startsWith('"') ? chunk : chunk.replace(LONG_INTEGER, '$1"$2"'),
		);
		return JSON.parse(safe);
	} catch {
		return undefined;
	}
}

/** Whether the value is an object with keys (no array, no null). */
export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a dotted path such as `data.task_result.videos`; undefined where the path ends early. */
export function at(value: unknown, path: string): unknown {
	let here = value;
	for (const key of path.split('.')) {
		if (Array.isArray(here)) here = here[Number(key)];
		else if (isObject(here)) here = here[key];
		else return undefined;
	}
	return here;
}

/** The text at a path, trimmed; numbers are taken as text; undefined where there is none or it is empty. */
export function textAt(value: unknown, path: string): string | undefined {
	const found = at(value, path);
	if (typeof found === 'number' && Number.isFinite(found)) return String(found);
	if (typeof found !== 'string') return undefined;
	return found.trim() === '' ? undefined : found.trim();
}

/** The number at a path; numbers written as text are taken; undefined where there is none. */
export function numberAt(value: unknown, path: string): number | undefined {
	const found = at(value, path);
	if (typeof found === 'number') return Number.isFinite(found) ? found : undefined;
	if (typeof found !== 'string' || found.trim() === '') return undefined;
	const number = Number(found);
	return Number.isFinite(number) ? number : undefined;
}

/** The list at a path; empty where there is none. */
export function listAt(value: unknown, path: string): unknown[] {
	const found = at(value, path);
	return Array.isArray(found) ? found : [];
}

/** The http(s) URL at a path; anything else, the empty string included, is none. */
export function urlAt(value: unknown, path: string): string | undefined {
	const found = textAt(value, path);
	return found !== undefined && /^https?:\/\/[^\s/]/i.test(found) ? found : undefined;
}

/** Whether a value from outside is plain JSON data. */
export function isJson(value: unknown): value is Json {
	if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
	if (typeof value === 'number') return Number.isFinite(value);
	if (Array.isArray(value)) return value.every(isJson);
	return isObject(value) && Object.values(value).every(isJson);
}

/** Lays `extra` over `base`: objects are merged key by key, null takes a key away, everything else is replaced. */
export function merge(base: JsonObject, extra: JsonObject): JsonObject {
	const merged: JsonObject = { ...base };
	for (const [key, value] of Object.entries(extra)) {
		const before = merged[key];
		if (value === null) delete merged[key];
		else merged[key] = isObject(before) && isObject(value) ? merge(before, value) : value;
	}
	return merged;
}
