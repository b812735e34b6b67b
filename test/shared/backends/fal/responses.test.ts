// What fal.ai answers to creates, status reads, results, cancellations and uploads (fal.md 2 to 9), and what is made of it.
import { fal } from '../../../../nodes/shared/backends/fal';
import type { Connection } from '../../../../nodes/shared/backends/backend';
import type { HttpResponse, Reply } from '../../../../nodes/shared/http/types';
import type { FollowUp, StatusAnswer, TaskReference, TaskState } from '../../../../nodes/shared/tasks/task';
import { answered, blocked, htmlPage, lost, unreached } from '../../../support/replies';

const ID = '00000000-0000-4000-8000-000000000001';
const OTHER = '00000000-0000-4000-8000-000000000002';
const HOST = 'https://queue.fal.run';
const ENDPOINT = 'fal-ai/kling-video/v3/standard/text-to-video';
const AT = `${HOST}/fal-ai/kling-video/requests/${ID}`;
const FILM = 'https://cdn.example.com/files/out.mp4';
const connection: Connection = {
	account: 'mine',
	apiUrl: HOST,
	uploadUrl: 'https://rest.fal.ai',
	platformUrl: 'https://api.fal.ai/v1',
	hasApiKey: true,
};

const withHeaders = (headers: Record<string, string>, content: unknown, status = 200): HttpResponse => ({
	...answered(content, status),
	headers,
});
const task: TaskReference = { backend: 'fal', operation: 'textToVideo', taskId: ID, model: ENDPOINT };
const [ask] = fal.statusQueries(task, connection);
const status = (content: unknown, code = 200) => ask!.read(answered(content, code));
const completed = { status: 'COMPLETED', request_id: ID, response_url: AT };

function followed(answer: StatusAnswer): FollowUp {
	if (answer.is !== 'followUp') throw new Error(`no follow-up but ${answer.is}`);
	return answer;
}
/** What the result says of a task that is over. */
const result = (reply: Reply, said: object = {}) => followed(status({ ...completed, ...said })).read(reply);

function stateIn(answer: StatusAnswer): TaskState {
	if (answer.is !== 'state') throw new Error(`no state but ${answer.is}`);
	return answer.state;
}

describe('a create', () => {
	test('gives the id, and the addresses that its answer names', () => {
		const urls = { status_url: `${AT}/status`, response_url: AT, cancel_url: `${AT}/cancel` };
		expect(fal.readCreation(answered({ request_id: ID, status: 'IN_QUEUE', queue_position: 0, ...urls }))).toEqual({
			is: 'accepted',
			taskId: ID,
			urls: { status: `${AT}/status`, result: AT, cancel: `${AT}/cancel` },
		});
		expect(fal.readCreation(answered({ request_id: ID }, 202))).toEqual({ is: 'accepted', taskId: ID });
	});

	test.each<[string, Reply]>([
		['an answer without an id', answered({ status: 'IN_QUEUE' })],
		['a server error', answered({ detail: 'oops' }, 500)],
		['a server error that names a request', answered({ request_id: ID, detail: 'oops' }, 502)],
		['a broken connection', lost],
		['a page', answered(htmlPage, 200)],
	])('%s leaves it open whether there is a task', (_, reply) => {
		expect(fal.readCreation(reply).is).toBe('unclear');
	});

	test('that nobody began in the time that it was given made nothing', () => {
		const gaveUp = withHeaders({ 'x-fal-request-timeout-type': 'user' }, { detail: 'timed out' }, 504);
		expect(fal.readCreation(gaveUp)).toMatchObject({ is: 'refused', again: 'never' });
	});

	test('that never got there may leave again', () => {
		expect(fal.readCreation(unreached)).toMatchObject({ is: 'refused', again: 'briefly' });
	});

	test('of a locked account is a matter of money, not of the key', () => {
		const reply = answered({ detail: 'User is locked. Reason: Exhausted balance. Top up your balance' }, 403);
		expect(fal.readCreation(reply)).toMatchObject({
			is: 'refused',
			failure: { kind: 'credit', nextStep: expect.stringContaining('a new key does not help') },
		});
	});
});

