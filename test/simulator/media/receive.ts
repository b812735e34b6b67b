/** A media file as it arrived, before anything is known of its content. */
import { createHash } from 'node:crypto';
import type { LedgerMedia } from '../contract';

export function received(
	source: Pick<LedgerMedia, 'field' | 'how' | 'url'>,
	kind: LedgerMedia['kind'],
	content: Buffer,
): LedgerMedia {
	const sha256 = createHash('sha256').update(content).digest('hex');
	return { ...source, kind, bytes: content.length, sha256, content };
}

/** The range that a number must lie in, both ends included. */
export type Range = readonly [least: number, most: number];

export function within(value: number, [least, most]: Range): boolean {
	return value >= least && value <= most;
}

export function thousandths(value: number): number {
	return Math.round(value * 1000) / 1000;
}

/** Facts that are not there leave no key. */
export function defined(facts: Record<string, number | undefined>): Record<string, number> {
	return Object.fromEntries(Object.entries(facts).filter((entry): entry is [string, number] => entry[1] !== undefined));
}
