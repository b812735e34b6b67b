// The run that a callback has started: the backend is asked, and only what it says goes on, as the main node's item.
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { backends } from '../shared/backends';
import type { Backend } from '../shared/backends/backend';
import { RunContext } from '../shared/run-context';
import { toErrorItem, failureOf, toNodeError, addHints } from '../shared/results/node-errors';
import { err, FailureError, isCancelled, unwrap, CancelledError } from '../shared/errors';
import { formOf } from '../shared/node-parameters';
import type { Item } from '../KlingVideo/generate/read-items';
import { at } from '../shared/json';
import { querySender, type Task } from '../KlingVideo/generate/generate';
import { operations } from '../KlingVideo/operations';
import { readDelivery } from '../shared/delivery-options';
import { isTaskMaker, taskMakers } from '../shared/task-makers';
import { deliver, withTask } from '../shared/results/deliver';
import { limitsOf } from '../shared/tasks/account-limits';
import { queryTask } from '../shared/tasks/query-task';
import { pollUntilDone, type PollResult } from '../shared/tasks/poll-until-done';
import { createHttpClient } from '../shared/http/client';
import { taskIdAt } from '../shared/backends/webhook';
import type { Clock } from '../shared/clock';
import { EVENTS } from './description';
import { backendOf, taskLog } from './log';
import { locateTask, type TaskSearch } from './locate-task';

/** An item for each task that has ended as its callback said, or otherwise; none for what the backend does not know. */
export async function runTrigger(context: IExecuteFunctions, clock: Clock): Promise<INodeExecutionData[]> {
	const run = new RunContext(clock, context);
	const results: INodeExecutionData[] = [];
	for (let index = 0; index < context.getInputData().length; index++) {
		try {
			results.push(...(await tell(context, clock, run, index)));
		} catch (error) {
			const stopped = isCancelled(error) || run.signal.aborted;
			if (stopped || !context.continueOnFail())
				throw toNodeError(context, stopped ? new CancelledError() : error, index);
			results.push(toErrorItem(error, index));
		}
	}
	addHints(context, results);
	return results;
}

/** What the backend says of the task. */
async function tell(
	context: IExecuteFunctions,
	clock: Clock,
	run: RunContext,
	index: number,
): Promise<INodeExecutionData[]> {
	const told: unknown = context.getInputData()[index]?.json;
	const taskId = taskIdAt(told, 'taskId');
	if (taskId === undefined) {
		return unwrap(
			err('input', 'There was no call that tells of a task', {
				nextStep: "Start the workflow by a task whose 'Callback URL' is this trigger's address",
			}),
		);
	}
	const item = await itemFor(context, clock, run, index, taskId);
	const { backend, connection } = item;
	const note = taskLog(context, { backend: backend.id, taskId });
	const named = formOf(context, index).option('madeBy');
	const chosen = isTaskMaker(named) ? named : undefined;
	const makers = chosen ? [chosen] : taskMakers;
	const search = locateTask(backend, connection, taskId, makers, at(told, 'onOwnPath') === true);
	const since = clock.now();
	const waited = await wait(item, search);
	const { certain = false, ...place } = search.found() ?? { operation: chosen ?? 'imageToVideo' };
	const task: Task = {
		reference: { backend: backend.id, ...place, taskId },
		since,
		warnings: [],
		resumed: true,
	};
	if (waited.is === 'failure' && waited.failure.kind === 'notFound') {
		note(`${backend.label} does not know the task of a call, so nothing goes on`, 'warn');
		return [];
	}
	// Somebody in this process may wait for the place of a task that has ended.
	if (waited.is === 'state') item.limits.slotsFor(waited.state.model ?? '').release();
	if (waited.is === 'state' && !eventsOf(context).includes(waited.state.status)) {
		note('the task has ended otherwise than its call said, and the form does not want that');
		return [];
	}
	try {
		const { json, ...rest } = await deliver(item, task, waited);
		// An item that names the wrong operation would be worse than one that names none.
		return [{ ...rest, json: certain ? json : { ...json, operation: null } }];
	} catch (error) {
		// Whatever goes wrong, the task's id is told.
		const known = error instanceof FailureError || isCancelled(error);
		return await Promise.reject(known ? error : withTask(failureOf(error), task, undefined));
	}
}

/** The main node's Query Task for one id, but that a failed task is no failure here. */
async function itemFor(
	context: IExecuteFunctions,
	clock: Clock,
	run: RunContext,
	index: number,
	taskId: string,
): Promise<Item> {
	const form = formOf(context, index);
	const backend: Backend = backends[backendOf(form.value('backend'))];
	const connection = unwrap(backend.connect(await context.getCredentials(backend.credential, index)));
	return {
		context,
		run,
		clock,
		index,
		backend,
		connection,
		limits: limitsOf(clock, connection.account, backend.limits),
		operation: operations.queryTask,
		http: createHttpClient(context, backend.credential, index, run.signal),
		work: {
			kind: 'query',
			request: { kind: 'query', backend: backend.id, madeBy: 'imageToVideo', by: 'taskId', id: taskId },
		},
		delivery: { ...unwrap(readDelivery(form)), wait: false, atTimeLimit: 'fail' },
	};
}

/**
 * Usually one question. The service has said that the task has ended, so a backend that is silent, or does not know of the
 * end yet, is asked until the time limit.
 */
async function wait(item: Item, { statusQueries }: TaskSearch): Promise<PollResult> {
	const { backend, delivery, clock, run } = item;
	const send = querySender(item);
	const waiting = {
		query: async () => await queryTask(send, statusQueries),
		since: clock.now(),
		limitMs: delivery.timeLimitMs,
		together: false,
		shortestPollMs: delivery.shortestPollMs,
		unknownGraceMs: backend.unknownGraceMs.accepted,
		errorGraceMs: Infinity,
		untilFinished: true,
	};
	return await pollUntilDone(waiting, clock, run.signal);
}

function eventsOf(context: IExecuteFunctions): unknown[] {
	const events: unknown = context.getNodeParameter('events', 0, [...EVENTS]);
	return Array.isArray(events) ? events : [];
}
