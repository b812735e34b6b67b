/** The simulated fal takes, refuses and loses what the real one does (fal.md 14). */
import { call, clock, picture, simulatorAt } from '../testbed';
import type { Reply } from '../testbed';
import type { Simulator } from '../index';
import { fixtures } from '../fixtures';

const time = clock();
let simulator: Simulator;
const image = 'https://example.com/first.png';
const V3 = 'fal-ai/kling-video/v3/standard/text-to-video';
const input = { prompt: 'A paper boat', duration: '5', aspect_ratio: '16:9', generate_audio: false };

beforeEach(async () => {
	simulator = await simulatorAt(time);
	simulator.publicFiles.set(image, await picture('png'));
});
afterEach(async () => simulator.close());

const auth = () => ({ authorization: `Key ${simulator.fal.apiKey}` });
const create = async (body: unknown = input, id = V3, query = '', headers = {}): Promise<Reply> =>
	call('POST', `${simulator.fal.url}/${id}${query}`, { ...auth(), ...headers }, body);
const get = async (url: string): Promise<Reply> => call('GET', url, auth());
const platform = async (path: string): Promise<Reply> => get(`${simulator.fal.platformUrl}${path}`);
const LIST = `/models/requests/by-endpoint?endpoint_id=${V3}&expand=payloads`;

/** The result when it is over. */
async function resultOf(made: Reply): Promise<{ status: Reply; result: Reply; headers: Headers }> {
	time.forward(71_000);
	const response = await fetch(made.body.response_url, { headers: auth() });
	return {
		status: await get(made.body.status_url),
		result: { status: response.status, body: await response.json() },
		headers: response.headers,
	};
}

test('a task waits, runs and succeeds; its addresses are those of the app', async () => {
	const made = await create();
	const id = made.body.request_id;
	const base = `${simulator.fal.url}/fal-ai/kling-video/requests/${id}`;
	expect(made).toEqual({
		status: 200,
		body: {
			request_id: id,
			status: 'IN_QUEUE',
			queue_position: 0,
			response_url: base,
			status_url: `${base}/status`,
			cancel_url: `${base}/cancel`,
			gateway_request_id: id,
		},
	});
	expect(await get(made.body.status_url)).toMatchObject({
		status: 202,
		body: { status: 'IN_QUEUE', queue_position: 0 },
	});
	expect(await get(base)).toMatchObject({ status: 400 });
	time.forward(10_000);
	expect(await get(`${base}/status?logs=1`)).toMatchObject({
		status: 202,
		body: { status: 'IN_PROGRESS', logs: [expect.any(Object)] },
	});
	const { status, result, headers } = await resultOf(made);
	expect(status).toMatchObject({ status: 200, body: { status: 'COMPLETED', logs: null } });
	expect(status.body).not.toHaveProperty('error');
	expect(result).toEqual({
		status: 200,
		body: { video: { url: expect.any(String), content_type: 'video/mp4', file_name: 'out.mp4', file_size: null } },
	});
	expect(headers.get('x-fal-billable-units')).toBe('5');
	expect(headers.get('x-fal-request-id')).toBe(id);
	for (const alias of [`${base}/response`, `${simulator.fal.url}/${V3}/requests/${id}`]) {
		expect((await get(alias)).status).toBe(200);
	}
	expect((await get(`${simulator.fal.url}/kling/v4/requests/${id}/status`)).body).toEqual({ status: 'NOT_FOUND' });
});

test.each([
	['Bearer', () => `Bearer ${simulator.fal.apiKey}`],
	['no prefix', () => simulator.fal.apiKey],
	['another key', () => 'Key other'],
])('%s is not let in anywhere', async (_, authorization) => {
	const headers = { authorization: authorization() };
	expect(await call('POST', `${simulator.fal.url}/${V3}`, headers, input)).toEqual({
		status: 401,
		body: { detail: 'Invalid key credentials' },
	});
	expect(await call('GET', `${simulator.fal.platformUrl}${LIST}`, headers)).toMatchObject({
		status: 401,
		body: { error: { type: 'authorization_error' } },
	});
});

