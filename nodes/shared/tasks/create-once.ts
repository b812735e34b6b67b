// Creates a paid task at most once: the intent stands in memory before the request leaves, and only a reply that proves
// that nothing was made lets it leave again. Knows no backend and no operation.
import { creationDetails, creationLog, creationWraps, taskFailures } from '../messages/tasks';
import { fail, say, wrap } from '../messages/message';
import { Err, isCancelled, throwCancelled, type Failure, type Result } from '../errors';
import type { Clock } from '../clock';
import { externalId, ownExternalId, placeUuid } from '../stored';
import {
	assignExternalTaskId,
	closeAttempt,
	keepUncertain,
	recordAdoption,
	recordIntent,
	recordNoReply,
	recordRefusal,
	recordSighting,
	recordTask,
	recordUnclearReply,
	renewExternalTaskId,
	settleDoubt,
	type IdempotencyRecord,
} from './idempotency-record';
import { absent, endedByDenial, takenBefore, type Absent } from './proof';
import { findLostTask, type LostSearch, type SentRequest } from './lost-create';
import type { StatusResult, Creation, TaskHandle } from './task';

/** What is to be created, and its steps in order; `C` is a finished call. */
export interface CreateJob<C = unknown> {
	/** As the backend is called in messages. */
	readonly label: string;
	/** What is paid for: a video's task, or what comes with the reply. */
	readonly what: 'task' | 'speech' | 'face session';
	/** Where a person can look for a task whose fate is unclear. */
	readonly taskList: string;
	/** What is needed to ask for the task again. */
	readonly handleFor: (taskId: string) => TaskHandle;
	/**
	 * Step 1: the finished call, with everything that it names brought to the backend. Nothing of it stands for a task yet;
	 * throws what is wrong with the request.
	 */
	buildCall(externalTaskId: string | undefined): Promise<C>;
	/**
	 * Step 2: runs an attempt when the account has a free slot, and again while the reply says that it has none.
	 *
	 * @param until milliseconds since 1970
	 */
	reserveSlot(attempt: () => Promise<Creation>, until: number): Promise<Creation>;
	/** Step 3: waits until the account's rate lets the create leave. Throws CancelledError. */
	acquireRate?(): Promise<void>;
	/** Step 4: lets the finished call leave, once. */
	send(call: C): Promise<Creation>;
	/** Asks for a task that was accepted before; free. */
	query?(handle: TaskHandle): Promise<StatusResult>;
	/** What a finished call is looked for by, should its answer get lost; absent where the backend has no such books. */
	readonly lost?: { trace(call: C): SentRequest; taken(taskId: string): void; readonly search: LostSearch };
	/** Looks for a task by our own id; absent where the backend has no such ids. */
	find?: (externalTaskId: string) => Promise<StatusResult>;
	/** What becomes of an id of the user's that was used before: refused, or its task is taken. */
	readonly ifIdExists?: 'fail' | 'use';
	/**
	 * Where this request stands: execution, node, run, item and what they ask for. When n8n carries an execution out again without its
	 * memory, as another worker may after the death of the first, the same place gives the same id, and the backend refuses
	 * to make a second task.
	 */
	readonly idempotencyKey?: string;
	/** An id that the user chose. */
	readonly ownExternalTaskId?: string;
	/** What a task costs, as far as it is known: dollars, and how they come about. */
	readonly cost?: () => { readonly usd: number; readonly arithmetic: string } | undefined;
	/** The user says that an unclear task may be made a second time. */
	readonly createAgain: boolean;
	/** How long to wait for a free slot, in milliseconds. */
	readonly slotLimitMs: number;
}

export interface CreateEnv {
	readonly clock: Clock;
	readonly signal: AbortSignal | undefined;
	/** Tells the log; no secrets, no media. `warn` is for what may cost money that nobody knows of. */
	note(message: string, meta: Record<string, unknown>, level?: 'info' | 'warn'): void;
}

/** Milliseconds after which a create whose token was refused is signed anew. */
const SIGNED_ANEW_MS = 1_500;

/** A backend that cannot be reached is tried so often within seconds. */
const BRIEF_TRIES = 4;
/** When to look for a task whose create got no clear answer, in milliseconds after one another. */
const LOOK_UPS = [1_000, 3_000, 6_000, 12_000];

