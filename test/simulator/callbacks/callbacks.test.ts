/** Callbacks: when each service calls, what it says, how it signs, and what it does when nobody takes it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSimulator } from '../index';
import type { Simulator, SimulatorOptions } from '../index';
import { call, clock, picture } from '../testbed';
import { kieHeaders, klingHeaders } from './sign';

const time = clock();
let simulator: Simulator;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let image = '';

const life = { queuedMs: 10_000, runningMs: 60_000 };
const open = async (options: SimulatorOptions = {}) => {
	simulator = await startSimulator({ now: time.now, life, ...options });
	image = simulator.files.publish('photo.png', await picture('png'), 'image/png');
};

beforeEach(async () => {
	receiver = await startReceiver();
});
afterEach(async () => {
	await simulator.close();
	await receiver.close();
});

interface Call {
	method?: string;
	url?: string;
	headers: Record<string, unknown>;
	text: string;
}

/** A web server that takes calls, after refusing as many as it is told to. */
async function startReceiver() {
	const calls: Call[] = [];
	const state = { refusals: 0 };
	const server = createServer((request, response) => {
		let text = '';
		request.on('data', (chunk: Buffer) => (text += chunk.toString()));
		request.on('end', () => {
			calls.push({ method: request.method, url: request.url, headers: request.headers, text });
			response.statusCode = state.refusals-- > 0 ? 409 : 200;
			response.end();
		});
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?signature=abc`;
	const close = async () => await new Promise((closed) => server.close(closed));
	return { url, calls, state, close };
}

const pause = async (ms: number) => await new Promise((passed) => setTimeout(passed, ms));

/** Turns the clock and waits until so many calls have come; a few more looks would show one too many. */
async function after(ms: number, count: number): Promise<Call[]> {
	time.forward(ms);
	for (let look = 0; look < 200 && receiver.calls.length < count; look += 1) await pause(10);
	await pause(80);
	expect(receiver.calls).toHaveLength(count);
	return receiver.calls;
}

const said = (one: Call | undefined) => JSON.parse(one?.text ?? '');

async function klingLegacy(): Promise<string> {
	const body = { model_name: 'kling-v2-6', image, prompt: 'A boat', callback_url: receiver.url };
	const headers = { authorization: `Bearer ${simulator.kling.apiKey}` };
	return (await call('POST', `${simulator.kling.url}/v1/videos/image2video`, headers, body)).body.data.task_id;
}

async function klingNewer(): Promise<string> {
	const options = { callback_url: receiver.url, external_task_id: 'mine' };
	const headers = { authorization: `Bearer ${simulator.kling.apiKey}` };
	const url = `${simulator.kling.url}/text-to-video/kling-3.0-turbo`;
	return (await call('POST', url, headers, { prompt: 'A boat', options })).body.data.id;
}

async function kie(): Promise<string> {
	const input = { prompt: 'A boat', image_urls: [image], sound: false, duration: '5' };
	const body = { model: 'kling-2.6/image-to-video', callBackUrl: receiver.url, input };
	const headers = { authorization: `Bearer ${simulator.kie.apiKey}` };
	return (await call('POST', `${simulator.kie.url}/api/v1/jobs/createTask`, headers, body)).body.data.taskId;
}

async function piapi(secret = ''): Promise<string> {
	const input = { prompt: 'A boat', image_url: image, duration: 5, version: '2.6', mode: 'pro' };
	const config = { webhook_config: { endpoint: receiver.url, secret } };
	const body = { model: 'kling', task_type: 'video_generation', input, config };
	const headers = { 'x-api-key': simulator.piapi.apiKey };
	return (await call('POST', `${simulator.piapi.url}/api/v1/task`, headers, body)).body.data.task_id;
}

test('Kling calls at every change of the status, in the legacy shape without an envelope', async () => {
	await open();
	const id = await klingLegacy();
	const [running] = await after(10_000, 1);
	expect(said(running)).toMatchObject({ task_id: id, task_status: 'processing', task_result: {} });
	const [, done] = await after(60_000, 2);
	expect(done).toMatchObject({ method: 'POST', url: '/hook?signature=abc' });
	expect(done?.headers['webhook-id']).toBeUndefined();
	const { task_result: result, ...rest } = said(done);
	expect(rest).toMatchObject({ task_id: id, task_status: 'succeed', final_unit_deduction: '1.5' });
	expect(rest).not.toHaveProperty('watermark_info');
	expect(Object.keys(result.videos[0])).toEqual(['id', 'url', 'duration']);
});

test('Kling says it in the newer shape where the task was made in it', async () => {
	await open();
	const id = await klingNewer();
	const [running, done] = await after(70_000, 2);
	expect(said(running)).toMatchObject({ id, status: 'processing', outputs: [] });
	expect(said(done)).toMatchObject({ id, status: 'succeeded', external_id: 'mine', outputs: [{ type: 'video' }] });
});

test("Kling's signature is that of its own example", () => {
	const rawBody =
		'{"id":"1234567890","status":"succeeded","message":"","create_time":1781080778802,"update_time":1781080794151}';
	const secret = 'whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=';
	expect(klingHeaders(secret, '9876543210', 1781080794, rawBody)).toEqual({
		'webhook-id': '9876543210',
		'webhook-timestamp': '1781080794',
		'webhook-signature': 'v1,UsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4=',
	});
});

test('with secrets Kling signs the body, Kie the id and the time', async () => {
	const secrets = { kling: 'whsec_dGVzdHNlY3JldA==', kie: 'demo-hmac-key' };
	await open({ callbackSecrets: secrets, life: { queuedMs: 0, runningMs: 0 } });
	await klingLegacy();
	const [signed] = await after(0, 1);
	const id = String(signed?.headers['webhook-id']);
	const at = Math.floor(time.now() / 1000);
	expect(signed?.headers).toMatchObject(klingHeaders(secrets.kling, id, at, signed?.text ?? ''));
	const taskId = await kie();
	const [, hashed] = await after(0, 2);
	const { 'X-Webhook-Timestamp': timestamp, 'X-Webhook-Signature': signature } = kieHeaders(secrets.kie, taskId, at);
	expect(hashed?.headers).toMatchObject({ 'x-webhook-timestamp': timestamp, 'x-webhook-signature': signature });
});

test("Kie's signature is that of kie.md", () => {
	const signature = 'yRi4Lk1v4hTUlnLjfzRHclfYXcpq1c7w30UqadjQhvI=';
	const made = kieHeaders('demo-hmac-key', 'task_demo_0001', 1700000000);
	expect(made).toEqual({ 'X-Webhook-Timestamp': '1700000000', 'X-Webhook-Signature': signature });
});

test('Kie calls at the end only, with its other names for the cost', async () => {
	await open();
	const taskId = await kie();
	await after(69_000, 0);
	const [done] = await after(1_000, 1);
	expect(said(done)).toMatchObject({
		code: 200,
		msg: 'Playground task completed successfully.',
		data: { taskId, state: 'success', consumeCredits: 70, remainedCredits: 99_930 },
	});
	expect(said(done).data).not.toHaveProperty('creditsConsumed');
});

test('Kie calls a failure 501', async () => {
	await open({ life: { ...life, outcome: 'fail', reason: 'Internal server error' } });
	const taskId = await kie();
	const [failed] = await after(70_000, 1);
	expect(said(failed)).toMatchObject({
		code: 501,
		msg: 'Playground task failed.',
		data: { taskId, state: 'fail', failCode: '500', failMsg: 'Internal server error', consumeCredits: 0 },
	});
});

test('PiAPI calls with the task as a query shows it, and the secret as it is', async () => {
	await open();
	const id = await piapi('demo-secret');
	const [done] = await after(70_000, 1);
	expect(said(done)).toMatchObject({
		timestamp: Math.floor(time.now() / 1000),
		data: { task_id: id, status: 'completed' },
	});
	expect(done?.headers['x-webhook-secret']).toBe('demo-secret');
});

test('Kie and PiAPI repeat a call that is refused, three times, with the same words', async () => {
	await open();
	receiver.state.refusals = Infinity;
	await piapi();
	await after(70_000, 1);
	await after(4_900, 1);
	await after(100, 2);
	await after(5_000, 3);
	await after(5_000, 4);
	const all = await after(60_000, 4);
	expect(new Set(all.map(({ text }) => text)).size).toBe(1);
	expect(simulator.callbacks.map(({ attempt, status }) => [attempt, status])).toEqual([
		[1, 409],
		[2, 409],
		[3, 409],
		[4, 409],
	]);
});

test('a call that was taken is not repeated', async () => {
	await open();
	receiver.state.refusals = 1;
	await kie();
	await after(70_000, 1);
	await after(5_000, 2);
	await after(60_000, 2);
});

test('Kling never repeats a call', async () => {
	await open();
	receiver.state.refusals = 2;
	await klingLegacy();
	await after(70_000, 2);
	await after(60_000, 2);
});

test('a task that was cancelled is not reported', async () => {
	await open();
	const id = await piapi();
	await call('DELETE', `${simulator.piapi.url}/api/v1/task/${id}`, { 'x-api-key': simulator.piapi.apiKey });
	await after(200_000, 0);
});

test('an address beyond this machine is never called', async () => {
	await open();
	const input = { prompt: 'A boat', image_urls: [image], sound: false, duration: '5' };
	const body = { model: 'kling-2.6/image-to-video', callBackUrl: 'https://example.com/hook', input };
	const headers = { authorization: `Bearer ${simulator.kie.apiKey}` };
	await call('POST', `${simulator.kie.url}/api/v1/jobs/createTask`, headers, body);
	await after(70_000, 0);
	expect(simulator.callbacks).toEqual([]);
});
