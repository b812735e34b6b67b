// fal.ai's list of requests, by endpoint (fal.md 5.2): for Get Many Tasks, and for a create whose answer got lost.
import { replyDetails } from '../../messages/backends';
import { isNetworkFailure, type Reply } from '../../http/types';
import { at, isObject, listAt, numberAt, textAt } from '../../json';
import { fail } from '../../messages/message';
import type { Result } from '../../errors';
import { concatLists, type PageAnswer, type PagedList } from '../../tasks/paginate';
import type { ListedTask, TaskFilter } from '../../tasks/task-filter';
import type { TaskState } from '../../tasks/task';
import type { GeneratingOperation, Quality, Settings } from '../../vocabulary';
import type { Connection, LoggedRequest, RequestLog } from '../backend';
import { sentModel, type ModelOperation } from '../catalogue';
import { answerByRule, answerWithoutReply, asQueryError, jsonOf } from '../parse-response';
import { CANCELLED, falRule } from './error-codes';
import { falFailures } from './messages';
import { falModels } from './models';
import { LABEL, stateOf, wordsOf } from './responses';

/** fal.md 5.2: the most of a page, and of endpoints in one question. */
const PAGE_SIZE = 100;
const MOST_ENDPOINTS = 50;

/** fal keeps payloads so long (fal.md 5.1); without a start it tells of a day only. */
const WINDOW_MS = 30 * 24 * 3_600_000;

/** Endpoints by what they make, found by trying out what decides about them. */
const madeBy: ReadonlyMap<string, GeneratingOperation> = new Map(
	falModels.flatMap(({ id, operations }) =>
		Object.entries(operations).flatMap(([operation, spec]) =>
			endpointsOf(id, spec).map((endpoint): [string, GeneratingOperation] => [
				endpoint,
				operation as GeneratingOperation,
			]),
		),
	),
);

function endpointsOf(id: string, spec: ModelOperation): string[] {
	const { settings: specs } = spec;
	const qualities: ReadonlyArray<Quality | undefined> = specs.quality?.values ?? [undefined];
	const uses: ReadonlyArray<Settings['videoUse']> = specs.videoUse?.values ?? [undefined];
	const all = qualities.flatMap((quality) =>
		uses.flatMap((videoUse) =>
			[false, true].flatMap((hasVideo) =>
				[false, true].map((speaks) => sentModel(id, spec, { settings: { quality, videoUse }, hasVideo, speaks })),
			),
		),
	);
	return [...new Set(all)];
}

/**
 * The account's tasks; those that wait in the queue are probably not among them.
 *
 * @param now milliseconds since 1970
 */
export function listTasks(
	{ madeBy: wanted, since, until }: TaskFilter,
	connection: Connection,
	now: number,
): Result<PagedList<ListedTask>> {
	const ids = [...madeBy].filter(([, made]) => wanted === undefined || made === wanted).map(([endpoint]) => endpoint);
	const parts = Array.from({ length: Math.ceil(ids.length / MOST_ENDPOINTS) }, (_, index) =>
		ids.slice(index * MOST_ENDPOINTS, (index + 1) * MOST_ENDPOINTS),
	);
	const window = { since: since ?? now - WINDOW_MS, ...(until === undefined ? {} : { until }) };
	const [first, ...others] = parts.map((endpoints) =>
		pagesOf(endpoints, window, connection, taskIn, ({ state }) => state.taskId),
	);
	return first ? concatLists([first, ...others]) : fail(falFailures.listsNothingOf);
}

/** What was sent to an endpoint. */
export const requestLog: RequestLog = {
	list: (url, window, connection) => {
		const endpoint = url.slice(connection.apiUrl.length + 1);
		return pagesOf([endpoint], window, connection, requestIn, ({ taskId }) => taskId);
	},
};

function pagesOf<T>(
	endpoints: readonly string[],
	{ since, until }: { readonly since: number; readonly until?: number },
	{ platformUrl = '' }: Connection,
	entryOf: (row: unknown) => T | undefined,
	idOf: (entry: T) => string,
): PagedList<T> {
	const query = [
		`endpoint_id=${endpoints.map(encodeURIComponent).join(',')}`,
		`start=${isoOf(since)}`,
		...(until === undefined ? [] : [`end=${isoOf(until)}`]),
		`limit=${PAGE_SIZE}`,
		'expand=payloads',
	].join('&');
	return {
		idOf,
		call: (cursor) => ({
			method: 'GET',
			url: `${platformUrl}/models/requests/by-endpoint?${query}${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
		}),
		read: (reply) => readPage(reply, entryOf),
	};
}

function readPage<T>(reply: Reply, entryOf: (row: unknown) => T | undefined): PageAnswer<T> {
	if (isNetworkFailure(reply)) return asQueryError(answerWithoutReply(LABEL, reply));
	const json = jsonOf(reply);
	if (reply.status >= 300 && isObject(json))
		return asQueryError(
			answerByRule(LABEL, falRule(reply.status, wordsOf(json)), String(reply.status), wordsOf(json), reply),
		);
	const items = at(json, 'items');
	if (reply.status >= 300 || !Array.isArray(items)) return asQueryError(answerWithoutReply(LABEL, reply));
	const rows: unknown[] = items;
	const next = at(json, 'has_more') === true ? textAt(json, 'next_cursor') : undefined;
	return {
		is: 'page',
		page: {
			entries: rows.map(entryOf).filter((entry): entry is Exclude<typeof entry, undefined> => entry !== undefined),
			rows: rows.map((row) => textAt(row, 'request_id') ?? ''),
			...(next === undefined ? {} : { next }),
		},
	};
}

function requestIn(row: unknown): LoggedRequest | undefined {
	const taskId = textAt(row, 'request_id');
	const sentAt = timeAt(row, 'sent_at');
	if (taskId === undefined || sentAt === undefined) return undefined;
	return { taskId, sentAt, body: at(row, 'json_input') };
}

function taskIn(row: unknown): ListedTask | undefined {
	const taskId = textAt(row, 'request_id');
	if (taskId === undefined) return undefined;
	const endpoint = textAt(row, 'endpoint_id');
	const operation = endpoint === undefined ? undefined : madeBy.get(endpoint);
	return {
		state: { ...listedState(taskId, row), createdAt: timeAt(row, 'sent_at'), finishedAt: timeAt(row, 'ended_at') },
		...(operation ? { operation } : {}),
		...(endpoint ? { model: endpoint } : {}),
	};
}

/** ended_at and status_code are empty while it runs. */
function listedState(taskId: string, row: unknown): TaskState {
	const code = numberAt(row, 'status_code');
	if (code === undefined) return { taskId, word: 'IN_PROGRESS', status: 'running' };
	if (code < 300) return stateOf(taskId, at(row, 'json_output'));
	const output = at(row, 'json_output');
	const type = textAt(output, 'error_type') ?? textAt(listAt(output, 'detail')[0], 'type');
	return {
		taskId,
		word: type === CANCELLED ? 'cancelled' : 'failed',
		status: 'failed',
		words: wordsOf(output) ?? replyDetails.noReason,
		code: type ?? String(code),
	};
}

function timeAt(row: unknown, path: string): number | undefined {
	const time = Date.parse(textAt(row, path) ?? '');
	return Number.isFinite(time) ? time : undefined;
}

const isoOf = (ms: number) => encodeURIComponent(new Date(ms).toISOString());
