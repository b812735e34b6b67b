// Waits for a task: a loop that knows no backend, tolerates what passes, and stops at the user's limit.
import { failureOf } from '../messages/message';
import { taskFailures } from '../messages/tasks';
import { throwCancelled, type Failure } from '../errors';
import type { Product } from '../vocabulary';
import type { Timing } from '../clock';
import { named, type Named } from './proof';
import { advisedDelay, alignToGrid, FIRST_POLL_MS, nextPollDelay } from './poll-schedule';
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
	| { readonly is: 'state'; readonly state: Named }
	/** The limit passed; the last state, if there was one, and the last trouble. */
	| { readonly is: 'timeUp'; readonly last?: TaskState; readonly trouble?: Failure }
	/** Asking makes no sense any more. */
	| { readonly is: 'failure'; readonly failure: Failure };

/** How long a task may be called done without a result before that is believed, in milliseconds. */
const EMPTY_GRACE_MS = 5 * 60_000;

/**
 * A refused question says nothing of a task that was paid for: it is believed when it was told so often in a row, over so
 * many milliseconds. A key that was just renewed, or a gateway that is being set up, needs less.
 */
const REFUSALS = { times: 4, overMs: 3 * 60_000 } as const;

/** Whether nothing will change any more. */
export function isFinal(state: TaskState): boolean {
	return state.status === 'succeeded' || state.status === 'failed';
}

/** Asks until the task has ended, the limit has passed, or the backend leaves no hope. Throws CancelledError. */
export async function pollUntilDone(options: PollOptions, { clock, signal }: Timing): Promise<PollResult> {
	const { since, expectedMs, shortestPollMs, queueMs = 0 } = options;
	let { limitMs } = options;
	// The host's clock may be set meanwhile, so only the age at the beginning follows from it.
	const [start, ageAtStart] = [clock.elapsed(), Math.max(0, clock.now() - since)];
	const ageNow = () => ageAtStart + clock.elapsed() - start;
	const first = expectedMs === undefined ? 0 : FIRST_POLL_MS;
	let next = options.untilFinished ? Math.min(first, limitMs) : 0;
	const seen = new Impressions(options);
	let trouble: Failure | undefined;

	for (;;) {
		const wait = next - ageNow();
		if (wait > 0 && !(await clock.sleep(wait, signal))) throwCancelled();
		const answer = await options.query();
		const age = ageNow();
		const end = seen.take(answer, age);
		if (end) return end;
		trouble = answer.is === 'state' ? undefined : answer.failure;
		// While it waits for others of its account, none of its own time passes.
		if (seen.last?.status === 'queued' && age < queueMs) limitMs = Math.max(limitMs, age + options.limitMs);
		if (age >= limitMs) return seen.withoutResult() ?? { is: 'timeUp', last: seen.last, trouble };
		const pause = nextPollDelay(age, expectedMs, shortestPollMs, clock.random());
		const delay = Math.max(pause, answer.is === 'transient' ? advisedDelay(answer) : 0);
		const now = clock.now();
		// The last look falls on the deadline itself: what finished until then counts.
		next = Math.min(age + (options.together ? alignToGrid(now + delay, pause) - now : delay), limitMs);
	}
}

/** What the answers so far have shown. */
class Impressions {
	last: Named | undefined;
	/** At which age of the task it was first called done without a result, without a break since. */
	private emptySince: number | undefined;
	private refusedSince: number | undefined;
	private refusals = 0;

	constructor(private readonly options: PollOptions) {}

	/** Takes an answer that came at this age of the task; what ends the waiting, if anything does. */
	take(answer: StatusResult, age: number): PollResult | undefined {
		this.countRefusal(answer, age);
		if (answer.is !== 'state') {
			const grace =
				answer.is === 'refused' ? this.graceForRefusal(answer, age) : graceFor(answer.is, this.last, this.options);
			return age >= grace ? { is: 'failure', failure: answer.failure } : undefined;
		}
		this.last = asWanted(answer.state, this.options.wants);
		if (isFinal(this.last)) return { is: 'state', state: this.last };
		this.emptySince = isEmpty(this.last) ? (this.emptySince ?? age) : undefined;
		const isBelieved = age - (this.emptySince ?? age) >= EMPTY_GRACE_MS;
		if (isBelieved || !this.options.untilFinished) {
			return this.withoutResult() ?? { is: 'state', state: this.last };
		}
		return undefined;
	}

	/** The failure of a task that is called done and brings nothing. */
	withoutResult(): PollResult | undefined {
		if (this.emptySince === undefined || !this.last) return undefined;
		const { word } = this.last;
		const output = 'output' in this.last ? this.last.output : undefined;
		const failure =
			output === undefined
				? failureOf(taskFailures.doneWithoutResult, { word })
				: failureOf(taskFailures.doneWithOther, { word, output });
		return { is: 'failure', failure };
	}

	private countRefusal({ is }: StatusResult, age: number): void {
		if (is === 'refused') {
			this.refusedSince ??= age;
			this.refusals++;
		} else if (is !== 'transient') {
			this.refusedSince = undefined;
			this.refusals = 0;
		}
	}

	/** The age from which on a refusal is believed. A stranger's task that was never seen is worth no second question. */
	private graceForRefusal({ forGood }: Extract<StatusResult, { is: 'refused' }>, age: number): number {
		const isWorthIt = this.last !== undefined || this.options.errorGraceMs === Infinity;
		if (forGood || !isWorthIt || !this.options.untilFinished) return -1;
		return this.refusals < REFUSALS.times ? Infinity : (this.refusedSince ?? age) + REFUSALS.overMs;
	}
}

const isEmpty = (state: TaskState) => 'endedWithoutResult' in state && state.endedWithoutResult === true;

/** A task that is called done before what it makes is there: a video whose sound came first, say. */
function asWanted(state: Named, wants: Product | undefined): Named {
	if (state.status !== 'succeeded' || wants === undefined || wants === 'sound') return state;
	const { videos, elements, voices } = state;
	if ({ video: videos, element: elements, voice: voices }[wants]?.length) return state;
	return named(ended(state, { videos: [] }), state.taskId) ?? state;
}

/** Until which age of the task an answer that tells no state is borne. A task that was seen once is worth any trouble. */
function graceFor(answer: 'transient' | 'unknown', last: TaskState | undefined, options: PollOptions): number {
	if (last) return Infinity;
	return answer === 'transient' ? options.errorGraceMs : options.unknownGraceMs;
}
