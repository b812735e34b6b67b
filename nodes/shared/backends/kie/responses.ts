// Reads what Kie.ai answers into neutral words. The JSON `code` is the real status, not HTTP's. Total.
import { replyDetails } from '../../messages/backends';
import { failureOf, say } from '../../messages/message';
import { kieFailures } from './messages';
import { sanitize } from '../../errors';
import { isNetworkFailure, type HttpResponse, type Reply } from '../../http/types';
import { at, isObject, listAt, numberAt, parseJson, textAt, urlAt } from '../../json';
import type { BalanceAnswer } from '../../tasks/balance';
import { ended, type StatusResult, type Creation, type TaskState, type Video } from '../../tasks/task';
import type { Uploaded } from '../backend';
import {
	answerByRule,
	answerWithoutReply,
	balanceAs,
	balanceTold,
	codeFailure,
	creationByRule,
	creationWithoutReply,
	jsonOf,
	rounded,
	uploadedAs,
	type NoState,
} from '../parse-response';
import { filesIn, reasonIn, startOf, taskIn } from '../second-places';
import { kieRule } from './error-codes';

const LABEL = 'Kie.ai';
/** 1 credit = USD 0.005 (kie.md 3.3). */
const USD_PER_CREDIT = 0.005;
/** The pages say 14 days and 24 hours; the shorter is believed (kie.md 11.3). */
const RESULT_LIFE_MS = 24 * 3600 * 1000;

/** `msg` on newer pages, `message` in the seed (kie.md 3.1). */
const wordsOf = (json: unknown) => textAt(json, 'msg') ?? textAt(json, 'message') ?? reasonIn(json);

/** The reply to createTask. */
export function readCreation(reply: Reply): Creation {
	if (isNetworkFailure(reply)) return creationWithoutReply(LABEL, reply);
	const json = jsonOf(reply);
	const taskId = textAt(json, 'data.taskId') ?? textAt(json, 'data.task_id');
	// Whoever gives a task id has a task, whatever else the reply says; asking for it tells its fate.
	if (taskId) return { is: 'accepted', taskId };
	const code = numberAt(json, 'code');
	if (code === undefined) return creationWithoutReply(LABEL, reply);
	if (code !== 200) return creationByRule(LABEL, kieRule(code, wordsOf(json)), String(code), wordsOf(json), reply);
	return creationWithoutReply(LABEL, { ...reply, status: 200 });
}

/** The reply to recordInfo. */
export function readRecord(reply: Reply, taskId: string): StatusResult {
	if (isNetworkFailure(reply)) return answerWithoutReply(LABEL, reply);
	const json = jsonOf(reply);
	const code = numberAt(json, 'code');
	// A task that is named tells its own state, whatever code stands beside it: 501 is that of a failed one (kie.md 7).
	const named = taskIn(json, (entry) => textAt(entry, 'taskId') === taskId && textAt(entry, 'state') !== undefined);
	if (named) return { is: 'state', state: stateOf(named, taskId) };
	if (code === undefined) return answerWithoutReply(LABEL, reply);
	const words = wordsOf(json);
	// Not found: 404, or 422 "recordInfo is null"; normal for seconds after a create (kie.md 4).
	if (code === 404 || (code === 422 && /recordInfo is null/i.test(words ?? ''))) return unknown(taskId);
	// "Treat the task as failed" (kie.md 7) is for replies that name the task, above; a gateway's timeout ends nothing.
	if (code === 408 || code === 501) {
		return { is: 'transient', failure: codeFailure(LABEL, kieRule(code, words), String(code), words) };
	}
	if (code !== 200) return answerByRule(LABEL, kieRule(code, words), String(code), words, reply);
	const data = at(json, 'data');
	if (data === null) return unknown(taskId);
	if (!isObject(data) || textAt(data, 'state') === undefined) return answerWithoutReply(LABEL, reply);
	return { is: 'state', state: stateOf(data, taskId) };
}

function unknown(taskId: string): StatusResult {
	return { is: 'unknown', failure: failureOf(kieFailures.unknownTask, { id: sanitize(taskId) }) };
}

