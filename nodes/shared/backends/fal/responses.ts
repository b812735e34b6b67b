// Reads what fal.ai answers into neutral words. Total: any text gives a result.
import { sanitize } from '../../errors';
import { isNetworkFailure, type HttpResponse, type Reply } from '../../http/types';
import { at, isObject, listAt, numberAt, textAt, urlAt } from '../../json';
import { replyDetails } from '../../messages/backends';
import { failureOf, say } from '../../messages/message';
import { named } from '../../tasks/proof';
import {
	ended,
	type Creation,
	type StatusAnswer,
	type StatusResult,
	type Succeeded,
	type TaskState,
} from '../../tasks/task';
import type { CancelResult, Connection, Uploaded, UploadPlace } from '../backend';
import {
	answerByRule,
	answerWithoutReply,
	asQueryError,
	creationByRule,
	creationWithoutReply,
	jsonOf,
	networkError,
	rounded,
	uploadedAs,
} from '../parse-response';
import { sameHost } from './addresses';
import { CANCELLED, falRule, mayWorkAgain } from './error-codes';
import { falDetails, falFailures } from './messages';
import { livePrices } from './prices';

export const LABEL = 'fal.ai';

/** What fal says of a failure, in any of its three forms (fal.md 9). */
export function wordsOf(json: unknown): string | undefined {
	const details = listAt(json, 'detail').flatMap(detailWords);
	if (details.length > 0) return details.slice(0, 3).join('; ');
	return textAt(json, 'detail') ?? textAt(json, 'error.message') ?? textAt(json, 'error');
}

/** One entry of a model's list: its field, its sentence, and the limits that it names (fal.md 9.1). */
function detailWords(detail: unknown): string[] {
	const msg = textAt(detail, 'msg') ?? textAt(detail, 'type');
	if (msg === undefined) return [];
	const field = listAt(detail, 'loc')
		.filter((part) => part !== 'body')
		.map(String)
		.join('.');
	const words = field === '' ? msg : say(falDetails.atField, { field, words: msg });
	const ctx = at(detail, 'ctx');
	const context = isObject(ctx)
		? Object.entries(ctx)
				.map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
				.join(', ')
		: '';
	return [context === '' ? words : say(falDetails.withContext, { words, context })];
}

const header = ({ headers = {} }: HttpResponse, name: string): string | undefined => headers[name];

/** Under either of two names (fal.md 9.1). */
function retryable(reply: HttpResponse): boolean | undefined {
	const told = header(reply, 'x-fal-retryable') ?? header(reply, 'x-fal-needs-retry');
	return told === undefined ? undefined : /^(true|1|yes)$/i.test(told);
}

/** The reply to a create (fal.md 2.1). */
export function readCreation(reply: Reply): Creation {
	if (isNetworkFailure(reply)) return creationWithoutReply(LABEL, reply);
	const json = jsonOf(reply);
	// Whoever gives a request id has a task, whatever else the reply says; asking for it tells its fate.
	const taskId = textAt(json, 'request_id');
	if (taskId && reply.status < 300) {
		const [status, result, cancel] = ['status_url', 'response_url', 'cancel_url'].map((name) => urlAt(json, name));
		return { is: 'accepted', taskId, ...(status && result && cancel ? { urls: { status, result, cancel } } : {}) };
	}
	if (!isObject(json) || reply.status < 300) return creationWithoutReply(LABEL, reply);
	const rule = falRule(reply.status, wordsOf(json));
	// fal.md 9.2: nothing has begun to work on it in the time that it was given.
	const gaveUp = reply.status === 504 && header(reply, 'x-fal-request-timeout-type') === 'user';
	return creationByRule(
		LABEL,
		gaveUp ? { ...rule, create: 'never' } : rule,
		String(reply.status),
		wordsOf(json),
		reply,
	);
}

/** What a task is asked for with. */
export interface Asked {
	readonly taskId: string;
	/** The full id, where it is known: its price makes a cost of billed units. */
	readonly endpoint?: string;
	readonly resultUrl: string;
	readonly connection: Connection;
}

const FAILED_WORDS = ['FAILED', 'ERROR', 'CANCELLED', 'CANCELED'];

