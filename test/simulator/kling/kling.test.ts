/** The simulated official API refuses what the real one refuses, and lives as it does. */
import { call, clock, jwt, picture, simulatorAt } from '../testbed';
import type { Reply } from '../testbed';
import type { Simulator } from '../index';

const time = clock();
let simulator: Simulator;
let png = '';

beforeAll(async () => {
	png = (await picture('png')).toString('base64');
});
beforeEach(async () => {
	simulator = await simulatorAt(time);
});
afterEach(async () => simulator.close());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function create(change: Record<string, unknown> = {}): Promise<Reply> {
	const body = {
		model_name: 'kling-v2-6',
		image: png,
		prompt: 'A paper boat',
		duration: '5',
		...change,
	};
	const url = `${simulator.kling.url}/v1/videos/image2video`;
	return call('POST', url, bearer(simulator.kling.apiKey), body);
}

async function get(path: string, token = simulator.kling.apiKey): Promise<Reply> {
	return call('GET', `${simulator.kling.url}${path}`, bearer(token));
}

const anyId = expect.any(String) as unknown;

describe('image2video', () => {
	test('a task goes from submitted over processing to succeed, and is charged then', async () => {
		const made = await create({ external_task_id: 'mine-1', callback_url: '' });
		const id = String(made.body.data.task_id);
		expect(made.body).toEqual({
			code: 0,
			message: 'SUCCEED',
			request_id: anyId,
			data: {
				task_id: id,
				task_status: 'submitted',
				task_info: { external_task_id: 'mine-1' },
				created_at: time.now(),
				updated_at: time.now(),
			},
		});
		expect(Number(id) > Number.MAX_SAFE_INTEGER).toBe(true);
		time.forward(10_000);
		const running = await get(`/v1/videos/image2video/mine-1`);
		expect(running.body.data.task_status).toBe('processing');
		expect(simulator.kling.credits).toBe(10_000);
		time.forward(60_000);
		const { data } = (await get(`/v1/videos/image2video/${id}`)).body;
		expect(data).toMatchObject({
			task_status: 'succeed',
			task_result: { videos: [{ watermark_url: '', duration: '5.041' }] },
			final_unit_deduction: '1.5',
		});
		expect(simulator.kling.credits).toBe(9_998.5);
		expect(simulator.ledger[0]).toMatchObject({
			taskId: id,
			externalTaskId: 'mine-1',
			state: 'succeeded',
			cost: { amount: 1.5, unit: 'units' },
			media: [{ field: 'image', how: 'base64', format: 'png', width: 400, height: 320 }],
		});
		const inNewShape = (await get(`/tasks?external_task_ids=mine-1,unknown`)).body.data;
		expect(inNewShape).toEqual([
			{
				id,
				status: 'succeeded',
				message: '',
				external_id: 'mine-1',
				create_time: data.created_at,
				update_time: data.updated_at,
				outputs: [{ type: 'video', ...data.task_result.videos[0] }],
				billing: [{ charge_type: 'unit', amount: '1.5', package_type: 'video' }],
			},
		]);
	});

	test.each<[string, Record<string, unknown>, number, number, RegExp]>([
		['a retired model', { model_name: 'kling-v1-6' }, 400, 1201, /discontinued/],
		['no model_name: the default is retired', { model_name: '' }, 400, 1201, /discontinued/],
		['an unknown model', { model_name: 'kling-v9' }, 404, 1203, /not supported/],
		['a number as duration', { duration: 5 }, 400, 1201, /duration/],
		['a duration the model lacks', { duration: '7' }, 400, 1201, /duration/],
		['an unknown field', { aspect_ratio: '16:9' }, 400, 1201, /aspect_ratio/],
		['cfg_scale', { cfg_scale: 0.5 }, 400, 1201, /cfg_scale/],
		['4k on 2.6', { mode: '4k' }, 400, 1201, /mode/],
		['sound on in std', { sound: 'on' }, 400, 1201, /sound/],
		['a last frame in std', { image_tail: 'x' }, 400, 1201, /image_tail/],
		['only a last frame', { image: undefined, image_tail: 'x' }, 400, 1201, /image/],
		['multi_shot on 2.6', { multi_shot: true }, 400, 1201, /multi_shot/],
		['an empty prompt', { prompt: ' ' }, 400, 1201, /prompt/],
		['a prompt over 2500', { prompt: 'x'.repeat(2501) }, 400, 1201, /prompt/],
		['text that is no base64', { image: '!!' }, 400, 1201, /base64/],
		['base64 of no image', { image: 'AAAAAAAA' }, 400, 1201, /decoded/],
		['an unreachable URL', { image: 'https://example.com/a.png' }, 400, 1201, /download/],
	])('refuses %s', async (_what, change, status, code, words) => {
		const { status: http, body } = await create(change);
		expect({ http, ...body }).toEqual({
			http: status,
			code,
			message: expect.stringMatching(words),
			request_id: anyId,
		});
		expect(simulator.ledger).toHaveLength(0);
		expect(simulator.requests[0]?.refusal).toMatch(words);
	});

	test.each<[string, Record<string, unknown>]>([
		['kling-v3 in 4k for 15 seconds', { model_name: 'kling-v3', mode: '4k', duration: '15' }],
		['sound on in pro', { mode: 'pro', sound: 'on' }],
		['a negative prompt', { negative_prompt: 'blur' }],
		['a watermark', { watermark_info: { enabled: true } }],
		['kling-v2-5-turbo', { model_name: 'kling-v2-5-turbo', mode: 'pro' }],
		[
			'shots that add up',
			{
				model_name: 'kling-v3',
				prompt: undefined,
				multi_shot: true,
				shot_type: 'customize',
				multi_prompt: [
					{ index: 1, prompt: 'one', duration: '2' },
					{ index: 2, prompt: 'two', duration: '3' },
				],
			},
		],
	])('accepts %s', async (_what, change) => {
		expect((await create(change)).body.code).toBe(0);
	});

	test('looks at the pixels of every image', async () => {
		const jpeg = await picture('jpeg', 1200, 900);
		const cases: Array<[Buffer | string, RegExp]> = [
			[`data:image/png;base64,${png}`, /data: prefix/],
			[await picture('webp'), /format webp/],
			[await picture('png', 299, 400), /too small/],
			[await picture('png', 1000, 399), /ratio/],
			[jpeg.subarray(0, jpeg.length / 2), /decoded/],
			[Buffer.concat([await picture('png'), Buffer.alloc(10 * 1024 * 1024)]), /size/],
		];
		for (const [image, words] of cases) {
			const text = typeof image === 'string' ? image : image.toString('base64');
			const { status, body } = await create({ image: text });
			expect([status, body.code, body.message]).toEqual([400, 1201, expect.stringMatching(words)]);
		}
		simulator.publicFiles.set('http://photos.example.com/a.jpg', jpeg);
		const made = await create({
			mode: 'pro',
			image: 'http://photos.example.com/a.jpg',
			image_tail: png,
		});
		expect(made.body.code).toBe(0);
		expect(simulator.ledger[0]?.media.map(({ field, how, format }) => [field, how, format])).toEqual([
			['image', 'url', 'jpeg'],
			['image_tail', 'base64', 'png'],
		]);
	});

	test('an external id is taken once', async () => {
		await create({ external_task_id: 'same' });
		const again = await create({ external_task_id: 'same' });
		expect([again.status, again.body.code]).toEqual([400, 1201]);
		expect(again.body.message).toMatch(/already exists/);
		expect(simulator.ledger).toHaveLength(1);
	});

	test('full slots and an empty account are both HTTP 429', async () => {
		simulator.kling.slots = 1;
		await create();
		const full = await create();
		expect(full.status).toBe(429);
		expect(full.body).toEqual({ code: 1303, message: expect.any(String), request_id: anyId });
		expect((await create({ model_name: 'kling-v3' })).body.code).toBe(0);
		time.forward(70_000);
		simulator.kling.credits = 1;
		const poor = await create();
		expect([poor.status, poor.body.code, poor.body.message]).toEqual([429, 1102, 'Account balance not enough']);
	});

	test('a failed task tells its reason and costs nothing', async () => {
		simulator.setLife({ outcome: 'fail', reason: 'content moderation' }, 'kling');
		const id = String((await create()).body.data.task_id);
		time.forward(70_000);
		expect((await get(`/v1/videos/image2video/${id}`)).body.data).toMatchObject({
			task_status: 'failed',
			task_status_msg: 'content moderation',
			final_unit_deduction: '0',
		});
		expect(simulator.kling.credits).toBe(10_000);
	});
});

