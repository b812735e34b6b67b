// How large a picture becomes and what becomes of its shape: numbers only, no pixels.
import type { Err, Result } from '../errors';
import { pictureFailures } from '../messages/media';
import { pictureDetails } from '../messages/pictures';
import { fail, say } from '../messages/message';
import type { ImageLimits } from './limits';

export interface Size {
	readonly width: number;
	readonly height: number;
}

/** How a picture is brought to a shape that is not its own. */
export interface Fitting {
	/** `padBlur`: bars of its own blurred content; `padColour`: bars of `background`; `crop`: by what draws the eye. */
	readonly shape: 'padBlur' | 'padColour' | 'crop' | 'refuse';
	/** `#rrggbb`, for bars and for what shines through transparent parts. */
	readonly background: string;
}

export const defaultFitting: Fitting = { shape: 'padBlur', background: '#ffffff' };

/** Where a picture goes. */
export interface Frame {
	/** Size of the result. */
	readonly canvas: Size;
	/** Size of the picture on it: equal to the canvas, or smaller in one direction where it is padded. */
	readonly inner: Size;
	/** Cut down to this size, in the source's pixels, before it is scaled. */
	readonly cut?: Size;
	readonly changes: readonly string[];
}

/**
 * Smallest side that is still a picture, in pixels. From 64 to the 300 of the backends is a factor of 4.7: soft, but people
 * and things are still told apart. What is smaller is an icon or a tracking pixel; scaled up it is mush that costs the
 * same as a video of a real picture.
 */
export const SMALLEST_SIDE = 64;

/**
 * By what factor the sides of a picture may differ to be fitted at all. At 10:1 in a frame of 2.5:1 a quarter of the video is
 * picture when it is padded, and a quarter of the picture is left when it is cropped; beyond it is neither.
 */
export const MOST_STRETCHED = 10;

/** Most pixels that are drawn: three times those of a 4K video, the best that any backend makes, and 75 MB of memory. */
export const MAX_DRAWN_PIXELS = 25_000_000;

/**
 * Where a picture of this size goes, so that the limits hold; its own size where they hold already.
 *
 * @param like the result is to have exactly this size (that of the first frame, for the last), as far as limits allow
 * @param mostPixels of the result
 */
export function frameFor(
	label: string,
	size: Size,
	limits: ImageLimits,
	fitting: Fitting,
	like?: Size,
	mostPixels = Infinity,
): Result<Frame> {
	if (Math.min(size.width, size.height) < Math.min(SMALLEST_SIDE, limits.minSide)) return tooSmall(label, size, limits);
	if (Math.max(size.width / size.height, size.height / size.width) > MOST_STRETCHED) return tooStretched(label, size);
	const wanted = like && bounded(like, limits, mostPixels);
	const misfit = wanted ? !sameShape(size, wanted) : shapeLimit(size, limits) !== undefined;
	if (misfit && fitting.shape === 'refuse') return wrongShape(label, size, limits, wanted);
	const crop = fitting.shape === 'crop';
	const canvas = wanted ?? bounded(misfit ? shaped(size, shapeLimit(size, limits)!, crop) : size, limits, mostPixels);
	if (!misfit) return { canvas, inner: canvas, changes: scaling(size, canvas) };
	return crop ? cropped(size, canvas) : padded(size, canvas);
}

function cropped(size: Size, canvas: Size): Frame {
	const cut = shaped(size, canvas.width / canvas.height, true);
	const cutInside = { width: Math.min(cut.width, size.width), height: Math.min(cut.height, size.height) };
	const way = { from: ratio(size), to: ratio(canvas) };
	const changes = [say(pictureDetails.cropped, way), ...scaling(cutInside, canvas)];
	return { canvas, inner: canvas, cut: cutInside, changes };
}

function padded(size: Size, canvas: Size): Frame {
	const scale = Math.min(canvas.width / size.width, canvas.height / size.height);
	const side = (length: number, most: number) => Math.max(1, Math.min(most, Math.round(length * scale)));
	const inner = { width: side(size.width, canvas.width), height: side(size.height, canvas.height) };
	const way = { from: ratio(size), to: ratio(canvas) };
	return { canvas, inner, changes: [say(pictureDetails.padded, way), ...scaling(size, inner)] };
}

/** What floating point adds to a product that is a whole number. */
const HAIR = 1e-6;

