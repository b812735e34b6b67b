// What an account holds, in neutral words, and how it is asked for: free, so slips are borne. Knows no backend.
import { Err, type Result } from '../errors';
import type { Call, Reply } from '../http/types';
import type { Timing } from '../clock';
import type { SendQuery } from './query-task';
import { retryQuery, type QueryError } from './retry-query';

/** Units bought in advance, as the official API sells them. */
export interface Pack {
	readonly name: string;
	/** The backend's own words. */
	readonly kind?: string;
	readonly status?: string;
	/** In the balance's unit. */
	readonly remaining?: number;
	readonly total?: number;
	/** Milliseconds since 1970. */
	readonly startsAt?: number;
	readonly expiresAt?: number;
}

export interface Balance {
	readonly amount: number;
	/** The backend's own unit: units, credits, points, or a currency. */
	readonly unit: string;
	/** Dollars, where the backend tells them or documents what one unit costs. */
	readonly usd?: number;
	/** Only where the backend sells packs. */
	readonly packs?: readonly Pack[];
	readonly warnings: readonly string[];
}

/** What came of asking for the balance. */
export type BalanceAnswer = { readonly is: 'balance'; readonly balance: Balance } | QueryError;

/** How a backend tells what is left. Free on every backend. */
export interface BalanceRoute {
	/** @param now milliseconds since 1970 */
	call(connection: { readonly apiUrl: string }, now: number): Call;
	read(reply: Reply): BalanceAnswer;
}

/** Asks until there is an answer, a minute of trouble has passed, or asking makes no sense. Throws CancelledError. */
export async function askBalance(
	send: SendQuery,
	call: Call,
	read: BalanceRoute['read'],
	{ clock, signal }: Timing,
): Promise<Result<Balance>> {
	const answer = await retryQuery(async () => read(await send(call)), { clock, signal });
	return answer instanceof Err ? answer : answer.balance;
}
