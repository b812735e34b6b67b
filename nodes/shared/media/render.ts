// Draws a picture into its frame: upright, opaque, sRGB; scaled, padded or cropped.
import { encode, fromPixels, pixelsOf, type Encoded, type Pixels } from './encode';
import type { Fitting, Frame, Size } from './geometry';
import { open, type Source, type Strictness } from './read-metadata';
import type { ImageLimits } from './limits';
import type { Pipeline, Sharp } from './load-sharp';

/** All that a drawing needs to know. */
export interface Sketch {
	readonly source: Source;
	readonly frame: Frame;
	readonly fitting: Fitting;
	readonly limits: ImageLimits;
}

/** Draws and encodes; throws sharp's error where the picture has a fault that `failOn` does not forgive. */
export async function drawAndEncode(sharp: Sharp, sketch: Sketch, failOn: Strictness): Promise<Encoded | undefined> {
	const { source, frame, limits } = sketch;
	const upright = () =>
		open(sharp, source.input, failOn)
			.autoOrient()
			.flatten({ background: sketch.fitting.background })
			.toColourspace('srgb');
	const draw = await drawer(sharp, sketch, upright);
	const smaller = frame.inner.width * frame.inner.height < source.size.width * source.size.height;
	return await encode(
		sharp,
		{ size: frame.canvas, draw, subsampled: source.subsampled && !smaller, asPng: isWorthPng(sketch) },
		limits,
	);
}

/** How each pipeline of the drawing begins: with the source where one pass does it, else with pixels that are kept. */
async function drawer(sharp: Sharp, sketch: Sketch, upright: () => Pipeline): Promise<() => Pipeline> {
	const { frame, source } = sketch;
	const { canvas, inner, cut } = frame;
	if (cut) {
		// Cut first, in the source's own pixels: scaling a long strip up before cutting it would take gigabytes.
		const pixels = await pixelsOf(upright().resize({ ...cut, fit: 'cover', position: 'attention' }));
		return () => fitted(fromPixels(sharp, pixels), cut, canvas);
	}
	if (inner.width === canvas.width && inner.height === canvas.height) {
		return () => fitted(upright(), source.size, canvas);
	}
	if (sketch.fitting.shape === 'padColour') {
		return () => fitted(upright(), source.size, inner).extend(bars(frame, sketch.fitting.background));
	}
	const pixels = await withBlurredBars(sharp, frame, await pixelsOf(fitted(upright(), source.size, inner)));
	return () => fromPixels(sharp, pixels);
}

function fitted(pipeline: Pipeline, from: Size, to: Size): Pipeline {
	return from.width === to.width && from.height === to.height ? pipeline : pipeline.resize({ ...to, fit: 'fill' });
}

function bars({ canvas, inner }: Frame, background: string) {
	const left = Math.floor((canvas.width - inner.width) / 2);
	const top = Math.floor((canvas.height - inner.height) / 2);
	return {
		left,
		top,
		right: canvas.width - inner.width - left,
		bottom: canvas.height - inner.height - top,
		background,
	};
}

/** Longest side of the picture from which the blurred bars are made, in pixels. */
const BLUR_FROM = 96;
const BLUR_SIGMA = 5;

/** The picture before itself, grown to fill the canvas and blurred. Blurred small and then grown: nobody sees the difference. */
async function withBlurredBars(sharp: Sharp, frame: Frame, picture: Pixels): Promise<Pixels> {
	const { canvas } = frame;
	const share = BLUR_FROM / Math.max(canvas.width, canvas.height);
	const [width, height] = [canvas.width, canvas.height].map((side) => Math.max(2, Math.round(side * share)));
	const small = await pixelsOf(
		// Each end is squeezed a little rather than cut: what the bars show shall be of the whole picture.
		fromPixels(sharp, picture).resize({ width, height, fit: 'cover' }).blur(BLUR_SIGMA),
	);
	const { data } = await pixelsOf(
		fromPixels(sharp, small).resize({ width: canvas.width, height: canvas.height, fit: 'fill', kernel: 'cubic' }),
	);
	const { left, top } = bars(frame, '');
	const row = picture.width * 3;
	for (let y = 0; y < picture.height; y++) {
		picture.data.copy(data, ((y + top) * canvas.width + left) * 3, y * row, (y + 1) * row);
	}
	return { data, ...canvas };
}

/**
 * Screenshots and drawings suffer most from jpeg, so what came without loss stays so where it can be expected to fit. A
 * png of the same pixels is about as long as the png it came from; other files tell less, so there it is tried.
 */
function isWorthPng({ source, frame, limits }: Sketch): boolean {
	if (!source.lossless || !limits.formats.includes('png')) return false;
	if (source.kind !== 'png') return frame.canvas.width * frame.canvas.height <= limits.maxBytes * 4;
	const grown = (frame.inner.width * frame.inner.height) / (source.size.width * source.size.height);
	return source.file.length * grown * (source.deep ? 0.5 : 1) <= limits.maxBytes * 1.2;
}
