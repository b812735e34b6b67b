// The files of an item, wherever n8n keeps them: under `binary`, or under `json._files` in n8n's combined mode; whole in
// the item, or in n8n's store. What a file is, its first bytes say: names and types that other nodes give are often wrong.
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { isObject } from '../json';
import { kindOf, looksLike, type SeenAs } from './detect-format';
import { unpackFile } from './packed-file';

/** What a file is, as far as this node has a use for it. */
export type FileKind = 'image' | 'video' | 'audio';

/** What is read of a file to tell its kind, in bytes; a drawing may have a long comment in front. */
const START = 60_000;

/** The item's entries by name, in the item's own order; what is under `binary` counts before what is in its JSON. */
export function fileEntries(item: unknown): Map<string, unknown> {
	const { json, binary } = isObject(item) ? item : {};
	const combined = isObject(json) ? json._files : undefined;
	return new Map([combined, binary].flatMap((entries) => (isEntries(entries) ? Object.entries(entries) : [])));
}

const isEntries = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Names of the item's entries that are files. */
export function fileNames(item: unknown): string[] {
	return [...fileEntries(item)].filter(([, entry]) => isStoredFile(entry)).map(([name]) => name);
}

/** The item's entries that are no files. */
export function oddEntries(item: unknown): Array<{ field: string; entry: unknown }> {
	return [...fileEntries(item)].flatMap(([field, entry]) => (isStoredFile(entry) ? [] : [{ field, entry }]));
}

/** As n8n's stores write them, such as `filesystem-v2:...`; other services have ids, too. */
const STORE_ID = /^[\w-]+:./;

/** Whether a value is a file as n8n has it: its content as base64 text, or an id in n8n's store. */
export function isStoredFile(value: unknown): value is IBinaryData {
	if (!isObject(value)) return false;
	return typeof value.data === 'string' || (typeof value.id === 'string' && STORE_ID.test(value.id));
}

/**
 * Whether a value is what `{{ $binary.data }}` gives: n8n takes the content out there, and where it has no store nothing
 * is left but name, type and size.
 */
export function isFileWithoutContent(value: unknown): value is Partial<IBinaryData> {
	return isObject(value) && typeof value.mimeType === 'string' && !isStoredFile(value);
}

/** The item's file that a value without content was taken from; undefined where there is none. */
export function fileLike(item: unknown, value: Partial<IBinaryData>): IBinaryData | undefined {
	const same = ['mimeType', 'fileName', 'fileExtension', 'fileSize', 'directory'] as const;
	return [...fileEntries(item).values()]
		.filter(isStoredFile)
		.find((file) => same.every((name) => file[name] === value[name]));
}

/** What is in a file of the item, decoded; where n8n keeps it in the item. */
export function contentOf({ data }: Pick<IBinaryData, 'data'>): Buffer {
	return Buffer.from(/^data:/i.test(data) ? data.slice(data.indexOf(',') + 1) : data, 'base64');
}

/** What a file is by its first bytes; undefined where they say nothing or cannot be read. */
export async function kindOfFile(
	{ helpers }: Pick<IExecuteFunctions, 'helpers'>,
	file: IBinaryData,
): Promise<FileKind | undefined> {
	try {
		return kindOfBytes(file.id ? await startOf(await helpers.getBinaryStream(file.id)) : startOfText(file.data));
	} catch {
		// Whoever reads the file for what is in it says why it cannot be read.
		return undefined;
	}
}

const startOfText = (data: string) => contentOf({ data: data.slice(0, (START * 4) / 3) });

async function startOf(stream: NodeJS.ReadableStream & { destroy?: () => unknown }): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	try {
		for await (const chunk of stream as AsyncIterable<Buffer>) {
			chunks.push(chunk.subarray(0, START - size));
			size += chunk.length;
			if (size >= START) break;
		}
	} finally {
		stream.destroy?.();
	}
	return Buffer.concat(chunks);
}

const SOUNDS = [
	/^ID3/,
	// MPEG audio and AAC; FF FE begins a text in UTF-16.
	/^\xff[\xe2-\xe7\xf0-\xfd]/,
	/^OggS/,
	/^fLaC/,
	/^RIFF[^]{4}WAVE/,
	/^[^]{4}ftypM4[AB]/,
];
const VIDEOS = [/^[^]{4}(ftyp|moov|mdat|wide)/, /^\x1aE\xdf\xa3/, /^RIFF[^]{4}AVI /, /^\0\0\x01[\xb3\xba]/];

const UNREADABLE_PICTURES: ReadonlyArray<SeenAs | undefined> = ['photoshop', 'jpegXl', 'jpeg2000', 'icon', 'pngAsText'];

/** What the beginning of a file says. */
export function kindOfBytes(start: Buffer): FileKind | undefined {
	if (kindOf(start)) return 'image';
	const head = start.toString('latin1', 0, 16);
	if (SOUNDS.some((sound) => sound.test(head))) return 'audio';
	// Pictures that nobody here can read are pictures all the same: reading them says what they are.
	if (UNREADABLE_PICTURES.includes(looksLike(start))) return 'image';
	if (VIDEOS.some((video) => video.test(head))) return 'video';
	// A file that a step before has stored as text.
	const packed = unpackFile(start);
	return packed && kindOfBytes(packed.bytes);
}
