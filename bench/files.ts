// Files of a wanted size, made of nothing that compresses.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import sharp from 'sharp';

/** A square png of noise: with 1,820 pixels a side just below 10 MB, which every backend takes as it is. */
export async function noisyPng(side: number): Promise<Buffer> {
	return await noise(side, side).png({ compressionLevel: 0 }).toBuffer();
}

/** What a good phone makes: 24 million pixels in about 11 MB, more than the backends take. */
export async function largePhoto(): Promise<Buffer> {
	return await noise(1_500, 1_000).resize(6_000, 4_000, { kernel: 'nearest' }).jpeg({ quality: 92 }).toBuffer();
}

/**
 * A video of four seconds for Motion Control with so many bytes, as a stream.
 *
 * @param header whether its header stands before or behind the bulk, as in files that were not made for streaming
 * @param fixture the one of the simulator's that it is made of
 */
export function clip(bytes: number, header: 'first' | 'last' = 'first', fixture = 'portrait-4s'): Readable {
	return Readable.from(clipChunks(bytes, header, fixture), { objectMode: false });
}

const CHUNK = Buffer.alloc(64 * 1024);

function* clipChunks(bytes: number, header: 'first' | 'last', fixture: string): Generator<Buffer> {
	const film = readFileSync(join(__dirname, '..', 'test', 'simulator', 'fixtures', `${fixture}.mp4`));
	const cut = header === 'first' ? film.length : film.readUInt32BE(0);
	yield film.subarray(0, cut);
	// A box that players skip.
	const box = Buffer.alloc(8);
	box.writeUInt32BE(bytes - film.length, 0);
	box.write('free', 4, 'latin1');
	yield box;
	for (let left = bytes - film.length - 8; left > 0; left -= CHUNK.length) yield CHUNK.subarray(0, left);
	yield film.subarray(cut);
}

function noise(width: number, height: number) {
	let seed = 42;
	const pixels = Buffer.alloc(width * height * 3);
	for (let at = 0; at < pixels.length; at++) {
		seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
		pixels[at] = seed >>> 16;
	}
	return sharp(pixels, { raw: { width, height, channels: 3 } });
}
