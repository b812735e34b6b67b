// What a picture really is, read from its content, and what of it sharp is to read. Names and mime types are not believed.
import type { Metadata, SharpOptions } from 'sharp';
import { Err, type Result } from '../errors';
import { pictureFailures, seenDetails } from '../messages/media';
import { pictureDetails } from '../messages/pictures';
import { fail, say } from '../messages/message';
import { cicpOfProfile, coloursOfHeif, hdrName, isHdr, type Cicp } from './cicp';
import { budget, mostPixelsOf, type Decoding } from './budget';
import { decode, decodeApart, type ApartTask } from './decode-worker';
import type { Raster } from './raster';
import type { Size } from './geometry';
import { readJpeg, withoutEnd } from './jpeg';
import { profileByNumber } from './icc';
import { readPng } from './png';
import { pngColours, withProfile } from './png-colours';
import type { Sharp } from './load-sharp';
import { kindName, kindOf, looksLike, type Kind, type SeenAs } from './detect-format';
import { svgInUtf8 } from './markup';
import { unpackFile } from './packed-file';
import { isJpegInside, isRawPreview, toTiff } from './tiff';

/** A picture that is ready to be decoded. */
export interface Source {
	readonly kind: Kind;
	/** What sharp reads. */
	readonly input: Buffer;
	/** What a check of every pixel reads: the file, or what shows its faults better. */
	readonly probe: Buffer;
	/** What is passed on where nothing has to be drawn anew: the file itself, or mended without touching a pixel. */
	readonly file: Buffer;
	/** What was mended in `file`. */
	readonly mended: readonly string[];
	/** Pixels as a viewer sees them, after EXIF has turned them. */
	readonly size: Size;
	/** What drawing it anew changes beyond its size; where this is empty, nothing but size and shape asks for it. */
	readonly reasons: readonly string[];
	/** What happens on the way when it is drawn anew anyway. */
	readonly asides: readonly string[];
	/** Whether `input` comes from a decoder of ours, and so has no faults left. */
	readonly decoded: boolean;
	readonly lossless: boolean;
	/** Colours are stored in half the resolution of brightness, as cameras do. */
	readonly subsampled: boolean;
	/** More than 8 bits a sample. */
	readonly deep: boolean;
	/** Told by number, where `input` has no profile that says the same. */
	readonly colours?: Cicp;
}

/** A progressive jpeg is decoded once for each scan; this many pixels in all is seconds. */
const MAX_SCANNED_PIXELS = 1_500_000_000;

/** Seconds after which a picture is given up. */
const PATIENCE_S = 60;

/** How faults are taken: any at all, those that lose pixels, or none but the worst. */
export type Strictness = 'warning' | 'error' | 'truncated';

/** sharp's options for a picture that nobody trusts. */
export const carefully = (failOn: Strictness | 'none'): SharpOptions => ({
	limitInputPixels: budget.maxPixels,
	sequentialRead: true,
	failOn,
	pages: 1,
});

/** sharp over the picture, with a time limit. */
export const open = (sharp: Sharp, input: Buffer, failOn: Strictness) =>
	sharp(input, carefully(failOn)).timeout({ seconds: PATIENCE_S });

/** The picture in the bytes, or why there is none. Reads headers only, unless there is transparency or the decoder is ours. */
export async function inspect(sharp: Sharp, label: string, bytes: Buffer): Promise<Result<Source>> {
	const source = await unpacked(sharp, label, bytes);
	if (source instanceof Err || source.decoded || !source.reasons.includes(TRANSPARENT)) return source;
	if (!(await isOpaquePicture(sharp, source))) return source;
	const others = source.reasons.filter((reason) => reason !== TRANSPARENT);
	// What is converted anyway need not tell of it.
	return { ...source, reasons: source.kind === 'png' ? [...others, pictureDetails.transparencyRemoved] : others };
}

