// Colours told by number (ITU-T H.273) instead of by a profile: where HEIC, AVIF, png and profiles keep the numbers.
import { readHevc } from './hevc';

/** Which red, green and blue, and which curve between light and sample. */
export interface Cicp {
	readonly primaries: number;
	readonly transfer: number;
}

const UNSPECIFIED = 2;

/** Transfer functions for brightness beyond that of a screen: PQ (SMPTE ST 2084) and HLG (ARIB STD-B67). */
const HDR = [16, 18];

export const isHdr = (colours: Cicp | undefined): colours is Cicp => HDR.includes(colours?.transfer ?? 0);

/** The name of a high dynamic range's curve. */
export const hdrName = ({ transfer }: Cicp): string => (transfer === 16 ? 'PQ' : 'HLG');

interface Box {
	readonly type: string;
	readonly content: Buffer;
}

/** Boxes of an ISO base media file, at most 1000 of them; whatever does not fit ends the list. */
function boxesOf(bytes: Buffer): Box[] {
	const boxes: Box[] = [];
	for (let at = 0; at + 8 <= bytes.length && boxes.length < 1_000;) {
		const [size, type] = [bytes.readUInt32BE(at), bytes.toString('latin1', at + 4, at + 8)];
		const large = size === 1 && at + 16 <= bytes.length;
		const length = size === 0 ? bytes.length - at : large ? Number(bytes.readBigUInt64BE(at + 8)) : size;
		const start = at + (large ? 16 : 8);
		if (length < 8 || at + length > bytes.length || start > at + length) break;
		boxes.push({ type, content: bytes.subarray(start, at + length) });
		at += length;
	}
	return boxes;
}

const inside = (boxes: readonly Box[], type: string) => boxes.find((box) => box.type === type)?.content;

/** What a HEIC or AVIF file says of the colours of its main picture. */
export interface HeifColours {
	readonly colours?: Cicp;
	/** Whether nothing at all says what its many bits mean. */
	readonly untold: boolean;
}

/**
 * The colours of the main picture of a HEIC or AVIF file, by number; a profile goes before numbers. Other pictures in it (the
 * HDR variant beside the usual one) have colours of their own.
 */
export function coloursOfHeif(bytes: Buffer): HeifColours {
	const meta = inside(boxesOf(bytes), 'meta');
	const boxes = boxesOf(meta?.subarray(4) ?? Buffer.alloc(0));
	const pitm = inside(boxes, 'pitm');
	const properties = boxesOf(inside(boxes, 'iprp') ?? Buffer.alloc(0));
	const primary = pitm && pitm.length >= 6 ? (pitm[0] === 0 ? pitm.readUInt16BE(4) : longAt(pitm, 4)) : undefined;
	const list = boxesOf(inside(properties, 'ipco') ?? Buffer.alloc(0));
	const told = properties
		.filter(({ type }) => type === 'ipma')
		.flatMap(({ content }) => propertiesOf(content, primary))
		.map((index) => list[index - 1])
		.flatMap((box) => (box?.type === 'colr' && box.content.length >= 8 ? [box.content] : []));
	const profile = told.find((content) => /^(prof|rICC)/.test(content.toString('latin1', 0, 4)));
	if (profile) return { colours: cicpOfProfile(profile.subarray(4)), untold: false };
	const nclx = told.find((content) => content.toString('latin1', 0, 4) === 'nclx');
	const numbers = nclx && { primaries: nclx.readUInt16BE(4), transfer: nclx.readUInt16BE(6) };
	if (numbers && numbers.transfer !== UNSPECIFIED) return { colours: numbers, untold: false };
	const coded = readHevc(inside(list, 'hvcC') ?? Buffer.alloc(0));
	const colours = coded?.colours ?? numbers;
	return { colours, untold: coded?.colours === undefined && (coded?.bits ?? 8) > 8 };
}

const longAt = (bytes: Buffer, at: number) => (at + 4 <= bytes.length ? bytes.readUInt32BE(at) : 0);

/** Numbers of the properties that a picture has, from 1 on (ISO 23008-12, `ipma`). */
function propertiesOf(ipma: Buffer, item: number | undefined): number[] {
	const [version, wide] = [ipma[0] ?? 0, ((ipma[3] ?? 0) & 1) === 1];
	let at = 8;
	for (let entry = 0; entry < Math.min(longAt(ipma, 4), 10_000) && at + 3 <= ipma.length; entry++) {
		const id = version === 0 ? ipma.readUInt16BE(at) : longAt(ipma, at);
		at += version === 0 ? 2 : 4;
		const count = ipma[at++] ?? 0;
		const width = wide ? 2 : 1;
		const numbers = Array.from({ length: count }, (_, index) => {
			const place = at + index * width;
			if (place + width > ipma.length) return 0;
			return wide ? ipma.readUInt16BE(place) & 0x7fff : ipma[place]! & 0x7f;
		});
		if (id === item) return numbers;
		at += count * width;
	}
	return [];
}

/** What a profile says by number (ICC.1:2022, 9.2.17), which goes before its curves and tables. */
export function cicpOfProfile(icc: Buffer): Cicp | undefined {
	const count = Math.min(longAt(icc, 128), 100);
	for (let at = 132; at < 132 + count * 12 && at + 12 <= icc.length; at += 12) {
		const place = icc.readUInt32BE(at + 4);
		if (icc.toString('latin1', at, at + 4) === 'cicp' && place + 10 <= icc.length) {
			return { primaries: icc[place + 8]!, transfer: icc[place + 9]! };
		}
	}
	return undefined;
}