describe('reading', () => {
	test('unknown tasks: legacy says 1201, the new standard an empty list', async () => {
		const legacy = await get('/v1/videos/image2video/123');
		expect([legacy.status, legacy.body.code]).toEqual([400, 1201]);
		expect((await get('/tasks?task_ids=0')).body).toMatchObject({ code: 0, data: [] });
	});

	test('the list has pages, newest first', async () => {
		const first = String((await create()).body.data.task_id);
		await create();
		const page = await get('/v1/videos/image2video?pageNum=2&pageSize=1');
		expect(page.body.data.map((task: { task_id: string }) => task.task_id)).toEqual([first]);
		expect((await get('/v1/videos/image2video?pageSize=501')).body.code).toBe(1201);
	});

	test.each([
		['21 ids', `task_ids=${Array(21).fill('1').join(',')}`],
		['both parameters', 'task_ids=1&external_task_ids=2'],
		['neither', ''],
	])('the batch query refuses %s', async (_what, query) => {
		const { status, body } = await get(`/tasks?${query}`);
		expect([status, body.code]).toEqual([400, 1201]);
	});

	test('account costs come in a double envelope', async () => {
		const path = `/account/costs?start_time=${time.now() - 1000}&end_time=${time.now()}`;
		expect((await get(path)).body.data).toMatchObject({ code: 0, msg: expect.any(String) });
		simulator.kling.credits = 0;
		expect((await get(path)).body.data).not.toHaveProperty('resource_pack_subscribe_infos');
	});
});

