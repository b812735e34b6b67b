/** The simulated PiAPI refuses what the real one refuses, and lives as it does. */
import { call, clock, picture, simulatorAt } from '../testbed';
import type { Reply } from '../testbed';
import type { Simulator } from '../index';

const time = clock();
let simulator: Simulator;
const image = 'https://example.com/first.png';

beforeEach(async () => {
	simulator = await simulatorAt(time);
	simulator.publicFiles.set(image, await picture('png'));
});
afterEach(async () => simulator.close());

const auth = () => ({ 'x-api-key': simulator.piapi.apiKey });
const task = (id: unknown = '') => `${simulator.piapi.url}/api/v1/task${id === '' ? '' : `/${id}`}`;

async function create(change: Record<string, unknown> = {}): Promise<Reply> {
	const input = {
		prompt: 'A boat',
		image_url: image,
		duration: 5,
		mode: 'std',
		version: '2.6',
		...change,
	};
	const body = { model: 'kling', task_type: 'video_generation', input };
	return call('POST', task(), auth(), body);
}
const read = async (made: Reply) => (await call('GET', task(made.body.data.task_id), auth())).body.data;

test('the vendor example is answered pending, with zero dates and a hold', async () => {
	const body = {
		model: 'kling',
		task_type: 'video_generation',
		input: { prompt: 'A paper boat', image_url: image, duration: 5, mode: 'std', version: '2.6' },
		config: {
			service_mode: 'public',
			webhook_config: { endpoint: 'https://example.com/hook', secret: 'demo-secret' },
		},
	};
	expect(await call('POST', task(), auth(), body)).toEqual({
		status: 200,
		body: {
			code: 200,
			message: 'success',
			data: {
				task_id: expect.any(String),
				...body,
				status: 'pending',
				output: { type: '', status: 0, works: null },
				meta: {
					created_at: new Date(time.now()).toISOString().replace('Z', '000000Z'),
					started_at: '0001-01-01T00:00:00Z',
					ended_at: '0001-01-01T00:00:00Z',
					usage: { type: 'point', frozen: 2_000_000, consume: 0 },
					is_using_private_pool: false,
				},
				detail: null,
				logs: null,
				error: { code: 0, raw_message: '', message: '', detail: null },
			},
		},
	});
});

test('1.x to 2.6 end in works with two files, 3.0 in a plain URL', async () => {
	const older = await create();
	const newer = await create({ version: '3.0', duration: 3 });
	time.forward(10_000);
	expect([(await read(older)).status, (await read(newer)).output]).toEqual(['processing', { video: '' }]);
	time.forward(60_000);
	const done = await read(older);
	expect(done).toMatchObject({
		status: 'completed',
		meta: { usage: { frozen: 0, consume: 2_000_000 } },
	});
	const { video } = done.output.works[0];
	expect(done.output.video_url).toBe(video.resource_without_watermark);
	const files = await Promise.all(
		[video.resource_without_watermark, video.resource].map(async (url: string) =>
			Buffer.from(await (await fetch(url)).arrayBuffer()),
		),
	);
	expect(files[0]).toEqual(simulator.resultBytes(older.body.data.task_id));
	expect(files[1]).not.toEqual(files[0]);
	expect((await read(newer)).output).toEqual({ video: expect.stringMatching(/^http.*\.mp4$/) });
	expect(simulator.piapi.credits).toBe(10_000_000_000 - 2_000_000 - 3_000_000);
});

test("a data: URI is accepted and fails some 4 s later with the seed's error", async () => {
	const bytes = await picture('png', 512, 512);
	const made = await create({ image_url: `data:image/png;base64,${bytes.toString('base64')}` });
	expect(made.body.data.status).toBe('pending');
	time.forward(4_000);
	expect((await read(made)).status).not.toBe('failed');
	time.forward(500);
	const { status, output, error, meta } = await read(made);
	expect({ status, output, error, consume: meta.usage.consume }).toEqual({
		status: 'failed',
		output: { type: '', status: 0, works: null },
		error: {
			code: 10000,
			raw_message: 'create generation task: upload image: unsupported image format ',
			message: 'task failed',
			detail: null,
		},
		consume: 0,
	});
	expect(simulator.ledger[0]?.media[0]).toMatchObject({ how: 'dataUrl', width: 512 });
});

test.each<[string, () => Promise<Buffer | undefined>, RegExp]>([
	['nothing', async () => undefined, /failed to download/],
	['a webp', async () => picture('webp'), /unsupported image format/],
	['300 pixels', async () => picture('png', 300, 400), /too small/],
	['no picture', async () => Buffer.from('no'), /decoded/],
])('an address with %s behind it fails with error 10000', async (_what, bytes, words) => {
	const content = await bytes();
	const url = 'https://example.com/bad.png';
	if (content) simulator.publicFiles.set(url, content);
	const made = await create({ image_url: url });
	time.forward(5_000);
	expect((await read(made)).error).toMatchObject({
		code: 10000,
		raw_message: expect.stringMatching(words),
	});
});

