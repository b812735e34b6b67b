// Gets the bytes of a file from where the user said it is: a field of the item, a text, or the web.
import { createHash } from 'node:crypto';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { Err, isCancelled, throwCancelled, type Result } from '../errors';
import type { OpenStream, HttpClient } from '../http/client';
import { isNetworkFailure } from '../http/types';
import { hideSecrets } from '../secrets';
import { shorten } from '../json';
import { contentDigest, hashDigest } from '../stored';
import { hashStored } from './binary-store';
import { mediaDetails, mediaFailures } from '../messages/media';
import { fail, say } from '../messages/message';
import {
	checkUrl,
	decodeBase64,
	isOpenAddress,
	MAX_SOURCE_BYTES,
	type FileField,
	type MediaSource,
} from './media-source';
import { contentOf, fileEntries, fileLike, fileNames, isStoredFile, oddEntries } from './item-files';

/** Reads a file or a text whole; pictures are small next to the videos, which never pass through memory. */
export async function obtain(
	context: IExecuteFunctions,
	itemIndex: number,
	label: string,
	source: Exclude<MediaSource, { from: 'url' }>,
	maxBytes: number = MAX_SOURCE_BYTES,
): Promise<Result<Buffer>> {
	if (source.from === 'text') return decodeBase64(label, source.text);
	const found = await find(context, itemIndex, label, source.field, maxBytes);
	if (found instanceof Err) return found;
	try {
		return found.id ? await context.helpers.getBinaryDataBuffer(itemIndex, found.file) : contentOf(found.file);
	} catch (error) {
		return unreadable(label, found.field, error);
	}
}

/** What tells a picture apart from others, and its bytes. */
export interface Fingerprint {
	readonly identity: string;
	readonly size: number;
}

/** Tells a picture of the item or a text apart from others; a stored file is read as a stream and not kept. */
export async function fingerprintOf(
	context: IExecuteFunctions,
	itemIndex: number,
	label: string,
	source: Exclude<MediaSource, { from: 'url' }>,
	signal: AbortSignal,
): Promise<Result<Fingerprint>> {
	if (source.from === 'text') {
		const bytes = decodeBase64(label, source.text);
		return bytes instanceof Err ? bytes : { identity: contentDigest(bytes), size: bytes.length };
	}
	const found = await find(context, itemIndex, label, source.field, MAX_SOURCE_BYTES);
	if (found instanceof Err) return found;
	try {
		if (!found.id) return digestOfText(found.file.data);
		const read = await hashStored(context, found.id, MAX_SOURCE_BYTES, signal);
		return read ?? tooLarge(label, found.field, MAX_SOURCE_BYTES);
	} catch (error) {
		return unreadable(label, found.field, error);
	}
}

/** Letters of base64 text that are decoded at once; a multiple of four. */
const PIECE = 262_144;

/** What n8n keeps in the item is in memory already, and need not be there twice. */
function digestOfText(data: string): Fingerprint {
	if (data.length <= PIECE || /[^\w+/]/.test(data.slice(0, -2))) {
		const bytes = contentOf({ data });
		return { identity: contentDigest(bytes), size: bytes.length };
	}
	const hash = createHash('sha256');
	let size = 0;
	for (let at = 0; at < data.length; at += PIECE) {
		const piece = Buffer.from(data.slice(at, at + PIECE), 'base64');
		hash.update(piece);
		size += piece.length;
	}
	return { identity: hashDigest(hash), size };
}

/** A file of the item. */
export interface FoundFile {
	/** The field's name, as messages call it. */
	readonly field: string;
	/** As n8n has it. */
	readonly file: IBinaryData;
	/** In n8n's binary store; absent where n8n keeps files in the items themselves. */
	readonly id?: string;
	/** Bytes, where that can be told without reading. */
	readonly size?: number;
}

/** Looks a file of the item up without reading it: by its field, or as an expression gave it. */
export async function find(
	context: IExecuteFunctions,
	itemIndex: number,
	label: string,
	field: FileField,
	maxBytes: number,
): Promise<Result<FoundFile>> {
	const item = context.getInputData()[itemIndex];
	const shown = shorten(typeof field === 'string' ? field : (field.fileName ?? field.mimeType ?? 'data'));
	const file =
		typeof field === 'string' ? named(context, itemIndex, label, field, shown) : given(item, label, field, shown);
	if (file instanceof Err) return file;
	const size = await sizeOf(context, file);
	if (size !== undefined && size > maxBytes) return tooLarge(label, shown, maxBytes);
	return { field: shown, file, id: file.id, size };
}

