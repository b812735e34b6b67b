// The legacy standard of kling-official.md 3, which creates everything: every shape becomes the neutral words it means.
import { kling } from '../../../../nodes/shared/backends/kling';
import type { Reply } from '../../../../nodes/shared/http/types';
import { answered } from '../../../support/replies';

const ID = '900000000000000001';
const ref = { backend: 'kling', operation: 'imageToVideo' } as const;
const connection = { account: 'mine', apiUrl: 'https://h', uploadUrl: 'https://h', hasApiKey: true };
const [, legacy] = kling.statusQueries({ ...ref, taskId: ID }, connection);
const readLegacy = (reply: Reply) => legacy!.read(reply);
const ok = (data: unknown) => answered({ code: 0, message: 'ok', request_id: 'fake-req', data });
const MONTH = 30 * 24 * 3600 * 1000;

describe('the answer to a create', () => {
	test.each<[string, Reply, string]>([
		[
			'legacy',
			ok({
				task_id: ID,
				task_status: 'submitted',
				task_info: { external_task_id: 'demo-0006' },
				created_at: 1,
				updated_at: 1,
			}),
			ID,
		],
		[
			'legacy without task_info, as in the multi-image seed',
			ok({ task_id: ID, task_status: 'submitted', created_at: 1722769557708, updated_at: 1722769557708 }),
			ID,
		],
		['newer', ok({ id: ID, status: 'submitted', create_time: 1, update_time: 1, external_id: 'demo-0001' }), ID],
		[
			'an id that is a long bare number',
			answered(`{"code":0,"data":{"task_id":829836802793406551,"task_status":"submitted"}}`),
			'829836802793406551',
		],
		['the code as text', answered({ code: '0', data: { task_id: ID } }), ID],
		['any message whatever: it is never tested', answered({ code: 0, message: 'failed', data: { task_id: ID } }), ID],
	])('%s', (_, reply, taskId) => {
		expect(kling.readCreation(reply)).toEqual({ is: 'accepted', taskId });
	});

	test.each<[string, unknown]>([
		['no data', { code: 0, message: 'SUCCEED' }],
		['data null', { code: 0, data: null }],
		['an empty id', { code: 0, data: { task_id: '' } }],
		['an id that is no text', { code: 0, data: { task_id: { a: 1 } } }],
	])('success without an id is unclear: %s', (_, json) => {
		expect(kling.readCreation(answered(json)).is).toBe('unclear');
	});

	test('slots full comes without data (section 3.2)', () => {
		const reply = answered(
			{ code: 1303, message: 'parallel task over resource pack limit', request_id: 'fake-req-11' },
			429,
		);
		expect(kling.readCreation(reply)).toMatchObject({
			is: 'refused',
			again: 'whenFree',
			failure: { kind: 'busy', code: '1303' },
		});
	});
});

