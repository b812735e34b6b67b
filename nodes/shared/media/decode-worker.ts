// Decodes in a worker of its own what may need long or much memory whatever its header says: HEIC (seconds of computing),
// svg (a drawing program, whose run nobody can foresee), and what our own JavaScript reads. The worker can be ended at any
// time, which gives all its memory back.
import type { Err, Result } from '../errors';
import { isObject, numberAt, textAt } from '../json';
import { fail } from '../messages/message';
import { decodedDetails, decodeFailures } from '../messages/media';
import { budget, mostPixelsOf } from './budget';
import type { Raster } from './raster';
import type { Cicp } from './cicp';
import { runWorker } from './run-worker';

/** What raw pixels are, for `hdr`: samples of 8 bits, or of 16 in the order of this machine. */
export interface HdrPixels extends Cicp {
	readonly width: number;
	readonly height: number;
	readonly channels: 3 | 4;
	readonly bits: 8 | 16;
}

/** What decode-worker.entry.js can decode; `hdr` are raw pixels of a high dynamic range. */
export type ApartTask = 'heic' | 'svg' | 'cgbi' | 'bmp' | 'hdr';

/** How long a picture may take, in milliseconds; a phone's 12 megapixels need 1 to 3 s. */
const PATIENCE_MS = 30_000;

/** Bytes of memory that a decoder of WebAssembly may take. */
const MEMORY = budget.working;

/** Pixels, and whether they are Display P3's although no profile says so. */
export type DecodedRaster = Raster & { readonly p3: boolean };

/** What a worker is asked for besides the file. */
export interface ApartOptions {
	/** Of a HEIC or of raw pixels: the high dynamic range that is brought to sRGB's. */
	readonly hdr?: Cicp | HdrPixels;
	/** Milliseconds. */
	readonly patienceMs?: number;
	/** Bytes of memory of a WebAssembly decoder. */
	readonly maxMemory?: number;
}

/** Why a worker gave no pixels: what `runWorker` says, or the decoder itself (`tooLarge`, `unknown`, `undrawable`, `noFonts`). */
export interface Trouble {
	readonly trouble: string;
	readonly words?: string;
}

/** The pixels, or why there are none (kind `input`; `setup` where the decoder is missing). */
export async function decodeApart(
	label: string,
	task: ApartTask,
	bytes: Buffer,
	options: ApartOptions = {},
): Promise<Result<DecodedRaster>> {
	const answer = await decode(task, bytes, options);
	return 'trouble' in answer ? refusal(label, task, answer) : answer;
}

/** The pixels, or in a word why there are none. */
export async function decode(
	task: ApartTask,
	bytes: Buffer,
	{ hdr, patienceMs = PATIENCE_MS, maxMemory = MEMORY }: ApartOptions = {},
): Promise<DecodedRaster | Trouble> {
	const answer = await runWorker({
		entry: 'decode-worker',
		data: { task, bytes: new Uint8Array(bytes), maxPixels: mostPixelsOf(task), maxMemory, hdr },
		computeMs: patienceMs,
		totalMs: patienceMs,
	});
	const trouble = textAt(answer, 'trouble');
	if (trouble !== undefined) return { trouble, words: textAt(answer, 'words') };
	return (isObject(answer) ? rasterOf(answer) : undefined) ?? { trouble: 'damaged' };
}

function rasterOf(answer: Record<string, unknown>): DecodedRaster | undefined {
	const [width = 0, height = 0, channels] = ['width', 'height', 'channels'].map((key) => numberAt(answer, key));
	const { data, icc, p3 } = answer;
	if (!(data instanceof Uint8Array) || (channels !== 3 && channels !== 4)) return undefined;
	if (data.length === 0 || data.length !== width * height * channels) return undefined;
	const pixels = Buffer.from(data.buffer, data.byteOffset, data.length);
	return {
		width,
		height,
		channels,
		data: pixels,
		icc: icc instanceof Uint8Array ? Buffer.from(icc) : undefined,
		p3: p3 === true,
	};
}

function refusal(label: string, task: ApartTask, { trouble, words = '' }: Trouble): Err {
	const what = { field: label, what: decodedDetails[task] };
	switch (trouble) {
		case 'tooLong':
			return fail(decodeFailures.tooLong, what);
		case 'tooMuch':
			return fail(decodeFailures.tooMuch, what);
		case 'tooLarge':
			return fail(decodeFailures.tooLarge, what);
		case 'unknown':
			return fail(decodeFailures.unknownKind, what);
		case 'undrawable':
			return fail(decodeFailures.undrawable, what);
		case 'noFonts':
			return fail(decodeFailures.noFonts, what);
		case 'missing':
			return fail(decodeFailures.missing, { ...what, reason: words.split('\n')[0] ?? '' });
		default:
			return fail(task === 'svg' ? decodeFailures.damagedDrawing : decodeFailures.damaged, what);
	}
}
