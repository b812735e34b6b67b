// The registry of operations: a new one is a file and a line here.
import type { OperationId } from '../words';
import { imageToVideo } from './imageToVideo';
import type { Operation } from './operation';
import { queryTask } from './queryTask';

export const operations = { imageToVideo, queryTask } as const satisfies Record<OperationId, Operation>;

/** Whether a text is the id of an operation. */
export function isOperationId(id: unknown): id is OperationId {
	return typeof id === 'string' && Object.prototype.hasOwnProperty.call(operations, id);
}