/** Pixels of the largest picture whose transparency is looked at; of a larger one it is believed. */
const MOST_ALPHA = 64_000_000;

/** Screenshots have an alpha channel in which nothing is transparent. */
async function isOpaquePicture(sharp: Sharp, { input, size }: Source): Promise<boolean> {
	if (size.width * size.height > MOST_ALPHA) return false;
	return await open(sharp, input, 'warning')
		.extractChannel('alpha')
		.raw()
		.toBuffer()
		.then(
			(alpha) => alpha.equals(Buffer.alloc(alpha.length, 255)),
			() => false,
		);
}

/** The picture that is the file, or in it: a step before may have stored it as text. */
async function unpacked(sharp: Sharp, label: string, bytes: Buffer): Promise<Result<Source>> {
	const packed = unpackFile(bytes);
	const found = await recognise(sharp, label, packed?.bytes ?? bytes);
	const source = found instanceof Err ? found : await inUsualColours(sharp, label, found);
	return source instanceof Err || !packed ? source : { ...source, mended: [packed.how, ...source.mended] };
}

async function recognise(sharp: Sharp, label: string, bytes: Buffer): Promise<Result<Source>> {
	if (bytes.length === 0) return fail(pictureFailures.empty, { field: label });
	const kind = kindOf(bytes);
	switch (kind) {
		case undefined:
			return notAPicture(label, bytes);
		case 'jpeg':
			return await inspectJpeg(sharp, label, bytes);
		case 'png':
			return await inspectPng(sharp, label, bytes);
		case 'bmp':
			return await fromBmp(label, bytes);
		case 'heic':
		case 'svg':
		case 'cgbi':
			return await fromApart(sharp, label, kind, bytes);
		case 'tiff':
			return isRawPreview(bytes) ? rawFile(label) : await inspectOther(sharp, label, kind, bytes);
		default:
			return await inspectOther(sharp, label, kind, bytes);
	}
}

async function inspectJpeg(sharp: Sharp, label: string, bytes: Buffer): Promise<Result<Source>> {
	const jpeg = readJpeg(bytes);
	if (!jpeg) return damaged(label, 'jpeg');
	const source = await readHeader(sharp, label, 'jpeg', withoutEnd(jpeg), jpeg.bytes);
	if (source instanceof Err) return source;
	if (jpeg.scans * source.size.width * source.size.height > MAX_SCANNED_PIXELS) {
		return fail(pictureFailures.tooManyLayers, { field: label, layers: jpeg.scans });
	}
	const reasons = jpeg.plain ? source.reasons : [...source.reasons, REPAIRED];
	// libvips looks for warnings every 8 rows, before it decodes them: in taller bands it finds those of the last band too.
	const probe = jpeg.band > 8 ? jpeg.bytes : source.input;
	return { ...source, probe, mended: jpeg.mended, reasons };
}

async function inspectPng(sharp: Sharp, label: string, bytes: Buffer): Promise<Result<Source>> {
	const png = readPng(bytes);
	if (!png) return damaged(label, 'png');
	const source = await readHeader(sharp, label, 'png', png.bytes, png.bytes);
	if (source instanceof Err) return source;
	const colours = pngColours(png.bytes);
	const reasons = [...source.reasons];
	if (colours?.profile) reasons.push(pictureDetails.ownColours);
	if (png.bits < 8 && !reasons.includes(FROM_PALETTE)) reasons.push(pictureDetails.greys);
	if (png.moving) reasons.push(FIRST_FRAME);
	const input = colours?.profile ? withProfile(png.bytes, colours.profile) : source.input;
	return { ...source, input, mended: png.mended, reasons, colours: colours?.hdr ?? source.colours };
}

async function inspectOther(sharp: Sharp, label: string, kind: Kind, bytes: Buffer): Promise<Result<Source>> {
	const source = await readHeader(sharp, label, kind, bytes, bytes);
	if (source instanceof Err) return source;
	return { ...source, reasons: [say(pictureDetails.converted, { format: kind }), ...source.reasons] };
}

