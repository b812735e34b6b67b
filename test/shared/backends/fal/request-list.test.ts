// fal.ai's list of requests (fal.md 5.2): what Get Many Tasks and the search for a lost create ask it, and what it says.
import { fal } from '../../../../nodes/shared/backends/fal';
import { unwrap } from '../../../../nodes/shared/errors';
import type { Reply } from '../../../../nodes/shared/http/types';
import { answered, htmlPage, lost } from '../../../support/replies';

const ID = '00000000-0000-4000-8000-000000000001';
const ENDPOINT = 'fal-ai/kling-video/v3/standard/text-to-video';
const NOW = Date.UTC(2026, 10, 2);
const connection = {
	account: 'mine',
	apiUrl: 'https://queue.fal.run',
	uploadUrl: 'https://rest.fal.ai',
	platformUrl: 'https://api.fal.ai/v1',
	hasApiKey: true,
};
/** fal.md 5.2. */
const row = {
	request_id: ID,
	endpoint_id: ENDPOINT,
	sent_at: '2026-11-01T10:00:01Z',
	started_at: '2026-11-01T10:00:05Z',
	ended_at: '2026-11-01T10:01:38Z',
	status_code: 200,
	duration: 93.4,
	json_input: { prompt: 'A paper boat' },
	json_output: { video: { url: 'https://cdn.example.com/files/out.mp4' } },
};
const page = (...items: unknown[]) => answered({ items, next_cursor: null, has_more: false });

const listed = (filter: Parameters<NonNullable<typeof fal.listTasks>>[0]) =>
	unwrap(fal.listTasks!(filter, connection, NOW));
const queryOf = (url: string) => new URL(url).searchParams;

describe('tasks', () => {
	test('of all endpoints are asked for, fifty at a time, over thirty days', () => {
		const pages = listed({ statuses: [] });
		const query = queryOf(pages.call(undefined).url);
		expect(query.get('endpoint_id')!.split(',')).toHaveLength(50);
		expect(query.get('start')).toBe('2026-10-03T00:00:00.000Z');
		expect(Object.fromEntries([...query].filter(([name]) => !['endpoint_id', 'start'].includes(name)))).toEqual({
			limit: '100',
			expand: 'payloads',
		});
	});

	test('of one operation, between two times', () => {
		const pages = listed({ statuses: [], madeBy: 'createVoice', since: NOW - 1_000, until: NOW });
		const query = queryOf(pages.call(undefined).url);
		expect(query.get('endpoint_id')).toBe('fal-ai/kling-video/create-voice');
		expect([query.get('start'), query.get('end')]).toEqual(['2026-11-01T23:59:59.000Z', '2026-11-02T00:00:00.000Z']);
	});

	test('of an operation that fal does not have are none', () => {
		expect(fal.listTasks!({ statuses: [], madeBy: 'createElement' }, connection, NOW)).toMatchObject({
			failure: { kind: 'input' },
		});
	});

	test.each<[string, object, object]>([
		['finished', {}, { status: 'succeeded', videos: [{ url: 'https://cdn.example.com/files/out.mp4' }] }],
		['at work', { ended_at: null, status_code: null, json_output: null }, { status: 'running' }],
		[
			'refused',
			{ status_code: 422, json_output: { detail: [{ loc: ['body', 'prompt'], msg: 'required', type: 'missing' }] } },
			{ status: 'failed', code: 'missing', words: 'prompt: required' },
		],
		['broken', { status_code: 500, json_output: null }, { status: 'failed', code: '500' }],
		[
			'taken back',
			{ status_code: 499, json_output: { detail: 'cancelled', error_type: 'client_cancelled' } },
			{ status: 'failed', word: 'cancelled' },
		],
		['finished, but nothing of it is kept', { json_output: null }, { status: 'running', endedWithoutResult: true }],
	])('that have %s', (_, more, state) => {
		const answer = listed({ statuses: [] }).read(page({ ...row, ...more }), undefined);
		expect(answer).toMatchObject({
			is: 'page',
			page: {
				rows: [`0:${ID}`, 'end of 0'],
				entries: [
					{
						operation: 'textToVideo',
						model: ENDPOINT,
						state: { taskId: ID, createdAt: Date.UTC(2026, 10, 1, 10, 0, 1), ...state },
					},
				],
			},
		});
	});

	test('rows that are none are left out, but counted', () => {
		const answer = listed({ statuses: [] }).read(page(null, {}, row), undefined);
		expect(answer).toMatchObject({
			is: 'page',
			page: { rows: ['0:', '0:', `0:${ID}`, 'end of 0'], entries: [{ state: { taskId: ID } }] },
		});
	});

	test('go on where the page says so', () => {
		const pages = listed({ statuses: [], madeBy: 'createVoice' });
		const next = (more: object) => pages.read(answered({ items: [row], ...more }), undefined);
		expect(next({ next_cursor: 'c/1', has_more: true })).toMatchObject({ page: { next: '0:c/1' } });
		expect(queryOf(pages.call('0:c/1').url).get('cursor')).toBe('c/1');
		for (const more of [
			{ next_cursor: 'c', has_more: false },
			{ next_cursor: null, has_more: true },
		])
			expect(next(more)).not.toHaveProperty('page.next');
	});
});

test.each<[string, Reply, string]>([
	['silence', lost, 'transient'],
	['a page of a gateway', answered(htmlPage), 'transient'],
	['no list', answered({ items: null }), 'transient'],
	['too many requests', answered({ error: { type: 'rate_limited', message: 'slow' } }, 429), 'transient'],
	['a key without the scope', answered({ error: { type: 'authorization_error', message: 'no' } }, 403), 'refused'],
])('%s is no page', (_, reply, is) => {
	expect(listed({ statuses: [] }).read(reply, undefined).is).toBe(is);
});

describe('what was sent to an endpoint', () => {
	const pages = fal.requestLog!.list(
		`https://queue.fal.run/${ENDPOINT}`,
		{ since: NOW - 120_000, until: NOW + 120_000 },
		connection,
	);

	test('is asked for by the address of the create, around its time', () => {
		const query = queryOf(pages.call(undefined).url);
		expect(Object.fromEntries(query)).toEqual({
			endpoint_id: ENDPOINT,
			start: '2026-11-01T23:58:00.000Z',
			end: '2026-11-02T00:02:00.000Z',
			limit: '100',
			expand: 'payloads',
		});
	});

	test('is told with id, time and body; what tells no time is no help', () => {
		const answer = pages.read(page(row, { ...row, sent_at: 'soon' }, { ...row, json_input: undefined }), undefined);
		const sentAt = Date.UTC(2026, 10, 1, 10, 0, 1);
		expect(answer).toMatchObject({
			page: {
				entries: [
					{ taskId: ID, sentAt, body: { prompt: 'A paper boat' } },
					{ taskId: ID, sentAt, body: undefined },
				],
			},
		});
	});
});
