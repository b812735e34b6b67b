// Extend Video through n8n's engine: the item of the node before is enough, on every backend.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { readFile, storedFile } from '../support/run-node';
import {
	BACKENDS,
	byExpression,
	imageToVideo,
	onlyJson,
	openTestHost,
	queryTask,
	RETRY,
	withLogin,
	type TestHost,
} from '../support/test-host';
import type { BackendName } from '../simulator/contract';

const fixture = (name: string) => readFileSync(join(__dirname, '..', 'simulator', 'fixtures', name));

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost({ retiredModels: true });
});
afterEach(async () => await host.close());

const picked = (value: string) => ({ __rl: true, mode: 'list', value });
const typed = (value: string) => ({ __rl: true, mode: 'id', value });
const extend = (backend: string, more: INodeParameters = {}): INodeParameters => ({
	backend,
	resource: 'video',
	operation: 'extendVideo',
	...(backend === 'piapi' ? {} : { prompt: 'The boat comes to the harbour' }),
	...more,
});
const paid = () => host.simulator.ledger.map(({ operation }) => operation);
const bodyOf = (index: number) => host.simulator.ledger[index]!.body as IDataObject & { input: IDataObject };
const contextOf = (error: unknown) => (error as { context: Record<string, unknown> }).context;

/** What the node before gave: a video that was made here. */
async function firstPart(backend: BackendName, more: INodeParameters = {}): Promise<INodeExecutionData> {
	const { outputs, error } = await host.run(imageToVideo(backend, more), { executionId: 'first' });
	if (error) throw error;
	return outputs[0]![0]!;
}

const WEB = (name = 'hd-4s.mp4') => host.simulator.files.publish(`/${name}`, fixture(name), 'video/mp4');
/** An item that holds all that an extension can need, without a video having been made before. */
const given = (json: IDataObject = {}): INodeExecutionData[] => [{ json: { videoUrl: WEB(), ...json } }];

describe.each(BACKENDS)('%s', (backend) => {
	test('goes on from the item of the node before, with nothing but a prompt', async () => {
		const item = await firstPart(backend);
		const outcome = await host.run(extend(backend), { items: [item] });
		const json = onlyJson(outcome);
		expect(json).toMatchObject({ status: 'succeeded', backend, operation: 'extendVideo', warnings: [] });
		const last = host.simulator.ledger.at(-1)!;
		const file = await readFile(outcome.outputs[0]![0]!.binary!.data!);
		expect(file.equals(host.simulator.resultBytes(last.taskId))).toBe(true);
		expect(host.simulator.ledger).toHaveLength(2);
		expect(last.rawBody).toContain(String(backend === 'piapi' ? item.json.taskId : item.json.videoUrl));
	});

	test('an item without a video costs nothing', async () => {
		const { error } = await host.run(extend(backend), { items: [{ json: { status: 'queued', videoUrl: null } }] });
		expect(error?.message).toMatch(backend === 'piapi' ? /'Task ID' is empty/ : /'Video' has no URL/);
		expect(host.simulator.requests.filter(({ verb }) => verb === 'create')).toEqual([]);
	});

	const ready = async () => (backend === 'piapi' ? [await firstPart('piapi')] : given());

	test('a failed task gives the reason and its id', async () => {
		const items = await ready();
		host.simulator.setLife({ outcome: 'fail', reason: 'nothing moves in it' });
		const { error } = await host.run(extend(backend), { items });
		expect(error?.message).toMatch(/could not create the video: "nothing moves in it"/);
		const { taskId } = host.simulator.ledger.at(-1)!;
		expect(contextOf(error)).toMatchObject({ kind: 'taskFailed', taskId, backend, operation: 'extendVideo' });
	});

	test('with Continue On Fail one bad item leaves the other whole', async () => {
		const items = [...(await ready()), { json: {} }];
		const before = host.simulator.ledger.length;
		const { outputs } = await host.run(extend(backend), { items, settings: { onError: 'continueErrorOutput' } });
		expect(outputs.map((list) => list.length)).toEqual([1, 1]);
		expect(outputs[0]![0]!.json).toMatchObject({ status: 'succeeded' });
		expect(outputs[1]![0]!.json.error).toMatchObject({ kind: 'input' });
		expect(host.simulator.ledger).toHaveLength(before + 1);
	});

	test('Retry On Fail fetches what was paid', async () => {
		const items = await ready();
		const before = host.simulator.ledger.length;
		host.simulator.fault({ backend, verb: 'query', kind: 'answer', status: 401, json: { code: 401 }, times: 1 });
		const { error } = await host.run(extend(backend), { items, settings: RETRY });
		expect(error).toBeUndefined();
		expect(host.simulator.requests.filter(({ fault }) => fault === 'answer')).toHaveLength(1);
		expect(host.simulator.ledger).toHaveLength(before + 1);
	});

	test('Preview Only tells the request and sends nothing', async () => {
		const items = await ready();
		const before = host.simulator.requests.length;
		const json = onlyJson(await host.run(extend(backend, { options: { checkOnly: true } }), { items }));
		expect(json).toMatchObject({ status: 'checked', operation: 'extendVideo' });
		// A live price is asked for, which costs nothing.
		const sent = host.simulator.requests.slice(before).filter(({ verb }) => verb !== 'other' && verb !== 'account');
		expect(sent).toEqual([]);
	});

	test('a backend by expression needs no more than the item', async () => {
		const items = (await ready()).map((item) => ({ ...item, json: { ...item.json, on: backend } }));
		const prompt = backend === 'piapi' ? '' : 'Go on';
		const parameters = extend('kling', { ...byExpression('={{ $json.on }}'), prompt });
		const json = onlyJson(await host.run(parameters, { items }));
		expect(json).toMatchObject({ status: 'succeeded', backend, warnings: [] });
	});
});