describe('authentication', () => {
	const now = Math.floor(time.now() / 1000) + 200;
	const token = (exp: number, nbf: number, secret = simulator.kling.secretKey) =>
		jwt(simulator.kling.accessKey, secret, exp, nbf);

	test.each<[string, () => string, string, number, number]>([
		['a fresh JWT on a legacy path', () => token(now + 1800, now - 9999), '/v1/videos/image2video', 200, 0],
		['a JWT on /tasks', () => token(now + 1800, now - 9999), '/tasks?task_ids=0', 401, 1002],
		['a JWT not valid yet', () => token(now + 1800, now + 9999), '/v1/videos/image2video', 401, 1003],
		['an expired JWT', () => token(now - 9999, now - 9999), '/v1/videos/image2video', 401, 1004],
		['a wrong signature', () => token(now + 1800, now - 9999, 'no'), '/v1/videos/image2video', 401, 1002],
		['an unknown API key', () => 'api-key-kling-other', '/v1/videos/image2video', 401, 1002],
		['a malformed key', () => 'what', '/v1/videos/image2video', 401, 1002],
	])('%s', async (_what, given, path, status, code) => {
		const reply = await get(path, given());
		expect([reply.status, reply.body.code]).toEqual([status, code]);
	});

	test('a missing header is 1001', async () => {
		const reply = await call('GET', `${simulator.kling.url}/v1/videos/image2video`, {});
		expect([reply.status, reply.body]).toEqual([
			401,
			{ code: 1001, message: 'Authorization is empty', request_id: anyId },
		]);
	});

	test('a wrong method is 1202, a wrong path 1203, both HTTP 404', async () => {
		const headers = bearer(simulator.kling.apiKey);
		const method = await call('DELETE', `${simulator.kling.url}/v1/videos/image2video`, headers);
		const path = await get('/v1/videos/nothing');
		expect([method.status, method.body.code]).toEqual([404, 1202]);
		expect([path.status, path.body.code]).toEqual([404, 1203]);
	});
});
