// Files that public reports describe (A2, A11 to A23 of the list of cases), as people really have them, and their relatives.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { Err } from '../../../nodes/shared/errors';
import { pictureHeader } from '../../../nodes/shared/media/exif';
import { kindOfBytes } from '../../../nodes/shared/media/item-files';
import { decodeBase64 } from '../../../nodes/shared/media/media-source';
import { unpackFile } from '../../../nodes/shared/media/packed-file';
import { cgbi } from '../../support/cgbi';
import { drawn, pixelAt } from '../../support/images';
import { ready, refused } from '../../support/prepare-image';
import { corpus } from './corpus';

const FOLDER = join(__dirname, 'cases');
const reported = (name: string) => readFileSync(join(FOLDER, name));

/** The quarters of the reported files, and how far a lossy format may be from them. */
const QUARTERS = [
	[0.25, 0.25, 0xdc, 0x1f, 0x20],
	[0.75, 0.25, 0x20, 0xc8, 0x28],
	[0.25, 0.75, 0x1f, 0x32, 0xda],
	[0.75, 0.75, 0xf0, 0xf0, 0xf0],
] as const;

async function expectQuarters(bytes: Buffer, most = 8): Promise<void> {
	for (const [x, y, ...colour] of QUARTERS) {
		const pixel = await pixelAt(bytes, x, y);
		pixel.forEach((value, channel) => expect(Math.abs(value - colour[channel]!)).toBeLessThanOrEqual(most));
	}
}

/** Each reported file, what becomes of it, and how far its colours may be off. */
const REPORTED: Readonly<
	Record<string, { readonly size: string; readonly changes: readonly string[]; readonly most?: number }>
> = {
	'samsung-sos-se0.jpg': { size: '800 x 600', changes: ['repaired: wrong values in its headers corrected'] },
	'n8n37612-convert-to-file.png': {
		size: '800 x 600',
		changes: ['repaired: restored from a data: URL that was decoded as base64'],
	},
	'cgbi.png': { size: '800 x 600', changes: ['converted from CgBI (Xcode) PNG'] },
	'cmyk-im.jpg': { size: '800 x 600', changes: ['colors converted from CMYK to sRGB'], most: 100 },
	'iphone-ios18-tmap.heic': {
		size: '600 x 800',
		changes: ['converted from heic', 'colors converted from its color profile to sRGB'],
	},
	'iphone-rot270-gainmap.heic': {
		size: '600 x 800',
		changes: ['converted from heic', 'colors converted from its color profile to sRGB'],
	},
	'motion.jpg': { size: '800 x 600', changes: ['repaired: 8308 bytes after the end of the image removed'] },
	'mpo.mpo': { size: '800 x 600', changes: ['repaired: 1643 bytes after the end of the image removed'] },
	'ultrahdr.jpg': { size: '800 x 600', changes: ['repaired: 1643 bytes after the end of the image removed'] },
	'or6.webp': { size: '600 x 800', changes: ['converted from webp', 'rotated upright'] },
	'or7.jpg': { size: '600 x 800', changes: ['rotated upright'] },
	'tiled-or6.tif': { size: '600 x 800', changes: ['converted from tiff', 'rotated upright'] },
};

describe('the reported files', () => {
	test.each(Object.keys(REPORTED))('A2, A11 to A18: %s is taken', async (name) => {
		const { size, changes, most } = REPORTED[name]!;
		const prepared = await ready(reported(name));
		expect({ size: `${prepared.width} x ${prepared.height}`, changes: prepared.changes }).toEqual({ size, changes });
		if (size === '800 x 600') await expectQuarters(prepared.bytes, most);
	});

	test('A19: a page that is called png is named as a page', async () => {
		expect((await refused(reported('html.png'))).message).toBe("'First Frame' is a web page, not an image");
	});

	test('each has its row', () => {
		expect(readdirSync(FOLDER).sort()).toEqual([...Object.keys(REPORTED), 'html.png', 'real-pq.heic'].sort());
	});
});