/** The remembered task, or a new one. What happens stands in `record` at every step. */
export async function createOnce<C>(
	record: IdempotencyRecord,
	job: CreateJob<C>,
	now: CreateEnv,
): Promise<Result<TaskHandle>> {
	try {
		return await resumeOrCreate(record, job, now);
	} catch (error) {
		// n8n keeps nothing of a run that was stopped: between sending and knowing only the log can tell.
		const mayExist = record.state === 'intent' || record.state === 'uncertain';
		if (isCancelled(error) && mayExist)
			now.note(say(creationLog.stopped, { what: job.what }), detailsOf(record, job), 'warn');
		return await Promise.reject<Err>(error);
	}
}

async function resumeOrCreate<C>(
	record: IdempotencyRecord,
	job: CreateJob<C>,
	now: CreateEnv,
): Promise<Result<TaskHandle>> {
	if (record.state === 'task' && record.handle) {
		now.note(creationLog.resumed, { taskId: record.handle.taskId });
		return record.handle;
	}
	if (record.state === 'intent' || record.state === 'uncertain') {
		const earlier = await resolveEarlier(record, job, now);
		if (earlier) return earlier;
	}
	return await create(record, job, now);
}

/** An earlier create got no answer. Gives the task, the reason to stop, or nothing where creating is safe. */
async function resolveEarlier(
	record: IdempotencyRecord,
	job: CreateJob,
	now: CreateEnv,
): Promise<Result<TaskHandle> | undefined> {
	// Retry Unconfirmed Task is an answer to an execution that has ended; within one, Retry On Fail would pay at every try.
	const allowed = job.createAgain && record.uncertainIn !== undefined && record.uncertainIn !== record.executionId;
	const { handle, externalTaskId } = record;
	if (handle) return await resolveDenied(record, handle, allowed, job, now);
	if (externalTaskId) {
		recordNoReply(record);
		const found = await lookUp(record, externalTaskId, job, now);
		if (found === 'unknown') return allowed ? undefined : uncertain(record, job, now);
		if ('backend' in found) return found;
		settleDoubt(record, found);
		return undefined;
	}
	recordNoReply(record);
	const found = await findLost(record, job, now);
	if (found) return found;
	// The id of ours is used once more: should the lost task show up, the API refuses the second one.
	return allowed ? undefined : uncertain(record, job, now);
}

/** The backend accepted the task and denied it later. It is asked once more before another one is made. */
async function resolveDenied(
	record: IdempotencyRecord,
	handle: TaskHandle,
	createAgain: boolean,
	job: CreateJob,
	now: CreateEnv,
): Promise<TaskHandle | undefined> {
	const answer = createAgain ? await job.query?.(handle) : undefined;
	if (answer?.is === 'state') recordSighting(record, answer.state);
	const end = answer && endedByDenial(answer, { createAgain }, handle.taskId);
	if (!end) {
		now.note(creationLog.resumed, { taskId: handle.taskId });
		return handle;
	}
	closeAttempt(record, end);
	return undefined;
}

