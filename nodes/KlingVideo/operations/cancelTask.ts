// Cancel Task: takes back a task that has not begun, where the backend can.
import { fail, type Outcome } from '../failure';
import { fieldLabels } from '../words';
import { isTaskMaker, taskIdField } from './queryTask';
import type { ItemContext, Operation } from './operation';
import type { CancelRequest } from './request';

function read({ form, backend, json }: ItemContext): Outcome<CancelRequest> {
	const taskId = form.text('taskId');
	if (taskId === '' || taskId === 'undefined' || taskId === 'null') {
		return fail('input', `'${fieldLabels.taskId}' is empty`, {
			nextStep: 'Give the ID that the task got when it was created',
		});
	}
	const madeBy = json.taskId === taskId && isTaskMaker(json.operation) ? json.operation : 'imageToVideo';
	return { kind: 'cancel', backend, taskId, madeBy };
}

export const cancelTask: Operation = {
	id: 'cancelTask',
	resource: 'video',
	name: 'Cancel Task',
	action: 'Cancel task',
	description: 'Take back a task that has not begun yet, which then costs nothing; only PiAPI can',
	offeredBy: ({ withdrawal }) => withdrawal !== undefined,
	fields: [{ field: taskIdField }],
	options: [],
	read,
};
