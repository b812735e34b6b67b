// What the backends' replies have in common: silence, pages that are no JSON, and codes looked up in a table.
import { codeMessages, replyDetails, replyFailures, undocumentedCodes } from '../messages/backends';
import { failureOf, say } from '../messages/message';
import type { Failure, FailureKind } from '../errors';
import { sanitize } from '../errors';
import { isNetworkFailure, type HttpResponse, type Reply, type NetworkFailure } from '../http/types';
import { at, parseJson, textAt } from '../json';
import type { Balance, BalanceAnswer } from '../tasks/balance';
import {
	endedByState,
	isNotLetThrough,
	named,
	refusedByCode,
	refusedByEnd,
	refusedByNetwork,
	refusedByStatus,
	refusedOutright,
} from '../tasks/proof';
import type { StatusResult, Creation, TaskState } from '../tasks/task';
import type { QueryError } from '../tasks/retry-query';
import type { Uploaded } from './backend';
import { reasonIn } from './second-places';

/** An answer that tells nothing of a task's state. */
export type NoState = Exclude<StatusResult, { is: 'state' }>;

/** What one documented code means for a request that costs money and for one that only asks. */
export interface CodeRule {
	readonly kind: FailureKind;
	/** What it means, as a sentence without the backend's name and without a final period. */
	readonly means: string;
	readonly nextStep: string;
	/** `never`, `whenFree`, `once` prove that nothing was created; `unclear` does not. */
	readonly create: 'never' | 'whenFree' | 'once' | 'unclear';
	/** Whether a status read may be asked again. */
	readonly query: 'again' | 'never';
}

/**
 * What a code means that no page names: a refusal where it stands among the refusals; a server error, after which a task
 * may exist; or neither ("code 0" of a service whose success is 200), which proves nothing.
 */
export function undocumentedRule(like: 'refusal' | 'server' | 'neither'): CodeRule {
	return undocumentedCodes[like];
}

/** Where a code stands that is numbered like HTTP's. */
export function likeHttp(code: number): Parameters<typeof undocumentedRule>[0] {
	if (code >= 500) return 'server';
	return isNotLetThrough(code) ? 'refusal' : 'neither';
}

/** An amount of money or units without the dust of binary fractions. */
export const rounded = (value: number) => Math.round(value * 1e6) / 1e6;

/** A failure in our words followed by the backend's. */
export function codeFailure(label: string, rule: CodeRule, code: string, words: string | undefined): Failure {
	const said = words ? sanitize(words) : '';
	const { kind, means, nextStep } = rule;
	const { withWords, bare } = codeMessages;
	return {
		kind,
		message: said
			? say(withWords, { service: label, means, words: said, code })
			: say(bare, { service: label, means, code }),
		nextStep,
		code,
		...(said ? { words: said } : {}),
	};
}

/** The failure for a request that got no answer. */
export function networkError(label: string, reply: NetworkFailure): Failure {
	const words = sanitize(reply.words);
	const { blocked, notReached, noAnswer } = replyFailures;
	const record = reply.kind === 'blocked' ? blocked : reply.kind === 'notSent' ? notReached : noAnswer;
	return failureOf(record, { service: label, words }, { words });
}

/** Characters of a page in which its first words are looked for. */
const MOST_SHOWN = 20_000;

/** The failure for an answer that is no JSON of the documented shape. */
export function unreadableFailure(label: string, reply: HttpResponse): Failure {
	const start = sanitize(reply.text.slice(0, MOST_SHOWN).replace(/<[^<>]*>/g, ' ')).slice(0, 120);
	const told = start ? say(replyDetails.start, { start }) : '';
	const failure = failureOf(
		replyFailures.notAReply,
		{ service: label, status: reply.status, start: told },
		{ code: String(reply.status) },
	);
	return reply.status >= 500 ? { ...failure, kind: 'network' } : failure;
}

/** The JSON of an answer, or undefined. */
export function jsonOf(reply: HttpResponse): unknown {
	return parseJson(reply.text);
}

/** A create that got no usable answer: only a request that never arrived, or was not let through, proves that nothing was made. */
export function creationWithoutReply(label: string, reply: Reply): Creation {
	if (isNetworkFailure(reply)) {
		const failure = networkError(label, reply);
		return refusedByNetwork(reply, failure) ?? { is: 'unclear', failure };
	}
	const refusal = refusedInWords(label, reply);
	const outright = refusal && refusedOutright(reply, refusal);
	if (outright) return outright;
	const failure = unreadableFailure(label, reply);
	return refusedByStatus(reply, failure) ?? { is: 'unclear', failure };
}