describe('where a task is asked for', () => {
	test.each<[string, Partial<TaskReference>, string[]]>([
		[
			'by its endpoint, whose first two parts count',
			{ model: 'kling/v4/text-to-video' },
			[`${HOST}/kling/v4/requests/${ID}`],
		],
		['in both places where nobody knows', { model: undefined }, [AT, `${HOST}/kling/v4/requests/${ID}`]],
		[
			'where fal said so',
			{ urls: { status: `${HOST}/x/status`, result: `${HOST}/x`, cancel: `${HOST}/x/cancel` } },
			[`${HOST}/x`],
		],
		// It would carry the key to another host.
		['... but on its own host only', { urls: { status: 'https://evil.example/s', result: AT, cancel: AT } }, [AT]],
	])('%s', (_, more, expected) => {
		const calls = fal.statusQueries({ ...task, ...more } as TaskReference, connection).map(({ call }) => call.url);
		expect(calls.map((url) => url.replace('/status?logs=0', ''))).toEqual(expected);
	});

	test('the result under the address that the status names, on the same host', () => {
		const call = (response_url: string) => followed(status({ ...completed, response_url })).call.url;
		expect(call(`${HOST}/${ENDPOINT}/requests/${ID}/response`)).toBe(`${HOST}/${ENDPOINT}/requests/${ID}/response`);
		expect(call('https://evil.example/x')).toBe(AT);
	});
});

describe('a status', () => {
	test.each<[string, object, object]>([
		['in line', { status: 'IN_QUEUE', queue_position: 3 }, { status: 'queued', word: 'IN_QUEUE', queuePosition: 3 }],
		['at work', { status: 'IN_PROGRESS', logs: null }, { status: 'running', word: 'IN_PROGRESS' }],
		['a word of tomorrow', { status: 'WARMING_UP' }, { status: 'running', word: 'WARMING_UP' }],
	])('%s', (_, content, expected) => {
		expect(stateIn(status({ request_id: ID, ...content }, 202))).toMatchObject({ taskId: ID, ...expected });
	});

	test.each(['IN_QUEUE', 'IN_PROGRESS', 'COMPLETED', 'FAILED'])('of another task tells nothing: %s', (word) => {
		for (const content of [{ status: word, request_id: OTHER }, { status: word }])
			expect(status(content)).toMatchObject({ is: 'transient', failure: { kind: 'unreadable' } });
	});

	test('that is not known', () => {
		expect(status({ status: 'NOT_FOUND' }, 404)).toMatchObject({ is: 'unknown', failure: { kind: 'notFound' } });
	});

	test.each<[string, Reply, string]>([
		['silence', lost, 'transient'],
		['a page', answered(htmlPage, 404), 'transient'],
		['too many questions', answered({ detail: 'slow down' }, 429), 'transient'],
		['a server error', answered({ detail: 'oops' }, 500), 'transient'],
		['no word', answered({ request_id: ID }), 'transient'],
		['a wrong key', answered({ detail: 'Invalid key credentials' }, 401), 'refused'],
		['what n8n does not send', blocked, 'refused'],
	])('%s', (_, reply, is) => {
		expect(ask!.read(reply).is).toBe(is);
	});

	test('of a task that was taken back ends it without a result', () => {
		const state = stateIn(status({ ...completed, error: 'Request was cancelled', error_type: 'client_cancelled' }));
		expect(state).toMatchObject({ status: 'failed', word: 'cancelled', code: 'client_cancelled' });
	});
});

