// What the form says reaches the backend as its own page spells it, and what a model cannot do is named, never dropped.
import type { IDataObject } from 'n8n-workflow';
import {
	BACKENDS,
	byExpression,
	imageToVideo,
	onlyJson,
	openTestHost,
	photo,
	photoItem,
	type TestHost,
} from '../support/test-host';
import { storedFile } from '../support/run-node';

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost();
});
afterEach(async () => await host.close());

const bodyOf = (index = 0) => host.simulator.ledger[index]!.body as IDataObject & { input: IDataObject };
const picked = (value: string) => ({ __rl: true, mode: 'list', value });
const typed = (value: string) => ({ __rl: true, mode: 'id', value });

test('Kling 3.0 on the official API: last frame, sound and 4K', async () => {
	const item = {
		...(await photoItem()),
		binary: {
			data: await storedFile(await photo(), 'a.png', 'image/png'),
			end: await storedFile(await photo({ format: 'jpeg' }), 'b.jpg', 'image/jpeg'),
		},
	};
	const form = {
		klingImageToVideoModel: picked('kling-v3'),
		lastFrameSource: 'binary',
		lastFrameField: 'end',
		duration: 7,
		quality: '4k',
		sound: true,
		options: { negativePrompt: 'blur', callbackUrl: 'https://example.com/hook' },
	};
	onlyJson(await host.run(imageToVideo('kling', form), { items: [item] }));
	const { image, image_tail, external_task_id, ...rest } = bodyOf();
	expect(rest).toEqual({
		model_name: 'kling-v3',
		prompt: 'The boat drifts down the street',
		negative_prompt: 'blur',
		duration: '7',
		mode: '4k',
		sound: 'on',
		multi_shot: false,
		callback_url: 'https://example.com/hook',
	});
	expect(String(image)).toMatch(/^iVBORw0KGgo/);
	expect(String(image_tail)).toMatch(/^\/9j\//);
	expect(external_task_id).toMatch(/^n8n-/);
});

test('Kling 3.0 on Kie.ai: two pictures in one list, in order', async () => {
	const form = {
		kieImageToVideoModel: picked('kling-3.0/video'),
		lastFrameSource: 'base64',
		lastFrameBase64: (await photo({ format: 'jpeg' })).toString('base64'),
		quality: '1080p',
		options: { callbackUrl: 'https://example.com/hook' },
	};
	onlyJson(await host.run(imageToVideo('kie', form)));
	const { input, ...rest } = bodyOf();
	expect(rest).toEqual({ model: 'kling-3.0/video', callBackUrl: 'https://example.com/hook' });
	expect(input).toMatchObject({ sound: false, duration: '5', mode: 'pro', multi_shots: false });
	expect(host.simulator.ledger[0]!.media.map(({ format }) => format)).toEqual(['png', 'jpeg']);
});

test('Kling 3.0 on PiAPI: numbers as numbers, the version always sent', async () => {
	onlyJson(await host.run(imageToVideo('piapi', { piapiImageToVideoModel: picked('3.0'), duration: 9, sound: true })));
	const { input, ...rest } = bodyOf();
	expect(rest).toEqual({ model: 'kling', task_type: 'video_generation' });
	expect(input).toEqual({
		version: '3.0',
		prompt: 'The boat drifts down the street',
		duration: 9,
		mode: 'std',
		enable_audio: true,
		image_url: expect.stringMatching(/^http/) as unknown,
	});
});

test('a model that this node does not know is sent as typed, with the spelling of the one it behaves like', async () => {
	const form = {
		kieImageToVideoModel: typed('kling/v2-1-pro'),
		kieImageToVideoBehavesLike: 'kling/v2-5-turbo-image-to-video-pro',
	};
	const json = onlyJson(await host.run(imageToVideo('kie', form)));
	const { model, input } = bodyOf();
	expect(model).toBe('kling/v2-1-pro');
	expect(input).toEqual({
		prompt: 'The boat drifts down the street',
		duration: '5',
		image_url: expect.stringMatching(/^http/) as unknown,
	});
	expect(json.warnings).toEqual([
		"Model 'kling/v2-1-pro' was reported retired on 2026-09-15, so Kie.ai may reject it",
		"Model 'kling/v2-1-pro' is not in the node's list, so it was treated as 'kling/v2-5-turbo-image-to-video-pro'",
	]);
});

test('a model by expression: what any model can take is kept, as the editor shows the fields of the one it names', async () => {
	const shots = { row: ['leaves', 'arrives'].map((prompt) => ({ prompt: `The boat ${prompt}`, duration: 3 })) };
	const given = { klingImageToVideoModel: typed('={{ $json.model }}'), duration: 6, options: { shots } };
	const items = await Promise.all(
		['kling-v3', 'kling-v2-5-turbo'].map(async (model) => await photoItem(undefined, { model })),
	);
	const { outputs } = await host.run(imageToVideo('kling', given), {
		items,
		settings: { onError: 'continueRegularOutput' },
	});
	expect(host.simulator.ledger).toHaveLength(1);
	expect(host.simulator.ledger[0]!.body).toMatchObject({ model_name: 'kling-v3', multi_shot: true });
	expect(outputs[0]!.map(({ json }) => json.message)).toEqual([
		undefined,
		expect.stringContaining("'Duration (Seconds)'"),
	]);
});

test('additional fields are merged in last, and null takes a field away', async () => {
	const options = { additionalBody: '{"sound":null,"watermark_info":{"enabled":true}}' };
	const json = onlyJson(await host.run(imageToVideo('kling', { options })));
	const { image, external_task_id, ...rest } = bodyOf();
	expect(rest).toEqual({
		model_name: 'kling-v2-6',
		prompt: 'The boat drifts down the street',
		duration: '5',
		mode: 'std',
		watermark_info: { enabled: true },
	});
	expect([typeof image, typeof external_task_id]).toEqual(['string', 'string']);
	expect(json.warnings).toEqual(["'Additional Body Fields' was merged into the request: sound, watermark_info"]);
});

test('an id with spaces around it is still known', async () => {
	expect(onlyJson(await host.run(imageToVideo('piapi', { piapiImageToVideoModel: typed(' 3.0 ') }))).warnings).toEqual(
		[],
	);
});

test('the workflow may name the backend: each item goes its own way, and what does not fit is named', async () => {
	const items = await Promise.all(BACKENDS.map(async (backend) => await photoItem(undefined, { backend })));
	const form = imageToVideo('kling', { ...byExpression('={{ $json.backend }}'), quality: '1080p', duration: 10 });
	const { outputs, error } = await host.run(form, { items });
	expect(error).toBeUndefined();
	expect(outputs[0]!.map(({ json }) => json.backend)).toEqual(BACKENDS);
	expect(host.simulator.ledger.map(({ backend }) => backend).sort()).toEqual([...BACKENDS].sort());
	expect(outputs[0]!.map(({ json }) => json.warnings)).toEqual([
		[],
		["'Quality' was ignored: Kling 2.6 on Kie.ai does not have this setting"],
		[],
		[],
	]);
});

test('a last frame that the model does not take is named, not dropped in silence', async () => {
	const form = imageToVideo('kie', {
		...byExpression('={{ "kie" }}'),
		lastFrameSource: 'binary',
		lastFrameField: 'data',
	});
	expect(onlyJson(await host.run(form)).warnings).toEqual([
		"'Last Frame' was ignored: Kling 2.6 on Kie.ai does not have this setting",
	]);
});

test.each([
	{ form: { sound: true }, says: /'Generate Audio' requires 'Quality' to be 'Pro \(1080p\)' with Kling 2\.6 on Kling/ },
	{
		form: { lastFrameSource: 'binary', lastFrameField: 'data' },
		says: /'Last Frame' requires 'Quality' to be 'Pro \(1080p\)'/,
	},
	{
		form: { lastFrameSource: 'binary', lastFrameField: 'data', quality: '1080p', sound: true },
		says: /'Last Frame' requires 'Generate Audio' to be off/,
	},
])('fields that exclude each other are refused before paying: $says', async ({ form, says }) => {
	const { error } = await host.run(imageToVideo('kling', form));
	expect(error?.message).toMatch(says);
	expect(host.simulator.requests.filter(({ verb }) => verb === 'create')).toHaveLength(0);
});

test('a task that was made on another backend is not asked for in vain', async () => {
	const { error } = await host.run(
		{ backend: 'kling', resource: 'video', operation: 'queryTask', taskId: '={{ $json.taskId }}' },
		{ items: [{ json: { taskId: 'abc', backend: 'kie' } }] },
	);
	expect(error?.message).toMatch(/created on another backend \('kie'\)/);
});

test('Query Task without waiting tells the present state, also of a task that failed', async () => {
	host.simulator.setLife({ outcome: 'fail', reason: 'no face in the picture' });
	const made = onlyJson(await host.run(imageToVideo('kie', { options: { wait: false } })));
	const ask = {
		backend: 'kie',
		resource: 'video',
		operation: 'queryTask',
		taskId: '={{ $json.taskId }}',
		options: { wait: false },
	};
	expect(onlyJson(await host.run(ask, { items: [{ json: made }] }))).toMatchObject({
		status: 'queued',
		reason: null,
	});
	host.clock.advance(600_000);
	expect(onlyJson(await host.run(ask, { items: [{ json: made }] }))).toMatchObject({
		status: 'failed',
		reason: 'no face in the picture',
		videoUrl: null,
	});
});

test('the video goes into the field that the user names, and nowhere when it is not wanted', async () => {
	const named = await host.run(imageToVideo('kie', { options: { outputField: 'clip' } }));
	expect(Object.keys(named.outputs[0]![0]!.binary!)).toEqual(['clip']);
	const none = await host.run(imageToVideo('kie', { options: { downloadVideo: false } }));
	expect(none.outputs[0]![0]!.binary).toBeUndefined();
	expect(host.simulator.requests.filter(({ verb }) => verb === 'download')).toHaveLength(1);
});

describe('the cost is told in the unit of the backend and in dollars', () => {
	test.each(BACKENDS)('%s', async (backend) => {
		const { cost } = onlyJson(await host.run(imageToVideo(backend)));
		const charged = host.simulator.ledger[0]!.cost;
		const perDollar = { kling: 1 / 0.14, kie: 200, piapi: 10_000_000, fal: 1 }[backend];
		expect(cost).toEqual({
			amount: charged.amount,
			unit: charged.unit,
			usd: expect.closeTo(charged.amount / perDollar, 6) as unknown,
		});
	});
});
