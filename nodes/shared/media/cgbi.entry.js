// Part of the decode worker: reads the png variant that Xcode makes of the pictures in an app ("CgBI"). It has no zlib
// header, its colours stand in the order blue, green, red, and are multiplied by their alpha; no decoder for png reads it.
'use strict';
const { inflateRawSync } = require('node:zlib');

/** Bytes of one pixel by colour type (png 11.2.2): grey, RGB, grey with alpha, RGB with alpha. */
const SAMPLES = { 0: 1, 2: 3, 4: 2, 6: 4 };
/** Where the passes of an interlaced picture begin, and their steps (png 8.2). */
const PASSES = [
	[0, 0, 8, 8],
	[4, 0, 8, 8],
	[0, 4, 4, 8],
	[2, 0, 4, 4],
	[0, 2, 2, 4],
	[1, 0, 2, 2],
	[0, 1, 1, 2],
];

/** The pixels as RGB or RGBA, or `trouble`. Throws where the file is damaged. */
module.exports = function decodeCgbi(bytes, maxPixels) {
	const file = Buffer.from(bytes);
	const { flags, header, data } = readChunks(file);
	const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
	const [bits, type, interlaced] = [header[8], header[9], header[12] === 1];
	const samples = SAMPLES[type];
	if (bits !== 8 || samples === undefined) return { trouble: 'unknown' };
	if (width * height > maxPixels) return { trouble: 'tooLarge' };
	if (width === 0 || height === 0) return { trouble: 'damaged' };
	const passes = (interlaced ? PASSES : [[0, 0, 1, 1]])
		.map(([x, y, dx, dy]) => ({ x, y, dx, dy, columns: steps(width, x, dx), rows: steps(height, y, dy) }))
		.filter(({ columns, rows }) => columns > 0 && rows > 0);
	const length = passes.reduce((sum, { columns, rows }) => sum + rows * (1 + columns * samples), 0);
	const filtered = inflateRawSync(data, { maxOutputLength: length });
	if (filtered.length < length) return { trouble: 'damaged' };
	const pixels = new Uint8Array(width * height * samples);
	let at = 0;
	for (const pass of passes) at = placePass(filtered, at, pass, samples, pixels, width);
	return { width, height, ...inColours(pixels, samples, alphaOf(flags)) };
};

function readChunks(file) {
	const parts = [];
	let [flags, header] = [0, undefined];
	for (let at = 8; at + 12 <= file.length;) {
		const length = file.readUInt32BE(at);
		const content = file.subarray(at + 8, at + 8 + length);
		const type = file.toString('latin1', at + 4, at + 8);
		if (content.length < length) throw new Error('cut off');
		if (type === 'CgBI' && length >= 4) flags = content.readUInt32BE(0);
		if (type === 'IHDR' && length >= 13) header = content;
		if (type === 'IDAT') parts.push(content);
		if (type === 'IEND') break;
		at += 12 + length;
	}
	if (!header || parts.length === 0) throw new Error('no pixels');
	return { flags, header, data: Buffer.concat(parts) };
}

const steps = (side, first, step) => Math.max(0, Math.ceil((side - first) / step));

/** The rows of a pass without their filters, put where they belong; gives where the next pass begins. */
function placePass(filtered, from, { x, y, dx, dy, columns, rows }, samples, pixels, width) {
	const row = columns * samples;
	let above = new Uint8Array(row);
	let at = from;
	for (let index = 0; index < rows; index++) {
		const line = filtered.subarray(at + 1, at + 1 + row);
		unfilter(filtered[at], line, above, samples);
		const start = (y + index * dy) * width;
		for (let column = 0; column < columns; column++) {
			const place = (start + x + column * dx) * samples;
			for (let sample = 0; sample < samples; sample++) pixels[place + sample] = line[column * samples + sample];
		}
		above = line;
		at += 1 + row;
	}
	return at;
}

/** Adds what the filter took away (png 9.2), in place. */
function unfilter(filter, line, above, step) {
	if (filter > 4) throw new Error(`filter ${filter}`);
	for (let at = 0; at < line.length; at++) {
		const left = at < step ? 0 : line[at - step];
		const up = above[at];
		const corner = at < step ? 0 : above[at - step];
		if (filter === 1) line[at] += left;
		else if (filter === 2) line[at] += up;
		else if (filter === 3) line[at] += (left + up) >> 1;
		else if (filter === 4) line[at] += paeth(left, up, corner);
	}
}

function paeth(left, up, corner) {
	const guess = left + up - corner;
	const [byLeft, byUp, byCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
	if (byLeft <= byUp && byLeft <= byCorner) return left;
	return byUp <= byCorner ? up : corner;
}

/** The chunk holds CoreGraphics' bitmap flags; the low 5 bits are a CGImageAlphaInfo. */
function alphaOf(flags) {
	const info = flags & 31;
	if (info === 5 || info === 6) return 'ignored';
	return info === 3 || info === 4 ? 'straight' : 'multiplied';
}

function inColours(pixels, samples, alpha) {
	const clear = samples === 2 || samples === 4;
	const channels = clear && alpha !== 'ignored' ? 4 : 3;
	const count = pixels.length / samples;
	const data = new Uint8Array(count * channels);
	const coloured = samples >= 3;
	for (let pixel = 0; pixel < count; pixel++) {
		const from = pixel * samples;
		const to = pixel * channels;
		const opacity = clear ? pixels[from + samples - 1] : 255;
		for (let channel = 0; channel < 3; channel++) {
			const value = pixels[coloured ? from + 2 - channel : from];
			data[to + channel] =
				alpha === 'multiplied' && opacity > 0 ? Math.min(255, Math.round((value * 255) / opacity)) : value;
		}
		if (channels === 4) data[to + 3] = opacity;
	}
	return { channels, data };
}