describe('a result', () => {
	const video = { url: FILM, content_type: 'video/mp4', file_name: 'out.mp4', file_size: 3_529_986 };
	const sound = { url: 'https://cdn.example.com/out.mp3' };

	test.each<[string, object, object]>([
		['a video', { video }, { videos: [{ url: FILM, durationSeconds: undefined }] }],
		['an avatar and its length', { video, duration: 5.2 }, { videos: [{ url: FILM, durationSeconds: 5.2 }] }],
		['speech', { audio: sound }, { videos: [], sounds: [{ url: sound.url }] }],
		['a dubbed video', { video, audio: sound }, { videos: [{ url: FILM }], sounds: [{ url: sound.url }] }],
		['a voice', { voice_id: 'v-1' }, { videos: [], voices: [{ id: 'v-1', taskId: ID }] }],
	])('%s', (_, output, expected) => {
		expect(stateIn(result(answered(output)))).toMatchObject({ taskId: ID, status: 'succeeded', ...expected });
	});

	test('of another request tells nothing, whatever it holds', () => {
		for (const [content, code] of [
			[{ video }, 200],
			[{ detail: [{ type: 'missing', msg: 'x' }] }, 422],
		] as const)
			expect(result(withHeaders({ 'x-fal-request-id': OTHER }, content, code)).is).toBe('transient');
	});

	test.each<[string, unknown]>([
		['nothing of it', {}],
		['a file without an address', { video: { url: null } }],
		['an address that is none', { video: { url: 'out.mp4' } }],
		['a list', []],
		['a page', htmlPage],
	])('with %s is no success', (_, output) => {
		expect(result(answered(output)).is).toBe('transient');
		const named = result(withHeaders({ 'x-fal-request-id': ID }, output));
		if (named.is === 'state') expect(named.state).toMatchObject({ status: 'running', endedWithoutResult: true });
		else expect(named.is).toBe('transient');
	});

	const detail = (more: object) => ({ detail: [{ loc: ['body', 'start_image_url'], msg: 'too small', ...more }] });

	test("a model's refusal ends the task in its words, with field and limits", () => {
		const content = detail({ type: 'image_too_small', ctx: { min_height: 300, min_width: 300 } });
		expect(stateIn(result(answered(content, 422)))).toMatchObject({
			status: 'failed',
			code: 'image_too_small',
			words: 'start_image_url: too small (min_height 300, min_width 300)',
			nextStep: expect.stringMatching(/^Change what the message mentions/),
		});
	});

	test('more than one thing may be wrong, of which three are told', () => {
		const content = {
			detail: [1, 2, 3, 4].map((number) => ({ loc: ['body', `f${number}`], msg: 'no', type: 'missing' })),
		};
		expect(stateIn(result(answered(content, 422)))).toMatchObject({ words: 'f1: no; f2: no; f3: no' });
	});

	test.each<[string, HttpResponse, boolean]>([
		['the runner was lost', answered({ detail: 'gone', error_type: 'runner_disconnected' }, 503), true],
		['the model broke', answered(detail({ type: 'internal_server_error' }), 500), true],
		['the model gave up', answered(detail({ type: 'generation_timeout' }), 504), true],
		['content', answered(detail({ type: 'content_policy_violation' }), 422), false],
		[
			'a service below, as its header says',
			withHeaders({ 'x-fal-retryable': 'true' }, detail({ type: 'downstream_service_error' }), 400),
			true,
		],
		[
			'... by the header’s other name',
			withHeaders({ 'x-fal-needs-retry': '1' }, detail({ type: 'downstream_service_error' }), 400),
			true,
		],
		['... or not', withHeaders({ 'x-fal-retryable': 'false' }, detail({ type: 'internal_server_error' }), 500), false],
	])('whether a new task may work: %s', (_, reply, mayWork) => {
		expect(stateIn(result(reply))).toMatchObject({
			status: 'failed',
			nextStep: expect.stringMatching(mayWork ? /^Run the node again/ : /^Change what the message mentions/),
		});
	});

	test('a text in place of the list is read as well, where it is the task’s', () => {
		const reply = withHeaders({ 'x-fal-request-id': ID }, { detail: 'the upstream said no' }, 400);
		expect(stateIn(result(reply))).toMatchObject({ status: 'failed', words: 'the upstream said no' });
	});

	test.each<[string, Reply]>([
		['a page of the host', answered(htmlPage, 503)],
		['an error that names no task and no type', answered({ detail: 'oops' }, 500)],
		['silence', lost],
	])('%s is trouble of the host, and asked again', (_, reply) => {
		expect(result(reply).is).toBe('transient');
	});

	test('that is not kept any more', () => {
		expect(result(answered({ status: 'NOT_FOUND' }, 404))).toMatchObject({
			is: 'unknown',
			failure: { message: expect.stringContaining('no longer has its result') },
		});
	});

	describe('of a task whose status says that it failed', () => {
		const said = { error: 'no runner', error_type: 'startup_timeout' };

		test.each<[string, Reply]>([
			['is not kept', answered({ status: 'NOT_FOUND' }, 404)],
			['cannot be read', lost],
			['is a page', answered(htmlPage, 502)],
			['says nothing', answered({})],
		])('%s: the status counts', (_, reply) => {
			expect(stateIn(result(reply, said))).toMatchObject({
				status: 'failed',
				words: 'no runner',
				code: 'startup_timeout',
			});
		});

		test('tells more', () => {
			expect(stateIn(result(answered(detail({ type: 'file_too_large' }), 422), said))).toMatchObject({
				code: 'file_too_large',
			});
		});

		test('is there all the same: a video is a success', () => {
			expect(stateIn(result(answered({ video }), said)).status).toBe('succeeded');
		});
	});

	describe('what it cost', () => {
		const billed = (units: string, reference: TaskReference = task) => {
			const [way] = fal.statusQueries(reference, connection);
			const read = followed(way!.read(answered(completed))).read;
			return read(withHeaders({ 'x-fal-billable-units': units }, { video }));
		};
		const price = (more: object = {}) => ({
			prices: [
				{ endpoint_id: 'fal-ai/other', unit_price: 9, unit: 'seconds', currency: 'USD' },
				{ endpoint_id: ENDPOINT, unit_price: 0.1, unit: 'seconds', currency: 'USD', ...more },
			],
		});

		test('is the billed units by the price of the moment', () => {
			const { call, read } = followed(billed('7.008'));
			expect(call.url).toBe(`https://api.fal.ai/v1/models/pricing?endpoint_id=${encodeURIComponent(ENDPOINT)}`);
			expect(stateIn(read(answered(price())))).toMatchObject({ cost: { amount: 0.7008, unit: 'USD', usd: 0.7008 } });
		});

		test.each<[string, Reply]>([
			['no answer', lost],
			['a page', answered(htmlPage, 502)],
			['no row', answered({ prices: [] })],
			['another currency', answered(price({ currency: 'EUR' }))],
			['a price below nothing', answered(price({ unit_price: -1 }))],
		])('stays units where the price is not told: %s', (_, reply) => {
			const state = stateIn(followed(billed('7')).read(reply));
			expect(state).toMatchObject({ status: 'succeeded', cost: { amount: 7, unit: 'billed units' } });
		});

		test('is nothing where nothing was billed, without a question', () => {
			expect(stateIn(billed('0'))).toMatchObject({ cost: { amount: 0, unit: 'USD', usd: 0 } });
		});

		test('stays units where nobody knows the endpoint', () => {
			expect(stateIn(billed('7', { ...task, model: undefined }))).toMatchObject({ cost: { unit: 'billed units' } });
		});

		test.each(['', 'abc'])('is not told where the header is none: "%s"', (units) => {
			expect(stateIn(billed(units))).not.toHaveProperty('cost');
		});
	});
});

