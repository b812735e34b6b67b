// Remembers every paid task in the node's execution context, which survives Retry On Fail and "retry execution".
import type { TaskHandle } from './task';

/** What is known of one request that costs money. Plain JSON: n8n stores it with the execution. */
export interface Entry {
	/** 1 for the first task of this request, one more after each task that failed. */
	attempt: number;
	/**
	 * `intent`: a create may have left. `task`: a task exists. `uncertain`: a task may exist. `open`: nothing exists,
	 * because nothing was sent, everything was refused, or the last task failed.
	 */
	state: 'open' | 'intent' | 'task' | 'uncertain';
	/** Written before the create leaves and then reused, never recomputed. Official API only. */
	externalTaskId?: string;
	handle?: TaskHandle;
	/** Milliseconds since 1970; when the backend accepted the task. */
	acceptedAt?: number;
	/** The execution that counts the time limit from `acceptedAt`; a retried execution has another id. */
	executionId: string;
}

const KEY = 'klingVideoTasks';

/** Which request an entry belongs to. Loops give each pass its own run index. */
export interface RequestKey {
	readonly runIndex: number;
	readonly itemIndex: number;
	/** Fingerprint of everything that decides what is made. */
	readonly digest: string;
}

/**
 * The entry of a request, made where there is none. It lives inside `context`, so a change to it is remembered at once.
 *
 * @param context n8n's `getContext('node')`
 */
export function recall(context: Record<string, unknown>, key: RequestKey, executionId: string): Entry {
	const entries = entriesIn(context);
	const name = `${key.runIndex}:${key.itemIndex}:${key.digest}`;
	return (entries[name] ??= { attempt: 1, state: 'open', executionId });
}

/** A retried execution has another id: its waiting begins anew, while the task stays the one that was paid for. */
export function continueIn(entry: Entry, executionId: string, now: number): void {
	if (entry.executionId === executionId) return;
	entry.executionId = executionId;
	if (entry.acceptedAt !== undefined) entry.acceptedAt = now;
}

/** Forgets earlier passes of a loop: n8n runs a node again only with its present run index. */
export function forgetEarlierRuns(context: Record<string, unknown>, runIndex: number): void {
	const entries = entriesIn(context);
	for (const name of Object.keys(entries)) {
		if (Number(name.split(':')[0]) < runIndex) delete entries[name];
	}
}

function entriesIn(context: Record<string, unknown>): Record<string, Entry> {
	const found = context[KEY];
	if (typeof found === 'object' && found !== null) return found as Record<string, Entry>;
	const entries: Record<string, Entry> = {};
	context[KEY] = entries;
	return entries;
}

/** The task failed: its money is not lost, and the next attempt makes a new one. */
export function close(entry: Entry): void {
	entry.attempt += 1;
	entry.state = 'open';
	delete entry.externalTaskId;
	delete entry.handle;
	delete entry.acceptedAt;
}