test.each([
	['a number for a text', { ...input, duration: 5 }, 'string_type', ['body', 'duration']],
	['a value that is not offered', { ...input, duration: '16' }, 'one_of', ['body', 'duration']],
	['prompt and shots', { ...input, multi_prompt: [{ prompt: 'A' }] }, 'value_error', ['body', 'multi_prompt']],
	['neither of both', { duration: '5' }, 'value_error', ['body', 'prompt']],
	['too large a number', { ...input, cfg_scale: 2 }, 'less_than_equal', ['body', 'cfg_scale']],
])('%s is accepted, queued, and fails at the result', async (_, body, type, loc) => {
	const made = await create(body);
	expect(made.status).toBe(200);
	const { status, result, headers } = await resultOf(made);
	expect(status).toMatchObject({
		status: 200,
		body: { status: 'COMPLETED', error: 'Invalid status code: 422', error_type: type },
	});
	expect(result).toMatchObject({ status: 422, body: { detail: [{ type, loc }] } });
	expect(headers.get('x-fal-billable-units')).toBe('0');
	expect(headers.get('x-fal-error-type')).toBe(type);
	expect(simulator.ledger[0]?.cost).toEqual({ amount: 0, unit: 'USD' });
});

test('an unknown field is let be; an unknown app is not found', async () => {
	const made = await create({ ...input, seed: 7 });
	expect((await resultOf(made)).result.status).toBe(200);
	expect((await create(input, 'fal-ai/other/v1')).status).toBe(404);
});

test.each([
	['nothing', 'https://example.com/none.png', 'file_download_error'],
	['a data: URI', 'data:image/png;base64,AAAA', 'file_download_error'],
	['a tiny picture', 'https://example.com/tiny.png', 'image_too_small'],
	['a webp', 'https://example.com/a.webp', 'unsupported_image_format'],
])('a model that finds %s fails', async (_, url, type) => {
	simulator.publicFiles.set('https://example.com/tiny.png', await picture('png', 200, 200));
	simulator.publicFiles.set('https://example.com/a.webp', await picture('webp'));
	const made = await create({ prompt: 'A', start_image_url: url }, 'fal-ai/kling-video/v3/pro/image-to-video');
	const { result } = await resultOf(made);
	expect(result).toMatchObject({
		status: 422,
		body: { detail: [{ type, loc: ['body', 'start_image_url'], input: url }] },
	});
});

test('4.0 counts in whole numbers and has an app of its own', async () => {
	const made = await create({ prompt: 'A', duration: 7, resolution: '1080p' }, 'kling/v4/text-to-video');
	expect(made.body.status_url).toBe(`${simulator.fal.url}/kling/v4/requests/${made.body.request_id}/status`);
	expect((await resultOf(made)).headers.get('x-fal-billable-units')).toBe(
		String(Math.round((7 * 0.235 * 1e6) / 0.157) / 1e6),
	);
	const text = await create({ prompt: 'A', duration: '7' }, 'kling/v4/text-to-video');
	expect((await resultOf(text)).result.body.detail[0].type).toBe('integer_type');
});

test('sound is on where nothing is said on 3.0, and off on o3', async () => {
	await create({ prompt: 'A' });
	await create({ prompt: 'A' }, 'fal-ai/kling-video/o3/standard/text-to-video');
	expect(simulator.ledger.map(({ price }) => price.amount)).toEqual([0.63, 0.42]);
});

test('two run at once and the others wait, however many there are', async () => {
	const made = [];
	for (let count = 0; count < 4; count++) made.push(await create());
	expect(made.map(({ body }) => body.queue_position)).toEqual([0, 1, 2, 3]);
	time.forward(10_001);
	const words = await Promise.all(made.map(async ({ body }) => (await get(body.status_url)).body.status));
	expect(words).toEqual(['IN_PROGRESS', 'IN_PROGRESS', 'IN_QUEUE', 'IN_QUEUE']);
	time.forward(60_000);
	expect((await get(made[3]!.body.status_url)).body.status).toBe('IN_PROGRESS');
	expect((await create(input, V3, '?fal_max_queue_length=0')).status).toBe(200);
	expect((await create(input, V3, '?fal_max_queue_length=0')).status).toBe(429);
});

