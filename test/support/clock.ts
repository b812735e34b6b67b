// A clock that the tests turn: sleeping takes no time and moves it forward, also for the simulator that shares it. It
// moves only while everybody sleeps: no request is under way, and nobody has begun another pause.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { randomUUID } from 'node:crypto';
import type { ClientRequest } from 'node:http';
import sharp from 'sharp';
import type { Clock } from '../../nodes/shared/clock';

export interface VirtualClock extends Clock {
	/** Moves the clock without anybody sleeping. */
	advance(ms: number): void;
	/** Sets the clock to another time, as a host's is set: back, if negative. Durations go on. */
	set(byMs: number): void;
	/** Every pause that was asked for, in milliseconds. */
	readonly pauses: number[];
}

interface Sleeper {
	readonly at: number;
	wake(slept: boolean): void;
}

/** Starts in 2026. */
export function virtualClock(): VirtualClock {
	let now = Date.UTC(2026, 8, 1);
	/** By how much the clock was set, against the time that sleepers go by. */
	let offset = 0;
	let turning = false;
	const pauses: number[] = [];
	const sleepers = new Set<Sleeper>();

	const turn = async () => {
		if (turning) return;
		turning = true;
		while (sleepers.size > 0) {
			await calm(sleepers);
			const next = Math.min(...[...sleepers].map(({ at }) => at));
			if (next === Infinity) break;
			now = Math.max(now, next);
			for (const sleeper of sleepers) if (sleeper.at <= next) sleeper.wake(true);
		}
		turning = false;
	};

	return {
		now: () => now + offset,
		elapsed: () => now,
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
		advance(ms) {
			now += ms;
		},
		set(byMs) {
			offset += byMs;
		},
		pauses,
	};
}

/** Requests of this process that have no answer yet. */
const underWay = new Set<ClientRequest>();
/** Answers that are being read: how many bytes have come, and how often it was looked since the last one. */
const reading = new Map<ClientRequest, { bytes: number; looks: number }>();
/** Whoever was looked at so often without a byte has fallen silent, and keeps nobody asleep. */
const MOST_LOOKS = 5;

const channels: Record<string, (message: unknown) => void> = {
	'http.client.request.start'(message) {
		const { request } = message as { request: ClientRequest };
		underWay.add(request);
		request.once('close', () => {
			underWay.delete(request);
			reading.delete(request);
		});
	},
	'http.client.response.finish'(message) {
		const { request } = message as { request: ClientRequest };
		if (underWay.delete(request)) reading.set(request, { bytes: 0, looks: 0 });
	},
};
for (const [name, listener] of Object.entries(channels)) {
	subscribe(name, listener);
	// Node's channels outlive a test file.
	if (typeof afterAll === 'function') afterAll(() => void unsubscribe(name, listener));
}

function isRead(): boolean {
	return [...reading].some(([{ socket }, seen]) => {
		const bytes = socket?.bytesRead ?? 0;
		seen.looks = bytes === seen.bytes ? seen.looks + 1 : 0;
		seen.bytes = bytes;
		return seen.looks < MOST_LOOKS;
	});
}

/** What Node calls a file that is being read or written. */
const FILES: readonly string[] = ['FSReqCallback', 'FSReqPromise'];

/** Whether something is under way that ends by itself: a request, a file or a picture. */
function isBusy(): boolean {
	const { queue, process: drawing } = sharp.counters();
	if (underWay.size + queue + drawing > 0 || isRead()) return true;
	return process.getActiveResourcesInfo().some((name) => FILES.includes(name));
}

const tick = async () => await new Promise((resolve) => setImmediate(resolve));

/** Until everybody sleeps. */
async function calm(sleepers: ReadonlySet<Sleeper>): Promise<void> {
	for (;;) {
		const before = sleepers.size;
		for (let turns = 0; turns < 3; turns++) await tick();
		const busy = isBusy();
		if (!busy && sleepers.size <= before) return;
		if (busy) await new Promise((resolve) => setTimeout(resolve, 1));
	}
}
