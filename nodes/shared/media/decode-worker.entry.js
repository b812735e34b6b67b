// Runs as a worker of its own, which can be ended at any time: decodes what could take long, or much memory, whatever its
// header says. libheif and resvg are WebAssembly without a way to files or addresses. Plain JavaScript, so that the same file runs
// from the sources and from the package.
'use strict';
const { readdirSync, readFileSync, statSync } = require('node:fs');
const { join } = require('node:path');
const { parentPort, workerData } = require('node:worker_threads');
const { isWasmMemoryFull, limitWasmMemory } = require('./wasm-memory.entry.js');

const SHORTEST_SVG_SIDE = 1080;
const LONGEST_SVG_SIDE = 4096;

const { task, bytes, maxPixels, maxMemory, hdr } = workerData;
limitWasmMemory(maxMemory);

const TASKS = {
	heic: decodeHeic,
	svg: drawSvg,
	cgbi: (file) => require('./cgbi.entry.js')(file, maxPixels),
	bmp: (file) => require('./bmp.entry.js')(file, maxPixels),
	hdr: toneMapPixels,
};

Promise.resolve()
	.then(() => TASKS[task](bytes))
	.catch((error) => ({ trouble: troubleOf(error), words: String(error?.message ?? error) }))
	.then((answer) => parentPort.postMessage(answer, answer.data ? [answer.data.buffer] : []));

/** heif_error_Memory_allocation_error, which libheif has for its own limits of memory, too. */
const NO_MEMORY = /^libheif 6\.|out of memory|memory access out of bounds|Array buffer allocation failed/i;

/** What went wrong. A decoder that finds no more memory rarely says so: it gives up, with all that it may have in use. */
function troubleOf(error) {
	if (/^(MODULE_NOT_FOUND|ENOENT)$/.test(error?.code)) return 'missing';
	return NO_MEMORY.test(error?.message) || isWasmMemoryFull() ? 'tooMuch' : 'damaged';
}

// HEIC: libheif's C interface (heif.h), by pointers into the WebAssembly memory.

// Of heif_chroma: RGB with 8 bits, and with more in two bytes, low one first; each is followed by its like with alpha.
const [RGB_COLOURS, INTERLEAVED, RGB, DEEP_RGB] = [1, 10, 10, 14];
const fourcc = (text) => Buffer.from(text, 'latin1').readUInt32BE(0);

function decodeHeic(bytes) {
	const heif = require('libheif-js/wasm-bundle');
	const number = (pointer) => heif.HEAPU32[pointer >>> 2];
	const result = heif._malloc(12);
	const out = heif._malloc(8);
	const check = () => {
		if (number(result) !== 0) throw new Error(`libheif ${number(result)}.${number(result + 4)}`);
	};
	const context = heif._heif_context_alloc();
	// libheif refuses sizes beyond this square, wherever in the file they are stated; tiles may reach beyond the picture.
	heif._heif_context_set_maximum_image_size_limit(context, Math.ceil(Math.sqrt(maxPixels)) * 2);
	const file = heif._malloc(bytes.length);
	if (file === 0) return { trouble: 'tooMuch' };
	heif.HEAPU8.set(bytes, file);
	heif._heif_context_read_from_memory_without_copy(result, context, file, bytes.length, 0);
	check();
	heif._heif_context_get_primary_image_handle(result, context, out);
	check();
	const picture = number(out);
	const stated = heif._heif_image_handle_get_width(picture) * heif._heif_image_handle_get_height(picture);
	if (stated > maxPixels) return { trouble: 'tooLarge', pixels: stated };
	const channels = heif._heif_image_handle_has_alpha_channel(picture) ? 4 : 3;
	// Tone mapping wants every bit that there is.
	const deep = hdr !== undefined && heif._heif_image_handle_get_luma_bits_per_pixel(picture) > 8;
	const options = heif._heif_decoding_options_alloc();
	// heif_decoding_options: convert_hdr_to_8bit and strict_decoding (no grey where pixels are missing).
	heif.HEAPU8[options + 20] = deep ? 0 : 1;
	heif.HEAPU8[options + 21] = 1;
	const layout = (deep ? DEEP_RGB : RGB) + (channels === 4 ? 1 : 0);
	heif._heif_decode_image(result, picture, out, RGB_COLOURS, layout, options);
	check();
	const image = number(out);
	const width = heif._heif_image_get_width(image, INTERLEAVED);
	const height = heif._heif_image_get_height(image, INTERLEAVED);
	const plane = heif._heif_image_get_plane_readonly(image, INTERLEAVED, out);
	const stride = number(out);
	if (hdr) {
		const samples = deep ? heif.HEAPU16.subarray(plane >>> 1) : heif.HEAPU8.subarray(plane);
		const bits = deep ? heif._heif_image_get_bits_per_pixel_range(image, INTERLEAVED) : 8;
		const about = { width, height, channels, stride: deep ? stride / 2 : stride, bits, ...hdr };
		return { width, height, channels, data: require('./tone-map.entry.js')(samples, about) };
	}
	const row = width * channels;
	const data = new Uint8Array(row * height);
	for (let y = 0; y < height; y++)
		data.set(heif.HEAPU8.subarray(plane + y * stride, plane + y * stride + row), y * row);
	return { width, height, channels, data, ...profileOf(heif, picture, result, out) };
}

