/** Looks at an image the way a service does: decodes it, and holds it against the limits. */
import sharp from 'sharp';
import type { LedgerMedia } from '../contract';
import { received } from './receive';

export interface ImageLimits {
	formats: readonly string[];
	maxBytes: number;
	/** Smallest side in pixels; `exclusive` where the page says "more than". */
	minSide?: { pixels: number; exclusive: boolean };
	/** Longest side in pixels. */
	maxSide?: number;
	/** Longest side divided by the shortest one, at most. */
	maxRatio?: number;
}

/** The image as received, and what is wrong with it in `problem`. */
export async function inspectImage(
	source: Pick<LedgerMedia, 'field' | 'how' | 'url'>,
	content: Buffer,
	limits: ImageLimits,
): Promise<LedgerMedia> {
	const seen = received(source, 'image', content);
	if (content.length > limits.maxBytes) seen.problem = 'file size exceeds the limit';
	try {
		const { format, width, height, orientation, channels, hasAlpha } = await sharp(content).metadata();
		Object.assign(seen, { format, width, height, channels, hasAlpha });
		if (orientation !== undefined) seen.orientation = orientation;
		// A header may be fine where the pixels are not; a real service decodes all of them.
		await sharp(content).resize(16, 16, { fit: 'fill' }).raw().toBuffer();
	} catch {
		seen.problem ??= 'image cannot be decoded';
		return seen;
	}
	const problem = seen.problem ?? breach(seen, limits);
	return problem === undefined ? seen : { ...seen, problem };
}

export function unobtained(
	source: Pick<LedgerMedia, 'field' | 'how' | 'url'>,
	kind: LedgerMedia['kind'],
	problem: string,
): LedgerMedia {
	return { ...received(source, kind, Buffer.alloc(0)), problem };
}

function breach(seen: LedgerMedia, limits: ImageLimits): string | undefined {
	const { format = '', width = 0, height = 0 } = seen;
	if (!limits.formats.includes(format)) return `unsupported image format ${format}`;
	const shortest = Math.min(width, height);
	const { minSide, maxSide, maxRatio } = limits;
	if (minSide && (shortest < minSide.pixels || (minSide.exclusive && shortest === minSide.pixels))) {
		return `image is too small (${width}x${height}, at least ${minSide.pixels}px)`;
	}
	if (maxSide !== undefined && Math.max(width, height) > maxSide) {
		return `image is too large (${width}x${height}, at most ${maxSide}px)`;
	}
	if (maxRatio !== undefined && Math.max(width, height) / shortest > maxRatio) {
		return `image aspect ratio is out of range (${width}x${height})`;
	}
	return undefined;
}
