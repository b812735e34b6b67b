// Items in, items out. The story of one item: read -> check -> prepare -> submit or resume -> wait -> deliver.
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { errorItem, nodeError, tellHints } from './edge';
import { isStop, stop, Stopped } from './failure';
import { readItem, type Item } from './item';
import { makeOrResume, type Task } from './make';
import type { QueryRequest } from './operations/request';
import { deliver } from './output/deliver';
import { askFor } from './tasks/ask';
import type { TaskReference } from './tasks/task';
import { waitFor, type Waited } from './tasks/wait';
import type { World } from './world';

/** Runs every item; with Continue On Fail a failed one carries its reason and leaves the others whole. */
export async function runItems(context: IExecuteFunctions, world: World): Promise<INodeExecutionData[]> {
	const results: INodeExecutionData[] = [];
	for (let index = 0; index < context.getInputData().length; index++) {
		try {
			results.push(await runItem(context, world, index));
		} catch (error) {
			const stopped = isStop(error) || context.getExecutionCancelSignal()?.aborted === true;
			if (stopped || !context.continueOnFail()) throw nodeError(context, stopped ? new Stopped() : error, index);
			results.push(errorItem(error, index));
		}
	}
	tellHints(context, results);
	return results;
}

async function runItem(context: IExecuteFunctions, world: World, index: number): Promise<INodeExecutionData> {
	if (context.getExecutionCancelSignal()?.aborted) stop();
	const item = await readItem(context, world, index);
	const { request } = item;
	const task = request.kind === 'create' ? await makeOrResume(item, request) : foreignTask(item, request);
	const waited = await waitForTask(item, task);
	return await deliver(item, task, waited);
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
