// What the first bytes of a picture tell is what the whole picture is.
import sharp from 'sharp';
import { pictureHeader } from '../../../nodes/shared/media/exif';
import { drawn, heic, stored } from '../../support/images';

test.each<[string, () => Promise<Buffer>, object]>([
	['a jpeg', async () => await drawn(640, 480).jpeg().toBuffer(), { format: 'jpeg', width: 640, height: 480 }],
	[
		'a progressive jpeg',
		async () => await drawn(320, 500).jpeg({ progressive: true }).toBuffer(),
		{ format: 'jpeg', width: 320, height: 500 },
	],
	[
		'a jpeg that is turned, as it is stored',
		async () => await stored(6, 'jpeg'),
		{ format: 'jpeg', width: 320, height: 480 },
	],
	[
		'a jpeg with a colour profile',
		async () => await drawn(301, 402).withIccProfile('p3').jpeg().toBuffer(),
		{ format: 'jpeg', width: 301, height: 402 },
	],
	['a png', async () => await drawn(640, 480).png().toBuffer(), { format: 'png', width: 640, height: 480 }],
	['a webp', async () => await drawn().webp().toBuffer(), { format: 'webp' }],
	['a gif', async () => await drawn().gif().toBuffer(), { format: 'gif' }],
	['an avif', async () => await drawn(64, 64).avif().toBuffer(), { format: 'avif' }],
	['a tiff', async () => await drawn().tiff().toBuffer(), { format: 'tiff' }],
	['a heic', () => Promise.resolve(heic()), { format: 'heic' }],
	[
		'an svg',
		() => Promise.resolve(Buffer.from('<?xml version="1.0"?>\n<svg width="1" height="1"/>')),
		{ format: 'svg' },
	],
])('%s', async (_, make, header) => {
	expect(pictureHeader(await make())).toEqual(header);
});

test.each<[string, Buffer]>([
	['nothing', Buffer.alloc(0)],
	['a web page', Buffer.from('<!doctype html><html></html>')],
	['JSON', Buffer.from('{"a":1}')],
	['zeros', Buffer.alloc(100)],
])('%s is no picture', (_, bytes) => expect(pictureHeader(bytes)).toBeUndefined());

test('a header that is cut anywhere never throws and never tells wrong sides', async () => {
	for (const make of [drawn(640, 480).jpeg(), drawn(640, 480).png()]) {
		const bytes = await make.toBuffer();
		for (let end = 0; end < Math.min(bytes.length, 2_000); end++) {
			const header = pictureHeader(bytes.subarray(0, end));
			if (header?.width !== undefined) expect(header).toMatchObject({ width: 640, height: 480 });
		}
	}
	expect((await sharp(await drawn().jpeg().toBuffer()).metadata()).width).toBe(640);
});

test('rubbish behind a jpeg mark ends the search', () => {
	for (let seed = 0; seed < 200; seed++) {
		const malformed = Buffer.from(Array.from({ length: 60 }, (_, index) => (index * 37 + seed * 101) % 256));
		expect(pictureHeader(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), malformed]))?.format).toBe('jpeg');
	}
	expect(pictureHeader(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, ...Array<number>(50).fill(0)]))).toEqual({
		format: 'jpeg',
	});
});
