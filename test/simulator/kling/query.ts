/** Reading tasks on the official API: its two standards differ much (kling-official.md 4). */
import type { Answer } from '../http/answer';
import type { Incoming } from '../http/host';
import type { Task } from '../tasks/task';
import type { World } from '../world';
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
	const size = bounded(incoming, 'pageSize', 30, 500);
	if (page === undefined) return refusalAnswer(refuse(1201, 'pageNum must be between 1 and 1000'));
	if (size === undefined) return refusalAnswer(refuse(1201, 'pageSize must be between 1 and 500'));
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

function bounded(incoming: Incoming, name: string, fallback: number, most: number): number | undefined {
	const given = incoming.query.get(name);
	if (given === null) return fallback;
	const value = Number(given);
	return /^\d+$/.test(given) && value >= 1 && value <= most ? value : undefined;
}
