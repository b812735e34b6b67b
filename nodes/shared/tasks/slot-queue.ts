// The line before an account that has no free slot: creates wait in it first come, first served, and only the first of
// them tries again, when a task has ended or after a pause that grows (exponential
// backoff with jitter). Knows no backend.
import { throwCancelled } from '../errors';
import type { Timing } from '../clock';
import type { Creation } from './task';

/** The longest pause between two tries of the first in line, in milliseconds. */
const LONGEST_PAUSE_MS = 60_000;

/** The line is woken no oftener than this, in milliseconds. */
const RELEASE_GAP_MS = 3_000;

/** One create that waits for a slot. */
interface Waiter {
	wake: () => void;
	/** A slot became free since its last try began. */
	missed: boolean;
}

export class SlotQueue {
	private readonly line: Waiter[] = [];
	private lastRelease = -Infinity;

	/** @param firstPauseMs doubles with each try in vain, up to a minute */
	constructor(private readonly firstPauseMs: number) {}

	/**
	 * A task of this account has ended: the first in line may try at once. Tasks that end together count once, because whoever
	 * gets in wakes the next.
	 *
	 * @param now milliseconds since 1970
	 */
	release(now: number): void {
		if (now >= this.lastRelease && now - this.lastRelease < RELEASE_GAP_MS) return;
		this.lastRelease = now;
		this.wakeFirst();
	}

	private wakeFirst(): void {
		const first = this.line[0];
		if (!first) return;
		// It may be trying at this moment, and be refused for a slot that has just become free.
		first.missed = true;
		first.wake();
	}

	/**
	 * Sends a create as soon as the account has room, and as often as it takes; at least once.
	 *
	 * @param attempt sends the create once
	 * @param until milliseconds since 1970; what finds no slot until then comes back as it was refused last
	 * @returns the backend's answer. Throws CancelledError, and whatever `attempt` throws.
	 */
	async run(attempt: () => Promise<Creation>, until: number, { clock, signal }: Timing): Promise<Creation> {
		const waiter: Waiter = { wake: () => undefined, missed: false };
		try {
			if (this.line.length > 0) await this.untilFirst(waiter, until, { clock, signal });
			for (let tries = 0; ; tries++) {
				waiter.missed = false;
				const creation = await attempt();
				if (creation.is !== 'refused' || creation.again !== 'whenFree') return creation;
				await this.untilFirst(waiter, until, { clock, signal });
				const jitter = 0.8 + 0.4 * clock.random();
				const pause = Math.max(
					creation.retryAfterMs ?? 0,
					Math.min(this.firstPauseMs * 2 ** tries, LONGEST_PAUSE_MS) * jitter,
				);
				if (clock.now() + pause > until) return creation;
				// What the backend asks for is kept; only our own guess is cut short by a task that ends.
				if (creation.retryAfterMs) await this.rest(waiter, pause, { clock, signal }, false);
				else if (waiter.missed || (await this.rest(waiter, pause, { clock, signal }))) tries = -1;
			}
		} finally {
			this.leave(waiter);
		}
	}

	/** Until the create is the first in line, or the time is up. */
	private async untilFirst(waiter: Waiter, until: number, { clock, signal }: Timing): Promise<void> {
		if (!this.line.includes(waiter)) this.line.push(waiter);
		while (this.line[0] !== waiter && until > clock.now()) {
			await this.rest(waiter, until - clock.now(), { clock, signal });
		}
	}

	/** Waits for the time or for a wake, whichever comes first; true where it was the wake. Throws CancelledError. */
	private async rest(waiter: Waiter, ms: number, { clock, signal }: Timing, wakeable = true): Promise<boolean> {
		const woken = new AbortController();
		if (wakeable) waiter.wake = () => woken.abort();
		await clock.sleep(ms, signal ? AbortSignal.any([signal, woken.signal]) : woken.signal);
		waiter.wake = () => undefined;
		if (signal?.aborted) throwCancelled();
		return woken.signal.aborted;
	}

	private leave(waiter: Waiter): void {
		const place = this.line.indexOf(waiter);
		if (place < 0) return;
		this.line.splice(place, 1);
		if (place === 0) this.wakeFirst();
	}
}
