// The official API's libraries: the account's elements and voices, and those that Kling offers to all
// (kling-official.md 2.11 and 2.12).
import { replyDetails } from '../../messages/backends';
import { failureOf } from '../../messages/message';
import { klingFailures } from './messages';
import { jsonBody, isNetworkFailure, type Reply } from '../../http/types';
import { at, isObject, numberAt, textAt } from '../../json';
import { sanitize } from '../../errors';
import type { LibraryEntry } from '../../tasks/library-entry';
import { concatLists, type Page, type PageAnswer, type PagedList } from '../../tasks/paginate';
import type { LibraryKind } from '../../vocabulary';
import type { DeleteResult, LibraryEndpoint } from '../backend';
import { answerByRule, answerWithoutReply, jsonOf, asQueryError } from '../parse-response';
import { klingRule } from './error-codes';
import { elementsOf, legacyTimes, voicesOf } from './responses';

const LABEL = 'Kling';

/** Entries of a page, far below what the API allows: 500, of voices 1000 (kling-official.md 2.12 and 4). */
const PAGE_SIZE = 100;
/** kling-official.md 4: pages are counted from 1 to 1000. */
const LAST_PAGE = 1000;

interface Paths {
	readonly own: string;
	readonly presets: string;
	readonly remove: string;
	/** The id's key in a deletion, and in the list of an entry that stands there without its task. */
	readonly key: string;
	readonly entriesOf: (task: unknown) => LibraryEntry[];
}

const PATHS: Record<LibraryKind, Paths> = {
	element: {
		own: '/v1/general/advanced-custom-elements',
		presets: '/v1/general/advanced-presets-elements',
		remove: '/v1/general/delete-advanced-elements',
		key: 'element_id',
		entriesOf: elementsOf,
	},
	voice: {
		own: '/v1/general/custom-voices',
		presets: '/v1/general/presets-voices',
		remove: '/v1/general/delete-voices',
		key: 'voice_id',
		entriesOf: voicesOf,
	},
};

/** The reply to `GET <path>?pageNum&pageSize` as rows of `data`, or why there are none (kling-official.md 4). */
export function rowsOfPage(
	reply: Reply,
): { readonly is: 'rows'; readonly rows: unknown[] } | ReturnType<typeof asQueryError> {
	if (isNetworkFailure(reply)) return asQueryError(answerWithoutReply(LABEL, reply));
	const json = jsonOf(reply);
	const code = numberAt(json, 'code');
	if (code === undefined) return asQueryError(answerWithoutReply(LABEL, reply));
	if (code !== 0)
		return asQueryError(
			answerByRule(LABEL, klingRule(code, reply.status), String(code), textAt(json, 'message'), reply),
		);
	const data = at(json, 'data') ?? [];
	if (!Array.isArray(data)) return asQueryError(answerWithoutReply(LABEL, reply));
	return { is: 'rows', rows: data };
}

/** A list by `pageNum` and `pageSize`; the mark is the page's number. */
export function numberedPages<T>(
	url: string,
	size: number,
	entriesOf: (row: unknown) => T[],
	idOf: (entry: T) => string,
): PagedList<T> {
	const numberOf = (cursor: string | undefined) => Number(cursor ?? 1) || 1;
	return {
		idOf,
		call: (cursor) => ({ method: 'GET', url: `${url}?pageNum=${numberOf(cursor)}&pageSize=${size}` }),
		read(reply, cursor): PageAnswer<T> {
			const told = rowsOfPage(reply);
			if (told.is !== 'rows') return told;
			const { rows } = told;
			const number = numberOf(cursor);
			const page: Page<T> = {
				entries: rows.flatMap(entriesOf),
				rows: rows.map((row, index) => textAt(row, 'task_id') ?? textAt(row, 'id') ?? `${number} ${index}`),
				...(rows.length >= size && number < LAST_PAGE ? { next: String(number + 1) } : {}),
			};
			return { is: 'page', page };
		},
	};
}

/** Entries of a list: tasks with what they made; and tolerant, because no page shows one: entries by themselves. */
function entriesIn({ key, entriesOf }: Paths, owner: NonNullable<LibraryEntry['owner']>) {
	return (row: unknown): LibraryEntry[] => {
		const bare = textAt(row, key) !== undefined;
		const wrapped = bare ? { task_result: { elements: [row], voices: [row] } } : row;
		return entriesOf(wrapped)
			.filter(({ status }) => status !== 'deleted')
			.map((entry) => ({
				...entry,
				owner: entry.owner ?? owner,
				...(bare ? {} : legacyTimes(row)),
			}));
	};
}

function endpoint(kind: LibraryKind): LibraryEndpoint {
	const paths = PATHS[kind];
	return {
		list(owner, { apiUrl }) {
			const own = numberedPages(`${apiUrl}${paths.own}`, PAGE_SIZE, entriesIn(paths, 'own'), ({ id }) => id);
			const presets = numberedPages(`${apiUrl}${paths.presets}`, PAGE_SIZE, entriesIn(paths, 'preset'), ({ id }) => id);
			return owner === 'own' ? own : owner === 'preset' ? presets : concatLists([own, presets]);
		},
		remove: (id, { apiUrl }) => ({
			method: 'POST',
			url: `${apiUrl}${paths.remove}`,
			// Text, not a number (kling-official.md 2.11).
			body: jsonBody({ [paths.key]: id }),
		}),
		readDelete: (reply, id) => readDelete(kind, reply, id),
	};
}

/** The reply to a deletion: `{task_id, task_status}`; nothing says that it takes time (kling-official.md 2.11). */
function readDelete(kind: LibraryKind, reply: Reply, id: string): DeleteResult {
	if (isNetworkFailure(reply)) return asQueryError(answerWithoutReply(LABEL, reply));
	const json = jsonOf(reply);
	const code = numberAt(json, 'code');
	if (code === 0 && textAt(json, 'data.task_status') === 'failed')
		return { is: 'refused', failure: notRemoved(kind, textAt(json, 'data.task_status_msg')) };
	if (code === 0 && isObject(json)) return { is: 'deleted' };
	if (code === undefined || code === 0) return asQueryError(answerWithoutReply(LABEL, reply));
	const words = textAt(json, 'message');
	// As for tasks (kling-official.md 7, code 1201).
	if (code === 1201 && /not (found|exist)/i.test(words ?? ''))
		return { is: 'unknown', failure: noSuch(kind, id, words) };
	return asQueryError(answerByRule(LABEL, klingRule(code, reply.status), String(code), words, reply));
}

function notRemoved(kind: LibraryKind, told: string = replyDetails.noReason) {
	const words = sanitize(told);
	return failureOf(klingFailures.notRemoved, { kind, words }, { words });
}

function noSuch(kind: LibraryKind, id: string, words: string | undefined) {
	const told = words ? { words: sanitize(words) } : {};
	return failureOf(klingFailures.noSuchEntry, { kind, id: sanitize(id) }, told);
}

export const klingLibrary: Record<LibraryKind, LibraryEndpoint> = {
	element: endpoint('element'),
	voice: endpoint('voice'),
};