/** The size with this ratio that the given one fits into, or, cut, that fits into the given one. */
function shaped({ width, height }: Size, target: number, cut: boolean): Size {
	const wider = width / height > target;
	// Bars are rounded up and cuts down, so that the picture itself keeps its pixels.
	const whole = (length: number) => (cut ? Math.max(1, Math.floor(length + HAIR)) : Math.ceil(length - HAIR));
	return wider === cut ? { width: whole(height * target), height } : { width, height: whole(width / target) };
}

/** The ratio that a size has to get, or undefined where its own is allowed. */
function shapeLimit({ width, height }: Size, { minRatio, maxRatio }: ImageLimits): number | undefined {
	if (width / height > maxRatio) return maxRatio;
	return width / height < minRatio ? minRatio : undefined;
}

/** A size within all limits that is as close as possible to one whose ratio is allowed, give or take a rounded pixel. */
function bounded(size: Size, limits: ImageLimits, mostPixels: number): Size {
	const shortest = Math.min(size.width, size.height);
	const longest = Math.max(size.width, size.height);
	const up = Math.max(1, limits.minSide / shortest);
	const down = Math.min(limits.maxSide / longest, Math.sqrt(mostPixels / (size.width * size.height)));
	return exact(scaled(size, Math.min(up, down)), limits);
}

/** Scaled by a factor; a side that gets no limit is rounded to the nearest pixel. */
export function scaled({ width, height }: Size, factor: number): Size {
	return { width: Math.round(width * factor), height: Math.round(height * factor) };
}

/** Rounding can miss a limit by a pixel: sides first, then the longer one gives way to the ratio. */
export function exact({ width, height }: Size, { minSide, maxSide, minRatio, maxRatio }: ImageLimits): Size {
	const side = (length: number) => Math.min(maxSide, Math.max(minSide, length));
	const [w, h] = [side(width), side(height)];
	if (w / h > maxRatio) return { width: Math.floor(h * maxRatio + HAIR), height: h };
	return w / h < minRatio ? { width: w, height: Math.floor(w / minRatio + HAIR) } : { width: w, height: h };
}

/** Whether one is the other scaled: no side would be off by more than half a pixel. */
function sameShape(size: Size, like: Size): boolean {
	const byWidth = (size.height * like.width) / size.width;
	const byHeight = (size.width * like.height) / size.height;
	return Math.abs(byWidth - like.height) <= 0.5 || Math.abs(byHeight - like.width) <= 0.5;
}

function scaling(from: Size, to: Size): string[] {
	if (from.width === to.width && from.height === to.height) return [];
	const larger = to.width * to.height > from.width * from.height;
	const way = { from: sides(from), to: sides(to) };
	return [larger ? say(pictureDetails.scaledUp, way) : say(pictureDetails.scaledDown, way)];
}

/** As messages show a size. */
export const sides = ({ width, height }: Size) => `${width} x ${height}`;

/** As messages show a shape: 3.10:1, 1:2.50. */
export function ratio({ width, height }: Size): string {
	return width >= height ? `${(width / height).toFixed(2)}:1` : `1:${(height / width).toFixed(2)}`;
}

function tooSmall(label: string, size: Size, limits: ImageLimits): Err {
	const least = Math.min(SMALLEST_SIDE, limits.minSide);
	return fail(pictureFailures.tooSmall, { field: label, ...widthAndHeight(size), least, wanted: limits.minSide });
}

const widthAndHeight = ({ width, height }: Size) => ({ width, height });

function tooStretched(label: string, size: Size): Err {
	const seen = { field: label, ...widthAndHeight(size), limit: MOST_STRETCHED };
	return size.width > size.height ? fail(pictureFailures.tooWide, seen) : fail(pictureFailures.tooTall, seen);
}

function wrongShape(label: string, size: Size, limits: ImageLimits, like?: Size): Err {
	const seen = { field: label, ...widthAndHeight(size) };
	if (like) return fail(pictureFailures.otherShapeThanFirst, { ...seen, wanted: sides(like) });
	return size.width > size.height
		? fail(pictureFailures.widerThanTaken, { ...seen, limit: limits.maxRatio })
		: fail(pictureFailures.tallerThanTaken, { ...seen, limit: Math.round(100 / limits.minRatio) / 100 });
}
