/** Element ids on legacy paths: bare integers that no JavaScript number can hold (kling-official.md 3.4). */
import { bad } from './check';
import type { KlingRefusal } from './errors';

// A quotation mark inside a text is escaped, so the key cannot be found within a prompt.
const written = /"element_id"\s*:\s*("(?:[^"\\]|\\.)*"|[^\s,}\]]+)/g;

/** The values as they stand in the body's text. */
export function writtenElementIds(raw: string): string[] {
	return [...raw.matchAll(written)].map((match) => (match[1] ?? '').replace(/^"|"$/g, ''));
}

/** Digits that went through a floating point number name an element that does not exist. */
export function elementIdRefusal(ids: readonly string[]): KlingRefusal | undefined {
	const odd = ids.find((id) => !/^[1-9][0-9]*$/.test(id));
	if (odd !== undefined) return bad(`element_id ${odd} is not an integer`);
	const rounded = ids.find((id) => BigInt(id) > BigInt(Number.MAX_SAFE_INTEGER) && String(Number(id)) === id);
	return rounded === undefined ? undefined : bad(`element ${rounded} not found`);
}