/** Pixels that sharp has decoded, as its raw output has them. */
function toneMapPixels(pixels) {
	const { width, height, channels, bits } = hdr;
	const samples = bits > 8 ? new Uint16Array(pixels.buffer, pixels.byteOffset, pixels.byteLength / 2) : pixels;
	const data = require('./tone-map.entry.js')(samples, { ...hdr, stride: width * channels });
	return { width, height, channels, data };
}

/** The embedded profile, or word that the primaries are Display P3's, which some phones only number (12, ITU-T H.273). */
function profileOf(heif, picture, result, out) {
	const kind = heif._heif_image_handle_get_color_profile_type(picture);
	if (kind === fourcc('prof') || kind === fourcc('rICC')) {
		const size = heif._heif_image_handle_get_raw_color_profile_size(picture);
		const place = heif._malloc(size);
		heif._heif_image_handle_get_raw_color_profile(result, picture, place);
		return { icc: heif.HEAPU8.slice(place, place + size) };
	}
	if (kind !== fourcc('nclx')) return {};
	heif._heif_image_handle_get_nclx_color_profile(result, picture, out);
	const isP3 = heif.HEAPU32[result >>> 2] === 0 && heif.HEAPU32[(heif.HEAPU32[out >>> 2] + 4) >>> 2] === 12;
	return isP3 ? { p3: true } : {};
}

// SVG: resvg. What a drawing names but does not hold (pictures, fonts, styles at some address) is not there; scripts are ignored.

async function drawSvg(bytes) {
	const { initWasm, Resvg } = require('@resvg/resvg-wasm');
	await initWasm(readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
	const hasText = /<([\w-]+:)?text[\s>]/.test(Buffer.from(bytes).toString('latin1'));
	const fontBuffers = hasText ? fonts() : [];
	if (hasText && fontBuffers.length === 0) return { trouble: 'noFonts' };
	const { width: statedWidth, height: statedHeight } = new Resvg(bytes);
	const scale = scaleOf(statedWidth, statedHeight);
	if (statedWidth * statedHeight * scale * scale > maxPixels) return { trouble: 'tooLarge' };
	const options = { fitTo: { mode: 'zoom', value: scale }, font: { fontBuffers } };
	const drawing = new Resvg(bytes, options);
	try {
		const { width, height, pixels } = drawing.render();
		return { width, height, channels: 4, data: straight(pixels) };
	} catch (error) {
		if (isWasmMemoryFull()) throw error;
		const size = { width: statedWidth, height: statedHeight };
		const text = Buffer.from(bytes).toString('utf8');
		const wide = require('./wide-svg.entry.js')(text, size, new Resvg(bytes, options).getBBox(), scale, maxPixels);
		return wide ? cutOut(new Resvg(wide.text, options).render(), wide) : { trouble: 'undrawable' };
	}
}

/** The part of a picture that was meant to be seen. */
function cutOut(image, { left, top, width, height }) {
	const data = new Uint8Array(width * height * 4);
	const columns = Math.min(width, image.width - left);
	const { pixels } = image;
	for (let y = 0; y < Math.min(height, image.height - top); y++) {
		const from = ((y + top) * image.width + left) * 4;
		data.set(pixels.subarray(from, from + columns * 4), y * width * 4);
	}
	return { width, height, channels: 4, data: straight(data) };
}

/** Vectors have no pixels of their own: small ones are drawn as large as a video, huge ones no larger than a 4K one. */
function scaleOf(width, height) {
	const up = Math.max(1, SHORTEST_SVG_SIDE / Math.min(width, height));
	return Math.min(up, LONGEST_SVG_SIDE / Math.max(width, height));
}

/** resvg multiplies colours by their alpha. */
function straight(pixels) {
	for (let at = 0; at < pixels.length; at += 4) {
		const alpha = pixels[at + 3];
		if (alpha === 0 || alpha === 255) continue;
		for (let channel = 0; channel < 3; channel++) {
			pixels[at + channel] = Math.min(255, Math.round((pixels[at + channel] * 255) / alpha));
		}
	}
	return pixels;
}

const FONT_FOLDERS = [
	'/usr/share/fonts',
	'/usr/local/share/fonts',
	'/System/Library/Fonts/Supplemental',
	'/Library/Fonts',
	'C:\\Windows\\Fonts',
];
/** The families that web drawings ask for, and what stands in for them on Linux. */
const FONT_NAMES = /^(arial|verdana|georgia|times|cour|helvetica|dejavu|liberation|noto(sans|serif)-|opensans|roboto)/i;
const MOST_FONTS = 32;
const MOST_FONT_BYTES = 3_000_000;

/** Fonts of this host, the usual ones first. */
function fonts() {
	const files = FONT_FOLDERS.flatMap((folder) => fontFiles(folder, 4));
	const rank = (file) => (FONT_NAMES.test(file.split(/[\\/]/).at(-1)) ? 0 : 1);
	files.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
	return files.slice(0, MOST_FONTS).map((file) => new Uint8Array(readFileSync(file)));
}

function fontFiles(folder, depth) {
	let entries;
	try {
		entries = readdirSync(folder, { withFileTypes: true });
	} catch {
		return [];
	}
	return entries.flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return depth > 0 ? fontFiles(path, depth - 1) : [];
		return /\.(ttf|otf)$/i.test(entry.name) && statSync(path).size <= MOST_FONT_BYTES ? [path] : [];
	});
}
