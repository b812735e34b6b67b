// The pictures in corpus/, and broken ones made from them: cut, lengthened, booby-trapped.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { withJunk, withoutTables } from '../../support/images';

const FOLDER = join(__dirname, 'corpus');

/** Names of the committed files. */
export const corpusNames: readonly string[] = readdirSync(FOLDER).sort();

/** A committed file. */
export const corpus = (name: string): Buffer => readFileSync(join(FOLDER, name));

const text = (content: string) => Buffer.from(content, 'utf8');
const END_OF_JPEG = Buffer.from([0xff, 0xd9]);

/** What only libpng's and our chunk readers look at: a sum over type and content (PNG, annex D). */
function crc32(bytes: Buffer): number {
	let crc = ~0;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
	}
	return ~crc >>> 0;
}

/** A chunk with its sum. */
export function chunk(type: string, content: Buffer): Buffer {
	const typed = Buffer.concat([text(type), content]);
	const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
	length.writeUInt32BE(content.length);
	sum.writeUInt32BE(crc32(typed));
	return Buffer.concat([length, typed, sum]);
}

/** A png whose header promises much: rows of one colour, as many as `rows` of them are really there. */
export function pngOf(width: number, height: number, rows: number, interlaced = false): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([8, 2, 0, 0, interlaced ? 1 : 0], 8);
	const pixels = deflateSync(Buffer.alloc(rows * (1 + width * 3)), { level: 9 });
	const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
	return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

/** The jpeg with other sides in its frame header, and the same few pixels. */
function jpegClaiming(jpeg: Buffer, width: number, height: number): Buffer {
	const copy = Buffer.from(jpeg);
	const frame = [0xc0, 0xc2].map((marker) => copy.indexOf(Buffer.from([0xff, marker, 0]))).find((at) => at > 0)!;
	copy.writeUInt16BE(height, frame + 5);
	copy.writeUInt16BE(width, frame + 7);
	return copy;
}

/** The progressive jpeg with its last scan repeated. */
function manyScans(jpeg: Buffer, times: number): Buffer {
	const last = jpeg.lastIndexOf(Buffer.from([0xff, 0xda]));
	const scan = jpeg.subarray(last, -2);
	return Buffer.concat([jpeg.subarray(0, -2), ...Array<Buffer>(times).fill(scan), END_OF_JPEG]);
}

function withByte(file: Buffer, at: number, byte: number): Buffer {
	const copy = Buffer.from(file);
	copy[at] = byte;
	return copy;
}

const svg = (body: string, attributes = 'width="400" height="400"') =>
	text(
		`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xi="http://www.w3.org/2001/XInclude" ${attributes}>${body}</svg>`,
	);

/** Ten times ten times ten ... of the same shape. */
function useLaughs(): Buffer {
	const level = (index: number) => `<g id="a${index}">${`<use xlink:href="#a${index - 1}"/>`.repeat(10)}</g>`;
	const levels = Array.from({ length: 11 }, (_, index) => level(index + 1)).join('');
	return svg(`<defs><rect id="a0" width="9" height="9"/>${levels}</defs><use xlink:href="#a11"/>`);
}

function entityLaughs(): Buffer {
	const entity = (index: number) => `<!ENTITY l${index} "${`&l${index - 1};`.repeat(10)}">`;
	const entities = Array.from({ length: 10 }, (_, index) => entity(index + 1)).join('');
	return text(
		`<!DOCTYPE svg [<!ENTITY l0 "ha">${entities}]><svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><text>&l10;</text></svg>`,
	);
}

/** A run-length bitmap of 200 million pixels in a few bytes. */
function bmpBomb(): Buffer {
	const bmp = corpus('bmp-rle8.bmp');
	bmp.writeInt32LE(20_000, 18);
	bmp.writeInt32LE(10_000, 22);
	return bmp;
}

/** A drawing that keeps a renderer busy for minutes. */
export const endlessSvg = svg(
	`<filter id="f"><feGaussianBlur stdDeviation="30"/></filter>${'<rect width="400" height="400" filter="url(#f)"/>'.repeat(20_000)}`,
);

/** A drawing that asks for what is elsewhere, in all ways that svg knows. */
export const pryingSvg = (file: string, address: string) =>
	svg(
		`<style>@import url("${address}/style.css"); @font-face { font-family: f; src: url("${address}/font.woff") }</style>
		<script>fetch("${address}/script")</script><script href="${address}/script.js"/>
		<rect width="400" height="400" fill="#14a014"/>
		<image href="${address}/picture.png" width="400" height="400"/><image xlink:href="file://${file}" width="400" height="400"/>
		<image href="${file}" width="400" height="400"/><use href="${address}/shapes.svg#a"/>
		<foreignObject width="400" height="400"><img xmlns="http://www.w3.org/1999/xhtml" src="${address}/img.png"/></foreignObject>
		<desc><xi:include href="file://${file}" parse="text"/></desc>`,
	);

const truncated = (name: string, share: number) => corpus(name).subarray(0, Math.floor(corpus(name).length * share));

