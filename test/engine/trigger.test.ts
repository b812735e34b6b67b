// The trigger: calls of the simulated services over HTTP, n8n's own context for the webhook and its engine for the run.
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { KlingVideoTrigger } from '../../nodes/KlingVideoTrigger/KlingVideoTrigger.node.ts';
import type { Clock } from '../../nodes/shared/clock';
import { fixtures } from '../simulator';
import { kieHeaders, klingHeaders } from '../simulator/callbacks/sign';
import { falHeaders } from '../simulator/fal/news';
import type { BackendName, SimulatorOptions } from '../simulator/contract';
import { virtualClock } from '../support/clock';
import { readFile, runNode, type Outcome } from '../support/run-node';
import {
	BACKENDS,
	imageToVideo,
	onlyJson,
	openTestHost,
	queryTask,
	withLogin,
	type TestHost,
} from '../support/test-host';
import { openTriggerHost, type TriggerHost, type TriggerSetup } from '../support/trigger-host';

const SECRETS: Record<BackendName, string> = {
	kling: 'whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=',
	kie: 'demo-hmac-key',
	piapi: 'a long text that somebody made up',
	fal: '',
};
const CREDENTIALS: Record<BackendName, string> = {
	kling: 'klingApi',
	kie: 'kieApi',
	piapi: 'piApi',
	fal: 'falApi',
};
/** Simulated tasks take 20 s in the queue and 60 s of work. */
const TASK_MS = 80_000;

let testHost: TestHost;
const hosts: TriggerHost[] = [];
afterEach(async () => {
	await Promise.all(hosts.splice(0).map(async (host) => await host.close()));
	await testHost.close();
});

const open = async (options: SimulatorOptions = {}) => {
	testHost = await openTestHost({ callbackSecrets: { kling: SECRETS.kling, kie: SECRETS.kie }, ...options });
};
const signed = (backend: BackendName) =>
	withLogin(testHost.logins, CREDENTIALS[backend], { webhookSecret: SECRETS[backend] });

interface Wishes extends Partial<TriggerSetup> {
	readonly more?: INodeParameters;
	readonly clock?: Clock;
}

async function trigger(
	backend: BackendName,
	{ more = {}, clock = testHost.clock, ...wishes }: Wishes = {},
): Promise<TriggerHost> {
	const parameters = { backend, events: ['succeeded', 'failed'], options: {}, ...more };
	const setup = {
		nodeType: new KlingVideoTrigger(clock, testHost.timeouts),
		parameters,
		logins: signed(backend),
		...wishes,
	};
	const host = await openTriggerHost(setup);
	hosts.push(host);
	return host;
}

/** The main node makes a task that calls this address when it has ended; gives its id. */
async function submit(backend: BackendName, callbackUrl: string, more: INodeParameters = {}): Promise<string> {
	const form = imageToVideo(backend, { options: { wait: false, callbackUrl }, ...more });
	return String(onlyJson(await testHost.run(form, { logins: signed(backend) })).taskId);
}

const until = async (what: () => boolean) => {
	for (let look = 0; look < 2_000 && !what(); look += 1) await new Promise((passed) => setTimeout(passed, 10));
	if (!what()) throw new Error(`it did not come about: ${what.toString()}`);
};
/** All that has come of the calls up to now. */
async function outcomes(host: TriggerHost, count: number): Promise<Outcome[]> {
	await until(() => host.runs.length >= count);
	await testHost.simulator.settled();
	expect(host.runs).toHaveLength(count);
	return await Promise.all(host.runs);
}

const warnings = ({ log }: TriggerHost) => log.filter(({ level }) => level === 'warn').map(({ message }) => message);

