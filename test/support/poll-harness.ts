// A task that answers by a script, and the times at which it was looked at.
import type { Failure } from '../../nodes/shared/errors';
import type { StatusResult, TaskState } from '../../nodes/shared/tasks/task';
import { pollUntilDone, type PollOptions } from '../../nodes/shared/tasks/poll-until-done';
import { named, stateTold } from './named';
import { virtualClock, type VirtualClock } from './clock';

export const MINUTE = 60_000;
export const failure = (message: string): Failure => ({ kind: 'network', message });
export const running = stateTold({ taskId: 't', word: 'processing', status: 'running' });
const finished: Extract<TaskState, { status: 'succeeded' }> = {
	taskId: 't',
	word: 'succeed',
	status: 'succeeded',
	videos: [{ url: 'https://h/v.mp4' }],
};
export const done = Object.assign(named(finished), finished);
export const unknown: StatusResult = { is: 'unknown', failure: failure('no such task') };
export const trouble = (retryAfterMs?: number): StatusResult => ({
	is: 'transient',
	failure: failure('busy'),
	...(retryAfterMs ? { retryAfterMs } : {}),
});
export const refused: StatusResult = { is: 'refused', failure: failure('wrong key') };

export interface Looks {
	readonly clock: VirtualClock;
	/** Milliseconds after the task was accepted. */
	readonly times: number[];
	run(more?: Partial<PollOptions>, signal?: AbortSignal): ReturnType<typeof pollUntilDone>;
}

/** `answer` is asked with the task's age in milliseconds and the number of the look, from 0. */
export function looks(answer: (ageMs: number, look: number) => StatusResult): Looks {
	const clock = virtualClock();
	const since = clock.now();
	const times: number[] = [];
	const query = async () => {
		times.push(clock.now() - since);
		return answer(clock.now() - since, times.length - 1);
	};
	const usual = {
		query,
		since,
		limitMs: 30 * MINUTE,
		expectedMs: 32_000,
		together: false,
		shortestPollMs: 3_000,
		unknownGraceMs: 30_000,
		errorGraceMs: Infinity,
	};
	return {
		clock,
		times,
		run: async (more, signal) => await pollUntilDone({ ...usual, untilFinished: true, ...more }, { clock, signal }),
	};
}

/** Answers in this order, the last one for ever. */
export const inTurn =
	(...answers: StatusResult[]) =>
	(_: number, look: number) =>
		answers[Math.min(look, answers.length - 1)]!;
export const finishing = (afterMs: number) => (ageMs: number) =>
	ageMs >= afterMs ? ({ is: 'state', state: done } as const) : running;
