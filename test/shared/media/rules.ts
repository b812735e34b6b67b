// An independent look at what a backend would see: sides and kind from the file's own header, read here by hand, and a
// decode that takes no warning. Shares nothing with the code under test but the table of limits.
import sharp from 'sharp';
import type { ImageLimits } from '../../../nodes/shared/media/limits';

interface Header {
	readonly format: string;
	readonly width: number;
	readonly height: number;
	/** 1 grey, 3 RGB; anything else is not taken. */
	readonly channels: number;
	readonly bits: number;
}

const PNG_CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: -1, 4: 2, 6: 4 };

function headerOf(bytes: Buffer): Header {
	if (bytes.readUInt32BE(0) === 0x89504e47) {
		const [width, height, bits] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20), bytes[24]!];
		return { format: 'png', width, height, bits, channels: PNG_CHANNELS[bytes[25]!] ?? 0 };
	}
	for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
		const marker = bytes[at + 1]!;
		if (marker < 0xc0 || marker > 0xc2) continue;
		const [bits, height, width] = [bytes[at + 4]!, bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)];
		return { format: 'jpeg', width, height, bits, channels: bytes[at + 9]! };
	}
	return { format: 'neither', width: 0, height: 0, bits: 0, channels: 0 };
}

const ENDS: Readonly<Record<string, string>> = { jpeg: 'ffd9', png: '49454e44ae426082' };

/** Everything in which the file breaks the rules; empty where it keeps them all. */
export async function breaches(bytes: Buffer, limits: ImageLimits): Promise<string[]> {
	const { format, width, height, channels, bits } = headerOf(bytes);
	const found: string[] = [];
	const must = (holds: boolean, what: string) => {
		if (!holds) found.push(what);
	};
	must(
		limits.formats.some((taken) => taken === format),
		`format ${format}`,
	);
	must(bytes.length <= limits.maxBytes, `${bytes.length} bytes`);
	must(Math.min(width, height) >= limits.minSide, `sides ${width} x ${height}`);
	must(Math.max(width, height) <= limits.maxSide, `sides ${width} x ${height}`);
	must(width / height >= limits.minRatio && width / height <= limits.maxRatio, `ratio ${width / height}`);
	must(bits === 8 && (channels === 1 || channels === 3), `${bits} bits, ${channels} channels`);
	must(bytes.toString('hex').endsWith(ENDS[format] ?? '?'), 'end mark');
	const decoded = await sharp(bytes, { failOn: 'warning' })
		.raw()
		.toBuffer()
		.catch((error: Error) => error);
	must(!(decoded instanceof Error), `decoding: ${String(decoded)}`);
	const { orientation = 1 } = await sharp(bytes).metadata();
	must(orientation === 1, `orientation ${orientation}`);
	return found;
}
