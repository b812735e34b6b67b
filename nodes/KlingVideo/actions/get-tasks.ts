// Get Many Tasks: one item for each task, in the shape that Query Task gives and takes.
import type { INodeExecutionData } from 'n8n-workflow';
import { unwrap } from '../../shared/errors';
import type { Session } from '../../shared/session';
import { notOffered } from '../operations/fields/availability';
import { getTasks as operation } from '../operations/get-tasks.operation';
import type { ListRequest } from '../operations/request';
import { resultWarnings } from '../../shared/messages/results';
import { toJson } from '../../shared/results/to-json';
import { isWanted, statusOf, type ListedTask } from '../../shared/tasks/task-filter';
import { collectPages } from '../../shared/tasks/paginate';

/** The account's tasks, page by page until there are enough. Throws CancelledError. */
export async function listTasks(session: Session, { filter, most }: ListRequest): Promise<INodeExecutionData[]> {
	const { backend, connection, run, index } = session;
	if (!backend.listTasks) return unwrap(notOffered(backend, operation));
	const pages = unwrap(backend.listTasks(filter, connection, session.clock.now()));
	const wants = (task: ListedTask) => isWanted(filter, task);
	const { entries } = unwrap(await collectPages(pages, { most, wants }, session.query, run));
	return entries.slice(0, most).map(({ state, operation, model }) => {
		const handle = {
			backend: backend.id,
			taskId: state.taskId,
			// Where the list does not tell, nothing is claimed; Query Task finds the task all the same.
			operation: operation ?? null,
			...(model ? { model } : {}),
		};
		const status = statusOf(state);
		// Its list calls it done; Query Task waits for its file, and fails where none comes.
		const warnings = status === state.status ? [] : [resultWarnings.listedWithoutFile];
		return { json: { ...toJson(handle, state, warnings), status }, pairedItem: { item: index } };
	});
}
