// What a video or sound really is, read from its container's header by MediaInfo, which runs in a worker and asks only for
// the parts of the file that it wants to see.
import type { Err, Result } from '../errors';
import { at, isObject, listAt, numberAt, textAt } from '../json';
import { clipFailures } from '../messages/clips';
import { fail } from '../messages/message';
import { containerOf } from './detect-container';
import type { ClipFormat, ClipLimits } from './limits';
import { nouns } from '../vocabulary';
import { runWorker } from './run-worker';
import { clipWork } from './semaphore';

/** A file that can be read in parts. */
export interface ClipReader {
	/** Bytes. */
	readonly size: number;
	/** Up to `length` bytes from `offset` on. */
	read(length: number, offset: number): Promise<Uint8Array>;
}

export interface ClipFacts {
	/** Undefined where the container is one that no backend takes. */
	readonly format?: ClipFormat;
	/** MediaInfo's own word for the container. */
	readonly container: string;
	/** Undefined where the header does not tell, as in raw AAC. */
	readonly seconds?: number;
	/** Pixels as shown, after the container's rotation. */
	readonly width?: number;
	readonly height?: number;
	/** Frames per second. */
	readonly rate?: number;
	readonly hasVideo: boolean;
	readonly hasAudio: boolean;
}

/** A reader over bytes in memory. */
export function readerOf(bytes: Buffer): ClipReader {
	return {
		size: bytes.length,
		read: async (length, offset) => new Uint8Array(bytes.subarray(offset, offset + length)),
	};
}

/** Bytes that MediaInfo asks for at once; the first of them tell which container it is. */
export const FIRST_PART = 262_144;

/** What reading a clip's header may take, far beyond what any honest file needs. */
const MOST_READS = 400;
const MOST_BYTES = 64_000_000;
const COMPUTE_MS = 8_000;
/** With the time that a slow host needs for the parts of a header; others may wait for this one's place. */
const TOTAL_MS = 90_000;
/** Bytes of memory of MediaInfo, which takes a tenth of it for honest files. */
const MEMORY = 268_435_456;

/**
 * Facts of a clip, or why they cannot be had. Garbage gives facts without a format. The container is read in a worker, because
 * some files lead their reader in circles. Throws what the reader throws, and CancelledError.
 *
 * @param label the field as the form shows it
 */
export async function inspectClip(label: string, reader: ClipReader, signal?: AbortSignal): Promise<Result<ClipFacts>> {
	const head = reader.size === 0 ? Buffer.alloc(0) : await partOf(reader, Math.min(FIRST_PART, reader.size), 0);
	const { name, taken } = containerOf(head);
	if (!taken) return { container: name, hasVideo: false, hasAudio: false };
	const answer = await clipWork.run(async () => await probe(reader, head, signal), signal);
	const trouble = textAt(answer, 'trouble');
	if (trouble === 'missing')
		return fail(clipFailures.noReader, { reason: textAt(answer, 'words')?.split('\n')[0] ?? '' });
	if (trouble !== undefined) return fail(clipFailures.unreadable, { field: label, container: name });
	const facts = factsOf(at(answer, 'report'));
	// A container of which nothing can be played.
	const isHollow = facts.format !== undefined && !facts.hasVideo && !facts.hasAudio;
	return isHollow ? fail(clipFailures.unreadable, { field: label, container: name }) : facts;
}

const partOf = async (reader: ClipReader, length: number, offset: number) => {
	const part = await reader.read(length, offset);
	return Buffer.from(part.buffer, part.byteOffset, part.byteLength);
};

/** What MediaInfo says, in the words of `runWorker`. */
async function probe(reader: ClipReader, head: Buffer, signal: AbortSignal | undefined): Promise<unknown> {
	let [reads, bytes] = [0, 0];
	return await runWorker({
		entry: 'probe-worker',
		data: { size: reader.size, maxMemory: MEMORY },
		computeMs: COMPUTE_MS,
		totalMs: TOTAL_MS,
		signal,
		async read(length, offset) {
			reads += 1;
			bytes += length;
			// An empty part ends the reading: what was found until then is what there is.
			if (reads > MOST_READS || bytes > MOST_BYTES) return new Uint8Array();
			return offset === 0 && length <= head.length
				? new Uint8Array(head.subarray(0, length))
				: new Uint8Array(await reader.read(length, offset));
		},
	});
}

function factsOf(report: unknown): ClipFacts {
	const tracks = listAt(report, 'media.track');
	const track = (type: string) => tracks.find((one) => isObject(one) && one['@type'] === type);
	const general = track('General');
	const video = track('Video');
	const audio = track('Audio');
	const turned = Math.abs(Math.round(numberAt(video, 'Rotation') ?? 0)) % 180 === 90;
	const width = numberAt(video, 'Width');
	const height = numberAt(video, 'Height');
	return {
		format: formatOf(general, video !== undefined, audio),
		container: textAt(general, 'Format') ?? 'unknown',
		seconds: numberAt(video, 'Duration') ?? numberAt(audio, 'Duration') ?? numberAt(general, 'Duration'),
		width: turned ? height : width,
		height: turned ? width : height,
		rate: numberAt(video, 'FrameRate'),
		hasVideo: video !== undefined,
		hasAudio: audio !== undefined,
	};
}

