// What a picture looks like afterwards, against pictures that are made here without the code under test.
import sharp from 'sharp';
import { Err } from '../../../nodes/shared/errors';
import { imageLimits } from '../../../nodes/shared/backends/media-limits';
import { defaultFitting, prepare, type Fitting, type Prepared } from '../../../nodes/shared/media/prepare-image';
import { corpus } from './corpus';

const limits = imageLimits.klingLegacy;

async function prepared(bytes: Buffer, fitting: Partial<Fitting> = {}, like?: { width: number; height: number }) {
	const outcome = await prepare('First Frame', bytes, limits, { ...defaultFitting, ...fitting }, like);
	if (outcome instanceof Err) throw new Error(outcome.failure.message);
	return outcome;
}

/** Pixels scaled down to 60 columns: what an eye sees at a glance. */
async function glance(bytes: Buffer): Promise<Buffer> {
	return await sharp(bytes)
		.flatten()
		.toColourspace('srgb')
		.resize(60, 40, { fit: 'fill' })
		.removeAlpha()
		.raw()
		.toBuffer();
}

/** Mean difference of a channel, 0 to 255. */
async function difference(one: Buffer, other: Buffer): Promise<number> {
	const [a, b] = [await glance(one), await glance(other)];
	return a.reduce((sum, value, at) => sum + Math.abs(value - b[at]!), 0) / a.length;
}

const rectangle = (width: number, height: number, background: string) => ({
	create: { width, height, channels: 3 as const, background },
});

const COLOURS = ['#f01414', '#14a014', '#1414f0', '#808080'];

/** The four quarters and the white dot that make-corpus.sh draws, drawn once more. */
async function quarters(width: number, height: number, colours = COLOURS): Promise<Buffer> {
	const [w, h, d] = [width / 2, height / 2, Math.round(height / 8)];
	const part = async (background: string) =>
		await sharp(rectangle(w, h, background))
			.png()
			.toBuffer();
	const dot = Buffer.from(
		`<svg width="${d * 2}" height="${d * 2}"><circle cx="50%" cy="50%" r="50%" fill="#fff"/></svg>`,
	);
	return await sharp(rectangle(width, height, colours[3]!))
		.composite([
			{ input: await part(colours[0]!), left: 0, top: 0 },
			{ input: await part(colours[1]!), left: w, top: 0 },
			{ input: await part(colours[2]!), left: 0, top: h },
			{ input: dot, left: w - d, top: h - d },
		])
		.removeAlpha()
		.png()
		.toBuffer();
}

/** On white, as transparent as it is far to the right. */
async function faded(): Promise<Buffer> {
	const { data } = await sharp(await quarters(480, 320))
		.raw()
		.toBuffer({ resolveWithObject: true });
	const pixels = data.map((value, at) => {
		const alpha = (Math.floor(at / 3) % 480) / 480;
		return Math.round(value * alpha + 255 * (1 - alpha));
	});
	return await sharp(pixels, { raw: { width: 480, height: 320, channels: 3 } })
		.png()
		.toBuffer();
}

test.each<[string, number]>([
	// Without a profile nobody knows the press that was meant; red must be red and blue blue, though no press has this blue.
	['jpeg-cmyk.jpg', 30],
	['tiff-cmyk.tiff', 30],
	['png-adobe-rgb.png', 4],
	['jpeg-exif-2.jpg', 2],
	['jpeg-exif-3.jpg', 2],
	['jpeg-exif-4.jpg', 2],
	['jpeg-exif-5.jpg', 2],
	['jpeg-exif-6.jpg', 2],
	['jpeg-exif-7.jpg', 2],
	['jpeg-exif-8.jpg', 2],
	['jpeg-arithmetic.jpg', 2],
	['png-palette.png', 3],
	['gif-still.gif', 3],
	['gif-animated.gif', 3],
	['webp-lossy.webp', 3],
	['webp-lossless.webp', 1],
	['webp-animated.webp', 3],
	['avif.avif', 3],
	['tiff-lzw.tiff', 1],
	['tiff-pages.tiff', 1],
	['heic.heic', 3],
	['bmp-24.bmp', 3],
	['bmp-8.bmp', 4],
	['bmp-rle8.bmp', 4],
	['bmp-16.bmp', 6],
	['bmp-565.bmp', 6],
	['svg-plain.svg', 2],
])('%s looks as it was drawn', async (name, most) => {
	const upright = name === 'png-adobe-rgb.png' ? await quarters(320, 480) : await quarters(480, 320);
	expect(await difference((await prepared(corpus(name))).bytes, upright)).toBeLessThan(most);
});

