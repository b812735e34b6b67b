// Cancel Task: takes back a task that has not begun, where the backend can.
import { backends, backendsThat } from '../../shared/backends';
import { Err, type Result } from '../../shared/errors';
import { isTaskMaker } from '../../shared/task-makers';
import { fieldLabels } from '../../shared/vocabulary';
import { readId } from './fields/read-id';
import { taskIdField } from './query-task.operation';
import type { ItemContext, Operation } from './operation';
import type { CancelRequest } from './request';
import { formFailures } from '../../shared/messages/form';
import { fail } from '../../shared/messages/message';

function read({ form, backend, json }: ItemContext): Result<CancelRequest> {
	const taskId = readId(form, 'taskId', fieldLabels.taskId, (field) => fail(formFailures.taskIdEmpty, { field }));
	if (taskId instanceof Err) return taskId;
	const madeBy = json.taskId === taskId && isTaskMaker(json.operation) ? json.operation : 'imageToVideo';
	const model = json.taskId === taskId && typeof json.model === 'string' ? json.model : undefined;
	return { kind: 'cancel', backend, taskId, madeBy, ...(model ? { model } : {}) };
}

const offeredBy: NonNullable<Operation['offeredBy']> = ({ cancel }) => cancel !== undefined;

const labels = backendsThat(offeredBy)
	.map((id) => backends[id].label)
	.join(' and ');

export const cancelTask: Operation = {
	id: 'cancelTask',
	resource: 'video',
	name: 'Cancel Task',
	action: 'Cancel task',
	description: `Cancel a task that has not started, so that it is not charged; only on ${labels}`,
	offeredBy,
	fields: [{ field: taskIdField }],
	options: [],
	read,
};
