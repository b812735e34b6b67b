// What a file is, told from its first bytes. Only what is listed here ever reaches a decoder.
import { rootOf } from './markup';
import type { seenDetails } from '../messages/media';

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

/** What a file can seem to be that is no picture. */
export type SeenAs = keyof typeof seenDetails;

const SIGNATURES: ReadonlyArray<readonly [RegExp, SeenAs]> = [
	[/^%PDF/, 'pdf'],
	[/^PK\x03\x04/, 'zip'],
	[/^\x1f\x8b/, 'gzip'],
	[/^8BPS/, 'photoshop'],
	[/^(\xff\x0a|\0\0\0\x0cJXL )/, 'jpegXl'],
	[/^\0\0\0\x0cjP {2}/, 'jpeg2000'],
	[/^\0\0[\x01\x02]\0/, 'icon'],
	[/^[^]{4}ftyp/, 'video'],
	[/^\x1aE\xdf\xa3/, 'video'],
	[/^RIFF[^]{4}AVI /, 'video'],
	[/^\s*[[{]/, 'json'],
];

/** What a file that is no readable picture seems to be; undefined where nobody can tell. */
export function looksLike(bytes: Buffer): SeenAs | undefined {
	const start = bytes.toString('latin1', 0, 1000);
	if (PAGE_ROOTS.includes(rootOf(bytes) ?? '')) return 'webPage';
	return SIGNATURES.find(([pattern]) => pattern.test(start))?.[1];
}
