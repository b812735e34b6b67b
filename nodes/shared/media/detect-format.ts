// What a file is, told from its first bytes. Only what is listed here ever reaches a decoder.
import { rootOf } from './markup';
import { formatDetails, type seenDetails } from '../messages/media';

/** A kind of picture that can be read; `cgbi` is what Xcode makes of the png files in an app. */
export type Kind = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | 'tiff' | 'svg' | 'bmp' | 'heic' | 'cgbi';

/** What users call a kind, where that is not its own name. */
export const kindName = (kind: Kind): string => (kind === 'cgbi' ? formatDetails.cgbi : kind);

const AVIF_BRANDS = /^(avif|avis|avio)$/;
const HEIC_BRANDS = /^(heic|heix|heim|heis|hevc|hevx|hevm|hevs|mif1|msf1)$/;

/** The kind of a picture by its content, or undefined where it is none that can be read. */
export function kindOf(bytes: Buffer): Kind | undefined {
	const head = bytes.toString('latin1', 0, 12);
	if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
	if (head.startsWith('\x89PNG\r\n\x1a\n')) return bytes.toString('latin1', 12, 16) === 'CgBI' ? 'cgbi' : 'png';
	if (/^GIF8[79]a/.test(head)) return 'gif';
	if (/^RIFF[^]{4}WEBP/.test(head)) return 'webp';
	if (/^(II[*+]\0|MM\0[*+])/.test(head)) return 'tiff';
	if (head.startsWith('BM')) return isBitmap(bytes) ? 'bmp' : undefined;
	if (head.slice(4, 8) === 'ftyp') return kindOfBrands(brandsOf(bytes));
	return rootOf(bytes) === 'svg' ? 'svg' : undefined;
}

/** Many a text begins with these two letters; behind a bitmap's stands how long its header is. */
const isBitmap = (bytes: Buffer): boolean =>
	bytes.length < 18 || bytes.readUInt32LE(14) === 12 || (bytes.readUInt32LE(14) >= 40 && bytes.readUInt32LE(14) <= 256);

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
	[/^\x89PNG\n\x1a\n/, 'pngAsText'],
	[/^\xef\xbf\xbd(PNG|\xef\xbf\xbd\xef\xbf\xbd)/, 'readAsText'],
	[/^\s*[[{]/, 'json'],
];

/** Sounds and videos that decoders of ours or of the backends know. */
const CLIPS = /^(ID3|\xff[\xe2-\xfb]|RIFF[^]{4}(WAVE|AVI )|OggS|fLaC|\x1aE\xdf\xa3|[^]{4}ftyp)/;

/** Whether the bytes are a picture, a sound or a video of a known kind, so that nothing has to be looked for inside. */
export function isKnownFile(bytes: Buffer): boolean {
	return kindOf(bytes) !== undefined || CLIPS.test(bytes.toString('latin1', 0, 12));
}

/** What a file that is no readable picture seems to be; undefined where nobody can tell. */
export function looksLike(bytes: Buffer): SeenAs | undefined {
	const start = bytes.toString('latin1', 0, 1000);
	if (PAGE_ROOTS.includes(rootOf(bytes) ?? '')) return 'webPage';
	if (isDecodedDataUrl(bytes)) return 'decodedDataUrl';
	return SIGNATURES.find(([pattern]) => pattern.test(start))?.[1];
}

/**
 * Whether this is a data: URL that was decoded as if all of it were base64: its letters, without what base64 does not know,
 * stand there again as soon as it is encoded.
 */
function isDecodedDataUrl(bytes: Buffer): boolean {
	return /^data(image|audio|video|application)\//.test(bytes.toString('base64', 0, 60));
}
