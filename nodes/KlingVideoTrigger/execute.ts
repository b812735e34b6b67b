// The run that a callback has started: the backend is asked, and only what it says goes on, as the main node's item.
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { backends } from '../shared/backends';
import type { Backend } from '../shared/backends/backend';
import { RunContext } from '../shared/run-context';
import { toErrorItem, toFailure, toNodeError, addHints } from '../shared/results/node-errors';
import { FailureError, isCancelled, unwrap, CancelledError } from '../shared/errors';
import { formOf } from '../shared/node-parameters';
import { at } from '../shared/json';
import { readDelivery, type Delivery } from '../shared/delivery-options';
import { isTaskMaker, taskMakers } from '../shared/task-makers';

import { deliver, withTask } from '../shared/results/deliver';
import { openSession, type Session } from '../shared/session';
import { queryTask } from '../shared/tasks/query-task';
import type { TrackedTask } from '../shared/tasks/tracked-task';
import { pollUntilDone, type PollResult } from '../shared/tasks/poll-until-done';
import { taskIdAt } from '../shared/backends/webhook';
import type { Clock, Timeouts } from '../shared/clock';
import { EVENTS } from './description';
import { backendOf, taskLog } from './log';
import { locateTask, type TaskSearch } from './locate-task';
import { askSparingly } from './strangers';
import { triggerFailures, triggerLog } from '../shared/messages/trigger';
import { fail, say } from '../shared/messages/message';

/** An item for each task that has ended as its callback said, or otherwise; none for what the backend does not know. */
export async function runTrigger(
	context: IExecuteFunctions,
	clock: Clock,
	timeouts: Timeouts,
): Promise<INodeExecutionData[]> {
	const run = new RunContext(clock, timeouts, context);
	const results: INodeExecutionData[] = [];
	for (let index = 0; index < context.getInputData().length; index++) {
		try {
			results.push(...(await tell(context, run, index)));
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
async function tell(context: IExecuteFunctions, run: RunContext, index: number): Promise<INodeExecutionData[]> {
	const told: unknown = context.getInputData()[index]?.json;
	const taskId = taskIdAt(told, 'taskId');
	if (taskId === undefined) {
		return unwrap(fail(triggerFailures.noCall));
	}
	const form = formOf(context, index);
	const backend: Backend = backends[backendOf(form.value('backend'))];
	const connection = unwrap(backend.connect(await context.getCredentials(backend.credential, index)));
	const session = openSession(context, run, index, backend, connection);
	// A failed task is no failure here: the workflow was started to hear of it.
	const delivery: Delivery = { ...unwrap(readDelivery(form)), wait: false, atTimeLimit: 'fail' };
	const note = taskLog(context, { backend: backend.id, taskId });
	const named = form.option('madeBy');
	const chosen = isTaskMaker(named) ? named : undefined;
	const makers = chosen ? [chosen] : taskMakers.filter((operation) => isTaskMaker(operation, backend.id));
	const search = locateTask(backend, connection, taskId, makers, at(told, 'onOwnPath') === true);
	const since = run.clock.now();
	const waited = await wait(session, delivery, search, at(told, 'unproven') === true);
	const { certain = false, ...place } = search.found() ?? { operation: chosen ?? 'imageToVideo' };
	const task: TrackedTask = {
		reference: { backend: backend.id, ...place, taskId },
		since,
		warnings: [],
		resumed: true,
	};
	if (waited.is === 'failure' && waited.failure.kind === 'notFound') {
		note(say(triggerLog.taskNotKnown, { service: backend.label }), 'warn');
		return [];
	}
	// Somebody in this process may wait for the place of a task that has ended.
	if (waited.is === 'state') session.limits.slotsFor(waited.state.model ?? '').release(run.clock.now());
	if (waited.is === 'state' && !eventsOf(context).includes(waited.state.status)) {
		note(triggerLog.endedOtherwise);
		return [];
	}
	try {
		const { json, ...rest } = await deliver(session, delivery, task, waited);
		// An item that names the wrong operation would be worse than one that names none.
		return [{ ...rest, json: certain ? json : { ...json, operation: null } }];
	} catch (error) {
		// Whatever goes wrong, the task's id is told.
		const known = error instanceof FailureError || isCancelled(error);
		return await Promise.reject(known ? error : withTask(toFailure(error), task, undefined));
	}
}

/**
 * Usually one question. The service has said that the task has ended, so a backend that is silent, or does not know of the
 * end yet, is asked until the time limit.
 */
async function wait(
	session: Session,
	delivery: Delivery,
	{ statusQueries }: TaskSearch,
	unproven: boolean,
): Promise<PollResult> {
	const { backend, clock, query, connection, run } = session;
	let known = !unproven;
	const waiting = {
		query: async () => {
			if (known) return await queryTask(query, statusQueries);
			const answer = await askSparingly(query, statusQueries, connection.account, run);
			known = answer.is === 'state';
			return answer;
		},
		since: clock.now(),
		limitMs: delivery.timeLimitMs,
		together: false,
		shortestPollMs: delivery.shortestPollMs,
		// What nothing proves, and nobody knows at once, was made up.
		unknownGraceMs: unproven ? 0 : backend.unknownGraceMs.accepted,
		errorGraceMs: Infinity,
		untilFinished: true,
	};
	return await pollUntilDone(waiting, session);
}

function eventsOf(context: IExecuteFunctions): unknown[] {
	const events: unknown = context.getNodeParameter('events', 0, [...EVENTS]);
	return Array.isArray(events) ? events : [];
}
