// A task from its handle to its item: asked for until it has ended, then delivered. Whatever goes wrong, its id is told.
import type { INodeExecutionData } from 'n8n-workflow';
import { backends } from '../../shared/backends';
import type { Backend } from '../../shared/backends/backend';
import type { Delivery } from '../../shared/delivery-options';
import { FailureError, isCancelled, unwrap } from '../../shared/errors';
import { deliver, withTask } from '../../shared/results/deliver';
import { toFailure } from '../../shared/results/node-errors';
import { openSession } from '../../shared/session';
import { recordSighting } from '../../shared/tasks/idempotency-record';
import { isFinal, pollUntilDone, type PollResult } from '../../shared/tasks/poll-until-done';
import { toldAtOnce } from '../../shared/tasks/proof';
import { queryTask } from '../../shared/tasks/query-task';
import type { TaskReference } from '../../shared/tasks/task';
import type { TrackedTask } from '../../shared/tasks/tracked-task';
import { productOf } from '../../shared/vocabulary';
import type { Item } from './read-items';

/** What came of a task. */
export interface Followed {
	readonly result: INodeExecutionData;
	/** The item as the backend knows it that made the task. */
	readonly asked: Item;
	/** Nothing more will come of the task than the item has. */
	readonly isOver: boolean;
}

/** Waits for a task and delivers it. Throws FailureError with the task's id, and CancelledError. */
export async function followTask(item: Item, task: TrackedTask, delivery: Delivery = item.delivery): Promise<Followed> {
	try {
		const asked = { ...(await askedWith(item, task.reference)), delivery };
		const waited = await waitForTask(asked, task);
		const result = await deliver(asked, delivery, task, waited);
		// What goes on is not over, even where its last state is all that was wanted: the item may come back.
		return { result, asked, isOver: waited.is === 'state' || !delivery.wait };
	} catch (error) {
		// Whatever goes wrong from here on, the task's id is told.
		const signal =
			error instanceof FailureError || isCancelled(error) ? error : withTask(toFailure(error), task, undefined);
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
