// Any picture becomes what a backend takes; what is fine already is not touched.
import sharp from 'sharp';
import { colours, drawn, pixelAt, quadrants, stored } from '../../support/images';
import { facts, ready } from '../../support/prepare-image';

test.each<[string, () => Promise<Buffer>, 'jpeg' | 'png']>([
	['a jpeg', async () => await drawn().jpeg().toBuffer(), 'jpeg'],
	['a progressive jpeg', async () => await drawn().jpeg({ progressive: true }).toBuffer(), 'jpeg'],
	['a jpeg with full colour', async () => await drawn().jpeg({ chromaSubsampling: '4:4:4' }).toBuffer(), 'jpeg'],
	[
		'a jpeg that says it is upright',
		async () => await drawn().withMetadata({ orientation: 1 }).jpeg().toBuffer(),
		'jpeg',
	],
	['a grey jpeg', async () => await drawn().greyscale().jpeg().toBuffer(), 'jpeg'],
	['a png', async () => await drawn().png().toBuffer(), 'png'],
	['an interlaced png', async () => await drawn().png({ progressive: true }).toBuffer(), 'png'],
	['a grey png', async () => await drawn().greyscale().png().toBuffer(), 'png'],
	['the smallest picture that is taken', async () => await drawn(300, 300).png().toBuffer(), 'png'],
	['the widest', async () => await drawn(1000, 400).png().toBuffer(), 'png'],
	['the tallest', async () => await drawn(400, 1000).png().toBuffer(), 'png'],
])('%s passes byte for byte', async (_, make, format) => {
	const bytes = await make();
	const prepared = await ready(bytes);
	const { width, height } = await sharp(bytes).metadata();
	expect(prepared).toEqual({ bytes, format, width, height, changes: [] });
	expect(prepared.bytes.equals(bytes)).toBe(true);
});

test.each<[string, () => Promise<Buffer>, 'jpeg' | 'png', string[]]>([
	['webp', async () => await drawn().webp().toBuffer(), 'jpeg', ['converted from webp']],
	['gif', async () => await drawn().gif().toBuffer(), 'png', ['converted from gif']],
	['avif', async () => await drawn().avif().toBuffer(), 'jpeg', ['converted from avif']],
	['tiff', async () => await drawn().tiff().toBuffer(), 'jpeg', ['converted from tiff']],
	[
		'svg',
		() =>
			Promise.resolve(
				Buffer.from(
					'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><rect width="400" height="400" fill="#f00"/></svg>',
				),
			),
		'png',
		['converted from svg', 'rendered at 1080 x 1080'],
	],
	[
		'a png with a palette',
		async () => await drawn().png({ palette: true }).toBuffer(),
		'png',
		['color palette converted to full color'],
	],
	[
		'a png with 16 bits',
		async () => await drawn().toColourspace('rgb16').png().toBuffer(),
		'png',
		['colors reduced to 8 bits'],
	],
	[
		'a jpeg in CMYK',
		async () => await drawn().toColourspace('cmyk').jpeg().toBuffer(),
		'jpeg',
		['colors converted from CMYK to sRGB'],
	],
	[
		'a png with an unused alpha channel',
		async () => await drawn().ensureAlpha().png().toBuffer(),
		'png',
		['unused transparency removed'],
	],
])('%s is converted, told and shows the same', async (_, make, format, changes) => {
	const prepared = await ready(await make());
	expect({
		format: prepared.format,
		changes: prepared.changes.filter((change) => !/alpha|transparent/.test(change) || changes.includes(change)),
	}).toEqual({ format, changes });
	const { width, height, channels, depth, hasAlpha, space } = await facts(prepared.bytes);
	expect({ channels, depth, hasAlpha, space }).toEqual({ channels: 3, depth: 'uchar', hasAlpha: false, space: 'srgb' });
	expect(width! / height!).toBeCloseTo(width === height ? 1 : 4 / 3, 2);
	const [red, green, blue] = await pixelAt(prepared.bytes, 0.25, 0.25);
	expect(red).toBeGreaterThan(200);
	expect(Math.max(green!, blue!)).toBeLessThan(80);
});