/** A file by the name of its field; in n8n's combined mode also by its path in the item's JSON. */
function named(
	context: IExecuteFunctions,
	itemIndex: number,
	label: string,
	field: string,
	shown: string,
): Result<IBinaryData> {
	const item = context.getInputData()[itemIndex];
	const entries = fileEntries(item);
	const name = [field, field.trim(), field.trim().replace(/^_files\./, '')].find((one) => entries.has(one));
	const entry = name === undefined ? atPath(context, itemIndex, field) : entries.get(name);
	if (isStoredFile(entry)) return entry;
	const there = present(fileNames(item));
	if (field.trim() === '') return fail(mediaFailures.noFieldNamed, { field: label, present: there });
	if (name === undefined && entries.size === fileNames(item).length) {
		return fail(mediaFailures.noFileInField, { field: label, name: shown, present: there });
	}
	// The step before has given something else where n8n keeps files: whatever was asked for, this is why it is not there.
	return oddEntry(label, oddEntries(item), name);
}

function atPath({ helpers }: IExecuteFunctions, itemIndex: number, path: string): unknown {
	try {
		return helpers.assertBinaryData(itemIndex, path);
	} catch {
		return undefined;
	}
}

/**
 * The failure for what stands among the item's files and is none.
 *
 * @param odd all of them
 * @param name the one that was asked for; the first where it was another
 */
export function oddEntry(label: string, odd: ReadonlyArray<{ field: string; entry: unknown }>, name?: string): Err {
	const { field, entry } = odd.find((one) => one.field === name) ?? odd[0] ?? { field: '', entry: undefined };
	const plain = label.replace(/^'(.*)'$/, '$1');
	return fail(mediaFailures.entryIsNoFile, { field: plain, name: shorten(field), what: kindOfValue(entry) });
}

/** A file that an expression gave; without its content it is looked for among those of the item. */
function given(item: unknown, label: string, file: Partial<IBinaryData>, shown: string): Result<IBinaryData> {
	if (isStoredFile(file)) return file;
	return fileLike(item, file) ?? fail(mediaFailures.fileWithoutContent, { field: label, name: shown });
}

/** The failure for a file that is larger than what is read. */
export function tooLarge(label: string, field: string, maxBytes: number): Err {
	return fail(mediaFailures.fieldTooLarge, { field: label, name: field, limit: maxBytes / 1e6 });
}

/** The failure for a file that n8n has lost or cannot read. */
export function unreadable(label: string, field: string, error: unknown): Err {
	if (isCancelled(error)) throwCancelled();
	const reason = error instanceof Error ? error.message : String(error);
	return fail(mediaFailures.fieldUnreadable, { field: label, name: field, reason });
}

async function sizeOf(context: IExecuteFunctions, file: IBinaryData): Promise<number | undefined> {
	if (!file.id) return Math.floor((file.data.length * 3) / 4);
	return await context.helpers.getBinaryMetadata(file.id).then(
		({ fileSize }) => fileSize,
		() => undefined,
	);
}

/** What a value is that is no file, for a sentence. */
export function kindOfValue(value: unknown): string {
	if (value === null || value === undefined) return mediaDetails.nothing;
	if (Array.isArray(value)) return mediaDetails.list;
	if (typeof value === 'string') return mediaDetails.text;
	if (typeof value === 'boolean') return mediaDetails.switch;
	return typeof value === 'object' ? mediaDetails.object : mediaDetails.number;
}

function present(fields: string[]): string {
	if (fields.length === 0) return mediaDetails.noFiles;
	return say(mediaDetails.filesIn, { fields: fields.map((field) => `'${field}'`).join(', ') });
}

/** A picture from the web. */
export interface Fetched {
	readonly bytes: Buffer;
	/** Where a backend gets the same bytes; absent where it plausibly cannot. */
	readonly address?: URL;
}

/** What hosts answer that keep their pictures for browsers, or for pages of their own. */
const RESERVED = [401, 403, 406, 429, 503];

/** A download may take so many times the allowed silence in all. */
const TRICKLE = 5;

/**
 * Downloads a picture whole. A host that turns programs away is asked once more as a browser asks; what comes then is ours
 * to send, because the backend is a program, too.
 */
