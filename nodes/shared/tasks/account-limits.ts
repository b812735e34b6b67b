// What all items and executions of this process share when they use the same account: its allowances and its line for
// free slots. Knows no backend.
import type { Clock } from '../clock';
import { Pace, type Rate } from './rate-limiter';
import { Slots } from './slot-queue';

/** How a backend limits an account. */
export interface Allowance {
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

export class Account {
	readonly creates: Pace | undefined;
	readonly queries: Pace;
	readonly balances: Pace;
	private readonly slots = new Map<string, Slots>();

	constructor(private readonly allowance: Allowance) {
		this.creates = allowance.creates && new Pace(allowance.creates);
		this.queries = new Pace(allowance.queries);
		this.balances = allowance.balances ? new Pace(allowance.balances) : this.queries;
	}

	/** The line for tasks of a model. */
	slotsFor(model: string): Slots {
		const name = this.allowance.slotsByModel ? model : '';
		const found = this.slots.get(name) ?? new Slots(this.allowance.slotPauseMs);
		this.slots.set(name, found);
		return found;
	}
}

/** n8n has one world in its process, each test one of its own. */
const known = new WeakMap<Clock, Map<string, Account>>();

/**
 * The account as this process knows it.
 *
 * @param name tells accounts apart; no secret
 */
export function accountOf(clock: Clock, name: string, allowance: Allowance): Account {
	const accounts = known.get(clock) ?? new Map<string, Account>();
	known.set(clock, accounts);
	const found = accounts.get(name) ?? new Account(allowance);
	accounts.set(name, found);
	return found;
}
