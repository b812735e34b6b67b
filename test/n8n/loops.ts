// The same request by another way: led back from the error output, in an execution that is retried with other words, and in
// a sub-workflow that its parent calls again. Each is paid once.
import type { WorkflowJson } from './client';
import { photoToVideo, PHOTO_NODE, TRIGGER, VIDEO_NODE } from './example';
import { FIVE_TRIES } from './retries';
import { ending, expectVideo, onlyTask, start, type Scene } from './scene';
import { until } from './until';

/** Six seconds, which the tasks of these scenes outlast. */
const IMPATIENT = { shortestPollInterval: 1, timeLimit: 0.1 };
const arrowTo = (node: string) => ({ node, type: 'main', index: 0 });

/** The error output leads back into the node: the item's task is waited for until it is done. */
export async function errorOutputLoop(scene: Scene): Promise<void> {
	scene.setLife({ queuedMs: 500, runningMs: 9_500 });
	const nodeSettings = { onError: 'continueErrorOutput' };
	const workflow = await photoToVideo({ ...scene.filledIn, parameters: { options: IMPATIENT }, nodeSettings });
	const connections = { ...workflow.connections, [VIDEO_NODE]: { main: [[], [arrowTo(VIDEO_NODE)]] } };
	const execution = await ending(scene, await start(scene, { ...workflow, connections }), 'success');
	await expectVideo(scene, execution, VIDEO_NODE, onlyTask(scene));
}

/** The prompt says something else each time it is looked at; the execution that is retried still knows its task. */
export async function retryWithNow(scene: Scene): Promise<void> {
	scene.setLife({ queuedMs: 500, runningMs: 9_500 });
	const prompt = '=The boat at {{ $now }}, {{ Math.random() }}';
	const id = await start(scene, { parameters: { prompt, options: IMPATIENT } });
	await ending(scene, id, 'error');
	await until('the task has finished', () => scene.paid()[0]?.state === 'succeeded');
	const again = await scene.n8n.retryExecution(id);
	if (again.status !== 'success') throw new Error(`the retry ended as "${again.status}": ${again.error}`);
	await expectVideo(scene, again, VIDEO_NODE, onlyTask(scene));
}

const PARENT_NODE = 'Call the Workflow';

/** The parent's Retry On Fail calls the sub-workflow again; under an id of the user's it finds the task of the first call. */
export async function retriedSubWorkflow(scene: Scene): Promise<void> {
	const { n8n, filledIn } = scene;
	scene.setLife({ queuedMs: 500, runningMs: 7_000 });
	const options = { ...IMPATIENT, externalTaskId: 'order-77', ifIdExists: 'use' };
	const called = asSubWorkflow(await photoToVideo({ ...filledIn, parameters: { options } }));
	const id = await n8n.createWorkflow(called);
	await n8n.publish(id);
	const execution = await ending(scene, await start(scene, parentOf(id)), 'success');
	const [item] = execution.items(PARENT_NODE);
	if (item?.json.taskId !== onlyTask(scene)) throw new Error(`the parent got ${JSON.stringify(item?.json)}`);
	const warnings = JSON.stringify(item.json.warnings);
	if (!warnings.includes('order-77')) throw new Error(`nothing tells that the task was there: ${warnings}`);
}

/** A workflow that others call instead of one that is started by hand. */
function asSubWorkflow(workflow: WorkflowJson): WorkflowJson {
	const trigger = {
		id: 'start',
		name: TRIGGER,
		type: 'n8n-nodes-base.executeWorkflowTrigger',
		typeVersion: 1.1,
		position: [0, 0],
		parameters: { inputSource: 'passthrough' },
	};
	const others = workflow.nodes.filter(({ name }) => name !== TRIGGER);
	const connections = { ...workflow.connections, [TRIGGER]: { main: [[arrowTo(PHOTO_NODE)]] } };
	return { ...workflow, name: 'Photo to Video, called', nodes: [trigger, ...others], connections };
}

const parentOf = (workflowId: string): WorkflowJson => ({
	name: 'Calls Photo to Video',
	nodes: [
		{
			id: 'start',
			name: TRIGGER,
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		},
		{
			id: 'call',
			name: PARENT_NODE,
			type: 'n8n-nodes-base.executeWorkflow',
			typeVersion: 1.2,
			position: [240, 0],
			parameters: { workflowId: { __rl: true, mode: 'id', value: workflowId }, options: {} },
			...FIVE_TRIES,
			waitBetweenTries: 1_000,
		},
	],
	connections: { [TRIGGER]: { main: [[arrowTo(PARENT_NODE)]] } },
});
