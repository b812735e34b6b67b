// Get, Get Many and Delete in an account's library.
import type { INodeExecutionData } from 'n8n-workflow';
import type { DeleteResult, LibraryEndpoint } from '../../shared/backends/backend';
import { Err, unwrap, sanitize, type Result } from '../../shared/errors';
import type { Item } from '../generate/read-items';
import { notOffered } from '../operations/fields/availability';
import type {
	LibraryRequest,
	LibraryGetRequest,
	LibraryListRequest,
	LibraryDeleteRequest,
} from '../operations/request';
import { recordName } from '../../shared/stored';
import { entryJson, iso } from '../../shared/results/to-json';
import type { LibraryEntry } from '../../shared/tasks/library-entry';
import { deletionsIn } from '../../shared/tasks/idempotency-store';
import { collectPages } from '../../shared/tasks/paginate';
import { retryQuery } from '../../shared/tasks/retry-query';
import { actionFailures } from '../../shared/messages/actions';
import { fail } from '../../shared/messages/message';

/** Everything that comes of the request, in order. Throws CancelledError. */
export async function lookInto(item: Item, request: LibraryRequest): Promise<INodeExecutionData[]> {
	const { backend, index } = item;
	const endpoint = backend.library?.[request.library];
	if (!endpoint) return unwrap(notOffered(backend, item.operation));
	const pairedItem = { item: index };
	if (request.wants === 'delete') return [{ json: await remove(item, endpoint, request), pairedItem }];
	const found = unwrap(await find(item, endpoint, request));
	return found.map((entry) => ({ json: json(item, request, entry), pairedItem }));
}

const json = ({ backend }: Item, { library }: LibraryRequest, entry: LibraryEntry) => ({
	...entryJson(library, entry),
	backend: backend.id,
	...(entry.taskId ? { taskId: entry.taskId } : {}),
	createdAt: iso(entry.createdAt),
});

async function find(
	item: Item,
	endpoint: LibraryEndpoint,
	request: LibraryListRequest | LibraryGetRequest,
): Promise<Result<LibraryEntry[]>> {
	if (request.wants === 'list') {
		const { connection, run } = item;
		const { owner, most } = request;
		const list = await collectPages(endpoint.list(owner, connection), { most }, item.query, run);
		return list instanceof Err ? list : list.entries.slice(0, most);
	}
	const found = await findOne(item, endpoint, request);
	return found instanceof Err ? found : [found];
}

/** There is no call for one entry by its own id, only for the task that made it (kling-official.md 2.11 and 4). */
async function findOne(
	item: Item,
	endpoint: LibraryEndpoint,
	{ id, library }: LibraryGetRequest,
): Promise<Result<LibraryEntry>> {
	const { backend, connection, run } = item;
	const wants = (entry: LibraryEntry) => entry.id === id;
	const found = await collectPages(endpoint.list('all', connection), { most: 1, wants }, item.query, run);
	if (found instanceof Err) return found;
	return (
		found.entries[0] ?? fail(actionFailures.entryNotKnown, { service: backend.label, thing: library, id: sanitize(id) })
	);
}

/** A refusal, and a service that is busy, prove that nothing was removed. */
const wasTurnedAway = (deletion: DeleteResult) =>
	deletion.is === 'refused' || (deletion.is === 'transient' && deletion.failure.kind === 'busy');

/**
 * Removes an entry. It may be sent again: where an earlier try, of this run or of the one that n8n repeats, may have
 * removed it already, being unknown means being removed.
 */
async function remove(item: Item, endpoint: LibraryEndpoint, { id, library }: LibraryDeleteRequest) {
	const { backend, connection, run, context, index } = item;
	const send = item.query;
	const deletions = deletionsIn(context.getContext('node'));
	const name = recordName(Number(context.evaluateExpression('{{ $runIndex }}', index)) || 0, index);
	let sentBefore = deletions[name] === id;
	const ask = async () => {
		const again = sentBefore;
		deletions[name] = id;
		sentBefore = true;
		const deletion = endpoint.readDelete(await send(endpoint.remove(id, connection)), id);
		if (!again && wasTurnedAway(deletion)) {
			delete deletions[name];
			sentBefore = false;
		}
		return deletion.is === 'unknown' && again ? ({ is: 'deleted' } as const) : deletion;
	};
	const answer = unwrap(await retryQuery(ask, run));
	if (answer.is === 'unknown') {
		delete deletions[name];
		return unwrap(new Err(answer.failure));
	}
	return { deleted: true, [`${library}Id`]: id, backend: backend.id };
}
