// Reads what PiAPI answers into neutral words, in its three output shapes. Total: any text gives a result.
import { replyDetails } from '../../messages/backends';
import { failureOf } from '../../messages/message';
import { piapiDetails, piapiFailures } from './messages';
import { sanitize } from '../../errors';
import { isNetworkFailure, type HttpResponse, type Reply } from '../../http/types';
import { at, isObject, listAt, numberAt, textAt, urlAt } from '../../json';
import type { BalanceAnswer } from '../../tasks/balance';
import {
	ended,
	type StatusResult,
	type Creation,
	type AudioResult,
	type TaskState,
	type Video,
} from '../../tasks/task';
import type { Uploaded, CancelResult } from '../backend';
import {
	answerByRule,
	answerWithoutReply,
	balanceAs,
	balanceTold,
	codeFailure,
	creationByRule,
	creationWithoutReply,
	jsonOf,
	asQueryError,
	rounded,
	uploadedAs,
} from '../parse-response';
import { filesIn, reasonIn, startOf, taskIn } from '../second-places';
import { piapiRule } from './error-codes';

const LABEL = 'PiAPI';
/** 10,000,000 points = USD 1 (piapi.md 3.3). */
const POINTS_PER_USD = 10_000_000;

/** Either the HTTP status or the body's `code` tells of a refusal (piapi.md 7). */
export function codeOf(reply: HttpResponse, json: unknown): number | undefined {
	const code = numberAt(json, 'code') ?? numberAt(json, 'statusCode');
	if (code !== undefined && code !== 200) return code;
	if (reply.status >= 400) return reply.status;
	return code;
}

export const wordsOf = (json: unknown) => {
	const words = textAt(json, 'message') ?? textAt(json, 'error');
	// The reason of a failed create stands inside `data.error` where there is one (piapi.md 3.1).
	const told = textAt(json, 'data.error.raw_message') ?? textAt(json, 'data.error.message') ?? words;
	return told ?? reasonIn(at(json, 'data')) ?? reasonIn(json);
};

/** The task object: in an envelope, in the webhook's form or bare (piapi.md 3.1). */
function taskOf(json: unknown): Record<string, unknown> | undefined {
	const data = at(json, 'data');
	if (isObject(data) && textAt(data, 'task_id')) return data;
	return isObject(json) && textAt(json, 'task_id') ? json : undefined;
}

/** The reply to a create. */
export function readCreation(reply: Reply): Creation {
	if (isNetworkFailure(reply)) return creationWithoutReply(LABEL, reply);
	const json = jsonOf(reply);
	if (!isObject(json)) return creationWithoutReply(LABEL, reply);
	// Whoever gives a task id has a task, whatever else the reply says; asking for it tells its fate.
	const taskId = textAt(taskOf(json), 'task_id');
	if (taskId) return { is: 'accepted', taskId };
	const code = codeOf(reply, json);
	if (code !== undefined && code !== 200)
		return creationByRule(LABEL, piapiRule(code), String(code), wordsOf(json), reply);
	return creationWithoutReply(LABEL, reply);
}

/** The reply to a status read. */
export function readTask(reply: Reply, taskId: string): StatusResult {
	if (isNetworkFailure(reply)) return answerWithoutReply(LABEL, reply);
	const json = jsonOf(reply);
	if (!isObject(json)) return answerWithoutReply(LABEL, reply);
	const code = codeOf(reply, json);
	const words = wordsOf(json);
	// A task that is named tells its own state, whatever code stands beside it.
	const named = taskIn(json, (entry) => textAt(entry, 'task_id') === taskId && textAt(entry, 'status') !== undefined);
	if (named) return { is: 'state', state: stateOf(named) };
	if (code === 404 || (code === 400 && /not (found|exist)/i.test(words ?? ''))) return unknown(taskId);
	if (code !== undefined && code !== 200) return answerByRule(LABEL, piapiRule(code), String(code), words, reply);
	const task = taskOf(json);
	if (!task || textAt(task, 'status') === undefined) return answerWithoutReply(LABEL, reply);
	return { is: 'state', state: stateOf(task) };
}

function unknown(taskId: string): StatusResult {
	return { is: 'unknown', failure: failureOf(piapiFailures.unknownTask, { id: sanitize(taskId) }) };
}