/** The reply to a status read (fal.md 4.2); a task that is over has its result under another address. */
export function readStatus(reply: Reply, asked: Asked): StatusAnswer {
	if (isNetworkFailure(reply)) return answerWithoutReply(LABEL, reply);
	const json = jsonOf(reply);
	if (!isObject(json)) return answerWithoutReply(LABEL, reply);
	const { taskId } = asked;
	if (reply.status === 404) return { is: 'unknown', failure: failureOf(falFailures.taskUnknown, shown(taskId)) };
	if (reply.status >= 300)
		return answerByRule(LABEL, falRule(reply.status, wordsOf(json)), String(reply.status), wordsOf(json), reply);
	const word = textAt(json, 'status');
	if (word === undefined) return answerWithoutReply(LABEL, reply);
	const told = textAt(json, 'request_id') ?? '';
	const known = { taskId: told, word };
	if (word === 'IN_QUEUE') {
		const position = numberAt(json, 'queue_position');
		return toldOf(asked, {
			...known,
			status: 'queued',
			...(position === undefined ? {} : { queuePosition: position }),
		});
	}
	if (word !== 'COMPLETED' && !FAILED_WORDS.includes(word)) return toldOf(asked, { ...known, status: 'running' });
	if (told !== taskId) return anotherTask(taskId);
	const type = textAt(json, 'error_type');
	const words = textAt(json, 'error');
	const isOver = FAILED_WORDS.includes(word) || words !== undefined || type !== undefined;
	const failed = isOver ? failedState(told, words, type, undefined) : undefined;
	if (type === CANCELLED && failed) return toldOf(asked, failed);
	return {
		is: 'followUp',
		call: {
			method: 'GET',
			url: sameHost(textAt(json, 'response_url'), asked.connection.apiUrl)
				? String(json.response_url)
				: asked.resultUrl,
		},
		read: (next) => readResult(next, asked, told, failed),
	};
}

/** A state that a reply told of a task, if it is the one that was asked for. */
function toldOf({ taskId }: Asked, state: TaskState): StatusResult {
	const told = named(state, taskId);
	return told ? { is: 'state', state: told } : anotherTask(taskId);
}

const anotherTask = (taskId: string): StatusResult => ({
	is: 'transient',
	failure: failureOf(falFailures.namesAnotherTask, shown(taskId)),
});

function failedState(
	taskId: string,
	words: string | undefined,
	type: string | undefined,
	told: boolean | undefined,
): Extract<TaskState, { status: 'failed' }> {
	return {
		taskId,
		word: type === CANCELLED ? 'cancelled' : 'failed',
		status: 'failed',
		words: words ?? replyDetails.noReason,
		...(type === undefined ? {} : { code: type }),
		nextStep: mayWorkAgain(type, told) ? falDetails.again : falDetails.mend,
	};
}

/**
 * The reply to a result read after COMPLETED (fal.md 4.3): the output, or what was wrong.
 *
 * @param told the id under which the status said that the task is over; the result need not repeat it
 * @param failed what the status said, where it said that the task has failed
 */
function readResult(reply: Reply, asked: Asked, told: string, failed: TaskState | undefined): StatusAnswer {
	const orFailed = (answer: StatusResult): StatusResult => (failed ? toldOf(asked, failed) : answer);
	if (isNetworkFailure(reply)) return orFailed(answerWithoutReply(LABEL, reply));
	const { taskId } = asked;
	const id = header(reply, 'x-fal-request-id');
	if (id !== undefined && id !== taskId) return anotherTask(taskId);
	const json = jsonOf(reply);
	if (!isObject(json)) return orFailed(answerWithoutReply(LABEL, reply));
	if (reply.status >= 300) {
		const type = typeOf(reply, json);
		// An error in the words of a model or of its runner is the task's end; any other is the host's own.
		if (type !== undefined || id !== undefined)
			return toldOf(asked, failedState(id ?? told, wordsOf(json), type, retryable(reply)));
		if (failed) return toldOf(asked, failed);
		if (reply.status === 404) return { is: 'unknown', failure: failureOf(falFailures.resultGone, shown(taskId)) };
		return answerByRule(LABEL, falRule(reply.status, wordsOf(json)), String(reply.status), wordsOf(json), reply);
	}
	const state = stateOf(id ?? told, json);
	// Some other JSON: the output of a task, told by its id or by its shape, may still follow.
	if (state.status !== 'succeeded')
		return id === undefined ? orFailed(answerWithoutReply(LABEL, reply)) : toldOf(asked, state);
	return withCost(state, numberAt(reply.headers, 'x-fal-billable-units'), asked);
}

function typeOf(reply: HttpResponse, json: unknown): string | undefined {
	return (
		textAt(json, 'detail.0.type') ??
		textAt(json, 'error_type') ??
		header(reply, 'x-fal-error-type') ??
		(listAt(json, 'detail').length > 0 ? String(reply.status) : undefined)
	);
}

/** The output object (fal.md 4.1): `{video}`, `{video, duration}`, `{audio}`, `{video, audio}`, `{voice_id}`. */
export function stateOf(taskId: string, output: unknown): TaskState {
	const video = urlAt(output, 'video.url');
	const audio = urlAt(output, 'audio.url');
	const voice = textAt(output, 'voice_id');
	return ended(
		{ taskId, word: 'COMPLETED' },
		{
			videos: video ? [{ url: video, durationSeconds: numberAt(output, 'duration') }] : [],
			sounds: audio ? [{ url: audio }] : [],
			voices: voice ? [{ id: voice, taskId }] : [],
		},
	);
}

