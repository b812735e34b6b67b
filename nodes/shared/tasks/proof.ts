// What money depends on is a value that only its proof can make: a refusal lets a create leave again, an end closes a paid
// task. Nothing else in the code can build one of these types; the functions of this file look before they do.
import type { Failure } from '../errors';
import { at, parseJson } from '../json';
import type { HttpResponse, NetworkFailure } from '../http/types';
import type { Refusal, StatusResult, TaskState } from './task';

declare const proven: unique symbol;

/** A value that its proof has made. There is nothing more in it at run time. */
export type Proven<T, What extends string> = T & { readonly [proven]: What };

const prove = <T, What extends string>(value: T) => value as Proven<T, What>;

/** A create that made nothing. */
export type NothingCreated = Proven<Refusal, 'nothing was created'>;

/** What a documented code proves. */
interface ProvingRule {
	readonly create: 'never' | 'whenFree' | 'once' | 'unclear';
}

type RefusalDetails = Pick<Refusal, 'retryAfterMs' | 'duplicate'>;

const withoutGaps = ({ retryAfterMs, duplicate }: RefusalDetails): RefusalDetails => ({
	...(retryAfterMs === undefined ? {} : { retryAfterMs }),
	...(duplicate === undefined ? {} : { duplicate }),
});

/** A code in the table of refusals; undefined where the table calls it unclear. */
export function refusedByCode(
	{ create }: ProvingRule,
	failure: Failure,
	details: RefusalDetails = {},
): NothingCreated | undefined {
	if (create === 'unclear') return undefined;
	return prove({ is: 'refused', failure, again: create, ...withoutGaps(details) });
}

/** A connection that never came about, or a request that n8n itself did not let out; undefined for any other silence. */
export function refusedByNetwork({ kind }: NetworkFailure, failure: Failure): NothingCreated | undefined {
	if (kind === 'noResponse') return undefined;
	return prove({ is: 'refused', failure, again: kind === 'notSent' ? 'briefly' : 'never' });
}

/**
 * HTTP statuses that a server or a gateway gives instead of letting a request through: redirects, a key or an address that is
 * wrong, a body that is too large, too many requests. Not 408, 409, 423, 425, 499 and their like, which may come after the work.
 */
const NOT_LET_THROUGH: readonly number[] = [
	301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 406, 411, 413, 414, 415, 429, 431,
];

/** Whether a status by itself proves that a request was not carried out. */
export const isNotLetThrough = (status: number): boolean => NOT_LET_THROUGH.includes(status);

/** A page without a code whose status proves it; undefined for any other status. */
export function refusedByStatus({ status, retryAfterMs }: HttpResponse, failure: Failure): NothingCreated | undefined {
	if (!isNotLetThrough(status)) return undefined;
	if (status !== 429) return prove({ is: 'refused', failure, again: 'never' });
	return prove({
		is: 'refused',
		failure: { ...failure, kind: 'busy' },
		again: 'whenFree',
		...withoutGaps({ retryAfterMs }),
	});
}

/** A reply of the service that says `success: false` and names no task; undefined for anything else, and for a server error. */
export function refusedOutright({ status, text }: HttpResponse, failure: Failure): NothingCreated | undefined {
	const isSaid = at(parseJson(text), 'success') === false;
	return isSaid && status < 500 ? prove({ is: 'refused', failure, again: 'never' }) : undefined;
}

/** What was asked for is answered at once, and the answer says that it failed. */
export function refusedByEnd(end: TaskEnded, failure: Failure): NothingCreated {
	void end;
	return prove({ is: 'refused', failure, again: 'never' });
}

/** A state that was told under the task's own id, or under the external id by which it was asked for. */
export type Named<S extends TaskState = TaskState> = Proven<S, 'the reply names the task'>;

/**
 * A state as its reply told it; undefined where the reply names another task or none.
 *
 * @param asked the id by which the task was asked for
 */
export function named(state: TaskState, asked: string): Named | undefined {
	const names = asked !== '' && (state.taskId === asked || state.externalTaskId === asked);
	return names ? prove(state) : undefined;
}

/** What came with the reply that accepted its task, and so under no other name. */
export const toldAtOnce = (state: TaskState): Named => prove(state);

/** A task that nobody has to wait for any more, although it was paid. */
export type TaskEnded = Proven<{ readonly taskId: string | undefined }, 'the task has ended'>;

/** A reply that names the task says that it failed; undefined where it says anything else. */
export function endedByState(state: Named): TaskEnded | undefined {
	return state.status === 'failed' ? prove({ taskId: state.taskId }) : undefined;
}

/** The backend says that it will not carry the task out; undefined for any other answer. */
export function endedByWithdrawal({ is }: { readonly is: string }, taskId: string): TaskEnded | undefined {
	return is === 'cancelled' ? prove({ taskId }) : undefined;
}

/** The time is over for which the backend keeps what was paid for; undefined before. Milliseconds since 1970. */
export function endedByAge(endsAt: number, now: number, taskId: string | undefined): TaskEnded | undefined {
	return now >= endsAt ? prove({ taskId }) : undefined;
}

/** The backend does not know the task, and the user has ordered another one; undefined where it knows or tells nothing. */
export function endedByDenial(
	{ is }: StatusResult,
	order: { readonly createAgain: boolean },
	taskId: string,
): TaskEnded | undefined {
	return is === 'unknown' && order.createAgain ? prove({ taskId }) : undefined;
}

/** The backend has no task of ours under an external id: it denies it, or somebody took the id before. */
export type Absent = Proven<
	{ readonly externalTaskId: string; readonly because: 'denied' | 'taken' },
	'there is no such task'
>;

/** So often in a row the backend must deny an id before that is believed. */
const DENIALS = 2;

/** The last answers to looks for an external id; undefined where they do not end with enough denials. */
export function absent(externalTaskId: string, answers: readonly StatusResult[]): Absent | undefined {
	const last = answers.slice(-DENIALS);
	const denied = last.length === DENIALS && last.every(({ is }) => is === 'unknown');
	return denied ? prove({ externalTaskId, because: 'denied' }) : undefined;
}

/** An id names one task, so what was made under it before can be nothing of ours. @param before milliseconds since 1970 */
export function takenBefore({ createdAt }: Named, externalTaskId: string, before: number): Absent | undefined {
	return createdAt !== undefined && createdAt < before ? prove({ externalTaskId, because: 'taken' }) : undefined;
}
