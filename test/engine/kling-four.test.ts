// Kling 4.0 through n8n's engine, on PiAPI and on the official API, and the official API's newer standard.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { storedFile } from '../support/run-node';
import { onlyJson, openTestHost, photo, queryTask, RETRY, withLogin, type TestHost } from '../support/test-host';

const fixture = (name: string) => readFileSync(join(__dirname, '..', 'simulator', 'fixtures', name));

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost({ timeouts: { create: 300, query: 300, upload: 300, download: 300 } });
});
afterEach(async () => await host.close());

const picked = (value: string) => ({ __rl: true, mode: 'list', value });
const typed = (value: string) => ({ __rl: true, mode: 'id', value });
const form = (backend: string, operation: string, more: INodeParameters): INodeParameters => ({
	backend,
	resource: 'video',
	operation,
	prompt: 'A paper boat on a rainy street',
	...more,
});
const paid = () => host.simulator.ledger[0]!;
const bodyOf = () =>
	paid().body as IDataObject & { input: IDataObject; settings: IDataObject; contents: IDataObject[] };
const published = (name: string, as = name) => host.simulator.files.publish(`/${as}`, fixture(name), 'video/mp4');

/** An item with a first, a last and three middle pictures, in this order. */
async function frames(): Promise<INodeExecutionData[]> {
	const widths = { first: 640, last: 700, middle1: 720, middle2: 740, middle3: 760 };
	const binary: NonNullable<INodeExecutionData['binary']> = {};
	for (const [name, width] of Object.entries(widths))
		binary[name] = await storedFile(await photo({ width, height: (width / 4) * 3 }), `${name}.png`, 'image/png');
	return [{ json: {}, binary }];
}

describe('PiAPI', () => {
	test('30 seconds in 21:9 come out', async () => {
		const parameters = form('piapi', 'textToVideo', {
			piapiTextToVideoModel: picked('4.0'),
			duration: 30,
			quality: '1080p',
			aspectRatio: '21:9',
		});
		const json = onlyJson(await host.run(parameters, { items: [{ json: {} }] }));
		expect(json).toMatchObject({ status: 'succeeded', model: '4.0', warnings: [] });
		expect(bodyOf()).toMatchObject({
			task_type: 'text_to_video',
			input: { version: '4.0', duration: 30, mode: 'pro', aspect_ratio: '21:9' },
			config: { service_mode: 'public' },
		});
		expect(bodyOf().input).not.toHaveProperty('enable_audio');
		expect(json.cost).toMatchObject({ usd: 7.5 });
	});

	test('the last frame decides about the task type', async () => {
		const of = (more: INodeParameters) =>
			form('piapi', 'imageToVideo', {
				piapiImageToVideoModel: picked('4.0'),
				imageSource: 'binary',
				imageField: 'first',
				...more,
			});
		const items = await frames();
		await host.run(of({}), { items });
		await host.run(of({ lastFrameSource: 'binary', lastFrameField: 'last' }), { items, executionId: '2' });
		const types = host.simulator.ledger.map(({ body }) => (body as IDataObject).task_type);
		expect(types).toEqual(['image_to_video', 'video_generation']);
	});

	test('several videos and sounds go along, and the estimate counts the seconds of the videos', async () => {
		const videos = [published('hd-4s.mp4'), published('hd-4s.mp4', 'again.mp4')];
		const parameters = form('piapi', 'multiImageToVideo', {
			piapiMultiImageToVideoModel: picked('4.0'),
			images: '',
			videoSource: 'url',
			videoUrl: videos.join('\n'),
			options: { sounds: 'rain', checkOnly: true },
		});
		const items = [{ json: {}, binary: { rain: await storedFile(fixture('tone-3s.mp3'), 'r.mp3', 'audio/mpeg') } }];
		const checked = onlyJson(await host.run(parameters, { items }));
		// 5 s of the result and 8 s of the videos.
		expect(checked.estimatedCost).toMatchObject({ usd: 1.3 });
		const real = { ...parameters, options: { sounds: 'rain' } };
		const json = onlyJson(await host.run(real, { items, executionId: '2' }));
		expect(json).toMatchObject({ status: 'succeeded', warnings: [] });
		expect(bodyOf().input.videos).toEqual(videos);
		expect(paid().media.map(({ kind, problem }) => [kind, problem])).toEqual([
			['video', undefined],
			['video', undefined],
			['sound', undefined],
		]);
		expect(json.cost).toMatchObject({ usd: 1.3 });
	});

	test('six videos are too many', async () => {
		const parameters = form('piapi', 'multiImageToVideo', {
			piapiMultiImageToVideoModel: picked('4.0'),
			images: '',
			videoSource: 'url',
			videoUrl: Array.from({ length: 6 }, () => 'https://example.com/a.mp4').join(', '),
		});
		const { error } = await host.run(parameters);
		expect(error?.message).toBe("'Video' contains 6 files, but Kling 4.0 on PiAPI accepts at most 5");
		expect(host.simulator.ledger).toHaveLength(0);
	});
});