/** Words for an end without a result (piapi.md 3.1), and those that other services have. */
const LOST = ['failed', 'cancelled', 'canceled', 'expired', 'timeout', 'error'];

export function stateOf(task: unknown): TaskState {
	// Capitalised in the schema, lower case in real replies (piapi.md 3.1).
	const word = (textAt(task, 'status') ?? '').toLowerCase();
	const points = numberAt(task, 'meta.usage.consume');
	const known = {
		taskId: textAt(task, 'task_id') ?? '',
		word,
		createdAt: timeAt(task, 'meta.created_at'),
		finishedAt: timeAt(task, 'meta.ended_at'),
		// `consume` is the charge, `frozen` is not (piapi.md 10.17).
		cost: points === undefined ? undefined : { amount: points, unit: 'points', usd: rounded(points / POINTS_PER_USD) },
	};
	if (LOST.includes(word)) return { ...known, status: 'failed', ...reasonOf(task, word) };
	if (word === 'completed') {
		const documented = { videos: videosOf(task), sounds: soundsOf(task) };
		const output = at(task, 'output');
		const isEmpty = documented.videos.length + documented.sounds.length === 0;
		const results = isEmpty ? filesIn(output ?? task, textAt(task, 'task_type') === 'sound') : documented;
		return ended(known, results, undefined, () => startOf(output ?? task));
	}
	return { ...known, status: word === 'pending' || word === 'staged' ? 'queued' : 'running' };
}

/** raw_message carries the cause, message is generic (piapi.md 3.1). */
function reasonOf(task: unknown, word: string) {
	const stopped = word === 'failed' ? replyDetails.noReason : piapiDetails.stoppedThere;
	const told = textAt(task, 'error.raw_message') ?? textAt(task, 'error.message');
	const words = told ?? reasonIn({ error: at(task, 'error') }) ?? textAt(task, 'detail') ?? stopped;
	const code = numberAt(task, 'error.code');
	return { words, code: code ? String(code) : undefined };
}

/** The order of piapi.md 3.2: clean file of the first work, video_url, video as text, watermarked file. */
function videosOf(task: unknown): Video[] {
	const work = listAt(task, 'output.works').find((one) => isObject(at(one, 'video')));
	const watermarked = urlAt(work, 'video.resource');
	const url =
		urlAt(work, 'video.resource_without_watermark') ??
		urlAt(task, 'output.video_url') ??
		urlAt(task, 'output.video') ??
		watermarked;
	if (!url) return [];
	const milliseconds = numberAt(work, 'video.duration');
	const video = {
		url,
		...(watermarked && watermarked !== url ? { watermarkUrl: watermarked } : {}),
		coverUrl: urlAt(work, 'cover.resource'),
		durationSeconds: milliseconds ? milliseconds / 1000 : undefined,
	};
	return [video];
}

/** Names that a sound's address may have beside a video's documented ones: of each, the clean file first. */
const SOUND_NAMES = ['audio', 'sound'] as const;

/**
 * No page shows what a finished `sound` task looks like (piapi.md 2.8), so every place is looked at that follows from the
 * shapes of videos (3.2) and from upstream's names (kling-official.md 3.1): works, an address beside them, a plain text.
 */
function soundsOf(task: unknown): AudioResult[] {
	if ((textAt(task, 'task_type') ?? 'sound') !== 'sound') return [];
	const output = at(task, 'output');
	const works = listAt(output, 'works').flatMap((work) => SOUND_NAMES.map((name) => at(work, name)));
	const listed = SOUND_NAMES.flatMap((name) => listAt(output, `${name}s`));
	const named = SOUND_NAMES.map((name) => at(output, name));
	const found = [...works, ...listed, ...named].flatMap((one) => soundAt(one));
	if (found.length > 0) return found;
	const wavUrl = urlAt(output, 'url_wav') ?? urlAt(output, 'wav_url');
	const direct = [...SOUND_NAMES.map((name) => `${name}_url`), 'url_mp3', 'mp3_url', 'url'];
	const url = direct.map((path) => urlAt(output, path)).find((one) => one !== undefined) ?? wavUrl;
	return url ? [{ url, ...(wavUrl ? { wavUrl } : {}) }] : [];
}

