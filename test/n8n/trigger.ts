// Checks the trigger in real n8n: what the services send starts the workflow once, and nothing else starts it.
import { startSimulator } from '../simulator';
import { kieHeaders, klingHeaders } from '../simulator/callbacks/sign';
import { falHeaders } from '../simulator/fal/news';
import type { CallbackAttempt } from '../simulator/contract';
import { BACKENDS, simulatedAccess, type Backend, type Simulator } from './backends';
import type { Checklist } from './checklist';
import type { WorkflowJson } from './client';
import { QUERY_NODE, TRIGGER } from './example';
import { filledExample, type Credential } from './example-file';
import { at, isRecord, textAt, type JsonRecord } from './json';
import type { Stage } from './stage';
import { until } from './until';
import { onlyItem } from './video';

const EXAMPLE = 'start-when-done.json';
const CREATE_NODE = 'Create Task';
const TRIGGER_NODE = 'When It Is Done';

/** What the users of each service have set up there, or made up. */
const SECRETS: Record<Backend, string> = {
	kling: 'whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=',
	kie: 'demo-hmac-key',
	piapi: 'a long text that somebody made up',
	// It signs with keys of its own.
	fal: '',
};

/** Seconds that a simulated task takes, and that a wrong start would take to show. */
const TASK = 3;
const QUIET = 2;

/** One workflow with both halves, and how to call its trigger. */
interface Scene {
	stage: Stage;
	simulator: Simulator;
	backend: Backend;
	workflowId: string;
	address: string;
	/** Where n8n takes one call after "Listen for test event". */
	testAddress: string;
	/** The executions that the trigger started. */
	started(): Promise<string[]>;
}

/**
 * All backends side by side: each waits for its tasks most of the time.
 *
 * @param callsAt what the addresses of triggers begin with, where another process than main takes the calls
 */
export async function checkTrigger(checks: Checklist, stage: Stage, callsAt = stage.n8n.url): Promise<void> {
	const type = 'n8n-nodes-kling-video.klingVideoTrigger';
	await checks.check('n8n has loaded the trigger', async () => {
		if (textAt(await stage.n8n.nodeType(type), 'displayName') !== 'Kling Video Trigger') throw new Error('otherwise');
	});
	await Promise.all(BACKENDS.map(async (backend) => await checkBackend(checks, stage, backend, callsAt)));
}

async function checkBackend(checks: Checklist, stage: Stage, backend: Backend, callsAt: string): Promise<void> {
	// A simulator of its own, whose callbacks are signed; the examples' one signs nothing.
	const simulator = await startSimulator({ callbackSecrets: { kling: SECRETS.kling, kie: SECRETS.kie } });
	simulator.setLife({ queuedMs: 500, runningMs: TASK * 1000 - 500 });
	const { title } = simulatedAccess(backend, simulator);
	try {
		const scene = await checks.check(`${title}: examples/${EXAMPLE} is imported and activated`, async () => {
			return await openScene(stage, simulator, backend, callsAt);
		});
		if (!scene) return;
		const call = await checks.check(`${title}: the end of a task starts the workflow`, async () => await ended(scene));
		if (call)
			await checks.check(`${title}: the same call once more starts nothing`, async () => await repeated(scene, call));
		if (call)
			await checks.check(
				`${title}: "Listen for test event" takes it, known or not`,
				async () => await byHand(scene, call),
			);
		await checks.check(`${title}: wrongly signed and unreadable calls start nothing`, async () => await refused(scene));
		await checks.check(
			`${title}: a call that comes too early is believed when it is true`,
			async () => await early(scene),
		);
	} finally {
		await simulator.close();
	}
}

/** The example as a user fills it in, with Query Task behind the trigger. */
async function openScene(stage: Stage, simulator: Simulator, backend: Backend, callsAt: string): Promise<Scene> {
	const { n8n } = stage;
	const { credentialType: type, title, credential } = simulatedAccess(backend, simulator);
	const id = await n8n.createCredential(type, title, {
		...credential,
		...(SECRETS[backend] === '' ? {} : { webhookSecret: SECRETS[backend] }),
	});
	const filled = await filledExample(EXAMPLE, {
		photoUrl: stage.photoUrl,
		danceUrl: '',
		interviewUrl: '',
		files: n8n.files,
		backends: new Map<unknown, Credential>([['kling', { type, id }]]),
		options: {},
	});
	const webhookId = `${backend}-${Date.now().toString(36)}`;
	const address = `${callsAt}/webhook/${webhookId}/kling-video`;
	const testAddress = `${n8n.url}/webhook-test/${webhookId}/kling-video`;
	const workflowId = await n8n.createWorkflow(onBackend(filled, backend, webhookId, address));
	await n8n.activate(workflowId);
	const started = async (): Promise<string[]> => {
		const all = await n8n.executionsOf(workflowId);
		const modes = await Promise.all(
			all.map(async (one) => textAt(await n8n.call('GET', `/rest/executions/${one}`), 'mode')),
		);
		return all.filter((_, index) => modes[index] === 'webhook');
	};
	return { stage, simulator, backend, workflowId, address, testAddress, started };
}

