// Pictures of high dynamic range, written by the formulas of ITU-R BT.2100 and BT.2087, without the code under test.
import sharp from 'sharp';
import { chunk } from '../shared/media/corpus';

export type HdrCurve = 'PQ' | 'HLG';
type Rgb = readonly [number, number, number];

/** Numbers of ITU-T H.273. */
export const TRANSFER = { PQ: 16, HLG: 18 } as const;
export const PRIMARIES = { sRGB: 1, 'BT.2020': 9, P3: 12 } as const;
export type Gamut = keyof typeof PRIMARIES;

/** sRGB's linear light in other primaries (BT.2087, and SMPTE EG 432). */
const FROM_SRGB: Record<Gamut, readonly [Rgb, Rgb, Rgb]> = {
	sRGB: [
		[1, 0, 0],
		[0, 1, 0],
		[0, 0, 1],
	],
	'BT.2020': [
		[0.627404, 0.329283, 0.043313],
		[0.069097, 0.91954, 0.011362],
		[0.016391, 0.088013, 0.895595],
	],
	P3: [
		[0.822462, 0.177538, 0],
		[0.033194, 0.966806, 0],
		[0.017083, 0.072397, 0.91052],
	],
};
const LUMINANCE: Record<Gamut, Rgb> = {
	sRGB: [0.2126, 0.7152, 0.0722],
	'BT.2020': [0.2627, 0.678, 0.0593],
	P3: [0.228975, 0.691739, 0.079287],
};

const dot = (a: Rgb, b: Rgb) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const linear = (sample: number) => (sample <= 0.04045 ? sample / 12.92 : ((sample + 0.055) / 1.055) ** 2.4);

function pq(nits: number): number {
	const y = (nits / 10_000) ** (2610 / 16384);
	return ((3424 / 4096 + (2413 / 128) * y) / (1 + (2392 / 128) * y)) ** (2523 / 32);
}

const hlg = (light: number) =>
	light <= 1 / 12 ? Math.sqrt(3 * light) : 0.17883277 * Math.log(12 * light - 0.28466892) + 0.55991073;

/** Samples, 0 to 1, of an sRGB colour whose white is shown with `white` nits. */
export function hdrSamples(colour: Rgb, curve: HdrCurve, gamut: Gamut, white = 203): number[] {
	const light = colour.map((value) => linear(value / 255)) as unknown as Rgb;
	const nits = FROM_SRGB[gamut].map((row) => dot(row, light) * white) as unknown as Rgb;
	if (curve === 'PQ') return nits.map(pq);
	const shown = nits.map((value) => value / 1000) as unknown as Rgb;
	const y = dot(LUMINANCE[gamut], shown);
	return shown.map((value) => hlg(y === 0 ? 0 : value * y ** (1 / 1.2 - 1)));
}

/** Colours of equal stripes, left to right; `white` makes a stripe brighter than the others' white. */
export interface Stripe {
	readonly colour: Rgb;
	readonly white?: number;
}

export const stripes: readonly Stripe[] = [
	{ colour: [0xdc, 0x1f, 0x20] },
	{ colour: [0x20, 0xc8, 0x28] },
	{ colour: [0x1f, 0x32, 0xda] },
	{ colour: [0xf0, 0xf0, 0xf0] },
	{ colour: [0x80, 0x80, 0x80] },
	{ colour: [0x20, 0x20, 0x20] },
];

const [WIDTH, HEIGHT] = [480, 320];

/** The stripes as samples of 16 bits. */
export function hdrPixels(shown: readonly Stripe[], curve: HdrCurve, gamut: Gamut) {
	const pixels = new Uint16Array(WIDTH * HEIGHT * 3);
	const samples = shown.map(({ colour, white }) => hdrSamples(colour, curve, gamut, white));
	for (let at = 0; at < WIDTH * HEIGHT; at++) {
		const stripe = samples[Math.floor(((at % WIDTH) / WIDTH) * shown.length)]!;
		stripe.forEach((value, channel) => (pixels[at * 3 + channel] = Math.round(Math.min(1, value) * 65_535)));
	}
	return sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } }).toColourspace('rgb16');
}