/** Of what a picture gets when strict decoders would not take it. */
export const REPAIRED = pictureDetails.repaired;
const FIRST_FRAME = pictureDetails.firstFrame;
const FROM_PALETTE = pictureDetails.palette;

async function readHeader(
	sharp: Sharp,
	label: string,
	kind: Kind,
	input: Buffer,
	file: Buffer,
): Promise<Result<Source>> {
	const meta = await sharp(input, { ...carefully('none'), limitInputPixels: false })
		.metadata()
		.catch(() => undefined);
	if (!meta?.width || !meta.height) return damaged(label, kind);
	const turned = (meta.orientation ?? 1) >= 5;
	const size = turned ? { width: meta.height, height: meta.width } : { width: meta.width, height: meta.height };
	const how = meta.isProgressive === true ? 'progressive' : kind;
	if (size.width * size.height > mostPixelsOf(how)) return tooManyPixels(label, size, how);
	return {
		kind,
		input,
		probe: input,
		file,
		mended: [],
		size,
		reasons: reasonsOf(kind, meta),
		asides: meta.space !== 'cmyk' && hasOwnColours(meta.icc) ? [pictureDetails.profile] : [],
		decoded: false,
		lossless: isLossless(kind, file),
		subsampled: kind === 'webp' || meta.chromaSubsampling?.startsWith('4:2:0') === true,
		deep: meta.depth !== 'uchar',
		colours: meta.icc ? cicpOfProfile(meta.icc) : kind === 'avif' ? coloursOfHeif(file).colours : undefined,
	};
}

/** A picture whose colours sharp would misread: those of high dynamic range, and of an AVIF without a profile. */
async function inUsualColours(sharp: Sharp, label: string, source: Source): Promise<Result<Source>> {
	const { kind, colours } = source;
	if (isHdr(colours)) return source.decoded ? source : await fromHdr(sharp, label, source, colours);
	const icc = kind === 'avif' && colours ? profileByNumber(colours) : undefined;
	if (!icc) return source;
	const pixels = await rawPixels(sharp, label, source, false);
	return pixels instanceof Err ? pixels : redrawn(source, { ...pixels, icc }, []);
}

async function fromHdr(sharp: Sharp, label: string, source: Source, colours: Cicp): Promise<Result<Source>> {
	const { width, height } = source.size;
	if (width * height > mostPixelsOf('hdr')) return tooManyPixels(label, source.size, 'hdr');
	const pixels = await rawPixels(sharp, label, source, source.deep);
	if (pixels instanceof Err) return pixels;
	const { data, ...about } = pixels;
	const hdr = { ...about, ...colours, bits: source.deep ? 16 : 8 } as const;
	const raster = await decodeApart(label, 'hdr', data, { hdr });
	return raster instanceof Err ? raster : redrawn(source, raster, [hdrReason(colours)]);
}

const hdrReason = (colours: Cicp) => say(pictureDetails.hdr, { curve: hdrName(colours) });

/** The source with pixels of ours, and with what else was wrong with it. */
function redrawn(source: Source, raster: Raster, more: readonly string[]): Source {
	const drawn = fromRaster(source.kind, raster, source.lossless, []);
	const settled: readonly string[] = [TRANSPARENT, pictureDetails.depth, pictureDetails.srgb];
	const kept = source.reasons.filter((reason) => !settled.includes(reason));
	const clear = drawn.reasons.includes(TRANSPARENT) ? [TRANSPARENT] : [];
	return { ...drawn, mended: source.mended, reasons: [...kept, ...more, ...clear] };
}