function onBackend(workflow: WorkflowJson, backend: Backend, webhookId: string, callbackUrl: string): WorkflowJson {
	const nodes = workflow.nodes.map((node) => {
		const before = isRecord(node.parameters) ? node.parameters : {};
		if (node.name === TRIGGER_NODE) return { ...node, webhookId, parameters: { ...before, backend } };
		if (node.name !== CREATE_NODE) return node;
		return { ...node, parameters: { ...before, backend, options: { wait: false, callbackUrl } } };
	});
	const trigger = nodes.find(({ name }) => name === TRIGGER_NODE);
	const query: JsonRecord = {
		id: 'query',
		name: QUERY_NODE,
		type: 'n8n-nodes-kling-video.klingVideo',
		typeVersion: 1,
		position: [720, 400],
		// As it is when a user drops it there: it takes the task from the item.
		parameters: { backend, resource: 'video', operation: 'queryTask' },
		credentials: at(trigger, 'credentials'),
	};
	const connections = { ...workflow.connections, Video: { main: [[{ node: QUERY_NODE, type: 'main', index: 0 }]] } };
	return { ...workflow, name: `${workflow.name} on ${backend}`, nodes: [...nodes, query], connections };
}

/** A task is made by the first half; gives its id. */
async function submit({ stage: { n8n }, simulator, workflowId }: Scene): Promise<string> {
	const execution = await n8n.finished(await n8n.start(workflowId, TRIGGER), 30);
	const { json } = onlyItem(execution, CREATE_NODE);
	if (json.status !== 'queued') throw new Error(`the first half says ${JSON.stringify(json)}`);
	if (JSON.stringify(execution.data).includes(SECRETS.piapi)) throw new Error('the secret stands in the execution');
	return textAt(simulator.ledger.at(-1), 'taskId');
}

/** From the callback to the video, in both of the ways to get it; gives the callback. */
async function ended(scene: Scene): Promise<CallbackAttempt> {
	const { stage, simulator, started } = scene;
	const taskId = await submit(scene);
	await until('the workflow has started', async () => (await started()).length > 0);
	await delivered(scene, taskId, (await started())[0] ?? '');
	const calls = simulator.callbacks.filter((call) => call.taskId === taskId);
	const wrong = calls.find(({ status }) => status !== 200);
	if (wrong) throw new Error(`n8n answered ${wrong.status} to a callback: ${wrong.answer}`);
	const log = await stage.n8n.log();
	if (Object.values(SECRETS).some((secret) => secret !== '' && log.includes(secret)))
		throw new Error("a secret stands in n8n's log");
	const last = calls.at(-1);
	if (!last || Object.keys(last.headers).length === 0) throw new Error('the callback was not signed');
	return last;
}

async function delivered(
	{ stage: { n8n }, simulator, backend }: Scene,
	taskId: string,
	executionId: string,
): Promise<void> {
	const execution = await n8n.finished(executionId, 30);
	if (execution.status !== 'success') throw new Error(`the run ended as ${execution.status}: ${execution.error}`);
	for (const node of [TRIGGER_NODE, QUERY_NODE]) {
		const { json, binary } = onlyItem(execution, node);
		if (json.taskId !== taskId || json.status !== 'succeeded' || json.backend !== backend) {
			throw new Error(`${node} says ${JSON.stringify(json)}`);
		}
		// The official API's calls about older models, and the echoes of the others, tell what made the task.
		// fal's tell nothing, so there the trigger's item names none, nor does Query Task after it.
		const made = backend === 'fal' ? null : 'imageToVideo';
		if (json.operation !== made) throw new Error(`${node} says that ${String(json.operation)} made it`);
		if (!binary.data || !(await n8n.binary(binary.data)).equals(simulator.resultBytes(taskId)))
			throw new Error(`${node} does not have the file`);
	}
}

async function repeated({ address, started }: Scene, { headers, rawBody }: CallbackAttempt): Promise<void> {
	const before = (await started()).length;
	for (let time = 0; time < 3; time += 1) await expectAnswer(address, headers, rawBody, [200]);
	await expectNoMore(started, before);
}

/** What the button of the editor does, and then the service. */
async function byHand(scene: Scene, { taskId, headers, rawBody }: CallbackAttempt): Promise<void> {
	const { stage, workflowId, testAddress } = scene;
	const { n8n } = stage;
	const before = await n8n.executionsOf(workflowId);
	const workflowData = await n8n.call('GET', `/rest/workflows/${workflowId}`);
	const body = { workflowData, startNodes: [], triggerToStartFrom: { name: TRIGGER_NODE } };
	const reply = await n8n.call('POST', `/rest/workflows/${workflowId}/run`, body);
	if (at(reply, 'waitingForWebhook') !== true) throw new Error(`n8n does not listen: ${JSON.stringify(reply)}`);
	await expectAnswer(testAddress, headers, rawBody, [200]);
	const fresh = async (): Promise<string[]> =>
		(await n8n.executionsOf(workflowId)).filter((id) => !before.includes(id));
	await until('the run by hand has started', async () => (await fresh()).length > 0);
	await delivered(scene, taskId, (await fresh())[0] ?? '');
}

