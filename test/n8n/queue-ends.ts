// Checks what holds in queue mode when a wait is cut short: by Stop, by the workflow's time limit, by a worker's death.
import { setTimeout as sleep } from 'node:timers/promises';
import { simulatedAccess } from './backends';
import type { Checklist } from './checklist';
import type { WorkflowJson } from './client';
import { photoToVideo, QUICK_POLLS, TRIGGER } from './example';
import { textAt, type JsonRecord } from './json';
import type { QueueStage } from './queue-stage';
import { until } from './until';
import { makeVideo } from './video';
import type { Worker } from './worker';

/** Longer than the node waits before its first look at a task, in seconds. */
const SILENCE = 10;

/** A workflow's time limit in seconds, and how much later than that the wait may end. */
const TIMEOUT = 5;
const LATE = 5;

/** Seconds from a worker's death to the end of its execution: locks run out, and n8n 2 looks for 30 s whether it lives. */
const BURIAL = 90;

export async function checkEnds(checks: Checklist, stage: QueueStage): Promise<void> {
	await checks.check('Stop reaches the worker and ends the wait', async () => {
		await stop(stage);
	});
	if (stage.n8n.version === '1.123') {
		await checks.check(
			"n8n 1 tells a worker's node nothing of the workflow's timeout; Stop still ends the wait",
			async () => {
				await untold(stage);
			},
		);
	} else {
		await checks.check("the workflow's timeout reaches the worker and ends the wait", async () => {
			await timeOut(stage);
		});
	}
	await checkDeath(checks, stage);
}

async function stop(stage: QueueStage): Promise<void> {
	const { n8n } = stage;
	const { id, paid } = await startWaiting(stage, 120);
	await n8n.stopExecution(id);
	await ended(stage, id, paid, 5);
}

async function timeOut(stage: QueueStage): Promise<void> {
	const { id, paid } = await startWaiting(stage, 120, { executionTimeout: TIMEOUT });
	await ended(stage, id, paid, TIMEOUT + LATE);
}

/** n8n 1 looks at a worker's time only between two nodes. Should that change, README has to. */
async function untold(stage: QueueStage): Promise<void> {
	const { n8n, simulator } = stage;
	const { id, paid } = await startWaiting(stage, 120, { executionTimeout: TIMEOUT });
	await sleep((TIMEOUT + LATE) * 1000);
	const status = textAt(await n8n.call('GET', `/rest/executions/${id}`), 'status');
	if (status !== 'running') throw new Error(`after its timeout it is "${status}"`);
	if (simulator.ledger.at(-1)?.state !== 'running') throw new Error('the task has ended');
	await n8n.stopExecution(id);
	await ended(stage, id, paid, 5);
}

/** It was cancelled, its worker is free again and asks no more, and one task was paid. */
async function ended(stage: QueueStage, id: string, paidBefore: number, seconds: number): Promise<void> {
	const { n8n, simulator } = stage;
	const { status } = await n8n.finished(id, seconds);
	if (status !== 'canceled') throw new Error(`the run ended as "${status}"`);
	await until('the worker is free', async () => (await stage.occupied()) === 0, 5);
	const requestsBefore = simulator.requests.length;
	await sleep(SILENCE * 1000);
	const late = simulator.requests.length - requestsBefore;
	if (late > 0) throw new Error(`${late} requests left afterwards`);
	onePaid(stage, paidBefore);
}

/** What n8n makes of an execution whose worker is killed in mid-wait, and what is left of the task. */
async function checkDeath(checks: Checklist, stage: QueueStage): Promise<void> {
	const waiting = await checks.check('a worker waits for a task, and is killed', async () => {
		const { id, paid } = await startWaiting(stage, 45);
		const worker = await workerOf(stage, id);
		await worker.kill();
		return { id, paid, worker };
	});
	if (!waiting) return;
	const { id, paid, worker } = waiting;
	const taskId = stage.simulator.ledger.at(-1)?.taskId ?? '';
	await checks.check("n8n ends the dead worker's execution as failed", async () => {
		const { status, error } = await stage.n8n.finished(id, BURIAL);
		if (status !== 'error' && status !== 'crashed') throw new Error(`it ended as "${status}": ${error ?? ''}`);
	});
	await checks.check('no other worker runs it again, and no second task is paid', async () => {
		await sleep(SILENCE * 1000);
		onePaid(stage, paid);
		for (const other of stage.workers) {
			if (other !== worker && (await other.executions()).includes(id)) throw new Error(`${other.name} ran it`);
		}
	});
	await checks.check("the task's id stands in the dead worker's log", async () => {
		if (!(await worker.log()).includes(taskId)) throw new Error(`its log does not name ${taskId}`);
	});
	await checks.check('with that id another worker fetches the video, at no cost', async () => {
		await fetchTask(stage, taskId);
	});
}

async function fetchTask(stage: QueueStage, taskId: string): Promise<void> {
	const parameters = { operation: 'queryTask', taskId, options: { shortestPollInterval: 1 } };
	const access = simulatedAccess('kie', stage.simulator);
	const workflow = await stage.n8n.createWorkflow(await onKie(stage, parameters));
	const { paid, file } = await makeVideo(stage, access, workflow);
	if (paid.length > 0) throw new Error(`${paid.length} tasks were paid`);
	if (!file.equals(stage.simulator.resultBytes(taskId))) throw new Error('the file is another one');
}

/** Starts the example with a task of so many seconds; resolves when a worker waits for it. */
async function startWaiting(
	stage: QueueStage,
	seconds: number,
	settings: JsonRecord = {},
): Promise<{ id: string; paid: number }> {
	const { n8n, simulator } = stage;
	simulator.setLife({ queuedMs: 500, runningMs: seconds * 1000 });
	const workflow = await n8n.createWorkflow({ ...(await onKie(stage, QUICK_POLLS)), settings });
	const paid = simulator.ledger.length;
	const id = await n8n.start(workflow, TRIGGER);
	await until('a task is paid', () => simulator.ledger.length > paid);
	await sleep(500); // The reply with the task's id has to arrive first.
	return { id, paid };
}

/** Kie.ai cannot look a lost task up, so there nothing helps but what is written down. */
async function onKie({ n8n, simulator, photoUrl }: QueueStage, parameters: JsonRecord): Promise<WorkflowJson> {
	const access = simulatedAccess('kie', simulator);
	const credentialId = await n8n.createCredential(access.credentialType, access.title, access.credential);
	return await photoToVideo({ access, credentialId, photoUrl, parameters });
}

async function workerOf({ workers }: QueueStage, id: string): Promise<Worker> {
	for (const worker of workers) if ((await worker.executions()).includes(id)) return worker;
	throw new Error(`no worker has taken execution ${id}`);
}

function onePaid({ simulator }: QueueStage, before: number): void {
	const paid = simulator.ledger.length - before;
	if (paid !== 1) throw new Error(`${paid} tasks were paid`);
}