test.each<[string, Reply, string]>([
	['OK', answered({ status: 'OK' }), 'cancelled'],
	['asked for', answered({ status: 'CANCELLATION_REQUESTED' }, 202), 'requested'],
	['an older form', answered({ success: true }), 'requested'],
	['too late', answered({ status: 'ALREADY_COMPLETED' }, 400), 'tooLate'],
	['not known', answered({ status: 'NOT_FOUND' }, 404), 'unknown'],
	['silence', lost, 'transient'],
	['a page', answered(htmlPage), 'transient'],
	['an empty answer', answered('', 204), 'transient'],
	['a wrong key', answered({ detail: 'Invalid key credentials' }, 401), 'refused'],
])('a cancellation: %s', (_, reply, is) => {
	expect(fal.cancel!.read(reply).is).toBe(is);
});

test('a cancellation goes to where the task is, with a key of its own', () => {
	expect(fal.cancel!.calls(task, connection)).toEqual([{ method: 'PUT', url: `${AT}/cancel` }]);
	for (const apiKey of ['id:secret', ' Key id:secret\n', 'Bearer id:secret'])
		expect(fal.cancel!.headers({ apiKey })).toEqual({ Authorization: 'Key id:secret' });
});

describe('an upload', () => {
	const { images } = fal;
	if (images === 'inline' || images.takes !== 'place') throw new Error('an upload in two steps is expected');
	const file = { fileName: 'a.png', contentType: 'image/png' };
	const place = {
		is: 'place',
		url: 'https://cdn.example.com/a.png',
		putUrl: 'https://put.example.com/a?sig=1',
	} as const;

	test('keeps a place by the file’s size, for a day', () => {
		const { headers, url, body } = images.reserve({ ...file, length: 90_000_000 }, connection);
		expect(url).toBe('https://rest.fal.ai/storage/upload/initiate?storage_type=fal-cdn-v3');
		expect(JSON.parse(body!)).toEqual({ content_type: 'image/png', file_name: 'a.png' });
		expect(JSON.parse(headers!['X-Fal-Object-Lifecycle']!)).toEqual({ expiration_duration_seconds: 86_400 });
		expect(images.reserve({ ...file, length: 90_000_001 }, connection).url).toContain('/initiate-multipart?');
	});

	test('goes there by the address alone', () => {
		expect(images.put({ ...file, bytes: Buffer.from('x') }, place)).toEqual({
			method: 'PUT',
			url: place.putUrl,
			raw: { contentType: 'image/png', bytes: Buffer.from('x') },
			unsigned: true,
		});
	});

	test.each<[string, Reply, string]>([
		['both addresses', answered({ file_url: place.url, upload_url: place.putUrl }), 'place'],
		['one of them', answered({ file_url: place.url }), 'transient'],
		['an address that is none', answered({ file_url: 'a.png', upload_url: place.putUrl }), 'transient'],
		['silence', lost, 'transient'],
		['a page', answered(htmlPage, 502), 'transient'],
		['a locked account', answered({ detail: 'User is locked. Reason: TOP_UP.' }, 403), 'refused'],
		['what n8n does not send', blocked, 'refused'],
	])('a place: %s', (_, reply, is) => {
		expect(images.readPlace(reply).is).toBe(is);
	});

	test.each<[string, Reply, string]>([
		['any success', answered('', 204), 'there'],
		['silence', lost, 'transient'],
		['a server error', answered(htmlPage, 503), 'transient'],
		['a refusal', answered({ detail: 'SignatureDoesNotMatch' }, 403), 'refused'],
	])('the file: %s', (_, reply, is) => {
		expect(images.readPut(reply, place).is).toBe(is);
	});
});