/** As each service writes it (kling-official.md 6.1, kie.md 6.1, piapi.md 6). */
function request(backend: BackendName, taskId: string, end: 'succeeded' | 'failed' = 'succeeded'): string {
	const good = end === 'succeeded';
	const bodies = {
		kling: { task_id: taskId, task_status: good ? 'succeed' : 'failed', task_result: {} },
		kie: { code: good ? 200 : 501, data: { taskId, state: good ? 'success' : 'fail', param: '{}' } },
		piapi: { timestamp: 1_790_000_000, data: { task_id: taskId, status: good ? 'completed' : 'failed' } },
		fal: { request_id: taskId, gateway_request_id: taskId, status: good ? 'OK' : 'ERROR', payload: {} },
	};
	return JSON.stringify(bodies[backend]);
}

function signature(backend: BackendName, taskId: string, body: string): Record<string, string> {
	const seconds = Math.floor(testHost.clock.now() / 1000);
	if (backend === 'kling') return klingHeaders(SECRETS.kling, 'one', seconds, body);
	if (backend === 'fal') return falHeaders(testHost.simulator.fal.signer, taskId, seconds, body);
	return backend === 'kie' ? kieHeaders(SECRETS.kie, taskId, seconds) : { 'x-webhook-secret': SECRETS.piapi };
}

