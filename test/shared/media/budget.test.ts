// H5, H6: what pictures may take of this process, and how a host lowers it.
import { mediaBudget, mostPixelsOf, workOf, type Decoding } from '../../../nodes/shared/media/budget';
import { Allowance } from '../../../nodes/shared/media/kept-bytes';
import { memoryFor } from '../../../nodes/shared/media/picture-work';
import { corpus } from './corpus';

const KINDS: readonly Decoding[] = [
	'jpeg',
	'png',
	'tiff',
	'webp',
	'gif',
	'progressive',
	'avif',
	'heic',
	'bmp',
	'cgbi',
	'svg',
	'hdr',
];

test('H5: without variables there is room for a host of 2 GB', () => {
	const { maxPixels, working, travelling, kept } = mediaBudget({});
	expect({ maxPixels, sum: Math.round(working + travelling + kept) }).toEqual({ maxPixels: 150e6, sum: 960e6 });
});

test.each([
	['60', 60e6],
	['400', 150e6],
	['0', 150e6],
	['-1', 150e6],
	['many', 150e6],
	[undefined, 150e6],
])('H5: KLING_VIDEO_MAX_MEGAPIXELS=%s', (value, wanted) => {
	expect(mediaBudget({ KLING_VIDEO_MAX_MEGAPIXELS: value }).maxPixels).toBe(wanted);
});

test.each([
	['300', 300e6],
	['5000', 960e6],
	['1', 64e6],
	['x', 960e6],
])('H6: KLING_VIDEO_MEDIA_MEMORY_MB=%s', (value, wanted) => {
	const { working, travelling, kept } = mediaBudget({ KLING_VIDEO_MEDIA_MEMORY_MB: value });
	expect(Math.round(working + travelling + kept)).toBe(wanted);
});

test.each(KINDS)('H5: the largest %s that is read fits into the memory for it, whatever that is', (how) => {
	for (const megabytes of ['64', '200', '500', '960']) {
		const bounds = mediaBudget({ KLING_VIDEO_MEDIA_MEMORY_MB: megabytes });
		expect(workOf(how, mostPixelsOf(how, bounds))).toBeLessThanOrEqual(bounds.working);
	}
	expect(mostPixelsOf(how, mediaBudget({ KLING_VIDEO_MAX_MEGAPIXELS: '10' }))).toBeLessThanOrEqual(10e6);
});

test('H5: photos of common phones are read: 108 megapixels of jpeg, 48 of HEIC', () => {
	expect(mostPixelsOf('jpeg', mediaBudget({}))).toBeGreaterThan(108e6);
	expect(mostPixelsOf('heic', mediaBudget({}))).toBeGreaterThan(48.8e6);
});

test.each([
	['bmp-24.bmp', 'bmp', 96 * 64],
	['jpeg-baseline.jpg', 'jpeg', undefined],
	['heic.heic', 'heic', undefined],
	['gif-still.gif', 'gif', undefined],
] as const)('H5: %s says itself how much it takes', async (name, how, pixels) => {
	const needed = await memoryFor(corpus(name));
	expect(needed).toBeGreaterThan(0);
	if (pixels) expect(needed).toBe(workOf(how, pixels));
});

test('H5: claims of a header are believed before anything is decoded', async () => {
	const bmp = corpus('bmp-rle8.bmp');
	bmp.writeInt32LE(8_000, 18);
	bmp.writeInt32LE(-8_000, 22);
	expect(await memoryFor(bmp)).toBe(workOf('bmp', 64e6));
	expect(await memoryFor(Buffer.from('no picture'))).toBe(0);
	expect(await memoryFor(Buffer.from('BM'))).toBe(0);
});

test('what is kept is given back', () => {
	const room = new Allowance(10);
	expect([room.take(6), room.take(6), room.take(4), room.take(1)]).toEqual([true, false, true, false]);
	room.giveBack(6);
	expect(room.take(6)).toBe(true);
});
