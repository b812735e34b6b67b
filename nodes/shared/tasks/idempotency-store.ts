// Remembers every paid task in the node's execution context, which survives Retry On Fail and "retry execution".
import { contextKeys, readRecordName, recordName } from '../stored';
import { newRecord, type IdempotencyRecord } from './idempotency-record';
import type { TaskHandle } from './task';

/** Where a request stands in the workflow's run. Loops give each pass its own run index. */
export interface Position {
	readonly runIndex: number;
	readonly itemIndex: number;
	/** A request may cost more than once: its speech is made before the video, and the people in a video are found. */
	readonly part?: Part;
}

export type Part = 'speech' | 'faces';

/**
 * The entry of a request, made where there is none. It lives inside `context`, so a change to it is remembered at once.
 *
 * n8n runs a node a second time at the same position only to retry it; then it is the same request, even if an
 * expression such as `{{ $now }}` has changed it. A retried execution may hold a changed workflow, so there the digest
 * decides. As a tool of an AI agent each try has a run index of its own: there a paid task that was never delivered is
 * found by its digest.
 *
 * @param context n8n's `getContext('node')`
 */
export function openRecord(
	context: Record<string, unknown>,
	position: Position,
	digest: string,
	executionId: string,
): IdempotencyRecord {
	const entries = recordsIn(context);
	forgetDelivered(entries, position.runIndex);
	const name = nameOf(position);
	const here = entries[name];
	if (here && (here.executionId === executionId || here.digest === digest)) return here;
	const earlier = undeliveredBefore(entries, position, digest);
	if (earlier) delete entries[earlier.name];
	return (entries[name] = earlier?.record ?? newRecord(digest, executionId));
}

const nameOf = ({ runIndex, itemIndex, part }: Position) => recordName(runIndex, itemIndex, part);
const runOf = (name: string) => readRecordName(name).runIndex;
const isPart = (name: string) => readRecordName(name).isPart;

/** Of earlier passes so many paid parts are kept, in case one of the next asks for the same. */
const MOST_PARTS = 100;

/** Entries whose creates are being worked on in this process. */
const atWork = new WeakSet<IdempotencyRecord>();

/** Works on an entry, which meanwhile is nobody else's: an agent may call the node several times at once. */
export async function whileWorkingOn<T>(record: IdempotencyRecord, work: () => Promise<T>): Promise<T> {
	atWork.add(record);
	try {
		return await work();
	} finally {
		atWork.delete(record);
	}
}

/** A pass of a loop that is over and was delivered is not asked for again. */
function forgetDelivered(entries: Record<string, IdempotencyRecord>, runIndex: number): void {
	for (const [name, record] of Object.entries(entries)) {
		const isOver = record.delivered || (record.state === 'open' && !atWork.has(record));
		if (runOf(name) < runIndex && isOver) delete entries[name];
	}
	const parts = Object.keys(entries).filter(
		(name) => runOf(name) < runIndex && isPart(name) && entries[name]?.state === 'task',
	);
	if (parts.length <= MOST_PARTS) return;
	parts.sort((a, b) => runOf(a) - runOf(b));
	for (const name of parts.slice(0, -MOST_PARTS)) delete entries[name];
}

function undeliveredBefore(entries: Record<string, IdempotencyRecord>, position: Position, digest: string) {
	const { runIndex } = position;
	for (const [name, record] of Object.entries(entries)) {
		const sameItem = name === nameOf({ ...position, runIndex: runOf(name) });
		if (sameItem && runOf(name) < runIndex && record.digest === digest && !atWork.has(record)) return { name, record };
	}
	return undefined;
}

function recordsIn(context: Record<string, unknown>): Record<string, IdempotencyRecord> {
	const found = context[contextKeys.tasks];
	if (typeof found === 'object' && found !== null) return found as Record<string, IdempotencyRecord>;
	const entries: Record<string, IdempotencyRecord> = {};
	context[contextKeys.tasks] = entries;
	return entries;
}

/** What was asked to be deleted, by the item's place in the run; n8n runs a node again when another item has failed. */
export function deletionsIn(context: Record<string, unknown>): Record<string, string> {
	const found = context[contextKeys.deletions];
	if (typeof found === 'object' && found !== null) return found as Record<string, string>;
	const deletions: Record<string, string> = {};
	context[contextKeys.deletions] = deletions;
	return deletions;
}

/** Whether a task is one that any record of this execution holds, or held. */
export function isRemembered(context: Record<string, unknown>, taskId: string): boolean {
	return Object.values(recordsIn(context)).some(
		({ handle, earlierTaskIds = [] }) => handle?.taskId === taskId || earlierTaskIds.includes(taskId),
	);
}

/** What a run that breaks off has to tell of its items. */
export interface Unfinished {
	/** Tasks that exist, also from earlier tries. */
	readonly paid: ReadonlyArray<{
		readonly itemIndex: number;
		readonly handle: TaskHandle;
		/** It came with the reply to the create, so nobody can ask for it. */
		readonly cameAtOnce: boolean;
	}>;
	/** A task may exist. */
	readonly doubtful: ReadonlyArray<{ readonly itemIndex: number; readonly externalTaskId?: string }>;
}

/** Everything that is remembered of a run's items. Speech is part of a task and has no place in a task list of its own. */
export function unfinishedRecords(context: Record<string, unknown>, runIndex: number): Unfinished {
	const here = Object.entries(recordsIn(context)).filter(([name]) => runOf(name) === runIndex);
	const entries = here.map(([name, record]) => ({
		itemIndex: readRecordName(name).itemIndex,
		isTask: !isPart(name),
		record,
	}));
	return {
		paid: entries.flatMap(({ itemIndex, isTask, record: { handle, finished } }) =>
			handle && isTask ? [{ itemIndex, handle, cameAtOnce: finished !== undefined }] : [],
		),
		doubtful: entries.flatMap(({ itemIndex, record: { state, handle, externalTaskId } }) =>
			!handle && (state === 'intent' || state === 'uncertain') ? [{ itemIndex, externalTaskId }] : [],
		),
	};
}
