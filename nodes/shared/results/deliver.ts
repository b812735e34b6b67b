// The last step: what came of the task becomes an item, or a failure that names the task.
import type { IBinaryData, IBinaryKeyData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import {
	Err,
	FailureError,
	isCancelled,
	messageOf,
	sanitize,
	throwCancelled,
	type Failure,
	type Result,
} from '../errors';
import type { Delivery } from '../delivery-options';
import type { Session } from '../session';
import { queryTask } from '../tasks/query-task';
import { endedByState } from '../tasks/proof';
import { closeAttempt, markUncertain, recordFile } from '../tasks/idempotency-record';
import { fileUrl, mainUrl, type FileChoice, type Succeeded, type TaskHandle, type TaskState } from '../tasks/task';
import type { TrackedTask } from '../tasks/tracked-task';
import type { PollResult } from '../tasks/poll-until-done';
import { nouns, productOf, type FileProduct } from '../vocabulary';
import { resultDetails, resultFailures, resultWarnings, resultWraps } from '../messages/results';
import { failureOf, say, wrap } from '../messages/message';
import { isStoredFile } from '../media/item-files';
import { isPublicHost } from '../http/public-host';
import type { DownloadOptions } from '../http/resumable-download';
import { lastFrameField } from '../stored';
import { fetchInto, lastFrameOf } from './last-frame';
import type { WorkFolder } from '../editing/work-folder';
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
		const end = endedByState(state);
		if (task.record && end) closeAttempt(task.record, end);
		throw withTask(failure, task, state);
	}
	return await asItem(session, delivery, task, withExpiry(task, state));
}

async function asItem(
	session: Session,
	delivery: Delivery,
	task: TrackedTask,
	state: TaskState,
): Promise<INodeExecutionData> {
	const { context, index } = session;
	const handle = handleOf(task, state);
	const pairedItem = { item: index };
	const made = state.status === 'succeeded' && !isTool(context) ? state : undefined;
	const chosen = made && delivery.download ? chosenFile(made, delivery.file) : undefined;
	const warnings = [...task.warnings, ...(chosen?.warnings ?? [])];
	const file =
		chosen &&
		((await storedBefore(context, task.record, chosen.file)) ??
			(await download(context, { ...lineTo(session, task, handle, chosen), ...chosen }, handle.taskId)));
	if (chosen && file instanceof Err) {
		const { product } = chosen;
		if (delivery.atDownloadFailure === 'fail') throw withTask(notDownloaded(file.failure, product, task), task, state);
		const about = { product: nouns[product], reason: file.failure.message };
		warnings.push(product === 'video' ? say(resultWarnings.fetchVideo, about) : say(resultWarnings.fetchSound, about));
	}
	// Where n8n has no store, the file would lie in its memory of the execution, too.
	if (chosen && file && !(file instanceof Err) && task.record && file.id)
		recordFile(task.record, { choice: chosen.file, file: { ...file } });
	const frame = made && delivery.lastFrame ? await frameOf(session, task, handle, made, chosen, file) : {};
	if (frame.warning !== undefined) warnings.push(frame.warning);
	const binary: IBinaryKeyData = {
		...(file && !(file instanceof Err) ? { [delivery.outputField]: file } : {}),
		...(frame.picture ? { [lastFrameField]: frame.picture } : {}),
	};
	const json = toJson(handle, state, warnings, task.faces);
	return { json, ...(Object.keys(binary).length > 0 ? { binary } : {}), pairedItem };
}

/** How a file of a task is fetched. */
function lineTo(
	session: Session,
	{ record }: Pick<TrackedTask, 'record'>,
	handle: TaskHandle,
	{ url, file }: Pick<ChosenFile, 'url' | 'file'>,
): DownloadOptions {
	const { http, clock, timeouts, signal, connection } = session;
	const cannotBeAsked = record?.finished !== undefined;
	const renew = async () => (cannotBeAsked ? undefined : await urlNow(session, handle, file));
	return { http, clock, timeouts, signal, url, renew, publicOnly: isPublicHost(new URL(connection.apiUrl)) };
}

/**
 * Brings a task's finished video into a work folder; gives its path. Throws FailureError with the task's id, and
 * CancelledError.
 *
 * @param json the task's item
 */
export async function fetchVideo(
	session: Session,
	task: TrackedTask,
	{ taskId, videoUrl }: IDataObject,
	folder: WorkFolder,
): Promise<string> {
	const handle = { ...task.reference, taskId: String(taskId) };
	const onTheWeb = lineTo(session, task, handle, { url: String(videoUrl), file: 'main' });
	try {
		return await fetchInto(folder, session.context, { onTheWeb }, session.signal);
	} catch (error) {
		if (isCancelled(error) || session.signal.aborted) throwCancelled();
		const failure = failureOf(resultFailures.notDownloaded, { product: 'video', reason: messageOf(error) });
		throw withTask(notDownloaded(failure, 'video', task), task, undefined);
	}
}

/** The last frame of the task's video: from the file where that was stored, otherwise from the web. */
async function frameOf(
	session: Session,
	task: TrackedTask,
	handle: TaskHandle,
	{ videos }: Succeeded,
	chosen: ChosenFile | undefined,
	file: Result<IBinaryData> | undefined,
): Promise<{ readonly picture?: IBinaryData; readonly warning?: string }> {
	const [video] = videos;
	if (!video) return { warning: resultWarnings.noVideoForFrame };
	const isFile = chosen?.product === 'video' && file !== undefined;
	// Whoever could not fetch the video a moment ago need not try for minutes again.
	if (isFile && file instanceof Err)
		return { warning: say(resultWarnings.noLastFrame, { reason: file.failure.message }) };
	const onTheWeb = lineTo(session, task, handle, { url: video.url, file: 'main' });
	return await lastFrameOf(session, isFile ? { stored: file as IBinaryData } : { onTheWeb }, handle.taskId);
}

