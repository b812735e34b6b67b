// Pictures that catch whoever turns, mirrors or recolours them, drawn without the code under test.
import sharp from 'sharp';

type Colour = 'red' | 'green' | 'blue' | 'grey';
export const colours: Record<Colour, readonly [number, number, number]> = {
	red: [254, 0, 0],
	green: [0, 160, 0],
	blue: [0, 0, 254],
	grey: [128, 128, 128],
};

/** Where the middle of each quarter is, in shares of width and height, and its colour. */
export const quadrants: ReadonlyArray<readonly [x: number, y: number, colour: Colour]> = [
	[0.25, 0.25, 'red'],
	[0.75, 0.25, 'green'],
	[0.25, 0.75, 'blue'],
	[0.75, 0.75, 'grey'],
];

function colourAt(x: number, y: number, width: number, height: number): readonly number[] {
	const left = x < width / 2;
	return colours[y < height / 2 ? (left ? 'red' : 'green') : left ? 'blue' : 'grey'];
}

function paint(width: number, height: number, colour: (x: number, y: number) => readonly number[]): Buffer {
	const pixels = Buffer.alloc(width * height * 3);
	for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) pixels.set(colour(x, y), (y * width + x) * 3);
	return pixels;
}

/** Four quarters of four colours. */
export function drawn(width = 640, height = 480) {
	return sharp(
		paint(width, height, (x, y) => colourAt(x, y, width, height)),
		{ raw: { width, height, channels: 3 } },
	);
}

/** Where a pixel of the upright picture (width x height) lies in a file with this EXIF orientation. */
const HOME: Record<number, (x: number, y: number, width: number, height: number) => [number, number]> = {
	1: (x, y) => [x, y],
	2: (x, y, width) => [width - 1 - x, y],
	3: (x, y, width, height) => [width - 1 - x, height - 1 - y],
	4: (x, y, _, height) => [x, height - 1 - y],
	5: (x, y) => [y, x],
	6: (x, y, width) => [y, width - 1 - x],
	7: (x, y, width, height) => [height - 1 - y, width - 1 - x],
	8: (x, y, _, height) => [height - 1 - y, x],
};

/** A file whose pixels lie as a camera with this orientation stores them; upright it is 480 x 320 with the quarters in order. */
export async function stored(orientation: number, format: 'png' | 'jpeg'): Promise<Buffer> {
	const [width, height] = [480, 320];
	const [across, down] = orientation >= 5 ? [height, width] : [width, height];
	const pixels = Buffer.alloc(width * height * 3);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const [column, row] = HOME[orientation]!(x, y, width, height);
			pixels.set(colourAt(x, y, width, height), (row * across + column) * 3);
		}
	}
	const picture = sharp(pixels, { raw: { width: across, height: down, channels: 3 } }).withMetadata({ orientation });
	return await (
		format === 'png' ? picture.png() : picture.jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
	).toBuffer();
}

/** The three channels at a place, in shares of width and height. */
export async function pixelAt(bytes: Buffer, x: number, y: number): Promise<number[]> {
	const { data, info } = await sharp(bytes)
		.toColourspace('srgb')
		.removeAlpha()
		.raw()
		.toBuffer({ resolveWithObject: true });
	const at = (Math.floor(info.height * y) * info.width + Math.floor(info.width * x)) * info.channels;
	return info.channels === 1 ? [data[at]!, data[at]!, data[at]!] : [...data.subarray(at, at + 3)];
}

/** What compresses worst; the same at each call. */
export function noise(width: number, height: number) {
	let seed = 42;
	const next = () => {
		seed = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) + 0x6d2b79f5;
		return (seed ^ (seed >>> 13)) >>> 8;
	};
	const pixels = paint(width, height, () => [next() & 255, next() & 255, next() & 255]);
	return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** The marker of a jpeg's Huffman tables. */
export const HUFFMAN = 0xc4;

function* segmentsOf(jpeg: Buffer): Generator<{ marker: number; from: number; to: number }> {
	for (let from = 2; jpeg[from] === 0xff && jpeg[from + 1] !== 0xda;) {
		const to = from + 2 + jpeg.readUInt16BE(from + 2);
		yield { marker: jpeg[from + 1]!, from, to };
		from = to;
	}
}
/** The markers that stand before a jpeg's pixels. */
export const segments = (jpeg: Buffer) => [...segmentsOf(jpeg)].map(({ marker }) => marker);

/** The jpeg as cameras put it into a motion JPEG: the tables are taken for known. */
export function withoutTables(jpeg: Buffer): Buffer {
	const tables = [...segmentsOf(jpeg)].filter(({ marker }) => marker === HUFFMAN).reverse();
	return tables.reduce((left, { from, to }) => Buffer.concat([left.subarray(0, from), left.subarray(to)]), jpeg);
}

/** The jpeg with bytes between two segments that belong to none: decoders warn and go on. */
export function withJunk(jpeg: Buffer, junk = [1, 2, 3, 4]): Buffer {
	const { to } = segmentsOf(jpeg).next().value as { to: number };
	return Buffer.concat([jpeg.subarray(0, to), Buffer.from(junk), jpeg.subarray(to)]);
}

const u16 = (value: number) => Buffer.from([value >> 8, value & 255]);
const u32 = (value: number) => Buffer.concat([u16(value >>> 16), u16(value & 0xffff)]);
const text = (value: string) => Buffer.from(value, 'latin1');
const box = (type: string, ...parts: Buffer[]) => {
	const content = Buffer.concat(parts);
	return Buffer.concat([u32(content.length + 8), text(type), content]);
};
const full = (type: string, ...parts: Buffer[]) => box(type, u32(0), ...parts);

/** A HEIC photo in structure (ISO 23008-12), as phones make them: its header tells a size, its pixels need an HEVC decoder. */
export function heic(width = 640, height = 480): Buffer {
	const start = box('ftyp', text('heic'), u32(0), text('mif1heic'));
	const hvcC = box(
		'hvcC',
		Buffer.from([1, 3, 0x70, 0, 0, 0, 0xb0, 0, 0, 0, 0, 0, 90, 0xf0, 0, 0xfc, 0xfd, 0xf8, 0xf8, 0, 0, 0x0f, 0]),
	);
	const pixels = Buffer.alloc(64, 7);
	const meta = (offset: number) =>
		full(
			'meta',
			full('hdlr', u32(0), text('pict'), Buffer.alloc(12), Buffer.from([0])),
			full('pitm', u16(1)),
			full('iloc', Buffer.from([0x44, 0x00]), u16(1), u16(1), u16(0), u16(1), u32(offset), u32(pixels.length)),
			full('iinf', u16(1), box('infe', u32(0x02000000), u16(1), u16(0), text('hvc1'), Buffer.from([0]))),
			box(
				'iprp',
				box('ipco', hvcC, full('ispe', u32(width), u32(height))),
				full('ipma', u32(1), u16(1), Buffer.from([2, 0x81, 2])),
			),
		);
	const offset = start.length + meta(0).length + 8;
	return Buffer.concat([start, meta(offset), box('mdat', pixels)]);
}
