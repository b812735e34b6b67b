// Colours that a file tells otherwise than by a profile: HDR (A8), numbers, gamma and chromaticities.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { coloursOfHeif } from '../../../nodes/shared/media/cicp';
import { drawn, pixelAt } from '../../support/images';
import {
	hdrPixels,
	hdrPng,
	hdrSamples,
	nclx,
	PRIMARIES,
	stripes,
	TRANSFER,
	withChunks,
	withCodedColours,
	withColr,
	type Gamut,
	type HdrCurve,
	type Stripe,
} from '../../support/hdr';
import { ready, refused } from '../../support/prepare-image';
import { corpus } from './corpus';

const realPq = () => readFileSync(join(__dirname, 'cases', 'real-pq.heic'));

async function stripesOf(bytes: Buffer, count: number): Promise<number[][]> {
	return await Promise.all(
		Array.from({ length: count }, async (_, at) => await pixelAt(bytes, (at + 0.5) / count, 0.5)),
	);
}

/** Whether each stripe has its colour, give or take. */
async function expectStripes(bytes: Buffer, shown: readonly Stripe[], most: number): Promise<void> {
	const found = await stripesOf(bytes, shown.length);
	shown.forEach(({ colour }, at) => {
		const off = Math.max(...colour.map((value, channel) => Math.abs(value - found[at]![channel]!)));
		if (off > most) throw new Error(`stripe ${at}: ${found[at]!.join(' ')} instead of ${colour.join(' ')}`);
	});
}

const changedFrom = (curve: HdrCurve) => `converted from HDR (${curve}) to sRGB`;
const all: Array<[HdrCurve, Gamut]> = (['PQ', 'HLG'] as const).flatMap((curve) =>
	(Object.keys(PRIMARIES) as Gamut[]).map((gamut): [HdrCurve, Gamut] => [curve, gamut]),
);

