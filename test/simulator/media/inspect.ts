/** Looks at an image the way a service does: decodes it, and holds it against the limits. */
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { LedgerMedia } from '../contract';

export interface ImageLimits {
	formats: readonly string[];
	maxBytes: number;
	/** Smallest side in pixels; `exclusive` where the page says "more than". */
	minSide?: { pixels: number; exclusive: boolean };
	/** Longest side divided by the shortest one, at most. */
	maxRatio?: number;
}

/** The image as received, and what is wrong with it in `problem`. */
export async function inspectImage(
	source: Pick<LedgerMedia, 'field' | 'how' | 'url'>,
	content: Buffer,
	limits: ImageLimits,
): Promise<LedgerMedia> {
	const seen: LedgerMedia = {
		...source,
		bytes: content.length,
		sha256: createHash('sha256').update(content).digest('hex'),
		content,
	};
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

export function unobtained(source: Pick<LedgerMedia, 'field' | 'how' | 'url'>, problem: string): LedgerMedia {
	const content = Buffer.alloc(0);
	const sha256 = createHash('sha256').update(content).digest('hex');
	return { ...source, bytes: 0, sha256, content, problem };
}

function breach(seen: LedgerMedia, limits: ImageLimits): string | undefined {
	const { format = '', width = 0, height = 0 } = seen;
	if (!limits.formats.includes(format)) return `unsupported image format ${format}`;
	const shortest = Math.min(width, height);
	const { minSide, maxRatio } = limits;
	if (minSide && (shortest < minSide.pixels || (minSide.exclusive && shortest === minSide.pixels))) {
		return `image is too small (${width}x${height}, at least ${minSide.pixels}px)`;
	}
	if (maxRatio !== undefined && Math.max(width, height) / shortest > maxRatio) {
		return `image aspect ratio is out of range (${width}x${height})`;
	}
	return undefined;
}
