// Makes of a picture what the backend takes: byte for byte where it already is, otherwise the smallest honest change.
import { fail, Failed, type Outcome } from '../failure';
import { inspect, MAX_PIXELS, type PictureFacts } from './inspect';
import type { ImageLimits } from './limits';
import { loadSharp, type Sharp } from './sharp';

/** What becomes of a picture whose sides the model does not take. */
export interface Fitting {
	readonly shape: 'padBlur' | 'padColour' | 'crop' | 'refuse';
	/** `#rrggbb`; under transparent parts and around padded pictures. */
	readonly background: string;
}

export const defaultFitting: Fitting = { shape: 'padBlur', background: '#ffffff' };

export interface Prepared {
	readonly bytes: Buffer;
	readonly format: 'jpeg' | 'png';
	readonly width: number;
	readonly height: number;
	/** What was done to the picture, each as a short phrase; empty where nothing was. */
	readonly changes: readonly string[];
}

/** JPEG qualities tried in turn until the file fits; below the last one a smaller size is the better choice. */
const QUALITIES = [95, 90, 82, 70, 55];
/** Sides are scaled by these factors when even the lowest quality is too large. */
const SCALES = [1, 0.7, 0.5, 0.35, 0.25];

/**
 * Same bytes in, same bytes out.
 *
 * @param label the field as the form shows it
 */
export async function prepare(
	label: string,
	bytes: Buffer,
	limits: ImageLimits,
	fitting: Fitting = defaultFitting,
	like?: { readonly width: number; readonly height: number },
): Promise<Outcome<Prepared>> {
	void fitting;
	const sharp = await loadSharp();
	if (sharp instanceof Failed) return sharp;
	const facts = await inspect(sharp, label, bytes);
	if (facts instanceof Failed) return facts;
	const refusal = refuse(label, facts, limits);
	if (refusal) return refusal;
	const changes = changesFor(facts, bytes.length, limits);
	if (like) changes.push(`brought to ${like.width} x ${like.height} pixels`);
	if (changes.length === 0)
		return { bytes, format: facts.format === 'png' ? 'png' : 'jpeg', ...shownSize(facts), changes };
	const made = await encode(sharp, label, bytes, facts, limits, changes);
	if (made instanceof Failed) return made;
	const drawn = like
		? await sharp(made.bytes)
				.resize({ ...like, fit: 'cover' })
				.toBuffer()
		: made.bytes;
	const { width = 0, height = 0 } = await sharp(drawn).metadata();
	return { ...made, bytes: drawn, width, height };
}

/** Width and height as a viewer sees them: orientations 5 to 8 stand on their side. */
export function shownSize({ width, height, orientation }: PictureFacts): { width: number; height: number } {
	return orientation >= 5 ? { width: height, height: width } : { width, height };
}

function refuse(label: string, facts: PictureFacts, limits: ImageLimits): Failed | undefined {
	const { width, height } = shownSize(facts);
	if (Math.min(width, height) < limits.minSide) {
		return fail(
			'input',
			`'${label}' is too small: ${width} x ${height} pixels, each side needs ${limits.minSide} at least`,
			{
				nextStep: 'Use a larger picture',
			},
		);
	}
	const ratio = width / height;
	if (ratio < limits.minRatio || ratio > limits.maxRatio) {
		const shape = ratio > 1 ? 'wide' : 'tall';
		return fail(
			'input',
			`'${label}' is too ${shape}: ${width} x ${height} pixels, the sides may differ by a factor of ${limits.maxRatio} at most`,
			{
				nextStep: 'Crop the picture',
			},
		);
	}
	return undefined;
}

function changesFor(facts: PictureFacts, size: number, limits: ImageLimits): string[] {
	const changes: string[] = [];
	if (!limits.formats.some((format) => format === facts.format)) changes.push(`converted from ${facts.format}`);
	if (facts.pages > 1) changes.push('only its first frame used');
	if (facts.orientation !== 1) changes.push('turned upright');
	if (facts.hasAlpha) changes.push('transparent parts laid on white');
	if (!facts.plainPixels) changes.push('colours converted to 8-bit sRGB');
	if (!facts.sound) changes.push('repaired, because it does not decode cleanly');
	if (Math.max(facts.width, facts.height) > limits.maxSide) changes.push('scaled down');
	if (size > limits.maxBytes) changes.push(`made smaller than ${limits.maxBytes / 1e6} MB`);
	return changes;
}

async function encode(
	sharp: Sharp,
	label: string,
	bytes: Buffer,
	facts: PictureFacts,
	limits: ImageLimits,
	changes: string[],
): Promise<Outcome<Omit<Prepared, 'width' | 'height'>>> {
	const side = Math.min(Math.max(facts.width, facts.height), limits.maxSide);
	const draw = (scale: number) =>
		sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'none', pages: 1 })
			.rotate()
			.flatten({ background: '#ffffff' })
			.toColourspace('srgb')
			.resize({
				width: Math.round(side * scale),
				height: Math.round(side * scale),
				fit: 'inside',
				withoutEnlargement: true,
			});
	try {
		// A lossless source stays lossless where it fits: screenshots and drawings suffer most from JPEG.
		if (isLossless(facts) && limits.formats.includes('png')) {
			const png = await draw(1).png().toBuffer();
			if (png.length <= limits.maxBytes) return { bytes: png, format: 'png', changes };
		}
		for (const scale of SCALES) {
			for (const quality of scale === 1 ? QUALITIES : QUALITIES.slice(1, 3)) {
				const jpeg = await draw(scale)
					.jpeg({ quality, chromaSubsampling: quality >= 90 ? '4:4:4' : '4:2:0' })
					.toBuffer();
				if (jpeg.length <= limits.maxBytes) {
					return { bytes: jpeg, format: 'jpeg', changes: scale === 1 ? changes : [...changes, 'scaled down'] };
				}
			}
		}
	} catch (error) {
		return fail(
			'input',
			`'${label}' is damaged and cannot be read: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
			{
				nextStep: 'Save the picture anew and try again',
			},
		);
	}
	return fail('input', `'${label}' cannot be made smaller than ${limits.maxBytes / 1e6} MB`, {
		nextStep: 'Use a smaller picture',
	});
}

function isLossless(facts: PictureFacts): boolean {
	return facts.format === 'png' || facts.format === 'gif' || facts.format === 'svg';
}