describe.each(['png', 'jpeg'] as const)('a %s with EXIF orientation', (format) => {
	test.each([1, 2, 3, 4, 5, 6, 7, 8])(
		'%i comes out upright, every corner where it belongs, and without the mark',
		async (orientation) => {
			const { bytes, changes } = await ready(await stored(orientation, format));
			expect(changes).toEqual(orientation === 1 ? [] : ['rotated upright']);
			const meta = await sharp(bytes).metadata();
			expect([meta.width, meta.height, meta.orientation ?? 1]).toEqual([480, 320, 1]);
			for (const [x, y, colour] of quadrants) {
				const found = await pixelAt(bytes, x, y);
				colours[colour].forEach((channel, index) => expect(Math.abs(found[index]! - channel)).toBeLessThan(12));
			}
		},
	);
});

test('what is wide on its side counts as tall: limits hold for the picture as it is seen', async () => {
	const onItsSide = await drawn(1100, 400).withMetadata({ orientation: 6 }).jpeg().toBuffer();
	expect(await ready(onItsSide)).toMatchObject({
		width: 440,
		height: 1100,
		changes: ['rotated upright', 'padded from 1:2.75 to 1:2.50'],
	});
});

describe('transparency', () => {
	const glass = (alpha: number) =>
		sharp({ create: { width: 400, height: 400, channels: 4, background: { r: 255, g: 0, b: 0, alpha } } });

	test.each<[string, () => Promise<Buffer>, number[]]>([
		['nothing at all becomes white', async () => await glass(0).png().toBuffer(), [255, 255, 255]],
		['half a red becomes pink', async () => await glass(0.5).png().toBuffer(), [255, 127, 127]],
		['in webp', async () => await glass(0).webp({ lossless: true }).toBuffer(), [255, 255, 255]],
		['in grey', async () => await glass(0).greyscale().png().toBuffer(), [255, 255, 255]],
		['with 16 bits', async () => await glass(0).toColourspace('rgb16').png().toBuffer(), [255, 255, 255]],
		['in a palette', async () => await glass(0).png({ palette: true }).toBuffer(), [255, 255, 255]],
	])('%s', async (_, make, expected) => {
		const { bytes, changes } = await ready(await make());
		expect(changes).toContain('transparency filled with white');
		expect((await facts(bytes)).hasAlpha).toBe(false);
		(await pixelAt(bytes, 0.5, 0.5)).forEach((channel, index) =>
			expect(Math.abs(channel - expected[index]!)).toBeLessThan(3),
		);
	});
});

test('of a moving picture the first frame is used', async () => {
	const frames = Buffer.concat([
		Buffer.alloc(400 * 400 * 3, Buffer.from([255, 0, 0])),
		Buffer.alloc(400 * 400 * 3, Buffer.from([0, 0, 255])),
	]);
	const moving = await sharp(frames, { raw: { width: 400, height: 800, channels: 3, pageHeight: 400 } })
		.gif({ loop: 0, delay: [100, 100] })
		.toBuffer();
	const { bytes, changes } = await ready(moving);
	expect(changes).toEqual(expect.arrayContaining(['converted from gif', 'only the first frame used']));
	expect((await sharp(bytes).metadata()).height).toBe(400);
	const [red, , blue] = await pixelAt(bytes, 0.5, 0.5);
	expect([red! > 240, blue! < 15]).toEqual([true, true]);
});

test('same bytes in, same bytes out', async () => {
	const sources = [
		await stored(6, 'jpeg'),
		await drawn().webp().toBuffer(),
		await drawn().ensureAlpha(0.5).png().toBuffer(),
	];
	for (const source of sources) expect((await ready(source)).bytes.equals((await ready(source)).bytes)).toBe(true);
});

test('what comes out needs no second preparation', async () => {
	const sources = [
		await stored(5, 'png'),
		await drawn().webp().toBuffer(),
		await drawn().gif().toBuffer(),
		await drawn().toColourspace('cmyk').jpeg().toBuffer(),
	];
	for (const source of sources) expect((await ready((await ready(source)).bytes)).changes).toEqual([]);
});
