/** How the official API takes a file: a URL or raw base64, videos by URL only (kling-official.md 5). */
import type { LedgerMedia } from '../contract';
import { unobtained } from '../media/inspect';
import { fromBase64, fromDataUrl } from '../media/obtain';
import type { Reach } from '../media/obtain';
import { fetched, inspect } from '../media/wanted';
import type { Wanted } from '../media/wanted';

export async function take(wanted: Wanted, reach: Reach): Promise<LedgerMedia> {
	const { field, kind, value } = wanted;
	if (/^https?:\/\//i.test(value)) return fetched(wanted, reach, (why) => `failed to download ${kind}: ${why}`);
	if (/^data:/i.test(value)) {
		// Raw string, no prefix.
		const content = fromDataUrl(value)?.content ?? Buffer.alloc(0);
		const seen = await inspect(wanted, { field, how: 'dataUrl' }, content);
		return { ...seen, problem: 'base64 must not have a data: prefix' };
	}
	const content = fromBase64(value);
	if (!content) return unobtained({ field, how: 'base64' }, kind, 'is neither a URL nor valid base64');
	return inspect(wanted, { field, how: 'base64' }, content);
}
