// One request that costs money, and the only functions that change what is known of it. Their order is the order of a create:
// open -> intent -> task, or back to open after a refusal, or uncertain where nobody knows.
import type { Failure } from '../errors';
import type { Absent, Named, NothingCreated, TaskEnded } from './proof';
import type { SentRequest } from './lost-create';
import type { Face, FileChoice, TaskHandle, TaskState } from './task';

/** What is known of one request that costs money. Plain JSON: n8n stores it with the execution. */
export interface IdempotencyRecord {
	/** Digest of everything that decides what is made. */
	readonly digest: string;
	/** Names the request in error items, by which it is found again where they come back. */
	readonly key?: string;
	/** Digests of the node's parameters as they are written, and of the input item. */
	readonly written?: string;
	readonly input?: string;
	/** 1 for the first task of this request, one more after each task that failed. */
	readonly attempt: number;
	/**
	 * `intent`: a create may have left. `task`: a task exists. `uncertain`: a task may exist. `open`: nothing exists,
	 * because nothing was sent, everything was refused, or the last task failed.
	 */
	readonly state: 'open' | 'intent' | 'task' | 'uncertain';
	/** The item with the finished task was handed to n8n. */
	readonly delivered?: boolean;
	/** Written before the create leaves and then reused, never recomputed. Official API only. */
	readonly externalTaskId?: string;
	/** Milliseconds since 1970; when the first create of this attempt left. */
	readonly intendedAt?: number;
	/** Milliseconds since 1970; when the last create of this attempt left. What it made is no older. */
	readonly sentAt?: number;
	/** What left last, where it can be looked for in the backend's books. */
	readonly sent?: SentRequest;
	/** A create of this attempt got no clear answer. */
	readonly everUnclear?: boolean;
	readonly handle?: TaskHandle;
	/** Came with the reply to the create; nobody can ask for it again. */
	readonly finished?: TaskState;
	/** The people found in a video; they came with the reply, too. */
	readonly faces?: readonly Face[];
	/** Milliseconds since 1970; when the backend accepted the task. */
	readonly acceptedAt?: number;
	/** The execution that worked on it last; a retried execution has another id. */
	readonly executionId: string;
	/** The execution in which the task became uncertain. */
	readonly uncertainIn?: string;
	/** Tasks of this request that brought nothing. */
	readonly earlierTaskIds?: readonly string[];
	/** Why the create got no clear answer, in the service's words. */
	readonly reason?: Pick<Failure, 'message' | 'code' | 'words'>;
	/** The task was found under the user's own id; when it was made, in milliseconds since 1970, 0 where nobody knows. */
	readonly adoptedFrom?: number;
	/** The task's file in n8n's store, and which of its files it is; this execution's only. */
	readonly file?: StoredFileRecord;
	/** What this place held before the user changed the form. */
	readonly replaces?: readonly Forerunner[];
	/** Other requests of the same words that were not finished when this one began. */
	readonly beside?: readonly Forerunner[];
	/** A film of so many scenes, each of which has a record of its own; this one has no task. */
	readonly scenes?: number;
}

/** A file that was stored before; n8n tries an item again although its file is there. */
export interface StoredFileRecord {
	readonly choice: FileChoice;
	readonly file: Readonly<Record<string, unknown>>;
}

/** A request that another one has to tell of: its task, or the doubt whether there is one. */
export interface Forerunner {
	readonly taskId?: string;
	readonly externalTaskId?: string;
}

type Writable = { -readonly [Key in keyof IdempotencyRecord]: IdempotencyRecord[Key] };

/** A request for which nothing was sent yet. */
export const newRecord = (
	digest: string,
	executionId: string,
	more: Partial<Omit<IdempotencyRecord, 'digest' | 'executionId' | 'state'>> = {},
): IdempotencyRecord => ({
	digest,
	attempt: 1,
	state: 'open',
	executionId,
	...Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)),
});

