// fal.ai through n8n's engine against the simulator: what only this backend does. Each of its operations, its queue, its books
// of requests, its prices of the moment, its uploads in two steps and its lifetimes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { clip } from '../../bench/files';
import { fixtures } from '../simulator';
import { readFile, storedFile, type Outcome } from '../support/run-node';
import {
	byExpression,
	imageToVideo,
	onlyJson,
	openTestHost,
	photo,
	photoItem,
	queryTask,
	RETRY,
	type TestHost,
} from '../support/test-host';

const fixture = (name: string) => readFileSync(join(__dirname, '..', 'simulator', 'fixtures', name));
const TASK_MS = 80_000;

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost({ timeouts: { create: 20_000 } });
});
afterEach(async () => await host.close());

const form = (operation: string, more: INodeParameters = {}, resource = 'video'): INodeParameters => ({
	backend: 'fal',
	resource,
	operation,
	...more,
});
const picked = (value: string) => ({ __rl: true, mode: 'list', value });
const typed = (value: string) => ({ __rl: true, mode: 'id', value });
const bodyOf = () => host.simulator.ledger.at(-1)!.body as IDataObject;
const sent = (verb: string) => host.simulator.requests.filter((request) => request.verb === verb);
const asked = (path: RegExp) => host.simulator.requests.filter((request) => path.test(request.path));
const descriptionOf = (error: unknown) => (error as { description?: string }).description ?? '';
const contextOf = (error: unknown) => (error as { context: IDataObject }).context;
const EMPTY: INodeExecutionData[] = [{ json: {} }];
const text = (more: INodeParameters = {}) => form('textToVideo', { prompt: 'A paper boat', ...more });
const film = (name: keyof typeof fixtures, path = `/${name}.mp4`) =>
	host.simulator.files.publish(path, fixtures[name].bytes, fixtures[name].contentType);
const speaker = async (): Promise<INodeExecutionData> => ({
	json: {},
	binary: {
		data: await storedFile(await photo(), 'a.png', 'image/png'),
		voice: await storedFile(fixtures.mp3.bytes, 'voice.mp3', 'audio/mpeg'),
	},
});

async function delivered(parameters: INodeParameters, items = EMPTY): Promise<IDataObject> {
	const outcome = await host.run(parameters, { items });
	const json = onlyJson(outcome);
	const { taskId, price } = host.simulator.ledger.at(-1)!;
	expect(json).toMatchObject({
		status: 'succeeded',
		taskId,
		backend: 'fal',
		cost: { amount: price.amount, unit: 'USD', usd: price.amount },
	});
	expect((await fileOf(outcome)).equals(host.simulator.resultBytes(taskId))).toBe(true);
	return json;
}
const fileOf = async ({ outputs }: Outcome) => await readFile(outputs[0]![0]!.binary!.data!);

