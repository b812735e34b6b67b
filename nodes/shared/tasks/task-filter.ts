// Tasks as a backend lists them, and which of them are wanted. Knows no backend.
import type { GeneratingOperation } from '../vocabulary';
import type { TaskState } from './task';

export interface ListedTask {
	readonly state: TaskState;
	/** What made it, where the list tells. */
	readonly operation?: GeneratingOperation;
	readonly model?: string;
}

/** Which tasks are wanted. */
export interface TaskFilter {
	/** Undefined: any. */
	readonly madeBy?: GeneratingOperation;
	/** Empty: any. */
	readonly statuses: ReadonlyArray<TaskState['status']>;
	/** Created within, in milliseconds since 1970. */
	readonly since?: number;
	readonly until?: number;
}

/** A task whose backend calls it done counts as done, whatever it made: not everything in a list is a video. */
export const statusOf = (state: TaskState): TaskState['status'] =>
	'endedWithoutResult' in state && state.endedWithoutResult ? 'succeeded' : state.status;

/** Backends filter by some of this or by nothing, so what comes is held against it once more. */
export function isWanted({ statuses, since, until }: TaskFilter, { state }: ListedTask): boolean {
	const { createdAt } = state;
	if (statuses.length > 0 && !statuses.includes(statusOf(state))) return false;
	if (createdAt === undefined) return true;
	return createdAt >= (since ?? -Infinity) && createdAt <= (until ?? Infinity);
}