/** `success: false` without a code or a task says that nothing was made; a server error proves nothing, whatever it says. */
function refusedInWords(label: string, reply: HttpResponse): Failure | undefined {
	const json = jsonOf(reply);
	if (reply.status >= 400 || at(json, 'success') !== false) return undefined;
	const words = sanitize(textAt(json, 'msg') ?? reasonIn(json) ?? replyDetails.noReason);
	return failureOf(replyFailures.refused, { service: label, words }, { words });
}

/** A create that the backend answered with a code. */
export function creationByRule(
	label: string,
	rule: CodeRule,
	code: string,
	words: string | undefined,
	reply: HttpResponse,
): Creation {
	const failure = codeFailure(label, rule, code, words);
	return refusedByCode(rule, failure, { retryAfterMs: reply.retryAfterMs }) ?? { is: 'unclear', failure };
}

/**
 * A create whose reply brings the result: without one nothing is sure, because nobody can ask for it.
 *
 * @param creation what the backend's reader made of the reply
 */
export function synchronousCreation(label: string, creation: Creation): Creation {
	if (creation.is !== 'accepted' || creation.finished?.status === 'succeeded') return creation;
	const { finished, taskId } = creation;
	const state = finished && named(finished, taskId);
	const end = state && endedByState(state);
	if (finished?.status !== 'failed' || !end) {
		const failure = failureOf(replyFailures.withoutResult, { service: label, taskId: sanitize(taskId) });
		return { is: 'unclear', failure };
	}
	const words = sanitize(finished.words);
	const values = { service: label, words, taskId: sanitize(taskId) };
	const failure = failureOf(replyFailures.failedAtOnce, values, { words });
	return refusedByEnd(end, failure);
}

/** A status read that got no usable answer: always worth asking again, but for what n8n itself will not send. */
export function answerWithoutReply(label: string, reply: Reply): NoState {
	if (isNetworkFailure(reply)) {
		const failure = networkError(label, reply);
		return reply.kind === 'blocked' ? { is: 'refused', failure, forGood: true } : { is: 'transient', failure };
	}
	return {
		is: 'transient',
		failure: unreadableFailure(label, reply),
		...(reply.retryAfterMs === undefined ? {} : { retryAfterMs: reply.retryAfterMs }),
	};
}

/** A state that a status read told, if it names the task; otherwise the reply says nothing of it. */
export function stateTold(label: string, reply: HttpResponse, state: TaskState, asked: string): StatusResult {
	const told = named(state, asked);
	return told ? { is: 'state', state: told } : answerWithoutReply(label, reply);
}

/** A status read that the backend answered with a code. */
export function answerByRule(
	label: string,
	rule: CodeRule,
	code: string,
	words: string | undefined,
	reply: HttpResponse,
): NoState {
	const failure = codeFailure(label, rule, code, words);
	if (rule.query === 'never') return { is: 'refused', failure };
	return {
		is: 'transient',
		failure,
		...(reply.retryAfterMs === undefined ? {} : { retryAfterMs: reply.retryAfterMs }),
	};
}

/** Any free question may be asked again wherever one for a task may. */
export function asQueryError(answer: NoState): QueryError {
	return answer.is === 'unknown' ? { is: 'refused', failure: answer.failure } : answer;
}

/** Asking for the balance costs nothing, so it may be asked for again wherever a task may. */
export function balanceAs(answer: NoState): BalanceAnswer {
	return answer.is === 'unknown' ? { is: 'refused', failure: answer.failure } : answer;
}

/** A balance that was told; amounts beyond all numbers are none. */
export function balanceTold(label: string, reply: HttpResponse, balance: Balance): BalanceAnswer {
	if ([balance.amount, balance.usd ?? 0].every(Number.isFinite)) return { is: 'balance', balance };
	return balanceAs(answerWithoutReply(label, reply));
}

/** An upload costs nothing, so it may be sent again wherever a status read may. */
export function uploadedAs(answer: NoState): Uploaded {
	return answer.is === 'unknown' ? { is: 'refused', failure: answer.failure } : answer;
}