/** A sound told as an object, or as its address alone. */
function soundAt(one: unknown): AudioResult[] {
	const wavUrl = urlAt(one, 'url_wav') ?? urlAt(one, 'wav_url');
	const paths = ['resource_without_watermark', 'resource', 'url', 'url_mp3', 'mp3_url'];
	const url = urlAt({ one }, 'one') ?? paths.map((path) => urlAt(one, path)).find((found) => found) ?? wavUrl;
	if (!url) return [];
	const milliseconds = numberAt(one, 'duration');
	const durationSeconds = milliseconds ? milliseconds / 1000 : undefined;
	return [{ id: textAt(one, 'id'), url, ...(wavUrl ? { wavUrl } : {}), durationSeconds }];
}

/** "0001-01-01T00:00:00Z" means that it is not set (piapi.md 3.1). */
function timeAt(task: unknown, path: string): number | undefined {
	const time = Date.parse(textAt(task, path) ?? '');
	return Number.isFinite(time) && time > 0 ? time : undefined;
}

/** The reply to a cancellation: the task in its new state; a refusal, where it had begun already (piapi.md 4). */
export function readWithdrawal(reply: Reply): CancelResult {
	if (isNetworkFailure(reply)) return asQueryError(answerWithoutReply(LABEL, reply));
	const json = jsonOf(reply);
	const code = codeOf(reply, json);
	const words = wordsOf(json);
	// A page of a gateway says nothing, whatever its status.
	const told = isObject(json) || reply.text.trim() === '';
	if (told && reply.status < 300 && (code === undefined || code === 200)) return { is: 'cancelled' };
	if (code === undefined || code === 200) return asQueryError(answerWithoutReply(LABEL, reply));
	const rule = piapiRule(code);
	const failure = codeFailure(LABEL, rule, String(code), words);
	if (code === 404 || (code === 400 && /not (found|exist)/i.test(words ?? ''))) return { is: 'unknown', failure };
	// Pending tasks only; what the refusal of others looks like, no page shows.
	if ([400, 409, 422].includes(code)) return { is: 'tooLate', failure };
	return asQueryError(answerByRule(LABEL, rule, String(code), words, reply));
}

/** The reply to account/info. The page names no fields (piapi.md 1): these are what public clients read. */
export function readBalance(reply: Reply): BalanceAnswer {
	if (isNetworkFailure(reply)) return balanceAs(answerWithoutReply(LABEL, reply));
	const json = jsonOf(reply);
	const code = codeOf(reply, json);
	if (code !== undefined && code !== 200)
		return balanceAs(answerByRule(LABEL, piapiRule(code), String(code), wordsOf(json), reply));
	const points = numberAt(json, 'data.wallet.point_remain') ?? numberAt(json, 'data.point_remain');
	const dollars = numberAt(json, 'data.equivalent_in_usd');
	if (points !== undefined) {
		const usd = dollars ?? rounded(points / POINTS_PER_USD);
		return balanceTold(LABEL, reply, { amount: points, unit: 'points', usd, warnings: [] });
	}
	if (dollars === undefined) return balanceAs(answerWithoutReply(LABEL, reply));
	return balanceTold(LABEL, reply, { amount: dollars, unit: 'USD', usd: dollars, warnings: [] });
}

/** The reply to an upload: `data.url`, or `url` (piapi.md 5). */
export function readUpload(reply: Reply): Uploaded {
	if (isNetworkFailure(reply)) return uploadedAs(answerWithoutReply(LABEL, reply));
	const json = jsonOf(reply);
	const code = codeOf(reply, json);
	const url = urlAt(json, 'data.url') ?? urlAt(json, 'url');
	if ((code === undefined || code === 200) && url) return { is: 'there', url };
	if (code === 403 || /insufficient plan/i.test(wordsOf(json) ?? ''))
		return { is: 'refused', failure: noUploadOnPlan(wordsOf(json)) };
	if (code === undefined || code === 200) return uploadedAs(answerWithoutReply(LABEL, reply));
	return uploadedAs(answerByRule(LABEL, piapiRule(code), String(code), wordsOf(json), reply));
}

/** Uploading needs the Creator plan or higher (piapi.md 5). */
function noUploadOnPlan(told: string | undefined) {
	const code = '403';
	if (!told) return failureOf(piapiFailures.noUpload, {}, { code });
	const words = sanitize(told);
	return failureOf(piapiFailures.noUploadInItsWords, { words }, { code, words });
}