async function create<C>(record: IdempotencyRecord, job: CreateJob<C>, now: CreateEnv): Promise<Result<TaskHandle>> {
	const { clock, signal } = now;
	if (job.find) assignExternalTaskId(record, () => externalIdFor(record, job, clock));
	const giveUpAt = clock.now() + job.slotLimitMs;
	let briefTries = 0;
	let resentAfterDoubt = record.state !== 'open';
	let resentAtOnce = false;
	let renewed = false;

	const attempt = async (): Promise<Creation> => {
		const call = await job.buildCall(record.externalTaskId);
		await job.acquireRate?.();
		// Retry On Fail calls execute() again after a Stop; its signal is aborted already.
		if (signal?.aborted) throwCancelled();
		recordIntent(record, clock.now(), job.lost?.trace(call));
		now.note(creationLog.creating, { externalTaskId: record.externalTaskId });
		const creation = await job.send(call);
		if (creation.is === 'refused' && creation.again === 'whenFree') {
			// While it waits for a slot, nothing exists.
			recordRefusal(record, creation);
			briefTries = 0;
		}
		return creation;
	};

	for (;;) {
		const creation = await job.reserveSlot(attempt, giveUpAt);

		if (creation.is === 'accepted') return accept(record, job, creation, now);

		if (creation.is === 'unclear') {
			recordUnclearReply(record, creation.failure);
			if (!record.externalTaskId)
				return (await findLost(record, job, now)) ?? uncertain(record, job, now, creation.failure);
			const found = await lookUp(record, record.externalTaskId, job, now);
			if (found === 'unknown') return uncertain(record, job, now, creation.failure);
			if ('backend' in found) return found;
			settleDoubt(record, found);
			if (resentAfterDoubt) return uncertain(record, job, now, creation.failure);
			resentAfterDoubt = true;
			continue;
		}

		// Nobody else has an id of ours: the task is the one whose reply got lost. A user's id may be used already.
		const { ownExternalTaskId, ifIdExists } = job;
		const mayBeOurs = ownExternalTaskId === undefined || record.everUnclear === true || ifIdExists === 'use';
		if (creation.duplicate && mayBeOurs && record.externalTaskId) {
			const found = await lookUp(record, record.externalTaskId, job, now);
			if (found === 'unknown') return uncertain(record, job, now, creation.failure);
			if ('backend' in found) return found;
			// Refused because it exists, and denied: nobody knows.
			if (found.because === 'denied') return uncertain(record, job, now, creation.failure);
			settleDoubt(record, found);
			// Another instance or another time had the same place: the id is somebody else's.
			if (ownExternalTaskId === undefined && !renewed) {
				renewed = true;
				recordRefusal(record, creation);
				renewExternalTaskId(record, externalId(clock.uuid()));
				continue;
			}
		}
		// Behind a page that nobody can read may stand that the id exists, and so the task whose reply got lost.
		const mayHideTask = creation.failure.kind === 'unreadable' && record.everUnclear && record.externalTaskId;
		if (mayHideTask) return uncertain(record, job, now, creation.failure);
		recordRefusal(record, creation);
		if (creation.again === 'never') return refused(creation.failure, creation.duplicate === true, record, job);
		if (creation.again === 'once') {
			if (resentAtOnce) return new Err(creation.failure);
			resentAtOnce = true;
			// A token is signed by the second: within the same one it would be the same again.
			if (!(await clock.sleep(SIGNED_ANEW_MS, signal))) throwCancelled();
			continue;
		}
		if (creation.again === 'whenFree') return noSlot(creation, job, giveUpAt - clock.now());
		const pause = briefPause(++briefTries);
		if (pause === undefined) return new Err(creation.failure);
		const wait = Math.max(creation.retryAfterMs ?? 0, pause * (0.8 + 0.4 * clock.random()));
		if (!(await clock.sleep(wait, signal))) throwCancelled();
	}
}

/** Looks for the create that got no answer in the backend's books. */
async function findLost<C>(
	record: IdempotencyRecord,
	job: CreateJob<C>,
	now: CreateEnv,
): Promise<TaskHandle | undefined> {
	const { sent: trace, sentAt } = record;
	if (!job.lost || !trace || sentAt === undefined) return undefined;
	const taskId = await findLostTask(job.lost.search, trace, sentAt, now);
	return taskId === undefined ? undefined : accept(record, job, { taskId }, now);
}

/** Exponential backoff: milliseconds before the next try; none after the last one. */
const briefPause = (tries: number) => (tries < BRIEF_TRIES ? 1_000 * 2 ** tries : undefined);

const detailsOf = ({ externalTaskId }: IdempotencyRecord, { taskList }: CreateJob) => ({
	externalTaskId,
	lookAt: taskList,
});

/** A user's own id wins. */
function externalIdFor(
	{ attempt }: IdempotencyRecord,
	{ ownExternalTaskId, idempotencyKey }: CreateJob,
	clock: Clock,
): string {
	if (ownExternalTaskId) return ownExternalId(ownExternalTaskId, attempt);
	return externalId(idempotencyKey ? placeUuid(idempotencyKey, attempt) : clock.uuid());
}

function accept(
	record: IdempotencyRecord,
	job: CreateJob,
	{ taskId, urls, finished, faces }: Omit<Extract<Creation, { is: 'accepted' }>, 'is'>,
	now: CreateEnv,
): TaskHandle {
	const made = { ...job.handleFor(taskId), ...(urls ? { urls } : {}) };
	job.lost?.taken(taskId);
	const handle = recordTask(record, made, { finished, faces }, now.clock.now());
	now.note(creationLog.accepted, { taskId, externalTaskId: record.externalTaskId });
	return handle;
}

/** Clocks of this host and the backend may differ by so much, in milliseconds. */
const CLOCK_SKEW = 120_000;

