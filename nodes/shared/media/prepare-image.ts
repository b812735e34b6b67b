// Makes of a picture what the backend takes: byte for byte where it already is, otherwise the smallest honest change.
import { Err, type Result } from '../errors';
import { pictureFailures } from '../messages/media';
import { pictureDetails } from '../messages/pictures';
import { fail, say } from '../messages/message';
import { drawAndEncode, type Sketch } from './render';
import { BEST } from './encode';
import { defaultFitting, frameFor, MAX_DRAWN_PIXELS, type Fitting, type Size } from './geometry';
import { damaged, inspect, open, REPAIRED, TRANSPARENT, type Source, type Strictness } from './read-metadata';
import type { ImageLimits } from './limits';
import { loadSharp, type Sharp } from './load-sharp';

export { defaultFitting, type Fitting } from './geometry';

export interface Prepared {
	readonly bytes: Buffer;
	readonly format: 'jpeg' | 'png';
	/** Pixels as a viewer sees them. */
	readonly width: number;
	readonly height: number;
	/** What was done to the picture, each as a short phrase; empty where nothing was. */
	readonly changes: readonly string[];
}

/**
 * Same bytes in, same bytes out.
 *
 * A picture passes byte for byte where format, file size, sides and ratio fit, it is upright, has 8-bit RGB or grey and
 * decodes to its end without a warning. Otherwise it is changed as little as possible, or refused (kind `input`).
 *
 * @param label the field as the form shows it
 * @param fitting what to do where its shape is not allowed, and what to lay transparent parts on
 * @param like the size that it is to be brought to (the first frame's, for the last)
 */
export async function prepare(
	label: string,
	bytes: Buffer,
	limits: ImageLimits,
	fitting: Fitting = defaultFitting,
	like?: Size,
): Promise<Result<Prepared>> {
	const sharp = await loadSharp();
	if (sharp instanceof Err) return sharp;
	const source = await inspect(sharp, label, bytes);
	if (source instanceof Err) return source;
	const frame = frameFor(label, source.size, limits, fitting, like);
	if (frame instanceof Err) return frame;
	const drawn = frameFor(label, source.size, limits, fitting, like, MAX_DRAWN_PIXELS);
	if (drawn instanceof Err) return drawn;
	const format = limits.formats.find((taken) => taken === source.kind);
	const fine = source.reasons.length + frame.changes.length === 0 && source.file.length <= limits.maxBytes;
	const sketch = { source, frame: drawn, fitting, limits };
	return fine && format ? await pass(sharp, label, sketch, format) : await redraw(sharp, label, sketch);
}

/** The file as it is, if it holds what its header promises. */
async function pass(sharp: Sharp, label: string, sketch: Sketch, format: 'jpeg' | 'png'): Promise<Result<Prepared>> {
	const { source } = sketch;
	const fault = await faultOf(sharp, source);
	if (fault === undefined) return { bytes: source.file, format, ...source.size, changes: mending(source) };
	return canBeRepaired(source, fault) ? await repair(sharp, label, sketch) : refusal(label, source, fault);
}

/**
 * Decodes every pixel, and says what is wrong. Only the first column is kept: it makes libvips go through the picture in
 * thin strips, which takes little memory, and look for warnings after each of them. (An average of all pixels takes the last
 * strips in one, and whatever is wrong in them goes unnoticed.)
 */
async function faultOf(sharp: Sharp, source: Source): Promise<string | undefined> {
	return await open(sharp, source.probe, 'warning')
		.extract({ left: 0, top: 0, width: 1, height: source.size.height })
		.raw()
		.toBuffer()
		.then(() => undefined, wordsOf);
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** libjpeg's words for what loses no pixels: order, leftovers, a version that it does not know. */
const HARMLESS = /extraneous bytes|progression sequence|Adobe color transform|JFIF|ICC|Unknown|unknown/;
const LOST = /premature end|bad Huffman|instead of RST|timeout:/i;

/** Only a jpeg can have faults that lose no pixels; a png's sums tell of every wrong bit. */
const canBeRepaired = ({ kind }: Source, fault: string) => kind === 'jpeg' && HARMLESS.test(fault) && !LOST.test(fault);

/** Decodes once; a second time only if a jpeg has a harmless fault. */
async function redraw(sharp: Sharp, label: string, sketch: Sketch): Promise<Result<Prepared>> {
	const { source } = sketch;
	// Other formats' warnings are about tags that nobody needs.
	const strict = source.kind === 'jpeg' || source.kind === 'png';
	const result = await attempt(sharp, label, sketch, strict ? 'warning' : 'error', []);
	if (typeof result !== 'string') return result;
	return canBeRepaired(source, result) ? await repair(sharp, label, sketch) : refusal(label, source, result);
}

async function repair(sharp: Sharp, label: string, sketch: Sketch): Promise<Result<Prepared>> {
	const result = await attempt(sharp, label, sketch, 'truncated', [REPAIRED]);
	return typeof result === 'string' ? refusal(label, sketch.source, result) : result;
}

/** The picture drawn anew, or sharp's words for what is wrong with it. */
async function attempt(
	sharp: Sharp,
	label: string,
	sketch: Sketch,
	failOn: Strictness,
	more: readonly string[],
): Promise<Result<Prepared> | string> {
	try {
		const encoded = await drawAndEncode(sharp, sketch, failOn);
		if (!encoded) return tooManyBytes(label, sketch.limits);
		const changes = [
			...told(sketch, encoded.format),
			...more,
			...(encoded.changes.length > 0 ? encoded.changes : smaller(sketch, encoded)),
		];
		return { ...encoded, changes: [...new Set(changes)] };
	} catch (error) {
		return wordsOf(error);
	}
}

/** What is done to a picture that is drawn anew, in the order in which it is done. */
function told({ source, frame, fitting }: Sketch, format: 'jpeg' | 'png'): string[] {
	const reasons = source.reasons.map((reason) =>
		reason === TRANSPARENT ? say(TRANSPARENT, { background: named(fitting) }) : reason,
	);
	const converted =
		source.kind === 'png' && format === 'jpeg' ? [say(pictureDetails.converted, { format: 'png' })] : [];
	return [...converted, ...mending(source), ...reasons, ...source.asides, ...frame.changes];
}

/** A file beyond the limit can fit as soon as it is encoded with care; that it was the reason has to be told too. */
function smaller({ source, limits }: Sketch, { format }: { readonly format: 'jpeg' | 'png' }): string[] {
	const accepted = limits.formats.some((taken) => taken === source.kind);
	if (!accepted || source.file.length <= limits.maxBytes) return [];
	const limit = limits.maxBytes / 1e6;
	return [
		format === 'jpeg'
			? say(pictureDetails.smallerAsJpeg, { limit, quality: BEST })
			: say(pictureDetails.smallerAsPng, { limit }),
	];
}

const mending = ({ mended }: Source) =>
	mended.length === 0 ? [] : [say(pictureDetails.mended, { parts: mended.join(', ') })];

const COLOURS: Readonly<Record<string, string>> = {
	'#ffffff': pictureDetails.white,
	'#000000': pictureDetails.black,
};
const named = ({ background }: Fitting) => COLOURS[background.toLowerCase()] ?? background;

function refusal(label: string, source: Source, fault: string): Err {
	if (/timeout:/.test(fault)) return fail(pictureFailures.takesTooLong, { field: label });
	return damaged(label, source.kind);
}

function tooManyBytes(label: string, limits: ImageLimits): Err {
	return fail(pictureFailures.tooManyBytes, { field: label, limit: limits.maxBytes / 1e6 });
}
