// A task is known to the backend that made it and to no other.
import { isBackendId } from '../../../shared/backends';
import { err, type Err } from '../../../shared/errors';
import { fieldLabels, type BackendId } from '../../../shared/vocabulary';

/** Says so where the item itself tells that its task was made on another backend than the chosen one. */
export function madeElsewhere(
	taskId: string,
	backend: BackendId,
	json: Readonly<Record<string, unknown>>,
): Err | undefined {
	if (json.taskId !== taskId || !isBackendId(json.backend) || json.backend === backend) return undefined;
	return err('input', `The task '${taskId}' was made on another backend ('${json.backend}')`, {
		nextStep: `Choose that backend under '${fieldLabels.backend}'`,
	});
}
