// After a Stop: tasks that have not begun are taken back, where the backend can and the user chose so.
import { messageOf } from '../../shared/errors';
import type { Item } from './read-items';
import type { TrackedTask } from '../../shared/tasks/tracked-task';
import { createEnvFor } from './create-job';
import { endedByWithdrawal } from '../../shared/tasks/proof';
import { closeAttempt } from '../../shared/tasks/idempotency-record';
import { generateLog } from '../../shared/messages/generate';

/** A Stop waits for the backend's answer so long at most, in milliseconds. */
const PATIENCE_MS = 5_000;

/** A task of this run and the item that it was made for. */
export interface Made {
	readonly item: Item;
	readonly task: TrackedTask;
}

/** Takes back what can be taken back; the log tells what came of it. Never throws. */
export async function cancelUnfinished(made: readonly Made[]): Promise<void> {
	await Promise.all(made.map(cancelOnStop));
}

async function cancelOnStop({ item, task: { record } }: Made): Promise<void> {
	const { backend, work, connection, context, index, http, timeouts, delivery } = item;
	const { cancel } = backend;
	const wanted = work.kind === 'create' && work.request.cancelOnStop;
	// What was waited for and delivered has ended.
	if (!wanted || !cancel || !record?.handle || (record.delivered && delivery.wait)) return;
	const { taskId } = record.handle;
	const { note } = createEnvFor(item);
	try {
		const headers = cancel.headers(await context.getCredentials(backend.credential, index));
		const patience = Math.min(PATIENCE_MS, timeouts.query);
		const [call] = cancel.calls(record.handle, connection);
		if (!call) return;
		const answer = cancel.read(await http.sendAfterStop(call, headers, patience));
		if (answer.is === 'requested') return note(generateLog.askedToEnd, { taskId }, 'warn');
		const end = endedByWithdrawal(answer, taskId);
		if (!end) return note(generateLog.notTakenBack, { taskId }, 'warn');
		note(generateLog.takenBack, { taskId });
		closeAttempt(record, end);
	} catch (error) {
		note(generateLog.notTakenBack, { taskId, reason: messageOf(error) }, 'warn');
	}
}
