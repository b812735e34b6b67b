// What the node takes from the outside world besides n8n: the clock, chance, and how long a request may be silent. Handed
// in, so that tests can run hours of waiting in milliseconds.
import { randomUUID } from 'node:crypto';
import { sleep } from 'n8n-workflow';

export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Milliseconds from any beginning, for durations: goes on evenly when the host's clock is set. */
	elapsed(): number;
	/** Waits; false as soon as the signal is aborted, which is looked at every half second at least. */
	sleep(ms: number, signal: AbortSignal | undefined): Promise<boolean>;
	/** A number from 0 to 1, for jitter. */
	random(): number;
	uuid(): string;
}

/** How long a request may be silent, in milliseconds, by what it does. */
export interface Timeouts {
	readonly create: number;
	readonly query: number;
	readonly upload: number;
	readonly download: number;
}

/** A clock, and what ends all waiting by it: n8n's Stop, or a run that has failed. */
export interface Timing {
	readonly clock: Clock;
	readonly signal: AbortSignal | undefined;
}

const SLICE_MS = 500;

/** The real world. `sleep` of older n8n versions does not know the signal, so it is cut into slices. */
export const systemClock: Clock = {
	now: () => Date.now(),
	elapsed: () => performance.now(),
	async sleep(ms, signal) {
		for (let left = ms; left > 0 && !signal?.aborted; left -= SLICE_MS) await sleep(Math.min(SLICE_MS, left));
		return !signal?.aborted;
	},
	random: () => Math.random(),
	uuid: randomUUID,
};

export const defaultTimeouts: Timeouts = { create: 60_000, query: 30_000, upload: 120_000, download: 60_000 };
