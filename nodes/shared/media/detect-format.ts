// What a file is, told from its first bytes. Only what is listed here ever reaches a decoder.
import { rootOf } from './markup';

/** A kind of picture that can be read. */
export type Kind = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | 'tiff' | 'svg' | 'bmp' | 'heic';

const AVIF_BRANDS = /^(avif|avis|avio)$/;
const HEIC_BRANDS = /^(heic|heix|heim|heis|hevc|hevx|hevm|hevs|mif1|msf1)$/;

/** The kind of a picture by its content, or undefined where it is none that can be read. */
export function kindOf(bytes: Buffer): Kind | undefined {
	const head = bytes.toString('latin1', 0, 12);
	if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
	if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
	if (/^GIF8[79]a/.test(head)) return 'gif';
	if (/^RIFF[^]{4}WEBP/.test(head)) return 'webp';
	if (/^(II[*+]\0|MM\0[*+])/.test(head)) return 'tiff';
	if (head.startsWith('BM')) return 'bmp';
	if (head.slice(4, 8) === 'ftyp') return kindOfBrands(brandsOf(bytes));
	return rootOf(bytes) === 'svg' ? 'svg' : undefined;
}

function kindOfBrands(brands: readonly string[]): Kind | undefined {
	if (brands.some((brand) => AVIF_BRANDS.test(brand))) return 'avif';
	return brands.some((brand) => HEIC_BRANDS.test(brand)) ? 'heic' : undefined;
}

/** Major and compatible brands of an ISO base media file, at most 32. */
function brandsOf(bytes: Buffer): string[] {
	const end = Math.min(bytes.readUInt32BE(0), bytes.length, 16 + 4 * 32);
	const brands = [bytes.toString('latin1', 8, 12)];
	for (let at = 16; at + 4 <= end; at += 4) brands.push(bytes.toString('latin1', at, at + 4));
	return brands;
}

/** Elements that begin a page, or a piece of one. */
const PAGE_ROOTS = ['html', 'head', 'body'];

const SIGNATURES: ReadonlyArray<readonly [RegExp, string]> = [
	[/^%PDF/, 'a PDF file'],
	[/^PK\x03\x04/, 'a ZIP archive or an office document'],
	[/^\x1f\x8b/, 'a gzip-compressed file'],
	[/^8BPS/, 'a Photoshop file'],
	[/^(\xff\x0a|\0\0\0\x0cJXL )/, 'a JPEG XL picture'],
	[/^\0\0\0\x0cjP {2}/, 'a JPEG 2000 picture'],
	[/^\0\0[\x01\x02]\0/, 'an icon or cursor file'],
	[/^[^]{4}ftyp/, 'a video'],
	[/^\x1aE\xdf\xa3/, 'a video'],
	[/^RIFF[^]{4}AVI /, 'a video'],
	[/^\s*[[{]/, 'JSON text'],
];

/** What a file that is no readable picture seems to be, with its article; undefined where nobody can tell. */
export function looksLike(bytes: Buffer): string | undefined {
	const start = bytes.toString('latin1', 0, 1000);
	if (PAGE_ROOTS.includes(rootOf(bytes) ?? '')) return 'a web page';
	return SIGNATURES.find(([pattern]) => pattern.test(start))?.[1];
}