describe.each(BACKENDS)('%s', (backend) => {
	test('a signed call starts one run, whose item is that of Query Task, file and all', async () => {
		await open();
		const host = await trigger(backend);
		const taskId = await submit(backend, host.url);
		testHost.clock.advance(TASK_MS);
		const [outcome] = await outcomes(host, 1);
		const json = onlyJson(outcome!);
		const queried = onlyJson(await testHost.run(queryTask(backend, taskId)));
		// Who asks for a task by its id alone is told nothing of what made it; a callback is told where it was found.
		const operation = backend === 'fal' ? null : 'imageToVideo';
		expect(json).toEqual({ ...queried, operation });
		expect(json).toMatchObject({ status: 'succeeded', taskId, backend, operation, warnings: [] });
		const file = outcome!.outputs[0]![0]!.binary!.data!;
		expect((await readFile(file)).equals(testHost.simulator.resultBytes(taskId))).toBe(true);
		const calls = testHost.simulator.callbacks.filter((call) => call.taskId === taskId);
		expect(calls.map(({ status }) => status)).toEqual(backend === 'kling' ? [200, 200] : [200]);
		expect(Object.keys(calls[0]!.headers).length).toBeGreaterThan(0);
	});

	test('the last frame comes along where the form wants it', async () => {
		await open();
		const host = await trigger(backend, { more: { options: { returnLastFrame: true, downloadVideo: false } } });
		await submit(backend, host.url);
		testHost.clock.advance(TASK_MS);
		const [outcome] = await outcomes(host, 1);
		expect(outcome!.outputs[0]![0]!.binary).toMatchObject({ lastFrame: { mimeType: 'image/png' } });
	});

	test('a task that failed gives an item with the reason, or nothing where the form wants none', async () => {
		await open({ life: { queuedMs: 0, runningMs: 60_000, outcome: 'fail', reason: 'the picture was empty' } });
		const both = await trigger(backend);
		const good = await trigger(backend, { more: { events: ['succeeded'] } });
		const taskId = await submit(backend, both.url);
		await submit(backend, good.url, { prompt: 'Another one' });
		testHost.clock.advance(60_000);
		expect(onlyJson((await outcomes(both, 1))[0]!)).toMatchObject({
			status: 'failed',
			taskId,
			videoUrl: null,
			reason: 'the picture was empty',
		});
		await until(() =>
			testHost.simulator.callbacks.filter(({ url }) => url.startsWith(good.url)).some(({ status }) => status === 200),
		);
		await outcomes(good, 0);
	});

	test('without a signature, with a wrong one or an old one it answers 401 and starts nothing', async () => {
		await open();
		const host = await trigger(backend);
		const taskId = await submit(backend, host.url);
		const body = request(backend, taskId);
		const good = signature(backend, taskId, body);
		const wrong = Object.fromEntries(Object.entries(good).map(([name, value]) => [name, value.replace(/[a-z]/, 'Z')]));
		expect((await host.post(body)).status).toBe(401);
		expect((await host.post(body, wrong)).status).toBe(401);
		testHost.clock.advance(301_000);
		if (backend !== 'piapi') expect((await host.post(body, good)).status).toBe(401);
		// The service's own call came meanwhile, with a fresh signature.
		await outcomes(host, 1);
		const log = warnings(host);
		expect(log.join('\n')).toMatch(
			backend === 'fal' ? /because fal\.ai signs all/ : /without a signature was refused.*'Accept Unsigned Callbacks'/,
		);
		expect(log.every((line) => line.includes(taskId) && line.startsWith('Kling Video Trigger: '))).toBe(true);
		if (SECRETS[backend] !== '') expect(JSON.stringify([host.log, host.stored])).not.toContain(SECRETS[backend]);
	});

	test('Accept Unsigned Callbacks takes those without a signature, but none with a wrong one', async () => {
		await open({ callbackSecrets: {} });
		const host = await trigger(backend, { more: { options: { acceptUnsigned: true } } });
		const taskId = await submit(backend, host.url);
		testHost.clock.advance(TASK_MS);
		await outcomes(host, 1);
		const body = request(backend, `${taskId}0`);
		const headers = Object.fromEntries(Object.keys(signature(backend, 'x', body)).map((name) => [name, 'v1,abc']));
		expect((await host.post(body, headers)).status).toBe(401);
		await outcomes(host, 1);
	});

	test('without a secret anybody may call, but only what the backend says goes on', async () => {
		await open({ callbackSecrets: {} });
		const host = await trigger(backend, { logins: testHost.logins });
		const answered = (await host.post(request(backend, '900000000000000099'))).status;
		// fal signs with published keys, so nobody else may call.
		if (backend === 'fal') return expect(answered).toBe(401);
		expect(answered).toBe(200);
		const [forged] = await outcomes(host, 1);
		expect([forged!.error, forged!.outputs]).toEqual([undefined, [[]]]);
		expect(warnings(host)).toEqual([expect.stringMatching(/does not know the task.*900000000000000099/)]);
	});

	test('what is not true yet is waited for, and told once', async () => {
		await open();
		const host = await trigger(backend);
		const taskId = await submit(backend, host.url);
		const body = request(backend, taskId, 'failed');
		expect((await host.post(body, signature(backend, taskId, body))).status).toBe(200);
		const [outcome] = await outcomes(host, 1);
		// It was called failed, and has succeeded.
		expect(onlyJson(outcome!)).toMatchObject({ status: 'succeeded', taskId });
		await until(
			() =>
				testHost.simulator.callbacks.filter(({ status }) => status === 200).length === (backend === 'kling' ? 2 : 1),
		);
		await outcomes(host, 1);
	});

	test('a repeated call starts nothing, after a restart neither; by hand it does', async () => {
		await open();
		const host = await trigger(backend);
		const taskId = await submit(backend, host.url);
		testHost.clock.advance(TASK_MS);
		await outcomes(host, 1);
		const { rawBody, headers } = testHost.simulator.callbacks.at(-1)!;
		expect((await host.post(rawBody, headers)).status).toBe(200);
		await outcomes(host, 1);
		const later = virtualClock();
		later.advance(testHost.clock.now() - later.now());
		const restarted = await trigger(backend, { clock: later, stored: host.stored });
		expect((await restarted.post(rawBody, headers)).status).toBe(200);
		await outcomes(restarted, 0);
		const byHand = await trigger(backend, { mode: 'manual', stored: host.stored });
		for (let time = 0; time < 2; time += 1) expect((await byHand.post(rawBody, headers)).status).toBe(200);
		for (const outcome of await outcomes(byHand, 2))
			expect(onlyJson(outcome)).toMatchObject({ taskId, status: 'succeeded' });
	});

	test('a call that n8n could not turn into a run may come again', async () => {
		await open();
		const host = await trigger(backend);
		const taskId = await submit(backend, 'http://127.0.0.1:9/nobody');
		testHost.clock.advance(TASK_MS);
		const body = request(backend, taskId);
		host.broken = true;
		const stored = structuredClone(host.stored.data);
		expect((await host.post(body, signature(backend, taskId, body))).status).toBe(500);
		expect(host.stored.data).toEqual(stored);
		host.broken = false;
		expect((await host.post(body, signature(backend, taskId, body))).status).toBe(200);
		expect(onlyJson((await outcomes(host, 1))[0]!)).toMatchObject({ taskId });
	});

	test('calls side by side start one run for each task, and the next call stores all of them', async () => {
		await open();
		const host = await trigger(backend);
		let waiting = 0;
		// All of them have loaded what was stored before any of them stores.
		host.beforeAnswer = async () => {
			waiting += 1;
			await until(() => waiting >= 6);
		};
		const ids = ['900000000000000001', '900000000000000002', '900000000000000003'];
		const post = async (id: string) =>
			await host.post(request(backend, id), signature(backend, id, request(backend, id)));
		const answers = await Promise.all([...ids, ...ids].map(post));
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
		await outcomes(host, 3);
		host.beforeAnswer = undefined;
		ids.push('900000000000000004');
		await post(ids[3]!);
		await outcomes(host, 4);
		expect(
			JSON.stringify(host.stored.data)
				.match(/9000000000000000\d\d/g)
				?.sort(),
		).toEqual(ids);
	});

	test('a backend that is away for minutes is asked until it is back', async () => {
		await open();
		const host = await trigger(backend);
		const taskId = await submit(backend, host.url);
		testHost.simulator.fault({ backend, verb: 'query', kind: 'dropBefore', times: 6 });
		testHost.simulator.fault({
			backend,
			verb: 'query',
			kind: 'answer',
			status: 503,
			text: '<html>maintenance</html>',
			times: 6,
		});
		testHost.clock.advance(TASK_MS);
		expect(onlyJson((await outcomes(host, 1))[0]!)).toMatchObject({ status: 'succeeded', taskId });
	});

	test('a backend that stays away ends the run with the task ID, and a retry of the run fetches it', async () => {
		await open();
		const host = await trigger(backend, { more: { options: { timeLimit: 5 } } });
		const taskId = await submit(backend, host.url);
		testHost.simulator.fault({ backend, verb: 'query', kind: 'dropBefore', times: 10_000 });
		testHost.clock.advance(TASK_MS);
		const [outcome] = await outcomes(host, 1);
		expect(outcome!.outputs).toEqual([]);
		expect(outcome!.error?.message).toContain(taskId);
		expect(Object(outcome!.error).description).toMatch(/'Query Task', or raise the option 'Time Limit \(Minutes\)'/);
		testHost.simulator.clearFaults();
		const items = [{ json: { taskId, told: 'succeeded', onOwnPath: backend === 'kling' } }];
		expect(host.inputs).toEqual([items]);
		const parameters = { backend, events: ['succeeded'], options: { downloadVideo: false } };
		const again = await runNode({
			nodeType: new KlingVideoTrigger(testHost.clock, testHost.timeouts),
			parameters,
			logins: testHost.logins,
			items,
		});
		expect(onlyJson(again)).toMatchObject({ status: 'succeeded', taskId });
		expect(again.outputs[0]![0]!.binary).toBeUndefined();
	});

	test('a wrong key ends the run with what to do about it', async () => {
		await open();
		const logins = withLogin(signed(backend), CREDENTIALS[backend], { apiKey: 'never-issued' });
		const host = await trigger(backend, { logins });
		await submit(backend, host.url);
		testHost.clock.advance(TASK_MS);
		const [outcome] = await outcomes(host, 1);
		expect(outcome!.error?.message).toMatch(/key/i);
	});

	test('another end than the call told goes on only where the form wants it', async () => {
		await open();
		const host = await trigger(backend, { more: { events: ['failed'] } });
		const taskId = await submit(backend, 'http://127.0.0.1:9/nobody');
		testHost.clock.advance(TASK_MS);
		const body = request(backend, taskId, 'failed');
		expect((await host.post(body, signature(backend, taskId, body))).status).toBe(200);
		const [outcome] = await outcomes(host, 1);
		expect([outcome!.error, outcome!.outputs]).toEqual([undefined, [[]]]);
	});

	test('rubbish is answered with 400 and starts nothing', async () => {
		await open();
		const host = await trigger(backend, { logins: testHost.logins });
		const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
		const rubbish = [
			'',
			' ',
			'{',
			'null',
			'[]',
			'[{}]',
			'7',
			'"text"',
			'<html></html>',
			'{}',
			'{"data":[]}',
			'\u0000',
			deep,
		];
		for (const body of [...rubbish, Buffer.from([0xff, 0xfe, 0x00]), 'x'.repeat(3_000_000)]) {
			expect([String(body).slice(0, 20), (await host.post(body)).status]).toEqual([
				String(body).slice(0, 20),
				body.length > 1_000_000 ? 413 : 400,
			]);
		}
		await outcomes(host, 0);
		expect(testHost.simulator.requests).toEqual([]);
	});
});

