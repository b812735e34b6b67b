// PiAPI's history of tasks. No page shows what it answers (piapi.md 4), so any list of tasks in it is taken.
import { isNetworkFailure, type Reply } from '../../http/types';
import { at, numberAt, textAt } from '../../json';
import type { ListedTask, TaskFilter } from '../../tasks/task-filter';
import type { PageAnswer, PagedList } from '../../tasks/paginate';
import type { Connection } from '../backend';
import { answerByRule, answerWithoutReply, jsonOf, asQueryError } from '../parse-response';
import { piapiRule } from './error-codes';
import { codeOf, stateOf, wordsOf } from './responses';

const LABEL = 'PiAPI';
/** The most that is allowed (piapi.md 4). */
const PAGE_SIZE = 100;

/** Where clients found the tasks. */
const PLACES = ['data.data', 'data.list', 'data.tasks', 'data.items', 'data.histories', 'data', 'tasks', 'list'];

/** The account's Kling tasks; times are in seconds, as in the call that cancels many (piapi.md 4). */
export function listTasks({ since, until }: TaskFilter, { apiUrl }: Connection): PagedList<ListedTask> {
	const numberOf = (cursor: string | undefined) => Number(cursor ?? 1) || 1;
	const times = [
		...(since === undefined ? [] : [`&start_time=${Math.floor(since / 1000)}`]),
		...(until === undefined ? [] : [`&end_time=${Math.ceil(until / 1000)}`]),
	].join('');
	return {
		idOf: ({ state }) => state.taskId,
		call: (cursor) => ({
			method: 'GET',
			url: `${apiUrl}/api/open/tasks/histories?page=${numberOf(cursor)}&page_size=${PAGE_SIZE}${times}`,
		}),
		read: (reply, cursor) => readHistories(reply, numberOf(cursor)),
	};
}

function readHistories(reply: Reply, number: number): PageAnswer<ListedTask> {
	if (isNetworkFailure(reply)) return asQueryError(answerWithoutReply(LABEL, reply));
	const json = jsonOf(reply);
	const code = codeOf(reply, json);
	if (code !== undefined && code !== 200)
		return asQueryError(answerByRule(LABEL, piapiRule(code), String(code), wordsOf(json), reply));
	const rows = rowsIn(json);
	if (!rows) return asQueryError(answerWithoutReply(LABEL, reply));
	const total = numberAt(json, 'data.total') ?? numberAt(json, 'total');
	const more = total === undefined ? rows.length >= PAGE_SIZE : number * PAGE_SIZE < total && rows.length > 0;
	return {
		is: 'page',
		page: {
			entries: rows.filter(isKling).map((row) => ({ state: stateOf(row) })),
			rows: rows.map((row) => textAt(row, 'task_id') ?? ''),
			...(more ? { next: String(number + 1) } : {}),
		},
	};
}

/** The first list of tasks, which may be empty; undefined where there is none. */
function rowsIn(json: unknown): unknown[] | undefined {
	const lists = PLACES.map((place) => at(json, place)).filter((list): list is unknown[] => Array.isArray(list));
	const tasks = lists.map((list) => list.filter((row) => textAt(row, 'task_id') !== undefined));
	return tasks.find((list) => list.length > 0) ?? tasks[0];
}

/** An account may hold tasks of other models; those of Kling begin so. A list that names no model tells all. */
const isKling = (row: unknown) => /^kling/i.test(textAt(row, 'model') ?? 'kling');
