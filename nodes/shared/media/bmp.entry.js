// Part of the decode worker: reads Windows bitmaps, which libvips does not. The readers on npm either know a few of the layouts
// only (fast-bmp: no 4 and 16 bits, no run lengths, no top-down rows, no check of the file's length) or rest since 2023 and
// believe a header before they allocate (bmp-ts, bmp-js). The format is finished; this is all of it that pictures use.
'use strict';

const [RGB, RLE8, RLE4, FIELDS, ALPHA_FIELDS] = [0, 1, 2, 3, 6];
/**
 * The pixels as RGB or RGBA, rows from the top, or `trouble`.
 *
 * @param maxPixels a bitmap of more pixels is not read: short run lengths can stand for gigabytes
 */
module.exports = function decodeBmp(file, maxPixels) {
	const raster = readBmp(Buffer.from(file.buffer, file.byteOffset, file.byteLength), maxPixels);
	return typeof raster === 'string' ? { trouble: raster } : raster;
};

function readBmp(bytes, maxPixels) {
	const header = readHeader(bytes);
	if (typeof header === 'string') return header;
	if (header.width * header.height > maxPixels) return 'tooLarge';
	if (header.compression === RLE8 || header.compression === RLE4) return fromIndexes(header, unpackRuns(header));
	if (Math.ceil((header.width * header.bits) / 32) * 4 * header.height > header.pixels.length) return 'damaged';
	return header.bits <= 8 ? fromIndexes(header, unpackBits(header)) : fromMasks(header);
}
function readHeader(bytes) {
	if (bytes.length < 26) return 'damaged';
	const size = bytes.readUInt32LE(14);
	const old = size === 12;
	if (!old && (size < 40 || size > 256)) return 'unknown';
	if (bytes.length < 14 + size) return 'damaged';
	const width = old ? bytes.readUInt16LE(18) : bytes.readInt32LE(18);
	const height = old ? bytes.readUInt16LE(20) : bytes.readInt32LE(22);
	const bits = bytes.readUInt16LE(old ? 24 : 28);
	const compression = old ? RGB : bytes.readUInt32LE(30);
	if (width <= 0 || height === 0) return 'damaged';
	if (!isKnown(bits, compression)) return 'unknown';
	const start = 14 + size + (size === 40 ? maskBytes(compression) : 0);
	const entry = old ? 3 : 4;
	const named = old ? 0 : bytes.readUInt32LE(46);
	const entries = bits > 8 ? 0 : Math.min(named || 1 << bits, 1 << bits);
	return {
		width,
		height: Math.abs(height),
		topDown: height < 0,
		bits,
		compression,
		entry,
		palette: bytes.subarray(start, start + entries * entry),
		pixels: bytes.subarray(bytes.readUInt32LE(10)),
		masks: masksOf(bytes, size, bits, compression),
	};
}
const maskBytes = (compression) => (compression === FIELDS ? 12 : compression === ALPHA_FIELDS ? 16 : 0);
function isKnown(bits, compression) {
	if (compression === RGB) return [1, 4, 8, 16, 24, 32].includes(bits);
	if (compression === RLE8) return bits === 8;
	if (compression === RLE4) return bits === 4;
	return (compression === FIELDS || compression === ALPHA_FIELDS) && (bits === 16 || bits === 32);
}
function masksOf(bytes, size, bits, compression) {
	if (compression === RGB) {
		// In the 4th byte of plain 32 bits stands nothing, whatever is in it.
		return bits === 16 ? [0x7c00, 0x03e0, 0x001f, 0] : [0xff0000, 0x00ff00, 0x0000ff, 0];
	}
	const mask = (index) => (bytes.length >= 58 + 4 * index ? bytes.readUInt32LE(54 + 4 * index) : 0);
	const hasAlpha = size >= 56 || compression === ALPHA_FIELDS;
	return [mask(0), mask(1), mask(2), hasAlpha ? mask(3) : 0];
}
/** One index a pixel, rows from the top. */
function unpackBits({ width, height, topDown, bits, pixels }) {
	const stride = Math.ceil((width * bits) / 32) * 4;
	const indexes = Buffer.alloc(width * height);
	const mask = (1 << bits) - 1;
	for (let row = 0; row < height; row++) {
		const from = row * stride;
		const to = (topDown ? row : height - 1 - row) * width;
		for (let column = 0; column < width; column++) {
			const bit = column * bits;
			indexes[to + column] = (pixels[from + (bit >> 3)] >> (8 - bits - (bit & 7))) & mask;
		}
	}
	return indexes;
}
/** Run lengths: pairs of count and index; a count of 0 escapes to end of line, end, a jump, or indexes as they are. */
function unpackRuns(header) {
	const { width, height, bits, pixels } = header;
	const indexes = Buffer.alloc(width * height);
	let [x, y, at] = [0, 0, 0];
	const half = (byte, step) => (bits === 8 ? byte : step & 1 ? byte & 15 : byte >> 4);
	/** What goes beyond the line's end is left out, and costs nothing. */
	const put = (count, byte) => {
		const line = (height - 1 - y) * width;
		const room = Math.min(count, width - x);
		for (let step = 0; step < room; step++) indexes[line + x + step] = half(byte(step), step);
		x += count;
	};
	while (at + 1 < pixels.length && y < height) {
		const [count, value] = [pixels[at], pixels[at + 1]];
		at += 2;
		if (count > 0) {
			put(count, () => value);
		} else if (value === 0) {
			[x, y] = [0, y + 1];
		} else if (value === 1) {
			return indexes;
		} else if (value === 2) {
			x += pixels[at] ?? 0;
			y += pixels[at + 1] ?? 0;
			at += 2;
		} else {
			const length = Math.ceil((value * bits) / 8);
			if (at + length > pixels.length) return 'damaged';
			const from = at;
			put(value, (step) => pixels[from + ((step * bits) >> 3)]);
			at += length + (length & 1);
		}
	}
	// Many writers leave the end code out; what counts is that the last row was reached.
	return y >= height || (y === height - 1 && x >= width) ? indexes : 'damaged';
}
function fromIndexes({ width, height, palette, entry }, indexes) {
	if (indexes === 'damaged') return indexes;
	const data = Buffer.alloc(width * height * 3);
	for (let pixel = 0; pixel < indexes.length; pixel++) {
		const from = indexes[pixel] * entry;
		if (from + 3 > palette.length) continue;
		data[pixel * 3] = palette[from + 2];
		data[pixel * 3 + 1] = palette[from + 1];
		data[pixel * 3 + 2] = palette[from];
	}
	return { width, height, channels: 3, data };
}
/** Brings the bits under a mask to 0..255. */
function sampler(mask) {
	if (mask === 0) return () => 0;
	const shift = 31 - Math.clz32(mask & -mask);
	const most = mask >>> shift;
	const scale = 255 / most;
	return most === 255 ? (value) => (value >>> shift) & 255 : (value) => Math.round(((value & mask) >>> shift) * scale);
}
function fromMasks(header) {
	const { width, height, topDown, bits, pixels, masks } = header;
	const channels = masks[3] !== 0 && bits !== 24 ? 4 : 3;
	const data = Buffer.alloc(width * height * channels);
	const samplers = masks.slice(0, channels).map(sampler);
	const [bytes, stride] = [bits / 8, Math.ceil((width * bits) / 32) * 4];
	for (let row = 0; row < height; row++) {
		let from = row * stride;
		let to = (topDown ? row : height - 1 - row) * width * channels;
		for (let column = 0; column < width; column++, from += bytes) {
			const value = pixels.readUIntLE(from, bytes);
			for (const sample of samplers) data[to++] = sample(value);
		}
	}
	return channels === 4 ? withUsedAlpha({ width, height, channels, data }) : { width, height, channels, data };
}
/** Writers that know no alpha leave it 0 everywhere; such a picture is not invisible but opaque. */
function withUsedAlpha(raster) {
	const { data } = raster;
	for (let at = 3; at < data.length; at += 4) if (data[at] !== 0) return raster;
	for (let at = 3; at < data.length; at += 4) data[at] = 255;
	return raster;
}