describe('the official API', () => {
	test('an upright video goes on upright, and the price is that of a video beside it', async () => {
		const json = onlyJson(await host.run(extend('kling', { options: { checkOnly: true } }), { items: given() }));
		expect(json).toMatchObject({
			estimatedCost: { arithmetic: '5 s x 0.9 units x $0.14' },
			request: { body: { aspect_ratio: '9:16', video_list: [{ refer_type: 'feature', keep_original_sound: 'no' }] } },
		});
	});

	test('a video that is too small is refused with the numbers', async () => {
		const { error } = await host.run(extend('kling'), { items: given({ videoUrl: WEB('portrait-4s.mp4') }) });
		expect(error?.message).toMatch(/'Video' is \d+ x \d+ pixels, but width and height must be 720 to 2160/);
		expect(paid()).toEqual([]);
	});

	test('Maximum Cost refuses what costs more', async () => {
		const { error } = await host.run(extend('kling', { duration: 15, options: { stopAbove: 1 } }), {
			items: given(),
		});
		expect(error?.message).toMatch(/The video would cost about \$1\.89, but 'Maximum Cost \(USD\)' is/);
		expect(paid()).toEqual([]);
	});

	test('O1 takes no more than 10 seconds of video', async () => {
		const parameters = extend('kling', { klingExtendVideoModel: picked('kling-video-o1') });
		const { error } = await host.run(parameters, { items: given({ videoUrl: WEB('hd-16s.mp4') }) });
		expect(error?.message).toMatch(/'Video' is 16 s long, but it must be 3 to 10 s/);
		expect(paid()).toEqual([]);
	});

	/** A video of one of the retired models, which alone can be extended by their ids. */
	const OLD = { klingImageToVideoModel: typed('kling-v1-6'), klingImageToVideoBehavesLike: 'kling-v2-5-turbo' };
	const old = async () => await firstPart('kling', OLD);
	const byId = extend('kling', {
		klingExtendVideoModel: picked('video-extend'),
		prompt: '',
		options: { negativePrompt: 'blur', cfgScale: 0.7 },
	});

	test('by video ID a video is made longer; the ID stands in the item of the node before', async () => {
		const item = await old();
		const [{ id }] = item.json.videos as [{ id: string }];
		expect(id).toMatch(/^\d{10,}$/);
		const json = onlyJson(await host.run(byId, { items: [item] }));
		expect(bodyOf(1)).toMatchObject({ video_id: id, negative_prompt: 'blur', cfg_scale: 0.7 });
		expect(bodyOf(1)).not.toHaveProperty('model_name');
		expect(json).toMatchObject({ status: 'succeeded', model: 'video-extend', durationSeconds: 10.041 });
		// The longer video can be made longer again.
		expect(onlyJson(await host.run(byId, { items: [{ json }], executionId: '3' })).durationSeconds).toBe(15.041);
		expect(paid()).toEqual(['imageToVideo', 'extendVideo', 'extendVideo']);
	});

	test('... and an access key finds the task where it was made', async () => {
		// A signed key lives by the real clock.
		const real = await openTestHost({ now: Date.now, retiredModels: true, life: { queuedMs: 0, runningMs: 0 } });
		try {
			const { accessKey, secretKey } = real.simulator.kling;
			const logins = withLogin(real.logins, 'klingApi', { authentication: 'accessKey', accessKey, secretKey });
			const run = async (parameters: INodeParameters, executionId: string, json?: IDataObject) =>
				onlyJson(await real.run(parameters, { logins, executionId, ...(json ? { items: [{ json }] } : {}) }));
			const made = await run(imageToVideo('kling', OLD), '1');
			const submitted = await run({ ...byId, options: { wait: false } }, '2', made as IDataObject);
			const asked = await run(queryTask('kling', String(submitted.taskId)), '3', submitted as IDataObject);
			expect(asked).toMatchObject({ status: 'succeeded', operation: 'extendVideo' });
			const { path } = real.simulator.requests.filter(({ verb }) => verb === 'query').at(-1)!;
			expect(path).toBe(`/v1/videos/video-extend/${String(submitted.taskId)}`);
		} finally {
			await real.close();
		}
	});

	test('a video of a living model cannot be extended by its ID: the service says so, and nothing is paid', async () => {
		const { error } = await host.run(byId, { items: [await firstPart('kling')] });
		expect(error?.message).toMatch(/videos of model kling-v2-6 cannot be extended/);
		expect(paid()).toEqual(['imageToVideo']);
	});
});

