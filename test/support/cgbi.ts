// Writes the png variant that Xcode makes of an app's pictures, as its documentation by others has it (iphonedev.wiki,
// "CgBI file format"): raw deflate, blue before red, colours multiplied by alpha, and CoreGraphics' flags in front.
import { deflateRawSync } from 'node:zlib';
import { chunk } from '../shared/media/corpus';

/** How a file is written. */
export interface CgbiOptions {
	/** CoreGraphics' bitmap flags: multiplied alpha first, or (6) no alpha. */
	readonly flags?: number;
	/** The filter of each row, in turn. */
	readonly filters?: readonly number[];
	readonly interlaced?: boolean;
	/** Pieces of pixel data. */
	readonly pieces?: number;
}

interface Pixels {
	readonly width: number;
	readonly height: number;
	/** 1 grey, 2 grey with alpha, 3 RGB, 4 RGBA. */
	readonly channels: 1 | 2 | 3 | 4;
	readonly data: Buffer;
}

const COLOUR_TYPES = { 1: 0, 2: 4, 3: 2, 4: 6 } as const;
const FLAGS = 0x50002002;
const PASSES = [
	[0, 0, 8, 8],
	[4, 0, 8, 8],
	[0, 4, 4, 8],
	[2, 0, 4, 4],
	[0, 2, 2, 4],
	[1, 0, 2, 2],
	[0, 1, 1, 2],
] as const;

/** The file of the given pixels, whose alpha is not multiplied in. */
export function cgbi(
	pixels: Pixels,
	{ flags = FLAGS, filters = [0, 1, 2, 3, 4], interlaced = false, pieces = 1 }: CgbiOptions = {},
): Buffer {
	const { width, height, channels } = pixels;
	const stored = asStored(pixels, flags);
	const passes = interlaced ? PASSES : ([[0, 0, 1, 1]] as const);
	const rows = passes.flatMap(([x, y, dx, dy]) => filtered(stored, pixels, x, y, dx, dy, filters));
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([8, COLOUR_TYPES[channels], 0, 0, interlaced ? 1 : 0], 8);
	const info = Buffer.alloc(4);
	info.writeUInt32BE(flags);
	const data = deflateRawSync(Buffer.concat(rows));
	const size = Math.ceil(data.length / pieces);
	const parts = Array.from({ length: pieces }, (_, at) => chunk('IDAT', data.subarray(at * size, (at + 1) * size)));
	return Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		chunk('CgBI', info),
		chunk('IHDR', header),
		...parts,
		chunk('IEND', Buffer.alloc(0)),
	]);
}

function asStored({ channels, data }: Pixels, flags: number): Buffer {
	const multiplied = (flags & 31) === 2 && channels % 2 === 0;
	const copy = Buffer.from(data);
	for (let at = 0; at < copy.length; at += channels) {
		const alpha = multiplied ? data[at + channels - 1]! : 255;
		const colours = channels - (channels % 2 === 0 ? 1 : 0);
		for (let colour = 0; colour < colours; colour++) {
			copy[at + colours - 1 - colour] = Math.round((data[at + colour]! * alpha) / 255);
		}
	}
	return copy;
}

function filtered(
	stored: Buffer,
	{ width, height, channels }: Pixels,
	x: number,
	y: number,
	dx: number,
	dy: number,
	filters: readonly number[],
) {
	const rows: Buffer[] = [];
	let above: number[] | undefined;
	for (let row = y; row < height && x < width; row += dy) {
		const line: number[] = [];
		for (let column = x; column < width; column += dx) {
			const at = (row * width + column) * channels;
			line.push(...stored.subarray(at, at + channels));
		}
		const filter = filters[rows.length % filters.length]!;
		const before = above ?? line.map(() => 0);
		rows.push(Buffer.from([filter, ...line.map((value, at) => value - guess(filter, line, before, at, channels))]));
		above = line;
	}
	return rows;
}

function guess(filter: number, line: readonly number[], above: readonly number[], at: number, step: number): number {
	const [left = 0, up = 0, corner = 0] = [line[at - step], above[at], above[at - step]];
	if (filter < 3) return [0, left, up][filter]!;
	if (filter === 3) return Math.floor((left + up) / 2);
	const estimate = left + up - corner;
	return [left, up, corner].reduce((best, value) =>
		Math.abs(estimate - value) < Math.abs(estimate - best) ? value : best,
	);
}