test('a heic that is turned by its own property comes out as it is meant, not turned twice', async () => {
	// The encoder wrote the pixels of the turned jpeg and its EXIF; HEIC decoders go by the property alone.
	const { bytes, width, height } = await prepared(corpus('heic-turned.heic'));
	const { width: w, height: h } = await sharp(corpus('jpeg-exif-6.jpg')).metadata();
	expect([width, height]).toEqual([w, h]);
	const stored = await sharp(corpus('jpeg-exif-6.jpg'), { autoOrient: false }).png().toBuffer();
	expect(await difference(bytes, stored)).toBeLessThan(4);
});

describe('colour profiles', () => {
	const wide = async (profile: string, colour: string) =>
		await sharp(rectangle(400, 320, colour))
			.withIccProfile(profile)
			.webp({ lossless: true })
			.toBuffer();

	test.each(['#c83c28', '#28b450', '#3c50dc', '#808080', '#f0c8a0'])(
		'Display P3 comes back as the sRGB %s',
		async (colour) => {
			const plain = await sharp(rectangle(400, 320, colour))
				.png()
				.toBuffer();
			const p3 = await wide('p3', colour);
			const { bytes, changes } = await prepared(p3);
			expect(changes).toEqual(['converted from webp', 'colors converted from its color profile to sRGB']);
			expect(await difference(bytes, plain)).toBeLessThan(2);
			// It would not, were the profile ignored.
			const ignored = await sharp(p3, { ignoreIcc: true }).png().toBuffer();
			if (colour !== '#808080') expect(await difference(ignored, plain)).toBeGreaterThan(3);
		},
	);

	test('the profile of a press is honoured', async () => {
		// As ImageMagick shows the same file by the same profile.
		const shown = await quarters(480, 320, ['#ee422c', '#56a033', '#5f4ff0', '#818181']);
		expect(await difference((await prepared(corpus('jpeg-cmyk-profile.jpg'))).bytes, shown)).toBeLessThan(6);
	});

	test('Adobe RGB inside a heic is honoured', async () => {
		const upright = await quarters(320, 480);
		expect(await difference((await prepared(corpus('heic-adobe-rgb.heic'))).bytes, upright)).toBeLessThan(6);
	});

	test('grey stays grey', async () => {
		const grey = await sharp(rectangle(200, 200, '#777'))
			.greyscale()
			.jpeg()
			.toBuffer();
		const { bytes } = await prepared(grey);
		const [red, green, blue] = await sharp(bytes).raw().toBuffer();
		expect(Math.max(red!, green!, blue!) - Math.min(red!, green!, blue!)).toBeLessThanOrEqual(1);
	});
});

describe('transparency', () => {
	test.each(['png-alpha.png', 'webp-alpha.webp', 'heic-alpha.heic'])('%s fades to white', async (name) => {
		expect(await difference((await prepared(corpus(name))).bytes, await faded())).toBeLessThan(4);
	});

	test('lies on the colour of choice', async () => {
		const { bytes, changes } = await prepared(corpus('svg-clear.svg'), { background: '#102030' });
		expect(changes).toContain('transparency filled with #102030');
		expect([...(await sharp(bytes).raw().toBuffer()).subarray(0, 3)]).toEqual([0x10, 0x20, 0x30]);
	});
});

