// Items in, items out. The story of one item: read -> check -> prepare -> submit or resume -> wait -> deliver.
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { RunContext, mapConcurrent } from '../shared/run-context';
import { toErrorItem, toNodeError, addHints, type RestOfRun } from '../shared/results/node-errors';
import { throwCancelled, CancelledError } from '../shared/errors';
import { readItems, type EndedItem, type Item } from './generate/read-items';
import { isLocalOperation } from './clips/description';
import { runClips } from './clips/run-clips';
import { summaryOfList } from '../shared/results/summary';
import { answerAtOnce } from './actions/index';
import { beginTry, carriedKey, releaseRequest } from './generate/claim-request';
import { checkFiles } from './generate/check-files';
import { makeFilm } from './generate/film';
import { followTask } from './generate/follow-task';
import { createOrResume } from './generate/generate';
import { shelfOf } from './generate/image-shelf';
import type { QueryRequest } from './operations/request';
import { memoryOf, runIndexOf } from '../shared/run-data';
import { markDelivered } from '../shared/tasks/idempotency-record';
import { unfinishedRecords } from '../shared/tasks/idempotency-store';
import type { TaskReference } from '../shared/tasks/task';
import type { TrackedTask } from '../shared/tasks/tracked-task';
import { cancelUnfinished, type Made } from './generate/cancel-on-stop';
import { dryRun, dryRunFilm } from './actions/dry-run';
import type { Clock, Timeouts } from '../shared/clock';
import { generateDetails } from '../shared/messages/generate';

/** Runs every item; with Continue On Fail a failed one carries its reason and leaves the others whole. */
export async function runItems(
	context: IExecuteFunctions,
	clock: Clock,
	timeouts: Timeouts,
): Promise<INodeExecutionData[]> {
	const operation = context.getNodeParameter('operation', 0, '');
	if (isLocalOperation(operation)) return await runClips(context, operation, clock, timeouts);
	const run = new RunContext(clock, timeouts, context);
	try {
		return await runAll(context, run);
	} finally {
		shelfOf(run).clear();
	}
}

async function runAll(context: IExecuteFunctions, run: RunContext): Promise<INodeExecutionData[]> {
	const results: INodeExecutionData[][] = [];
	const items: Array<Item | EndedItem> = [];
	const made: Made[] = [];
	// Only n8n's signal says that the run was stopped: errors have many names.
	const isStopped = () => context.getExecutionCancelSignal()?.aborted === true;
	const errorItem = (error: unknown, index: number) => errorItemOf(context, run, error, index);
	const fail = (error: unknown, index: number) => {
		const stopped = isStopped();
		if (stopped || !context.continueOnFail())
			throw toNodeError(context, stopped ? new CancelledError() : error, index, restOf(context, items));
		return errorItem(error, index);
	};
	beginTry(context);
	// All forms are read before the first task is paid, so that a slip in the last one costs nothing.
	items.push(...(await readItems(context, run, fail)));
	const ready = await checkFiles(items, run, fail);
	items.splice(0, items.length, ...ready);
	let broken: { error: unknown; index: number } | undefined;
	await mapConcurrent(items, atOnce(items), async (item, index) => {
		if (broken) return;
		try {
			results[index] = 'ended' in item ? [item.ended] : await runItem(item, made);
		} catch (error) {
			if (context.continueOnFail() && !run.signal.aborted) results[index] = [errorItem(error, index)];
			else broken ??= { error, index };
			if (broken) run.abort();
		} finally {
			releaseRequest({ run, index });
			shelfOf(run).done(index);
		}
	});
	if (broken) {
		if (isStopped()) await cancelUnfinished(made);
		return [fail(broken.error, broken.index)];
	}
	const output = results.flat();
	addHints(context, output, ...(items.every(isList) ? [summaryOfList(output)] : []));
	return output;
}

const isList = (item: Item | EndedItem) =>
	'work' in item && item.work.kind === 'free' && item.work.request.kind === 'list';

/** An error item that can be led back into the node: it names its request, and has its files. */
function errorItemOf(context: IExecuteFunctions, run: RunContext, error: unknown, index: number): INodeExecutionData {
	const { json, binary } = context.getInputData()[index] ?? {};
	const request = run.claims.get(index)?.key ?? carriedKey(json);
	return toErrorItem(error, index, { ...(request ? { request } : {}), ...(binary ? { binary } : {}) });
}

/** One setting for the whole run: the first item's. */
function atOnce(items: ReadonlyArray<Item | EndedItem>): number {
	const first = items.find((item): item is Item => !('ended' in item));
	return first ? (first.delivery.itemsAtOnce ?? first.backend.limits.itemsAtOnce) : 1;
}

/** Everything that comes of one item, in order. */
async function runItem(item: Item, made: Made[]): Promise<INodeExecutionData[]> {
	const { work, run } = item;
	if (run.signal.aborted) throwCancelled();
	if (work.kind === 'free') return await answerAtOnce(item, work.request);
	if (work.kind === 'create' && work.request.checkOnly) return [await dryRun(item, work.request, work.plan)];
	if (work.kind === 'film')
		return [work.request.checkOnly ? await dryRunFilm(item, work) : await makeFilm(item, work, made)];
	const task =
		work.kind === 'create' ? await createOrResume(item, work.request, work.plan) : externalTask(item, work.request);
	made.push({ item, task });
	const { result, isOver } = await followTask(item, task);
	if (task.record && isOver) markDelivered(task.record);
	// An item that names the wrong operation would be worse than one that names none.
	const isGuess = work.kind === 'query' && !work.request.isMakerKnown;
	return [isGuess ? { ...result, json: { ...result.json, operation: null } } : result];
}

/** Every task of this run that n8n will not show, because an error throws the items away. */
function restOf(context: IExecuteFunctions, items: ReadonlyArray<Item | EndedItem>): RestOfRun {
	const { paid, doubtful } = unfinishedRecords(memoryOf(context), runIndexOf(context, 0));
	const taskList = (index: number) => {
		const item = items[index];
		return item && !('ended' in item) ? item.backend.taskList : generateDetails.anyTaskList;
	};
	return {
		paid: paid.map(({ handle, itemIndex }) => ({ ...handle, itemIndex })),
		askable: paid.some(({ cameAtOnce }) => !cameAtOnce),
		doubtful: doubtful.map((one) => ({ ...one, lookAt: taskList(one.itemIndex) })),
	};
}

/** A task that this request did not make: it may be anybody's, and waiting for it begins now. */
function externalTask({ clock }: Item, { backend, madeBy, model, by, id }: QueryRequest): TrackedTask {
	const named = { backend, operation: madeBy, ...(model ? { model } : {}) };
	const reference: TaskReference = by === 'taskId' ? { ...named, taskId: id } : { ...named, externalTaskId: id };
	return { reference, since: clock.now(), warnings: [], resumed: true };
}