describe('A2: numbers in the headers of a jpeg that contradict what follows', () => {
	const at = (jpeg: Buffer, marker: number) => {
		const place = jpeg.indexOf(Buffer.from([0xff, marker]));
		if (place < 0) throw new Error(`no marker ${marker.toString(16)}`);
		return place;
	};
	const changed = (name: string, marker: number, offset: number, to: (byte: number) => number) => {
		const jpeg = corpus(name);
		const place = at(jpeg, marker) + offset;
		jpeg[place] = to(jpeg[place]!);
		return jpeg;
	};
	/** The scan's range of frequencies stands behind its components: 3 bytes at the end of its header. */
	const scan = (offset: number, to: number) => changed('jpeg-baseline.jpg', 0xda, 4 + 1 + 6 + offset, () => to);
	const longer = (marker: number, by: number) => changed('jpeg-baseline.jpg', marker, 3, (byte) => byte + by);

	test.each<[string, () => Buffer]>([
		['last frequency 0, as Samsung writes it', () => scan(1, 0)],
		['last frequency 62', () => scan(1, 62)],
		['last frequency 64', () => scan(1, 64)],
		['first frequency 1', () => scan(0, 1)],
		['a refinement', () => scan(2, 0x10)],
		['the scan header a byte too long', () => longer(0xda, 1)],
		['the scan header a byte too short', () => longer(0xda, -1)],
		['the frame header a byte too long', () => longer(0xc0, 1)],
		['the frame header a byte too short', () => longer(0xc0, -1)],
		['a quantization table a byte too long', () => longer(0xdb, 1)],
		['a quantization table a byte too short', () => longer(0xdb, -1)],
		['a Huffman table a byte too long', () => longer(0xc4, 1)],
		['a Huffman table a byte too short', () => longer(0xc4, -1)],
		['an application part a byte too long', () => longer(0xe0, 1)],
	])('%s: mended without touching a pixel', async (_, make) => {
		const jpeg = make();
		const before = Buffer.from(jpeg);
		const { bytes, changes } = await ready(jpeg);
		expect(changes).toEqual(['repaired: wrong values in its headers corrected']);
		expect(bytes.equals(corpus('jpeg-baseline.jpg'))).toBe(true);
		expect(jpeg.equals(before)).toBe(true);
	});

	test.each(['jpeg-progressive.jpg', 'jpeg-restarts.jpg', 'jpeg-422.jpg', 'jpeg-grey.jpg'])(
		'nothing is corrected in %s',
		async (name) => {
			expect((await ready(corpus(name))).bytes.equals(corpus(name))).toBe(true);
		},
	);
});

/** As Node decodes base64, whatever else stands in the text. */
const wronglyDecoded = (url: string) => Buffer.from(url, 'base64');

describe('A11: a data: URL that a step before decoded as base64', () => {
	const heads = [
		'data:image/png;base64,',
		'data:image/x-png;base64,',
		'data:image/vnd.mozilla.apng;base64,',
		'data:application/octet-stream;base64,',
		'data:;base64,',
		'data:image/png;name;base64,',
	];

	test.each(heads)('%s is taken apart, and not a bit is lost', async (head) => {
		const png = await drawn(320, 310).png().toBuffer();
		const spoilt = wronglyDecoded(head + png.toString('base64'));
		expect(spoilt.equals(png)).toBe(false);
		const { bytes, changes } = await ready(spoilt);
		expect(bytes.equals(png)).toBe(true);
		expect(changes).toEqual(['repaired: restored from a data: URL that was decoded as base64']);
	});

	test.each([0, 1, 2])('a jpeg with %i bytes more comes back to its last bit', async (more) => {
		const jpeg = await drawn(320, 310).jpeg().toBuffer();
		const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 2 + more]), Buffer.alloc(more, 0x20)]);
		const file = Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
		for (const head of ['data:image/jpeg;base64,', 'data:image/jpg;base64,', 'data:image/pjpeg;base64,']) {
			expect(unpackFile(wronglyDecoded(head + file.toString('base64')))?.bytes.equals(file)).toBe(true);
		}
	});

	test('a webp comes back', async () => {
		const webp = await drawn().webp({ lossless: true }).toBuffer();
		const { changes } = await ready(wronglyDecoded(`data:image/webp;base64,${webp.toString('base64')}`));
		expect(changes).toContain('converted from webp');
	});

	test('one of which decoding left nothing but the head is named', async () => {
		const { message } = await refused(wronglyDecoded('data:image/png;charset=utf-8;base64,iVBORw0KGgo='));
		expect(message).toBe("'First Frame' is a data: URL that was decoded as base64, which damaged it, not an image");
	});
});

