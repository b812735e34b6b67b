// How to ask for a task of which only the id is known, so that the answer tells what made it as well.
import type { Connection, Backend } from '../shared/backends/backend';
import { isNetworkFailure, type Reply } from '../shared/http/types';
import { parseJson } from '../shared/json';
import type { StatusAnswer, StatusQuery, TaskReference } from '../shared/tasks/task';
import type { GeneratingOperation } from '../shared/vocabulary';

/** The ways to ask for a task, and what is found out by the answer. */
export interface TaskSearch {
	readonly statusQueries: readonly StatusQuery[];
	/** What made the task, and where; undefined before it was found. */
	found(): Maker | undefined;
}

export interface Maker extends Pick<TaskReference, 'operation' | 'route'> {
	/** False where other operations' tasks are found there, too, and nobody tells which it was. */
	readonly certain: boolean;
}

/** A way to ask, and whose tasks are found by it. */
interface Way {
	readonly query: StatusQuery;
	readonly maker: Maker;
}

/**
 * Asks for a task wherever one of these operations makes them.
 *
 * @param makers the operations that may have made it
 * @param onOwnPath paths of single operations come first, because whoever finds the task there knows the operation
 */
export function locateTask(
	backend: Backend,
	connection: Connection,
	taskId: string,
	makers: readonly GeneratingOperation[],
	onOwnPath: boolean,
): TaskSearch {
	const all = waysOf(backend, connection, taskId, makers);
	const [own, common] = [all.filter(({ maker }) => maker.certain), all.filter(({ maker }) => !maker.certain)];
	let found: Maker | undefined;
	const statusQueries = (onOwnPath ? [own, common] : [common, own]).flat().map(({ query, maker }): StatusQuery => {
		const watched =
			(read: StatusQuery['read']) =>
			(reply: Reply): StatusAnswer => {
				const answer = read(reply);
				if (answer.is === 'followUp') return { ...answer, read: watched(answer.read) };
				if (answer.is === 'state') found = maker.certain ? maker : (toldBy(backend, reply) ?? maker);
				return answer;
			};
		return { call: query.call, read: watched(query.read) };
	});
	return { statusQueries, found: () => found };
}

function toldBy({ webhooks }: Backend, reply: Reply): Maker | undefined {
	const operation = isNetworkFailure(reply) ? undefined : webhooks.madeBy?.(parseJson(reply.text));
	return operation && { operation, certain: true };
}

/** Each address is asked once, however many operations share it. */
function waysOf(
	backend: Backend,
	connection: Connection,
	taskId: string,
	makers: readonly GeneratingOperation[],
): Way[] {
	const found = new Map<string, Way>();
	for (const reference of placesOf(backend, connection, taskId, makers)) {
		const { operation, route } = reference;
		for (const query of backend.statusQueries(reference, connection)) {
			const { maker } = found.get(query.call.url) ?? {};
			const first: Maker = { operation, ...(route ? { route } : {}), certain: true };
			found.set(query.call.url, {
				query,
				maker: maker ? { ...maker, certain: maker.certain && maker.operation === operation } : first,
			});
		}
	}
	return [...found.values()];
}

/** Where tasks of these operations are made: at the usual place, and where single models have one of their own. */
function placesOf(
	backend: Backend,
	{ hasApiKey }: Connection,
	taskId: string,
	makers: readonly GeneratingOperation[],
): TaskReference[] {
	return makers.flatMap((operation) => {
		const specs = backend.models.flatMap((model) => model.operations[operation] ?? []);
		const routes = specs.filter(({ needsApiKey }) => hasApiKey || !needsApiKey).map(({ route }) => route);
		return [...new Set([undefined, ...routes])].map((route) => ({
			backend: backend.id,
			operation,
			taskId,
			...(route ? { route } : {}),
		}));
	});
}
