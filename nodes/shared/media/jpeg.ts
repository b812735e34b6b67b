// The skeleton of a jpeg: its segments, without its pixels. Slips of whoever wrote the file are mended without touching
// a pixel; what is odd is told.

import { pictureDetails } from '../messages/pictures';
import { say } from '../messages/message';

/** What the segments of a jpeg tell. */
export interface JpegFacts {
	/** The file, ending with its own end marker and with nothing between its segments. */
	readonly bytes: Buffer;
	/** What had to be mended for that, as phrases. */
	readonly mended: readonly string[];
	/** Plain Huffman coding with all tables in place, as the strictest decoders want it. */
	readonly plain: boolean;
	/** How often the picture is gone over; a progressive one several times. */
	readonly scans: number;
	/** Rows of pixels that are coded together: 8, or 16 and more where colours have half the resolution. */
	readonly band: number;
}

const [SOI, EOI, SOS, DHT, DQT, DRI, TEM] = [0xd8, 0xd9, 0xda, 0xc4, 0xdb, 0xdd, 0x01];
const isRestart = (marker: number) => marker >= 0xd0 && marker <= 0xd7;
/** Frames: all of C0 to CF but tables (C4), the reserved C8 and arithmetic conditioning (CC). */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Frames whose scans code every frequency at once. */
const isSequential = (marker: number | undefined) => marker === 0xc0 || marker === 0xc1;
/** Baseline, extended and progressive; the others (lossless, arithmetic) are not taken by Go's or a browser's decoder. */
const COMMON_FRAMES = [0xc0, 0xc1, 0xc2];

interface Walk {
	frame?: number;
	band: number;
	scans: number;
	complete: boolean;
	readonly tables: Set<number>;
	/** Stretches that belong to the picture. */
	readonly kept: Array<[from: number, to: number]>;
	junk: number;
	/** Bytes of headers that say something else than what follows them. */
	readonly corrections: Array<readonly [at: number, ...bytes: number[]]>;
	/** Where the end marker stands; undefined where there is none. */
	end?: number;
}

/** The skeleton of a jpeg, or undefined where there is none, because no pixels ever begin. */
export function readJpeg(bytes: Buffer): JpegFacts | undefined {
	const walk = walkSegments(bytes);
	if (walk.scans === 0 || walk.frame === undefined) return undefined;
	const mended: string[] = [];
	const file = corrected(bytes, walk.corrections);
	const parts = walk.kept.map(([from, to]) => file.subarray(from, to));
	const after = walk.end === undefined ? 0 : bytes.length - walk.end - 2;
	if (walk.corrections.length > 0) mended.push(pictureDetails.headersCorrected);
	if (walk.junk > 0) mended.push(say(pictureDetails.junkRemoved, { bytes: counted(walk.junk) }));
	if (walk.end === undefined) mended.push(pictureDetails.endAdded);
	if (after > 0) mended.push(say(pictureDetails.tailRemoved, { bytes: counted(after) }));
	return {
		bytes: mended.length === 0 ? bytes : Buffer.concat([...parts, Buffer.from([0xff, EOI])]),
		mended,
		band: walk.band,
		plain: walk.complete && COMMON_FRAMES.includes(walk.frame),
		scans: walk.scans,
	};
}

function corrected(bytes: Buffer, corrections: Walk['corrections']): Buffer {
	if (corrections.length === 0) return bytes;
	const copy = Buffer.from(bytes);
	for (const [at, ...values] of corrections) copy.set(values, at);
	return copy;
}

const counted = (count: number) => (count === 1 ? pictureDetails.oneByte : say(pictureDetails.bytes, { count }));

/**
 * The jpeg without its end mark, followed by a few zeros. A decoder that lacks pixels runs into the end of the file, which
 * is an error, whereas at an end mark it would fill up with grey and warn; libvips overlooks that warning in the last rows.
 * The 8 zeros are what decoders read ahead. Files of several scans are read whole at first and need no such trap.
 */
export function withoutEnd(jpeg: JpegFacts): Buffer {
	if (jpeg.scans > 1) return jpeg.bytes;
	const { bytes } = jpeg;
	const trap = Buffer.alloc(bytes.length + 6);
	bytes.copy(trap, 0, 0, bytes.length - 2);
	return trap;
}

/** A picture in many layers has hundreds; whoever writes more wants to keep its reader busy. */
const MOST_SEGMENTS = 20_000;

/** Neighbours become one stretch. */
function keep(kept: Walk['kept'], from: number, to: number): void {
	const last = kept.at(-1);
	if (last?.[1] === from) last[1] = to;
	else kept.push([from, to]);
}

function walkSegments(bytes: Buffer): Walk {
	const walk: Walk = { band: 8, scans: 0, complete: true, tables: new Set(), kept: [[0, 2]], junk: 0, corrections: [] };
	let at = 2;
	for (let segments = 0; at < bytes.length; segments++) {
		if (segments > MOST_SEGMENTS) return { ...walk, scans: 0 };
		const start = nextMarker(bytes, at);
		walk.junk += Math.min(start, bytes.length) - at;
		if (start >= bytes.length) break;
		const marker = bytes[start + 1]!;
		if (marker === EOI) {
			walk.end = start;
			break;
		}
		if (standsAlone(marker)) {
			// Without pixels before it, it is a leftover.
			walk.junk += 2;
			at = start + 2;
			continue;
		}
		if (isImpossible(bytes, start)) {
			walk.junk += 4;
			at = start + 4;
			continue;
		}
		at = segmentEnd(bytes, start);
		correct(walk, bytes, start, at);
		note(walk, marker, bytes.subarray(start + 4, at));
		if (marker === SOS) at = scanEnd(bytes, at);
		keep(walk.kept, start, at);
	}
	return walk;
}