/** What a request has to tell where another one takes its place; undefined where nothing of it exists. */
export function forerunnerOf({ state, handle, externalTaskId }: IdempotencyRecord): Forerunner | undefined {
	if (state === 'open') return undefined;
	return { ...(handle ? { taskId: handle.taskId } : {}), ...(externalTaskId ? { externalTaskId } : {}) };
}

/** Whether nothing of a request exists: neither a task nor a doubt, nor scenes that may have one. */
export const holdsNothing = ({ state, scenes }: IdempotencyRecord): boolean => state === 'open' && scenes === undefined;

/** The request is a film of so many scenes. */
export function recordScenes(record: Writable, count: number): void {
	record.scenes = Math.max(record.scenes ?? 0, count);
}

/** What is to be made of a scene that nothing exists of. */
export function recordSceneDigest(record: Writable, digest: string): void {
	if (record.state === 'open') record.digest = digest;
}

/** A paid part belongs to the request with this key; to nobody while it is undefined. */
export function recordOwner(record: Writable, key: string | undefined): void {
	if (key === undefined) delete record.key;
	else record.key = key;
}

/** An open request goes on with other words: the error branch may have changed what failed. */
export function recordWords(
	record: Writable,
	words: Required<Pick<IdempotencyRecord, 'digest' | 'written' | 'input'>>,
): void {
	if (record.state === 'open') Object.assign(record, words);
	else Object.assign(record, { written: record.written ?? words.written, input: record.input ?? words.input });
}

/** Writes our own id down before anything leaves. One that stands there already is kept. */
export function assignExternalTaskId(record: Writable, make: () => string): void {
	record.externalTaskId ??= make();
}

/** An id of ours that turned out to be somebody else's gives way to another one. */
export function renewExternalTaskId(record: Writable, id: string): void {
	record.externalTaskId = id;
}

/** A create leaves now. @param now milliseconds since 1970 */
export function recordIntent(record: Writable, now: number, sent?: SentRequest): void {
	record.state = 'intent';
	record.sentAt = now;
	if (sent) record.sent = sent;
	record.intendedAt ??= now;
}

/** The reply proves that this create made nothing. It says nothing of an earlier one that got no answer: that doubt stays. */
export function recordRefusal(record: Writable, proof: NothingCreated): void {
	void proof;
	record.state = record.uncertainIn === undefined ? 'open' : 'uncertain';
}

/** An earlier create of this attempt got no answer; whatever becomes of it, that stays known. */
export function recordNoReply(record: Writable): void {
	record.everUnclear = true;
}

/** The create that has just left got no clear answer: from now on the doubt is this execution's. */
export function recordUnclearReply(record: Writable, { message, code, words }: Failure): void {
	record.everUnclear = true;
	record.uncertainIn = record.executionId;
	record.reason = { message, ...(code ? { code } : {}), ...(words ? { words } : {}) };
}

/** Looking for the task has shown that there is none. */
export function settleDoubt(record: Writable, proof: Absent): void {
	void proof;
	delete record.uncertainIn;
	delete record.reason;
}

/** The backend told a state of the task, so it exists: whatever was doubted before is settled. */
export function recordSighting(record: Writable, state: Named): void {
	void state;
	if (record.handle === undefined) return;
	record.state = 'task';
	delete record.uncertainIn;
	delete record.reason;
}

/**
 * The task exists.
 *
 * @param result what came with the reply and can't be asked for again
 * @param now milliseconds since 1970
 * @returns the handle as it is remembered
 */
export function recordTask(
	record: Writable,
	handle: TaskHandle,
	{ finished, faces }: Pick<IdempotencyRecord, 'finished' | 'faces'>,
	now: number,
): TaskHandle {
	record.state = 'task';
	record.handle = record.externalTaskId ? { ...handle, externalTaskId: record.externalTaskId } : handle;
	if (finished) record.finished = finished;
	if (faces) record.faces = faces;
	record.acceptedAt = now;
	delete record.uncertainIn;
	delete record.reason;
	return record.handle;
}

/** The task that was found under the user's own id, which anybody may have made. @param createdAt milliseconds since 1970 */
export function recordAdoption(record: Writable, createdAt: number | undefined): void {
	record.adoptedFrom = createdAt ?? 0;
}

