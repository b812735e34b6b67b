// Checks what holds when a run is cut short: nothing is paid twice, and Stop means stop.
import { setTimeout as sleep } from 'node:timers/promises';
import type { BackendAccess } from './backends';
import type { Checklist } from './checklist';
import { photoToVideo, TRIGGER, VIDEO_NODE } from './example';
import type { JsonRecord } from './json';
import type { Stage } from './stage';
import { onlyItem } from './video';

/** Longer than the node waits before its first look at a task, in seconds. */
const SILENCE = 10;

export async function checkInterruptions(checks: Checklist, stage: Stage, access: BackendAccess): Promise<void> {
	await checks.check(`${access.title}: retrying a failed execution pays no second time`, async () => {
		await retryAfterTimeLimit(stage, access);
	});
	await checks.check(`${access.title}: Stop ends the run and every request of it`, async () => {
		await stopWhileWaiting(stage, access);
	});
}

/** The first run gives up after six seconds; when it is retried the task has finished. */
async function retryAfterTimeLimit(stage: Stage, access: BackendAccess): Promise<void> {
	const { n8n, simulator } = stage;
	const paidBefore = simulator.ledger.length;
	simulator.setLife({ queuedMs: 500, runningMs: 9_500 });
	const workflow = await storeExample(stage, access, { shortestPollInterval: 1, timeLimit: 0.1 });
	const failed = await n8n.run(workflow, TRIGGER);
	if (failed.status !== 'error') throw new Error(`the first run ended as "${failed.status}"`);
	const paid = simulator.ledger.at(-1);
	await until('the task has finished', () => paid?.state === 'succeeded');
	const retried = await n8n.retryExecution(failed.id);
	const item = onlyItem(retried, VIDEO_NODE);
	if (!item.binary.data) throw new Error('the retried run has no video');
	const times = simulator.ledger.length - paidBefore;
	if (times !== 1) throw new Error(`${times} tasks were paid`);
	if (item.json.taskId !== paid?.taskId) throw new Error('the video is of another task');
}

async function stopWhileWaiting(stage: Stage, access: BackendAccess): Promise<void> {
	const { n8n, simulator } = stage;
	simulator.setLife({ queuedMs: 500, runningMs: 120_000 });
	const workflow = await storeExample(stage, access, { shortestPollInterval: 1 });
	const paidBefore = simulator.ledger.length;
	const id = await n8n.start(workflow, TRIGGER);
	await until('a task is paid', () => simulator.ledger.length > paidBefore);
	await sleep(500); // The reply with the task's id has to arrive first.
	await n8n.stopExecution(id);
	const stopped = await n8n.finished(id, 5);
	if (stopped.status !== 'canceled') throw new Error(`the run ended as "${stopped.status}"`);
	const requestsBefore = simulator.requests.length;
	await sleep(SILENCE * 1000);
	const late = simulator.requests.length - requestsBefore;
	if (late > 0) throw new Error(`${late} requests left after Stop`);
}

async function storeExample({ n8n, photoUrl }: Stage, access: BackendAccess, options: JsonRecord): Promise<string> {
	const { credentialType, title, credential } = access;
	const credentialId = await n8n.createCredential(credentialType, title, credential);
	const parameters = { options };
	return await n8n.createWorkflow(await photoToVideo({ access, credentialId, photoUrl, parameters }));
}

async function until(what: string, reached: () => boolean, seconds = 20): Promise<void> {
	const limit = Date.now() + seconds * 1000;
	while (!reached()) {
		if (Date.now() > limit) throw new Error(`after ${seconds} seconds it is not so that ${what}`);
		await sleep(100);
	}
}