test('a locked account creates nothing and uploads nothing, and still reads', async () => {
	const made = await create();
	simulator.fal.credits = 0.1;
	expect(await create()).toMatchObject({
		status: 403,
		body: { detail: expect.stringMatching(/^User is locked\. Reason: Exhausted balance/) },
	});
	simulator.fal.credits = 10;
	simulator.fal.locked = true;
	expect((await create()).body.detail).toMatch(/Admin lock/);
	expect((await initiate()).status).toBe(403);
	expect((await get(made.body.status_url)).status).toBe(202);
	expect((await platform(`/models/pricing?endpoint_id=${V3}`)).status).toBe(200);
});

test('a waiting task is removed, a running one goes on, a finished one cannot be cancelled', async () => {
	const put = async (made: Reply) => call('PUT', made.body.cancel_url, auth());
	const [first, second] = [await create(), await create()];
	expect(await put(second)).toEqual({ status: 200, body: { status: 'OK' } });
	expect(await get(second.body.status_url)).toEqual({ status: 404, body: { status: 'NOT_FOUND' } });
	expect((await put(second)).status).toBe(404);
	simulator.fal.cancelledAs = 'completed';
	expect((await get(second.body.status_url)).body).toMatchObject({
		status: 'COMPLETED',
		error_type: 'client_cancelled',
	});
	time.forward(10_000);
	expect(await put(first)).toEqual({ status: 202, body: { status: 'CANCELLATION_REQUESTED' } });
	expect((await resultOf(first)).result.status).toBe(200);
	expect(await put(first)).toEqual({ status: 400, body: { status: 'ALREADY_COMPLETED' } });
});

test('the list shows what runs and what is over, with what was sent', async () => {
	const made = await create();
	expect((await platform(LIST)).body.items).toEqual([]);
	simulator.fal.listsQueued = true;
	expect((await platform(LIST)).body.items).toHaveLength(1);
	simulator.fal.listsQueued = false;
	time.forward(10_000);
	expect((await platform(LIST)).body.items).toMatchObject([
		{ request_id: made.body.request_id, ended_at: null, status_code: null, json_input: input },
	]);
	await resultOf(made);
	expect((await platform(`${LIST}&status=success`)).body.items).toMatchObject([
		{ endpoint_id: V3, status_code: 200, duration: 60, json_output: { video: expect.any(Object) } },
	]);
	expect((await platform(`${LIST}&status=error`)).body.items).toEqual([]);
	const [{ sent_at: sentAt }] = (await platform(LIST)).body.items;
	expect((await platform(`${LIST}&end=${sentAt}`)).body.items).toEqual([]);
	expect((await platform('/models/requests/by-endpoint')).status).toBe(400);
});

test('the list comes in pages', async () => {
	simulator.fal.listsQueued = true;
	for (let count = 0; count < 3; count++) await create();
	const first = (await platform(`${LIST}&limit=2`)).body;
	expect(first).toMatchObject({ has_more: true, next_cursor: expect.any(String) });
	const second = (await platform(`${LIST}&limit=2&cursor=${first.next_cursor}`)).body;
	expect([first.items.length, second.items.length, second.has_more]).toEqual([2, 1, false]);
});

test('prices are told for what is known, in any order', async () => {
	const { body } = await platform(`/models/pricing?endpoint_id=${V3},fal-ai/none/at/all,kling/v4/text-to-video`);
	expect(body.prices).toEqual([
		{ endpoint_id: 'kling/v4/text-to-video', unit_price: 0.157, unit: 'seconds', currency: 'USD' },
		{ endpoint_id: V3, unit_price: 0.084, unit: 'seconds', currency: 'USD' },
	]);
	const estimate = await call('POST', `${simulator.fal.platformUrl}/models/pricing/estimate`, auth(), {
		estimate_type: 'unit_price',
		endpoints: { [V3]: { unit_quantity: 10 } },
	});
	expect(estimate.body).toEqual({ estimate_type: 'unit_price', total_cost: 0.84, currency: 'USD' });
});

test('without stored payloads a result lives an hour, and nothing of it is listed', async () => {
	const made = await create(input, V3, '', { 'x-fal-store-io': '0' });
	await resultOf(made);
	expect((await platform(LIST)).body.items[0]).not.toHaveProperty('json_input');
	time.forward(3_600_001);
	expect((await get(made.body.response_url)).status).toBe(404);
});

