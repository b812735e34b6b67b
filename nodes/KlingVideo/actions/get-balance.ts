// Get Balance: one question to the account, however many items ask it.
import type { INodeExecutionData } from 'n8n-workflow';
import { unwrap } from '../../shared/errors';
import type { Session } from '../../shared/session';
import { notOffered } from '../operations/fields/availability';
import { getBalance as operation } from '../operations/get-balance.operation';
import { balanceJson } from '../../shared/results/balance-json';
import { askBalance } from '../../shared/tasks/balance';
import type { SendQuery } from '../../shared/tasks/query-task';

/** What is left on the item's account, as an item. */
export async function tellBalance(session: Session): Promise<INodeExecutionData> {
	const { backend, connection, limits, run, clock, timeouts, http, index } = session;
	if (!backend.balance) return unwrap(notOffered(backend, operation));
	const send: SendQuery = async (call) => {
		await limits.balances.acquire(run);
		return await http.send(call, timeouts.query);
	};
	const { call, read } = backend.balance;
	const ask = async () => await askBalance(send, call(connection, clock.now()), read, run);
	const balance = unwrap(await run.balanceOf(connection.account, ask));
	return { json: balanceJson(backend.id, balance), pairedItem: { item: index } };
}