describe('a file that holds a picture as text', () => {
	const png = async () => await drawn(320, 310).png().toBuffer();
	const asText: Readonly<Record<string, (base64: string) => Buffer | string>> = {
		'base64 text': (text) => text,
		'base64 text in lines': (text) => text.replace(/(.{76})/g, '$1\r\n'),
		'base64 text with a byte order mark': (text) => `\ufeff${text}`,
		'base64 text in UTF-16': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
		'base64 text, URL-safe': (text) => text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, ''),
		'base64 text in quotes, as JSON has it': (text) => JSON.stringify(text),
		'base64 text with escaped slashes, as PHP writes JSON': (text) => `"${text.replace(/\//g, '\\/')}"`,
		'base64 text of base64 text': (text) => Buffer.from(text).toString('base64'),
		'a data: URL': (text) => `data:image/png;base64,${text}`,
		'a data: URL in quotes': (text) => `"data:image/png;base64,${text}"`,
		'base64 text of a data: URL': (text) => Buffer.from(`data:image/png;base64,${text}`).toString('base64'),
	};

	test.each(Object.keys(asText))('%s is unpacked', async (name) => {
		const inner = await png();
		const text = asText[name]!(inner.toString('base64'));
		const { bytes, changes } = await ready(typeof text === 'string' ? Buffer.from(text) : text);
		expect(bytes.equals(inner)).toBe(true);
		expect(changes).toEqual([
			name.startsWith('a data: URL') ? 'repaired: extracted from a data: URL' : 'repaired: extracted from base64 text',
		]);
	});

	test('an svg in a data: URL that is not base64 is drawn', async () => {
		const drawing =
			'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><rect width="400" height="400" fill="#f00"/></svg>';
		const { changes } = await ready(Buffer.from(`data:image/svg+xml,${encodeURIComponent(drawing)}`));
		expect(changes).toEqual(['repaired: extracted from a data: URL', 'converted from svg', 'rendered at 1080 x 1080']);
	});

	test('bytes that were stored as letters come back', async () => {
		const inner = await png();
		const { bytes, changes } = await ready(Buffer.from(inner.toString('latin1'), 'utf8'));
		expect(bytes.equals(inner)).toBe(true);
		expect(changes).toEqual(['repaired: restored from bytes that were stored as text']);
	});

	test.each<[string, () => Promise<Buffer>, string]>([
		['png', async () => Buffer.from((await png()).toString('utf8'), 'utf8'), 'a file that was read as text'],
		[
			'jpeg',
			async () => Buffer.from((await drawn().jpeg().toBuffer()).toString('utf8'), 'utf8'),
			'a file that was read as text',
		],
		[
			'png, by FTP',
			async () => Buffer.from((await png()).toString('latin1').replace(/\r\n/g, '\n'), 'latin1'),
			'a PNG that was transferred as text',
		],
	])('a %s that was read as text is named as that', async (_, make, what) => {
		expect((await refused(await make())).message).toBe(`'First Frame' is ${what}, which damaged it, not an image`);
	});

	test.each<[string, string]>([
		['a long word', 'abcdefghijklmnopqrstuvwxyz'],
		['a token', 'eyJhbGciOiJIUzI1NiJ9abcdefghijk'],
		['base64 text of a letter', Buffer.from('Dear Sir or Madam, no picture is in here').toString('base64')],
		['a data: URL of a text', 'data:text/plain,hello%20world'],
		['an empty data: URL', 'data:,'],
		[
			'wrapped four times',
			[1, 2, 3, 4].reduce((text) => Buffer.from(text).toString('base64'), 'iVBORw0KGgoAAAANSUhEUgAA'),
		],
	])('%s is no picture', async (_, text) => {
		expect((await refused(Buffer.from(text))).message).toBe("'First Frame' is not a supported image");
	});

	test('10 MB of text that only begins as base64 take no more than a blink', () => {
		const bytes = Buffer.from(`${'QUJD'.repeat(2_500_000)}!`);
		const from = performance.now();
		expect(unpackFile(bytes)).toBeUndefined();
		expect(performance.now() - from).toBeLessThan(1_000);
	});
});

