/** How the official API takes an image on its legacy paths: a URL or raw base64, jpg or png. */
import type { LedgerMedia } from '../contract';
import { inspectImage, unobtained } from '../media/inspect';
import type { ImageLimits } from '../media/inspect';
import { download, fromBase64, fromDataUrl } from '../media/obtain';
import type { Reach } from '../media/obtain';

/** kling-official.md 8, Image, LEGACY. */
export const legacyImageLimits: ImageLimits = {
	formats: ['jpeg', 'png'],
	maxBytes: 10 * 1024 * 1024,
	minSide: { pixels: 300, exclusive: false },
	maxRatio: 2.5,
};

export async function takeImage(
	field: string,
	value: string,
	reach: Reach,
	limits = legacyImageLimits,
): Promise<LedgerMedia> {
	if (/^https?:\/\//i.test(value)) {
		const source = { field, how: 'url', url: value } as const;
		const got = await download(value, reach);
		return 'problem' in got
			? unobtained(source, `failed to download image: ${got.problem}`)
			: inspectImage(source, got.content, limits);
	}
	if (/^data:/i.test(value)) {
		// kling-official.md 5: raw string, no prefix.
		const seen = await inspectImage({ field, how: 'dataUrl' }, fromDataUrl(value)?.content ?? Buffer.alloc(0), limits);
		return { ...seen, problem: 'base64 must not have a data: prefix' };
	}
	const content = fromBase64(value);
	if (!content) return unobtained({ field, how: 'base64' }, 'is neither a URL nor valid base64');
	return inspectImage({ field, how: 'base64' }, content, limits);
}
