// The last step: what came of the task becomes an item, or a failure that names the task.
import type { INodeExecutionData } from 'n8n-workflow';
import { Err, FailureError, sanitize, type Failure } from '../errors';
import type { Delivery } from '../delivery-options';
import type { Session } from '../session';
import { queryTask } from '../tasks/query-task';
import { closeAttempt, markUncertain } from '../tasks/idempotency-record';
import { fileUrl, mainUrl, type FileChoice, type Succeeded, type TaskHandle, type TaskState } from '../tasks/task';
import type { TrackedTask } from '../tasks/tracked-task';
import type { PollResult } from '../tasks/poll-until-done';
import { fieldLabels, productOf, type FileProduct } from '../vocabulary';
import { download } from './store-file';
import { toJson } from './to-json';

/** One item per input item, paired with it. */
export async function deliver(
	session: Session,
	delivery: Delivery,
	task: TrackedTask,
	result: PollResult,
): Promise<INodeExecutionData> {
	if (result.is === 'failure') {
		if (task.record && result.failure.kind === 'notFound') markUncertain(task.record);
		throw withTask(result.failure, task, undefined);
	}
	if (result.is === 'timeUp') return timeUp(session, delivery, task, result.last, result.trouble);
	const { state } = result;
	if (state.status === 'failed' && delivery.wait) {
		const failure = taskFailure(session, task, state);
		if (task.record) closeAttempt(task.record);
		throw withTask(failure, task, state);
	}
	return await asItem(session, delivery, task, state);
}

async function asItem(
	session: Session,
	delivery: Delivery,
	task: TrackedTask,
	state: TaskState,
): Promise<INodeExecutionData> {
	const { context, http, clock, timeouts, signal, index } = session;
	const handle = handleOf(task, state);
	const pairedItem = { item: index };
	const chosen = state.status === 'succeeded' && delivery.download ? chosenFile(state, delivery.file) : undefined;
	const warnings = [...task.warnings, ...(chosen?.warnings ?? [])];
	if (!chosen) return { json: toJson(handle, state, warnings, task.faces), pairedItem };
	const { url, product } = chosen;
	const cannotBeAsked = task.record?.finished !== undefined;
	const renew = async () => (cannotBeAsked ? undefined : await urlNow(session, handle, chosen.file));
	const setup = { http, clock, timeouts, signal, url, renew, product };
	const file = await download(context, setup, handle.taskId);
	if (file instanceof Err) {
		if (delivery.atDownloadFailure === 'fail') throw withTask(notDownloaded(file.failure, product, task), task, state);
		const warning = `${file.failure.message}. The ${product} is made and paid: fetch it from '${product === 'video' ? 'videoUrl' : 'audioUrl'}' before it expires`;
		return { json: toJson(handle, state, [...warnings, warning], task.faces), pairedItem };
	}
	const json = toJson(handle, state, warnings, task.faces);
	return { json, binary: { [delivery.outputField]: file }, pairedItem };
}

interface ChosenFile {
	readonly file: FileChoice;
	readonly url: string;
	readonly product: FileProduct;
	readonly warnings: readonly string[];
}

/** The wanted file, or the main one where the task did not make it. */
function chosenFile(state: Succeeded, wanted: FileChoice): ChosenFile | undefined {
	const url = fileUrl(state, wanted);
	const main = mainUrl(state);
	if (main === undefined) return undefined;
	const product: FileProduct = state.videos.length > 0 && (wanted === 'main' || url === undefined) ? 'video' : 'sound';
	if (url !== undefined) return { file: wanted, url, product, warnings: [] };
	const lacking = `'${fieldLabels.file}': the backend gave no ${wanted.toUpperCase()}, so the ${product} was stored as it came`;
	return { file: 'main', url: main, product, warnings: [lacking] };
}

