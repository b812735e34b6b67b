// All files that can be looked at without a network are looked at before the first task is paid, so that a broken one in the
// last item costs nothing.
import type { INodeExecutionData } from 'n8n-workflow';
import { isCancelled } from '../../shared/errors';
import { mapConcurrent, type RunContext } from '../../shared/run-context';
import { mayBePaid } from './claim-request';
import { checkLocally } from './generate';
import { isDryRun, type EndedItem, type Item } from './read-items';

/** Items that are looked at side by side. */
const AT_ONCE = 4;

/**
 * The items, those with bad files ended. A run of one item is left out: its own way begins with the same look.
 *
 * @param onFailure what becomes of an item that cannot work: its error item, or a throw that ends the run
 */
export async function checkFiles(
	items: ReadonlyArray<Item | EndedItem>,
	run: RunContext,
	onFailure: (error: unknown, index: number) => INodeExecutionData,
): Promise<Array<Item | EndedItem>> {
	if (items.length < 2) return [...items];
	const failures = new Map<number, unknown>();
	await mapConcurrent(items, AT_ONCE, async (item, index) => {
		if (run.signal.aborted || 'ended' in item || !isNew(item)) return;
		try {
			if (item.work.kind === 'create') await checkLocally(item, item.work.request, item.work.plan);
		} catch (error) {
			if (!isCancelled(error)) failures.set(index, error);
		}
	});
	return items.map((item, index) => (failures.has(index) ? { ended: onFailure(failures.get(index), index) } : item));
}

/** A task that is paid needs no file any more, and its file may be gone. */
const isNew = (item: Item) => item.work.kind === 'create' && !isDryRun(item) && !mayBePaid(item);
