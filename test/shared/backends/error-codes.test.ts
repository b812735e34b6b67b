// Every documented code of the services, for create, query and upload: what may be sent again, written by hand from
// section 7 of each page, under the rule that a timeout or a server error on a create is uncertain. What the statuses of a
// download mean stands in download.test.ts: its hosts have no codes.
import { falCodes } from '../../../nodes/shared/backends/fal/error-codes';
import { kieCodes } from '../../../nodes/shared/backends/kie/error-codes';
import { klingCodes } from '../../../nodes/shared/backends/kling/error-codes';
import { piapiCodes } from '../../../nodes/shared/backends/piapi/error-codes';
import { fal } from '../../../nodes/shared/backends/fal';
import { kie } from '../../../nodes/shared/backends/kie';
import { kling } from '../../../nodes/shared/backends/kling';
import { piapi } from '../../../nodes/shared/backends/piapi';
import type { Backend } from '../../../nodes/shared/backends/backend';
import type { Failure } from '../../../nodes/shared/errors';
import type { Reply } from '../../../nodes/shared/http/types';
import type { StatusAnswer, Creation } from '../../../nodes/shared/tasks/task';
import { answered, blocked, htmlPage, lost, unreached } from '../../support/replies';

/** unclear: the task may exist. The rest prove that nothing was made, and say whether the same may be sent again. */
type Create = 'unclear' | 'never' | 'whenFree' | 'once' | 'briefly';
/** again: ask later; unknown: no such task (the grace decides); failed: the task has ended; never: asking is no use. */
type Query = 'again' | 'never' | 'unknown' | 'failed';
/** -: the backend has no uploads. */
type Upload = 'again' | 'never' | '-';

const connection = { account: 'mine', apiUrl: 'https://h', uploadUrl: 'https://u', hasApiKey: true };

/** What all ways of asking come to: the first that knows the task decides, else the last. */
function queryDecision(backend: Backend, reply: Reply): Query {
	const ways = backend
		.statusQueries({ backend: backend.id, operation: 'imageToVideo', taskId: 't1' }, connection)
		.map(({ read }) => decided(read(reply)));
	return ways.find((way) => way !== 'unknown') ?? 'unknown';
}
function decided(answer: StatusAnswer): Query {
	if (answer.is === 'followUp') throw new Error('a refusal leads nowhere');
	if (answer.is === 'state') return answer.state.status === 'failed' ? 'failed' : 'never';
	return answer.is === 'transient' ? 'again' : answer.is === 'unknown' ? 'unknown' : 'never';
}
function uploadDecision({ images }: Backend, reply: Reply): Upload {
	if (images === 'inline') return '-';
	const uploaded = images.takes === 'place' ? images.readPlace(reply) : images.read(reply);
	if (uploaded.is === 'place') throw new Error('a place was given');
	if (uploaded.is === 'there') throw new Error('it was taken');
	return uploaded.is === 'transient' ? 'again' : 'never';
}
const createDecision = (creation: Creation): Create =>
	creation.is === 'accepted' ? 'never' : creation.is === 'unclear' ? 'unclear' : creation.again;
function failureOf(creation: Creation): Failure {
	if (creation.is === 'accepted') throw new Error('it was accepted');
	return creation.failure;
}

type Row = readonly [
	status: number,
	code: number,
	words: string,
	create: Create,
	query: Query,
	upload: Upload,
	kind: Failure['kind'],
];

