// Finds the encoding: png where nothing is lost by it, otherwise the best jpeg within the byte limit, in few attempts.
import { pictureDetails } from '../messages/pictures';
import { say } from '../messages/message';
import { exact, scaled, sides, type Size } from './geometry';
import type { ImageLimits } from './limits';
import type { Pipeline, Sharp } from './load-sharp';

/** Pixels as sharp's raw output has them. */
export interface Pixels extends Size {
	readonly data: Buffer;
}

/** What is to be encoded. */
export interface Drawing {
	readonly size: Size;
	/** A new pipeline at each call: upright, opaque, sRGB, of the drawing's size. */
	draw(): Pipeline;
	/** Whether colours had half the resolution already, so that nothing is lost by storing them so. */
	readonly subsampled: boolean;
	/** Whether a png is wanted and can be expected to fit. */
	readonly asPng: boolean;
}

export interface Encoded extends Size {
	readonly bytes: Buffer;
	readonly format: 'jpeg' | 'png';
	readonly changes: readonly string[];
}

/** Above this jpeg quality files grow fast and nobody sees why. */
export const BEST = 95;
/** Below it blocks show, and fewer pixels at a better quality look better. */
const WORST = 60;
/** The quality at which a picture that has to lose pixels is stored. */
const GOOD = 80;
/** A file that uses this share of the limit is as good as one that uses all of it. */
const ENOUGH = 0.94;

/**
 * Pixels up to which a jpeg gets Huffman tables of its own. They make it 6 to 10 % smaller, and the encoder keeps the whole picture
 * for them: 13 bytes of memory a pixel, of which there are 100 MB then.
 */
const MOST_OPTIMIZED = 8_000_000;

/** The best file within the limits, or undefined where none is small enough. */
export async function encode(sharp: Sharp, drawing: Drawing, limits: ImageLimits): Promise<Encoded | undefined> {
	if (drawing.asPng) {
		const pixels = await pixelsOf(drawing.draw());
		const png = await fromPixels(sharp, pixels).png().toBuffer();
		if (png.length <= limits.maxBytes) return { ...drawing.size, bytes: png, format: 'png', changes: [] };
		return await encodeJpeg(sharp, { ...drawing, draw: () => fromPixels(sharp, pixels) }, limits);
	}
	return await encodeJpeg(sharp, drawing, limits);
}

/** Decodes, draws and keeps the pixels. */
export async function pixelsOf(pipeline: Pipeline): Promise<Pixels> {
	const { data, info } = await pipeline.raw().toBuffer({ resolveWithObject: true });
	return { data, width: info.width, height: info.height };
}

/** A pipeline that begins with kept pixels. */
export const fromPixels = (sharp: Sharp, { data, width, height }: Pixels): Pipeline =>
	sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false });

async function encodeJpeg(sharp: Sharp, drawing: Drawing, limits: ImageLimits): Promise<Encoded | undefined> {
	if (!limits.formats.includes('jpeg')) return undefined;
	const optimizeCoding = drawing.size.width * drawing.size.height <= MOST_OPTIMIZED;
	const attempt = (pipeline: Pipeline, quality: number) =>
		pipeline
			.jpeg({ quality, optimizeCoding, chromaSubsampling: drawing.subsampled || quality < 90 ? '4:2:0' : '4:4:4' })
			.toBuffer();
	const best = await attempt(drawing.draw(), BEST);
	if (best.length <= limits.maxBytes) return { ...drawing.size, bytes: best, format: 'jpeg', changes: [] };
	// Only now are the pixels kept: the usual picture is decoded and encoded in one go.
	const pixels = await pixelsOf(drawing.draw());
	const at = async (quality: number) => await attempt(fromPixels(sharp, pixels), quality);
	const worst = await at(WORST);
	if (worst.length > limits.maxBytes) {
		return await fewerPixels(sharp, pixels, Math.sqrt(best.length * worst.length), limits, attempt);
	}
	const found = await between({ quality: WORST, bytes: worst }, { quality: BEST, size: best.length }, limits, at);
	return {
		...drawing.size,
		bytes: found.bytes,
		format: 'jpeg',
		changes: [say(pictureDetails.smallerAsJpeg, { limit: megabytes(limits), quality: found.quality })],
	};
}

const megabytes = ({ maxBytes }: ImageLimits) => maxBytes / 1e6;

interface Fits {
	readonly quality: number;
	readonly bytes: Buffer;
}

/** Three more attempts between a quality that fits and one that does not; sizes grow about exponentially between them. */
async function between(
	low: Fits,
	high: { readonly quality: number; readonly size: number },
	limits: ImageLimits,
	at: (quality: number) => Promise<Buffer>,
): Promise<Fits> {
	for (let attempt = 3; attempt <= 5; attempt++) {
		if (high.quality - low.quality <= 1 || low.bytes.length >= ENOUGH * limits.maxBytes) break;
		const share = Math.log((0.98 * limits.maxBytes) / low.bytes.length) / Math.log(high.size / low.bytes.length);
		const guess = Math.floor(low.quality + share * (high.quality - low.quality));
		const quality = Math.min(high.quality - 1, Math.max(low.quality + 1, guess));
		const bytes = await at(quality);
		if (bytes.length <= limits.maxBytes) low = { quality, bytes };
		else high = { quality, size: bytes.length };
	}
	return low;
}

/** @param size estimated bytes at full size and good quality */
async function fewerPixels(
	sharp: Sharp,
	pixels: Pixels,
	size: number,
	limits: ImageLimits,
	attempt: (pipeline: Pipeline, quality: number) => Promise<Buffer>,
): Promise<Encoded | undefined> {
	const smallest = exact(scaled(pixels, limits.minSide / Math.min(pixels.width, pixels.height)), limits);
	let factor = 1;
	for (let tries = 3; tries <= 6; tries++) {
		factor *= Math.sqrt(limits.maxBytes / size) * 0.96;
		const wanted = exact(scaled(pixels, factor), limits);
		const canvas = tries === 6 || wanted.width < smallest.width ? smallest : wanted;
		const quality = tries === 6 ? WORST : GOOD;
		const bytes = await attempt(fromPixels(sharp, pixels).resize({ ...canvas, fit: 'fill' }), quality);
		if (bytes.length <= limits.maxBytes) {
			const way = { limit: megabytes(limits), from: sides(pixels), to: sides(canvas), quality };
			return { ...canvas, bytes, format: 'jpeg', changes: [say(pictureDetails.smallerAndScaled, way)] };
		}
		size = bytes.length;
		factor = canvas.width / pixels.width;
	}
	return undefined;
}
