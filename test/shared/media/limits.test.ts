// Pictures beyond a limit are made to fit, mended, or refused in a sentence that says what to do.
import sharp from 'sharp';
import { imageLimits } from '../../../nodes/shared/backends/media-limits';
import { drawn, heic, HUFFMAN, noise, segments, withJunk, withoutTables } from '../../support/images';
import { facts, limits, ready, refused } from '../../support/prepare-image';

describe('a file that is too large', () => {
	test.each<[string, number, () => Promise<Buffer>]>([
		['loses quality first', 400_000, async () => await noise(900, 700).jpeg({ quality: 100 }).toBuffer()],
		['then size', 60_000, async () => await noise(1600, 1200).jpeg({ quality: 100 }).toBuffer()],
		['a png becomes a jpeg where that is needed', 500_000, async () => await noise(900, 700).png().toBuffer()],
	])('%s and comes out under the limit', async (_, maxBytes, make) => {
		const bytes = await make();
		expect(bytes.length).toBeGreaterThan(maxBytes);
		const prepared = await ready(bytes, { ...limits, maxBytes });
		expect(prepared.bytes.length).toBeLessThanOrEqual(maxBytes);
		expect(prepared.format).toBe('jpeg');
		expect(prepared.changes.join()).toContain(`compressed to less than ${maxBytes / 1e6} MB`);
		const { width, height } = await facts(prepared.bytes);
		expect(Math.min(width!, height!)).toBeGreaterThanOrEqual(limits.minSide);
	});

	test('is told of even where careful encoding is all it takes', async () => {
		const bytes = await noise(900, 700).jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer();
		const maxBytes = bytes.length - 1;
		expect(await ready(bytes, { ...limits, maxBytes })).toMatchObject({
			format: 'jpeg',
			changes: [`compressed to less than ${maxBytes / 1e6} MB (JPEG quality 95)`],
		});
		const png = await drawn(900, 700).png({ compressionLevel: 0 }).toBuffer();
		expect(await ready(png, { ...limits, maxBytes: Math.round(png.length / 1.1) })).toMatchObject({
			format: 'png',
			changes: [expect.stringMatching(/^compressed to less than .* MB \(PNG\)$/)],
		});
	});

	test('is refused with the limit where nothing helps', async () => {
		const bytes = await noise(1600, 1200).png().toBuffer();
		expect((await refused(bytes, { ...limits, maxBytes: 2_000 })).message).toBe(
			"'First Frame' could not be compressed to less than 0.002 MB",
		);
	});

	test('pixels beyond the longest side are scaled down', async () => {
		const { bytes, changes } = await ready(await drawn(1000, 500).png().toBuffer(), { ...limits, maxSide: 800 });
		expect(changes).toEqual(['scaled down from 1000 x 500 to 800 x 400']);
		expect(await sharp(bytes).metadata()).toMatchObject({ width: 800, height: 400 });
	});
});

test.each<[string, () => Promise<Buffer>, RegExp]>([
	[
		'tiny',
		async () => await drawn(63, 400).png().toBuffer(),
		/^'First Frame' is too small: 63 x 400 pixels\. Width and height must be at least 64, so that the image can be scaled up to the 300 that the backend requires$/,
	],
	['nothing', () => Promise.resolve(Buffer.alloc(0)), /^'First Frame' is an empty file$/],
	[
		'a web page',
		() => Promise.resolve(Buffer.from('\n <!DOCTYPE html><html><body>Not found</body></html>')),
		/^'First Frame' is a web page, not an image$/,
	],
	[
		'JSON',
		() => Promise.resolve(Buffer.from('{"error":"no such file"}')),
		/^'First Frame' is JSON text, not an image$/,
	],
	['words', () => Promise.resolve(Buffer.from('Access denied')), /^'First Frame' is not a supported image$/],
	[
		'a video',
		() => Promise.resolve(Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1')),
		/^'First Frame' is a video, not an image$/,
	],
	[
		'the start of a HEIC file',
		() => Promise.resolve(Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')),
		/^'First Frame' is a HEIC image that is incomplete or damaged$/,
	],
	[
		'a HEIC file without real pixels',
		() => Promise.resolve(heic()),
		/^'First Frame' is a HEIC image that is incomplete or damaged$/,
	],
	[
		'the head of a jpeg',
		async () => (await drawn().jpeg().toBuffer()).subarray(0, 60),
		/^'First Frame' is incomplete or damaged/,
	],
])('%s is refused in a sentence that says what to do', async (_, make, message) => {
	const failure = await refused(await make());
	expect(failure.message).toMatch(message);
	expect(failure).toMatchObject({ kind: 'input', nextStep: expect.stringMatching(/\S/) });
});

test('PiAPI wants more than 300 pixels', async () => {
	expect(await ready(await drawn(300, 300).png().toBuffer(), imageLimits.piapi)).toMatchObject({
		width: 301,
		height: 301,
		changes: ['scaled up from 300 x 300 to 301 x 301'],
	});
	expect((await ready(await drawn(301, 301).png().toBuffer(), imageLimits.piapi)).changes).toEqual([]);
});

test.each([0.3, 0.5, 0.9])(
	'a jpeg of which only %d arrived is refused: half a picture would be paid for',
	async (share) => {
		const whole = await noise(640, 480).jpeg({ quality: 90 }).toBuffer();
		const { message, nextStep } = await refused(whole.subarray(0, Math.floor(whole.length * share)));
		expect(message).toBe("'First Frame' is incomplete or damaged: the jpeg could not be fully decoded");
		expect(nextStep).toMatch(/again/);
	},
);

test.each<[string, () => Promise<Buffer>, string]>([
	[
		'with bytes that do not belong there',
		async () => withJunk(await drawn().jpeg().toBuffer()),
		'repaired: 4 bytes of unknown data removed',
	],
	[
		'with a segment that says it is shorter than its own length',
		async () => withJunk(await drawn().jpeg().toBuffer(), [0xff, 0xe0, 0, 1]),
		'repaired: 4 bytes of unknown data removed',
	],
	[
		'a frame of motion JPEG, without Huffman tables',
		async () => withoutTables(await drawn().jpeg({ optimiseCoding: false }).toBuffer()),
		'repaired, because the file was slightly damaged',
	],
])('a jpeg that only patient decoders take is repaired, so that strict ones do: %s', async (_, make, change) => {
	const { bytes, format, changes } = await ready(await make());
	expect({ format, changes }).toEqual({ format: 'jpeg', changes: [change] });
	expect(await facts(bytes)).toMatchObject({ width: 640, height: 480 });
	expect(segments(bytes)).toContain(HUFFMAN);
});
