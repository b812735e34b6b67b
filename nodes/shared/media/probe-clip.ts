// What a video or sound really is, read from its container's header by MediaInfo, which is loaded on first need and asks
// only for the parts of the file that it wants to see.
import { err, type Err, type Result } from '../errors';
import { isObject, listAt, numberAt, textAt } from '../json';
import type { ClipFormat, ClipLimits } from './limits';

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

/** Facts of a clip, or why they cannot be had. Garbage gives facts without a format. */
export async function inspectClip(reader: ClipReader): Promise<Result<ClipFacts>> {
	let factory: typeof import('mediainfo.js').default;
	try {
		factory = (await import('mediainfo.js')).default;
	} catch (error) {
		return err(
			'setup',
			`The media reader 'mediainfo.js' could not be loaded on this n8n host: ${String(error).split('\n')[0] ?? ''}`,
			{
				nextStep: 'Reinstall the package n8n-nodes-kling-video under Settings > Community Nodes on this host',
			},
		);
	}
	const info = await factory({ format: 'object', coverData: false });
	try {
		return factsOf(await info.analyzeData(reader.size, async (length, offset) => await reader.read(length, offset)));
	} finally {
		info.close();
	}
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
	const what = limits.kind === 'video' ? 'video' : 'sound';
	const { format, seconds, width, height, rate } = facts;
	if (!format || !limits.formats.includes(format)) {
		return err('input', `'${label}' is not a ${what} that can be used (${format ?? facts.container})`, {
			nextStep: `Use ${limits.formats.join(', ')}`,
		});
	}
	if (size > limits.maxBytes) {
		return err('input', `'${label}' has ${megabytes(size)} MB, the limit is ${megabytes(limits.maxBytes)} MB`, {
			nextStep: `Use a smaller ${what}`,
		});
	}
	const longest = byImage ? (limits.maxSecondsByImage ?? limits.maxSeconds) : limits.maxSeconds;
	if (seconds !== undefined && (seconds < limits.minSeconds || seconds > longest + 0.05)) {
		const why = byImage && longest < limits.maxSeconds ? " with 'Character Orientation' set to 'Image'" : '';
		const short = seconds < limits.minSeconds;
		const turned = why && !short && seconds <= limits.maxSeconds ? ", or set 'Character Orientation' to 'Video'" : '';
		// Rounded to tenths, 2.97 s would be the 3 s that are asked for.
		const shown = short ? Math.floor(seconds * 100) / 100 : Math.round(seconds * 10) / 10;
		return err('input', `'${label}' lasts ${shown} s${why}, the limits are ${limits.minSeconds} s and ${longest} s`, {
			nextStep: short ? `Use a longer ${what}` : `Cut the ${what}${turned}`,
		});
	}
	if (width === undefined || height === undefined) return undefined;
	return checkSides(label, width, height, rate, limits);
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
	const size = `${width} x ${height} pixels`;
	if (Math.min(width, height) < minSide || Math.max(width, height) > maxSide) {
		return err('input', `'${label}' has ${size}, each side must have ${minSide} to ${maxSide}`, {
			nextStep: 'Scale the video',
		});
	}
	if (width * height > maxArea)
		return err('input', `'${label}' has ${size}, more than ${maxArea} in all`, { nextStep: 'Scale the video down' });
	if (width / height < minRatio || width / height > maxRatio) {
		return err('input', `'${label}' has ${size}, width to height must be ${minRatio} to ${maxRatio}`, {
			nextStep: 'Crop the video',
		});
	}
	const { ratios } = limits;
	// Scaling to even sides shifts a ratio by a hair.
	if (ratios && !ratios.some((ratio) => Math.abs(width / height / ratio - 1) < 0.01)) {
		return err('input', `'${label}' has ${size}, it must be 1920 x 1080 or 1080 x 1920`, {
			nextStep: 'Crop or scale the video',
		});
	}
	if (rate !== undefined && (rate < minRate - 0.1 || rate > maxRate + 0.1)) {
		return err('input', `'${label}' has ${rate} frames per second, ${minRate} to ${maxRate} are allowed`, {
			nextStep: 'Convert the video',
		});
	}
	return undefined;
}

const megabytes = (bytes: number) => Math.round(bytes / 1e5) / 10;
