/** A task and where it stands: everything follows from its times and the clock. */
import type { BackendName, Cost, LedgerMedia, Life, TaskState } from '../contract';
import type { Failing } from '../fal/answers';

export interface Task {
	backend: BackendName;
	id: string;
	externalId?: string;
	model: string;
	operation: string;
	body: Record<string, unknown>;
	rawBody: string;
	media: LedgerMedia[];
	/** Kling: where the task was created, and so where it is asked for. */
	path?: string;
	elementIds?: readonly string[];
	/** The video that was worked on, as the official API tells it. */
	parent?: { id: string; url: string; duration: string };
	price: Cost;
	/** Length of the video in seconds. */
	seconds: number;
	watermark: boolean;
	createdAt: number;
	/** Until then Kie does not know the task yet. */
	freshUntil: number;
	startsAt: number;
	endsAt: number;
	outcome: Life['outcome'];
	reason: string;
	failCode: string;
	cancelledAt?: number;
	/** fal: where it calls back, what its result says instead of an output, and how long JSON and files are kept. */
	callbackUrl?: string;
	failing?: Failing;
	payloadMs?: number;
	resultMs?: number;
	/** Kling: what it made was deleted from the library. */
	deleted?: boolean;
	charged: boolean;
}

/** What a backend says of a new task; the times come from the life. */
export type NewTask = Omit<
	Task,
	'createdAt' | 'freshUntil' | 'startsAt' | 'endsAt' | 'outcome' | 'reason' | 'failCode' | 'charged' | 'watermark'
> & {
	watermark?: boolean;
	/** A task that is doomed from the start, and when it fails, in ms after its creation. */
	doom?: { reason: string; code: string; afterMs?: number; afterStartMs?: number };
	/** It waits for others until then, whatever its life says. */
	notBefore?: number;
	/** Done when it is answered: the synchronous calls. */
	atOnce?: boolean;
};

export function bornTask(fresh: NewTask, life: Life, now: number): Task {
	const { doom, watermark = false, atOnce = false, notBefore = 0, ...rest } = fresh;
	if (atOnce) {
		const times = { createdAt: now, freshUntil: now, startsAt: now, endsAt: now };
		return { ...rest, ...times, watermark, outcome: 'succeed', reason: '', failCode: '', charged: false };
	}
	const startsAt = Math.max(now + life.queuedMs, notBefore);
	const lived: Task = {
		...rest,
		watermark,
		createdAt: now,
		freshUntil: now + Math.min(life.freshMs ?? 0, life.queuedMs),
		startsAt,
		endsAt: startsAt + life.runningMs,
		outcome: life.outcome,
		reason: life.outcome === 'fail' ? (life.reason ?? 'generation failed') : '',
		failCode: life.outcome === 'fail' ? '500' : '',
		charged: false,
	};
	if (!doom) return lived;
	const fromStart = doom.afterStartMs === undefined ? lived.endsAt : startsAt + doom.afterStartMs;
	const endsAt = doom.afterMs === undefined ? Math.min(fromStart, lived.endsAt) : now + doom.afterMs;
	return {
		...lived,
		startsAt: Math.min(startsAt, endsAt),
		endsAt,
		outcome: 'fail',
		reason: doom.reason,
		failCode: doom.code,
	};
}

export function stateOf(task: Task, now: number): TaskState {
	if (task.cancelledAt !== undefined) return 'cancelled';
	if (now >= task.endsAt) return task.outcome === 'succeed' ? 'succeeded' : 'failed';
	return now >= task.startsAt ? 'running' : 'queued';
}

export function isActive(task: Task, now: number): boolean {
	const state = stateOf(task, now);
	return state === 'queued' || state === 'running';
}

/** When the task's record last changed (ms). */
export function changedAt(task: Task, now: number): number {
	const state = stateOf(task, now);
	if (state === 'cancelled') return task.cancelledAt ?? task.createdAt;
	if (state === 'queued') return task.createdAt;
	return state === 'running' ? task.startsAt : task.endsAt;
}
