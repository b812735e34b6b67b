// One account of one backend as one item uses it: who is asked, how fast, by which clock and until when.
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Backend, Connection } from './backends/backend';
import type { Clock, Timeouts, Timing } from './clock';
import { createHttpClient, type HttpClient } from './http/client';
import type { RunContext } from './run-context';
import { limitsOf, type AccountLimits } from './tasks/account-limits';
import type { SendQuery } from './tasks/query-task';

export interface Session extends Timing {
	readonly context: IExecuteFunctions;
	/** The item's place among those of the run. */
	readonly index: number;
	/** What the items of the run share. */
	readonly run: RunContext;
	readonly clock: Clock;
	readonly timeouts: Timeouts;
	/** Aborted by Stop, or because the run has failed. */
	readonly signal: AbortSignal;
	readonly backend: Backend;
	readonly connection: Connection;
	readonly limits: AccountLimits;
	readonly http: HttpClient;
	/** Sends what costs nothing, no faster than the account may ask. Throws CancelledError only. */
	readonly query: SendQuery;
}

/** Opens the account that a credential names. Nothing is sent. */
export function openSession(
	context: IExecuteFunctions,
	run: RunContext,
	index: number,
	backend: Backend,
	connection: Connection,
): Session {
	const { clock, timeouts, signal } = run;
	const limits = limitsOf(clock, connection.account, backend.limits);
	const http = createHttpClient(context, backend.credential, index, signal);
	const query: SendQuery = async (call) => {
		await limits.queries.acquire(run);
		return await http.send(call, timeouts.query);
	};
	return { context, index, run, clock, timeouts, signal, backend, connection, limits, http, query };
}
