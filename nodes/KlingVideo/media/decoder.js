// Runs as a process of its own, which can be ended at any time: decodes what could take long, or much memory, whatever its
// header says. `node decoder.js heic|svg <most pixels>` reads a file from its input and writes to its output the length of a
// JSON line (4 bytes, little-endian), the JSON, the colour profile and the pixels. Plain JavaScript, so that the same file
// runs from the sources and from the package.
'use strict';

/** Bytes; a process that grows beyond this is ended before the host has to. */
const MAX_MEMORY = 1_500_000_000;
const SHORTEST_SVG_SIDE = 1080;
const LONGEST_SVG_SIDE = 4096;

const [task, most] = process.argv.slice(2);
const maxPixels = Number(most);

const watch = setInterval(() => {
	if (process.memoryUsage.rss() > MAX_MEMORY) process.exit(3);
}, 25);

readInput()
	.then((bytes) => (task === 'heic' ? decodeHeic(bytes) : drawSvg(bytes)))
	.catch((error) => ({ trouble: isMissing(error) ? 'missing' : 'damaged', words: String(error?.message ?? error) }))
	.then(write);

const isMissing = (error) => error?.code === 'MODULE_NOT_FOUND' || /could not load the "sharp"/i.test(String(error));

async function readInput() {
	const chunks = [];
	for await (const chunk of process.stdin) chunks.push(chunk);
	return Buffer.concat(chunks);
}

function write({ data = Buffer.alloc(0), icc = Buffer.alloc(0), ...about }) {
	const json = Buffer.from(JSON.stringify({ ...about, iccBytes: icc.length }));
	const length = Buffer.alloc(4);
	length.writeUInt32LE(json.length);
	clearInterval(watch);
	process.stdout.write(Buffer.concat([length, json, icc]));
	process.stdout.end(data);
}

// HEIC: libheif's C interface (heif.h), by pointers into the WebAssembly memory.

const [RGB_COLOURS, INTERLEAVED, RGB, RGBA] = [1, 10, 10, 11];
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
	heif.HEAPU8.set(bytes, file);
	heif._heif_context_read_from_memory_without_copy(result, context, file, bytes.length, 0);
	check();
	heif._heif_context_get_primary_image_handle(result, context, out);
	check();
	const picture = number(out);
	const stated = heif._heif_image_handle_get_width(picture) * heif._heif_image_handle_get_height(picture);
	if (stated > maxPixels) return { trouble: 'tooLarge', pixels: stated };
	const channels = heif._heif_image_handle_has_alpha_channel(picture) ? 4 : 3;
	const options = heif._heif_decoding_options_alloc();
	// heif_decoding_options: convert_hdr_to_8bit and strict_decoding (no grey where pixels are missing).
	heif.HEAPU8[options + 20] = 1;
	heif.HEAPU8[options + 21] = 1;
	heif._heif_decode_image(result, picture, out, RGB_COLOURS, channels === 4 ? RGBA : RGB, options);
	check();
	const image = number(out);
	const width = heif._heif_image_get_width(image, INTERLEAVED);
	const height = heif._heif_image_get_height(image, INTERLEAVED);
	const plane = heif._heif_image_get_plane_readonly(image, INTERLEAVED, out);
	const stride = number(out);
	const row = width * channels;
	const data = Buffer.allocUnsafe(row * height);
	for (let y = 0; y < height; y++)
		data.set(heif.HEAPU8.subarray(plane + y * stride, plane + y * stride + row), y * row);
	return { width, height, channels, data, ...profileOf(heif, picture, result, out) };
}

/** The embedded profile, or word that the primaries are Display P3's, which some phones only number (12, ITU-T H.273). */
function profileOf(heif, picture, result, out) {
	const kind = heif._heif_image_handle_get_color_profile_type(picture);
	if (kind === fourcc('prof') || kind === fourcc('rICC')) {
		const size = heif._heif_image_handle_get_raw_color_profile_size(picture);
		const place = heif._malloc(size);
		heif._heif_image_handle_get_raw_color_profile(result, picture, place);
		return { icc: Buffer.from(heif.HEAPU8.subarray(place, place + size)) };
	}
	if (kind !== fourcc('nclx')) return {};
	heif._heif_image_handle_get_nclx_color_profile(result, picture, out);
	const isP3 = heif.HEAPU32[result >>> 2] === 0 && heif.HEAPU32[(heif.HEAPU32[out >>> 2] + 4) >>> 2] === 12;
	return isP3 ? { p3: true } : {};
}

// SVG: librsvg by way of sharp. Given bytes without an address it resolves no reference, and it has no scripts.

async function drawSvg(bytes) {
	const sharp = require('sharp');
	sharp.cache(false);
	const measure = async (density) => await sharp(bytes, { density, limitInputPixels: false }).metadata();
	const stated = await measure(72);
	const scale = scaleOf(stated.width, stated.height);
	let density = clamp(72 * scale);
	const got = await measure(density);
	// Sizes in millimetres or inches grow with the square of the density.
	if (Math.abs(got.width / stated.width / scale - 1) > 0.1) density = clamp(72 * Math.sqrt(scale));
	const drawn = await measure(density);
	if (drawn.width * drawn.height > maxPixels) return { trouble: 'tooLarge', pixels: stated.width * stated.height };
	const { data, info } = await sharp(bytes, { density, limitInputPixels: maxPixels })
		.toColourspace('srgb')
		.ensureAlpha()
		.raw()
		.toBuffer({ resolveWithObject: true });
	return { width: info.width, height: info.height, channels: info.channels, data };
}

/** Vectors have no pixels of their own: small ones are drawn as large as a video, huge ones no larger than a 4K one. */
function scaleOf(width, height) {
	const up = Math.max(1, SHORTEST_SVG_SIDE / Math.min(width, height));
	return Math.min(up, LONGEST_SVG_SIDE / Math.max(width, height));
}

const clamp = (density) => Math.min(100_000, Math.max(1, density));
