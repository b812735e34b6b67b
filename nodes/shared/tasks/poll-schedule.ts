// When to look at a task: soon, in case it fails at once; rarely while it cannot be done; tightly around its expected end;
// rarely again once it is late.
import type { GeneratingOperation, Quality } from '../vocabulary';

/** What is known of a task beforehand. */
export interface TaskTraits {
	readonly operation: GeneratingOperation;
	/** The model's id as it was sent. */
	readonly model?: string;
	/** Of the video, in seconds. */
	readonly duration?: number;
	readonly quality?: Quality;
}

/** How long tasks take from acceptance to their end. */
interface Run {
	readonly operation?: GeneratingOperation;
	readonly model?: RegExp;
	/** Seconds, whatever the length ... */
	readonly base: number;
	/** ... and more for each second of video. */
	readonly perSecond: number;
}

/** The first row that fits counts. Whole runs that vendors show: piapi.md 4, "Seen durations"; kie.md 3. */
const RUNS: readonly Run[] = [
	// "10 minutes+" for avatars (kling-official.md 8, "Slow jobs"); the sound's length is not known here.
	{ operation: 'avatar', base: 300, perSecond: 0 },
	// "From 2 min" (kling-official.md 8, "Slow jobs"); the video's length is not known here.
	{ operation: 'lipSync', base: 120, perSecond: 0 },
	// 513 s in PiAPI's sample.
	{ operation: 'motionControl', base: 360, perSecond: 0 },
	// No page tells how long sounds take; a custom voice was seen to take 9 s (kling-official.md 8, "Seen timings").
	{ operation: 'textToSound', base: 20, perSecond: 0 },
	{ operation: 'videoToSound', base: 30, perSecond: 0 },
	// Seen: an element after 5 s, a voice after 9 s (kling-official.md 8, "Seen timings").
	{ operation: 'createElement', base: 5, perSecond: 0 },
	{ operation: 'createVoice', base: 9, perSecond: 0 },
	// 83 s in PiAPI's sample of 5 s.
	{ model: /o1/i, base: 50, perSecond: 7 },
	// 138 s in PiAPI's sample; upstream calls turbo its fast one.
	{ model: /turbo/i, base: 60, perSecond: 8 },
	// 111 s in PiAPI's sample of 3.0, 95 s in Kie.ai's of 2.6, 5 s each.
	{ base: 60, perSecond: 9 },
];

/** 1080p and 4K have more pixels to make; by how much longer that takes, no page says. */
const SLOWER: Record<Quality, number> = { '720p': 1, '1080p': 1.3, '4k': 2 };

/** Seconds of video where the request does not tell. */
const USUAL_SECONDS = 5;

/** Milliseconds from acceptance to the end, as a guess. */
export function estimateRunTime({
	operation,
	model = '',
	duration = USUAL_SECONDS,
	quality = '720p',
}: TaskTraits): number {
	const run = RUNS.find((row) => (row.operation ?? operation) === operation && (row.model?.test(model) ?? true))!;
	return (run.base + run.perSecond * duration) * SLOWER[quality] * 1000;
}

/** A task that cannot work fails within seconds (PiAPI's sample after 4 s), and nobody should wait long to hear of it. */
export const FIRST_POLL_MS = 6_000;
/** Looks follow each other by these parts of the task's age: before, around and after the expected end. */
const STEPS = { before: 0.3, around: 0.035, after: 0.05 } as const;
/** The expected end is meant so widely. */
const AROUND = { from: 0.6, to: 1.6 } as const;
/** A look never waits longer than this, in milliseconds. */
const LONGEST_MS = 30_000;

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
	return Math.max(shortestMs, Math.min(LONGEST_MS, ageMs * step)) * jitter;
}

/** A common moment at or after `atMs`, so that tasks with looks of about this distance are asked for in one request. */
export function alignToGrid(atMs: number, pauseMs: number): number {
	const grid = 1000 * 2 ** Math.floor(Math.log2(Math.max(1, pauseMs / 3_000)));
	return Math.ceil(atMs / grid) * grid;
}
