// Two small uses of tiff: telling a camera's raw file, and handing pixels with a colour profile to sharp, whose raw input
// has no place for a profile.
import type { Raster } from './raster';

const [SHORT, LONG, UNDEFINED] = [3, 4, 7] as const;
const [NEW_SUBFILE_TYPE, COMPRESSION, DNG_VERSION] = [254, 259, 50706];

/** Whether the first page is only the small preview of a camera's raw file (DNG, NEF, CR2 and others). */
export function isRawPreview(bytes: Buffer): boolean {
	if (bytes.toString('latin1', 8, 10) === 'CR') return true;
	return firstValue(bytes, DNG_VERSION) !== undefined || ((firstValue(bytes, NEW_SUBFILE_TYPE) ?? 0) & 1) === 1;
}

/** Whether the first page is stored as jpeg, old style or new. */
export function isJpegInside(bytes: Buffer): boolean {
	return [6, 7].includes(firstValue(bytes, COMPRESSION) ?? 1);
}

/** A number in the first directory: what fits into an entry, short or long. */
function firstValue(bytes: Buffer, tag: number): number | undefined {
	const big = bytes[0] === 0x4d;
	const short = (at: number) => (at + 2 > bytes.length ? 0 : big ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at));
	const long = (at: number) => (at + 4 > bytes.length ? 0 : big ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
	const directory = long(4);
	for (let index = 0; index < short(directory); index++) {
		const at = directory + 2 + index * 12;
		if (short(at) === tag) return short(at + 2) === SHORT ? short(at + 8) : long(at + 8);
	}
	return undefined;
}

/** Rows in one strip: what a decoder keeps at a time. */
const STRIP = 64;

/** The raster as a plain tiff, profile included. */
export function toTiff({ width, height, channels, data, icc }: Raster): Buffer {
	const strips = Math.ceil(height / STRIP);
	const row = width * channels;
	const entries = 11 + (icc ? 1 : 0) + (channels === 4 ? 1 : 0);
	const bitsAt = 8 + 2 + entries * 12 + 4;
	const offsetsAt = bitsAt + channels * 2;
	const countsAt = offsetsAt + strips * 4;
	const iccAt = countsAt + strips * 4;
	const dataAt = iccAt + (icc?.length ?? 0);
	const file = Buffer.alloc(dataAt + data.length);
	file.write('II*\0', 'latin1');
	file.writeUInt32LE(8, 4);
	file.writeUInt16LE(entries, 8);
	let at = 10;
	const entry = (tag: number, type: number, count: number, value: number) => {
		file.writeUInt16LE(tag, at);
		file.writeUInt16LE(type, at + 2);
		file.writeUInt32LE(count, at + 4);
		file.writeUInt32LE(value, at + 8);
		at += 12;
	};
	const list = (place: number, first: number) => [LONG, strips, strips === 1 ? first : place] as const;
	entry(256, LONG, 1, width);
	entry(257, LONG, 1, height);
	entry(258, SHORT, channels, bitsAt);
	entry(259, SHORT, 1, 1); // no compression
	entry(262, SHORT, 1, 2); // RGB
	entry(273, ...list(offsetsAt, dataAt));
	entry(274, SHORT, 1, 1); // upright
	entry(277, SHORT, 1, channels);
	entry(278, LONG, 1, STRIP);
	entry(279, ...list(countsAt, data.length));
	entry(284, SHORT, 1, 1); // samples of a pixel side by side
	if (channels === 4) entry(338, SHORT, 1, 2); // alpha, not multiplied in
	if (icc) entry(34675, UNDEFINED, icc.length, iccAt);
	for (let channel = 0; channel < channels; channel++) file.writeUInt16LE(8, bitsAt + channel * 2);
	for (let strip = 0; strip < strips; strip++) {
		const rows = Math.min(STRIP, height - strip * STRIP);
		file.writeUInt32LE(dataAt + strip * STRIP * row, offsetsAt + strip * 4);
		file.writeUInt32LE(rows * row, countsAt + strip * 4);
	}
	icc?.copy(file, iccAt);
	data.copy(file, dataAt);
	return file;
}