describe('A8: high dynamic range', () => {
	test.each(all)('a png in %s and %s without highlights keeps its colours', async (curve, gamut) => {
		const { bytes, format, changes } = await ready(await hdrPng(stripes, curve, gamut));
		expect({ format, changes }).toEqual({ format: 'png', changes: [changedFrom(curve)] });
		await expectStripes(bytes, stripes, 2);
	});

	test.each(all)('an AVIF in %s and %s, too', async (curve, gamut) => {
		const plain = await hdrPixels(stripes, curve, gamut)
			.avif({ quality: 95, bitdepth: 10, chromaSubsampling: '4:4:4' })
			.toBuffer();
		const { bytes, changes } = await ready(withColr(plain, nclx(PRIMARIES[gamut], TRANSFER[curve])));
		expect(changes).toEqual(['converted from avif', changedFrom(curve)]);
		await expectStripes(bytes, stripes, 8);
	});

	test.each<[string, (heic: Buffer) => Buffer, HdrCurve]>([
		['by number, PQ', (heic) => withColr(heic, nclx(9, 16)), 'PQ'],
		['by number, HLG', (heic) => withColr(heic, nclx(9, 18)), 'HLG'],
		['in its coded pixels only, PQ', (heic) => withCodedColours(heic, 9, 16), 'PQ'],
		['in its coded pixels only, HLG', (heic) => withCodedColours(heic, 9, 18), 'HLG'],
		[
			'by number where its coded pixels say otherwise',
			(heic) => withColr(withCodedColours(heic, 1, 13), nclx(9, 16)),
			'PQ',
		],
	])('a HEIC that tells it %s is brought to sRGB', async (_, told, curve) => {
		const { bytes, format, changes } = await ready(told(realPq()));
		expect({ format, changes }).toEqual({ format: 'jpeg', changes: ['converted from heic', changedFrom(curve)] });
		const grey = await pixelAt(bytes, 0.75, 0.75);
		const red = await pixelAt(bytes, 0.25, 0.25);
		if (curve === 'PQ') {
			// As it was before it was written in PQ.
			grey.forEach((value) => expect(Math.abs(value - 0xf0)).toBeLessThan(8));
			[0xdc, 0x1f, 0x20].forEach((value, channel) => expect(Math.abs(value - red[channel]!)).toBeLessThan(16));
		} else expect(red[0]! - red[1]!).toBeGreaterThan(60);
	});

	test('a HEIC that tells nothing of what its ten bits mean is taken for sRGB, and that is told', async () => {
		const { changes } = await ready(realPq());
		expect(changes).toEqual([
			'converted from heic',
			'colors treated as sRGB, because the file has more than 8 bits and no color information (an HDR image looks flat and dark)',
		]);
		// One with pure colours cannot be PQ.
		expect((await ready(corpus('heic-10-bit.heic'))).changes).toEqual(['converted from heic']);
	});

	describe.each<HdrCurve>(['PQ', 'HLG'])('%s with highlights', (curve) => {
		const white = { colour: [255, 255, 255] } as const;
		const scene: readonly Stripe[] = [
			{ colour: [0x20, 0x20, 0x20] },
			{ colour: [0x80, 0x80, 0x80] },
			white,
			{ ...white, white: 400 },
			{ ...white, white: 700 },
			{ ...white, white: 1000 },
		];

		test('shadows and middle stay, white stays bright, highlights stay apart', async () => {
			const { bytes } = await ready(await hdrPng(scene, curve, 'BT.2020'));
			const levels = (await stripesOf(bytes, scene.length)).map(([red]) => red!);
			expect(Math.abs(levels[0]! - 0x20)).toBeLessThanOrEqual(2);
			expect(Math.abs(levels[1]! - 0x80)).toBeLessThanOrEqual(3);
			expect(levels[2]).toBeGreaterThan(220);
			expect(levels[3]).toBeGreaterThan(levels[2]! + 5);
			for (let at = 1; at < levels.length; at++) expect(levels[at]).toBeGreaterThanOrEqual(levels[at - 1]!);
			expect(levels.at(-1)).toBeGreaterThan(250);
		});

		test('a few sparks darken nothing', async () => {
			const pixels = hdrPixels(stripes, curve, 'BT.2020');
			const raw = await pixels.raw({ depth: 'ushort' }).toBuffer();
			const samples = new Uint16Array(raw.buffer, raw.byteOffset, raw.length / 2);
			for (let at = 0; at < 100; at++) samples[at * 3] = samples[at * 3 + 1] = samples[at * 3 + 2] = 65_535;
			const png = await sharp(samples, { raw: { width: 480, height: 320, channels: 3 } })
				.toColourspace('rgb16')
				.png()
				.toBuffer();
			const { bytes } = await ready(withChunks(png, ['cICP', Buffer.from([9, TRANSFER[curve], 0, 1])]));
			await expectStripes(bytes, stripes, 2);
		});

		test('a strong colour keeps its hue', async () => {
			const { bytes } = await ready(await hdrPng([{ colour: [255, 40, 0], white: 900 }, white], curve, 'BT.2020'));
			const [red, green, blue] = await pixelAt(bytes, 0.25, 0.5);
			expect(red).toBeGreaterThan(240);
			expect(green).toBeLessThan(120);
			expect(blue).toBeLessThan(60);
		});
	});

	test('transparent parts are laid on the background', async () => {
		const opaque = await hdrPixels(stripes, 'PQ', 'BT.2020').raw({ depth: 'ushort' }).toBuffer();
		const samples = new Uint16Array(opaque.buffer, opaque.byteOffset, opaque.length / 2);
		const clear = new Uint16Array(480 * 320 * 4);
		for (let at = 0; at < 480 * 320; at++) {
			clear.set(samples.subarray(at * 3, at * 3 + 3), at * 4);
			clear[at * 4 + 3] = at % 480 < 240 ? 65_535 : 0;
		}
		const png = await sharp(clear, { raw: { width: 480, height: 320, channels: 4 } })
			.toColourspace('rgb16')
			.png()
			.toBuffer();
		const { bytes, changes } = await ready(withChunks(png, ['cICP', Buffer.from([9, 16, 0, 1])]));
		expect(changes).toEqual([changedFrom('PQ'), 'transparency filled with white']);
		expect(await pixelAt(bytes, 0.9, 0.5)).toEqual([255, 255, 255]);
		expect((await pixelAt(bytes, 0.05, 0.5))[0]).toBeGreaterThan(200);
	});

	test('a png of 8 bits and one that is grey are read as well', async () => {
		const bits8 = await hdrPixels(stripes, 'PQ', 'sRGB')
			.toColourspace('srgb')
			.raw()
			.toBuffer({ resolveWithObject: true });
		const png = await sharp(bits8.data, { raw: { width: 480, height: 320, channels: 3 } })
			.png()
			.toBuffer();
		await expectStripes((await ready(withChunks(png, ['cICP', Buffer.from([1, 16, 0, 1])]))).bytes, stripes, 12);
		const level = Math.round(hdrSamples([0x80, 0x80, 0x80], 'PQ', 'BT.2020')[0]! * 255);
		const grey = await sharp({
			create: { width: 320, height: 320, channels: 3, background: { r: level, g: level, b: level } },
		})
			.toColourspace('b-w')
			.png()
			.toBuffer();
		const [red, green, blue] = await pixelAt(
			(await ready(withChunks(grey, ['cICP', Buffer.from([9, 16, 0, 1])]))).bytes,
			0.5,
			0.5,
		);
		for (const value of [red, green, blue]) expect(Math.abs(value! - 0x80)).toBeLessThan(4);
	});

	test('a cut png is refused as any other', async () => {
		const png = await hdrPng(stripes, 'PQ', 'BT.2020');
		expect((await refused(png.subarray(0, png.length / 2))).message).toMatch(/is incomplete or damaged/);
	});

	test('the picture of an iPhone with an HDR variant beside it is not HDR itself', () => {
		const file = readFileSync(join(__dirname, 'cases', 'iphone-ios18-tmap.heic'));
		expect(coloursOfHeif(file).colours).toBeUndefined();
	});

	test('any damage to the boxes of a HEIC gives an answer', () => {
		const heic = withColr(realPq(), nclx(9, 16));
		for (let at = 0; at < 400; at++) {
			for (const value of [0, 1, 255]) {
				const copy = Buffer.from(heic.subarray(0, 500));
				copy[at] = value;
				expect(() => coloursOfHeif(copy)).not.toThrow();
				expect(() => coloursOfHeif(copy.subarray(0, at))).not.toThrow();
			}
		}
	});
});

