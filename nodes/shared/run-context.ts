// What the items of one run share while they are worked on side by side: one end for all, and questions that travel
// together.
import { setMaxListeners } from 'node:events';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Result } from './errors';
import type { Call, Reply } from './http/types';
import type { IdempotencyRecord } from './tasks/idempotency-record';
import type { UnitPrice } from './backends/pricing';
import type { Balance } from './tasks/balance';
import { QueryBatcher } from './tasks/query-batcher';
import type { Clock, Timeouts, Timing } from './clock';

export class RunContext implements Timing {
	/** Aborted by n8n's Stop, or because an item has failed and with it the run. */
	readonly signal: AbortSignal;
	private readonly over = new AbortController();
	/** The records that items work on, by the item's place. */
	readonly claims = new Map<number, IdempotencyRecord>();
	private readonly facts = new Map<string, unknown>();
	private readonly batchers = new Map<string, QueryBatcher>();
	private readonly prices = new Map<string, Promise<UnitPrice | undefined>>();
	private readonly balances = new Map<string, Promise<Result<Balance>>>();

	constructor(
		readonly clock: Clock,
		readonly timeouts: Timeouts,
		context: IExecuteFunctions,
	) {
		const stopped = context.getExecutionCancelSignal();
		this.signal = stopped ? AbortSignal.any([stopped, this.over.signal]) : this.over.signal;
		// Every item listens; that is no leak.
		setMaxListeners(0, this.signal);
	}

	/** Nothing more is begun, and nobody waits any longer; a create that is under way still gets its answer. */
	abort(): void {
		this.over.abort();
	}

	/** The common questions to an account; `send` is the first asker's. */
	batcherFor(account: string, send: (call: Call) => Promise<Reply>): QueryBatcher {
		const found = this.batchers.get(account) ?? new QueryBatcher(send, this.clock, this.signal);
		this.batchers.set(account, found);
		return found;
	}

	/** What is the same for all items of the run, asked for by the first of them. */
	once<T>(name: string, ask: () => T): T {
		if (!this.facts.has(name)) this.facts.set(name, ask());
		return this.facts.get(name) as T;
	}

	/** One answer for all items of the run that ask for the same price; `ask` is the first asker's. */
	async priceOf(name: string, ask: () => Promise<UnitPrice | undefined>): Promise<UnitPrice | undefined> {
		const found = this.prices.get(name) ?? ask();
		this.prices.set(name, found);
		return await found;
	}

	/** One answer for all items of the run that ask for the same account; `ask` is the first asker's. */
	async balanceOf(account: string, ask: () => Promise<Result<Balance>>): Promise<Result<Balance>> {
		const found = this.balances.get(account) ?? ask();
		this.balances.set(account, found);
		return await found;
	}
}

/** Works on everything, at most so much at once, in order of beginning; ends when all that was begun has ended. */
export async function mapConcurrent<T>(
	all: readonly T[],
	atOnce: number,
	work: (one: T, index: number) => Promise<void>,
): Promise<void> {
	let next = 0;
	const worker = async () => {
		while (next < all.length) {
			const index = next++;
			await work(all[index]!, index);
		}
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, worker));
}