describe('GET <create path>/{id}, the legacy standard', () => {
	const task = {
		task_id: '900000000000000001',
		task_status: 'succeed',
		task_status_msg: '',
		task_info: { external_task_id: 'demo-0006' },
		task_result: {
			videos: [
				{ id: '900000000000000011', url: 'https://cdn.example.com/a.mp4', watermark_url: '', duration: '12.27' },
			],
		},
		watermark_info: { enabled: false },
		final_unit_deduction: '4.4',
		final_balance_deduction: { quota: '0', list_price: '0' },
		created_at: 1790000000000,
		updated_at: 1790000600000,
	};
	const known = { taskId: '900000000000000001', externalTaskId: 'demo-0006', createdAt: 1790000000000 };

	test('a finished task, as in section 3.2 and the seeds', () => {
		expect(readLegacy(ok(task))).toEqual({
			is: 'state',
			state: {
				...known,
				word: 'succeed',
				status: 'succeeded',
				finishedAt: 1790000600000,
				urlExpiresAt: 1790000600000 + MONTH,
				cost: { amount: 4.4, unit: 'units', usd: 0.616 },
				videos: [{ id: '900000000000000011', url: 'https://cdn.example.com/a.mp4', durationSeconds: 12.27 }],
			},
		});
	});

	test('a watermarked file stands beside the clean one', () => {
		const videos = [{ url: 'https://h/a.mp4', watermark_url: 'https://h/wm.mp4' }];
		expect(readLegacy(ok({ ...task, task_result: { videos } }))).toMatchObject({
			state: { videos: [{ url: 'https://h/a.mp4', watermarkUrl: 'https://h/wm.mp4' }] },
		});
	});

	test('an effect has no length, and an extended video names what it was made from (sections 2.6 and 2.8)', () => {
		const videos = [{ id: 829836802793406552n.toString(), url: 'https://h/a.mp4', watermark_url: '' }];
		const parent_video = { id: '1', url: 'https://h/parent.mp4', duration: '5.041' };
		const made = readLegacy(ok({ ...task, task_info: { parent_video }, task_result: { videos } }));
		expect(made).toMatchObject({
			state: { status: 'succeeded', videos: [{ id: '829836802793406552', url: 'https://h/a.mp4' }] },
		});
		expect(JSON.stringify(made)).not.toMatch(/durationSeconds|parent/);
	});

	test('a failed task tells its own words; nothing was charged', () => {
		const failed = {
			...task,
			task_status: 'failed',
			task_status_msg: 'audio could not be read',
			task_result: {},
			final_unit_deduction: '0',
		};
		expect(readLegacy(ok(failed))).toEqual({
			is: 'state',
			state: {
				...known,
				word: 'failed',
				status: 'failed',
				words: 'audio could not be read',
				finishedAt: 1790000600000,
				cost: { amount: 0, unit: 'units', usd: 0 },
			},
		});
	});

	test.each([
		['no text', {}],
		['empty text', { task_status_msg: ' ' }],
	])('a failed task with %s says that no reason was given', (_, more) => {
		expect(readLegacy(ok({ task_id: ID, task_status: 'failed', ...more }))).toMatchObject({
			state: { status: 'failed', words: 'no reason was given' },
		});
	});

	test.each([
		['submitted', 'queued'],
		['processing', 'running'],
		['rendering', 'running'],
	])('%s is %s', (word, status) => {
		expect(readLegacy(ok({ task_id: ID, task_status: word }))).toMatchObject({ state: { word, status } });
	});

	test("either standard's success word is taken on either path", () => {
		expect(readLegacy(ok({ ...task, task_status: 'succeeded' }))).toMatchObject({ state: { status: 'succeeded' } });
	});

	test.each<[string, unknown]>([
		['an empty URL', { videos: [{ url: '' }] }],
		['no videos', { videos: [] }],
		['videos null', { videos: null }],
		['no result', undefined],
		['a URL of another kind', { videos: [{ url: 'data:video/mp4;base64,AA' }] }],
		['only a watermarked file without a clean one', { videos: [{ url: '', watermark_url: 'https://h/wm.mp4' }] }],
	])('the success word without a URL is never a success: %s', (_, task_result) => {
		expect(readLegacy(ok({ ...task, task_result }))).toMatchObject({
			is: 'state',
			state: { status: 'running', word: 'succeed' },
		});
	});

	test('a balance instead of units is told as such', () => {
		expect(
			readLegacy(
				ok({ ...task, final_unit_deduction: '0', final_balance_deduction: { quota: '0.56', list_price: '0.56' } }),
			),
		).toMatchObject({
			state: { cost: { amount: 0.56, unit: 'balance' } },
		});
	});

	test('a list is read like an object, its first task counts', () => {
		expect(readLegacy(ok([task]))).toMatchObject({ state: { taskId: '900000000000000001' } });
		expect(readLegacy(ok([])).is).toBe('unknown');
	});

	test.each([
		['no data', undefined],
		['data null', null],
		['data without an id', { task_status: 'succeed' }],
		['data that is text', 'x'],
	])('%s is trouble', (_, data) => {
		expect(readLegacy(ok(data)).is).toBe('transient');
	});
});

test('a task is asked for by its id or by the external id, newer path first; access keys know the legacy path only', () => {
	const urls = (how: { taskId: string } | { externalTaskId: string }, hasApiKey: boolean) =>
		kling
			.statusQueries({ ...ref, ...how }, { ...connection, hasApiKey })
			.map(({ call }) => `${call.method} ${call.url}`);
	expect(urls({ taskId: 'a/b' }, true)).toEqual([
		'GET https://h/tasks?task_ids=a%2Fb',
		'GET https://h/v1/videos/image2video/a%2Fb',
	]);
	expect(urls({ externalTaskId: 'n8n-1' }, true)).toEqual([
		'GET https://h/tasks?external_task_ids=n8n-1',
		'GET https://h/v1/videos/image2video/n8n-1',
	]);
	expect(urls({ taskId: 't' }, false)).toEqual(['GET https://h/v1/videos/image2video/t']);
});