/** Billed units are dollars by the price of the same moment (fal.md 6.3); without a price they stay units. */
function withCost(state: Succeeded, units: number | undefined, asked: Asked): StatusAnswer {
	if (units === undefined) return toldOf(asked, state);
	const { endpoint, connection } = asked;
	const plain: Succeeded = { ...state, cost: { amount: units, unit: falDetails.billedUnits } };
	if (units === 0) return toldOf(asked, { ...state, cost: { amount: 0, unit: 'USD', usd: 0 } });
	if (endpoint === undefined || connection.platformUrl === undefined) return toldOf(asked, plain);
	return {
		is: 'followUp',
		call: livePrices.call(endpoint, connection),
		read: (reply) => {
			const price = livePrices.read(reply, endpoint);
			if (!price) return toldOf(asked, plain);
			const usd = rounded(units * price.usd);
			return toldOf(asked, { ...state, cost: { amount: usd, unit: 'USD', usd } });
		},
	};
}

/** The reply to a cancellation (fal.md 5.3). */
export function readCancel(reply: Reply): CancelResult {
	if (isNetworkFailure(reply)) return asQueryError(answerWithoutReply(LABEL, reply));
	const json = jsonOf(reply);
	// A page of a gateway says nothing, whatever its status.
	if (!isObject(json)) return asQueryError(answerWithoutReply(LABEL, reply));
	const word = textAt(json, 'status');
	if (reply.status < 300) return { is: reply.status === 200 && word === 'OK' ? 'cancelled' : 'requested' };
	const details = { code: String(reply.status), ...(word ? { words: word } : {}) };
	if (reply.status === 400 && word === 'ALREADY_COMPLETED')
		return { is: 'tooLate', failure: failureOf(falFailures.cancelTooLate, {}, details) };
	if (reply.status === 404) return { is: 'unknown', failure: failureOf(falFailures.cancelUnknown, {}, details) };
	const rule = falRule(reply.status, wordsOf(json));
	return asQueryError(answerByRule(LABEL, rule, String(reply.status), wordsOf(json), reply));
}

/** The reply to the first step of an upload (fal.md 7.1). */
export function readPlace(reply: Reply): UploadPlace | Exclude<Uploaded, { is: 'there' }> {
	const read = uploadReply(reply);
	if ('is' in read) return read;
	const [url, putUrl] = [urlAt(read.json, 'file_url'), urlAt(read.json, 'upload_url')];
	return url && putUrl ? { is: 'place', url, putUrl } : notThere(reply);
}

/** The reply to the file itself: any 2xx means that it is there. */
export function readPut(reply: Reply, { url }: UploadPlace): Uploaded {
	if (isNetworkFailure(reply)) return notThere(reply);
	if (reply.status < 300) return { is: 'there', url };
	const read = uploadReply(reply);
	return 'is' in read ? read : notThere(reply);
}

/** The reply to a part of a file (fal.md 7.2). */
export function readPart(reply: Reply, number: number) {
	const read = uploadReply(reply);
	if ('is' in read) return read;
	const etag = textAt(read.json, 'etag');
	return etag !== undefined && numberAt(read.json, 'partNumber') === number
		? ({ is: 'part', etag } as const)
		: notThere(reply);
}

/** What fal answered well, or why it did not; a page of another host is no answer of fal's. */
function uploadReply(reply: Reply): { readonly json: unknown } | Exclude<Uploaded, { is: 'there' }> {
	if (isNetworkFailure(reply)) return notThere(reply);
	const json = jsonOf(reply);
	if (reply.status < 300) return isObject(json) ? { json } : notThere(reply);
	if (!isObject(json) && reply.status >= 500) return notThere(reply);
	const rule = falRule(reply.status, wordsOf(json));
	return asUpload(answerByRule(LABEL, rule, String(reply.status), wordsOf(json), reply));
}

/** Free, and each try asks for a new place, so trouble passes. */
function notThere(reply: Reply): Exclude<Uploaded, { is: 'there' }> {
	if (isNetworkFailure(reply))
		return { is: reply.kind === 'blocked' ? 'refused' : 'transient', failure: networkError(LABEL, reply) };
	return asUpload(answerWithoutReply(LABEL, reply));
}

const asUpload = (answer: Parameters<typeof uploadedAs>[0]) => uploadedAs(answer) as Exclude<Uploaded, { is: 'there' }>;

const shown = (taskId: string) => ({ taskId: sanitize(taskId) });
