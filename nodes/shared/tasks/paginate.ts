// Lists that come page by page: read until enough has come or there is no more. Knows no backend.
import { Err, type Result } from '../errors';
import type { Call, Reply } from '../http/types';
import type { Timing } from '../clock';
import type { SendQuery } from './query-task';
import { retryQuery, type QueryError } from './retry-query';

/** A part of a list. */
export interface Page<T> {
	readonly entries: readonly T[];
	/** Ids of everything that stands on the page, also of what is no entry: a page that was there before ends the list. */
	readonly rows: readonly string[];
	/** Where the next page begins, in the backend's own words; absent on the last one. */
	readonly next?: string;
}

export type PageAnswer<T> = { readonly is: 'page'; readonly page: Page<T> } | QueryError;

/** A list as a backend gives it: a mark, undefined for the first page, leads to a page and to the next mark. */
export interface PagedList<T> {
	call(cursor: string | undefined): Call;
	read(reply: Reply, cursor: string | undefined): PageAnswer<T>;
	/** Tells entries apart; what slides from page to page while we read counts once. */
	idOf(entry: T): string;
}

/** How much of a list is wanted. */
export interface Wanted<T> {
	/** Reading ends with the page on which so many have come. */
	readonly most: number;
	/** A mark of an earlier reading. */
	readonly from?: string;
	/** Entries that do not count. */
	wants?(entry: T): boolean;
	/** How long slips are borne on each page, in milliseconds. */
	readonly patienceMs?: number;
}

/** No list is longer: pages end at 1000 on the official API (kling-official.md 4). */
const MOST_PAGES = 2_000;

/** Whole pages until there is enough, with the mark of what was not read. Throws CancelledError. */
export async function collectPages<T>(
	pages: PagedList<T>,
	{ most, from, wants = () => true, patienceMs }: Wanted<T>,
	send: SendQuery,
	{ clock, signal }: Timing,
): Promise<Result<{ readonly entries: T[]; readonly next?: string }>> {
	const seen = new Set<string>();
	const found = new Map<string, T>();
	let cursor = from;
	for (let number = 1; number <= MOST_PAGES; number++) {
		const ask = async () => pages.read(await send(pages.call(cursor)), cursor);
		const answer = await retryQuery(ask, { clock, signal }, patienceMs);
		if (answer instanceof Err) return answer;
		const { entries, rows, next } = answer.page;
		const isNew = rows.some((row) => !seen.has(row));
		for (const row of rows) seen.add(row);
		for (const entry of entries) if (wants(entry)) found.set(pages.idOf(entry), entry);
		// A service that knows no pages gives the first one again and again.
		if (next === undefined || !isNew) break;
		cursor = next;
		if (found.size >= most) return { entries: [...found.values()], next };
	}
	return { entries: [...found.values()] };
}

/** Several lists as one. */
export function concatLists<T>(lists: readonly [PagedList<T>, ...Array<PagedList<T>>]): PagedList<T> {
	const at = (cursor: string | undefined): { index: number; list: PagedList<T>; inner: string | undefined } => {
		const [, number = '0', inner = ''] = /^(\d+):(.*)$/s.exec(cursor ?? '') ?? [];
		return { index: Number(number), list: lists[Number(number)] ?? lists[0], inner: inner || undefined };
	};
	return {
		idOf: lists[0].idOf,
		call(cursor) {
			const { list, inner } = at(cursor);
			return list.call(inner);
		},
		read(reply, cursor) {
			const { index, list, inner } = at(cursor);
			const answer = list.read(reply, inner);
			if (answer.is !== 'page') return answer;
			const { entries, rows, next } = answer.page;
			const after = next !== undefined ? `${index}:${next}` : index + 1 < lists.length ? `${index + 1}:` : undefined;
			// An empty list is no repetition of the one before.
			const told = [...rows.map((row) => `${index}:${row}`), ...(next === undefined ? [`end of ${index}`] : [])];
			return { is: 'page', page: { entries, rows: told, ...(after === undefined ? {} : { next: after }) } };
		},
	};
}