/** The file that an earlier try of this execution has stored; undefined where there is none any more. */
async function storedBefore(
	{ helpers }: Session['context'],
	record: TrackedTask['record'],
	choice: FileChoice,
): Promise<IBinaryData | undefined> {
	const { file, choice: before } = record?.file ?? {};
	if (!isStoredFile(file) || !file.id || before !== choice) return undefined;
	return await helpers.getBinaryMetadata(file.id).then(
		() => file,
		() => undefined,
	);
}

/** Where the user chose how long a result is kept: what a create made is no older than the create. */
function withExpiry({ record }: TrackedTask, state: TaskState): TaskState {
	const { handle, sentAt } = record ?? {};
	const isTold = state.status !== 'succeeded' || state.urlExpiresAt !== undefined;
	if (isTold || handle?.keptSeconds === undefined || sentAt === undefined) return state;
	return { ...state, urlExpiresAt: sentAt + handle.keptSeconds * 1000 };
}

/** n8n throws files away that an agent's tool gives; older versions do not say whether it is one. */
function isTool(context: object): boolean {
	return (
		'isToolExecution' in context && typeof context.isToolExecution === 'function' && context.isToolExecution() === true
	);
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
	const lacking = say(resultWarnings.noSuchFile, { format: wanted.toUpperCase(), product: nouns[product] });
	return { file: 'main', url: main, product, warnings: [lacking] };
}

/** Signed links expire; the backend signs them anew for whoever asks for the task. */
async function urlNow(session: Session, handle: TaskHandle, file: FileChoice): Promise<string | undefined> {
	const answer = await queryTask(session.query, session.backend.statusQueries(handle, session.connection));
	return answer.is === 'state' && answer.state.status === 'succeeded' ? fileUrl(answer.state, file) : undefined;
}

/** What is remembered is remembered for its own execution; a task of somebody else's is asked for again wherever it be. */
function notDownloaded(failure: Failure, product: FileProduct, { record }: TrackedTask): Failure {
	if (!record) return wrap(failure, resultWraps.runAgain, { product: nouns[product] });
	return record.finished
		? wrap(failure, resultWraps.retryExecutionOnly, { product: nouns[product] })
		: wrap(failure, resultWraps.retryExecution, { product: nouns[product] });
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
			? [...task.warnings, say(resultWarnings.stateUnread, { reason: trouble.message })]
			: task.warnings;
		return { json: toJson(handleOf(task, last), last, warnings, task.faces), pairedItem: { item: index } };
	}
	const minutes = Math.round((clock.now() - task.since) / 6_000) / 10;
	const seen = { product: nouns[productOf[task.reference.operation]], minutes, service: backend.label };
	throw withTask(lateFailure(seen, last?.word, trouble?.message), task, last);
}

/** @param word the service's own for the last state; undefined where none was seen */
function lateFailure(
	seen: { readonly product: string; readonly minutes: number; readonly service: string },
	word: string | undefined,
	reason: string | undefined,
): Failure {
	if (word === undefined) {
		return reason === undefined
			? failureOf(resultFailures.timeLimitUntold, seen)
			: failureOf(resultFailures.timeLimitUntoldTrouble, { ...seen, reason });
	}
	return reason === undefined
		? failureOf(resultFailures.timeLimit, { ...seen, word })
		: failureOf(resultFailures.timeLimitTrouble, { ...seen, word, reason });
}

function taskFailure(
	{ backend }: Session,
	{ reference, record }: TrackedTask,
	state: Extract<TaskState, { status: 'failed' }>,
): Failure {
	const earlier = record?.earlierTaskIds ?? [];
	const before = earlier.length > 0 ? say(resultDetails.failedBefore, { ids: earlier.join(', ') }) : '';
	const code = state.code ? say(resultDetails.code, { code: state.code }) : '';
	const words = sanitize(state.words);
	const about = { service: backend.label, product: nouns[productOf[reference.operation]], words, code, before };
	const details = { words, ...(state.code ? { code: state.code } : {}) };
	if (state.nextStep) {
		const failure = failureOf(resultFailures.taskFailed, about, details);
		return { ...failure, nextStep: `${state.nextStep}${before}` };
	}
	if (!state.cost) return failureOf(resultFailures.taskFailed, about, details);
	const { amount, unit } = state.cost;
	return amount > 0
		? failureOf(resultFailures.taskFailedCharged, { ...about, amount, unit }, details)
		: failureOf(resultFailures.taskFailedFree, about, details);
}

/** The failure with the task's id in its message and its handle beside it. */
export function withTask(failure: Failure, task: TrackedTask, state: TaskState | undefined): FailureError {
	const { taskId, backend, operation, externalTaskId } = handleOf(task, state);
	const about = { message: failure.message, id: taskId || (externalTaskId ?? '') };
	const named = taskId ? say(resultDetails.namedTask, about) : say(resultDetails.namedExternal, about);
	const toCopy = taskId ? say(resultDetails.taskToCopy, about) : say(resultDetails.externalToCopy, about);
	return new FailureError({
		...failure,
		nextStep: failure.nextStep ? `${failure.nextStep}. ${toCopy}` : toCopy,
		message: failure.message.includes(taskId || '\0') ? failure.message : named,
		task: { taskId, backend, operation, ...(externalTaskId ? { externalTaskId } : {}) },
	});
}

/** The handle with what the backend told meanwhile: a task asked for by its external id gets its own. */
function handleOf({ reference }: TrackedTask, state: TaskState | undefined): TaskHandle {
	return { ...reference, taskId: reference.taskId ?? state?.taskId ?? '' };
}
