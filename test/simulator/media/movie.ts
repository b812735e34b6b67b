/** Reads the header of an mp4, mov or m4a file (ISO/IEC 14496-12): tracks, length, size, frame rate. */
import { thousandths } from './receive';
import type { Recognised } from './recognise';

interface Box {
	type: string;
	body: Buffer;
}

interface Track {
	handler: string;
	width: number;
	height: number;
	/** Of the track's own media. */
	seconds: number;
	samples: number;
}

/** `durationSeconds` is absent where the file is cut short or holds no readable track. */
export function readMovie(content: Buffer): Recognised {
	const boxes = boxesIn(content);
	const brand = boxes?.find((box) => box.type === 'ftyp')?.body.toString('latin1', 0, 4) ?? 'qt  ';
	const container = brand === 'qt  ' ? 'mov' : 'mp4';
	const moov = boxes?.find((box) => box.type === 'moov');
	const complete = boxes?.some((box) => box.type === 'mdat') === true;
	if (!moov || !complete) return { kind: 'video', format: container };
	const inside = boxesIn(moov.body) ?? [];
	const tracks = inside.filter((box) => box.type === 'trak').map((box) => track(box.body));
	const film = tracks.find((one) => one.handler === 'vide');
	const seconds = movieSeconds(inside.find((box) => box.type === 'mvhd')?.body);
	const length = seconds === undefined || seconds === 0 ? {} : { durationSeconds: thousandths(seconds) };
	if (!film) return { kind: 'sound', format: 'm4a', ...length };
	const fps = film.seconds > 0 ? Math.round((film.samples / film.seconds) * 100) / 100 : 0;
	return { kind: 'video', format: container, ...length, width: film.width, height: film.height, fps };
}

/** The boxes of one level; undefined where one of them is cut short. */
function boxesIn(content: Buffer): Box[] | undefined {
	const found: Box[] = [];
	let at = 0;
	while (at + 8 <= content.length) {
		const type = content.toString('latin1', at + 4, at + 8);
		let size = content.readUInt32BE(at);
		let head = 8;
		if (size === 1 && at + 16 <= content.length) {
			size = Number(content.readBigUInt64BE(at + 8));
			head = 16;
		} else if (size === 0) size = content.length - at;
		if (size < head || at + size > content.length) return undefined;
		found.push({ type, body: content.subarray(at + head, at + size) });
		at += size;
	}
	return found;
}

function child(body: Buffer | undefined, ...path: string[]): Buffer | undefined {
	let here = body;
	for (const type of path) here = here && boxesIn(here)?.find((box) => box.type === type)?.body;
	return here;
}

function movieSeconds(mvhd: Buffer | undefined): number | undefined {
	return mvhd && mvhd.length >= 20 ? lengthAt(mvhd) : undefined;
}

/** mvhd and mdhd agree in this: version, two times, then time scale and duration. */
function lengthAt(body: Buffer): number {
	const long = body.readUInt8(0) === 1;
	if (long && body.length < 32) return 0;
	const scale = body.readUInt32BE(long ? 20 : 12);
	const duration = long ? Number(body.readBigUInt64BE(24)) : body.readUInt32BE(16);
	return scale === 0 ? 0 : duration / scale;
}

function track(trak: Buffer): Track {
	const tkhd = child(trak, 'tkhd');
	const mdhd = child(trak, 'mdia', 'mdhd');
	const hdlr = child(trak, 'mdia', 'hdlr');
	return {
		handler: hdlr?.toString('latin1', 8, 12) ?? '',
		...(tkhd ? shownSize(tkhd) : { width: 0, height: 0 }),
		seconds: mdhd && mdhd.length >= 20 ? lengthAt(mdhd) : 0,
		samples: samplesIn(child(trak, 'mdia', 'minf', 'stbl', 'stts')),
	};
}

/** tkhd: the size stands after the matrix, which may turn the picture by a quarter. */
function shownSize(tkhd: Buffer): { width: number; height: number } {
	const matrix = tkhd.readUInt8(0) === 1 ? 52 : 40;
	if (tkhd.length < matrix + 44) return { width: 0, height: 0 };
	const width = Math.round(tkhd.readUInt32BE(matrix + 36) / 65_536);
	const height = Math.round(tkhd.readUInt32BE(matrix + 40) / 65_536);
	const turned = tkhd.readInt32BE(matrix) === 0 && tkhd.readInt32BE(matrix + 4) !== 0;
	return turned ? { width: height, height: width } : { width, height };
}

function samplesIn(stts: Buffer | undefined): number {
	if (!stts || stts.length < 8) return 0;
	const rows = Math.min(stts.readUInt32BE(4), Math.floor((stts.length - 8) / 8));
	let samples = 0;
	for (let row = 0; row < rows; row += 1) samples += stts.readUInt32BE(8 + row * 8);
	return samples;
}