const klingRows: Row[] = [
	[401, 1000, 'auth failed', 'never', 'never', '-', 'credential'],
	[401, 1001, 'Authorization is empty', 'never', 'never', '-', 'credential'],
	[401, 1002, 'api key not found', 'never', 'never', '-', 'credential'],
	[401, 1003, 'token not valid yet', 'once', 'again', '-', 'credential'],
	[401, 1004, 'token expired', 'once', 'again', '-', 'credential'],
	[429, 1100, 'account abnormal', 'never', 'never', '-', 'credit'],
	[429, 1101, 'arrears', 'never', 'never', '-', 'credit'],
	[429, 1102, 'Account balance not enough', 'never', 'never', '-', 'credit'],
	[403, 1103, 'no permission', 'never', 'never', '-', 'credential'],
	[400, 1200, 'bad parameters', 'never', 'never', '-', 'refused'],
	[400, 1201, 'duration value is invalid', 'never', 'never', '-', 'refused'],
	[404, 1202, 'wrong method', 'never', 'never', '-', 'refused'],
	[404, 1203, 'model kling-v9 is not supported', 'never', 'never', '-', 'refused'],
	[400, 1300, 'platform policy', 'never', 'never', '-', 'policy'],
	[400, 1301, 'content safety', 'never', 'never', '-', 'policy'],
	[429, 1302, 'too fast', 'whenFree', 'again', '-', 'busy'],
	[429, 1303, 'parallel task over resource pack limit', 'whenFree', 'again', '-', 'busy'],
	[429, 1304, 'IP not whitelisted', 'never', 'never', '-', 'credential'],
	[500, 5000, 'internal', 'unclear', 'again', '-', 'network'],
	[503, 5001, 'maintenance', 'whenFree', 'again', '-', 'busy'],
	[504, 5002, 'internal timeout', 'unclear', 'again', '-', 'network'],
	[400, 1999, 'a code of tomorrow', 'never', 'never', '-', 'refused'],
	[500, 1999, 'a code of tomorrow', 'unclear', 'again', '-', 'network'],
	[200, 200, 'the success of another service', 'unclear', 'again', '-', 'unreadable'],
	[200, 5999, 'a code of tomorrow', 'unclear', 'again', '-', 'network'],
];

const kieRows: Row[] = [
	[200, 400, 'bad request', 'never', 'never', 'never', 'refused'],
	[200, 401, 'You do not have access permissions', 'never', 'never', 'never', 'credential'],
	[200, 402, 'Credits insufficient', 'never', 'never', 'never', 'credit'],
	[403, 403, 'blocked', 'never', 'again', 'again', 'refused'],
	[200, 404, 'Task not found', 'never', 'unknown', 'never', 'notFound'],
	[200, 405, 'method not allowed', 'never', 'never', 'never', 'refused'],
	[200, 408, 'upstream gave no result', 'unclear', 'again', 'again', 'network'],
	[200, 422, 'multi_shots cannot be empty', 'never', 'never', 'never', 'refused'],
	[200, 422, 'recordInfo is null', 'never', 'unknown', 'never', 'refused'],
	[200, 429, 'rate limited', 'whenFree', 'again', 'again', 'busy'],
	[429, 429, 'rate limited', 'whenFree', 'again', 'again', 'busy'],
	[200, 433, 'sub-key usage cap exceeded', 'never', 'never', 'never', 'credit'],
	[200, 455, 'maintenance', 'whenFree', 'again', 'again', 'busy'],
	[200, 500, 'Server exception, please try again later', 'unclear', 'again', 'again', 'network'],
	[200, 500, 'This field is required', 'never', 'again', 'again', 'refused'],
	[200, 500, 'mode is not within the range of allowed options', 'never', 'again', 'again', 'refused'],
	[200, 500, 'duration it must be a string', 'never', 'again', 'again', 'refused'],
	// These texts name no field: the request may have been carried out.
	[200, 500, 'context deadline exceeded', 'unclear', 'again', 'again', 'network'],
	[200, 500, 'invalid response from upstream', 'unclear', 'again', 'again', 'network'],
	[200, 501, 'generation failed', 'unclear', 'again', 'again', 'taskFailed'],
	[200, 505, 'feature disabled', 'never', 'never', 'never', 'refused'],
	[200, 0, 'the success of another service', 'unclear', 'again', 'again', 'unreadable'],
	[200, 499, 'a code of tomorrow', 'unclear', 'again', 'again', 'unreadable'],
	[200, 599, 'a code of tomorrow', 'unclear', 'again', 'again', 'network'],
];

