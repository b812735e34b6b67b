/** The simulated Kie refuses what the real one refuses, and lives as it does. */
import { call, clock, picture, simulatorAt } from '../testbed';
import type { Reply } from '../testbed';
import type { Simulator } from '../index';

const time = clock();
let simulator: Simulator;
/** The seed's own prompt. */
const seedPrompt = [
	'In a bright rehearsal room, sunlight streams through the window, and a standing ',
	'microphone is placed in the center of the room. [Campus band female lead singer] ',
	'stands in front of the microphone with her eyes closed, while the other members ',
	'stand around her. [Campus band female lead singer, full voice] leads: "I will ',
	'try to fix you, with all my heart and soul..." The background is an a cappella ',
	'harmony, and the camera slowly circles around the band members.',
].join('');
const image = 'https://static.aiquickdraw.com/tools/example/1764851002741_i0lEiI8I.png';

beforeEach(async () => {
	simulator = await simulatorAt(time);
	simulator.publicFiles.set(image, await picture('png'));
	time.forward(20_000);
});
afterEach(async () => simulator.close());

const browser = { 'user-agent': 'Mozilla/5.0 test' };
const auth = () => ({ authorization: `Bearer ${simulator.kie.apiKey}` });

async function post(body: unknown): Promise<Reply> {
	return call('POST', `${simulator.kie.url}/api/v1/jobs/createTask`, auth(), body);
}
const create26 = async (change: Record<string, unknown> = {}) =>
	post({
		model: 'kling-2.6/image-to-video',
		input: { prompt: 'A boat', image_urls: [image], sound: false, duration: '5', ...change },
	});
const create30 = async (change: Record<string, unknown> = {}) =>
	post({
		model: 'kling-3.0/video',
		input: {
			prompt: 'A boat',
			image_urls: [image],
			sound: false,
			duration: '5',
			mode: 'pro',
			multi_shots: false,
			...change,
		},
	});
async function record(taskId: unknown): Promise<Reply> {
	return call('GET', `${simulator.kie.url}/api/v1/jobs/recordInfo?taskId=${taskId}`, auth());
}

test("the seed's example is accepted, unknown at first, and then lives to success", async () => {
	const made = await post({
		model: 'kling-2.6/image-to-video',
		callBackUrl: 'https://your-domain.com/api/callback',
		input: {
			prompt: seedPrompt,
			image_urls: [image],
			sound: false,
			duration: '5',
		},
	});
	expect(made).toEqual({
		status: 200,
		body: { code: 200, msg: 'success', data: { taskId: expect.any(String) } },
	});
	const { taskId } = made.body.data;
	expect(await record(taskId)).toEqual({
		status: 200,
		body: { code: 422, msg: 'recordInfo is null', data: null },
	});
	const seen: string[] = [];
	for (const step of [2_000, 5_000, 3_000, 59_999]) {
		time.forward(step);
		seen.push((await record(taskId)).body.data.state);
	}
	expect(seen).toEqual(['waiting', 'queuing', 'generating', 'generating']);
	time.forward(1);
	const { data } = (await record(taskId)).body;
	expect(data).toMatchObject({ state: 'success', failCode: '', creditsConsumed: 70 });
	const [url] = JSON.parse(data.resultJson).resultUrls;
	const video = await fetch(url, { headers: browser });
	expect(Buffer.from(await video.arrayBuffer())).toEqual(simulator.resultBytes(taskId));
	expect((await fetch(url)).status).toBe(403);
	expect(simulator.kie.credits).toBe(100_000 - 70);
});

test.each<[string, () => Promise<Reply>, number, string]>([
	['a number as duration', async () => create26({ duration: 5 }), 500, 'duration it must be a string'],
	['no sound', async () => create26({ sound: undefined }), 422, 'sound cannot be empty'],
	['no multi_shots', async () => create30({ multi_shots: undefined }), 422, 'multi_shots cannot be empty'],
	['no mode', async () => create30({ mode: undefined }), 500, 'This field is required'],
	['4k in small letters', async () => create30({ mode: '4k' }), 500, 'mode is not within the range of allowed options'],
	[
		'a data: URL',
		async () => create26({ image_urls: ['data:image/png;base64,AA'] }),
		422,
		'image_urls must be a valid URL',
	],
	[
		'a last frame on 2.6',
		async () => create26({ image_urls: [image, image] }),
		422,
		'image_urls must NOT have more than 1 items',
	],
	['cfg_scale', async () => create26({ cfg_scale: 0.5 }), 422, 'cfg_scale is not an allowed field'],
	[
		'a prompt over 1000 on 2.6',
		async () => create26({ prompt: 'x'.repeat(1001) }),
		422,
		'prompt must NOT have more than 1000 characters',
	],
	[
		'an unknown model',
		async () => post({ model: 'kling/none', input: {} }),
		422,
		'The model kling/none is not supported',
	],
	['no task id', async () => record(''), 400, 'taskId cannot be empty'],
])('refuses %s with HTTP 200 and the code in the body', async (_what, ask, code, msg) => {
	expect(await ask()).toEqual({ status: 200, body: { code, msg } });
	expect(simulator.ledger).toHaveLength(0);
});

