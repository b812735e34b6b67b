// Items in, items out. The story of one item: read -> check -> prepare -> submit or resume -> wait -> deliver.
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { errorItem, failureOf, nodeError, tellHints } from './edge';
import { FailureSignal, isStop, stop, Stopped, type PaidTask } from './failure';
import { readItems, type Item } from './item';
import { makeOrResume, type Task } from './make';
import type { QueryRequest } from './operations/request';
import { deliver, withTask } from './output/deliver';
import { askFor } from './tasks/ask';
import { deliveredFrom } from './tasks/memory';
import type { TaskReference } from './tasks/task';
import { waitFor, type Waited } from './tasks/wait';
import { withdrawAll, type Made } from './withdraw';
import type { World } from './world';

/** Runs every item; with Continue On Fail a failed one carries its reason and leaves the others whole. */
export async function runItems(context: IExecuteFunctions, world: World): Promise<INodeExecutionData[]> {
	const results: INodeExecutionData[] = [];
	const paid: PaidTask[] = [];
	const made: Made[] = [];
	const isStopped = (error: unknown) => isStop(error) || context.getExecutionCancelSignal()?.aborted === true;
	const fail = (error: unknown, index: number) => {
		const stopped = isStopped(error);
		if (stopped || !context.continueOnFail()) throw nodeError(context, stopped ? new Stopped() : error, index, paid);
		return errorItem(error, index);
	};
	// All forms are read before the first task is paid, so that a slip in the last one costs nothing.
	for (const [index, item] of (await readItems(context, world, fail)).entries()) {
		try {
			results.push('ended' in item ? item.ended : await runItem(item, paid, made));
		} catch (error) {
			if (isStopped(error)) await withdrawAll(made);
			results.push(fail(error, index));
		}
	}
	tellHints(context, results);
	return results;
}

async function runItem(item: Item, paid: PaidTask[], made: Made[]): Promise<INodeExecutionData> {
	const { work, context } = item;
	if (context.getExecutionCancelSignal()?.aborted) stop();
	const task = 'plan' in work ? await makeOrResume(item, work.request, work.plan) : foreignTask(item, work.request);
	made.push({ item, task });
	try {
		const result = await deliver(item, task, await waitForTask(item, task));
		if (task.entry) deliveredFrom(task.entry);
		return result;
	} catch (error) {
		// Whatever goes wrong from here on, the task's id is told.
		const signal =
			error instanceof FailureSignal || isStop(error) ? error : withTask(failureOf(error), task, undefined);
		return await Promise.reject(signal);
	} finally {
		if (task.entry?.handle) paid.push({ ...task.entry.handle, itemIndex: item.index });
	}
}

/** A task that this request did not make: it may be anybody's, and waiting for it begins now. */
function foreignTask({ world }: Item, { backend, madeBy, model, by, id }: QueryRequest): Task {
	const named = { backend, operation: madeBy, ...(model ? { model } : {}) };
	const reference: TaskReference = by === 'taskId' ? { ...named, taskId: id } : { ...named, externalTaskId: id };
	return { reference, since: world.now(), warnings: [] };
}

/** How long a foreign task may be asked for in vain; a paid one is worth any trouble until the limit. */
const FOREIGN_TROUBLE_MS = 60_000;

async function waitForTask(item: Item, { reference, since, entry }: Task): Promise<Waited> {
	const { backend, operation, delivery, world, context } = item;
	const ours = entry !== undefined;
	// Nobody asked to wait for what was just created: its handle is the result.
	if (ours && !delivery.wait) return { is: 'timeUp' };
	const waiting = {
		ask: () => askFor(item.transport, backend.questions(reference, item.access), world.timeouts.query),
		since,
		limitMs: delivery.timeLimitMs,
		firstLookMs: operation.firstLookMs,
		shortestPollMs: delivery.shortestPollMs,
		unknownGraceMs: ours ? backend.unknownGraceMs.accepted : backend.unknownGraceMs.asked,
		troubleGraceMs: ours ? Infinity : FOREIGN_TROUBLE_MS,
		untilFinished: delivery.wait,
	};
	return await waitFor(waiting, world, context.getExecutionCancelSignal());
}
