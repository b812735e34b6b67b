// Writes a small colour profile (ICC.1:2010) for a picture that names its colours otherwise, because sharp converts by
// profiles only.
import type { Cicp } from './cicp';

type Point = readonly [x: number, y: number];

/** Where the colours of a picture lie in the CIE diagram. */
export interface Chromaticities {
	readonly white: Point;
	readonly red: Point;
	readonly green: Point;
	readonly blue: Point;
}

/** Light from sample: a power, or sRGB's curve. */
export type Curve = number | 'srgb';

const D65: Point = [0.3127, 0.329];

/** ITU-R BT.709, which sRGB has too. */
export const BT_709: Chromaticities = { white: D65, red: [0.64, 0.33], green: [0.3, 0.6], blue: [0.15, 0.06] };

/**
 * By number of ITU-T H.273, table 2: the wide ones. Those of old television (4 to 7) are what encoders write who mean
 * nothing by it, and differ little from BT.709.
 */
const PRIMARIES: Readonly<Record<number, Chromaticities>> = {
	9: { white: D65, red: [0.708, 0.292], green: [0.17, 0.797], blue: [0.131, 0.046] },
	11: { white: [0.314, 0.351], red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06] },
	12: { white: D65, red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06] },
};

/** By number of H.273, table 3; pictures with a video's curve are shown with sRGB's, as browsers do. */
const CURVES: Readonly<Record<number, Curve>> = { 4: 2.2, 5: 2.8, 8: 1, 17: 2.6 };

/** The profile of colours told by number; undefined where they are sRGB's, or nobody can tell. */
export function profileByNumber({ primaries, transfer }: Cicp): Buffer | undefined {
	const curve = CURVES[transfer] ?? 'srgb';
	const chromaticities = PRIMARIES[primaries] ?? BT_709;
	return curve === 'srgb' && chromaticities === BT_709 ? undefined : colourProfile(chromaticities, curve);
}

/** The D50 white of profiles. */
const D50 = [0.9642, 1, 0.8249] as const;
type Row = readonly [number, number, number];
type Matrix = readonly [Row, Row, Row];
const BRADFORD: Matrix = [
	[0.8951, 0.2664, -0.1614],
	[-0.7502, 1.7135, 0.0367],
	[0.0389, -0.0685, 1.0296],
];

const xyz = ([x, y]: Point): Row => [x / y, 1, (1 - x - y) / y];
const dot = (a: Row, b: Row) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const times = (matrix: Matrix, v: Row): Row => [dot(matrix[0], v), dot(matrix[1], v), dot(matrix[2], v)];
const columns = ([a, b, c]: Matrix): Matrix => [
	[a[0], b[0], c[0]],
	[a[1], b[1], c[1]],
	[a[2], b[2], c[2]],
];

function inverse([a, b, c]: Matrix): Matrix {
	const cross = (u: Row, v: Row): Row => [
		u[1] * v[2] - u[2] * v[1],
		u[2] * v[0] - u[0] * v[2],
		u[0] * v[1] - u[1] * v[0],
	];
	const size = dot(a, cross(b, c));
	const scaled = (row: Row): Row => [row[0] / size, row[1] / size, row[2] / size];
	return columns([scaled(cross(b, c)), scaled(cross(c, a)), scaled(cross(a, b))]);
}

/** Where colours of this white lie under D50 (Bradford, ICC.1:2010 annex E). */
function adapted(colour: Row, white: Row): Row {
	const [from, to] = [times(BRADFORD, white), times(BRADFORD, D50)];
	const cone = times(BRADFORD, colour);
	return times(inverse(BRADFORD), [
		(cone[0] * to[0]) / from[0],
		(cone[1] * to[1]) / from[1],
		(cone[2] * to[2]) / from[2],
	]);
}

/** XYZ of each colour at full strength, so that the three together are white. */
function colourants({ white, red, green, blue }: Chromaticities): Matrix {
	const [r, g, b] = [xyz(red), xyz(green), xyz(blue)];
	const [x, y, z] = times(inverse(columns([r, g, b])), xyz(white));
	const strong = (colour: Row, by: number) => adapted([colour[0] * by, colour[1] * by, colour[2] * by], xyz(white));
	return [strong(r, x), strong(g, y), strong(b, z)];
}

/** A profile for RGB. */
export function colourProfile(chromaticities: Chromaticities, curve: Curve): Buffer {
	const [red, green, blue] = colourants(chromaticities);
	const trc = curveTag(curve);
	return profile('RGB ', [
		['rXYZ', xyzTag(red)],
		['gXYZ', xyzTag(green)],
		['bXYZ', xyzTag(blue)],
		['rTRC', trc],
		['gTRC', trc],
		['bTRC', trc],
	]);
}

/** A profile for grey. */
export const greyProfile = (curve: Curve): Buffer => profile('GRAY', [['kTRC', curveTag(curve)]]);

const fixed = (value: number) => {
	const bytes = Buffer.alloc(4);
	bytes.writeInt32BE(Math.round(value * 65_536));
	return bytes;
};
const long = (value: number) => {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
};
const tag = (type: string, ...parts: Buffer[]) => Buffer.concat([Buffer.from(`${type}\0\0\0\0`, 'latin1'), ...parts]);
const xyzTag = (colour: Row) => tag('XYZ ', ...colour.map(fixed));
const textTag = (words: string) =>
	tag(
		'mluc',
		long(1),
		long(12),
		Buffer.from('enUS'),
		long(words.length * 2),
		long(28),
		Buffer.from(words, 'utf16le').swap16(),
	);

/** A parametric curve: type 0 is a power, type 3 sRGB's with its straight piece (ICC.1:2010, 10.16). */
function curveTag(curve: Curve): Buffer {
	if (curve !== 'srgb') return tag('para', Buffer.from([0, 0, 0, 0]), fixed(curve));
	return tag('para', Buffer.from([0, 3, 0, 0]), ...[2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045].map(fixed));
}

/** Header and table of tags around them (ICC.1:2010, 7). */
function profile(space: 'RGB ' | 'GRAY', own: ReadonlyArray<readonly [name: string, tag: Buffer]>): Buffer {
	const tags = [['desc', textTag('own')], ['cprt', textTag('None')], ['wtpt', xyzTag(D50)], ...own] as const;
	const header = Buffer.alloc(128);
	header.writeUInt32BE(0x04200000, 8);
	header.write(`mntr${space}XYZ `, 12, 'latin1');
	header.write('acsp', 36, 'latin1');
	Buffer.concat(D50.map(fixed)).copy(header, 68);
	const table = [long(tags.length)];
	const bodies: Buffer[] = [];
	let at = 128 + 4 + tags.length * 12;
	for (const [name, body] of tags) {
		const padded = Buffer.concat([body, Buffer.alloc(-body.length & 3)]);
		table.push(Buffer.from(name, 'latin1'), long(at), long(body.length));
		bodies.push(padded);
		at += padded.length;
	}
	header.writeUInt32BE(at, 0);
	return Buffer.concat([header, ...table, ...bodies]);
}
