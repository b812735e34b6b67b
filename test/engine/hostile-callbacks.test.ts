// H10: who may start the trigger's workflow, and what calls of strangers cost the user's account.
import { KlingVideoTrigger } from '../../nodes/KlingVideoTrigger/KlingVideoTrigger.node';
import { callbackToken, taskIdAt, withCallbackToken } from '../../nodes/shared/backends/webhook';
import { BACKENDS, imageToVideo, onlyJson, openTestHost, type TestHost } from '../support/test-host';
import { openTriggerHost, type TriggerHost } from '../support/trigger-host';

const ADDRESS = 'https://n8n.example.com/webhook/5f0c/kling-video';

describe('the token in a Callback URL', () => {
	const key = { apiKey: 'key-of-the-account' };

	test('is made of the place and the key, and of nothing else', () => {
		const token = callbackToken(key, ADDRESS);
		expect(token).toMatch(/^[\w-]{32}$/);
		expect(callbackToken(key, 'http://10.0.0.5:5678/webhook-test/5f0c/kling-video?x=1')).toBe(token);
		expect(callbackToken(key, ADDRESS.replace('5f0c', '5f0d'))).not.toBe(token);
		expect(callbackToken({ apiKey: 'another-key' }, ADDRESS)).not.toBe(token);
	});

	test('is added to addresses of triggers only', () => {
		expect(withCallbackToken(key, ADDRESS)).toBe(`${ADDRESS}?klingVideoToken=${callbackToken(key, ADDRESS)}`);
		expect(withCallbackToken(key, 'https://hooks.example.com/a?b=c')).toBe('https://hooks.example.com/a?b=c');
	});
});

test.each(['.', '..'])('%s is no task id', (id) => expect(taskIdAt({ id }, 'id')).toBeUndefined());

describe.each(BACKENDS)('%s, without a secret', (backend) => {
	let host: TestHost;
	let trigger: TriggerHost;
	beforeEach(async () => {
		host = await openTestHost();
		trigger = await openTriggerHost({
			nodeType: new KlingVideoTrigger(host.clock),
			parameters: { backend, events: ['succeeded', 'failed'], options: { downloadVideo: false } },
			logins: host.logins,
		});
	});
	afterEach(async () => {
		await trigger.close();
		await host.close();
	});

	const forged = (taskId: string) =>
		JSON.stringify(
			{
				kling: { task_id: taskId, task_status: 'succeed', task_result: {} },
				kie: { code: 200, data: { taskId, state: 'success', param: '{}' } },
				piapi: { timestamp: 1_790_000_000, data: { task_id: taskId, status: 'completed' } },
				fal: { request_id: taskId, gateway_request_id: taskId, status: 'OK', payload: {} },
			}[backend],
		);
	const asked = () => host.simulator.requests.filter(({ verb }) => verb === 'query').length;

	test('the call of a task that the main node made is believed', async () => {
		const form = imageToVideo(backend, { options: { wait: false, callbackUrl: trigger.url } });
		const { taskId } = onlyJson(await host.run(form));
		host.clock.advance(80_000);
		await host.simulator.settled();
		expect(trigger.inputs).toEqual([[{ json: expect.not.objectContaining({ unproven: true }) as unknown }]]);
		expect(onlyJson(await trigger.runs[0]!)).toMatchObject({ taskId, status: 'succeeded' });
		expect(Object.keys(trigger.stored.data).length).toBeGreaterThan(0);
		expect(JSON.stringify(trigger.stored.data)).toContain('"endedTasks"');
	});

	test('H10: a forged call asks once at each address', async () => {
		const { status } = await trigger.post(forged('900000000000000099'));
		// fal.ai signs every call, so one without a signature never gets as far as a question.
		if (backend === 'fal') return expect([status, trigger.inputs, asked()]).toEqual([401, [], 0]);
		expect(status).toBe(200);
		expect((await trigger.runs[0]!).outputs).toEqual([[]]);
		expect(asked()).toBeLessThanOrEqual(20);
	});

	test('H10: a flood is put off, and pushes nobody out of the list of seen tasks', async () => {
		const form = imageToVideo(backend, { options: { wait: false, callbackUrl: trigger.url } });
		const { taskId } = onlyJson(await host.run(form));
		host.clock.advance(80_000);
		await host.simulator.settled();
		const statuses: number[] = [];
		for (let call = 0; call < 200; call++)
			statuses.push((await trigger.post(forged(`9000000000000${1000 + call}`))).status);
		await Promise.all(trigger.runs);
		if (backend === 'fal') expect(new Set(statuses)).toEqual(new Set([401]));
		else {
			expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(120);
			expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
		}
		const again = trigger.runs.length;
		expect((await trigger.post(forged(String(taskId)))).status).not.toBe(500);
		expect(trigger.runs).toHaveLength(again);
	}, 60_000);

	test('H10: a body above 1 MB is refused', async () => {
		expect((await trigger.post(`{"a":"${'x'.repeat(1_000_001)}"}`)).status).toBe(413);
	});
});
