// Files that a step before has wrapped into text, or spoilt on the way in a manner that can be undone.
import { isUtf8 } from 'node:buffer';
import { pictureDetails } from '../messages/pictures';
import { decodeText } from './data-url';
import { isKnownFile } from './detect-format';
import { textOf } from './markup';

/** What was inside. */
export interface UnpackedFile {
	readonly bytes: Buffer;
	/** How it was got at, as a phrase. */
	readonly how: string;
}

/** How often a file may be wrapped: base64 text that was encoded once more. */
const MOST_LAYERS = 3;

/** The file in the file; undefined where it is one itself, or holds none that is known. */
export function unpackFile(bytes: Buffer): UnpackedFile | undefined {
	let [found, how]: [Buffer, string | undefined] = [bytes, undefined];
	for (let layer = 0; layer < MOST_LAYERS && !isKnownFile(found); layer++) {
		const inner = fromDecodedDataUrl(found) ?? fromText(found) ?? fromLetters(found);
		if (!inner) return undefined;
		how ??= inner.how;
		found = inner.bytes;
	}
	return how !== undefined && isKnownFile(found) ? { bytes: found, how } : undefined;
}

/**
 * Node leaves out `:`, `;` and `,` when it decodes base64, so that `data:image/png;base64,iVBO` becomes the bytes of
 * `dataimage/pngbase64iVBO` (n8n's Convert to File did so).
 */
function fromDecodedDataUrl(bytes: Buffer): UnpackedFile | undefined {
	const head = bytes.toString('base64', 0, 150);
	if (!/^data(base64|[a-z]{1,20}\/)/.test(head)) return undefined;
	const mark = head.indexOf('base64');
	if (mark < 0) return undefined;
	const text = bytes
		.toString('base64')
		.replace(/={1,2}$/, '')
		.slice(mark + 6);
	const inner = Buffer.from(text, 'base64');
	return { bytes: withItsEnd(inner), how: pictureDetails.fromDecodedDataUrl };
}

const LAST_BYTES: ReadonlyArray<readonly [start: Buffer, end: Buffer]> = [
	[Buffer.from('\x89PNG', 'latin1'), Buffer.from([0xae, 0x42, 0x60, 0x82])],
	[Buffer.from([0xff, 0xd8, 0xff]), Buffer.from([0xff, 0xd9])],
];

/** Wrong decoding ends in the middle of the last byte; formats with a fixed end tell what it was. */
function withItsEnd(bytes: Buffer): Buffer {
	const end = LAST_BYTES.find(([start]) => bytes.subarray(0, start.length).equals(start))?.[1];
	if (!end) return bytes;
	for (const cut of [0, 1]) {
		const missing = bytes.length - end.length + cut;
		const known = end.subarray(0, end.length - 1);
		if (bytes.subarray(missing, missing + known.length).equals(known)) {
			return Buffer.concat([bytes.subarray(0, missing), end]);
		}
	}
	return bytes;
}

/** Characters of base64 text or a data: URL, quotes around it included. */
const BEGINS_TEXT = /^\s*(?:["']\s*)?(data:[^,]*,|[A-Za-z0-9+/_-]{16})/i;

function fromText(bytes: Buffer): UnpackedFile | undefined {
	const head = textOf(bytes, 2_000);
	if (!BEGINS_TEXT.test(head.replace(/^\ufeff/, ''))) return undefined;
	const text = textOf(bytes)
		.replace(/^\ufeff/, '')
		.trim()
		.replace(/^(["'])([^]*)\1$/, '$2');
	const inner = decodeText(text.replace(/\\\//g, '/').replace(/\\[rn]/g, ''));
	if (!Buffer.isBuffer(inner)) return undefined;
	return { bytes: inner, how: /^\s*data:/i.test(text) ? pictureDetails.fromDataUrl : pictureDetails.fromBase64 };
}

/** Bytes that were taken for Latin letters and then stored as UTF-8, so that those above 127 take two. */
function fromLetters(bytes: Buffer): UnpackedFile | undefined {
	if (!/^([\xc2\xc3][\x80-\xbf]|RIFF)/.test(bytes.toString('latin1', 0, 8)) || !isUtf8(bytes)) return undefined;
	const text = bytes.toString('utf8');
	if (/[^\0-\xff]/.test(text)) return undefined;
	return { bytes: Buffer.from(text, 'latin1'), how: pictureDetails.fromLetters };
}
