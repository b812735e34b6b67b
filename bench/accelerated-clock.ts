// A clock that runs faster than the real one, for the node and the simulator alike: minutes of waiting in seconds, while
// requests, pictures and files take the time they take. What the machine needs counts the more.
import { randomUUID } from 'node:crypto';
import type { Clock } from '../nodes/shared/clock';

/** How many times as fast. */
export const HURRY = 10;

export function hurriedWorld(times = HURRY): Clock {
	const start = Date.now();
	return {
		now: () => start + (Date.now() - start) * times,
		elapsed: () => performance.now() * times,
		async sleep(ms, signal) {
			if (signal?.aborted) return false;
			return await new Promise<boolean>((resolve) => {
				const wake = (slept: boolean) => {
					clearTimeout(timer);
					signal?.removeEventListener('abort', stop);
					resolve(slept);
				};
				const stop = () => wake(false);
				const timer = setTimeout(() => wake(true), ms / times);
				signal?.addEventListener('abort', stop);
			});
		},
		random: Math.random,
		uuid: randomUUID,
	};
}
