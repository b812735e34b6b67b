// What a picture really is, read from its content. Names and mime types are not believed.
import { fail, type Outcome } from '../failure';
import type { Sharp } from './sharp';

export interface PictureFacts {
	/** sharp's word: jpeg, png, webp, gif, heif, tiff, svg, ... */
	readonly format: string;
	/** Pixels as stored, before EXIF turns them. */
	readonly width: number;
	readonly height: number;
	/** EXIF orientation; 1 is upright. */
	readonly orientation: number;
	readonly hasAlpha: boolean;
	/** Eight-bit RGB or grey, as every decoder reads it. */
	readonly plainPixels: boolean;
	readonly pages: number;
	/** Decodes to the end without a warning, and with tables of its own. */
	readonly sound: boolean;
}

/** Half as many again as the largest phone camera makes; guards against decompression bombs. */
export const MAX_PIXELS = 150_000_000;

/** Header and one full decode whose pixels are thrown away. */
export async function inspect(sharp: Sharp, label: string, bytes: Buffer): Promise<Outcome<PictureFacts>> {
	if (bytes.length === 0) {
		return fail('input', `'${label}' is an empty file`, { nextStep: 'Check the step before this node' });
	}
	const meta = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'none' })
		.metadata()
		.catch((error: Error) => error);
	if (meta instanceof Error || !meta.width || !meta.height || !meta.format) return notAPicture(label, bytes, meta);
	if (meta.format === 'heif' && meta.compression === 'hevc') return heic(label);
	const clean = await decodes(sharp, bytes, 'warning');
	if (!clean && !(await decodes(sharp, bytes, 'truncated'))) {
		return fail('input', `'${label}' is cut off or damaged`, { nextStep: 'Load or save the picture anew' });
	}
	return {
		format: meta.format,
		width: meta.width,
		height: meta.height,
		orientation: meta.orientation ?? 1,
		hasAlpha: meta.hasAlpha ?? false,
		plainPixels: meta.depth === 'uchar' && (meta.space === 'srgb' || meta.space === 'b-w') && !meta.isPalette,
		pages: meta.pages ?? 1,
		sound: clean && !(meta.format === 'jpeg' && lacksHuffmanTables(bytes)),
	};
}

/** Whether every pixel can be decoded. They stream through an average of all of them, so memory stays small. */
async function decodes(sharp: Sharp, bytes: Buffer, failOn: 'warning' | 'truncated'): Promise<boolean> {
	return await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn, sequentialRead: true })
		.resize(1, 1, { fit: 'fill', fastShrinkOnLoad: false })
		.raw()
		.toBuffer()
		.then(
			() => true,
			() => false,
		);
}

/** Frames of motion JPEG leave their Huffman tables out, and some decoders then fail (piapi.md 8.2). */
function lacksHuffmanTables(bytes: Buffer): boolean {
	for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
		if (bytes[at + 1] === 0xc4) return false;
		if (bytes[at + 1] === 0xda) return true;
	}
	return false;
}

function notAPicture(label: string, bytes: Buffer, found: unknown) {
	const start = bytes.subarray(0, 200).toString('latin1').trimStart();
	const said = found instanceof Error ? found.message : '';
	if (/pixel limit/i.test(said)) {
		return fail('input', `'${label}' has more than ${MAX_PIXELS / 1e6} million pixels`, {
			nextStep: 'Use a smaller picture',
		});
	}
	if (/^(<!doctype html|<html|<head|<body)/i.test(start)) {
		return fail('input', `'${label}' is a web page, not a picture`, {
			nextStep: 'Use the address of the picture itself, not of the page that shows it',
		});
	}
	if (/^[[{]/.test(start))
		return fail('input', `'${label}' is JSON text, not a picture`, { nextStep: 'Check the step before this node' });
	if (/ftyp(heic|heix|mif1|msf1|hevc)/.test(start)) return heic(label);
	return fail('input', `'${label}' is not a picture that can be read`, {
		nextStep: 'Use a jpeg, png, webp, gif, avif or tiff file',
	});
}

function heic(label: string) {
	return fail('input', `'${label}' is a HEIC picture, which cannot be read here`, {
		nextStep: 'Convert it to jpeg before this node',
	});
}
