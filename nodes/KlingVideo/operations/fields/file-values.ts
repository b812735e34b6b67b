// What users, expressions and agents give where a file belongs: a field's name, an address, a text, a file, a list of them,
// or an attachment of another service, also as JSON text. Here it is only told apart; nothing is read.
import type { Result } from '../../../shared/errors';
import { isObject, quoted } from '../../../shared/json';
import { isFileWithoutContent, isStoredFile } from '../../../shared/media/item-files';
import { kindOfValue } from '../../../shared/media/load-image';
import type { MediaSource } from '../../../shared/media/media-source';
import { mediaFailures } from '../../../shared/messages/media';
import { fail } from '../../../shared/messages/message';

/** What a text is that is no address and no file: the name of a field, an address all the same, or base64. */
export type PlainText = 'field' | 'url' | 'text';

/** Lists in lists and attachments in attachments; nobody has more. */
const DEEPEST = 6;

/** Where other services keep the address of an attachment, and the attachment in its wrapping (Airtable, Notion, Slack). */
const ADDRESS_KEYS = ['url', 'href', 'src', 'link', 'url_private_download', 'downloadUrl', 'download_url'];
const WRAPPING_KEYS = ['file', 'external', 'attachment', 'image', 'binary', 'value'];

/** Whether a text is a file as text rather than an address. */
export const looksLikeFile = (text: string) =>
	/^data:/i.test(text) || (text.length > 200 && !/[^A-Za-z0-9+/=_\s-]/.test(text));

/** The one file that a value stands for; an empty value stands for the empty text. */
export function sourceIn(label: string, value: unknown, plain: PlainText): Result<MediaSource> {
	const sources = sourcesIn(value, plain);
	if (sources === undefined) {
		return fail(mediaFailures.valueIsNoFile, { field: label, what: kindOfValue(value), value: quoted(value) });
	}
	if (sources.length > 1) return fail(mediaFailures.severalFiles, { field: label, count: sources.length });
	return sources[0] ?? plainSource('', plain);
}

/** The files that a value stands for, in its order; undefined where it is something else. */
export function sourcesIn(value: unknown, plain: PlainText, depth = 0): MediaSource[] | undefined {
	if (value === undefined || value === null || value === '') return [];
	if (depth > DEEPEST) return undefined;
	if (typeof value === 'string') return sourcesInText(value, plain, depth);
	if (typeof value === 'number') return [plainSource(String(value), plain)];
	if (Array.isArray(value)) return all(value, plain, depth);
	return isObject(value) ? sourcesInObject(value, plain, depth) : undefined;
}

function sourcesInText(text: string, plain: PlainText, depth: number): MediaSource[] | undefined {
	const trimmed = text.trim();
	if (/^https?:/i.test(trimmed)) return [{ from: 'url', url: trimmed }];
	if (looksLikeFile(trimmed)) return [{ from: 'text', text: trimmed }];
	const parsed = /^[[{"]/.test(trimmed) ? parse(trimmed) : undefined;
	if (parsed !== undefined) return sourcesIn(parsed, plain, depth + 1);
	return [plainSource(text, plain)];
}

function sourcesInObject(value: Record<string, unknown>, plain: PlainText, depth: number): MediaSource[] | undefined {
	if (isStoredFile(value) || isFileWithoutContent(value)) return [{ from: 'field', field: value }];
	const address = ADDRESS_KEYS.map((key) => value[key]).find(
		(one) => typeof one === 'string' && /^\s*(https?:|data:)/i.test(one),
	);
	if (address !== undefined) return sourcesIn(address, 'url', depth + 1);
	const inside = WRAPPING_KEYS.map((key) => value[key]).find(isWrapped);
	if (inside !== undefined) return sourcesIn(inside, plain, depth + 1);
	// All files of an item: {{ $binary }}.
	const entries = Object.values(value);
	const areFiles = entries.length > 0 && entries.every((one) => isStoredFile(one) || isFileWithoutContent(one));
	return areFiles ? all(entries, plain, depth) : undefined;
}

const isWrapped = (value: unknown) => typeof value === 'object' && value !== null;

function all(values: readonly unknown[], plain: PlainText, depth: number): MediaSource[] | undefined {
	const found = values.map((one) => sourcesIn(one, plain, depth + 1));
	return found.every((one) => one !== undefined) ? found.flat() : undefined;
}

function plainSource(text: string, plain: PlainText): MediaSource {
	if (plain === 'url') return { from: 'url', url: text.trim() };
	return plain === 'text' ? { from: 'text', text } : { from: 'field', field: text };
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