/** Upright, and as they are stored: no profile is applied. */
async function rawPixels(sharp: Sharp, label: string, { kind, file }: Source, deep: boolean): Promise<Result<Raster>> {
	const upright = sharp(file, { ...carefully('error'), ignoreIcc: true })
		.timeout({ seconds: PATIENCE_S })
		.autoOrient();
	try {
		const pipeline = upright.toColourspace(deep ? 'rgb16' : 'srgb').raw(deep ? { depth: 'ushort' } : undefined);
		const { data, info } = await pipeline.toBuffer({ resolveWithObject: true });
		return { data, width: info.width, height: info.height, channels: info.channels === 4 ? 4 : 3 };
	} catch {
		return damaged(label, kind);
	}
}

function reasonsOf(kind: Kind, meta: Metadata): string[] {
	const reasons: string[] = [];
	if ((meta.pages ?? 1) > 1 && kind !== 'avif') reasons.push(kind === 'tiff' ? pictureDetails.firstPage : FIRST_FRAME);
	if ((meta.orientation ?? 1) !== 1) reasons.push(pictureDetails.upright);
	if (meta.hasAlpha) reasons.push(TRANSPARENT);
	if (meta.space === 'cmyk') reasons.push(pictureDetails.cmyk);
	else if (meta.depth !== 'uchar') reasons.push(pictureDetails.depth);
	else if (kind === 'png' && meta.isPalette) reasons.push(FROM_PALETTE);
	else if (meta.space !== 'srgb' && meta.space !== 'b-w') reasons.push(pictureDetails.srgb);
	return reasons;
}

/** Told with the background's name in it. */
export const TRANSPARENT = pictureDetails.transparent;

/** Whether a profile says something else than sRGB. */
function hasOwnColours(icc: Buffer | undefined): boolean {
	return icc !== undefined && !icc.includes('sRGB', 0, 'latin1') && !icc.includes('s\0R\0G\0B', 0, 'latin1');
}

function isLossless(kind: Kind, file: Buffer): boolean {
	if (kind === 'webp') return file.includes('VP8L', 12, 'latin1') && !file.includes('VP8 ', 12, 'latin1');
	if (kind === 'tiff') return !isJpegInside(file);
	return kind === 'png' || kind === 'gif';
}

async function fromBmp(label: string, bytes: Buffer): Promise<Result<Source>> {
	const raster = await decode('bmp', bytes);
	if (!('trouble' in raster)) return fromRaster('bmp', raster, true, []);
	if (raster.trouble === 'tooLarge') {
		return fail(pictureFailures.moreThanPixels, { field: label, limit: inMillions(mostPixelsOf('bmp')) });
	}
	return raster.trouble === 'unknown' ? notAPicture(label, bytes) : damaged(label, 'bmp');
}

async function fromApart(
	sharp: Sharp,
	label: string,
	kind: Exclude<ApartTask, 'bmp' | 'hdr'>,
	bytes: Buffer,
): Promise<Result<Source>> {
	const file = kind === 'svg' ? svgInUtf8(bytes) : bytes;
	const { colours, untold } = coloursOfHeif(kind === 'heic' ? bytes : Buffer.alloc(0));
	const hdr = isHdr(colours) ? colours : undefined;
	const raster = await decodeApart(label, kind, file, { hdr });
	if (raster instanceof Err) return raster;
	if (kind === 'svg') return fromRaster(kind, raster, true, svgReasons(raster, file));
	if (kind === 'cgbi') return fromRaster(kind, raster, true, []);
	if (hdr) return fromRaster(kind, raster, false, [hdrReason(hdr)]);
	const icc = raster.p3 ? await displayP3(sharp) : (raster.icc ?? (colours && profileByNumber(colours)));
	return fromRaster(
		kind,
		{ ...raster, icc },
		false,
		untold && isDull(raster.data) ? [pictureDetails.coloursUntold] : [],
	);
}

/** PQ's sample for 1000 nits; a picture in sRGB that nowhere comes near white is rare. */
const DULL = 194;

