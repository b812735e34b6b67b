/** Kie's task query (kie.md 3.2, 4): unknown for a moment, then four states and a JSON string. */
import type { Answer } from '../http/answer';
import type { Incoming } from '../http/host';
import { changedAt, stateOf } from '../tasks/task';
import type { Task } from '../tasks/task';
import type { World } from '../world';
import { ok, refused } from './answers';

export function recordInfo(world: World, incoming: Incoming): Answer {
	const id = incoming.query.get('taskId') ?? '';
	if (id === '') return refused({ code: 400, msg: 'taskId cannot be empty' });
	const task = world.book.find('kie', id);
	// Unknown and too new look the same (kie.md 4).
	if (!task || world.now() < task.freshUntil) {
		return refused({ code: 422, msg: 'recordInfo is null' }, { data: null });
	}
	return ok(shown(task, world));
}

/** A task as recordInfo tells it; its callback says nearly the same. */
export function shown(task: Task, world: World): Record<string, unknown> {
	const now = world.now();
	const state = stateOf(task, now);
	const ended = state === 'succeeded' || state === 'failed';
	return {
		taskId: task.id,
		model: task.model,
		state: wordOf(task, now),
		param: task.rawBody,
		...(state === 'succeeded'
			? { resultJson: JSON.stringify({ resultUrls: [world.results.link(task, 'clean')] }) }
			: {}),
		failCode: state === 'failed' ? task.failCode : '',
		failMsg: state === 'failed' ? task.reason : '',
		costTime: state === 'succeeded' ? task.endsAt - task.startsAt : 0,
		createTime: task.createdAt,
		updateTime: changedAt(task, now),
		...(ended ? { completeTime: task.endsAt } : {}),
		...(ended ? { creditsConsumed: state === 'succeeded' ? task.price.amount : 0 } : {}),
	};
}

/** Waiting for the first half of the queue, queuing for the second. */
function wordOf(task: Task, now: number): string {
	switch (stateOf(task, now)) {
		case 'queued':
			return now < (task.freshUntil + task.startsAt) / 2 ? 'waiting' : 'queuing';
		case 'running':
			return 'generating';
		case 'succeeded':
			return 'success';
		default:
			return 'fail';
	}
}