/** A png with chunks before its pixels. */
export function withChunks(png: Buffer, ...chunks: ReadonlyArray<readonly [type: string, content: Buffer]>): Buffer {
	const AFTER_HEADER = 33;
	const added = chunks.map(([type, content]) => chunk(type, content));
	return Buffer.concat([png.subarray(0, AFTER_HEADER), ...added, png.subarray(AFTER_HEADER)]);
}

/** The stripes as png of 16 bits that names its colours by number. */
export async function hdrPng(shown: readonly Stripe[], curve: HdrCurve, gamut: Gamut): Promise<Buffer> {
	const png = await hdrPixels(shown, curve, gamut).png().toBuffer();
	return withChunks(png, ['cICP', Buffer.from([PRIMARIES[gamut], TRANSFER[curve], 0, 1])]);
}

const sizeAt = (file: Buffer, type: string) => file.indexOf(type, 0, 'latin1') - 4;

/** A HEIC or AVIF of one picture, whose pixels stand behind its boxes, with one property more. */
export function withColr(heic: Buffer, content: Buffer): Buffer {
	const copy = Buffer.from(heic);
	const box = Buffer.alloc(8);
	box.writeUInt32BE(content.length + 8);
	box.write('colr', 4, 'latin1');
	const grow = (type: string, by: number) =>
		copy.writeUInt32BE(copy.readUInt32BE(sizeAt(copy, type)) + by, sizeAt(copy, type));
	const ipma = sizeAt(copy, 'ipma');
	const ipco = sizeAt(copy, 'ipco');
	const listEnd = ipco + copy.readUInt32BE(ipco);
	const associationsEnd = ipma + copy.readUInt32BE(ipma);
	let properties = 0;
	for (let at = ipco + 8; at < listEnd; at += copy.readUInt32BE(at)) properties++;
	const added = content.length + 8;
	grow('meta', added + 1);
	grow('iprp', added + 1);
	grow('ipco', added);
	grow('ipma', 1);
	copy[ipma + 18]!++;
	const offset = sizeAt(copy, 'iloc') + 8 + 4 + 2 + 2 + 2 + 2;
	copy.writeUInt32BE(copy.readUInt32BE(offset) + added + 1, offset);
	return Buffer.concat([
		copy.subarray(0, listEnd),
		box,
		content,
		copy.subarray(listEnd, associationsEnd),
		Buffer.from([properties + 1]),
		copy.subarray(associationsEnd),
	]);
}

/** The content of a `colr` box by number. */
export function nclx(primaries: number, transfer: number, matrix = 6): Buffer {
	const content = Buffer.alloc(11);
	content.write('nclx', 'latin1');
	content.writeUInt16BE(primaries, 4);
	content.writeUInt16BE(transfer, 6);
	content.writeUInt16BE(matrix, 8);
	content[10] = 0x80;
	return content;
}

/** The HEIC with other numbers in the parameters of its coded pixels, which say "unspecified" (2, 2, 6). */
export function withCodedColours(heic: Buffer, primaries: number, transfer: number): Buffer {
	const byte = (value: number) => value.toString(2).padStart(8, '0');
	const bits = [...heic].map(byte).join('');
	const from = sizeAt(heic, 'hvcC') * 8;
	// Full range and a description of colours, then the three numbers.
	const told = bits.indexOf(`11${byte(2)}${byte(2)}${byte(6)}`, from);
	const changed = bits.slice(0, told + 2) + byte(primaries) + byte(transfer) + bits.slice(told + 18);
	return Buffer.from(changed.match(/.{8}/g)!.map((eight) => parseInt(eight, 2)));
}