describe.each(['kling', 'piapi'] as const)('%s: a task that made a sound', (backend) => {
	test('gives the sound and its operation', async () => {
		await open({ callbackSecrets: {} });
		const host = await trigger(backend, { logins: testHost.logins });
		const noise = { resource: 'audio', operation: 'textToSound', prompt: 'Rain on a roof', duration: 5 };
		const taskId = await submit(backend, host.url, noise);
		testHost.clock.advance(TASK_MS);
		const [outcome] = await outcomes(host, 1);
		expect(onlyJson(outcome!)).toMatchObject({ taskId, operation: 'textToSound', status: 'succeeded', warnings: [] });
		expect(outcome!.outputs[0]![0]!.binary!.data).toMatchObject({ mimeType: expect.stringMatching(/^audio/) });
	});
});

describe('what made the task, on the official API', () => {
	/** Tokens are signed with the real time. */
	const today = { callbackSecrets: {}, now: Date.now, life: { queuedMs: 0, runningMs: 0 } };
	const accessKey = () => {
		const { accessKey: key, secretKey } = testHost.simulator.kling;
		return withLogin(testHost.logins, 'klingApi', { authentication: 'accessKey', accessKey: key, secretKey });
	};
	const model = (operation: string, value: string) => ({
		operation,
		[`kling${operation[0]!.toUpperCase()}${operation.slice(1)}Model`]: { __rl: true, mode: 'list', value },
	});
	const told = async (more: INodeParameters, wishes: Wishes = {}) => {
		await open({ callbackSecrets: {}, retiredModels: true });
		const host = await trigger('kling', { logins: testHost.logins, ...wishes });
		const form = imageToVideo('kling', { options: { wait: false, callbackUrl: host.url }, ...more });
		const taskId = onlyJson(await testHost.run(form)).taskId;
		testHost.clock.advance(TASK_MS);
		const json = onlyJson((await outcomes(host, 1))[0]!);
		expect(json).toMatchObject({ taskId, status: 'succeeded' });
		return json.operation;
	};

	test('an older model: the path where the task is found', async () => {
		expect(await told({ operation: 'textToVideo' })).toBe('textToVideo');
	});

	test('a newer model: nobody tells, so the item names none, but the one that the form names', async () => {
		const newer = model('textToVideo', 'kling-3.0-turbo');
		expect(await told(newer)).toBeNull();
		await testHost.close();
		expect(await told(newer, { more: { options: { madeBy: 'textToVideo' } } })).toBe('textToVideo');
	});

	test('a voice: its id, and no file', async () => {
		await open({ callbackSecrets: {} });
		const host = await trigger('kling', { logins: testHost.logins });
		const form = { resource: 'voice', operation: 'createVoice', name: 'Grandpa', recordingSource: 'url' };
		const recordingUrl = testHost.simulator.files.publish('talk.mp4', fixtures.long.bytes, 'video/mp4');
		const taskId = await submit('kling', host.url, { ...form, recordingUrl });
		testHost.clock.advance(TASK_MS);
		const [outcome] = await outcomes(host, 1);
		const voiceId = (BigInt(taskId) + 1n).toString();
		expect(onlyJson(outcome!)).toMatchObject({ taskId, operation: 'createVoice', status: 'succeeded', voiceId });
		expect(outcome!.outputs[0]![0]!.binary).toBeUndefined();
	});

	test('access keys find it, too, wherever it was made', async () => {
		await open(today);
		const host = await trigger('kling', { logins: accessKey() });
		const taskId = await submit('kling', host.url, { operation: 'textToVideo' });
		expect(onlyJson((await outcomes(host, 1))[0]!)).toMatchObject({ taskId, operation: 'textToVideo' });
	});

	test('what access keys do not find is not believed, and no reason to fail', async () => {
		await open(today);
		const host = await trigger('kling', { logins: accessKey() });
		await host.post(request('kling', '900000000000000099'));
		await host.post(JSON.stringify({ id: '900000000000000098', status: 'succeeded' }));
		for (const { error, outputs } of await outcomes(host, 2)) expect([error, outputs]).toEqual([undefined, [[]]]);
		// Speech is done with its reply: there is no such address to ask at (kling-official.md 4).
		const paths = testHost.simulator.requests.map(({ path }) => path);
		expect(paths.some((path) => path.startsWith('/v1/audio/text-to-audio/'))).toBe(true);
		expect(paths.filter((path) => path.startsWith('/v1/audio/tts'))).toEqual([]);
	});
});