export async function fetchPicture(
	http: HttpClient,
	label: string,
	address: string,
	timeoutMs: number,
): Promise<Result<Fetched>> {
	const url = checkUrl(label, address);
	if (url instanceof Err) return url;
	const stream = await http.open(url.href, timeoutMs);
	const refusal = checkAnswer(label, url, stream);
	if (!refusal && !('kind' in stream)) {
		const bytes = await readAll(stream, label, shownUrl(url), timeoutMs * TRICKLE);
		if (bytes instanceof Err) return bytes;
		return isOpenAddress(url) && isOpenAddress(stream.url) ? { bytes, address: url } : { bytes };
	}
	if (!('kind' in stream)) stream.body.destroy();
	const reserved = !('kind' in stream) && (RESERVED.includes(stream.status) || isPage(stream));
	const asked = reserved ? await http.open(url.href, timeoutMs, undefined, 'browser') : undefined;
	if (!asked || 'kind' in asked || checkAnswer(label, url, asked)) {
		if (asked && !('kind' in asked)) asked.body.destroy();
		return refusal!;
	}
	const bytes = await readAll(asked, label, shownUrl(url), timeoutMs * TRICKLE);
	return bytes instanceof Err ? bytes : { bytes };
}

const LONGEST_SHOWN = 300;

/** An address without its query, which may hold a signature, and without what may let in. */
export function shownUrl({ origin, pathname }: URL): string {
	const parts = pathname.split('/').filter(Boolean);
	const shown = parts.length < 2 ? `${origin}${pathname}` : `${origin}/…/${parts.at(-1)!}`;
	return hideSecrets(shown.slice(0, LONGEST_SHOWN)).replace(/bot\d+:[\w-]+/g, 'bot…');
}

/** Why an answer from the web holds no picture, as far as its head tells. */
export function checkAnswer(label: string, url: URL, stream: Awaited<ReturnType<HttpClient['open']>>) {
	const shown = shownUrl(url);
	if ('kind' in stream) {
		const seen = { field: label, address: shown, reason: stream.words };
		if (stream.kind === 'blocked') return fail(mediaFailures.addressBlocked, seen);
		return isNetworkFailure(stream) && stream.kind === 'notSent'
			? fail(mediaFailures.addressNotReached, seen)
			: fail(mediaFailures.addressNoAnswer, seen);
	}
	if (stream.status < 200 || stream.status > 299) {
		return fail(mediaFailures.addressNoPictureBut, { field: label, address: shown, status: stream.status });
	}
	return isPage(stream) ? webPage(label) : undefined;
}

const isPage = ({ contentType }: OpenStream) => /^(text\/html|application\/xhtml)/i.test(contentType ?? '');

/** The failure for an address that shows a page around the picture. */
export function webPage(label: string): Err {
	return fail(mediaFailures.addressIsPage, { field: label });
}

async function readAll(stream: OpenStream, label: string, shown: string, totalMs: number): Promise<Result<Buffer>> {
	const chunks: Buffer[] = [];
	let size = 0;
	const larger = () => {
		stream.body.destroy();
		return fail(mediaFailures.addressLargerThan, { field: label, address: shown, limit: MAX_SOURCE_BYTES / 1e6 });
	};
	if ((stream.contentLength ?? 0) > MAX_SOURCE_BYTES) return larger();
	const timer = setTimeout(() => stream.body.destroy(new Error('too slow')), totalMs);
	try {
		for await (const chunk of stream.body as AsyncIterable<Buffer>) {
			size += chunk.length;
			if (size > MAX_SOURCE_BYTES) return larger();
			chunks.push(chunk);
		}
	} catch (error) {
		if (isCancelled(error)) throwCancelled();
		return fail(mediaFailures.addressBrokeOffAfter, { field: label, address: shown, bytes: size });
	} finally {
		clearTimeout(timer);
	}
	return Buffer.concat(chunks, size);
}

/** The first `length` bytes after `skip`; a server that knows no parts sends the whole, which is left when it told enough. */
export async function firstBytes({ body }: OpenStream, skip: number, length: number): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let [passed, kept] = [0, 0];
	for await (const chunk of body as AsyncIterable<Buffer>) {
		const from = Math.max(0, skip - passed);
		const part = chunk.subarray(from, from + length - kept);
		passed += chunk.length;
		kept += part.length;
		if (part.length > 0) chunks.push(part);
		if (kept >= length) break;
	}
	body.destroy();
	return Buffer.concat(chunks);
}
