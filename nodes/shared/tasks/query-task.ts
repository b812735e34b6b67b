// Asks for a task in each way the backend offers, until one of them knows it.
import type { Failure } from '../errors';
import type { Call, Reply } from '../http/types';
import type { QueryBatcher } from './query-batcher';
import type { StatusResult, StatusQuery } from './task';

const NO_WAY: Failure = {
	kind: 'setup',
	message: 'This backend has no way to ask for this task',
	nextStep: 'Look at the task on the site of the backend',
};

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
			answer = read(reply);
			if (answer.is === 'state' || answer.is === 'transient') return answer;
			// In company another id may have spoilt the list.
			if (shared) answer = read(await send(call));
		} else {
			answer = read(await send(call));
		}
		if (answer.is !== 'unknown') return answer;
	}
	return answer ?? { is: 'refused', failure: NO_WAY };
}