test('a run without a call says what is missing', async () => {
	await open();
	const run = async (item: INodeExecutionData, settings = {}) =>
		await runNode({
			nodeType: new KlingVideoTrigger(testHost.clock, testHost.timeouts),
			parameters: { backend: 'kie' },
			logins: testHost.logins,
			items: [item],
			settings,
		});
	expect((await run({ json: {} })).error?.message).toBe('No callback about a task was received');
	const { outputs } = await run({ json: { taskId: '\n' } }, { onError: 'continueRegularOutput' });
	expect(onlyJson({ outputs } as Outcome)).toMatchObject({ message: 'No callback about a task was received' });
});

describe("PiAPI's secret", () => {
	const creation = (options: INodeParameters, secret = SECRETS.piapi) =>
		testHost.run(imageToVideo('piapi', { options: { wait: false, ...options } }), {
			logins: withLogin(testHost.logins, 'piApi', { webhookSecret: secret }),
		});
	const callbackUrl = 'https://example.com/hook';
	const webhook = () => Object(Object(Object(testHost.simulator.ledger.at(-1)?.body).config).webhook_config);

	test('goes along with the address, and only with it', async () => {
		await open();
		const outcome = await creation({ callbackUrl });
		expect(webhook()).toEqual({ endpoint: callbackUrl, secret: SECRETS.piapi });
		expect(JSON.stringify([outcome.outputs, outcome.context])).not.toContain(SECRETS.piapi);
		await creation({});
		expect(testHost.simulator.ledger.at(-1)?.rawBody).not.toContain(SECRETS.piapi);
	});

	test('is not shown by Preview Only', async () => {
		await open();
		const json = JSON.stringify(onlyJson(await creation({ callbackUrl, checkOnly: true })));
		expect(json).not.toContain(SECRETS.piapi);
		expect(json).toContain('"secret":"(the Webhook Secret of the credential)"');
	});

	test('is not told, even if the service repeats it in a refusal', async () => {
		await open();
		const json = { code: 400, message: `not a good secret: ${SECRETS.piapi}` };
		testHost.simulator.fault({ backend: 'piapi', verb: 'create', kind: 'answer', status: 400, json });
		const { error } = await creation({ callbackUrl });
		expect(error?.message).toContain('not a good secret: (secret)');
		expect(JSON.stringify({ ...error, message: error?.message })).not.toContain(SECRETS.piapi);
	});

	test('that no header can carry is refused before anything is sent', async () => {
		await open();
		const { error } = await creation({ callbackUrl }, 'Geheimnis mit ü');
		expect(error?.message).toMatch(/^'Webhook Secret' in the credential for PiAPI cannot be sent/);
		expect(testHost.simulator.ledger).toHaveLength(0);
	});
});
