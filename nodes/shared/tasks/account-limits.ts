// What all items and executions of this process share when they use the same account: its allowances and its line for
// free slots. Knows no backend.
import type { Clock } from '../clock';
import { RecentMap } from '../recent-map';
import { RateLimiter, type Rate } from './rate-limiter';
import { CreateBook } from './lost-create';
import { SlotQueue } from './slot-queue';

/** How a backend limits an account. */
export interface Limits {
	/** New tasks; undefined where no page names a rate. */
	readonly creates?: Rate;
	readonly queries: Rate;
	/** Questions for the balance; undefined where they count as any other. */
	readonly balances?: Rate;
	/** Milliseconds before a create that found no free slot is tried again; doubles from then on. */
	readonly slotPauseMs: number;
	/** Whether each model has slots of its own. */
	readonly slotsByModel: boolean;
	/** How many items a run works on side by side where the user says nothing. */
	readonly itemsAtOnce: number;
}

/** Models and accounts that are remembered; both may come from expressions. */
const MOST_MODELS = 200;
const MOST_ACCOUNTS = 1_000;

export class AccountLimits {
	readonly creates: RateLimiter | undefined;
	readonly queries: RateLimiter;
	readonly balances: RateLimiter;
	/** What is known of the account's creates. */
	readonly creations = new CreateBook();
	private readonly slots = new RecentMap<SlotQueue>(MOST_MODELS);

	constructor(private readonly allowance: Limits) {
		this.creates = allowance.creates && new RateLimiter(allowance.creates);
		this.queries = new RateLimiter(allowance.queries);
		this.balances = allowance.balances ? new RateLimiter(allowance.balances) : this.queries;
	}

	/** The line for tasks of a model. */
	slotsFor(model: string): SlotQueue {
		const name = this.allowance.slotsByModel ? model : '';
		const found = this.slots.get(name) ?? new SlotQueue(this.allowance.slotPauseMs);
		this.slots.set(name, found);
		return found;
	}
}

/** n8n has one world in its process, each test one of its own. */
const known = new WeakMap<Clock, RecentMap<AccountLimits>>();

/**
 * The account as this process knows it.
 *
 * @param name tells accounts apart; no secret
 */
export function limitsOf(clock: Clock, name: string, allowance: Limits): AccountLimits {
	const accounts = known.get(clock) ?? new RecentMap<AccountLimits>(MOST_ACCOUNTS);
	known.set(clock, accounts);
	const found = accounts.get(name) ?? new AccountLimits(allowance);
	accounts.set(name, found);
	return found;
}
