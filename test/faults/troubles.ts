// What can go wrong with a request of each kind. Left out is what no client can defend itself against: a service that says
// "refused" after it has made the task, a proxy that sends a create twice where there are no ids of ours, and a host that
// sends half a file as if it were the whole.
import type { BackendName, Trouble } from '../simulator/contract';
import type { Chance } from './random';

export type FaultyVerb = 'create' | 'query' | 'upload' | 'download' | 'cancel' | 'account';

/** Longer than the lab's patience with a silent line, in real milliseconds. */
export const LATE_MS = 200;

const page = '<html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>';

type Choices = readonly [Trouble, ...Trouble[]];

/** The connection: what the network itself can do. */
const network: Choices = [
	{ kind: 'dropBefore' },
	{ kind: 'dropAfter' },
	{ kind: 'truncate' },
	{ kind: 'hang' },
	{ kind: 'stall' },
	{ kind: 'slow', ms: LATE_MS },
	{ kind: 'lateWork', ms: LATE_MS },
	{ kind: 'lateAnswer', ms: LATE_MS },
	{ kind: 'lateAnswer', ms: 10 },
];

/** Answers that tell nothing of what became of the request. */
const nonsense: Choices = [
	{ kind: 'answerAfter', status: 500, text: page },
	{ kind: 'answerAfter', status: 502, text: page, headers: { 'content-type': 'text/html' } },
	{ kind: 'answerAfter', status: 503, text: '', headers: { 'retry-after': '5' } },
	{ kind: 'answerAfter', status: 504, json: { error: 'upstream request timeout' } },
	{ kind: 'answerAfter', status: 408, text: page },
	{ kind: 'answerAfter', status: 200, text: page, headers: { 'content-type': 'text/html' } },
	{ kind: 'answerAfter', status: 200, text: '' },
	{ kind: 'answerAfter', status: 200, text: '{"code":0,"data":{"task' },
	{ kind: 'answerAfter', status: 200, json: [] },
	{ kind: 'answerAfter', status: 200, json: { code: 200, data: null } },
	{ kind: 'answerAfter', status: 200, json: { code: 0, data: { task_id: '', status: null } } },
	{ kind: 'answerAfter', status: 200, json: { data: 'ok' } },
	{ kind: 'half' },
];

const says = (status: number, code: number, words: string, headers?: Record<string, string>): Trouble => ({
	kind: 'answer',
	status,
	json: { code, message: words, msg: words, request_id: 'r', data: null },
	...(headers ? { headers } : {}),
});

const details = (status: number, detail: string, headers?: Record<string, string>): Trouble => ({
	kind: 'answer',
	status,
	json: { detail },
	...(headers ? { headers } : {}),
});

/** Refusals that prove that nothing was made. */
const refusals: Readonly<Record<BackendName, Choices>> = {
	kling: [
		says(429, 1302, 'too fast'),
		says(429, 1303, 'parallel task over resource pack limit'),
		says(429, 1303, 'parallel task over resource pack limit', { 'retry-after': '3' }),
		says(503, 5001, 'maintenance'),
		says(401, 1004, 'token expired'),
		says(429, 1102, 'Account balance not enough'),
		says(400, 1301, 'content safety'),
	],
	kie: [
		says(200, 429, 'rate limited'),
		says(429, 429, 'rate limited', { 'retry-after': '20' }),
		says(200, 455, 'maintenance'),
		says(200, 402, 'Credits insufficient'),
		says(200, 500, 'This field is required'),
		{ kind: 'answer', status: 429, text: page },
	],
	piapi: [
		says(429, 429, 'too many concurrent jobs'),
		says(200, 429, 'limit'),
		says(402, 402, 'insufficient credits'),
		says(403, 403, 'Insufficient plan level'),
		{ kind: 'answer', status: 429, text: page, headers: { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' } },
	],
	fal: [
		details(429, 'the queue is too long'),
		details(429, 'the queue is too long', { 'retry-after': '4' }),
		details(403, 'User is locked. Reason: Exhausted balance. Top up'),
		details(401, 'Invalid key credentials'),
		{ kind: 'answer', status: 429, text: page },
	],
};

/** A status read that denies a task, or gives half of the truth. */
const denials: Readonly<Record<BackendName, Choices>> = {
	kling: [
		says(400, 1201, 'Task not found by id/external id'),
		{ kind: 'answer', status: 200, json: { code: 0, message: 'ok', data: [] } },
		{ kind: 'answer', status: 404, text: page },
		says(429, 1302, 'too fast'),
	],
	kie: [
		says(200, 404, 'Task not found'),
		says(200, 422, 'recordInfo is null'),
		says(200, 500, 'Server exception, please try again later'),
		says(429, 429, 'rate limited', { 'retry-after': '20' }),
	],
	piapi: [
		says(404, 404, 'task not found'),
		says(500, 500, 'server error'),
		says(429, 429, 'limit', { 'retry-after': '9' }),
	],
	fal: [
		{ kind: 'answer', status: 404, json: { status: 'NOT_FOUND' } },
		details(500, 'internal'),
		details(429, 'too many', { 'retry-after': '9' }),
	],
};

const storeRefusals: Choices = [
	{ kind: 'answer', status: 403, text: '<Error><Code>AccessDenied</Code></Error>' },
	{ kind: 'answer', status: 404, text: 'Not Found' },
	{ kind: 'answer', status: 416, text: '' },
	{ kind: 'answer', status: 429, text: '', headers: { 'retry-after': '2' } },
	{ kind: 'answer', status: 503, text: page },
	{ kind: 'answer', status: 200, text: page, headers: { 'content-type': 'text/html' } },
	{ kind: 'whole' },
];

/** One trouble of the many. `speaks`: a create may be speech, which has no id of ours. */
export function troubleFor(verb: FaultyVerb, backend: BackendName, speaks: boolean, chance: Chance): Trouble {
	const twice: Trouble = { kind: 'duplicate', answers: chance.oneOf(['first', 'second'] as const) };
	switch (verb) {
		case 'create': {
			const deliveredTwice: Trouble[] = backend === 'kling' && !speaks ? [twice] : [];
			return chance.oneOf([
				chance.oneOf(network),
				chance.oneOf(nonsense),
				chance.oneOf(refusals[backend]),
				...deliveredTwice,
			]);
		}
		case 'query':
			return chance.oneOf([chance.oneOf(network), chance.oneOf(nonsense), chance.oneOf(denials[backend]), twice]);
		case 'upload':
			return chance.oneOf([chance.oneOf(network), chance.oneOf(nonsense), chance.oneOf(refusals[backend]), twice]);
		case 'download':
			return chance.oneOf([
				chance.oneOf([{ kind: 'truncate' }, { kind: 'hang' }] as const),
				chance.oneOf(network),
				chance.oneOf(storeRefusals),
				twice,
			]);
		case 'account':
			return chance.oneOf([chance.oneOf(network), chance.oneOf(nonsense)]);
		case 'cancel':
			return chance.oneOf(network);
	}
}