function formatOf(general: unknown, hasVideo: boolean, audio: unknown): ClipFormat | undefined {
	const container = textAt(general, 'Format') ?? '';
	if (container === 'MPEG-4') {
		const isQuickTime =
			/^qt/i.test(textAt(general, 'CodecID') ?? '') || /quicktime/i.test(textAt(general, 'Format_Profile') ?? '');
		if (!hasVideo) return 'm4a';
		return isQuickTime ? 'mov' : 'mp4';
	}
	if (container === 'MPEG Audio') return 'mp3';
	if (container === 'Wave') return 'wav';
	if (container === 'ADTS') return 'aac';
	if (container === 'Ogg') return 'ogg';
	if (container === 'FLAC') return 'flac';
	return textAt(audio, 'Format') === 'AAC' && !hasVideo ? 'aac' : undefined;
}

/**
 * Holds a clip against a backend's table; a refusal tells the numbers.
 *
 * @param byImage the character's orientation follows the image, which shortens the longest clip
 */
export function checkClip(
	label: string,
	facts: ClipFacts,
	size: number,
	limits: ClipLimits,
	byImage: boolean,
): Err | undefined {
	const kind = nouns[limits.kind];
	const { format, seconds, width, height, rate } = facts;
	if (!format || !limits.formats.includes(format)) {
		const formats = limits.formats.join(', ');
		return fail(clipFailures.notTaken, { field: label, kind, format: format ?? facts.container, formats });
	}
	if (size > limits.maxBytes) {
		const limit = megabytes(limits.maxBytes);
		return fail(clipFailures.tooLarge, { field: label, kind, megabytes: megabytes(size), limit });
	}
	const length = seconds === undefined ? undefined : checkLength(label, seconds, limits, byImage);
	if (length) return length;
	if (width === undefined || height === undefined) return undefined;
	return checkSides(label, width, height, rate, limits);
}

/** Holds a length in seconds against the table. */
function checkLength(label: string, seconds: number, limits: ClipLimits, byImage: boolean): Err | undefined {
	const { minSeconds: shortest } = limits;
	const longest = byImage ? (limits.maxSecondsByImage ?? limits.maxSeconds) : limits.maxSeconds;
	const shortened = longest < limits.maxSeconds;
	const about = { field: label, kind: nouns[limits.kind], shortest, longest };
	if (seconds < shortest) {
		// Rounded to tenths, 2.97 s would be the 3 s that are asked for.
		const seen = { ...about, seconds: Math.floor(seconds * 100) / 100 };
		return shortened ? fail(clipFailures.tooShortByImage, seen) : fail(clipFailures.tooShort, seen);
	}
	if (seconds <= longest + 0.05) return undefined;
	const seen = { ...about, seconds: Math.round(seconds * 10) / 10 };
	if (!shortened) return fail(clipFailures.tooLong, seen);
	return seconds <= limits.maxSeconds
		? fail(clipFailures.tooLongOnlyByImage, seen)
		: fail(clipFailures.tooLongByImage, seen);
}

function checkSides(
	label: string,
	width: number,
	height: number,
	rate: number | undefined,
	limits: ClipLimits,
): Err | undefined {
	const {
		minSide = 0,
		maxSide = Infinity,
		maxArea = Infinity,
		minRatio = 0,
		maxRatio = Infinity,
		minRate = 0,
		maxRate = Infinity,
	} = limits;
	const seen = { field: label, width, height };
	if (Math.min(width, height) < minSide || Math.max(width, height) > maxSide) {
		return fail(clipFailures.wrongSides, { ...seen, least: minSide, most: maxSide });
	}
	if (width * height > maxArea) return fail(clipFailures.tooManyPixels, { ...seen, limit: maxArea });
	if (width / height < minRatio || width / height > maxRatio) {
		return fail(clipFailures.wrongShape, { ...seen, least: minRatio, most: maxRatio });
	}
	const { ratios } = limits;
	// Scaling to even sides shifts a ratio by a hair.
	if (ratios && !ratios.some((ratio) => Math.abs(width / height / ratio - 1) < 0.01)) {
		return fail(clipFailures.notFullHd, seen);
	}
	if (rate !== undefined && (rate < minRate - 0.1 || rate > maxRate + 0.1)) {
		return fail(clipFailures.wrongRate, { field: label, rate, least: minRate, most: maxRate });
	}
	return undefined;
}

const megabytes = (bytes: number) => Math.round(bytes / 1e5) / 10;