/** Where the next marker begins (its last 0xff), or the length of the file. */
function nextMarker(bytes: Buffer, from: number): number {
	for (let at = from; at + 1 < bytes.length; at++) {
		if (bytes[at] === 0xff && bytes[at + 1] !== 0 && bytes[at + 1] !== 0xff) return at;
	}
	return bytes.length;
}

const standsAlone = (marker: number) => marker === SOI || marker === TEM || isRestart(marker);

/** A length counts its own two bytes; readers disagree about where a segment ends that claims fewer. */
const isImpossible = (bytes: Buffer, start: number) => start + 4 <= bytes.length && bytes.readUInt16BE(start + 2) < 2;

/** Segments in which every byte counts; of others one too many is simply taken out. */
const isTable = (marker: number) => [DHT, DQT, DRI].includes(marker) || isFrame(marker);

/** Where a segment ends: where it says, or one byte beside it if the next marker stands there and nowhere else. */
function segmentEnd(bytes: Buffer, start: number): number {
	if (start + 4 > bytes.length) return bytes.length;
	const stated = start + 2 + bytes.readUInt16BE(start + 2);
	if (stated > bytes.length) return bytes.length;
	const marker = bytes[start + 1]!;
	if (marker === SOS) return scanHeaderEnd(bytes, start, stated);
	if (bytes[stated] === 0xff || stated === bytes.length) return stated;
	if (isMarker(bytes, stated - 1)) return stated - 1;
	return isTable(marker) && isMarker(bytes, stated + 1) ? stated + 1 : stated;
}

const isMarker = (bytes: Buffer, at: number) => bytes[at] === 0xff && bytes[at + 1]! >= 0xc0 && bytes[at + 1]! < 0xff;

/** Pixels follow at once, so only the number of components tells (T.81, B.2.3). */
function scanHeaderEnd(bytes: Buffer, start: number, stated: number): number {
	const components = bytes[start + 4] ?? 0;
	const end = start + 8 + 2 * components;
	return components >= 1 && components <= 4 && Math.abs(end - stated) === 1 ? Math.min(end, bytes.length) : stated;
}

/**
 * Notes where a header contradicts what follows it. Samsung's phones write 0 for the last of the 63 frequencies of a
 * sequential scan, which decoders overlook or refuse: there is only one right value (T.81, table B.3).
 */
function correct({ corrections, frame }: Walk, bytes: Buffer, start: number, end: number): void {
	if (start + 4 > bytes.length) return;
	const stated = start + 2 + bytes.readUInt16BE(start + 2);
	if (end !== stated && stated <= bytes.length) {
		corrections.push([start + 2, (end - start - 2) >> 8, (end - start - 2) & 255]);
	}
	const range = bytes.subarray(end - 3, end);
	if (bytes[start + 1] === SOS && isSequential(frame) && end - start >= 10 && !range.equals(ALL_FREQUENCIES)) {
		corrections.push([end - 3, ...ALL_FREQUENCIES]);
	}
}

/** The first, the last, and no refinement. */
const ALL_FREQUENCIES = Buffer.from([0, 63, 0]);

/** Behind the coded pixels that begin at `from`: at the next marker that is neither an escaped 0xff nor a restart. */
function scanEnd(bytes: Buffer, from: number): number {
	for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
		const next = bytes[at + 1];
		if (next === undefined) return at;
		if (next !== 0 && next !== 0xff && !isRestart(next)) return at;
	}
	return bytes.length;
}

function note(walk: Walk, marker: number, content: Buffer): void {
	if (isFrame(marker)) noteFrame(walk, marker, content);
	else if (marker === DHT) noteTables(walk.tables, content);
	else if (marker === SOS) {
		walk.scans++;
		walk.complete &&= hasItsTables(walk.tables, content, isSequential(walk.frame));
	}
}

function noteFrame(walk: Walk, marker: number, content: Buffer): void {
	walk.frame ??= marker;
	for (let at = 7; at < content.length; at += 3) walk.band = Math.max(walk.band, 8 * (content[at]! & 15));
}

/** Tables as class and number in one byte, each followed by 16 counts and as many values as they add up to. */
function noteTables(tables: Set<number>, content: Buffer): void {
	for (let at = 0; at + 17 <= content.length;) {
		tables.add(content[at]!);
		at += 17 + content.subarray(at + 1, at + 17).reduce((sum, length) => sum + length, 0);
	}
}

/** Frames of motion JPEG leave their tables out ("uninitialized Huffman table", piapi.md 8.2). */
function hasItsTables(tables: ReadonlySet<number>, content: Buffer, sequential: boolean): boolean {
	const components = content[0] ?? 0;
	const range = sequential ? ALL_FREQUENCIES : content.subarray(1 + 2 * components);
	const [first = 0, last = 0, refinement = 0] = range;
	for (let index = 0; index < components; index++) {
		const used = content[2 + 2 * index] ?? 0;
		const [dc, ac] = [used >> 4, 0x10 | (used & 15)];
		if (first === 0 && refinement >> 4 === 0 && !tables.has(dc)) return false;
		if (last > 0 && !tables.has(ac)) return false;
	}
	return true;
}