test('Kie.ai takes a video of the item, which decides ratio and length', async () => {
	const clip = await storedFile(fixture('hd-4s.mp4'), 'c.mp4', 'video/mp4');
	const parameters = extend('kie', { videoSource: 'binary', videoField: 'clip', options: { stopAbove: 1 } });
	const json = onlyJson(await host.run(parameters, { items: [{ json: {}, binary: { clip } }] }));
	expect(json.warnings).toEqual([]);
	expect(bodyOf(0).input).toMatchObject({ aspect_ratio: 'auto', audio: false });
	expect(bodyOf(0).input).not.toHaveProperty('duration');
});

test('PiAPI: a task of another backend is not sent there', async () => {
	const { error } = await host.run(extend('piapi'), { items: [await firstPart('kie')] });
	expect(error?.message).toMatch(/^The task '[\w]+' was created on another backend \('kie'\)/);
	expect((error as { description?: string }).description).toMatch(/Choose that backend in 'Backend'/);
	expect(paid()).toEqual(['imageToVideo']);
});

test('PiAPI: a task that is not finished cannot go on, and nothing is paid', async () => {
	const submitted = onlyJson(await host.run(imageToVideo('piapi', { options: { wait: false } })));
	const { error } = await host.run(extend('piapi'), { items: [{ json: submitted }], executionId: '2' });
	expect(error?.message).toMatch(/origin task is not completed/);
	expect(paid()).toEqual(['imageToVideo']);
});
