// A neutral request and, written by hand from the API tables, the whole body that it must become.
import type { Given } from '../../../nodes/KlingVideo/backends/check';
import type { FrameName } from '../../../nodes/KlingVideo/words';

export interface BodyCase {
	readonly given: Given;
	readonly images: Partial<Record<FrameName, string>>;
	readonly callbackUrl?: string;
	readonly externalTaskId?: string;
	/** Exactly this is sent. */
	readonly body: Record<string, unknown>;
}

/** By model id, then by what the case shows; `smallest` is always there. */
export type ModelCases = Readonly<Record<string, { readonly smallest: BodyCase } & Readonly<Record<string, BodyCase>>>>;

export const PROMPT = 'A paper boat 🚤\non a "rainy" street';
export const FIRST = 'https://example.com/first.png';
export const LAST = 'https://example.com/last.jpg';
export const CALLBACK = 'https://example.com/hook?key=1';
/** Raw base64, as the official API takes pictures. */
export const INLINE = Buffer.from('a picture').toString('base64');