test('a result file lives as long as was asked for, and takes no key', async () => {
	const preference = JSON.stringify({ expiration_duration_seconds: 3_600 });
	const made = await create(input, V3, '', { 'x-fal-object-lifecycle-preference': preference });
	const { url } = (await resultOf(made)).result.body.video;
	expect((await fetch(url)).status).toBe(200);
	expect((await fetch(url, { headers: auth() })).status).toBe(400);
	time.forward(3_600_000);
	expect((await fetch(url)).status).toBe(404);
});

async function initiate(type = 'image/png', path = 'initiate', headers = {}): Promise<Reply> {
	const url = `${simulator.fal.uploadUrl}/storage/upload/${path}?storage_type=fal-cdn-v3`;
	return call('POST', url, { ...auth(), ...headers }, { content_type: type, file_name: 'demo.png' });
}
const put = async (url: string, body: Buffer, headers: Record<string, string> = {}) =>
	fetch(url, { method: 'PUT', body: new Uint8Array(body), headers });

test('a file goes to its place without the key, with the type that was announced', async () => {
	const bytes = await picture('png');
	const { body } = await initiate();
	expect((await put(body.upload_url, bytes, { ...auth(), 'content-type': 'image/png' })).status).toBe(400);
	expect((await put(body.upload_url, bytes, { 'content-type': 'image/jpeg' })).status).toBe(403);
	expect((await fetch(body.file_url)).status).toBe(404);
	expect((await put(body.upload_url, bytes, { 'content-type': 'image/png' })).status).toBe(200);
	expect(Buffer.from(await (await fetch(body.file_url)).arrayBuffer())).toEqual(bytes);
	const made = await create(
		{ prompt: 'A', start_image_url: body.file_url },
		'fal-ai/kling-video/v3/pro/image-to-video',
	);
	expect((await resultOf(made)).result.status).toBe(200);
});

test('a file expires as its header says', async () => {
	const { body } = await initiate('image/png', 'initiate', {
		'x-fal-object-lifecycle': '{"expiration_duration_seconds":60}',
	});
	await put(body.upload_url, await picture('png'), { 'content-type': 'image/png' });
	time.forward(60_000);
	expect((await fetch(body.file_url)).status).toBe(404);
});

test('a large file comes in parts, each told by its etag', async () => {
	const { body } = await initiate('video/mp4', 'initiate-multipart');
	const { origin, pathname, search } = new URL(body.upload_url);
	const parts = [Buffer.alloc(10 * 1024 * 1024, 1), Buffer.from('end')];
	const told = [];
	for (const [index, part] of parts.entries()) {
		told.push(await (await put(`${origin}${pathname}/${index + 1}${search}`, part)).json());
	}
	const finish = async (list: unknown) => call('POST', `${origin}${pathname}/complete${search}`, {}, { parts: list });
	expect((await finish([{ ...(told[0] as object), etag: 'other' }, told[1]])).status).toBe(400);
	expect((await finish(told.slice(0, 1))).status).toBe(400);
	expect((await put(body.upload_url, parts[1]!, { 'content-type': 'video/mp4' })).status).toBe(400);
	expect((await finish(told)).status).toBe(200);
	const kept = Buffer.from(await (await fetch(body.file_url)).arrayBuffer());
	expect(kept.equals(Buffer.concat(parts))).toBe(true);
});

test('avatars, sounds and voices have outputs of their own', async () => {
	const { portrait: film, mp3: recording } = fixtures;
	simulator.publicFiles.set('https://example.com/film.mp4', film.bytes);
	simulator.publicFiles.set('https://example.com/voice.mp3', recording.bytes);
	const made = [
		await create(
			{ image_url: image, audio_url: 'https://example.com/voice.mp3' },
			'fal-ai/kling-video/ai-avatar/v2/pro',
		),
		await create({ text: 'Good morning', voice_id: 'AOT' }, 'fal-ai/kling-video/v1/tts'),
		await create({ video_url: 'https://example.com/film.mp4' }, 'fal-ai/kling-video/video-to-audio'),
		await create({ voice_url: 'https://example.com/voice.mp3' }, 'fal-ai/kling-video/create-voice'),
	];
	time.forward(200_000);
	const outputs = await Promise.all(made.map(async ({ body }) => (await get(body.response_url)).body));
	expect(outputs).toMatchObject([
		{ video: {}, duration: expect.any(Number) },
		{ audio: {} },
		{ video: {}, audio: {} },
		// Three seconds are too short for a voice.
		{ detail: [{ type: 'audio_duration_too_short' }] },
	]);
});
