// A task is known to the backend that made it and to no other.
import { isBackendId } from '../../../shared/backends';
import type { Err } from '../../../shared/errors';
import type { BackendId } from '../../../shared/vocabulary';
import { formFailures } from '../../../shared/messages/form';
import { fail } from '../../../shared/messages/message';

/** Says so where the item itself tells that its task was made on another backend than the chosen one. */
export function madeElsewhere(
	taskId: string,
	backend: BackendId,
	json: Readonly<Record<string, unknown>>,
): Err | undefined {
	if (json.taskId !== taskId || !isBackendId(json.backend) || json.backend === backend) return undefined;
	return fail(formFailures.madeElsewhere, { task: taskId, other: json.backend });
}