/** Files that nobody should send and somebody will, by name. */
export const broken: Readonly<Record<string, () => Buffer>> = {
	'jpeg, half of it': () => truncated('jpeg-baseline.jpg', 0.5),
	'jpeg, 97 % of it': () => truncated('jpeg-422.jpg', 0.97),
	'jpeg, 90 % of it, then an end mark': () => Buffer.concat([truncated('jpeg-422.jpg', 0.9), END_OF_JPEG]),
	'jpeg, its last 30 bytes missing, then an end mark': () =>
		Buffer.concat([corpus('jpeg-422.jpg').subarray(0, -32), END_OF_JPEG]),
	'jpeg, progressive, 80 % of it': () => truncated('jpeg-progressive.jpg', 0.8),
	'jpeg, progressive, 80 % of it, then an end mark': () =>
		Buffer.concat([truncated('jpeg-progressive.jpg', 0.8), END_OF_JPEG]),
	'jpeg, an end mark in its middle': () => withByte(withByte(corpus('jpeg-422.jpg'), 2600, 0xff), 2601, 0xd9),
	'jpeg without its end mark': () => corpus('jpeg-baseline.jpg').subarray(0, -2),
	'jpeg, progressive, without its end mark': () => corpus('jpeg-progressive.jpg').subarray(0, -2),
	'jpeg with garbage after its end': () => Buffer.concat([corpus('jpeg-baseline.jpg'), text('garbage')]),
	'jpeg that is a zip archive too': () =>
		Buffer.concat([corpus('jpeg-baseline.jpg'), text('PK\x03\x04'), Buffer.alloc(26), text('run.sh')]),
	'jpeg with junk between its segments': () => withJunk(corpus('jpeg-baseline.jpg')),
	'jpeg without Huffman tables': () => withoutTables(corpus('jpeg-422.jpg')),
	'jpeg, only its header': () => corpus('jpeg-baseline.jpg').subarray(0, 40),
	'jpeg that claims 65500 x 65500': () => jpegClaiming(corpus('jpeg-baseline.jpg'), 65_500, 65_500),
	'jpeg that claims 9000 x 9000': () => jpegClaiming(corpus('jpeg-baseline.jpg'), 9_000, 9_000),
	'jpeg, progressive, that claims 9000 x 9000': () => jpegClaiming(corpus('jpeg-progressive.jpg'), 9_000, 9_000),
	'jpeg with 20 000 scans': () => manyScans(corpus('jpeg-progressive.jpg'), 20_000),
	'png, half of it': () => truncated('png-rgb.png', 0.5),
	'png without its end mark': () => corpus('png-rgb.png').subarray(0, -12),
	'png with garbage after its end': () => Buffer.concat([corpus('png-rgb.png'), text('<script>')]),
	'png with a wrong byte in its pixels': () => withByte(corpus('png-rgb.png'), 1500, 0x55),
	'png of 30 000 x 30 000': () => pngOf(30_000, 30_000, 1),
	'png of 10 000 x 10 000, interlaced': () => pngOf(10_000, 10_000, 1, true),
	'png of 12 000 x 12 000, one row of it': () => pngOf(12_000, 12_000, 1),
	'webp, half of it': () => truncated('webp-lossy.webp', 0.5),
	'gif, half of it': () => truncated('gif-still.gif', 0.5),
	'gif that claims 60 000 x 60 000': () => {
		const gif = corpus('gif-still.gif');
		gif.writeUInt16LE(60_000, 6);
		gif.writeUInt16LE(60_000, 8);
		return gif;
	},
	'gif that is a script too': () => text('GIF89a/*' + ' '.repeat(400) + '*/=1;alert(1)'),
	'avif, half of it': () => truncated('avif.avif', 0.5),
	'tiff, half of it': () => truncated('tiff-lzw.tiff', 0.5),
	'heic, 90 % of it': () => truncated('heic.heic', 0.9),
	'heic that claims 60 000 x 60 000': () => {
		const heic = corpus('heic.heic');
		const size = heic.indexOf('ispe');
		heic.writeUInt32BE(60_000, size + 8);
		heic.writeUInt32BE(60_000, size + 12);
		return heic;
	},
	'bmp, half of it': () => truncated('bmp-24.bmp', 0.5),
	'bmp of 200 million pixels': bmpBomb,
	'svg of 100 000 x 100 000': () => svg('<rect width="9" height="9"/>', 'width="100000" height="100000"'),
	'svg with entities within entities': entityLaughs,
	'svg with shapes within shapes': useLaughs,
	'svg, cut off': () => svg('<rect width="9" height="9"/>').subarray(0, -8),
	'svg, compressed': () => gzipSync(svg('<rect width="9" height="9"/>')),
	nothing: () => Buffer.alloc(0),
	'one byte': () => Buffer.from([0xff]),
	'a web page': () => text('<!DOCTYPE html><html><body><svg width="9" height="9"></svg></body></html>'),
	JSON: () => text('{"error":"no such file"}'),
	'a PDF file': () => text('%PDF-1.7\n%...'),
	'a zip archive': () => Buffer.concat([text('PK\x03\x04'), Buffer.alloc(60)]),
	'a video': () => Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'),
	"a camera's raw file": () => Buffer.concat([Buffer.from('II*\0\x10\0\0\0CR\x02\0', 'latin1'), Buffer.alloc(60)]),
};
