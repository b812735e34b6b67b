// Get Many Tasks and Cancel Task, through n8n's own engine against the simulator.
import type { INodeParameters } from 'n8n-workflow';
import { imageToVideo, onlyJson, openTestHost, queryTask, withLogin, type TestHost } from '../support/test-host';
import type { BackendName } from '../simulator/contract';

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost();
});
afterEach(async () => await host.close());

const EMPTY = { items: [{ json: {} }] };
const NOW = { options: { wait: false } };
const video = (backend: string, operation: string, more: INodeParameters = {}): INodeParameters => ({
	backend,
	resource: 'video',
	operation,
	...more,
});
const list = (backend: string, more: INodeParameters = {}) => video(backend, 'getTasks', more);
let execution = 1;
const run = async (parameters: INodeParameters) =>
	await host.run(parameters, { ...EMPTY, executionId: String(++execution) });
const text = (backend: BackendName) => video(backend, 'textToVideo', { prompt: 'A boat', aspectRatio: '9:16', ...NOW });

/** Tasks at once, none of them waited for. */
async function make(backend: BackendName, count: number): Promise<string[]> {
	host.simulator.kling.slots = host.simulator.piapi.slots = 1000;
	const items = Array.from({ length: count }, () => ({ json: {} }));
	const { outputs } = await host.run(text(backend), { items, executionId: String(++execution) });
	return outputs[0]!.map(({ json }) => String(json.taskId));
}
const idsOf = async (parameters: INodeParameters) => {
	const { outputs, error } = await run(parameters);
	if (error) throw error;
	return outputs[0]!.map(({ json }) => String(json.taskId));
};
const asked = (path: RegExp) => host.simulator.requests.filter((request) => path.test(request.path));