describe('operations', () => {
	test('text to video: sound and negative words are sent although nobody touched them', async () => {
		const json = await delivered(text());
		expect(bodyOf()).toEqual({
			prompt: 'A paper boat',
			duration: '5',
			aspect_ratio: '16:9',
			generate_audio: false,
			negative_prompt: '',
		});
		expect(json).toMatchObject({ model: 'fal-ai/kling-video/v3/standard/text-to-video', warnings: [] });
	});

	test('quality is part of the address', async () => {
		await delivered(text({ quality: '4k' }));
		expect(host.simulator.ledger[0]).toMatchObject({ model: 'fal-ai/kling-video/v3/4k/text-to-video' });
		expect(bodyOf()).not.toHaveProperty('quality');
	});

	test('a typed model id goes out as it is, with the fields of the one that it is like', async () => {
		const falTextToVideoModel = typed('fal-ai/kling-video/v2.1/master/text-to-video');
		const json = onlyJson(await host.run(text({ falTextToVideoModel }), { items: EMPTY }));
		expect(host.simulator.ledger[0]).toMatchObject({ model: 'fal-ai/kling-video/v2.1/master/text-to-video' });
		expect(json.warnings).toContainEqual(expect.stringMatching(/was reported retired/));
	});

	test('avatar: a picture and a recording', async () => {
		const base = { imageSource: 'binary', imageField: 'data', voiceSource: 'binary', voiceField: 'voice' };
		const json = await delivered(form('avatar', { ...base, quality: '1080p' }), [await speaker()]);
		expect(host.simulator.ledger[0]).toMatchObject({
			model: 'fal-ai/kling-video/ai-avatar/v2/pro',
			media: [{ kind: 'image' }, { kind: 'sound' }],
		});
		expect(json.durationSeconds).toBeGreaterThan(2);
	});

	test('lip sync: a recording is another endpoint than a text', async () => {
		const base = { videoSource: 'url', videoUrl: film('hd') };
		await delivered(form('lipSync', { ...base, voiceSource: 'binary', voiceField: 'voice' }), [await speaker()]);
		expect(host.simulator.ledger[0]).toMatchObject({ model: 'fal-ai/kling-video/lipsync/audio-to-video' });
		const spoken = { voiceSource: 'speech', speechText: 'Good morning', speechVoice: 'uk_man2' };
		await delivered(form('lipSync', { ...base, ...spoken }));
		expect(host.simulator.ledger[1]).toMatchObject({
			model: 'fal-ai/kling-video/lipsync/text-to-video',
			body: { text: 'Good morning', voice_id: 'uk_man2', voice_language: 'en', voice_speed: 1 },
		});
	});

	test.each<[string, INodeParameters, RegExp]>([
		[
			'a text of more than 120 letters',
			{ speechText: 'x'.repeat(121) },
			/has 121 characters, but at most 120 are allowed/,
		],
		[
			'a speaker that fal does not have',
			{ speechVoice: 'nobody' },
			/'Speaker' is 'nobody', which fal\.ai does not have/,
		],
	])('lip sync: %s costs nothing', async (_, more, words) => {
		const spoken = { voiceSource: 'speech', speechText: 'Good morning', speechVoice: 'uk_man2', ...more };
		const { error } = await host.run(form('lipSync', { videoSource: 'url', videoUrl: film('hd'), ...spoken }), {
			items: EMPTY,
		});
		expect(error?.message).toMatch(words);
		expect(sent('create')).toHaveLength(0);
	});

	test('motion control', async () => {
		const base = { imageSource: 'binary', imageField: 'data', videoSource: 'url', videoUrl: film('hd') };
		await delivered(form('motionControl', base), [await photoItem()]);
		expect(bodyOf()).toMatchObject({ character_orientation: 'video', keep_original_sound: true });
	});

	test.each([
		['squish', {}, 1],
		['hug_pro', { secondImageSource: 'binary', secondImageField: 'right' }, 2],
	])('effects: %s', async (effect, more, count) => {
		const item = await photoItem();
		item.binary!.right = await storedFile(await photo({ width: 800 }), 'right.png', 'image/png');
		await delivered(form('effects', { effect: picked(effect), ...more }), [item]);
		expect(bodyOf()).toMatchObject({ effect_scene: effect, duration: '5' });
		expect(bodyOf().input_image_urls).toHaveLength(count);
	});

	test('effects: one of two pictures is said before anything is paid, one of tomorrow is sent with a warning', async () => {
		const { error } = await host.run(form('effects', { effect: picked('hug_pro') }));
		expect(error?.message).toMatch(/'hug_pro' needs two images, but 'Second Image' is missing/);
		expect(sent('create')).toHaveLength(0);
		const json = await delivered(form('effects', { effect: typed('of_tomorrow') }), [await photoItem()]);
		expect(json.warnings).toEqual([expect.stringMatching(/'of_tomorrow' is not in the node's list/)]);
	});

	test('text to speech: a task as any other, and a sound', async () => {
		const speech = { speechText: 'Good morning', speechVoice: 'uk_man2', speechSpeed: 1.2 };
		const json = await delivered(form('textToSpeech', speech, 'audio'));
		expect(bodyOf()).toEqual({ text: 'Good morning', voice_id: 'uk_man2', voice_speed: 1.2 });
		expect(json).toMatchObject({ videoUrl: null, audioUrl: expect.stringMatching(/^http/) as string });
	});

	test('video to sound: no words of ours are no words, instead of a car race', async () => {
		const json = await delivered(form('videoToSound', { videoSource: 'url', videoUrl: film('hd') }, 'audio'));
		expect(bodyOf()).toMatchObject({ sound_effect_prompt: '', background_music_prompt: '', asmr_mode: false });
		expect(json).toMatchObject({
			videoUrl: expect.stringMatching(/^http/) as string,
			audioUrl: expect.stringMatching(/^http/) as string,
		});
	});

	test('create voice: the id comes without a file', async () => {
		const recordingUrl = host.simulator.files.publish('/v.mp4', fixture('portrait-12s.mp4'), 'video/mp4');
		const outcome = await host.run(form('createVoice', { recordingSource: 'url', recordingUrl }, 'voice'), {
			items: EMPTY,
		});
		expect(onlyJson(outcome)).toMatchObject({ status: 'succeeded', voiceId: expect.stringMatching(/\S/) as string });
		expect(outcome.outputs[0]![0]!.binary).toBeUndefined();
	});

	test('extend video: the next shot of the video', async () => {
		await delivered(form('extendVideo', { videoSource: 'url', videoUrl: film('hd'), prompt: 'The door opens' }));
		expect(bodyOf()).toMatchObject({
			prompt: 'Generate the next shot of @Video1: The door opens',
			aspect_ratio: 'auto',
		});
	});

	test('multi-image to video: a changed video goes to another endpoint, without length and ratio', async () => {
		const base = {
			images: 'data',
			prompt: '@image1 sails',
			falMultiImageToVideoModel: picked('fal-ai/kling-video/o3'),
		};
		await delivered(form('multiImageToVideo', base), [await photoItem()]);
		expect(host.simulator.ledger[0]).toMatchObject({
			model: 'fal-ai/kling-video/o3/standard/reference-to-video',
			body: { prompt: '@Image1 sails' },
		});
		const video = { videoSource: 'url', videoUrl: film('hd'), videoUse: 'edit' };
		await delivered(form('multiImageToVideo', { ...base, ...video }), [await photoItem()]);
		expect(host.simulator.ledger[1]).toMatchObject({ model: 'fal-ai/kling-video/o3/standard/video-to-video/edit' });
		expect(bodyOf()).not.toHaveProperty('duration');
		expect(bodyOf()).not.toHaveProperty('aspect_ratio');
	});

	test('Kling 4.0 counts in whole numbers, and what is not certain of it is said', async () => {
		const json = await delivered(text({ falTextToVideoModel: picked('kling/v4'), duration: 12 }));
		expect(bodyOf()).toMatchObject({ duration: 12, resolution: '720p' });
		expect(json.warnings).toEqual([expect.stringMatching(/fal\.ai does not document every setting of Kling 4\.0/)]);
	});
});

describe('a task that fails', () => {
	test('tells field, words and limits of the model, with its type as code', async () => {
		const options = { additionalBody: '{"duration":"99"}' };
		const { error } = await host.run(text({ options }), { items: EMPTY });
		expect(error?.message).toMatch(/duration: .*\(expected /);
		expect(contextOf(error)).toMatchObject({ code: 'one_of', kind: 'taskFailed' });
		expect(descriptionOf(error)).toMatch(/Change what the message mentions/);
	});

	test('of a locked account is a matter of money, and nothing was made', async () => {
		host.simulator.fal.locked = true;
		const { error } = await host.run(text(), { items: EMPTY });
		expect(error?.message).toMatch(/the account is locked .*Admin lock/);
		expect(contextOf(error)).toMatchObject({ kind: 'credit' });
		expect(host.simulator.ledger).toHaveLength(0);
	});
});

describe('the queue', () => {
	test('time in line is no time of the task', async () => {
		host.simulator.fal.slots = 1;
		host.simulator.setLife({ queuedMs: 0, runningMs: 50_000 });
		const { outputs } = await host.run(text({ options: { timeLimit: 1 } }), { items: [...EMPTY, ...EMPTY, ...EMPTY] });
		expect(outputs[0]!.map(({ json }) => json.status)).toEqual(['succeeded', 'succeeded', 'succeeded']);
		expect(host.simulator.ledger).toHaveLength(3);
	});

	test('the place in line is told', async () => {
		host.simulator.setLife({ queuedMs: 3_600_000, runningMs: 1 });
		onlyJson(await host.run(text({ options: { wait: false } }), { items: EMPTY }));
		const second = onlyJson(await host.run(text({ options: { wait: false } }), { items: EMPTY, executionId: '2' }));
		const now = onlyJson(
			await host.run(queryTask('fal', String(second.taskId), { options: { wait: false } }), { executionId: '3' }),
		);
		expect(now).toMatchObject({ status: 'queued', queuePosition: 1 });
	});

	test('a task that is queried by its id alone is found at either address', async () => {
		const { taskId } = onlyJson(await host.run(text({ falTextToVideoModel: picked('kling/v4') }), { items: EMPTY }));
		expect(onlyJson(await host.run(queryTask('fal', String(taskId)), { executionId: '2' }))).toMatchObject({
			status: 'succeeded',
			taskId,
			operation: null,
		});
		const { error } = await host.run(queryTask('fal', '00000000-0000-4000-8000-00000000dead'), { executionId: '3' });
		expect(error?.message).toMatch(/fal\.ai has no task with the ID/);
	});
});

describe('a create whose answer is lost', () => {
	test.each([
		['the connection breaks', { kind: 'dropAfter' }],
		['a gateway answers', { kind: 'answerAfter', status: 502, text: '<html></html>' }],
		['half of the answer comes', { kind: 'half' }],
	] as const)('%s: the task is found in the books, and nothing is sent again', async (_, fault) => {
		host.simulator.fault({ backend: 'fal', verb: 'create', ...fault });
		await delivered(text());
		expect(sent('create')).toHaveLength(1);
		expect(asked(/by-endpoint$/).length).toBeGreaterThan(1);
	});

	test('that never arrived is a doubt, which Retry Unconfirmed Task ends', async () => {
		host.simulator.fault({ backend: 'fal', verb: 'create', kind: 'dropBefore' });
		const first = await host.run(text(), { items: EMPTY });
		expect(first.error?.message).toMatch(/fal\.ai did not confirm whether the task was created/);
		const options = { createAgain: true };
		const second = await host.run(text({ options }), { items: EMPTY, context: first.context, executionId: '2' });
		expect(onlyJson(second).status).toBe('succeeded');
		expect(host.simulator.ledger).toHaveLength(1);
	});

	test('twins of one run are told apart: each item has a task of its own', async () => {
		host.simulator.fault({ backend: 'fal', verb: 'create', kind: 'dropAfter' });
		const { outputs } = await host.run(text(), { items: [...EMPTY, ...EMPTY, ...EMPTY] });
		expect(new Set(outputs[0]!.map(({ json }) => json.taskId)).size).toBe(3);
		expect(host.simulator.ledger).toHaveLength(3);
	});

	test('two lost twins are two doubts, because nobody can tell which is whose', async () => {
		host.simulator.fault({ backend: 'fal', verb: 'create', kind: 'dropAfter', times: 2 });
		const { outputs } = await host.run(text(), {
			items: [...EMPTY, ...EMPTY],
			settings: { onError: 'continueRegularOutput' },
		});
		expect(outputs[0]!.every(({ json }) => Object(json.error).kind === 'uncertain')).toBe(true);
		expect(host.simulator.ledger).toHaveLength(2);
		expect(sent('create')).toHaveLength(2);
	});

	test('under Retry On Fail it is still the one task', async () => {
		host.simulator.fault({ backend: 'fal', verb: 'create', kind: 'dropAfter' });
		host.simulator.fault({
			backend: 'fal',
			verb: 'query',
			kind: 'answer',
			status: 500,
			json: { detail: 'no' },
			times: 8,
		});
		const json = onlyJson(await host.run(text(), { items: EMPTY, settings: RETRY }));
		expect(json.taskId).toBe(host.simulator.ledger[0]!.taskId);
		expect(sent('create')).toHaveLength(1);
	});
});

describe('prices of the moment', () => {
	const prices = () => asked(/models\/pricing$/);

	test('Preview Only asks once for all items of a model, and tells the day', async () => {
		const items = [...EMPTY, ...EMPTY, ...EMPTY];
		const { outputs } = await host.run(text({ generateAudio: true, options: { checkOnly: true } }), { items });
		for (const { json } of outputs[0]!)
			expect(json.estimatedCost).toMatchObject({
				usd: host.simulator.fal.credits > 0 ? expect.any(Number) : 0,
				unit: 'USD',
				asOf: new Date(host.clock.now()).toISOString().slice(0, 10),
			});
		expect(prices()).toHaveLength(1);
		expect(prices()[0]!.query).toEqual({ endpoint_id: 'fal-ai/kling-video/v3/standard/text-to-video' });
		expect(host.simulator.ledger).toHaveLength(0);
	});

	test('the estimate is what the task costs in the end', async () => {
		const options = { checkOnly: true };
		const { estimatedCost } = onlyJson(await host.run(text({ generateAudio: true, options }), { items: EMPTY }));
		const json = await delivered(text({ generateAudio: true }));
		expect((estimatedCost as IDataObject).usd).toBeCloseTo((json.cost as IDataObject).usd as number, 5);
	});

	test('Maximum Cost goes by it', async () => {
		const { error } = await host.run(text({ options: { stopAbove: 0.05 } }), { items: EMPTY });
		expect(error?.message).toMatch(/would cost about \$0\.\d+, but 'Maximum Cost \(USD\)' is \$0\.05/);
		expect(prices()).toHaveLength(1);
		expect(sent('create')).toHaveLength(0);
	});

	test('where nobody answers, the list counts', async () => {
		host.simulator.fault({
			backend: 'fal',
			verb: 'account',
			kind: 'answer',
			status: 404,
			json: { error: {} },
			times: 9,
		});
		const json = onlyJson(await host.run(text({ options: { checkOnly: true } }), { items: EMPTY }));
		expect(json.estimatedCost).toMatchObject({ usd: 0.42, arithmetic: '5 s x $0.084', asOf: '2026-10' });
	});

	test('nobody is asked where nobody wants to know', async () => {
		onlyJson(await host.run(text({ options: { wait: false } }), { items: EMPTY }));
		expect(prices()).toHaveLength(0);
	});
});

describe('uploads', () => {
	const uploads = () =>
		sent('upload').map(({ method, path }) => `${method} ${path.replace(/\/files\/.*?(\/\d+|\/complete)?$/, '$1')}`);

	test('a place is kept with the key, and filled without it', async () => {
		await delivered(imageToVideo('fal'), [await photoItem()]);
		expect(uploads()).toEqual(['POST /storage/upload/initiate', 'PUT /put']);
		const [place, put] = sent('upload');
		expect([place!.headers.authorization, put!.headers.authorization]).toEqual([true, undefined]);
	});

	test.each([
		['the place', 0],
		['the file', 1],
	])('%s is asked for once more after a slip', async (_, skip) => {
		host.simulator.fault({ backend: 'fal', verb: 'upload', kind: 'dropAfter', skip });
		await delivered(imageToVideo('fal'), [await photoItem()]);
		expect(host.simulator.ledger).toHaveLength(1);
	});

	test('a film of more than 90 MB goes in parts of 10 MiB', async () => {
		const bytes = 95_000_000;
		const item = await photoItem();
		item.binary!.clip = await storedFile(clip(bytes, 'first', 'hd-4s'), 'clip.mp4', 'video/mp4');
		const edit = {
			images: '',
			prompt: 'It snows',
			videoSource: 'binary',
			videoField: 'clip',
			videoUse: 'edit',
			falMultiImageToVideoModel: picked('kling/v4'),
		};
		onlyJson(await host.run(form('multiImageToVideo', edit), { items: [item] }));
		expect(uploads()).toEqual([
			'POST /storage/upload/initiate-multipart',
			...Array.from({ length: 10 }, (_, index) => `PUT /put/${index + 1}`),
			'POST /put/complete',
		]);
		expect(host.simulator.ledger[0]!.media).toMatchObject([{ kind: 'video', bytes }]);
	});
});

describe('how long a result is kept', () => {
	const lifetimes = () => sent('create').map(({ headers }) => headers['x-fal-object-lifecycle-preference']);

	test('is said where the user chose it, and stands in the item', async () => {
		const json = onlyJson(await host.run(text({ options: { resultLifetime: '7d' } }), { items: EMPTY }));
		expect(JSON.parse(String(lifetimes()[0]))).toEqual({ expiration_duration_seconds: 604_800 });
		const until = Date.parse(String(json.urlExpiresAt)) - 604_800_000;
		expect(until).toBeLessThanOrEqual(host.clock.now());
		expect(until).toBeGreaterThan(host.clock.now() - 2 * TASK_MS);
	});

	test('forever has no end, and without a wish fal decides', async () => {
		const forever = onlyJson(await host.run(text({ options: { resultLifetime: 'Forever' } }), { items: EMPTY }));
		expect(JSON.parse(String(lifetimes()[0]))).toEqual({ expiration_duration_seconds: null });
		const plain = onlyJson(await host.run(text(), { items: EMPTY, executionId: '2' }));
		expect(lifetimes()[1]).toBeUndefined();
		expect([forever.urlExpiresAt, plain.urlExpiresAt]).toEqual([null, null]);
	});

	test('a retried execution does not think that the time begins anew', async () => {
		const options = { resultLifetime: '1h', timeLimit: 0.5 };
		const first = await host.run(text({ options }), { items: EMPTY, executionId: '1' });
		expect(first.error?.message).toMatch(/not finished/);
		const made = host.clock.now();
		host.clock.advance(1_800_000);
		const again = await host.run(text({ options }), { items: EMPTY, context: first.context, executionId: '2' });
		expect(Date.parse(String(onlyJson(again).urlExpiresAt))).toBeLessThan(made + 3_600_000);
	});

	test('a time that is none of the list is refused; another backend says that it decides by itself', async () => {
		const { error } = await host.run(text({ options: { resultLifetime: '={{ "3 weeks" }}' } }), { items: EMPTY });
		expect(error?.message).toMatch(/'Keep Result For' can't be '3 weeks'/);
		const kie = imageToVideo('kie', { ...byExpression('={{ "kie" }}'), options: { resultLifetime: '7d' } });
		const json = onlyJson(await host.run(kie, { executionId: '2' }));
		expect(json.warnings).toEqual([expect.stringMatching(/'Keep Result For' has no effect: Kie\.ai/)]);
	});
});

describe('taking a task back', () => {
	const cancel = (taskId: unknown) => form('cancelTask', { taskId: String(taskId) });

	test.each(['gone', 'completed'] as const)('that still waits: it is %s afterwards', async (cancelledAs) => {
		host.simulator.fal.cancelledAs = cancelledAs;
		host.simulator.setLife({ queuedMs: 3_600_000 });
		const { taskId } = onlyJson(await host.run(text({ options: { wait: false } }), { items: EMPTY }));
		const json = onlyJson(await host.run(cancel(taskId), { items: EMPTY, executionId: '2' }));
		expect(json).toMatchObject({ status: 'cancelled', cancelled: true, taskId });
		expect(host.simulator.paid()).toHaveLength(0);
	});

	test('that has begun: it was asked to end, and may end otherwise', async () => {
		const { taskId } = onlyJson(await host.run(text({ options: { wait: false } }), { items: EMPTY }));
		host.clock.advance(30_000);
		const json = onlyJson(await host.run(cancel(taskId), { items: EMPTY, executionId: '2' }));
		expect(json).toMatchObject({ cancelled: false, reason: expect.stringMatching(/asked/) as string });
	});

	test('that is over', async () => {
		const { taskId } = onlyJson(await host.run(text(), { items: EMPTY }));
		const json = onlyJson(await host.run(cancel(taskId), { items: EMPTY, executionId: '2' }));
		expect(json).toMatchObject({ status: 'succeeded', cancelled: false });
	});

	test('by Stop, where the user chose so', async () => {
		host.simulator.setLife({ queuedMs: 3_600_000 });
		const { run } = await host.run(text({ options: { cancelOnStop: true } }), {
			items: EMPTY,
			stopWhen: (stop) => {
				const look = setInterval(() => {
					if (sent('query').length === 0) return;
					clearInterval(look);
					stop();
				}, 1);
			},
		});
		expect(run.status).toBe('canceled');
		await host.simulator.settled();
		expect(sent('cancel')).toHaveLength(1);
		expect(host.simulator.paid()).toHaveLength(0);
	});
});

describe('Get Many Tasks', () => {
	const list = (more: INodeParameters = {}) => form('getTasks', more);

	test('gives finished and failed ones with operation, model and times', async () => {
		const made = onlyJson(await host.run(text(), { items: EMPTY }));
		const options = { additionalBody: '{"duration":"99"}' };
		await host.run(imageToVideo('fal', { options }), { executionId: '2' });
		const { outputs, error } = await host.run(list(), { items: EMPTY, executionId: '3' });
		expect(error).toBeUndefined();
		const byOperation = Object.fromEntries(outputs[0]!.map(({ json }) => [json.operation, json]));
		expect(byOperation.textToVideo).toMatchObject({
			status: 'succeeded',
			taskId: made.taskId,
			model: 'fal-ai/kling-video/v3/standard/text-to-video',
			videoUrl: made.videoUrl,
			createdAt: expect.any(String) as string,
			finishedAt: expect.any(String) as string,
		});
		expect(byOperation.imageToVideo).toMatchObject({ status: 'failed', reason: expect.stringContaining('duration') });
	});

	test('of one operation asks for its endpoints only', async () => {
		onlyJson(await host.run(text(), { items: EMPTY }));
		onlyJson(await host.run(imageToVideo('fal'), { executionId: '2' }));
		const options = { listMadeBy: 'imageToVideo' };
		const { outputs } = await host.run(list({ options }), { items: EMPTY, executionId: '3' });
		expect(outputs[0]!.map(({ json }) => json.operation)).toEqual(['imageToVideo']);
		const { query } = asked(/by-endpoint$/)[0]!;
		expect(query.endpoint_id!.split(',').every((id) => /image-to-video/.test(id))).toBe(true);
	});

	test('goes on over pages, and no task comes twice', async () => {
		host.simulator.fal.slots = 500;
		const items = Array.from({ length: 120 }, () => ({ json: {} }));
		const { outputs } = await host.run(text({ options: { wait: false } }), { items });
		host.clock.advance(TASK_MS);
		const ids = outputs[0]!.map(({ json }) => json.taskId);
		const all = await host.run(list({ returnAll: true }), { items: EMPTY, executionId: '2' });
		expect(all.outputs[0]!.map(({ json }) => json.taskId).sort()).toEqual(ids.sort());
	});
});
