// What a png says of its colours without a profile (gAMA, cHRM, cICP), and the same as a profile, because libvips reads
// profiles only and services' decoders not even those.
import { deflateSync } from 'node:zlib';
import { isHdr, type Cicp } from './cicp';
import { BT_709, colourProfile, greyProfile, profileByNumber, type Chromaticities } from './icc';

/** What of its colours differs from sRGB. */
export interface PngColours {
	/** A high dynamic range. */
	readonly hdr?: Cicp;
	/** Otherwise a profile that says the same. */
	readonly profile?: Buffer;
}

/** Chunks of colour, which stand before the pixels (PNG, third edition, 5.6). */
type ColourChunks = Partial<Record<'cICP' | 'iCCP' | 'sRGB' | 'gAMA' | 'cHRM', Buffer>>;

const SIGNATURE = 8;
/** A gamma that differs by less shows in nobody's eyes (libpng's own threshold). */
const SAME_GAMMA = 0.05;
const SAME_POINT = 0.01;
const SCREEN_GAMMA = 2.2;

/** Undefined where they are sRGB's, or a profile tells. The first of cICP, iCCP, sRGB, and gAMA with cHRM counts (4.3). */
export function pngColours(bytes: Buffer): PngColours | undefined {
	const { cICP, iCCP, sRGB, gAMA, cHRM } = colourChunks(bytes);
	if (cICP && cICP.length >= 2) {
		const colours = { primaries: cICP[0]!, transfer: cICP[1]! };
		if (isHdr(colours)) return { hdr: colours };
		const profile = isGrey(bytes) ? undefined : profileByNumber(colours);
		return profile && { profile };
	}
	if (iCCP || sRGB) return undefined;
	const exponent = exponentOf(gAMA);
	const curve = exponent !== undefined && Math.abs(exponent / SCREEN_GAMMA - 1) > SAME_GAMMA ? exponent : 'srgb';
	const chromaticities = chromaticitiesOf(cHRM);
	if (curve === 'srgb' && (!chromaticities || isGrey(bytes))) return undefined;
	return { profile: isGrey(bytes) ? greyProfile(curve) : colourProfile(chromaticities ?? BT_709, curve) };
}

function colourChunks(bytes: Buffer): ColourChunks {
	const found: ColourChunks = {};
	for (let at = SIGNATURE; at + 12 <= bytes.length;) {
		const type = bytes.toString('latin1', at + 4, at + 8);
		const end = at + 8 + bytes.readUInt32BE(at);
		if (type === 'IDAT' || end > bytes.length) break;
		if (/^(cICP|iCCP|sRGB|gAMA|cHRM)$/.test(type)) found[type as keyof ColourChunks] ??= bytes.subarray(at + 8, end);
		at = end + 4;
	}
	return found;
}

/** Colour types without the bit for colours (11.2.1); an index into a palette has it. */
const isGrey = (bytes: Buffer) => ((bytes[25] ?? 0) & 2) === 0;

/** From samples to light; gAMA holds its inverse times 100,000 (11.3.2.1). Values that no screen has are no values. */
function exponentOf(gAMA: Buffer | undefined): number | undefined {
	if (!gAMA || gAMA.length < 4) return undefined;
	const exponent = 100_000 / gAMA.readUInt32BE(0);
	return exponent >= 0.1 && exponent <= 10 ? exponent : undefined;
}

/** Undefined where they are those of sRGB, or span no colours at all. */
function chromaticitiesOf(cHRM: Buffer | undefined): Chromaticities | undefined {
	if (!cHRM || cHRM.length < 32) return undefined;
	const point = (index: number) =>
		[cHRM.readUInt32BE(index * 8) / 100_000, cHRM.readUInt32BE(index * 8 + 4) / 100_000] as const;
	const [white, red, green, blue] = [point(0), point(1), point(2), point(3)];
	const area = (red[0] - blue[0]) * (green[1] - blue[1]) - (green[0] - blue[0]) * (red[1] - blue[1]);
	const sound = [white, red, green, blue].every(([x, y]) => x <= 1 && y > 0 && y <= 1) && Math.abs(area) > 0.01;
	const usual = [BT_709.white, BT_709.red, BT_709.green, BT_709.blue].every(([x, y], index) => {
		const given = point(index);
		return Math.abs(x - given[0]) < SAME_POINT && Math.abs(y - given[1]) < SAME_POINT;
	});
	return sound && !usual ? { white, red, green, blue } : undefined;
}

/** The png with a profile right behind its header, where a decoder takes it before all else. */
export function withProfile(bytes: Buffer, profile: Buffer): Buffer {
	const afterHeader = SIGNATURE + 12 + bytes.readUInt32BE(SIGNATURE);
	const content = Buffer.concat([Buffer.from('iCCPown\0\0', 'latin1'), deflateSync(profile)]);
	const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
	length.writeUInt32BE(content.length - 4);
	sum.writeUInt32BE(crc32(content));
	return Buffer.concat([bytes.subarray(0, afterHeader), length, content, sum, bytes.subarray(afterHeader)]);
}

/** The sum over a chunk's type and content (annex D); of a few hundred bytes here. */
function crc32(bytes: Buffer): number {
	let crc = ~0;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
	}
	return ~crc >>> 0;
}
