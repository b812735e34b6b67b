// One run that is cut short: what it needs to start, and what its backend saw since then.
import { setTimeout as sleep } from 'node:timers/promises';
import type { BackendAccess, Simulator } from './backends';
import type { WorkflowJson } from './client';
import {
	photoToTaskToVideo,
	photoToVideo,
	QUERY_NODE,
	taskToVideo,
	TRIGGER,
	VIDEO_NODE,
	type FilledIn,
} from './example';
import type { Execution } from './execution';
import type { Stage } from './stage';
import { until } from './until';
import { onlyItem } from './video';

export interface Scene extends Pick<Stage, 'n8n' | 'simulator'> {
	backend: BackendAccess['backend'];
	/** What is filled into a workflow: credential and photo. */
	filledIn: FilledIn;
	/** How the backend's tasks live from now on; they succeed where nothing else is said. */
	setLife: Simulator['setLife'];
	/** The tasks that the backend took on since the scene was opened. */
	paid(): Simulator['ledger'];
	/** The requests that reached the backend since then. */
	requests(): Simulator['requests'];
}

/** A backend is used by one scene at a time; another backend's scene may play beside it. */
export async function openScene(stage: Stage, access: BackendAccess): Promise<Scene> {
	const { n8n, simulator, photoUrl } = stage;
	const { backend, credentialType, title, credential } = access;
	const credentialId = await n8n.createCredential(credentialType, title, credential);
	const [tasks, requests] = [simulator.ledger.length, simulator.requests.length];
	return {
		n8n,
		simulator,
		backend,
		filledIn: { access, credentialId, photoUrl },
		setLife: (life) => simulator.setLife({ outcome: 'succeed', ...life }, backend),
		paid: () => simulator.ledger.slice(tasks).filter((task) => task.backend === backend),
		requests: () => simulator.requests.slice(requests).filter((request) => request.backend === backend),
	};
}

/** Starts a workflow, by default the example with the user's wishes filled in; the run's id. */
export async function start({ n8n, filledIn }: Scene, wishes: Partial<FilledIn> | WorkflowJson = {}): Promise<string> {
	const workflow = 'nodes' in wishes ? wishes : await photoToVideo({ ...filledIn, ...wishes });
	return await n8n.start(await n8n.createWorkflow(workflow), TRIGGER);
}

/** Starts the README's recipe against a crash, and waits until its second node asks for the task. */
export async function startRecipe(scene: Scene): Promise<Submitted> {
	const before = scene.paid().length;
	const workflowSettings = { saveExecutionProgress: true };
	const executionId = await start(scene, await photoToTaskToVideo({ ...scene.filledIn, workflowSettings }));
	await untilAccepted(scene, before + 1);
	const taskId = scene.paid()[before]?.taskId ?? '';
	await until('Query Task asks for it', () => scene.requests().some(({ query }) => query.taskId === taskId));
	return { executionId, taskId };
}

/** A run and the task that it paid. */
export interface Submitted {
	executionId: string;
	taskId: string;
}

/** What n8n saved of the recipe names the task, which is fetched with that. */
export async function expectSaved(scene: Scene, { executionId, taskId }: Submitted, status: string): Promise<void> {
	const [item] = (await ending(scene, executionId, status)).items(VIDEO_NODE);
	if (item?.json.taskId !== taskId) throw new Error(`the saved item is ${JSON.stringify(item?.json)}`);
	await expectFetchable(scene, taskId);
}

/** The run's end, which has to be of this kind and to come within so many seconds. */
export async function ending({ n8n }: Scene, id: string, status: string, seconds?: number): Promise<Execution> {
	const execution = await n8n.finished(id, seconds);
	if (execution.status === status) return execution;
	throw new Error(`the run ended as "${execution.status}": ${execution.error ?? 'no reason was given'}`);
}

/** The one task that was paid. */
export function onlyTask({ paid }: Scene): string {
	const [task, ...others] = paid();
	if (!task || others.length > 0) throw new Error(`${paid().length} tasks were paid instead of one`);
	return task.taskId;
}

/** Waits for so many paid tasks, and for the node to know them. */
export async function untilAccepted({ paid }: Scene, count = 1): Promise<void> {
	await until(`${count} tasks are paid`, () => paid().length === count);
	await sleep(500);
}

/** The node's only item is of this task, with the whole of its video. */
export async function expectVideo(
	{ n8n, simulator }: Scene,
	execution: Execution,
	node: string,
	taskId: string,
): Promise<void> {
	const { json, binary } = onlyItem(execution, node);
	if (json.taskId !== taskId) throw new Error(`the item is of task ${String(json.taskId)} instead of ${taskId}`);
	if (!binary.data) throw new Error('the item has no video');
	const file = await n8n.binary(binary.data);
	if (!file.equals(simulator.resultBytes(taskId))) throw new Error('the video is not the one of the task');
}

/** A task whose id stands somewhere is fetched by a workflow of its own, and not paid again. */
export async function expectFetchable(scene: Scene, taskId: string): Promise<void> {
	const paidBefore = scene.paid().length;
	const fetched = await ending(scene, await start(scene, taskToVideo(scene.filledIn, taskId)), 'success');
	await expectVideo(scene, fetched, QUERY_NODE, taskId);
	if (scene.paid().length > paidBefore) throw new Error('fetching the video was paid');
}

/** The id stands in n8n's log, which n8n writes as it does by default. */
export async function expectLogged({ n8n }: Scene, taskId: string): Promise<void> {
	const words = (await n8n.log()).split('\n').filter((line) => line.startsWith('Kling Video:'));
	if (!words.some((line) => line.includes(taskId))) throw new Error(`n8n's log does not name task ${taskId}`);
}

/** Longer than the node waits before its first look at a task, in seconds. */
const SILENCE = 10;

/** From now on the backend hears nothing. */
export async function expectSilence({ requests }: Scene): Promise<void> {
	const before = requests().length;
	await sleep(SILENCE * 1000);
	const late = requests().slice(before);
	if (late.length > 0) throw new Error(`${late.length} more requests: ${late.map(({ verb }) => verb).join(', ')}`);
}