describe('the official API', () => {
	const four = (more: INodeParameters = {}) =>
		form('kling', 'imageToVideo', {
			klingImageToVideoModel: picked('kling-4.0'),
			imageSource: 'binary',
			imageField: 'first',
			middleFrames: 'middle*',
			lastFrameSource: 'binary',
			lastFrameField: 'last',
			...more,
		});

	test('Kling 4.0 shows the middle frames in order, between the first and the last', async () => {
		const json = onlyJson(await host.run(four({ duration: 30 }), { items: await frames() }));
		expect(json).toMatchObject({ status: 'succeeded', model: 'kling-4.0', durationSeconds: 30.041 });
		expect(json.warnings).toEqual([expect.stringMatching(/^Kling does not document every setting of Kling 4\.0/)]);
		expect(bodyOf().contents.map(({ type }) => type)).toEqual([
			'prompt',
			'first_frame',
			'middle_frame',
			'middle_frame',
			'middle_frame',
			'last_frame',
		]);
		expect(paid().media.map(({ width }) => width)).toEqual([640, 720, 740, 760, 700]);
	});

	test('neither an id of ours nor a callback is sent, and both are told', async () => {
		const options = { externalTaskId: 'mine', callbackUrl: 'https://example.com/hook' };
		const json = onlyJson(await host.run(four({ options }), { items: await frames() }));
		expect(bodyOf()).not.toHaveProperty('options');
		expect(json.warnings).toEqual(
			expect.arrayContaining([
				"'External Task ID' was ignored: Kling 4.0 on Kling does not have this setting",
				"'Callback URL' was ignored: Kling 4.0 on Kling does not support callbacks",
			]),
		);
	});

	test('a create without an answer is never repeated by itself, also with Retry On Fail', async () => {
		host.simulator.fault({ backend: 'kling', verb: 'create', kind: 'dropAfter' });
		const { error } = await host.run(four(), { items: await frames(), settings: RETRY });
		expect((error as unknown as { context: IDataObject }).context).toMatchObject({ kind: 'uncertain' });
		expect(host.simulator.ledger).toHaveLength(1);
	});

	test('tasks of other models can still be looked up by an id of ours', async () => {
		const old = form('kling', 'textToVideo', { options: { externalTaskId: 'mine' } });
		await host.run(old);
		const { taskId } = paid();
		const found = onlyJson(
			await host.run(queryTask('kling', '', { lookUpBy: 'externalTaskId', queryExternalTaskId: 'mine' })),
		);
		expect(found.taskId).toBe(taskId);
	});

	test('a typed model can go without an id of ours and without a callback', async () => {
		const parameters = four({
			klingImageToVideoModel: typed('kling-v3'),
			middleFrames: '',
			options: { withoutExternalId: true, callbackUrl: 'https://example.com/hook' },
		});
		const json = onlyJson(await host.run(parameters, { items: await frames() }));
		expect(bodyOf()).not.toHaveProperty('external_task_id');
		expect(bodyOf()).not.toHaveProperty('callback_url');
		expect(json.externalTaskId ?? null).toBeNull();
	});
});

describe('the newer standard', () => {
	const text = (model: unknown, options: IDataObject = {}) =>
		form('kling', 'textToVideo', { klingTextToVideoModel: model as string, duration: 7, options } as INodeParameters);

	test.each([
		['chosen by the option', picked('kling-v3'), { newerStandard: true }],
		["chosen by the model's name there", typed('kling-3.0'), {}],
	])('%s: another path, another body, and the task is found again', async (_, model, options) => {
		const json = onlyJson(await host.run(text(model, options)));
		expect(json).toMatchObject({ status: 'succeeded', model: 'kling-3.0', warnings: [] });
		expect(host.simulator.requests.filter(({ verb }) => verb === 'create').map(({ path }) => path)).toEqual([
			'/text-to-video/kling-3.0',
		]);
		expect(bodyOf().settings).toMatchObject({ duration: 7, multi_shot: false });
		const again = onlyJson(await host.run(queryTask('kling', String(json.taskId)), { executionId: '2' }));
		expect(again.status).toBe('succeeded');
	});

	test('an unclear create is found by the id of ours', async () => {
		host.simulator.fault({ backend: 'kling', verb: 'create', kind: 'dropAfter' });
		const json = onlyJson(await host.run(text(picked('kling-v3'), { newerStandard: true })));
		expect(json.status).toBe('succeeded');
		expect(host.simulator.ledger).toHaveLength(1);
	});

	test('what it does not know is told', async () => {
		const options = { newerStandard: true, negativePrompt: 'blur' };
		const json = onlyJson(await host.run(text(picked('kling-v3'), options)));
		expect(json.warnings).toEqual(["'Negative Prompt' was ignored: Kling 3.0 on Kling does not have this setting"]);
	});

	test('it needs an API key', async () => {
		const keys = { authentication: 'accessKey', accessKey: 'a', secretKey: 'b' };
		const { error } = await host.run(text(picked('kling-v3'), { newerStandard: true }), {
			logins: withLogin(host.logins, 'klingApi', keys),
		});
		expect(error?.message).toMatch(/'kling-3\.0' requires an API key/);
	});

	test('a model that knows one standard only says so', async () => {
		const parameters = form('kling', 'multiImageToVideo', {
			klingMultiImageToVideoModel: picked('kling-v1-6'),
			images: '*',
			options: { newerStandard: true, checkOnly: true },
		});
		const json = onlyJson(await host.run(parameters));
		expect(json.warnings).toContain(
			"'Newer API Standard' has no effect: Kling 1.6 (Reported Retired on 2026-09-15) has only one API standard",
		);
	});
});

