// Many items side by side: order, time, slots, rates, and what one item's failure means for the others.
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import {
	BACKENDS,
	imageToVideo,
	lastTooSmall,
	openTestHost,
	photo,
	photoItem,
	type TestHost,
} from '../support/test-host';

/** A crowd keeps a small machine busy, which is no silence of the service's. */
const PATIENT = { timeouts: { create: 20_000, query: 20_000, upload: 20_000, download: 20_000 } };

let host: TestHost;
afterEach(async () => await host.close());

const PROMPT = '={{ $json.name }}';
const names = (count: number) => Array.from({ length: count }, (_, index) => `boat ${index}`);
const itemsFor = async (wanted: string[]): Promise<INodeExecutionData[]> =>
	await Promise.all(wanted.map(async (name) => await photoItem(undefined, { name })));
const requestsOf = (verb: string) => host.simulator.requests.filter((request) => request.verb === verb);

/** The prompt of the task that each output item tells of. */
function promptsOf(outputs: INodeExecutionData[][]): unknown[] {
	const prompts = new Map(
		host.simulator.ledger.map(({ taskId, body }) => {
			const { prompt, input } = body as { prompt?: string; input?: IDataObject };
			return [taskId, prompt ?? input?.prompt];
		}),
	);
	return outputs[0]!.map(({ json }) => prompts.get(String(json.taskId)));
}

describe.each(BACKENDS)('%s', (backend) => {
	test('twenty items take about the time of one, and come out in their order', async () => {
		host = await openTestHost(PATIENT);
		// A new account of fal.ai has two; the others of the simulator have enough.
		if (backend === 'fal') host.simulator.fal.slots = 20;
		const start = host.clock.now();
		const wanted = names(20);
		const { outputs, error } = await host.run(imageToVideo(backend, { prompt: PROMPT, options: { itemsAtOnce: 20 } }), {
			items: await itemsFor(wanted),
		});
		expect(error).toBeUndefined();
		expect(promptsOf(outputs)).toEqual(wanted);
		expect(outputs[0]!.map(({ pairedItem }) => pairedItem)).toEqual(wanted.map((_, item) => ({ item })));
		// One task takes 80 s; the clock also runs while the machine prepares pictures.
		expect(host.clock.now() - start).toBeLessThan(3 * 80_000);
	});

	test('with three items at once there are never more than three tasks alive', async () => {
		host = await openTestHost(PATIENT);
		await host.run(imageToVideo(backend, { prompt: PROMPT, options: { itemsAtOnce: 3 } }), {
			items: await itemsFor(names(9)),
		});
		const times = host.simulator.ledger.map(({ createdAt }) => createdAt).sort((a, b) => a - b);
		expect(times).toHaveLength(9);
		for (const [index, time] of times.entries()) {
			const fourthAfter = times[index + 3];
			if (fourthAfter !== undefined) expect(fourthAfter - time).toBeGreaterThanOrEqual(80_000);
		}
	});

	test('a failed item ends the others before they cost more, and names what they paid', async () => {
		host = await openTestHost(PATIENT);
		const { form, items } = await lastTooSmall(host);
		const parameters = imageToVideo(backend, { ...form, prompt: 'p', options: { itemsAtOnce: 5 } });
		const { error } = await host.run(parameters, { items: [items[0]!, items[0]!, items[0]!, ...items] });
		expect(error?.message).toMatch(/too small/);
		const paid = (error as unknown as { context: IDataObject }).context.paidTasks ?? [];
		expect((paid as IDataObject[]).map(({ taskId }) => taskId).sort()).toEqual(
			host.simulator.ledger.map(({ taskId }) => taskId).sort(),
		);
		expect(requestsOf('download')).toHaveLength(0);
	});

	test('with Continue On Fail the others go on, each in its place', async () => {
		host = await openTestHost(PATIENT);
		const items = await itemsFor(names(5));
		items[2] = await photoItem(await photo({ width: 640, height: 480 }), { name: '' });
		const { outputs } = await host.run(imageToVideo(backend, { prompt: PROMPT }), {
			items,
			settings: { onError: 'continueRegularOutput' },
		});
		expect(outputs[0]!.map(({ json }) => ('error' in json ? 'error' : json.status))).toEqual([
			'succeeded',
			'succeeded',
			'error',
			'succeeded',
			'succeeded',
		]);
	});
});

test('Kie.ai: never more than 20 new tasks in 10 seconds', async () => {
	host = await openTestHost(PATIENT);
	const { error } = await host.run(imageToVideo('kie', { prompt: PROMPT, options: { itemsAtOnce: 50 } }), {
		items: await itemsFor(names(50)),
	});
	expect(error).toBeUndefined();
	const times = host.simulator.ledger.map(({ createdAt }) => createdAt);
	expect(times).toHaveLength(50);
	for (const from of times) {
		expect(times.filter((time) => time >= from && time < from + 10_000).length).toBeLessThanOrEqual(20);
	}
	expect(requestsOf('create').filter(({ status }) => status === 429)).toHaveLength(0);
});

test.each(['kling', 'piapi'] as const)('%s: five slots serve twelve items in turn', async (backend) => {
	host = await openTestHost(PATIENT);
	host.simulator[backend].slots = 5;
	const { outputs, error } = await host.run(imageToVideo(backend, { prompt: PROMPT, options: { itemsAtOnce: 12 } }), {
		items: await itemsFor(names(12)),
	});
	expect(error).toBeUndefined();
	expect(promptsOf(outputs)).toEqual(names(12));
	expect(host.simulator.ledger).toHaveLength(12);
});

test('the official API is asked for many tasks at once, others for each alone', async () => {
	const queries = async (backend: 'kling' | 'kie') => {
		host = await openTestHost(PATIENT);
		await host.run(imageToVideo(backend, { prompt: PROMPT }), { items: await itemsFor(names(20)) });
		const { length } = requestsOf('query');
		await host.close();
		return length;
	};
	const [together, alone] = [await queries('kling'), await queries('kie')];
	expect(together).toBeGreaterThan(0);
	expect(together).toBeLessThan(alone / 4);
});

test('one foreign id that spoils the common question spoils no other item', async () => {
	host = await openTestHost(PATIENT);
	const first = await host.run(imageToVideo('kling', { prompt: PROMPT, options: { wait: false } }), {
		items: await itemsFor(names(3)),
	});
	const ids = [...first.outputs[0]!.map(({ json }) => String(json.taskId)), 'no such task'];
	const { outputs } = await host.run(
		{ backend: 'kling', resource: 'video', operation: 'queryTask', taskId: '={{ $json.id }}', wait: true },
		{ items: ids.map((id) => ({ json: { id } })), settings: { onError: 'continueRegularOutput' } },
	);
	expect(outputs[0]!.map(({ json }) => ('error' in json ? 'error' : json.status))).toEqual([
		'succeeded',
		'succeeded',
		'succeeded',
		'error',
	]);
});
