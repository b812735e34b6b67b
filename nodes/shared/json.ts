// JSON as it comes from outside: parsed without losing digits, read without trusting its shape.

export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
	[key: string]: Json;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** A number of 16 or more digits that stands as a value of its own: Number would change it. */
const LONG_INTEGER = /([[:,]\s*)(-?\d{16,})(?=\s*[,\]}])/g;

/** How deep arrays and objects may lie in each other; answers have ten floors, and whoever walks through them has a stack. */
const DEEPEST = 100;

/**
 * Parses any text; undefined where it is not JSON, or deeper than any honest one. Integers of 16 and more digits become strings,
 * because Kling's element ids exceed 2^53 (kling-official.md 3.4).
 */
export function parseJson(text: string): unknown {
	if (isTooDeep(text)) return undefined;
	try {
		return JSON.parse(/\d{16}/.test(text) ? quoteLongIntegers(text) : text);
	} catch {
		return undefined;
	}
}

/** Brackets and what begins a string: all else cannot make a text deeper. */
const SIGNS = /["[\]{}]/g;

function isTooDeep(text: string): boolean {
	const signs = new RegExp(SIGNS);
	let depth = 0;
	for (let sign = signs.exec(text); sign; sign = signs.exec(text)) {
		if (sign[0] === '"') signs.lastIndex = endOfString(text, sign.index);
		else if (sign[0] === '[' || sign[0] === '{') depth += 1;
		else depth -= 1;
		if (depth > DEEPEST) return true;
	}
	return false;
}

/** Walks from string to string, so that digits inside of them are left alone, however long they are. */
function quoteLongIntegers(text: string): string {
	const parts: string[] = [];
	let from = 0;
	while (from < text.length) {
		const start = text.indexOf('"', from);
		const outside = text.slice(from, start < 0 ? text.length : start);
		parts.push(outside.replace(LONG_INTEGER, '$1"$2"'));
		if (start < 0) break;
		from = endOfString(text, start);
		parts.push(text.slice(start, from));
	}
	return parts.join('');
}

/** The index behind the closing quote of the string that starts here. */
function endOfString(text: string, start: number): number {
	for (let at = start + 1; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === BACKSLASH) at += 1;
		else if (code === QUOTE) return at + 1;
	}
	return text.length;
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

/** The rows of a list as n8n's form gives them, `{ row: [...] }`, or as a bare list; anything else as it is. */
export function rowsOf(value: unknown): unknown {
	return isObject(value) ? (value.row ?? []) : (value ?? []);
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
		else merged[key] = isObject(value) ? merge(isObject(before) ? before : {}, value) : value;
	}
	return merged;
}

/** At most so many characters of what the user gave are quoted. */
const QUOTED = 40;

/** A text as it is quoted: what is long is cut, because it may be a whole file. */
export function shorten(text: string, most = QUOTED): string {
	return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** Any value as it is quoted: text as it is, everything else as JSON. */
export function quoted(value: unknown, most = QUOTED): string {
	if (typeof value === 'string') return shorten(value, most);
	try {
		return shorten(JSON.stringify(value) ?? String(value), most);
	} catch {
		// Circular, or with a toJSON of its own.
		return Array.isArray(value) ? '[…]' : '{…}';
	}
}
