// Lets a picture be decoded as soon as this process has memory for it. How much that is, its header says: nothing is decoded
// to find out.
import { workOf, budget, type Decoding } from './budget';
import { cicpOfProfile, isHdr } from './cicp';
import { kindOf, type Kind } from './detect-format';
import { loadSharp } from './load-sharp';
import { unpackFile } from './packed-file';
import { pngColours } from './png-colours';
import { imageWork } from './semaphore';
import { Err } from '../errors';

/**
 * Does the work when there is memory for decoding and drawing the picture. At most two pictures are in work, because sharp
 * shares Node's four helper threads with files and DNS, and a large one alone. Throws CancelledError.
 */
export async function withMemoryFor<T>(
	bytes: Buffer,
	signal: AbortSignal | undefined,
	work: () => Promise<T>,
): Promise<T> {
	const needed = await memoryFor(unpackFile(bytes)?.bytes ?? bytes);
	return await imageWork.run(work, signal, Math.max(needed, budget.working / 2));
}

/** Bytes of memory that decoding and drawing takes at most; what is no picture takes none. */
export async function memoryFor(bytes: Buffer): Promise<number> {
	const kind = kindOf(bytes);
	if (kind === undefined) return 0;
	const stated = statedPixels(kind, bytes) ?? (await pixelsBySharp(kind, bytes));
	return workOf(stated.how, stated.pixels);
}

interface Stated {
	readonly how: Decoding;
	readonly pixels: number;
}

/** A drawing's longest side is drawn with at most so many pixels (decode-worker.entry.js). */
const DRAWING = 4096 * 4096;

/** Where the sides stand in a bitmap's header, and in a CgBI file behind its first chunk. */
function statedPixels(kind: Kind, bytes: Buffer): Stated | undefined {
	switch (kind) {
		case 'svg':
			return { how: kind, pixels: DRAWING };
		case 'heic':
			return { how: kind, pixels: largestItem(bytes) };
		case 'bmp':
			return { how: kind, pixels: bytes.length < 26 ? 0 : bitmapPixels(bytes) };
		case 'cgbi':
			return { how: kind, pixels: bytes.length < 40 ? 0 : bytes.readUInt32BE(32) * bytes.readUInt32BE(36) };
		default:
			return undefined;
	}
}

const bitmapPixels = (bytes: Buffer) =>
	bytes.readUInt32LE(14) === 12
		? bytes.readUInt16LE(18) * bytes.readUInt16LE(20)
		: Math.abs(bytes.readInt32LE(18) * bytes.readInt32LE(22));

/** Property boxes of a HEIC file stand near its beginning; there are rarely more than a dozen. */
const PROPERTIES_END = 200_000;
const MOST_PROPERTIES = 100;

/** Pixels of the largest picture that a HEIC file says it holds (ISO/IEC 23008-12, 6.5.3: `ispe`, version, width, height). */
function largestItem(bytes: Buffer): number {
	let most = 0;
	let at = bytes.indexOf('ispe', 0, 'latin1');
	for (let count = 0; at >= 0 && at < PROPERTIES_END && count < MOST_PROPERTIES; count++) {
		if (at + 16 <= bytes.length) most = Math.max(most, bytes.readUInt32BE(at + 8) * bytes.readUInt32BE(at + 12));
		at = bytes.indexOf('ispe', at + 4, 'latin1');
	}
	return most;
}

async function pixelsBySharp(kind: Kind, bytes: Buffer): Promise<Stated> {
	const sharp = await loadSharp();
	if (sharp instanceof Err) return { how: kind, pixels: 0 };
	const options = { limitInputPixels: false, failOn: 'none', pages: 1, sequentialRead: true } as const;
	const meta = await sharp(bytes, options)
		.metadata()
		.catch(() => undefined);
	const pixels = (meta?.width ?? 0) * (meta?.height ?? 0);
	const colours = meta?.icc ? cicpOfProfile(meta.icc) : undefined;
	if (isHdr(colours) || (kind === 'png' && isHdr(pngColours(bytes)?.hdr))) return { how: 'hdr', pixels };
	return { how: meta?.isProgressive === true ? 'progressive' : kind, pixels };
}
