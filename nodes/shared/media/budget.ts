// How much of this process's memory pictures may take, over all items and executions: while they are decoded and drawn, on
// their way to a create, and kept for the items that come after. A host lowers it by its environment.
import type { Kind } from './detect-format';
import { MAX_DRAWN_PIXELS } from './geometry';

/** Bounds for the pictures of a process. */
export interface MediaBudget {
	/** Pixels of the largest picture that is read at all. */
	readonly maxPixels: number;
	/** Bytes that decoding and drawing may take at once. */
	readonly working: number;
	/** Bytes of pictures that are read, uploaded or part of a request at once. */
	readonly travelling: number;
	/** Bytes of finished pictures that wait for their item. */
	readonly kept: number;
}

export const MEGAPIXELS_VARIABLE = 'KLING_VIDEO_MAX_MEGAPIXELS';
export const MEMORY_VARIABLE = 'KLING_VIDEO_MEDIA_MEMORY_MB';

/** The largest setting of a common phone makes 108 million pixels; guards against decompression bombs. */
const MOST_MEGAPIXELS = 150;
/** For a host of 2 GB, of which n8n itself takes about a quarter. */
const MEMORY_MB = 960;
/** Below it hardly any photo could be read. */
const LEAST_MEMORY_MB = 64;

/** The environment can lower the bounds; what is no number above zero there counts as absent. */
export function mediaBudget(env: Readonly<Record<string, string | undefined>> = process.env): MediaBudget {
	const lowered = (name: string, most: number) => {
		const value = Number(env[name]);
		return value > 0 ? Math.min(value, most) : most;
	};
	const memory = Math.max(LEAST_MEMORY_MB, lowered(MEMORY_VARIABLE, MEMORY_MB)) * 1e6;
	return {
		maxPixels: lowered(MEGAPIXELS_VARIABLE, MOST_MEGAPIXELS) * 1e6,
		working: memory * 0.7,
		travelling: memory * 0.2,
		kept: memory * 0.1,
	};
}

/** The bounds of this process. */
export const budget = mediaBudget();

/** How a picture is decoded, as far as memory depends on it. */
export type Decoding = Kind | 'progressive' | 'hdr';

/**
 * Bytes of memory for each pixel that is decoded, and for each that is drawn; measured with pictures of 24 to 144 megapixels.
 * Baseline jpeg, png and most tiff are decoded strip by strip. What is decoded in a worker is gone from there when it is drawn,
 * so the larger of both counts, and that is the decoder's.
 */
const DECODED: Readonly<Record<Decoding, number>> = {
	jpeg: 0.5,
	png: 1.5,
	tiff: 4,
	webp: 5,
	gif: 6,
	progressive: 6,
	avif: 10,
	heic: 13,
	bmp: 13,
	cgbi: 13,
	svg: 13,
	hdr: 13,
};
const DRAWN = 7;

/** Most pixels of a picture that has to be decoded whole. */
const MOST_AT_ONCE = 64_000_000;

const isInStrips = (how: Decoding) => how === 'jpeg' || how === 'png';
const isApart = (how: Decoding) => DECODED[how] === DECODED.heic;

/** Bytes of memory for decoding and drawing a picture of so many pixels. */
export function workOf(how: Decoding, pixels: number): number {
	const drawn = isApart(how) ? 0 : DRAWN * Math.min(pixels, MAX_DRAWN_PIXELS);
	return DECODED[how] * pixels + drawn;
}

/** Pixels of the largest picture of this kind that is read. */
export function mostPixelsOf(how: Decoding, { maxPixels, working }: MediaBudget = budget): number {
	const most = isInStrips(how) ? maxPixels : Math.min(maxPixels, MOST_AT_ONCE);
	const atMostDrawn = working / (DECODED[how] + (isApart(how) ? 0 : DRAWN));
	const beyond = isApart(how) ? 0 : (working - DRAWN * MAX_DRAWN_PIXELS) / DECODED[how];
	return Math.min(
		most,
		Math.floor(Math.max(atMostDrawn <= MAX_DRAWN_PIXELS || isApart(how) ? atMostDrawn : 0, beyond)),
	);
}
