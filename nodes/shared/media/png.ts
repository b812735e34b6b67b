// The skeleton of a png: its chunks, without its pixels.

import { pictureDetails } from '../messages/pictures';
import { say } from '../messages/message';

/** What the chunks of a png tell. */
export interface PngFacts {
	/** The file, from its signature to its end chunk. */
	readonly bytes: Buffer;
	readonly mended: readonly string[];
	/** More than one frame (APNG). */
	readonly moving: boolean;
	/** Bits of each sample, or of each index into a palette. */
	readonly bits: number;
}

const END = Buffer.from([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]);
const SIGNATURE = 8;
/** Pixels come in pieces of 4 kB at least; so many of them are more than the largest file has. */
const MOST_CHUNKS = 50_000;

/** The skeleton of a png, or undefined where no pixels ever begin. */
export function readPng(bytes: Buffer): PngFacts | undefined {
	let [at, moving, pixels] = [SIGNATURE, false, false];
	for (let chunks = 0; at + 12 <= bytes.length; chunks++) {
		if (chunks > MOST_CHUNKS) return undefined;
		const type = bytes.toString('latin1', at + 4, at + 8);
		const next = at + 12 + bytes.readUInt32BE(at);
		if (next > bytes.length) break;
		if (type === 'acTL') moving = bytes.readUInt32BE(at + 8) > 1;
		if (type === 'IDAT') pixels = true;
		at = next;
		if (type === 'IEND') return pixels ? { ...ended(bytes, at), moving, bits: bytes[24] ?? 8 } : undefined;
	}
	if (!bytes.includes('IDAT', SIGNATURE, 'latin1')) return undefined;
	// Without an end: whether pixels are missing is for the decoder to say.
	return {
		bytes: Buffer.concat([bytes.subarray(0, at), END]),
		mended: [pictureDetails.endAdded],
		moving,
		bits: bytes[24] ?? 8,
	};
}

function ended(bytes: Buffer, end: number): Pick<PngFacts, 'bytes' | 'mended'> {
	const after = bytes.length - end;
	if (after === 0) return { bytes, mended: [] };
	return {
		bytes: bytes.subarray(0, end),
		mended: [say(pictureDetails.tailRemoved, { bytes: say(pictureDetails.bytes, { count: after }) })],
	};
}