/** Signed links expire; the backend signs them anew for whoever asks for the task. */
async function urlNow(session: Session, handle: TaskHandle, file: FileChoice): Promise<string | undefined> {
	const answer = await queryTask(session.query, session.backend.statusQueries(handle, session.connection));
	return answer.is === 'state' && answer.state.status === 'succeeded' ? fileUrl(answer.state, file) : undefined;
}

/** What is remembered is remembered for its own execution; a task of somebody else's is asked for again wherever it be. */
function notDownloaded(failure: Failure, product: FileProduct, { record }: TrackedTask): Failure {
	const query = record?.finished ? '' : ", or fetch it with the operation 'Query Task'";
	const again = record
		? `retry this execution, which downloads it without making another${query}; a new execution would pay again`
		: 'run the node again, which costs nothing';
	return { ...failure, nextStep: `The ${product} is made and paid: ${again}` };
}

function timeUp(
	{ clock, index, backend }: Session,
	delivery: Delivery,
	task: TrackedTask,
	last: TaskState | undefined,
	trouble: Failure | undefined,
): INodeExecutionData {
	const submittedOnly = task.record !== undefined && !delivery.wait;
	if (submittedOnly || delivery.atTimeLimit === 'return') {
		const warnings = trouble
			? [...task.warnings, `The last time the task was looked at, its state could not be read: ${trouble.message}`]
			: task.warnings;
		return { json: toJson(handleOf(task, last), last, warnings, task.faces), pairedItem: { item: index } };
	}
	const minutes = Math.round((clock.now() - task.since) / 6_000) / 10;
	const where = last ? `${backend.label} said '${last.word}'` : `${backend.label} told nothing of the task`;
	throw withTask(
		{
			kind: 'timeLimit',
			message: `The ${productOf[task.reference.operation]} was not finished after ${minutes} minutes; ${where} at the last look${trouble ? ` (${trouble.message})` : ''}`,
			nextStep: `The task goes on and is paid: fetch it later with the operation 'Query Task', or raise the option '${fieldLabels.timeLimit}'`,
		},
		task,
		last,
	);
}

function taskFailure(
	{ backend }: Session,
	{ reference, record }: TrackedTask,
	state: Extract<TaskState, { status: 'failed' }>,
): Failure {
	const earlier = record?.earlierTaskIds ?? [];
	const before = earlier.length > 0 ? `. Tasks of this item that failed before: ${earlier.join(', ')}` : '';
	const code = state.code ? `, code ${state.code}` : '';
	return {
		kind: 'taskFailed',
		message: `${backend.label} could not make the ${productOf[reference.operation]}: "${sanitize(state.words)}"${code}`,
		nextStep: `Change what the message names and run the node again; a failed task is usually not charged${before}`,
		words: sanitize(state.words),
		...(state.code ? { code: state.code } : {}),
	};
}

/** The failure with the task's id in its message and its handle beside it. */
export function withTask(failure: Failure, task: TrackedTask, state: TaskState | undefined): FailureError {
	const { taskId, backend, operation, externalTaskId } = handleOf(task, state);
	const named = taskId ? `task ${taskId}` : `external task ID ${externalTaskId ?? ''}`;
	const toCopy = taskId ? `${fieldLabels.taskId}: ${taskId}` : `${fieldLabels.externalTaskId}: ${externalTaskId ?? ''}`;
	return new FailureError({
		...failure,
		nextStep: failure.nextStep ? `${failure.nextStep}. ${toCopy}` : toCopy,
		message: failure.message.includes(taskId || '\0') ? failure.message : `${failure.message} [${named}]`,
		task: { taskId, backend, operation, ...(externalTaskId ? { externalTaskId } : {}) },
	});
}

/** The handle with what the backend told meanwhile: a task asked for by its external id gets its own. */
function handleOf({ reference }: TrackedTask, state: TaskState | undefined): TaskHandle {
	return { ...reference, taskId: reference.taskId ?? state?.taskId ?? '' };
}
