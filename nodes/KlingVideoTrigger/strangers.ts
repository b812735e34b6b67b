// Calls that nothing proves to be the service's: anybody may send them, and each costs questions with the user's key. A few of
// them are looked into, one question at a time and in a line of their own; the others may come again.
import type { Clock, Timing } from '../shared/clock';
import { RecentMap } from '../shared/recent-map';
import { RateLimiter } from '../shared/tasks/rate-limiter';
import { queryTask, type SendQuery } from '../shared/tasks/query-task';
import type { StatusQuery, StatusResult } from '../shared/tasks/task';

/** So many calls of one trigger are let in within a minute. */
const MOST = 20;
const WITHIN_MS = 60_000;

/** How often an account is asked because of them. */
const PACE = { most: 1, withinMs: 1_000 };

/** Triggers and accounts that are remembered. */
const MOST_REMEMBERED = 1_000;

interface Kept {
	/** When the last ones were let in, in milliseconds since 1970, by trigger. */
	readonly admitted: RecentMap<number[]>;
	/** By account. */
	readonly lines: RecentMap<RateLimiter>;
}

/** n8n has one world in its process, each test one of its own. */
const kept = new WeakMap<Clock, Kept>();

function keptFor(clock: Clock): Kept {
	const found = kept.get(clock) ?? { admitted: new RecentMap(MOST_REMEMBERED), lines: new RecentMap(MOST_REMEMBERED) };
	kept.set(clock, found);
	return found;
}

/** Whether one more such call may start a run. */
export function admitStranger(clock: Clock, trigger: string): boolean {
	const { admitted } = keptFor(clock);
	const now = clock.now();
	const recent = (admitted.get(trigger) ?? []).filter((time) => Math.abs(now - time) < WITHIN_MS);
	const admits = recent.length < MOST;
	admitted.set(trigger, admits ? [...recent, now] : recent);
	return admits;
}

/**
 * Asks for a stranger's task once at each address, one question at a time: the account's own questions go in front of it.
 *
 * @param account tells accounts apart; no secret
 */
export async function askSparingly(
	send: SendQuery,
	statusQueries: readonly StatusQuery[],
	account: string,
	timing: Timing,
): Promise<StatusResult> {
	const { lines } = keptFor(timing.clock);
	const line = lines.get(account) ?? new RateLimiter(PACE);
	lines.set(account, line);
	const slowly: SendQuery = async (call) => {
		await line.acquire(timing);
		return await send(call);
	};
	return await queryTask(slowly, statusQueries);
}