describe('a picture that is too wide', () => {
	const wide = async () => await quarters(1200, 304);

	/** The picture over the bars, as anybody would build it. */
	async function bars(background: Buffer): Promise<Buffer> {
		return await sharp(background)
			.composite([{ input: await wide(), left: 0, top: 88 }])
			.png()
			.toBuffer();
	}

	test('is padded with its own blurred content', async () => {
		const blurred = await sharp(await wide())
			.resize(1200, 480, { fit: 'cover' })
			.blur(60)
			.png()
			.toBuffer();
		const { bytes, ...about } = await prepared(await wide());
		expect(about).toEqual({ format: 'png', width: 1200, height: 480, changes: ['padded from 3.95:1 to 2.50:1'] });
		expect(await difference(bytes, await bars(blurred))).toBeLessThan(4);
		// The picture itself is untouched, to the pixel.
		const inside = await sharp(bytes).extract({ left: 0, top: 88, width: 1200, height: 304 }).raw().toBuffer();
		expect(
			inside.equals(
				await sharp(await wide())
					.removeAlpha()
					.raw()
					.toBuffer(),
			),
		).toBe(true);
	});

	test('is padded with a colour', async () => {
		const plain = await sharp(rectangle(1200, 480, '#204060'))
			.png()
			.toBuffer();
		const { bytes, changes } = await prepared(await wide(), { shape: 'padColour', background: '#204060' });
		expect(changes).toEqual(['padded from 3.95:1 to 2.50:1']);
		expect(await difference(bytes, await bars(plain))).toBeLessThan(0.5);
	});

	test('is cropped to what draws the eye', async () => {
		const dot = Buffer.from('<svg width="200" height="200"><circle cx="100" cy="100" r="95" fill="#e02020"/></svg>');
		const scene = async (left: number) =>
			await sharp(rectangle(1600, 400, '#9aa0a6'))
				.composite([{ input: dot, left, top: 100 }])
				.removeAlpha()
				.png()
				.toBuffer();
		for (const left of [60, 1340]) {
			const { bytes, ...about } = await prepared(await scene(left), { shape: 'crop' });
			expect(about).toEqual({ format: 'png', width: 1000, height: 400, changes: ['cropped from 4.00:1 to 2.50:1'] });
			const { channels } = await sharp(bytes).stats();
			// The whole red dot is there: 28 000 of 400 000 pixels.
			expect(channels[0]!.mean - channels[1]!.mean).toBeGreaterThan(7);
		}
	});

	test('is refused where the user wants that', async () => {
		const outcome = await prepare('First Frame', await wide(), limits, { ...defaultFitting, shape: 'refuse' });
		expect(outcome).toBeInstanceOf(Err);
		expect((outcome as Err).failure.message).toBe(
			"'First Frame' is too wide: 1200 x 304 pixels. The width can be at most 2.5 times the height",
		);
	});
});

describe('a last frame that is to be like the first', () => {
	const like = { width: 800, height: 600 };

	test.each<[string, Fitting['shape'], [number, number], string[]]>([
		['the same already', 'padBlur', [800, 600], []],
		['half its size', 'refuse', [400, 300], ['scaled up from 400 x 300 to 800 x 600']],
		['twice its size', 'refuse', [1600, 1200], ['scaled down from 1600 x 1200 to 800 x 600']],
		['wider', 'padBlur', [1600, 896], ['padded from 1.79:1 to 1.33:1', 'scaled down from 1600 x 896 to 800 x 448']],
		[
			'wider, cropped',
			'crop',
			[1600, 896],
			['cropped from 1.79:1 to 1.33:1', 'scaled down from 1194 x 896 to 800 x 600'],
		],
		['taller', 'padColour', [600, 900], ['padded from 1:1.50 to 1.33:1', 'scaled down from 600 x 900 to 400 x 600']],
	])('%s (%s)', async (_, shape, [width, height], changes) => {
		const result: Prepared = await prepared(await quarters(width, height), { shape }, like);
		expect(result).toMatchObject({ ...like, changes });
		expect(await sharp(result.bytes).metadata()).toMatchObject(like);
	});

	test('is refused with both sizes where the user wants that', async () => {
		const other = await quarters(1600, 896);
		const outcome = await prepare('Last Frame', other, limits, { ...defaultFitting, shape: 'refuse' }, like);
		expect((outcome as Err).failure.message).toBe(
			"'Last Frame' is 1600 x 896 pixels, but the first frame is 800 x 600",
		);
	});
});
