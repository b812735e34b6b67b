// A clock that the tests turn: sleeping takes no time and moves it forward, also for the simulator that shares it. It
// moves only while everybody sleeps: no request is under way, and nobody has begun another pause.
import { subscribe } from 'node:diagnostics_channel';
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../nodes/shared/clock';

export interface VirtualWorld extends Clock {
	/** Moves the clock without anybody sleeping. */
	advance(ms: number): void;
	/** Every pause that was asked for, in milliseconds. */
	readonly pauses: number[];
}

interface Sleeper {
	readonly at: number;
	wake(slept: boolean): void;
}

/** Starts in 2026; requests time out after a real second. */
export function virtualWorld(timeouts: Partial<Clock['timeouts']> = {}): VirtualWorld {
	let now = Date.UTC(2026, 8, 1);
	let turning = false;
	const pauses: number[] = [];
	const sleepers = new Set<Sleeper>();

	const turn = async () => {
		if (turning) return;
		turning = true;
		while (sleepers.size > 0) {
			await calm(sleepers);
			const [first] = [...sleepers].sort((a, b) => a.at - b.at);
			if (!first) break;
			now = Math.max(now, first.at);
			first.wake(true);
		}
		turning = false;
	};

	return {
		now: () => now,
		async sleep(ms, signal) {
			pauses.push(ms);
			if (signal?.aborted) return false;
			return await new Promise<boolean>((resolve) => {
				const sleeper: Sleeper = {
					at: now + ms,
					wake(slept) {
						sleepers.delete(sleeper);
						signal?.removeEventListener('abort', stop);
						resolve(slept && !signal?.aborted);
					},
				};
				const stop = () => sleeper.wake(false);
				signal?.addEventListener('abort', stop);
				sleepers.add(sleeper);
				void turn();
			});
		},
		random: () => 0.5,
		uuid: randomUUID,
		timeouts: { create: 1_000, query: 1_000, upload: 1_000, download: 1_000, ...timeouts },
		advance(ms) {
			now += ms;
		},
		pauses,
	};
}

/** Requests of this process that have no answer yet. */
const underWay = new Set<unknown>();
const request = (message: unknown) => (message as { request: unknown }).request;
subscribe('http.client.request.start', (message) => underWay.add(request(message)));
subscribe('http.client.request.error', (message) => underWay.delete(request(message)));
subscribe('http.client.response.finish', (message) => underWay.delete(request(message)));

const tick = async () => await new Promise((resolve) => setImmediate(resolve));
/** A crowd also needs time to read files and prepare pictures, in milliseconds. */
const CROWD_MS = 4;

/** Until nothing has happened for a while. */
async function calm(sleepers: ReadonlySet<Sleeper>): Promise<void> {
	for (;;) {
		const before = sleepers.size;
		await tick();
		if (before > 1) await new Promise((resolve) => setTimeout(resolve, CROWD_MS));
		await tick();
		if (underWay.size === 0 && sleepers.size <= before) return;
		if (underWay.size > 0) await new Promise((resolve) => setTimeout(resolve, 1));
	}
}