/** Whether hardly any sample is bright, as in PQ that is taken for sRGB. */
function isDull(samples: Buffer): boolean {
	let bright = samples.length / 1_000;
	for (let at = 0; at < samples.length && bright >= 0; at++) if (samples[at]! > DULL) bright--;
	return bright >= 0;
}

function svgReasons({ width, height }: Size, bytes: Buffer): string[] {
	const text = bytes.toString('latin1');
	const reasons = [say(pictureDetails.drawnAt, { width, height })];
	if (loadsFromElsewhere(text)) reasons.push(pictureDetails.externalLeftOut);
	if (/<text[\s>]/.test(text)) reasons.push(pictureDetails.hostFonts);
	return reasons;
}

/** What points at something: what is meant stands behind it, with or without quotes. */
const POINTER = /\b(?:href|src)\s*=|url\(|@import/gi;

/** Whether an svg points at anything but its own parts. */
function loadsFromElsewhere(text: string): boolean {
	for (const pointer of text.matchAll(POINTER)) {
		if (pointer[0].toLowerCase() === '@import') return true;
		let at = behindBlanks(text, pointer.index + pointer[0].length);
		if (text[at] === '"' || text[at] === "'") at = behindBlanks(text, at + 1);
		const target = text.slice(at, at + 5).toLowerCase();
		if (target !== '' && !/^[#"')]/.test(target) && target !== 'data:') return true;
	}
	return false;
}

function behindBlanks(text: string, from: number): number {
	let at = from;
	while (at < text.length && text.charCodeAt(at) <= 0x20) at++;
	return at;
}

function fromRaster(kind: Kind, raster: Raster, lossless: boolean, more: readonly string[]): Source {
	const clear = raster.channels === 4 && !isOpaque(raster.data);
	const input = toTiff(raster);
	return {
		kind,
		input,
		probe: input,
		file: input,
		mended: [],
		size: { width: raster.width, height: raster.height },
		reasons: [say(pictureDetails.converted, { format: kindName(kind) }), ...more, ...(clear ? [TRANSPARENT] : [])],
		asides: hasOwnColours(raster.icc) ? [pictureDetails.profile] : [],
		decoded: true,
		lossless,
		subsampled: !lossless,
		deep: false,
	};
}

function isOpaque(rgba: Buffer): boolean {
	for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 255) return false;
	return true;
}

/** The profile as sharp brings it along. */
async function displayP3(sharp: Sharp): Promise<Buffer | undefined> {
	const dot = sharp({ create: { width: 1, height: 1, channels: 3, background: '#000' } });
	const file = await dot.withIccProfile('p3').png().toBuffer();
	return (await sharp(file).metadata()).icc;
}

function tooManyPixels(label: string, { width, height }: Size, how: Decoding): Err {
	const limit = inMillions(mostPixelsOf(how));
	return fail(pictureFailures.tooManyPixels, { field: label, width, height, limit });
}

const inMillions = (pixels: number) => Math.floor(pixels / 1e5) / 10;

/** Why a picture cannot be decoded to its end. */
export function damaged(label: string, kind: Kind): Err {
	return fail(pictureFailures.damaged, { field: label, format: kindName(kind) });
}

const rawFile = (label: string): Err => fail(pictureFailures.rawFile, { field: label });

/** What a step before did to a picture, rather than another kind of file. */
const SPOILT: readonly SeenAs[] = ['pngAsText', 'readAsText', 'decodedDataUrl'];

function notAPicture(label: string, bytes: Buffer): Err {
	const seen = looksLike(bytes);
	if (seen === undefined) return fail(pictureFailures.noPicture, { field: label });
	if (seen === 'webPage') return fail(pictureFailures.webPage, { field: label });
	if (seen === 'json') return fail(pictureFailures.jsonText, { field: label });
	const record = SPOILT.includes(seen) ? pictureFailures.spoilt : pictureFailures.somethingElse;
	return fail(record, { field: label, what: seenDetails[seen] });
}
