// A clock that the tests turn: sleeping takes no time and moves it forward, also for the simulator that shares it.
import { randomUUID } from 'node:crypto';
import type { World } from '../../nodes/KlingVideo/world';

export interface VirtualWorld extends World {
	/** Moves the clock without anybody sleeping. */
	advance(ms: number): void;
	/** Every pause that was asked for, in milliseconds. */
	readonly pauses: number[];
}

/** Starts in 2026; requests time out after a real second. */
export function virtualWorld(timeouts: Partial<World['timeouts']> = {}): VirtualWorld {
	let now = Date.UTC(2026, 8, 1);
	const pauses: number[] = [];
	return {
		now: () => now,
		async pause(ms, signal) {
			pauses.push(ms);
			now += ms;
			// Lets requests that are under way, and a Stop, happen in between.
			await new Promise((resolve) => setImmediate(resolve));
			return !signal?.aborted;
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
