// Get Balance: one question to the account, however many items ask it.
import type { INodeExecutionData } from 'n8n-workflow';
import { unwrap } from '../../shared/errors';
import type { Item } from '../generate/read-items';
import { notOffered } from '../operations/fields/availability';
import { balanceJson } from '../../shared/results/balance-json';
import { askBalance } from '../../shared/tasks/balance';
import type { SendQuery } from '../../shared/tasks/query-task';

/** What is left on the item's account, as an item. */
export async function tellBalance(item: Item): Promise<INodeExecutionData> {
	const { backend, connection, limits, run, clock, http, index } = item;
	if (!backend.balance) return unwrap(notOffered(backend, item.operation));
	const send: SendQuery = async (call) => {
		await limits.balances.acquire(clock, run.signal);
		return await http.send(call, clock.timeouts.query);
	};
	const { call, read } = backend.balance;
	const ask = async () => await askBalance(send, call(connection, clock.now()), read, clock, run.signal);
	const balance = unwrap(await run.balanceOf(connection.account, ask));
	return { json: balanceJson(backend.id, balance), pairedItem: { item: index } };
}
