/** Reading tasks on the official API: its two standards differ much (kling-official.md 4). */
import type { Answer } from '../http/answer';
import { jsonBody } from '../http/body';
import type { Incoming } from '../http/host';
import type { Task } from '../tasks/task';
import type { World } from '../world';
import { closed, oneOf, shapeRefusal } from './check';
import { byExternalId } from './create';
import { okAnswer, refusalAnswer, refuse } from './errors';
import { isSession } from './faces';
import { isLegacy, lipSyncPath } from './paths';
import { legacyTask, newerTask } from './replies';
import { isSpeech } from './speech';

/** `path` is the create path: a task is asked for where it was made. */
export function legacyOne(world: World, path: string, id: string): Answer {
	const task = world.book.find('kling', id) ?? (path === lipSyncPath ? undefined : byExternalId(world, id));
	if (task?.path !== path) {
		return refusalAnswer(refuse(1201, 'Task not found by id/external id'));
	}
	return okAnswer(legacyTask(task, world));
}

export function legacyList(world: World, path: string, incoming: Incoming): Answer {
	const page = bounded(incoming, 'pageNum', 1, 1000);
	// Section 2.12: 1000 for voices.
	const most = path === '/v1/general/custom-voices' ? 1000 : 500;
	const size = bounded(incoming, 'pageSize', 30, most);
	if (page === undefined) return refusalAnswer(refuse(1201, 'pageNum must be between 1 and 1000'));
	if (size === undefined) return refusalAnswer(refuse(1201, 'pageSize must be between 1 and ' + most));
	const tasks = world.book
		.of('kling')
		.filter((task) => task.path === path)
		.reverse()
		.slice((page - 1) * size, page * size);
	return okAnswer(tasks.map((task) => legacyTask(task, world)));
}

/** `GET /tasks`: an array, unknown ids left out; shows legacy tasks in the NEW shape, sync calls never. */
export function newerBatch(world: World, incoming: Incoming): Answer {
	const ids = incoming.query.get('task_ids');
	const externalIds = incoming.query.get('external_task_ids');
	if ((ids === null) === (externalIds === null)) {
		return refusalAnswer(refuse(1201, 'exactly one of task_ids and external_task_ids is required'));
	}
	const asked = (ids ?? externalIds ?? '').split(',').filter((id) => id !== '');
	if (asked.length === 0) return refusalAnswer(refuse(1201, 'task_ids must not be empty'));
	if (asked.length > 20) return refusalAnswer(refuse(1201, 'at most 20 ids are allowed'));
	const found = asked
		.map((id) => (ids === null ? byExternalId(world, id) : world.book.find('kling', id)))
		.filter((task): task is Task => task !== undefined && !isSpeech(task) && !isSession(task))
		// Section 2.7: lip syncs by task_id only.
		.filter((task) => ids !== null || task.path !== lipSyncPath)
		.filter((task) => world.settings.tasksListsLegacy || !isLegacy(task.path ?? ''));
	return okAnswer(found.map((task) => newerTask(task, world)));
}

const listSchema = closed({
	start_time: { type: ['integer', 'string'] },
	end_time: { type: ['integer', 'string'] },
	cursor: { type: 'string' },
	limit: { type: 'integer', minimum: 1, maximum: 500 },
	filters: {
		type: 'array',
		items: closed({ key: oneOf(['status', 'product_type']), values: { type: 'array', items: { type: 'string' } } }, [
			'key',
			'values',
		]),
	},
});

const statuses: readonly string[] = ['submitted', 'processing', 'succeeded', 'failed'];
const productTypes: readonly string[] = ['video', 'image', 'try_on'];
const thirtyDays = 30 * 24 * 3600 * 1000;

/** `POST /tasks`: the newest first; a cursor overrides the times (section 4). */
export function newerList(world: World, incoming: Incoming): Answer {
	const body = jsonBody(incoming);
	if (typeof body === 'string') return refusalAnswer(refuse(1200, body));
	const misshaped = shapeRefusal(listSchema, body);
	if (misshaped) return refusalAnswer(misshaped);
	const filters = (body.filters ?? []) as Array<{ key: string; values: string[] }>;
	for (const { key, values } of filters) {
		const known = key === 'status' ? statuses : productTypes;
		const odd = values.find((value) => !known.includes(value));
		if (odd !== undefined) return refusalAnswer(refuse(1201, `filters: ${key} cannot be ${odd}`));
	}
	const cursor = typeof body.cursor === 'string' ? cursorIn(body.cursor) : undefined;
	if (typeof body.cursor === 'string' && !cursor) return refusalAnswer(refuse(1201, 'cursor is invalid'));
	const { start, end, offset } = cursor ?? {
		start: Number(body.start_time ?? world.now() - thirtyDays),
		end: Number(body.end_time ?? world.now()),
		offset: 0,
	};
	if (!(start < end)) return refusalAnswer(refuse(1201, 'start_time must be earlier than end_time'));
	const limit = Number(body.limit ?? 100);
	const found = world.book
		.of('kling')
		.filter((task) => !isSpeech(task) && (world.settings.tasksListsLegacy || !isLegacy(task.path ?? '')))
		.filter((task) => task.createdAt >= start && task.createdAt <= end)
		.reverse()
		.map((task) => newerTask(task, world) as { status: string })
		.filter(({ status }) => filters.every(({ key, values }) => values.includes(key === 'status' ? status : 'video')));
	const result = found.slice(offset, offset + limit);
	const more = offset + limit < found.length;
	return okAnswer({
		result,
		count: result.length,
		next_cursor: more ? cursorFor({ start, end, offset: offset + limit }) : '',
		has_more: more,
	});
}

interface Cursor {
	start: number;
	end: number;
	offset: number;
}

const cursorFor = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url');

function cursorIn(text: string): Cursor | undefined {
	try {
		return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Cursor;
	} catch {
		return undefined;
	}
}

export function bounded(incoming: Incoming, name: string, fallback: number, most: number): number | undefined {
	const given = incoming.query.get(name);
	if (given === null) return fallback;
	const value = Number(given);
	return /^\d+$/.test(given) && value >= 1 && value <= most ? value : undefined;
}