test('a pattern of names takes a picture that is stored as text for a picture, and a text for none', async () => {
	const png = (await drawn(320, 310).png().toBuffer()).toString('base64');
	expect(kindOfBytes(Buffer.from(png))).toBe('image');
	expect(kindOfBytes(Buffer.from(`data:image/png;base64,${png}`))).toBe('image');
	expect(kindOfBytes(reported('n8n37612-convert-to-file.png'))).toBe('image');
	expect(kindOfBytes(reported('cgbi.png'))).toBe('image');
	expect(kindOfBytes(Buffer.from('Dear Sir or Madam, no picture is in here'))).toBeUndefined();
});

describe('data: URLs of every legal form', () => {
	const bytes = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0xfb, 0xef, 0xbe, 0x00]);
	const raw = bytes.toString('base64');

	test.each([
		['plain', `data:image/jpeg;base64,${raw}`],
		['without a type', `data:;base64,${raw}`],
		['in capitals', `DATA:IMAGE/JPEG;BASE64,${raw}`],
		['with parameters', `data:image/jpeg;charset=utf-8;name=photo.jpg;base64,${raw}`],
		['with a parameter in quotes', `data:image/jpeg;name="my photo.jpg";base64,${raw}`],
		['with blanks around its words', `data: image/jpeg ; base64 ,${raw}`],
		['with a blank behind the comma', `data:image/jpeg;base64, ${raw}`],
		['percent-encoded base64', `data:image/jpeg;base64,${encodeURIComponent(raw)}`],
		['with encoded line ends', `data:image/jpeg;base64,${raw.slice(0, 4)}%0D%0A${raw.slice(4)}`],
		['with a fragment', `data:image/jpeg;base64,${raw}#page`],
		['URL-safe', `data:image/jpeg;base64,${bytes.toString('base64url')}`],
		[
			'percent-encoded bytes',
			`data:image/jpeg,${[...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')}`,
		],
		[
			'percent-encoded bytes in capitals',
			`data:,${[...bytes].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')}`,
		],
		['in lines', `data:image/jpeg;base64,\r\n${raw.replace(/(.{4})/g, '$1\r\n')}`],
		['with a byte order mark', `\ufeffdata:image/jpeg;base64,${raw}`],
	])('%s', (_, text) => expect(decodeBase64('First Frame', text)).toEqual(bytes));

	test.each([
		['percent-encoded', 'data:image/svg+xml,%3Csvg%20fill=%22%23f00%22/%3E'],
		['bare, with utf8 as word', 'data:image/svg+xml;utf8,<svg fill="#f00"/>'],
		['bare, with a charset', 'data:image/svg+xml;charset=utf-8,<svg fill="%23f00"/>'],
	])('a drawing, %s', (_, text) => {
		expect(decodeBase64('First Frame', text).toString()).toBe('<svg fill="#f00"/>');
	});

	test.each([
		['letters beyond ASCII', 'data:text/plain,é', 'é'],
		['a percent sign that encodes nothing', 'data:text/plain,100%25 50%zz %', '100% 50%zz %'],
	])('%s stay what they are', (_, text, decoded) => {
		expect(decodeBase64('First Frame', text).toString()).toBe(decoded);
	});

	test.each([
		['data:,', 'is empty'],
		['data:image/png;base64,', 'is empty'],
		['data:image/png;base64,%20', 'is empty'],
		['data:image/png;base64', 'is not base64 text'],
		['data:', 'is not base64 text'],
		['data:' + 'a'.repeat(50), 'is not base64 text'],
		['data:image/png;base64,äöü', 'is not base64 text'],
	])('%s is refused', (text, why) => {
		const outcome = decodeBase64('First Frame', text);
		expect(outcome instanceof Err && outcome.failure.message).toBe(`'First Frame' ${why}`);
	});
});