/** Words for an end without a result; the page knows `fail` only (kie.md 4). */
const LOST = ['fail', 'failed', 'canceled', 'cancelled', 'expired', 'timeout', 'error'];

function stateOf(data: unknown, taskId: string): TaskState {
	const word = (textAt(data, 'state') ?? '').toLowerCase();
	const credits = numberAt(data, 'creditsConsumed') ?? numberAt(data, 'consumeCredits');
	const known = {
		taskId: textAt(data, 'taskId') ?? taskId,
		word,
		model: textAt(data, 'model'),
		createdAt: numberAt(data, 'createTime'),
		finishedAt: numberAt(data, 'completeTime') || undefined,
		cost:
			credits === undefined ? undefined : { amount: credits, unit: 'credits', usd: rounded(credits * USD_PER_CREDIT) },
	};
	if (LOST.includes(word)) {
		const told = textAt(data, 'failMsg') ?? reasonIn(data);
		return {
			...known,
			status: 'failed',
			words: told ?? (word === 'fail' ? replyDetails.noReason : say(replyDetails.endedAs, { word })),
			code: textAt(data, 'failCode'),
		};
	}
	if (word === 'success') {
		const from = known.finishedAt ?? known.createdAt;
		const videos = videosOf(data);
		// `param` repeats the addresses that were sent (kie.md 3.2); the search leaves it out.
		const results = videos.length > 0 ? { videos } : filesIn(data);
		const expiry = from === undefined ? undefined : from + RESULT_LIFE_MS;
		return ended(known, results, expiry, () => startOf(at(data, 'resultJson') ?? data));
	}
	return { ...known, status: word === 'waiting' || word === 'queuing' ? 'queued' : 'running' };
}

/** resultJson is JSON inside a string; `param` holds the *input* URLs and is never looked at (kie.md 3.2). */
function videosOf(data: unknown): Video[] {
	const inner = at(data, 'resultJson');
	const result = typeof inner === 'string' ? parseJson(inner) : inner;
	return listAt(result, 'resultUrls').flatMap((_, index) => {
		const url = urlAt(result, `resultUrls.${index}`);
		return url ? [{ url }] : [];
	});
}

/** The reply to chat/credit: `data` is the number of credits itself, maybe with a fraction (kie.md 1). */
export function readBalance(reply: Reply): BalanceAnswer {
	if (isNetworkFailure(reply)) return balanceAs(answerWithoutReply(LABEL, reply));
	const json = jsonOf(reply);
	const code = numberAt(json, 'code');
	if (code !== undefined && code !== 200)
		return balanceAs(answerByRule(LABEL, kieRule(code, wordsOf(json)), String(code), wordsOf(json), reply));
	const credits = numberAt(json, 'data');
	if (code === undefined || credits === undefined) return balanceAs(answerWithoutReply(LABEL, reply));
	const usd = rounded(credits * USD_PER_CREDIT);
	return balanceTold(LABEL, reply, { amount: credits, unit: 'credits', usd, warnings: [] });
}

/** The reply to an upload: HTTP 200 with `success: false` is a failure (kie.md 5). */
export function readUpload(reply: Reply): Uploaded {
	if (isNetworkFailure(reply)) return uploadedAs(answerWithoutReply(LABEL, reply));
	const json = jsonOf(reply);
	const url = urlAt(json, 'data.downloadUrl') ?? urlAt(json, 'data.fileUrl');
	if (at(json, 'success') !== false && numberAt(json, 'code') === 200 && url) return { is: 'there', url };
	return uploadedAs(refusedUpload(reply, json));
}

function refusedUpload(reply: HttpResponse, json: unknown): NoState {
	const code = numberAt(json, 'code') ?? (reply.status >= 400 ? reply.status : undefined);
	if (code === undefined || code === 200) return answerWithoutReply(LABEL, reply);
	return answerByRule(LABEL, kieRule(code, wordsOf(json)), String(code), wordsOf(json), reply);
}