test('kling-3.0/video takes a first and a last frame, and multiple shots', async () => {
	expect((await create30({ image_urls: [image, image], duration: '15' })).body.code).toBe(200);
	const shots = {
		prompt: '',
		multi_shots: true,
		duration: '6',
		multi_prompt: [
			{ prompt: 'The dog wakes @element_dog', duration: 3 },
			{ prompt: 'It runs @element_dog', duration: 3 },
		],
		kling_elements: [{ name: 'element_dog', description: 'dog', element_input_urls: [image, image] }],
	};
	expect((await create30(shots)).body.code).toBe(200);
	const text = { image_urls: undefined, aspect_ratio: '16:9' };
	expect((await create30(text)).body.code).toBe(200);
});

test('media that cannot be used fail later and cost nothing', async () => {
	simulator.publicFiles.set('https://example.com/a.webp', await picture('webp'));
	const cases = [
		['https://example.com/missing.png', '500', 'Image fetch failed'],
		['https://example.com/a.webp', '400', 'Image fetch failed: unsupported image format webp'],
	] as const;
	for (const [url, failCode, failMsg] of cases) {
		const made = await create26({ image_urls: [url] });
		time.forward(70_000);
		const { data } = (await record(made.body.data.taskId)).body;
		expect(data).toMatchObject({ state: 'fail', failCode, failMsg, creditsConsumed: 0 });
	}
});

test('a wrong key, an empty account and the 21st create in 10 s are told apart by code', async () => {
	const url = `${simulator.kie.url}/api/v1/chat/credit`;
	expect(await call('GET', url, auth())).toEqual({
		status: 200,
		body: { code: 200, msg: 'success', data: 100_000 },
	});
	expect(await call('GET', url, { authorization: 'Bearer no' })).toEqual({
		status: 200,
		body: { code: 401, msg: 'You do not have access permissions' },
	});
	const codes = await Promise.all(Array.from({ length: 21 }, async () => (await create26()).body.code));
	expect(codes.filter((code) => code === 429)).toHaveLength(1);
	time.forward(10_000);
	simulator.kie.credits = 69;
	expect((await create26()).body.code).toBe(402);
});

describe('upload', () => {
	const send = async (path: string, init: RequestInit, host = simulator.kie.uploadUrl) =>
		fetch(`${host}${path}`, { method: 'POST', ...init });
	const json = async (path: string, body: unknown) =>
		(
			await send(path, {
				headers: { ...auth(), ...browser, 'content-type': 'application/json' },
				body: JSON.stringify(body),
			})
		).json();

	test('a stream upload yields a URL that createTask can use', async () => {
		const form = new FormData();
		const bytes = await picture('jpeg');
		form.set('file', new File([new Uint8Array(bytes)], 'a.jpg', { type: 'image/jpeg' }));
		form.set('uploadPath', 'images/n8n');
		form.set('fileName', 'demo-1.jpg');
		const reply = await send('/api/file-stream-upload', {
			headers: { ...auth(), ...browser },
			body: form,
		});
		const { data, ...rest } = JSON.parse(await reply.text());
		expect(rest).toEqual({ success: true, code: 200, msg: 'File uploaded successfully' });
		expect(data).toMatchObject({
			fileName: 'demo-1.jpg',
			filePath: 'images/n8n/demo-1.jpg',
			fileSize: bytes.length,
			mimeType: 'image/jpeg',
		});
		await create26({ image_urls: [data.downloadUrl] });
		expect(simulator.ledger[0]?.media[0]).toMatchObject({ format: 'jpeg', content: bytes });
		const file = await fetch(data.downloadUrl, { headers: browser });
		expect(Buffer.from(await file.arrayBuffer())).toEqual(bytes);
		time.forward(3 * 24 * 3600 * 1000);
		expect((await fetch(data.downloadUrl, { headers: browser })).status).toBe(404);
	});

	test('base64 is taken with and without a prefix, and a URL is fetched', async () => {
		const base64 = (await picture('png')).toString('base64');
		for (const data of [base64, `data:image/png;base64,${base64}`]) {
			const reply = await json('/api/file-base64-upload', { base64Data: data, uploadPath: 'a' });
			expect(reply).toMatchObject({ success: true });
		}
		const fetched = await json('/api/file-url-upload', { fileUrl: image, uploadPath: 'a' });
		expect(fetched).toMatchObject({ success: true });
	});

	test('failures are HTTP 200 with success:false', async () => {
		expect(await json('/api/file-base64-upload', { base64Data: 'AAAA' })).toEqual({
			success: false,
			code: 400,
			msg: 'Missing required parameter: uploadPath',
		});
		const slash = await json('/api/file-base64-upload', { base64Data: 'AAAA', uploadPath: '/a' });
		expect(slash).toMatchObject({ success: false, code: 400 });
		const key = await send('/api/file-base64-upload', { headers: browser });
		expect([key.status, await key.json()]).toMatchObject([200, { success: false, code: 401 }]);
	});

	test('a client that looks like a program gets 403, the API host knows no uploads', async () => {
		const bot = await send('/api/file-base64-upload', { headers: auth() });
		expect(bot.status).toBe(403);
		const wrong = await send('/api/file-base64-upload', { headers: auth() }, simulator.kie.url);
		expect(wrong.status).toBe(404);
	});
});