describe.each(['kling', 'piapi'] as const)('%s', (backend) => {
	test('a finished task is listed as Query Task gives it', async () => {
		const made = onlyJson(await host.run({ ...text(backend), options: { downloadVideo: false } }, EMPTY));
		const [item, ...others] = (await run(list(backend))).outputs[0]!;
		expect(others).toEqual([]);
		expect(item!.pairedItem).toEqual({ item: 0 });
		expect(item!.binary).toBeUndefined();
		const told = ['status', 'taskId', 'backend', 'cost', 'createdAt', 'durationSeconds', 'reason'];
		expect(Object.fromEntries(told.map((key) => [key, item!.json[key]]))).toEqual(
			Object.fromEntries(told.map((key) => [key, made[key]])),
		);
		expect(item!.json.videoUrl).toMatch(/^http/);
		const again = onlyJson(
			await host.run(queryTask(backend, '={{ $json.taskId }}' as string, { options: { downloadVideo: false } }), {
				items: [{ json: item!.json }],
				executionId: String(++execution),
			}),
		);
		expect(again).toMatchObject({ status: 'succeeded', taskId: made.taskId });
	});

	test('the line above the list is no bill', async () => {
		await make(backend, 2);
		const { run: whole } = await run(list(backend));
		const hints = whole.data.resultData.runData.Node?.at(-1)?.hints ?? [];
		expect(hints.map(({ message }) => message)).toEqual(['2 tasks found; listing is free']);
	});

	test('Limit and Return All go as far as they have to, and no task comes twice', async () => {
		const made = await make(backend, 130);
		expect(await idsOf(list(backend, { limit: 7 }))).toHaveLength(7);
		expect(asked(/tasks$|histories/)).toHaveLength(1);
		const all = await idsOf(list(backend, { returnAll: true }));
		expect(all.sort()).toEqual(made.sort());
		expect(asked(/tasks$|histories/)).toHaveLength(3);
	});

	test('by state and by time', async () => {
		const [first] = await make(backend, 1);
		host.clock.advance(100_000);
		const between = new Date(host.clock.now()).toISOString();
		host.clock.advance(1_000);
		const [second] = await make(backend, 1);
		expect(await idsOf(list(backend, { options: { statuses: ['succeeded'] } }))).toEqual([first]);
		expect(await idsOf(list(backend, { options: { statuses: ['queued', 'running'] } }))).toEqual([second]);
		expect(await idsOf(list(backend, { options: { createdAfter: between } }))).toEqual([second]);
		expect(await idsOf(list(backend, { options: { createdBefore: between } }))).toEqual([first]);
		expect(await idsOf(list(backend, { options: { statuses: ['failed'] } }))).toEqual([]);
	});

	test('slips are borne, a wrong key is said at once', async () => {
		await make(backend, 1);
		host.simulator.fault({ backend, verb: 'query', kind: 'dropAfter' });
		host.simulator.fault({
			backend,
			verb: 'query',
			kind: 'answer',
			status: 429,
			json: { code: backend === 'kling' ? 1302 : 429 },
		});
		host.simulator.fault({ backend, verb: 'query', kind: 'answer', status: 502, text: '<h1>Bad Gateway</h1>' });
		expect(await idsOf(list(backend))).toHaveLength(1);
		const logins = withLogin(host.logins, backend === 'kling' ? 'klingApi' : 'piApi', { apiKey: 'api-key-wrong' });
		const { error } = await host.run(list(backend), { ...EMPTY, logins, executionId: '99' });
		expect(error?.message).toMatch(/the key was not accepted/);
	});

	test.each<[string, INodeParameters, RegExp]>([
		['no limit', { limit: -1 }, /^'Limit' can't be '-1'/],
		['no time', { options: { createdAfter: 'yesterday' } }, /^'yesterday' in 'Created After' is not a valid date/],
		[
			'times that are turned round',
			{ options: { createdAfter: '2026-09-02', createdBefore: '2026-09-01' } },
			/^'Created After' must be earlier than 'Created Before'/,
		],
		['a state that there is not', { options: { statuses: '={{ ["lost"] }}' } }, /^'Status' can't be 'lost'/],
	])('%s is said in one sentence, and nothing is asked', async (_, more, message) => {
		const { error } = await run(list(backend, more));
		expect(error?.message).toMatch(message);
		expect(host.simulator.requests).toHaveLength(0);
	});
});

test.each(['queryTask', 'cancelTask', 'getElement'])(
	'%s: an ID that came as a number has lost its last digits, so it is not asked for',
	async (operation) => {
		const taskId = '={{ 829836802793406551 }}';
		const form = video(operation === 'cancelTask' ? 'piapi' : 'kling', operation, { taskId, lookUpBy: 'taskId' });
		const elementId = { __rl: true, mode: 'id', value: taskId };
		const { error } = await run(operation === 'getElement' ? { ...form, resource: 'element', elementId } : form);
		expect(error?.message).toMatch(/^IDs in '(Task ID|Element)' must be text: this number is too long and was rounded/);
		expect(host.simulator.requests).toHaveLength(0);
	},
);

describe('the official API', () => {
	test('lists what both standards made; Created By Operation narrows it to one create path', async () => {
		const [first] = await make('kling', 1);
		const turbo = { __rl: true, mode: 'list', value: 'kling-3.0-turbo' };
		const newer = await host.run(imageToVideo('kling', { klingImageToVideoModel: turbo, ...NOW }));
		const second = String(onlyJson(newer).taskId);
		expect((await idsOf(list('kling'))).sort()).toEqual([first, second].sort());
		const { outputs } = await run(list('kling', { options: { listMadeBy: 'textToVideo' } }));
		expect(outputs[0]!.map(({ json }) => [json.taskId, json.operation])).toEqual([[first, 'textToVideo']]);
		expect(asked(/text2video$/).at(-1)!.query).toEqual({ pageNum: '1', pageSize: '100' });
	});

	test('speech leaves no task behind, so there is no list of it', async () => {
		const { error } = await run(list('kling', { options: { listMadeBy: '={{ "textToSpeech" }}' } }));
		expect(error?.message).toBe("'Created By Operation' can't be 'textToSpeech'");
		expect(host.simulator.requests).toHaveLength(0);
	});

	test('access keys list one operation at a time', async () => {
		const real = await openTestHost({ now: Date.now });
		const { accessKey, secretKey } = real.simulator.kling;
		const logins = withLogin(real.logins, 'klingApi', { authentication: 'accessKey', accessKey, secretKey });
		const { error } = await real.run(list('kling'), { ...EMPTY, logins });
		expect(error?.message).toBe('With access keys Kling lists only the tasks of one operation at a time');
		expect(real.simulator.requests).toHaveLength(0);
		const made = onlyJson(await real.run(text('kling'), { ...EMPTY, logins, executionId: '2' }));
		const options = { listMadeBy: 'textToVideo' };
		const found = onlyJson(await real.run(list('kling', { options }), { ...EMPTY, logins, executionId: '3' }));
		expect(found).toMatchObject({ taskId: made.taskId, status: 'queued' });
		await real.close();
	}, 20_000);
});

test('Kie.ai lists no tasks, and says so', async () => {
	const { error } = await run(list('kie'));
	expect(error?.message).toBe('Kie.ai does not offer this operation');
	expect((error as { description?: string }).description).toMatch(/Set 'Backend' to Kling or PiAPI/);
});

describe('Cancel Task', () => {
	const cancel = (taskId: string, backend = 'piapi') => video(backend, 'cancelTask', { taskId });

	test('a task that has not begun is taken back and costs nothing', async () => {
		const [taskId] = await make('piapi', 1);
		const before = host.simulator.piapi.credits;
		expect(onlyJson(await run(cancel(taskId!)))).toMatchObject({
			taskId,
			status: 'cancelled',
			cancelled: true,
			reason: null,
			backend: 'piapi',
		});
		expect(host.simulator.paid()).toEqual([]);
		expect(host.simulator.piapi.credits).toBe(before);
	});

	test('a task that has begun goes on, and the item says why', async () => {
		const [taskId] = await make('piapi', 1);
		host.clock.advance(30_000);
		const json = onlyJson(await run(cancel(taskId!)));
		expect(json).toMatchObject({ taskId, status: 'running', cancelled: false });
		expect(json.reason).toMatch(
			/^The task was not canceled, because only tasks that have not started can be: it is running/,
		);
		host.clock.advance(100_000);
		expect(onlyJson(await run(cancel(taskId!)))).toMatchObject({ status: 'succeeded', cancelled: false });
	});

	test('a reply that got lost is asked for again, and the task tells that it is cancelled', async () => {
		const [taskId] = await make('piapi', 1);
		host.simulator.fault({ backend: 'piapi', verb: 'cancel', kind: 'dropAfter' });
		expect(onlyJson(await run(cancel(taskId!)))).toMatchObject({ status: 'cancelled', cancelled: true });
	});

	test('a task that nobody knows is a failure, with Continue an error item', async () => {
		const { error } = await run(cancel('nobody'));
		expect(error?.message).toBe("PiAPI has no task with the ID 'nobody'");
		const settings = { onError: 'continueRegularOutput' as const };
		const { outputs } = await host.run(cancel('nobody'), { ...EMPTY, settings, executionId: '77' });
		expect(outputs[0]![0]!.json).toMatchObject({ error: { kind: 'notFound' } });
	});

	test.each(['kling', 'kie'])('%s takes no task back, and says who does', async (backend) => {
		const { error } = await run(cancel('1', backend));
		expect(error?.message).toMatch(/does not offer this operation$/);
		expect((error as { description?: string }).description).toBe("Set 'Backend' to PiAPI or fal.ai");
		expect(host.simulator.requests).toHaveLength(0);
	});
});