const piapiRows: Row[] = [
	[400, 400, 'json: cannot unmarshal string into float64', 'never', 'never', 'never', 'refused'],
	[401, 401, 'Invalid API key', 'never', 'never', 'never', 'credential'],
	[402, 402, 'Insufficient credits', 'never', 'never', 'never', 'credit'],
	[403, 403, 'Insufficient plan level', 'never', 'never', 'never', 'credential'],
	[404, 404, 'wrong base URL', 'never', 'unknown', 'never', 'notFound'],
	[429, 429, 'too many concurrent jobs', 'whenFree', 'again', 'again', 'busy'],
	[500, 500, 'failed to create task', 'unclear', 'again', 'again', 'network'],
	[502, 502, 'bad gateway', 'unclear', 'again', 'again', 'network'],
	[503, 503, 'unavailable', 'unclear', 'again', 'again', 'network'],
	[504, 504, 'timeout', 'unclear', 'again', 'again', 'network'],
	// "body code != 200 under HTTP 200: treat as the matching class"
	[200, 400, 'invalid version', 'never', 'never', 'never', 'refused'],
	[200, 401, 'Invalid API key', 'never', 'never', 'never', 'credential'],
	[200, 429, 'limit', 'whenFree', 'again', 'again', 'busy'],
	[200, 500, 'server error', 'unclear', 'again', 'again', 'network'],
	[200, 0, 'the success of another service', 'unclear', 'again', 'again', 'unreadable'],
	[200, 10000, 'task failed', 'unclear', 'again', 'again', 'network'],
];

/** fal.md 9.2, 9.3 and 9.5; the code is HTTP's own. */
const falRows: Row[] = [
	[400, 400, 'bad request', 'never', 'never', 'never', 'refused'],
	[401, 401, 'Invalid key credentials', 'never', 'never', 'never', 'credential'],
	[403, 403, 'User is locked. Reason: Exhausted balance. Top up', 'never', 'never', 'never', 'credit'],
	[403, 403, 'User is locked. Reason: Admin lock.', 'never', 'never', 'never', 'credit'],
	[403, 403, 'the scope is too small', 'never', 'never', 'never', 'credential'],
	[404, 404, 'Application not found', 'never', 'unknown', 'never', 'notFound'],
	[408, 408, 'a gateway', 'unclear', 'again', 'again', 'network'],
	[409, 409, 'another request', 'unclear', 'again', 'again', 'network'],
	[413, 413, 'too large', 'never', 'never', 'never', 'refused'],
	[422, 422, 'no JSON', 'never', 'never', 'never', 'refused'],
	[429, 429, 'the queue is too long', 'whenFree', 'again', 'again', 'busy'],
	// A gateway says it, and what it waited for may have been carried out.
	[499, 499, 'gone', 'unclear', 'again', 'again', 'unreadable'],
	[500, 500, 'internal', 'unclear', 'again', 'again', 'network'],
	[502, 502, 'incomplete', 'unclear', 'again', 'again', 'network'],
	[503, 503, 'disconnected', 'unclear', 'again', 'again', 'network'],
	[504, 504, 'timeout', 'unclear', 'again', 'again', 'network'],
];

const tables = { kling: klingCodes, kie: kieCodes, piapi: piapiCodes, fal: falCodes };

const services = [
	{
		backend: kling,
		rows: klingRows,
		reply: ([status, code, words]: Row) => answered({ code, message: words, request_id: 'r' }, status),
	},
	{
		backend: kie,
		rows: kieRows,
		reply: ([status, code, words]: Row) => answered({ code, msg: words, data: null }, status),
	},
	{
		backend: piapi,
		rows: piapiRows,
		reply: ([status, code, words]: Row) => answered({ code, message: words, data: null }, status),
	},
	{ backend: fal, rows: falRows, reply: ([status, , words]: Row) => answered({ detail: words }, status) },
];