/**
 * How much older than its intent a task under a derived id may be, in milliseconds: n8n carries an execution out again within
 * minutes of its worker's death, and the worker may have waited for hours. A database that was set back gives the same ids
 * after days.
 */
const ADOPTABLE = 24 * 3_600_000;

/** Asks for our own id until the task shows up or it is certain that none of ours is there. */
async function lookUp(
	record: IdempotencyRecord,
	externalTaskId: string,
	job: CreateJob,
	now: CreateEnv,
): Promise<TaskHandle | Absent | 'unknown'> {
	const { find, ownExternalTaskId, ifIdExists } = job;
	if (!find) return 'unknown';
	const isOwn = ownExternalTaskId !== undefined;
	const answers: StatusResult[] = [];
	for (const wait of LOOK_UPS) {
		if (!(await now.clock.sleep(wait, now.signal))) throwCancelled();
		const answer = await find(externalTaskId);
		answers.push(answer);
		if (answer.is !== 'state') continue;
		const { createdAt, taskId } = answer.state;
		// A task that is older than the intent was made by somebody who used the same id before.
		const before = (record.intendedAt ?? 0) - (isOwn ? CLOCK_SKEW : ADOPTABLE);
		const isTaken = isOwn && ifIdExists === 'use';
		const older = isTaken ? undefined : takenBefore(answer.state, externalTaskId, before);
		if (older) return older;
		if (isOwn && !isTaken && createdAt === undefined) return 'unknown';
		const handle = accept(record, job, { taskId }, now);
		if (isOwn) recordAdoption(record, createdAt);
		return handle;
	}
	return absent(externalTaskId, answers) ?? 'unknown';
}

function uncertain(record: IdempotencyRecord, job: CreateJob, { note }: CreateEnv, failure?: Failure): Err {
	const { label, what, taskList } = job;
	keepUncertain(record);
	note(say(creationLog.notKnown, { what }), detailsOf(record, job), 'warn');
	const { externalTaskId: id } = record;
	// A later try has only the first one's words, which n8n does not show.
	const told = failure ?? record.reason;
	const cost = job.cost?.();
	const values = {
		service: label,
		what,
		id: id === undefined ? '' : say(creationDetails.externalId, { id }),
		reason: told ? say(creationDetails.reason, { reason: told.message }) : '',
		price: cost ? say(creationDetails.price, cost) : '',
		whatToDo: whatToDo(what, taskList),
	};
	return fail(taskFailures.uncertain, values, {
		...(told?.code ? { code: told.code } : {}),
		...(told?.words ? { words: told.words } : {}),
	});
}

/** How a person finds out about what may exist. No list shows face sessions, and none can be handed in. */
function whatToDo(what: CreateJob['what'], taskList: string): string {
	const { sessionLost, lookForTask, lookForSpeech } = creationDetails;
	if (what === 'face session') return sessionLost;
	return say(what === 'task' ? lookForTask : lookForSpeech, { taskList });
}

function refused(failure: Failure, duplicate: boolean, { externalTaskId }: IdempotencyRecord, job: CreateJob): Err {
	if (!duplicate) return new Err(failure);
	const values = { service: job.label, id: externalTaskId ?? '' };
	return new Err({ ...wrap(failure, creationWraps.idUsed, values), kind: 'input' });
}

/** For a person: hours, or minutes where it is less than one. */
function inWords(ms: number): string {
	const minutes = Math.max(0, Math.ceil(ms / 60_000));
	const isShort = minutes < 60;
	const amount = isShort ? minutes : Math.round((minutes / 60) * 100) / 100;
	const { oneMinute, oneHour, minutes: several, hours } = creationDetails;
	if (amount === 1) return isShort ? oneMinute : oneHour;
	return say(isShort ? several : hours, { amount });
}

/** @param leftMs what is left of the limit; the wait that the backend asks for may be longer */
function noSlot(
	{ failure, retryAfterMs = 0 }: Extract<Creation, { is: 'refused' }>,
	{ label, slotLimitMs }: CreateJob,
	leftMs: number,
): Err {
	const next = failure.nextStep ?? creationDetails.tryLater;
	if (retryAfterMs <= leftMs) {
		return new Err(wrap(failure, creationWraps.noSlot, { limit: inWords(slotLimitMs), next }));
	}
	const values = { service: label, pause: inWords(retryAfterMs), left: inWords(leftMs), next };
	return new Err(wrap(failure, creationWraps.slotTooFar, values));
}