const gAMA = (exponent: number) => {
	const content = Buffer.alloc(4);
	content.writeUInt32BE(Math.round(100_000 / exponent));
	return ['gAMA', content] as const;
};
const cHRM = (...values: number[]) => {
	const content = Buffer.alloc(32);
	values.forEach((value, at) => content.writeUInt32BE(Math.round(value * 100_000), at * 4));
	return ['cHRM', content] as const;
};
const SRGB_POINTS = [0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06];
const P3_POINTS = [0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06];
const OWN = "colors converted from the PNG's own color space to sRGB";

const flat = (background: string) => sharp({ create: { width: 320, height: 320, channels: 3 as const, background } });
const encoded = (light: number) => 255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055);
const near = (found: number[], wanted: number[], most = 2) =>
	wanted.forEach((value, at) => expect(Math.abs(found[at]! - value)).toBeLessThanOrEqual(most));

describe('gamma and chromaticities of a png', () => {
	test.each([1, 1.4, 1.8, 2.8])('gamma %d: as bright as a browser shows it', async (gamma) => {
		const png = withChunks(await flat('#376ec8').png().toBuffer(), gAMA(gamma));
		const { bytes, format, changes } = await ready(png);
		expect({ format, changes }).toEqual({ format: 'png', changes: [OWN] });
		near(
			await pixelAt(bytes, 0.5, 0.5),
			[0x37, 0x6e, 0xc8].map((value) => encoded((value / 255) ** gamma)),
		);
	});

	test('a grey one, one with alpha, one with a palette, and one of 16 bits', async () => {
		const wanted = (value: number) => [encoded(value / 255), encoded(value / 255), encoded(value / 255)];
		const grey = await flat('#555').toColourspace('b-w').png().toBuffer();
		near(await pixelAt((await ready(withChunks(grey, gAMA(1)))).bytes, 0.5, 0.5), wanted(0x55));
		const clear = await flat('#555').ensureAlpha(0.5).png().toBuffer();
		const laid = await ready(withChunks(clear, gAMA(1)));
		expect(laid.changes).toEqual(['transparency filled with white', OWN]);
		const palette = await flat('#555').png({ palette: true }).toBuffer();
		const full = await ready(withChunks(palette, gAMA(1)));
		expect(full.changes).toContain(OWN);
		near(await pixelAt(full.bytes, 0.5, 0.5), wanted(0x55));
		const deep = await flat('#555').toColourspace('rgb16').png().toBuffer();
		const reduced = await ready(withChunks(deep, gAMA(1)));
		expect(reduced.changes).toEqual(['colors reduced to 8 bits', OWN]);
		near(await pixelAt(reduced.bytes, 0.5, 0.5), wanted(0x55), 3);
	});

	test('wide chromaticities', async () => {
		const red = await flat('#c83c28').png().toBuffer();
		const p3 = await sharp(red).withIccProfile('p3').raw().toBuffer();
		const png = await flat(`rgb(${p3[0]}, ${p3[1]}, ${p3[2]})`).png().toBuffer();
		const { bytes, changes } = await ready(withChunks(png, gAMA(2.2), cHRM(...P3_POINTS)));
		expect(changes).toEqual([OWN]);
		near(await pixelAt(bytes, 0.5, 0.5), [0xc8, 0x3c, 0x28]);
	});

	test.each<[string, number]>([
		['Display P3', 12],
		['BT.2020', 9],
	])('%s by number', async (_, primaries) => {
		const given = await flat('#b47850').png().toBuffer();
		const { bytes, changes } = await ready(withChunks(given, ['cICP', Buffer.from([primaries, 13, 0, 1])]));
		expect(changes).toEqual([OWN]);
		const [red, green, blue] = await pixelAt(bytes, 0.5, 0.5);
		expect(red).toBeGreaterThan(0xb4 + 2);
		expect(Math.abs(green! - 0x78)).toBeLessThan(12);
		expect(blue).toBeLessThan(0x50);
	});

	test('an AVIF in Display P3 without a profile', async () => {
		const plain = await flat('#b47850').avif({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer();
		const { bytes, changes } = await ready(withColr(plain, nclx(12, 13)));
		expect(changes).toEqual(['converted from avif', 'colors converted from its color profile to sRGB']);
		expect((await pixelAt(bytes, 0.5, 0.5))[0]).toBeGreaterThan(0xb4 + 2);
	});

	test('a HEIC in BT.2020 that is not HDR', async () => {
		const { changes } = await ready(withColr(corpus('heic.heic'), nclx(9, 14)));
		expect(changes).toEqual(['converted from heic', 'colors converted from its color profile to sRGB']);
	});

	test.each<[string, ReadonlyArray<readonly [string, Buffer]>]>([
		['the usual gamma', [gAMA(2.2)]],
		['the usual gamma, as Photoshop rounds it', [gAMA(2.2222)]],
		['the usual gamma and chromaticities', [gAMA(2.2), cHRM(...SRGB_POINTS)]],
		['an sRGB mark beside another gamma', [['sRGB', Buffer.from([0])], gAMA(1)]],
		['sRGB by number beside another gamma', [['cICP', Buffer.from([1, 13, 0, 1])], gAMA(1)]],
		['numbers that stand for nothing known', [['cICP', Buffer.from([2, 2, 0, 1])]]],
		['gamma 0', [['gAMA', Buffer.alloc(4)]]],
		['gamma of a thousand', [gAMA(1000)]],
		['gamma cut short', [['gAMA', Buffer.from([1])]]],
		['chromaticities without any colour', [cHRM(...Array<number>(8).fill(0.33))]],
		['chromaticities of zero', [cHRM(...Array<number>(8).fill(0))]],
	])('%s: passes byte for byte', async (_, chunks) => {
		const png = withChunks(await drawn(320, 310).png().toBuffer(), ...chunks);
		const { bytes, changes } = await ready(png);
		expect(changes).toEqual([]);
		expect(bytes.equals(png)).toBe(true);
	});

	test('a profile goes before gamma', async () => {
		const png = await flat('#376ec8').withIccProfile('srgb').png().toBuffer();
		const { changes } = await ready(withChunks(png, gAMA(1)));
		expect(changes).toEqual([]);
	});
});