describe.each(services)('$backend.id', ({ backend, rows, reply }) => {
	test.each(rows)('HTTP %s, code %s, "%s": create %s, query %s, upload %s', (...row) => {
		const [, code, words, create, query, upload, kind] = row;
		const creation = backend.readCreation(reply(row));
		expect(createDecision(creation)).toBe(create);
		expect(queryDecision(backend, reply(row))).toBe(query);
		expect(uploadDecision(backend, reply(row))).toBe(upload);
		const failure = failureOf(creation);
		expect(failure).toMatchObject({ kind, code: String(code), words, nextStep: expect.stringMatching(/\S/) });
		expect(failure.message).toContain(`("${words}", code ${code})`);
	});

	test.each<[string, Reply, Create, Query]>([
		['the request never got there', unreached, 'briefly', 'again'],
		['the connection broke, or no answer came in time', lost, 'unclear', 'again'],
		['n8n would not send it', blocked, 'never', 'never'],
		['HTTP 500 with a page', answered(htmlPage, 500), 'unclear', 'again'],
		['HTTP 502 with a page', answered(htmlPage, 502), 'unclear', 'again'],
		['HTTP 503 with a page', answered(htmlPage, 503), 'unclear', 'again'],
		['HTTP 504 with nothing', answered('', 504), 'unclear', 'again'],
		['HTTP 408 with a page', answered(htmlPage, 408), 'unclear', 'again'],
		['HTTP 408 with JSON that tells nothing', answered({ error: 'Request Timeout' }, 408), 'unclear', 'again'],
		['HTTP 200 with a page', answered(htmlPage, 200), 'unclear', 'again'],
		['HTTP 200 with half a reply', answered('{"code":200,"data":{"task', 200), 'unclear', 'again'],
		['HTTP 200 with nothing', answered('', 200), 'unclear', 'again'],
		['HTTP 200 with an empty object', answered({}, 200), 'unclear', 'again'],
		['HTTP 302: not followed, so never arrived', answered('', 302), 'never', 'again'],
		['HTTP 401 with a page of a gateway', answered(htmlPage, 401), 'never', 'again'],
		['HTTP 403 with a page of Cloudflare', answered(htmlPage, 403), 'never', 'again'],
		['HTTP 413 with a page of a gateway', answered(htmlPage, 413), 'never', 'again'],
		['HTTP 429 with a page of a gateway', answered(htmlPage, 429), 'whenFree', 'again'],
	])('%s', (_, event, create, query) => {
		expect(createDecision(backend.readCreation(event))).toBe(create);
		expect(queryDecision(backend, event)).toBe(query);
		// An upload is free and its name unique, so it is sent again wherever a status read is.
		if (backend.images !== 'inline') expect(['again', 'never']).toContain(uploadDecision(backend, event));
		if (backend.images !== 'inline' && create === 'unclear') expect(uploadDecision(backend, event)).toBe('again');
	});

	test('the table of codes and the rows above name the same ones', () => {
		const rowsOf = new Set(rows.map(([, code]) => String(code)));
		expect(Object.keys(tables[backend.id]).filter((code) => !rowsOf.has(code))).toEqual([]);
	});

	test("a busy backend's Retry-After reaches the loops that wait", () => {
		const busy = rows.find(([, , , create]) => create === 'whenFree');
		const later = { ...reply(busy!), retryAfterMs: 17_000 };
		expect(backend.readCreation(later)).toMatchObject({ again: 'whenFree', retryAfterMs: 17_000 });
		const { statusQueries } = backend;
		expect(
			statusQueries({ backend: backend.id, operation: 'imageToVideo', taskId: 't' }, connection)[0]!.read(later),
		).toMatchObject({ retryAfterMs: 17_000 });
	});
});

describe('what only one service says', () => {
	test('Kling: "already exists" is the mark of a used external id', () => {
		const reply = answered({ code: 1201, message: 'external_task_id n8n-1 already exists' }, 400);
		expect(kling.readCreation(reply)).toMatchObject({ is: 'refused', again: 'never', duplicate: true });
	});

	test('Kling: another 1201 is no duplicate', () => {
		expect(kling.readCreation(answered({ code: 1201, message: 'mode value is invalid' }, 400))).not.toHaveProperty(
			'duplicate',
		);
	});

	test.each([
		['an empty list on the newer path', 0, answered({ code: 0, message: 'ok', data: [] })],
		['404 of a host without the newer path', 0, answered(htmlPage, 404)],
		['1201 on the legacy path', 1, answered({ code: 1201, message: 'Task not found by id/external id' }, 400)],
	])('Kling: a task is unknown by %s', (_, way, reply) => {
		const question = kling.statusQueries({ backend: 'kling', operation: 'imageToVideo', taskId: 't1' }, connection)[
			way
		]!;
		expect(question.read(reply)).toMatchObject({
			is: 'unknown',
			failure: { kind: 'notFound', message: "Kling has no task with the ID 't1'" },
		});
	});

	test.each<[string, Reply]>([
		['HTTP 404', answered({ code: 404, message: 'task not found' }, 404)],
		['code 400 with these words', answered({ code: 400, message: 'task does not exist' }, 400)],
	])('PiAPI: a task is unknown by %s', (_, reply) => {
		expect(queryDecision(piapi, reply)).toBe('unknown');
	});
});
