// Items in, items out. The story of one item: read -> check -> prepare -> submit or resume -> wait -> deliver.
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { RunContext, mapConcurrent } from '../shared/run-context';
import { toErrorItem, failureOf, toNodeError, addHints, type RestOfRun } from '../shared/results/node-errors';
import { FailureError, isCancelled, throwCancelled, CancelledError, unwrap } from '../shared/errors';
import { readItems, type EndedItem, type Item } from './generate/read-items';
import { isLocalOperation } from './clips/description';
import { runClips } from './clips/run-clips';
import { summaryOfList } from '../shared/results/summary';
import { answerAtOnce } from './actions/index';
import { beginTry, carriedKey, releaseRequest } from './generate/claim-request';
import { backends } from '../shared/backends';
import type { Backend } from '../shared/backends/backend';
import { openSession } from '../shared/session';
import { checkFiles } from './generate/check-files';
import { createOrResume } from './generate/generate';
import { shelfOf } from './generate/image-shelf';
import type { QueryRequest } from './operations/request';
import { deliver, withTask } from '../shared/results/deliver';
import { toldAtOnce } from '../shared/tasks/proof';
import { queryTask } from '../shared/tasks/query-task';
import { memoryOf, runIndexOf } from '../shared/run-data';
import { markDelivered, recordSighting } from '../shared/tasks/idempotency-record';
import { unfinishedRecords } from '../shared/tasks/idempotency-store';
import type { TaskReference } from '../shared/tasks/task';
import type { TrackedTask } from '../shared/tasks/tracked-task';
import { isFinal, pollUntilDone, type PollResult } from '../shared/tasks/poll-until-done';
import { cancelUnfinished, type Made } from './generate/cancel-on-stop';
import { dryRun } from './actions/dry-run';
import { productOf } from '../shared/vocabulary';
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
	const task =
		work.kind === 'create' ? await createOrResume(item, work.request, work.plan) : externalTask(item, work.request);
	made.push({ item, task });
	try {
		const asked = await askedWith(item, task.reference);
		const waited = await waitForTask(asked, task);
		const result = await deliver(asked, item.delivery, task, waited);
		// What goes on is not over, even where its last state is all that was wanted: the item may come back.
		const isOver = waited.is === 'state' || !item.delivery.wait;
		if (task.record && isOver) markDelivered(task.record);
		// An item that names the wrong operation would be worse than one that names none.
		const isGuess = work.kind === 'query' && !work.request.isMakerKnown;
		return [isGuess ? { ...result, json: { ...result.json, operation: null } } : result];
	} catch (error) {
		// Whatever goes wrong from here on, the task's id is told.
		const signal =
			error instanceof FailureError || isCancelled(error) ? error : withTask(failureOf(error), task, undefined);
		return await Promise.reject(signal);
	}
}

/** The item as the backend knows it that made its task: an expression may name another one by now. */
async function askedWith(item: Item, { backend: id }: TaskReference): Promise<Item> {
	const { context, run, index } = item;
	const backend: Backend = backends[id];
	if (backend === item.backend || !(id in backends)) return item;
	const connection = unwrap(backend.connect(await context.getCredentials(backend.credential, index)));
	return { ...item, ...openSession(context, run, index, backend, connection) };
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

/** How long a foreign task may be asked for in vain; a paid one is worth any trouble until the limit. */
const EXTERNAL_TASK_GRACE_MS = 60_000;

/** How long a task that somebody else made may wait in line, in milliseconds. */
const QUEUE_LIMIT_MS = 6 * 3_600_000;

/** Waiting in a backend's own line is waiting for a free slot. */
const queueLimitOf = ({ work }: Item): number => (work.kind === 'create' ? work.request.slotLimitMs : QUEUE_LIMIT_MS);

async function waitForTask(
	item: Item,
	{ reference, since, resumed, expectedMs, record }: TrackedTask,
): Promise<PollResult> {
	const { backend, clock, delivery, run, connection, limits, query } = item;
	const ours = record !== undefined;
	if (record?.finished) return { is: 'state', state: toldAtOnce(record.finished) };
	// Nobody asked to wait for what was just created: its handle is the result.
	if (ours && !delivery.wait) return { is: 'timeUp' };
	const statusQueries = backend.statusQueries(reference, connection);
	// Somebody's slot becomes free only where somebody saw the task hold it.
	let heldSlot = !resumed;
	const ask = async () => {
		const answer = await queryTask(query, statusQueries, run.batcherFor(connection.account, query));
		if (answer.is !== 'state') return answer;
		heldSlot ||= !isFinal(answer.state);
		if (record) recordSighting(record, answer.state);
		return answer;
	};
	const waiting = {
		query: ask,
		since,
		limitMs: delivery.timeLimitMs,
		...(backend.hasOwnQueue ? { queueMs: queueLimitOf(item) } : {}),
		...(resumed ? {} : { expectedMs }),
		together: statusQueries.some(({ list }) => list !== undefined),
		// Anybody's task may have made anything.
		...(ours ? { wants: productOf[reference.operation] } : {}),
		shortestPollMs: delivery.shortestPollMs,
		unknownGraceMs: ours ? backend.unknownGraceMs.accepted : backend.unknownGraceMs.asked,
		errorGraceMs: ours ? Infinity : EXTERNAL_TASK_GRACE_MS,
		untilFinished: delivery.wait,
	};
	const waited = await pollUntilDone(waiting, run);
	// Somebody in line may have its place.
	if (waited.is === 'state' && isFinal(waited.state) && heldSlot)
		limits.slotsFor(reference.model ?? '').release(clock.now());
	return waited;
}
