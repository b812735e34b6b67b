// Waits for a task: a loop that knows no backend, tolerates what passes, and stops at the user's limit.
import { failureOf } from '../messages/message';
import { taskFailures } from '../messages/tasks';
import { throwCancelled, type Failure } from '../errors';
import type { Product } from '../vocabulary';
import type { Timing } from '../clock';
import { alignToGrid, FIRST_POLL_MS, nextPollDelay } from './poll-schedule';
import { ended, type StatusResult, type TaskState } from './task';

export interface PollOptions {
	query(): Promise<StatusResult>;
	/** Milliseconds since 1970: when the task was accepted, or when waiting for a foreign task began. */
	readonly since: number;
	/** How long after `since` to go on, in milliseconds. */
	readonly limitMs: number;
	/** How long a task may wait in the backend's own line before its time begins, in milliseconds; 0: it counts from `since`. */
	readonly queueMs?: number;
	/** How long the task probably runs, in milliseconds; undefined where nothing is known, then it is asked for at once. */
	readonly expectedMs?: number;
	/** What the task has to make; without it anything is welcome. */
	readonly wants?: Product;
	readonly shortestPollMs: number;
	/** Looks at several tasks travel together, so they fall on common moments. */
	readonly together: boolean;
	/** How long after `since` the backend may not know the task yet, in milliseconds. */
	readonly unknownGraceMs: number;
	/** How long to bear with trouble before the first good answer, in milliseconds; a task of ours is worth any trouble. */
	readonly errorGraceMs: number;
	/** False: ask once, whatever the state. */
	readonly untilFinished: boolean;
}

export type PollResult =
	| { readonly is: 'state'; readonly state: TaskState }
	/** The limit passed; the last state, if there was one, and the last trouble. */
	| { readonly is: 'timeUp'; readonly last?: TaskState; readonly trouble?: Failure }
	/** Asking makes no sense any more. */
	| { readonly is: 'failure'; readonly failure: Failure };

/** How often a task may be called done without a result before that is believed. */
const MAX_EMPTY_POLLS = 5;

/** Whether nothing will change any more. */
export function isFinal(state: TaskState): boolean {
	return state.status === 'succeeded' || state.status === 'failed';
}

/** Asks until the task has ended, the limit has passed, or the backend leaves no hope. Throws CancelledError. */
export async function pollUntilDone(options: PollOptions, { clock, signal }: Timing): Promise<PollResult> {
	const { queueMs = 0 } = options;
	let deadline = options.since + options.limitMs;
	const first = options.expectedMs === undefined ? 0 : FIRST_POLL_MS;
	let next = options.untilFinished ? Math.min(options.since + first, deadline) : clock.now();
	let last: TaskState | undefined;
	let trouble: Failure | undefined;
	let emptyPolls = 0;

	for (;;) {
		if (next > clock.now() && !(await clock.sleep(next - clock.now(), signal))) throwCancelled();
		const answer = await options.query();
		const age = clock.now() - options.since;
		if (answer.is === 'state') {
			last = asWanted(answer.state, options.wants);
			// While it waits for others of its account, none of its own time passes.
			if (last.status === 'queued' && age < queueMs) deadline = Math.max(deadline, clock.now() + options.limitMs);
			trouble = undefined;
			if (isFinal(last) || !options.untilFinished) return { is: 'state', state: last };
			emptyPolls = 'endedWithoutResult' in last && last.endedWithoutResult ? emptyPolls + 1 : 0;
			if (emptyPolls > MAX_EMPTY_POLLS)
				return { is: 'failure', failure: failureOf(taskFailures.doneWithoutResult, { word: last.word }) };
		} else {
			trouble = answer.failure;
			if (age >= graceFor(answer.is, last !== undefined, options)) return { is: 'failure', failure: answer.failure };
		}
		if (clock.now() >= deadline) return { is: 'timeUp', last, trouble };
		const advised = answer.is === 'transient' ? (answer.retryAfterMs ?? 0) : 0;
		// The last look falls on the deadline itself: what finished until then counts.
		const pause = nextPollDelay(age, options.expectedMs, options.shortestPollMs, clock.random());
		const then = clock.now() + Math.max(advised, pause);
		next = Math.min(options.together ? alignToGrid(then, pause) : then, deadline);
	}
}

/** A task that is called done before what it makes is there: a video whose sound came first, say. */
function asWanted(state: TaskState, wants: Product | undefined): TaskState {
	if (state.status !== 'succeeded' || wants === undefined || wants === 'sound') return state;
	const { videos, elements, voices } = state;
	if ({ video: videos, element: elements, voice: voices }[wants]?.length) return state;
	return ended(state, { videos: [] });
}

/** Until which age of the task an answer that tells no state is borne. A task that was seen once is worth any trouble. */
function graceFor(answer: Exclude<StatusResult['is'], 'state'>, seenBefore: boolean, options: PollOptions): number {
	if (answer === 'refused') return -1;
	if (seenBefore) return Infinity;
	return answer === 'transient' ? options.errorGraceMs : options.unknownGraceMs;
}
