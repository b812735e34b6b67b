// Waits for a task: a loop that knows no backend, tolerates what passes, and stops at the user's limit.
import { stop, type Failure } from '../errors';
import type { Product } from '../vocabulary';
import type { Clock } from '../clock';
import { alignedTo, FIRST_LOOK_MS, nextLookMs } from './poll-schedule';
import { ended, type Answer, type TaskState } from './task';

export interface Waiting {
	ask(): Promise<Answer>;
	/** Milliseconds since 1970: when the task was accepted, or when waiting for a foreign task began. */
	readonly since: number;
	/** How long after `since` to go on, in milliseconds. */
	readonly limitMs: number;
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
	readonly troubleGraceMs: number;
	/** False: ask once, whatever the state. */
	readonly untilFinished: boolean;
}

export type Waited =
	| { readonly is: 'state'; readonly state: TaskState }
	/** The limit passed; the last state, if there was one, and the last trouble. */
	| { readonly is: 'timeUp'; readonly last?: TaskState; readonly trouble?: Failure }
	/** Asking makes no sense any more. */
	| { readonly is: 'failure'; readonly failure: Failure };

/** How often a task may be called done without a result before that is believed. */
const MOST_EMPTY_LOOKS = 5;

/** Whether nothing will change any more. */
export function isFinal(state: TaskState): boolean {
	return state.status === 'succeeded' || state.status === 'failed';
}

/** Asks until the task has ended, the limit has passed, or the backend leaves no hope. Throws Stopped. */
export async function waitFor(waiting: Waiting, clock: Clock, signal: AbortSignal | undefined): Promise<Waited> {
	const deadline = waiting.since + waiting.limitMs;
	const first = waiting.expectedMs === undefined ? 0 : FIRST_LOOK_MS;
	let next = waiting.untilFinished ? Math.min(waiting.since + first, deadline) : clock.now();
	let last: TaskState | undefined;
	let trouble: Failure | undefined;
	let emptyLooks = 0;

	for (;;) {
		if (next > clock.now() && !(await clock.sleep(next - clock.now(), signal))) stop();
		const answer = await waiting.ask();
		const age = clock.now() - waiting.since;
		if (answer.is === 'state') {
			last = asWanted(answer.state, waiting.wants);
			trouble = undefined;
			if (isFinal(last) || !waiting.untilFinished) return { is: 'state', state: last };
			emptyLooks = 'endedWithoutResult' in last && last.endedWithoutResult ? emptyLooks + 1 : 0;
			if (emptyLooks > MOST_EMPTY_LOOKS) return { is: 'failure', failure: withoutResult(last.word) };
		} else {
			trouble = answer.failure;
			if (age >= patienceWith(answer.is, last !== undefined, waiting))
				return { is: 'failure', failure: answer.failure };
		}
		if (clock.now() >= deadline) return { is: 'timeUp', last, trouble };
		const advised = answer.is === 'trouble' ? (answer.retryAfterMs ?? 0) : 0;
		// The last look falls on the deadline itself: what finished until then counts.
		const pause = nextLookMs(age, waiting.expectedMs, waiting.shortestPollMs, clock.random());
		const then = clock.now() + Math.max(advised, pause);
		next = Math.min(waiting.together ? alignedTo(then, pause) : then, deadline);
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
function patienceWith(answer: Exclude<Answer['is'], 'state'>, seenBefore: boolean, waiting: Waiting): number {
	if (answer === 'refused') return -1;
	if (seenBefore) return Infinity;
	return answer === 'trouble' ? waiting.troubleGraceMs : waiting.unknownGraceMs;
}

function withoutResult(word: string): Failure {
	return {
		kind: 'unreadable',
		message: `The backend says '${word}' but gives no result`,
		nextStep: "Look at the task on the backend's site, or fetch it later with the operation 'Query Task'",
	};
}
