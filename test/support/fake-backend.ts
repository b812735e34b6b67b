// A backend's counter that answers by a script and writes down everything that was handed in.
import { createOnce, type CreateEnv, type CreateJob } from '../../nodes/shared/tasks/create-once';
import { Err, type Failure } from '../../nodes/shared/errors';
import { brokenInvariants, type IdempotencyRecord } from '../../nodes/shared/tasks/idempotency-record';
import { refusedByCode, refusedByNetwork } from '../../nodes/shared/tasks/proof';
import type { StatusResult, Creation, Refusal } from '../../nodes/shared/tasks/task';
import { named } from './named';
import { SlotQueue } from '../../nodes/shared/tasks/slot-queue';
import { virtualClock } from './clock';

export const failure: Failure = {
	kind: 'refused',
	message: 'Kling: it went wrong (code 1)',
	nextStep: 'Try again',
	code: '1',
};

/** When the virtual clock starts. */
const START = virtualClock().now();

export const accepted = (taskId: string): Creation => ({ is: 'accepted', taskId });
/** A refusal that its code, or a connection that never came about, proves. */
export function again(how: Refusal['again'], more: Partial<Refusal> = {}): Creation {
	const words = more.failure ?? failure;
	const proven =
		how === 'briefly'
			? refusedByNetwork({ kind: 'notSent', words: '' }, words)
			: refusedByCode({ create: how }, words, more);
	return Object.assign(proven!, more);
}
export const unclear: Creation = { is: 'unclear', failure };
/** `createdAt` in milliseconds since 1970; just now where absent. */
export const lookedUp = (taskId: string, createdAt: number | undefined = START): StatusResult => ({
	is: 'state',
	state: named({ taskId, word: 'submitted', status: 'queued', createdAt }),
});
/** The same from a backend that does not tell when. */
export const lookedUpSometime = (taskId: string): StatusResult => ({
	is: 'state',
	state: named({ taskId, word: 'submitted', status: 'queued' }),
});
export const notThere: StatusResult = { is: 'unknown', failure: { kind: 'notFound', message: 'no such task' } };

/** What holds of a record must hold at any moment; tests that begin in the middle of a story leave times out. */
function expectSound(record: IdempotencyRecord): void {
	const broken = brokenInvariants({ intendedAt: 0, ...record });
	if (broken.length > 0) throw new Error(`${JSON.stringify(record)} breaks: ${broken.join('; ')}`);
}

export const newRecord = (more: Partial<IdempotencyRecord> = {}): IdempotencyRecord => ({
	digest: 'd',
	attempt: 1,
	state: 'open',
	executionId: 'e1',
	...more,
});

export interface Script {
	/** Replies to creates in turn; the last one for ever. */
	creations: Creation[];
	/** Replies to look-ups in turn; absent where the backend has no external ids. */
	finds?: StatusResult[];
	/** The reply to a question for a task that was accepted before; that it is not known where absent. */
	known?: StatusResult;
	record?: IdempotencyRecord;
	ownExternalTaskId?: string;
	ifIdExists?: 'fail' | 'use';
	createAgain?: boolean;
	slotLimitMs?: number;
	signal?: AbortSignal;
	/** Called after each create with their number. */
	onSend?: (count: number) => unknown;
}

/** Everything that `submit` needs, and what it did: sends with their time and the entry's state in that moment. */
export function fakeBackend(script: Script) {
	const clock = virtualClock();
	const start = clock.now();
	const record = script.record ?? newRecord();
	const sent: Array<{ at: number; state: IdempotencyRecord['state']; externalTaskId?: string }> = [];
	const asked: string[] = [];
	const notes: Array<Record<string, unknown>> = [];
	const inTurn = <T>(list: readonly T[], index: number): T => {
		const found = list[Math.min(index, list.length - 1)];
		if (found === undefined) throw new Error('the script has no such reply');
		return found;
	};
	const slots = new SlotQueue(2_000);
	const job: CreateJob<string | undefined> = {
		label: 'Kling',
		what: 'task',
		taskList: 'the task list',
		createAgain: script.createAgain ?? false,
		slotLimitMs: script.slotLimitMs ?? 6 * 3_600_000,
		ownExternalTaskId: script.ownExternalTaskId,
		ifIdExists: script.ifIdExists,
		handleFor: (taskId) => ({ backend: 'kling', operation: 'imageToVideo', taskId }),
		query: () => Promise.resolve(script.known ?? notThere),
		buildCall: (externalTaskId) => Promise.resolve(externalTaskId),
		reserveSlot: async (attempt, until) => await slots.run(attempt, until, { clock, signal: script.signal }),
		async send(externalTaskId) {
			expectSound(record);
			sent.push({ at: clock.now() - start, state: record.state, externalTaskId });
			script.onSend?.(sent.length);
			return inTurn(script.creations, sent.length - 1);
		},
		...(script.finds
			? {
					find: async (externalTaskId: string) => {
						asked.push(externalTaskId);
						return inTurn(script.finds ?? [], asked.length - 1);
					},
				}
			: {}),
	};
	const now: CreateEnv = { clock, signal: script.signal, note: (_, meta) => notes.push(meta) };
	const run = async () => {
		try {
			return await createOnce(record, job, now);
		} finally {
			expectSound(record);
		}
	};
	return { record, sent, asked, notes, job, now, clock, run };
}

export const taskOf = (outcome: unknown) =>
	outcome instanceof Err ? undefined : (outcome as { taskId: string }).taskId;

export function failureOf(outcome: unknown): Failure {
	if (outcome instanceof Err) return outcome.failure;
	throw new Error('expected a failure');
}
