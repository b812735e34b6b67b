/** Looks at a video the way a service does: reads its container, and holds it against the limits. */
import type { LedgerMedia } from '../contract';
import { defined, received, within } from './receive';
import type { Range } from './receive';
import { recognise } from './recognise';

export interface FilmLimits {
	/** By content: mp4, mov. */
	formats: readonly string[];
	maxBytes: number;
	seconds: Range;
	/** Pixels that each side must have. */
	sides?: Range;
	/** Exactly these, in pixels. */
	shapes?: ReadonlyArray<readonly [width: number, height: number]>;
	/** Pixels of a whole frame, at most. */
	maxArea?: number;
	/** Width divided by height. */
	ratio?: Range;
	fps?: Range;
}

/** The video as received, and what is wrong with it in `problem`. */
export function inspectFilm(
	source: Pick<LedgerMedia, 'field' | 'how' | 'url'>,
	content: Buffer,
	limits: FilmLimits,
): LedgerMedia {
	const seen = received(source, 'video', content);
	const found = recognise(content);
	if (found) {
		const { format, durationSeconds, width, height, fps } = found;
		Object.assign(seen, { format }, defined({ durationSeconds, width, height, fps }));
	}
	const problem = breach(seen, limits);
	return problem === undefined ? seen : { ...seen, problem };
}

function breach(seen: LedgerMedia, limits: FilmLimits): string | undefined {
	const { format, durationSeconds, width = 0, height = 0, fps = 0 } = seen;
	if (seen.bytes > limits.maxBytes) return 'file size exceeds the limit';
	if (format === undefined) return 'video cannot be decoded';
	if (!limits.formats.includes(format)) return `unsupported video format ${format}`;
	if (durationSeconds === undefined || width === 0 || height === 0) return 'video cannot be decoded';
	const [shortest, longest] = limits.seconds;
	if (durationSeconds < shortest) return `video is too short (${durationSeconds} s, at least ${shortest} s)`;
	if (durationSeconds > longest) return `video is too long (${durationSeconds} s, at most ${longest} s)`;
	const size = `${width}x${height}`;
	const { sides, maxArea, ratio, shapes } = limits;
	if (shapes && !shapes.some(([wide, high]) => wide === width && high === height))
		return `video must be 1080p (${size})`;
	if (sides && !(within(width, sides) && within(height, sides))) {
		return `video sides are out of range (${size}, ${sides.join(' to ')}px)`;
	}
	if (maxArea !== undefined && width * height > maxArea) return `video has too many pixels (${size})`;
	if (ratio && !within(width / height, ratio)) return `video aspect ratio is out of range (${size})`;
	if (limits.fps && !within(fps, limits.fps)) return `video frame rate is out of range (${fps})`;
	return undefined;
}
