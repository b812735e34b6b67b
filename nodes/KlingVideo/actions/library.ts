// Get, Get Many and Delete in an account's library.
import type { INodeExecutionData } from 'n8n-workflow';
import type { Removal, Shelf } from '../../shared/backends/backend';
import { Err, err, unwrap, sanitize, type Result } from '../../shared/errors';
import type { Item } from '../generate/read-items';
import { querySender } from '../generate/generate';
import { notOffered } from '../operations/fields/availability';
import type { LibraryRequest, ShelfEntryRequest, ShelfListRequest, ShelfRemovalRequest } from '../operations/request';
import { recordName } from '../../shared/stored';
import { entryJson, iso } from '../../shared/results/to-json';
import type { LibraryEntry } from '../../shared/tasks/library-entry';
import { deletionsIn } from '../../shared/tasks/idempotency-store';
import { collect } from '../../shared/tasks/paginate';
import { retryQuery } from '../../shared/tasks/retry-query';

/** Everything that comes of the request, in order. Throws CancelledError. */
export async function lookInto(item: Item, request: LibraryRequest): Promise<INodeExecutionData[]> {
	const { backend, index } = item;
	const shelf = backend.library?.[request.library];
	if (!shelf) return unwrap(notOffered(backend, item.operation));
	const pairedItem = { item: index };
	if (request.wants === 'removal') return [{ json: await remove(item, shelf, request), pairedItem }];
	const found = unwrap(await find(item, shelf, request));
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
	shelf: Shelf,
	request: ShelfListRequest | ShelfEntryRequest,
): Promise<Result<LibraryEntry[]>> {
	if (request.wants === 'list') {
		const { access, clock, run } = item;
		const { owner, most } = request;
		const list = await collect(shelf.list(owner, access), { most }, querySender(item), clock, run.signal);
		return list instanceof Err ? list : list.entries.slice(0, most);
	}
	const found = await findOne(item, shelf, request);
	return found instanceof Err ? found : [found];
}

/** There is no call for one entry by its own id, only for the task that made it (kling-official.md 2.11 and 4). */
async function findOne(item: Item, shelf: Shelf, { id, library }: ShelfEntryRequest): Promise<Result<LibraryEntry>> {
	const { backend, access, clock, run } = item;
	const wants = (entry: LibraryEntry) => entry.id === id;
	const found = await collect(shelf.list('all', access), { most: 1, wants }, querySender(item), clock, run.signal);
	if (found instanceof Err) return found;
	return (
		found.entries[0] ??
		err('notFound', `${backend.label} knows no ${library} with the ID '${sanitize(id)}'`, {
			nextStep: `Pick the ${library} from the list. The ID of the task that made it is another one: 'Query Task' takes that`,
		})
	);
}

/** A refusal, and a service that is busy, prove that nothing was removed. */
const wasTurnedAway = (removal: Removal) =>
	removal.is === 'refused' || (removal.is === 'transient' && removal.failure.kind === 'busy');

/**
 * Removes an entry. It may be sent again: where an earlier try, of this run or of the one that n8n repeats, may have
 * removed it already, being unknown means being removed.
 */
async function remove(item: Item, shelf: Shelf, { id, library }: ShelfRemovalRequest) {
	const { backend, access, clock, run, context, index } = item;
	const send = querySender(item);
	const deletions = deletionsIn(context.getContext('node'));
	const name = recordName(Number(context.evaluateExpression('{{ $runIndex }}', index)) || 0, index);
	let sentBefore = deletions[name] === id;
	const ask = async () => {
		const again = sentBefore;
		deletions[name] = id;
		sentBefore = true;
		const removal = shelf.readRemoval(await send(shelf.remove(id, access)), id);
		if (!again && wasTurnedAway(removal)) {
			delete deletions[name];
			sentBefore = false;
		}
		return removal.is === 'unknown' && again ? ({ is: 'removed' } as const) : removal;
	};
	const answer = unwrap(await retryQuery(ask, clock, run.signal));
	if (answer.is === 'unknown') {
		delete deletions[name];
		return unwrap(new Err(answer.failure));
	}
	return { deleted: true, [`${library}Id`]: id, backend: backend.id };
}
