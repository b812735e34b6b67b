// A rate limit: at most so many requests within so much time, first come, first served. Knows no backend.
import { throwCancelled } from '../errors';
import type { Timing } from '../clock';

/** A backend's allowance. */
export interface Rate {
	/** Requests ... */
	readonly most: number;
	/** ... within any stretch of so many milliseconds. */
	readonly withinMs: number;
}

export class RateLimiter {
	/** When the last requests left or will leave, in milliseconds since 1970; never more than the allowance. */
	private readonly times: number[] = [];
	private lastNow = 0;

	constructor(private readonly rate: Rate) {}

	/** Waits until the next request may leave. Throws CancelledError. */
	async acquire({ clock, signal }: Timing): Promise<void> {
		const at = this.next(clock.now());
		this.times.push(at);
		if (this.times.length > this.rate.most) this.times.shift();
		const wait = at - clock.now();
		if (wait <= 0 || (await clock.sleep(wait, signal))) return;
		// The place is somebody else's now.
		const place = this.times.indexOf(at);
		if (place >= 0) this.times.splice(place, 1);
		throwCancelled();
	}

	private next(now: number): number {
		const { most, withinMs } = this.rate;
		// A clock that was set back would keep everybody waiting.
		if (now < this.lastNow - withinMs) this.times.length = 0;
		this.lastNow = now;
		const oldest = this.times.length < most ? undefined : this.times[0];
		return oldest === undefined ? now : Math.max(now, oldest + withinMs);
	}
}