/** A task may exist: its create got no answer, or the backend does not know the task that it accepted. */
export function markUncertain(record: Writable): void {
	record.state = 'uncertain';
	record.uncertainIn = record.executionId;
}

/** As before, but a doubt of an earlier execution stays that one's. */
export function keepUncertain(record: Writable): void {
	record.state = 'uncertain';
	record.uncertainIn ??= record.executionId;
}

/** A retried execution waits anew, while the task stays the one that was paid for. @param now milliseconds since 1970 */
export function adoptByExecution(record: Writable, executionId: string, now: number): void {
	if (record.executionId === executionId) return;
	// Whoever sent it was killed before the answer came.
	if (record.state === 'intent') markUncertain(record);
	record.executionId = executionId;
	waitAnew(record, now);
}

/** Whoever comes back to a task has its whole time limit again. @param now milliseconds since 1970 */
export function waitAnew(record: Writable, now: number): void {
	if (record.acceptedAt !== undefined) record.acceptedAt = now;
	// A file belongs to the execution that stored it, and may go with it.
	delete record.file;
}

/** The task's file is in n8n's store. */
export function recordFile(record: Writable, file: StoredFileRecord): void {
	record.file = file;
}

/** The item with the finished task goes out; n8n may still run the node again because of another item. */
export function markDelivered(record: Writable): void {
	record.delivered = true;
}

/** n8n runs the node again, and has thrown away what the last try handed out: until it goes out again, it may come back. */
export function markUndelivered(record: Writable): void {
	delete record.delivered;
}

/** The task failed or was cancelled: the next attempt creates a new one. */
export function closeAttempt(record: Writable, proof: TaskEnded): void {
	void proof;
	if (record.handle) record.earlierTaskIds = [...(record.earlierTaskIds ?? []), record.handle.taskId];
	record.attempt += 1;
	record.state = 'open';
	delete record.externalTaskId;
	delete record.intendedAt;
	delete record.sentAt;
	delete record.sent;
	delete record.everUnclear;
	delete record.delivered;
	delete record.handle;
	delete record.finished;
	delete record.faces;
	delete record.file;
	delete record.acceptedAt;
	delete record.uncertainIn;
	delete record.reason;
	delete record.adoptedFrom;
}

/** What holds of a record at any moment; the tests ask it after each step. */
const INVARIANTS: Readonly<Record<string, (record: IdempotencyRecord) => boolean>> = {
	'a task has a handle and the time of its acceptance': ({ state, handle, acceptedAt }) =>
		state !== 'task' || (handle !== undefined && acceptedAt !== undefined),
	'what is open has no task': ({ state, handle, finished, faces, file, acceptedAt, delivered, scenes }) =>
		state !== 'open' ||
		[handle, finished, faces, file, acceptedAt, scenes === undefined ? delivered : undefined].every(
			(value) => value === undefined,
		),
	'a film has no task of its own': ({ state, scenes }) => scenes === undefined || state === 'open',
	'an intent has the times of its creates and no task': ({ state, sentAt, intendedAt, handle }) =>
		state !== 'intent' || (sentAt !== undefined && (intendedAt ?? Infinity) <= sentAt && handle === undefined),
	"a doubt is somebody's, and about something that was sent": ({ state, uncertainIn, intendedAt }) =>
		state !== 'uncertain' || (uncertainIn !== undefined && intendedAt !== undefined),
	'a task is in no doubt': ({ state, uncertainIn }) => state !== 'task' || uncertainIn === undefined,
	'only a task or a film is delivered': ({ delivered, handle, scenes }) =>
		delivered !== true || handle !== undefined || scenes !== undefined,
	'each task that brought nothing was an attempt': ({ attempt, earlierTaskIds = [] }) =>
		attempt >= 1 + earlierTaskIds.length,
};

/** The invariants that a record breaks; empty where all is well. */
export const brokenInvariants = (record: IdempotencyRecord): string[] =>
	Object.keys(INVARIANTS).filter((name) => !INVARIANTS[name]!(record));
