// Cancel Task: takes a task back where it has not begun; the item tells what came of it.
import type { INodeExecutionData } from 'n8n-workflow';
import { Err, unwrap, sanitize, type Failure } from '../../shared/errors';
import type { Session } from '../../shared/session';
import { cancelTask as operation } from '../operations/cancel-task.operation';
import { notOffered } from '../operations/fields/availability';
import type { CancelRequest } from '../operations/request';
import { toJson } from '../../shared/results/to-json';
import { queryTask } from '../../shared/tasks/query-task';
import type { TaskReference, TaskState } from '../../shared/tasks/task';
import type { CancelEndpoint, CancelResult } from '../../shared/backends/backend';
import { retryQuery } from '../../shared/tasks/retry-query';
import { actionDetails, actionFailures } from '../../shared/messages/actions';
import { fail, failureOf, say } from '../../shared/messages/message';
import { taskFailures } from '../../shared/messages/tasks';

/** Sent again after a slip, which is safe: a task is cancelled once. Throws CancelledError. */
export async function cancelTask(session: Session, request: CancelRequest): Promise<INodeExecutionData> {
	const { backend, run, index } = session;
	const { cancel } = backend;
	if (!cancel) return unwrap(notOffered(backend, operation));
	const { taskId, madeBy, model } = request;
	const handle = { backend: backend.id, taskId, operation: madeBy, ...(model ? { model } : {}) };
	const answer = await retryQuery(async () => await takeBack(session, cancel, handle), run);
	if (answer instanceof Err) return unwrap(answer);
	if (answer.is === 'unknown') return unwrap(unknownTask(session, taskId, answer.failure));
	const state = await stateNow(session, handle);
	// A reply that got lost is followed by a refusal, because the task is cancelled already.
	const gone = answer.is === 'requested' && state === undefined;
	const ended = state?.status === 'failed' && /^cancell?ed$/.test(state.word);
	const cancelled = answer.is === 'cancelled' || gone || ended;
	const json = toJson(handle, state, []);
	return {
		json: cancelled
			? { ...json, status: 'cancelled', cancelled, reason: null }
			: {
					...json,
					cancelled,
					reason:
						answer.is === 'requested' && state?.status !== 'succeeded'
							? say(actionDetails.requested, { service: backend.label })
							: tooLate(session, state, answer.is === 'tooLate' ? answer.failure : undefined),
				},
		pairedItem: { item: index },
	};
}

/** Asks wherever the task may be. */
async function takeBack(session: Session, cancel: CancelEndpoint, task: TaskReference): Promise<CancelResult> {
	let answer: CancelResult | undefined;
	for (const call of cancel.calls(task, session.connection)) {
		answer = cancel.read(await session.query(call));
		if (answer.is !== 'unknown') break;
	}
	return answer ?? { is: 'refused', failure: failureOf(taskFailures.noWayToAsk) };
}

/** What became of the task; undefined where its state cannot be learned, which changes nothing of the answer. */
async function stateNow(
	session: Session,
	handle: Parameters<typeof toJson>[0] & { operation: CancelRequest['madeBy'] },
) {
	const { backend, connection, run } = session;
	const statusQueries = backend.statusQueries(handle, connection);
	const answer = await retryQuery(async () => await queryTask(session.query, statusQueries), run);
	return !(answer instanceof Err) && answer.is === 'state' ? answer.state : undefined;
}

function tooLate({ backend }: Session, state: TaskState | undefined, refusal: Failure | undefined): string {
	const words = refusal?.words;
	return say(actionDetails.tooLate, {
		state: state ? say(actionDetails.stateIs, { status: state.status }) : actionDetails.stateNotKnown,
		words: words ? say(actionDetails.serviceWords, { service: backend.label, words: sanitize(words) }) : '',
	});
}

const unknownTask = ({ backend }: Session, taskId: string, { code, words }: Failure) =>
	fail(
		actionFailures.taskNotKnown,
		{ service: backend.label, task: sanitize(taskId) },
		{ ...(code ? { code } : {}), ...(words ? { words } : {}) },
	);
