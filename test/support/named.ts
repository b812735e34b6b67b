// A state as if its reply had named the task.
import { named as prove, type Named } from '../../nodes/shared/tasks/proof';
import type { StatusResult, TaskState } from '../../nodes/shared/tasks/task';

export function named(state: TaskState): Named {
	const found = prove(state, state.taskId);
	if (!found) throw new Error('the state has no id');
	return found;
}

export const stateTold = (state: TaskState): StatusResult => ({ is: 'state', state: named(state) });
