// PiAPI's history and cancellation: no page shows what they answer (piapi.md 4), so several shapes are read.
import { piapi } from '../../../../nodes/shared/backends/piapi';
import { unwrap } from '../../../../nodes/shared/errors';
import type { Reply } from '../../../../nodes/shared/http/types';
import { created, CREATED, ID } from '../../../support/piapi-task';
import { answered, htmlPage, lost } from '../../../support/replies';

const connection = { account: 'mine', apiUrl: 'https://h', uploadUrl: 'https://u', hasApiKey: true };
const pages = unwrap(piapi.listTasks!({ statuses: [] }, connection, 0));
const state = { taskId: ID, status: 'queued', createdAt: CREATED };
const other = { ...created, task_id: '2', model: 'Qubico/flux1-dev' };

test('is asked page by page, times in seconds', () => {
	expect(pages.call(undefined).url).toBe('https://h/api/open/tasks/histories?page=1&page_size=100');
	const limited = unwrap(piapi.listTasks!({ statuses: [], since: 1_500, until: 2_500 }, connection, 0));
	expect(limited.call('2').url).toBe('https://h/api/open/tasks/histories?page=2&page_size=100&start_time=1&end_time=3');
});

test.each<[string, unknown]>([
	['data.data', { code: 200, data: { data: [created], total: 1 } }],
	['data.list', { code: 200, data: { list: [created] } }],
	['data.tasks', { code: 200, data: { tasks: [created] } }],
	['data', { code: 200, data: [created] }],
	['the top', { tasks: [created] }],
	['tasks of other models beside it', { code: 200, data: { data: [other, created] } }],
	['rows that are no tasks beside it', { code: 200, data: { data: [null, {}, created] } }],
])('the list is found in %s', (_, json) => {
	expect(pages.read(answered(json), undefined)).toMatchObject({ is: 'page', page: { entries: [{ state }] } });
});

test('an empty list is a list', () => {
	expect(pages.read(answered({ code: 200, data: { data: [] } }), undefined)).toEqual({
		is: 'page',
		page: { entries: [], rows: [] },
	});
});

test('there is more where the total says so, or where it is not told and the page is full', () => {
	const full = Array.from({ length: 100 }, (_, index) => ({ ...created, task_id: String(index) }));
	const next = (data: unknown, cursor?: string) => pages.read(answered({ code: 200, data }), cursor);
	expect(next({ data: full, total: 101 })).toMatchObject({ page: { next: '2' } });
	expect(next({ data: full, total: 200 }, '2')).not.toHaveProperty('page.next');
	expect(next({ data: full })).toMatchObject({ page: { next: '2' } });
	expect(next({ data: full.slice(1) })).not.toHaveProperty('page.next');
});

test.each<[string, Reply, string]>([
	['silence', lost, 'transient'],
	['a page of a gateway', answered(htmlPage), 'transient'],
	['no list', answered({ code: 200, data: {} }), 'transient'],
	['too many requests', answered({ code: 429 }, 429), 'transient'],
	['a wrong key', answered({ code: 401, message: 'Invalid API key' }, 401), 'refused'],
])('%s is no page', (_, reply, is) => {
	expect(pages.read(reply, undefined).is).toBe(is);
});

test.each<[string, Reply, string]>([
	['the task', answered({ code: 200, data: { ...created, status: 'cancelled' } }), 'cancelled'],
	['an empty success', answered('', 204), 'cancelled'],
	['begun', answered({ code: 400, message: 'only pending tasks can be cancelled' }, 400), 'tooLate'],
	['begun, under HTTP 200', answered({ code: 400, message: 'task is processing' }), 'tooLate'],
	['unknown', answered({ code: 404, message: 'task not found' }, 404), 'unknown'],
	['a wrong key', answered({ code: 401 }, 401), 'refused'],
	['silence', lost, 'transient'],
	['a page of a gateway', answered(htmlPage, 502), 'transient'],
	['a page under HTTP 200', answered(htmlPage), 'transient'],
])('the reply to a cancellation: %s', (_, reply, is) => {
	expect(piapi.cancel!.read(reply).is).toBe(is);
});
