// Asks for a task in each way the backend offers, until one of them knows it.
import { failureOf } from '../messages/message';
import { taskFailures } from '../messages/tasks';
import type { Call, Reply } from '../http/types';
import type { QueryBatcher } from './query-batcher';
import type { StatusAnswer, StatusResult, StatusQuery } from './task';

/** A task is asked for in so many calls at most: a status, its result, and one to spare. */
const MOST_FOLLOW_UPS = 2;

/** Sends a question; never throws but CancelledError. */
export type SendQuery = (call: Call) => Promise<Reply>;

/**
 * The first answer that is not `unknown`, or the last one.
 *
 * @param batcher where given, questions travel with those of other tasks; what such a list does not tell is asked alone
 */
export async function queryTask(
	send: SendQuery,
	statusQueries: readonly StatusQuery[],
	batcher?: QueryBatcher,
): Promise<StatusResult> {
	let answer: StatusResult | undefined;
	for (const { call, list, read } of statusQueries) {
		if (list && batcher) {
			const { reply, shared } = await batcher.load(list.route, list.id);
			answer = await resolve(send, read(reply));
			if (answer.is === 'state' || answer.is === 'transient') return answer;
			// In company another id may have spoilt the list.
			if (shared) answer = await resolve(send, read(await send(call)));
		} else {
			answer = await resolve(send, read(await send(call)));
		}
		if (answer.is !== 'unknown') return answer;
	}
	return answer ?? { is: 'refused', failure: failureOf(taskFailures.noWayToAsk), forGood: true };
}

/** Asks on where an answer tells only a part. */
async function resolve(send: SendQuery, first: StatusAnswer): Promise<StatusResult> {
	let answer = first;
	for (let sent = 0; answer.is === 'followUp'; sent++) {
		if (sent >= MOST_FOLLOW_UPS) return { is: 'transient', failure: failureOf(taskFailures.answersGoRound) };
		answer = answer.read(await send(answer.call));
	}
	return answer;
}
