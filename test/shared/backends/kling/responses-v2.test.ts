// The newer standard of kling-official.md 3: every shape of GET /tasks becomes the neutral words it means.
import { kling } from '../../../../nodes/shared/backends/kling';
import type { Reply } from '../../../../nodes/shared/http/types';
import { answered } from '../../../support/replies';

const ID = '900000000000000001';
const ref = { backend: 'kling', operation: 'imageToVideo' } as const;
const connection = { account: 'mine', apiUrl: 'https://h', uploadUrl: 'https://h', hasApiKey: true };
const [newer] = kling.statusQueries({ ...ref, taskId: ID }, connection);
const readNewer = (reply: Reply) => newer!.read(reply);
const ok = (data: unknown) => answered({ code: 0, message: 'ok', request_id: 'fake-req', data });

describe('GET /tasks, the newer standard', () => {
	const entry = {
		id: ID,
		status: 'succeeded',
		message: '',
		external_id: 'demo-0001',
		create_time: 1790000000000,
		update_time: 1790000090000,
		outputs: [
			{
				type: 'video',
				id: '900000000000000002',
				url: 'https://cdn.example.com/v.mp4?Expires=1792592090',
				watermark_url: '',
				duration: '5.041',
			},
		],
		billing: [{ charge_type: 'unit', amount: '4', package_type: 'video' }],
	};
	const known = { taskId: ID, externalTaskId: 'demo-0001', createdAt: 1790000000000 };

	test('a finished task, as in section 3.2', () => {
		expect(readNewer(ok([entry]))).toEqual({
			is: 'state',
			state: {
				...known,
				word: 'succeeded',
				status: 'succeeded',
				finishedAt: 1790000090000,
				urlExpiresAt: 1792592090000,
				cost: { amount: 4, unit: 'units', usd: 0.56 },
				videos: [
					{
						id: '900000000000000002',
						url: 'https://cdn.example.com/v.mp4?Expires=1792592090',
						durationSeconds: 5.041,
					},
				],
			},
		});
	});

	test('a failed task tells its own words', () => {
		const failed = { ...entry, status: 'failed', message: 'made-up reason text', outputs: [], billing: [] };
		expect(readNewer(ok([failed]))).toEqual({
			is: 'state',
			state: { ...known, word: 'failed', status: 'failed', words: 'made-up reason text', finishedAt: 1790000090000 },
		});
	});

	test.each([
		['submitted', 'queued'],
		['processing', 'running'],
		['PROCESSING', 'running'],
		['a word of tomorrow', 'running'],
	])('%s is %s', (word, status) => {
		expect(readNewer(ok([{ ...entry, status: word, outputs: [], billing: [] }]))).toEqual({
			is: 'state',
			state: { ...known, word: word.toLowerCase(), status, cost: undefined },
		});
	});

	test('the entry that was asked for is taken out of several, by its id or by the external id', () => {
		const other = { ...entry, id: '1', external_id: 'other', status: 'failed' };
		expect(readNewer(ok([other, entry]))).toMatchObject({ state: { taskId: ID, status: 'succeeded' } });
		const [byExternal] = kling.statusQueries({ ...ref, externalTaskId: 'demo-0001' }, connection);
		expect(byExternal!.read(ok([other, entry]))).toMatchObject({ state: { taskId: ID } });
	});

	test.each([
		['an empty list', []],
		['another task only', [{ ...entry, id: '1', external_id: 'x' }]],
		['rubbish in the list', [null, 1, 'x', []]],
	])('%s: unknown', (_, data) => {
		expect(readNewer(ok(data)).is).toBe('unknown');
	});

	test('pictures and sounds among the outputs are no videos', () => {
		const outputs = [
			{ type: 'image', url: 'https://h/i.png' },
			{ type: 'audio', mp3_url: 'https://h/a.mp3' },
			...entry.outputs,
		];
		expect(readNewer(ok([{ ...entry, outputs }]))).toMatchObject({ state: { videos: [{ durationSeconds: 5.041 }] } });
		expect(readNewer(ok([{ ...entry, outputs: outputs.slice(0, 2) }]))).toMatchObject({
			state: { status: 'succeeded', videos: [], sounds: [{ url: 'https://h/a.mp3' }] },
		});
		expect(readNewer(ok([{ ...entry, outputs: outputs.slice(0, 1) }]))).toMatchObject({ state: { status: 'running' } });
	});

	test.each([
		[
			'packs',
			[
				{ charge_type: 'unit', amount: '2.4' },
				{ charge_type: 'unit', amount: '1.6' },
			],
			{ amount: 4, unit: 'units', usd: 0.56 },
		],
		[
			'dollars',
			[{ charge_type: 'cash', cash_type: 'balance', amount: '0.56', currency: 'USD', list_price: '0.56' }],
			{ amount: 0.56, unit: 'USD', usd: 0.56 },
		],
		['another currency', [{ charge_type: 'cash', amount: '3.92', currency: 'CNY' }], { amount: 3.92, unit: 'CNY' }],
	])('cost in %s', (_, billing, cost) => {
		expect(readNewer(ok([{ ...entry, billing }]))).toMatchObject({ state: { cost } });
	});
});
