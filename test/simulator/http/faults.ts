/** The queue of ordered faults, each taken by the next request that it matches. */
import type { BackendName, Fault, Verb } from '../contract';

export interface FaultQueue {
	order(fault: Fault): void;
	clear(): void;
	take(backend: BackendName | undefined, verb: Verb): Fault | undefined;
}

export function faultQueue(): FaultQueue {
	const queue: Array<{ fault: Fault; skip: number; left: number }> = [];
	return {
		order(fault) {
			queue.push({ fault, skip: fault.skip ?? 0, left: fault.times ?? 1 });
		},
		clear() {
			queue.length = 0;
		},
		take(backend, verb) {
			for (const entry of queue) {
				if (entry.fault.backend !== backend || entry.fault.verb !== verb) continue;
				if (entry.skip > 0) {
					entry.skip -= 1;
					continue;
				}
				entry.left -= 1;
				if (entry.left <= 0) queue.splice(queue.indexOf(entry), 1);
				return entry.fault;
			}
			return undefined;
		},
	};
}
