// A task as a run follows it, from its handle to its result.
import type { IdempotencyRecord } from './idempotency-record';
import type { Face, TaskReference } from './task';

/** A task to wait for. */
export interface TrackedTask {
	readonly reference: TaskReference;
	/** Milliseconds since 1970; the time limit counts from here. */
	readonly since: number;
	readonly warnings: readonly string[];
	/** It was made by an earlier try, so it may be done already. */
	readonly resumed: boolean;
	/** How long it probably runs, in milliseconds; undefined where nothing is known. */
	readonly expectedMs?: number;
	/** Who was found in the video before the task was created. */
	readonly faces?: readonly Face[];
	/** Where the task is remembered; absent for tasks that this request did not make. */
	readonly record?: IdempotencyRecord;
}