describe('A12: a png that Xcode has crushed', () => {
	const [width, height] = [330, 310];
	const pixels = async (channels: 1 | 2 | 3 | 4) => {
		const picture = drawn(width, height).toColourspace(channels < 3 ? 'b-w' : 'srgb');
		const opaque = await picture.raw().toBuffer();
		const colours = channels - (channels % 2 === 0 ? 1 : 0);
		const data = Buffer.alloc(width * height * channels, 255);
		for (let at = 0; at < width * height; at++) opaque.copy(data, at * channels, at * colours, (at + 1) * colours);
		// Half transparent at the right; fully transparent pixels have no colour that could be restored.
		if (channels % 2 === 0) {
			for (let at = 0; at < width * height; at++) if (at % width > width / 2) data[at * channels + channels - 1] = 128;
		}
		return { width, height, channels, data };
	};
	const CHANGED = 'converted from CgBI (Xcode) PNG';

	test.each<[string, 1 | 2 | 3 | 4, Parameters<typeof cgbi>[1]]>([
		['RGB', 3, {}],
		['RGB, interlaced', 3, { interlaced: true }],
		['RGB, in seven pieces', 3, { pieces: 7 }],
		['RGB, each row by its neighbours', 3, { filters: [4] }],
		['grey', 1, {}],
		['RGBA without use of its alpha', 4, { flags: 0x50002006 }],
	])('%s comes out as it was drawn', async (_, channels, options) => {
		const given = await pixels(channels);
		const { bytes, format, changes } = await ready(cgbi(given, options));
		expect({ format, changes }).toEqual({ format: 'png', changes: [CHANGED] });
		const expected = await sharp(given.data, { raw: given }).removeAlpha().toColourspace('srgb').raw().toBuffer();
		const found = await sharp(bytes).toColourspace('srgb').raw().toBuffer();
		expect(found.equals(expected)).toBe(true);
	});

	test.each<[string, 2 | 4, Parameters<typeof cgbi>[1]]>([
		['RGBA', 4, {}],
		['RGBA, interlaced', 4, { interlaced: true }],
		['RGBA that is not multiplied', 4, { flags: 0x50002004 }],
		['grey with alpha', 2, {}],
	])('%s lies on white as the plain png of the same pixels does', async (_, channels, options) => {
		const given = await pixels(channels);
		const { bytes, changes } = await ready(cgbi(given, options));
		expect(changes).toEqual([CHANGED, 'transparency filled with white']);
		const expected = await sharp(given.data, { raw: given })
			.flatten({ background: '#fff' })
			.toColourspace('srgb')
			.raw()
			.toBuffer();
		const found = await sharp(bytes).toColourspace('srgb').raw().toBuffer();
		// Multiplying and dividing by alpha rounds twice.
		found.forEach((value, at) => {
			if (Math.abs(value - expected[at]!) > 2) throw new Error(`${value} for ${expected[at]} at ${at}`);
		});
	});

	test.each<[string, (file: Buffer) => Buffer]>([
		['cut off', (file) => file.subarray(0, file.length - 300)],
		['without pixels', (file) => file.subarray(0, 60)],
		[
			'with fewer rows than it promises',
			(file) => {
				file.writeUInt32BE(900, file.indexOf('IHDR') + 8);
				return file;
			},
		],
	])('%s: a sentence', async (_, spoil) => {
		const { message } = await refused(spoil(cgbi(await pixels(3))));
		expect(message).toBe("'First Frame' is a CgBI (Xcode) PNG that is incomplete or damaged");
	});

	test('of a kind that nobody knows: a sentence', async () => {
		const file = cgbi(await pixels(3));
		file[file.indexOf('IHDR') + 12] = 16;
		expect((await refused(file)).message).toBe("'First Frame' is a CgBI (Xcode) PNG of an unsupported kind");
	});

	test('by its first bytes it is told from a png that services take', () => {
		expect(pictureHeader(reported('cgbi.png'))).toEqual({ format: 'CgBI (Xcode) PNG' });
	});
});
