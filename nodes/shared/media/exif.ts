// What the first bytes of a picture tell, for pictures that the backend fetches itself and nobody downloads here.
import { kindName, kindOf } from './detect-format';

/** A picture's format, and its sides where they stand in the bytes that were read. */
export interface PictureHeader {
	/** sharp's words: jpeg, png, webp, ... */
	readonly format: string;
	/** Pixels as stored. */
	readonly width?: number;
	readonly height?: number;
}

/** Undefined where the bytes begin no picture that is known. */
export function pictureHeader(bytes: Buffer): PictureHeader | undefined {
	const kind = kindOf(bytes);
	if (kind === undefined) return undefined;
	return {
		format: kindName(kind),
		...(kind === 'png' ? sidesOfPng(bytes) : kind === 'jpeg' ? sidesOfJpeg(bytes) : {}),
	};
}

type Sides = Pick<PictureHeader, 'width' | 'height'>;

/** The chunk IHDR comes first, and with it the sides (PNG specification 11.2.2). */
function sidesOfPng(bytes: Buffer): Sides {
	if (bytes.length < 24 || bytes.toString('latin1', 12, 16) !== 'IHDR') return {};
	return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** Start-of-frame markers, C0 to CF without the three that are tables (ITU-T T.81, table B.1). */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function sidesOfJpeg(bytes: Buffer): Sides {
	for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff;) {
		const marker = bytes[at + 1]!;
		if (isFrame(marker)) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
		at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
	}
	return {};
}