/** Somebody else's calls, of the right shape and of none; n8n itself may refuse what is no JSON. */
async function refused(scene: Scene): Promise<void> {
	const { address, backend, started } = scene;
	const before = (await started()).length;
	const body = bodyOf(backend, 'a-task-of-nobody');
	const signed = headersFor(scene, 'a-task-of-nobody', body);
	await expectAnswer(address, {}, body, [401]);
	await expectAnswer(address, spoilt(signed), body, [401]);
	if (backend !== 'piapi') await expectAnswer(address, headersFor(scene, 'a-task-of-nobody', body, 301), body, [401]);
	for (const rubbish of [
		'',
		'{',
		'null',
		'[]',
		'[{}]',
		'"text"',
		'<html></html>',
		'{"id":{"task_id":[]}}',
		`"${'x'.repeat(1e6)}"`,
	]) {
		await expectAnswer(address, signed, rubbish, [400, 413, 422]);
	}
	await expectAnswer(address, { ...signed, 'content-type': 'text/plain' }, 'hello', [400]);
	await expectNoMore(started, before);
}

/** Signed well, and not true yet: the run waits for the truth, and the service's own call finds it told. */
async function early(scene: Scene): Promise<void> {
	const { address, backend, started, simulator } = scene;
	const before = (await started()).length;
	const taskId = await submit(scene);
	const body = bodyOf(backend, taskId);
	await expectAnswer(address, headersFor(scene, taskId, body), body, [200]);
	await until('the workflow has started', async () => (await started()).length > before);
	const newest = (await started()).map(Number).sort((one, other) => other - one)[0];
	await delivered(scene, taskId, String(newest));
	await until('the service has called, too', () =>
		simulator.callbacks.some((call) => call.taskId === taskId && call.status === 200),
	);
	await expectNoMore(started, before + 1);
}

/** As each service writes it (kling-official.md 6.1, kie.md 6.1, piapi.md 6). */
function bodyOf(backend: Backend, taskId: string): string {
	const bodies: Record<Backend, JsonRecord> = {
		kling: { task_id: taskId, task_status: 'succeed', task_result: {} },
		kie: { code: 200, data: { taskId, state: 'success', param: '{}' } },
		piapi: { timestamp: 1_790_000_000, data: { task_id: taskId, status: 'completed' } },
		fal: { request_id: taskId, gateway_request_id: taskId, status: 'OK', payload: {} },
	};
	return JSON.stringify(bodies[backend]);
}

function headersFor(
	{ backend, simulator }: Pick<Scene, 'backend' | 'simulator'>,
	taskId: string,
	body: string,
	secondsAgo = 0,
): Record<string, string> {
	const seconds = Math.floor(Date.now() / 1000) - secondsAgo;
	if (backend === 'kling') return klingHeaders(SECRETS.kling, 'one', seconds, body);
	if (backend === 'fal') return falHeaders(simulator.fal.signer, taskId, seconds, body);
	return backend === 'kie' ? kieHeaders(SECRETS.kie, taskId, seconds) : { 'x-webhook-secret': SECRETS.piapi };
}

/** The last letter of each value is another one. */
function spoilt(headers: Record<string, string>): Record<string, string> {
	const entries = Object.entries(headers).map(([name, value]) => {
		const isSeal = /signature|secret/i.test(name);
		return [name, isSeal ? `${value.slice(0, 6)}${value[6] === 'x' ? 'y' : 'x'}${value.slice(7)}` : value];
	});
	return Object.fromEntries(entries) as Record<string, string>;
}

async function expectAnswer(
	address: string,
	headers: Record<string, string>,
	body: string,
	wanted: number[],
): Promise<void> {
	const began = Date.now();
	const response = await fetch(address, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body,
	});
	const answer = await response.text();
	if (!wanted.includes(response.status))
		throw new Error(`n8n answered ${response.status} to ${body.slice(0, 80)}: ${answer.slice(0, 200)}`);
	// So long takes the task of the early call, which is not waited for.
	if (Date.now() - began > TASK * 1000) throw new Error(`the answer took ${Date.now() - began} ms`);
}

async function expectNoMore(started: Scene['started'], count: number): Promise<void> {
	await new Promise((passed) => setTimeout(passed, QUIET * 1000));
	const found = (await started()).length;
	if (found !== count) throw new Error(`${found} executions instead of ${count}`);
}