test.each<[string, Record<string, unknown>, RegExp]>([
	['a text as duration', { duration: '5' }, /cannot unmarshal string .* of type int/],
	['a text as cfg_scale', { cfg_scale: '0.5' }, /cannot unmarshal string .* of type float64/],
	['a number as version', { version: 2.6 }, /cannot unmarshal number .* of type string/],
	['an unknown version', { version: '2.7' }, /version/],
	['a duration the version lacks', { duration: 7 }, /duration/],
	['a mode the version lacks', { version: '2.1-master' }, /mode/],
	['audio in std', { enable_audio: true }, /enable_audio/],
	['audio on 2.5', { version: '2.5', enable_audio: false }, /enable_audio/],
	['elements but on 1.6', { elements: [{ image_url: image }] }, /elements/],
	['cfg_scale on 3.0', { version: '3.0', cfg_scale: 0.5 }, /cfg_scale/],
	['a last frame alone', { image_url: null, image_tail_url: image }, /image_tail_url/],
	['an unknown field', { image: image }, /image/],
])('refuses %s with HTTP 400', async (_what, change, words) => {
	expect(await create(change)).toEqual({
		status: 400,
		body: { code: 400, message: expect.stringMatching(words) },
	});
	expect(simulator.ledger).toHaveLength(0);
});

test('3.0 with shots needs neither prompt nor duration', async () => {
	const change = {
		version: '3.0',
		prompt: undefined,
		duration: undefined,
		enable_audio: true,
		prefer_multi_shots: true,
		multi_shots: [
			{ prompt: 'A dog runs', duration: 3 },
			{ prompt: 'It stops', duration: 2 },
		],
	};
	expect((await create(change)).status).toBe(200);
});

test('only x-api-key opens, and no credit and no free slot are told by HTTP', async () => {
	const url = `${simulator.piapi.url}/account/info`;
	const bearer = { authorization: `Bearer ${simulator.piapi.apiKey}` };
	expect((await call('GET', url, bearer)).status).toBe(401);
	expect((await call('GET', url, auth())).body.data).toMatchObject({ equivalent_in_usd: 1000 });
	simulator.piapi.slots = 1;
	await create();
	expect((await create()).status).toBe(429);
	time.forward(70_000);
	simulator.piapi.credits = 1;
	expect((await create()).status).toBe(402);
});

test('a pending task can be cancelled, a running one cannot; both stand in the history', async () => {
	const first = await create();
	const second = await create();
	const cancelled = await call('DELETE', task(first.body.data.task_id), auth());
	expect(cancelled.body.data.status).toBe('cancelled');
	time.forward(10_000);
	expect((await call('DELETE', task(second.body.data.task_id), auth())).status).toBe(400);
	const url = `${simulator.piapi.url}/api/open/tasks/histories?page=1&page_size=100&model=kling`;
	expect((await call('GET', url, auth())).body.data).toMatchObject({ total: 2 });
	expect(simulator.ledger.map(({ state }) => state)).toEqual(['cancelled', 'running']);
	expect(simulator.paid()).toHaveLength(1);
});

describe('upload', () => {
	const send = async (body: unknown, key = simulator.piapi.apiKey) =>
		call('POST', `${simulator.piapi.uploadUrl}/api/ephemeral_resource`, { 'x-api-key': key }, body);

	test('yields a URL that a task can use', async () => {
		const file_data = (await picture('jpeg')).toString('base64');
		const reply = await send({ file_name: 'a.JPG', file_data });
		expect(reply.body).toEqual({
			code: 200,
			message: 'success',
			data: { url: expect.any(String) },
		});
		await create({ image_url: reply.body.data.url });
		expect(simulator.ledger[0]?.media[0]).toMatchObject({ how: 'url', format: 'jpeg' });
		expect(simulator.ledger[0]?.media[0]).not.toHaveProperty('problem');
	});

	test.each([
		['an extension it does not know', { file_name: 'a.gif', file_data: 'AAAA' }],
		['a prefix of another type', { file_name: 'a.png', file_data: 'data:image/jpeg;base64,AAAA' }],
		['text that is no base64', { file_name: 'a.png', file_data: '???' }],
		['a name over 128', { file_name: `${'x'.repeat(128)}.png`, file_data: 'AAAA' }],
		['over 10 MB', { file_name: 'a.png', file_data: 'AAAA'.repeat(3_600_000) }],
	])('refuses %s', async (_what, body) => {
		expect(await send(body)).toMatchObject({ status: 400 });
	});

	test('is not for the free plan', async () => {
		const reply = await send({ file_name: 'a.png', file_data: 'AAAA' }, simulator.piapi.freePlanApiKey);
		expect(reply).toEqual({ status: 403, body: { code: 403, message: 'Insufficient plan level' } });
	});
});
