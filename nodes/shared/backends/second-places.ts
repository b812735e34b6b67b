// Where else a reply may hold what its documentation puts somewhere: services move their results by a level or rename a
// key without notice, and a paid video must not be lost by it. Only looked at where the documented places are empty.
import { sanitize } from '../errors';
import { at, isObject, parseJson, textAt, urlAt } from '../json';
import type { Results } from '../tasks/task';

/** Levels and values that are looked through; replies have some dozens. */
const DEEPEST = 8;
const MOST_VALUES = 2_000;

const TASK_PLACES = [
	'data',
	'data.0',
	'data.data',
	'data.data.0',
	'data.task',
	'data.tasks.0',
	'data.result',
	'task',
	'result',
];

/** The object of a task, wherever it stands in a reply; only one that the condition knows for the task that was asked for. */
export function taskIn(
	json: unknown,
	isTask: (entry: Record<string, unknown>) => boolean,
): Record<string, unknown> | undefined {
	const entries = [...TASK_PLACES.map((path) => at(json, path)), json];
	return entries.find((entry): entry is Record<string, unknown> => isObject(entry) && isTask(entry));
}

const REASONS = [
	'message',
	'msg',
	'detail',
	'details',
	'reason',
	'raw_message',
	'fail_reason',
	'failReason',
	'failure_reason',
	'error_message',
	'errorMessage',
	'errorMsg',
	'error_msg',
	'description',
];

/** Why, in the service's words, where they are not at their documented place: in `error`, or beside it. */
export function reasonIn(entry: unknown): string | undefined {
	const error = at(entry, 'error');
	const places = [error, at(error, 'error'), at(error, 'detail'), at(entry, 'detail'), at(entry, 'errors.0'), entry];
	for (const place of places) {
		if (typeof place === 'string' && place.trim() !== '') return place.trim();
		const words = REASONS.map((key) => textAt(place, key)).find((found) => found !== undefined);
		if (words !== undefined) return words;
	}
	return undefined;
}

/** Keys under which a reply repeats what was sent, or shows something besides what was made. */
const BESIDES =
	/input|param|request|source|origin|reference|callback|webhook|cover|thumb|poster|preview|image|picture|watermark|avatar|task_info|config/i;
const ENDINGS = {
	videos: /\.(mp4|mov|m4v|webm|mkv)$/i,
	sounds: /\.(mp3|wav|m4a|aac|ogg|flac)$/i,
} as const;
const NAMES = { videos: /video/i, sounds: /audio|sound/i } as const;

/**
 * Videos and sounds anywhere in what a finished task says of its result: addresses that end like a file of their kind, or
 * stand under a key that names it.
 *
 * @param withSounds whether the task may make sounds; the sound track of a video is nothing that was asked for
 */
export function filesIn(output: unknown, withSounds = false): Pick<Results, 'videos' | 'sounds'> {
	const found = addressesIn(output);
	const urls = (kind: 'videos' | 'sounds') => {
		const ending = found.filter(({ url }) => ENDINGS[kind].test(pathOf(url)));
		const other = kind === 'videos' ? 'sounds' : 'videos';
		const named = found.filter(
			({ url, path }) => NAMES[kind].test(path) && !ENDINGS[other].test(pathOf(url)) && !PICTURE.test(pathOf(url)),
		);
		return [...new Set((ending.length > 0 ? ending : named).map(({ url }) => url))].map((url) => ({ url }));
	};
	const videos = urls('videos');
	return withSounds ? { videos, sounds: urls('sounds') } : { videos };
}

const PICTURE = /\.(jpe?g|png|webp|gif|avif|heic|svg|bmp)$/i;
const pathOf = (url: string) => url.split(/[?#]/, 1)[0]!;

interface Address {
	readonly url: string;
	/** The keys that lead to it. */
	readonly path: string;
}

/** Addresses in a value, in the order in which they stand; JSON in a text is looked through as well. */
function addressesIn(output: unknown): Address[] {
	const addresses: Address[] = [];
	const open: Array<{ value: unknown; path: string; depth: number }> = [{ value: output, path: '', depth: 0 }];
	for (let seen = 0; open.length > 0 && seen < MOST_VALUES; seen++) {
		const { value, path, depth } = open.shift()!;
		const url = urlAt({ value }, 'value');
		if (url !== undefined) addresses.push({ url, path });
		if (depth >= DEEPEST) continue;
		const inside = typeof value === 'string' ? jsonIn(value) : value;
		for (const [key, one] of entriesOf(inside)) {
			if (open.length < MOST_VALUES && !BESIDES.test(key))
				open.push({ value: one, path: `${path}.${key}`, depth: depth + 1 });
		}
	}
	return addresses;
}

function entriesOf(value: unknown): Array<readonly [key: string, value: unknown]> {
	if (Array.isArray(value)) return value.slice(0, MOST_VALUES).map((one: unknown) => ['', one] as const);
	return isObject(value) ? Object.entries(value).slice(0, MOST_VALUES) : [];
}

function jsonIn(text: string): unknown {
	if (!/^\s*[[{]/.test(text) || text.length > 1_000_000) return undefined;
	return parseJson(text);
}

/** Characters of a result that are shown where nothing in it can be used. */
const SHOWN = 200;

/** The start of what a finished task says of its result, for a message; undefined where it says nothing. */
export function startOf(output: unknown): string | undefined {
	if (output === undefined || output === null || output === '') return undefined;
	const text = typeof output === 'string' ? output : JSON.stringify(output);
	const shown = sanitize(text.slice(0, 20_000));
	return shown.length > SHOWN ? `${shown.slice(0, SHOWN)}…` : shown;
}