describe('a model of tomorrow, typed', () => {
	const tomorrow = (more: INodeParameters = {}, options: IDataObject = {}) =>
		form('piapi', 'multiImageToVideo', {
			piapiMultiImageToVideoModel: typed('9.0'),
			piapiMultiImageToVideoBehavesLike: '4.0',
			images: '*',
			duration: 60,
			aspectRatio: '5:4',
			options,
			...more,
		} as INodeParameters);
	/** Twelve pictures, one of which no backend takes as it is. */
	async function twelve(): Promise<INodeExecutionData[]> {
		const binary: NonNullable<INodeExecutionData['binary']> = {};
		for (let number = 1; number <= 12; number++) {
			const bytes = await photo(number === 3 ? { format: 'webp' } : { width: 600 + number });
			binary[`photo${number}`] = await storedFile(bytes, `${number}.png`, 'image/png');
		}
		return [{ json: {}, binary }];
	}

	test('60 seconds in 5:4 with twelve pictures go out as asked, and what the row would refuse is told', async () => {
		const json = onlyJson(await host.run(tomorrow(), { items: await twelve() }));
		expect(json).toMatchObject({ status: 'succeeded', model: '9.0' });
		expect(bodyOf()).toMatchObject({
			input: { version: '9.0', duration: 60, aspect_ratio: '5:4' },
			config: { service_mode: 'public' },
		});
		expect(bodyOf().input.images).toHaveLength(12);
		const told = json.warnings as string[];
		expect(told.filter((warning) => / It was sent anyway/.test(warning))).toEqual([
			expect.stringMatching(/^'Duration \(Seconds\)' can't be '60'/),
			expect.stringMatching(/^'Aspect Ratio' can't be '5:4'/),
			expect.stringMatching(/^'Images' contains 12 images, but 9\.0 on PiAPI accepts 0 to 10/),
		]);
		// Files are prepared all the same.
		expect(told).toContainEqual(expect.stringMatching(/'Images, number 3' was changed: .*webp/));
		expect(paid().media.every(({ problem }) => problem === undefined)).toBe(true);
	});

	test('a quality that no model has goes out as it was written', async () => {
		await host.run(tomorrow({ quality: '8k' }), { items: await twelve() });
		expect(bodyOf().input).toMatchObject({ resolution: '8k' });
	});

	test('files are checked as always', async () => {
		const items = await twelve();
		items[0]!.binary!.photo7 = await storedFile(Buffer.from('no picture'), '7.png', 'image/png');
		const { error } = await host.run(tomorrow({ images: 'photo7' }), { items });
		expect(error?.message).toMatch(/'Images, number 1'/);
		expect(host.simulator.ledger).toHaveLength(0);
	});

	test('the money rules stand: an unclear create is not repeated', async () => {
		host.simulator.fault({ backend: 'piapi', verb: 'create', kind: 'dropAfter' });
		const { error } = await host.run(tomorrow(), { items: await twelve(), settings: RETRY });
		expect((error as unknown as { context: IDataObject }).context).toMatchObject({ kind: 'uncertain' });
		expect(host.simulator.ledger).toHaveLength(1);
	});

	test('fields of another model of the backend are sent as that one takes them', async () => {
		const shots = { row: [{ prompt: 'A dog wakes', duration: 2 }] };
		const options = { shots, checkOnly: true };
		// Of a model that is an expression the form shows what any model has.
		const model = { __rl: true, mode: 'id', value: "={{ '9.0' }}" };
		const parameters = tomorrow({ duration: 2, piapiMultiImageToVideoModel: model }, options);
		const json = onlyJson(await host.run(parameters, { items: await twelve() }));
		expect(json.request).toMatchObject({ body: { input: { multi_shots: [{ prompt: 'A dog wakes', duration: 2 }] } } });
		expect(json.warnings).toContainEqual(expect.stringMatching(/^'4\.0' does not have the setting 'Storyboard'/));
	});

	test('a known model keeps its limits', async () => {
		const parameters = tomorrow({ piapiMultiImageToVideoModel: picked('4.0') });
		const { error } = await host.run(parameters, { items: await twelve() });
		expect(error?.message).toMatch(/'Duration \(Seconds\)' can't be '60' with Kling 4\.0 on PiAPI/);
	});
});
