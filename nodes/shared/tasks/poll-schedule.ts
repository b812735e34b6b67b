// When to look at a task: soon, in case it fails at once; rarely while it cannot be done; tightly around its expected end;
// rarely again once it is late.
import type { Quality } from '../vocabulary';

/** How long a task takes from acceptance to its end. */
export interface RunTime {
	/** Seconds, whatever the length ... */
	readonly base: number;
	/** ... and more for each second of video. */
	readonly perSecond: number;
}

/** What is known of a task beforehand. */
export interface TaskTraits {
	/** `unknown`: no page shows a run of its model. */
	readonly runTime: RunTime | 'unknown';
	/** Of the video, in seconds. */
	readonly duration?: number;
	readonly quality?: Quality;
}

/** 111 s in PiAPI's sample of 3.0 (piapi.md 4, "Seen durations"), 95 s in Kie.ai's of 2.6 (kie.md 3), 5 s each. */
const USUAL_RUN: RunTime = { base: 60, perSecond: 9 };

/** 1080p and 4K have more pixels to make; by how much longer that takes, no page says. */
const SLOWER: Record<Quality, number> = { '720p': 1, '1080p': 1.3, '4k': 2 };

/** Seconds of video where the request does not tell. */
const USUAL_SECONDS = 5;

/** Milliseconds from acceptance to the end, as a guess. */
export function estimateRunTime({ runTime, duration = USUAL_SECONDS, quality = '720p' }: TaskTraits): number {
	const { base, perSecond } = runTime === 'unknown' ? USUAL_RUN : runTime;
	return (base + perSecond * duration) * SLOWER[quality] * 1000;
}

/** A task that cannot work fails within seconds (PiAPI's sample after 4 s), and nobody should wait long to hear of it. */
export const FIRST_POLL_MS = 6_000;
/** Looks follow each other by these parts of the task's age: before, around and after the expected end. */
const STEPS = { before: 0.3, around: 0.035, after: 0.05 } as const;
/** The expected end is meant so widely. */
const AROUND = { from: 0.6, to: 1.6 } as const;
/** A look never waits longer than this, in milliseconds. */
const LONGEST_MS = 30_000;
/** A backend's advice is followed so far, in milliseconds: some gateways say a day where they mean a moment. */
const LONGEST_ADVICE_MS = 60_000;

/** How long to wait because the backend said so, in milliseconds. */
export function advisedDelay(answer: { readonly retryAfterMs?: number }): number {
	return Math.min(LONGEST_ADVICE_MS, Math.max(0, answer.retryAfterMs ?? 0));
}

/**
 * Milliseconds until the next look at a task of this age.
 *
 * @param expectedMs the task's expected run; undefined where nothing is known
 * @param shortestMs the user's shortest poll interval
 * @param random 0 to 1, so that tasks that were made together are not asked for together
 */
export function nextPollDelay(
	ageMs: number,
	expectedMs: number | undefined,
	shortestMs: number,
	random: number,
): number {
	const part = expectedMs === undefined ? Infinity : ageMs / expectedMs;
	const step = part < AROUND.from ? STEPS.before : part <= AROUND.to ? STEPS.around : STEPS.after;
	const jitter = 0.9 + 0.2 * random;
	return Math.max(shortestMs, Math.min(LONGEST_MS, ageMs * step) * jitter);
}

/** A common moment at or after `atMs`, so that tasks with looks of about this distance are asked for in one request. */
export function alignToGrid(atMs: number, pauseMs: number): number {
	const grid = 1000 * 2 ** Math.floor(Math.log2(Math.max(1, pauseMs / 3_000)));
	return Math.ceil(atMs / grid) * grid;
}
