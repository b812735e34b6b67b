// The official API's lists of tasks: one of everything with an API key, one for each create path with access keys
// (kling-official.md 4).
import { klingFailures } from './messages';
import type { Result } from '../../errors';
import { fail } from '../../messages/message';
import { isNetworkFailure, jsonBody, type Reply } from '../../http/types';
import { at, numberAt, textAt, type JsonObject } from '../../json';
import type { ListedTask, TaskFilter } from '../../tasks/task-filter';
import type { PageAnswer, PagedList } from '../../tasks/paginate';
import type { GeneratingOperation } from '../../vocabulary';
import type { Connection } from '../backend';
import { answerByRule, answerWithoutReply, jsonOf, asQueryError } from '../parse-response';
import { klingRule } from './error-codes';
import { numberedPages } from './library';
import { stateOf } from './responses';

const LABEL = 'Kling';
/** kling-official.md 4: the default; 500 are allowed. */
const PAGE_SIZE = 100;

/** kling-official.md 4, "List". */
const DEFAULT_WINDOW_MS = 30 * 24 * 3600 * 1000;

/** The newer standard's words for the states (kling-official.md 4, filters). */
const WORDS = { queued: 'submitted', running: 'processing', succeeded: 'succeeded', failed: 'failed' } as const;

/**
 * The account's tasks, the newest first as far as the API tells.
 *
 * @param paths where each operation creates
 */
export function listTasks(
	filter: TaskFilter,
	{ apiUrl, hasApiKey }: Connection,
	paths: Readonly<Partial<Record<GeneratingOperation, string>>>,
): Result<PagedList<ListedTask>> {
	const { madeBy } = filter;
	if (madeBy === undefined) {
		// Access keys are refused on the newer paths (kling-official.md 1.2).
		return hasApiKey ? ofEverything(filter, apiUrl) : fail(klingFailures.onlyByOperation);
	}
	const path = paths[madeBy];
	// The form offers what any backend makes.
	if (path === undefined) return fail(klingFailures.notListed);
	const entriesOf = (row: unknown): ListedTask[] => {
		const state = stateOf(row);
		return state.taskId === '' ? [] : [{ state, operation: madeBy }];
	};
	return numberedPages(`${apiUrl}${path}`, PAGE_SIZE, entriesOf, ({ state }) => state.taskId);
}

/** `POST /tasks`: times in milliseconds, as numbers; a cursor stands in for them (kling-official.md 4). */
function ofEverything({ statuses, since, until }: TaskFilter, apiUrl: string): PagedList<ListedTask> {
	// Without a start it is 30 days ago, and it must precede the end.
	const start = since ?? (until === undefined ? undefined : until - DEFAULT_WINDOW_MS);
	const filters: JsonObject =
		statuses.length === 0 ? {} : { filters: [{ key: 'status', values: statuses.map((status) => WORDS[status]) }] };
	return {
		idOf: ({ state }) => state.taskId,
		call: (cursor) => ({
			method: 'POST',
			url: `${apiUrl}/tasks`,
			body: jsonBody({
				limit: PAGE_SIZE,
				...(cursor === undefined
					? {
							...(start === undefined ? {} : { start_time: start }),
							...(until === undefined ? {} : { end_time: until }),
						}
					: { cursor }),
				...filters,
			}),
		}),
		read: readList,
	};
}

/** The reply to `POST /tasks`: `result`, `next_cursor` and `has_more` (kling-official.md 3.2). */
function readList(reply: Reply): PageAnswer<ListedTask> {
	if (isNetworkFailure(reply)) return asQueryError(answerWithoutReply(LABEL, reply));
	const json = jsonOf(reply);
	const code = numberAt(json, 'code');
	if (code === undefined) return asQueryError(answerWithoutReply(LABEL, reply));
	if (code !== 0)
		return asQueryError(
			answerByRule(LABEL, klingRule(code, reply.status), String(code), textAt(json, 'message'), reply),
		);
	const rows = at(json, 'data.result');
	if (!Array.isArray(rows)) return asQueryError(answerWithoutReply(LABEL, reply));
	const states = rows.map(stateOf).filter(({ taskId }) => taskId !== '');
	const next = at(json, 'data.has_more') === true ? textAt(json, 'data.next_cursor') : undefined;
	return {
		is: 'page',
		page: {
			entries: states.map((state) => ({ state })),
			rows: states.map(({ taskId }) => taskId),
			...(next === undefined ? {} : { next }),
		},
	};
}
