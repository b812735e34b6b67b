// How many videos one small worker gets done while tasks take their time: waiting inside the node, and aside by callback.
// `tsx test/n8n/waiting.ts [1.123]` prints it; it is a row of `npm run bench`.
import { setTimeout as sleep } from 'node:timers/promises';
import { simulatedAccess, type BackendAccess } from './backends';
import type { WorkflowJson } from './client';
import { photoToVideo, QUICK_POLLS, TRIGGER, type FilledIn } from './example';
import { isHostVersion, type HostVersion } from './host';
import { textAt } from './json';
import { openQueueStage, type QueueStage } from './queue-stage';
import { resumeByCallback } from './resume-example';
import { formatTable } from './table';

export interface WaitingOptions {
	/** How many executions are started at once. */
	executions: number;
	/** How long each task takes, in seconds. */
	taskSeconds: number;
	/** How long is counted, in seconds from the first start. */
	seconds: number;
}

export interface WaitingResult {
	way: 'polling' | 'callback';
	/** Executions that had succeeded when the time was up. */
	finished: number;
	/** Tasks that had been created by then. */
	created: number;
	/** How many executions occupied a worker, on average. */
	occupied: number;
}

const WAYS = {
	polling: async (filledIn) =>
		await photoToVideo({ ...filledIn, parameters: { ...filledIn.parameters, ...QUICK_POLLS } }),
	callback: async (filledIn) => await resumeByCallback(filledIn),
} satisfies Record<WaitingResult['way'], (filledIn: FilledIn) => Promise<WorkflowJson>>;

/** Both ways, one after the other, on the same stage; what is not finished in time is stopped. */
export async function compareWaiting(
	stage: QueueStage,
	options: WaitingOptions,
): Promise<Record<WaitingResult['way'], WaitingResult>> {
	return { polling: await measure(stage, 'polling', options), callback: await measure(stage, 'callback', options) };
}

async function measure(stage: QueueStage, way: WaitingResult['way'], options: WaitingOptions): Promise<WaitingResult> {
	const { n8n, simulator } = stage;
	const { executions, taskSeconds, seconds } = options;
	simulator.setLife({ queuedMs: 500, runningMs: taskSeconds * 1000 - 500 });
	// The account must not be what holds the tasks up.
	simulator.piapi.slots = executions;
	const access = simulatedAccess('piapi', simulator);
	const workflow = await n8n.createWorkflow(await WAYS[way](await filledIn(stage, access)));
	const createdBefore = simulator.ledger.length;
	const deadline = Date.now() + seconds * 1000;
	const ids = await Promise.all(Array.from({ length: executions }, async () => await n8n.start(workflow, TRIGGER)));
	const occupied = await meanUntil(deadline, stage.occupied);
	const statuses = await Promise.all(ids.map(async (id) => [id, await statusOf(stage, id)] as const));
	const created = simulator.ledger.length - createdBefore;
	const late = statuses.filter(([, status]) => status !== 'success');
	await Promise.all(late.map(async ([id]) => await n8n.stopExecution(id)));
	return { way, finished: executions - late.length, created, occupied };
}

async function filledIn({ n8n, photoUrl }: QueueStage, access: BackendAccess): Promise<FilledIn> {
	const credentialId = await n8n.createCredential(access.credentialType, access.title, access.credential);
	return { access, credentialId, photoUrl, parameters: { operation: 'textToVideo', prompt: 'A paper boat' } };
}

async function meanUntil(deadline: number, look: () => Promise<number>): Promise<number> {
	let sum = 0;
	let looks = 0;
	do {
		sum += await look();
		looks += 1;
		await sleep(250);
	} while (Date.now() < deadline);
	return sum / looks;
}

async function statusOf({ n8n }: QueueStage, id: string): Promise<string> {
	return textAt(await n8n.call('GET', `/rest/executions/${id}`), 'status');
}

/** What is measured where nothing else is wanted, on a stage of one worker with so many places. */
export const USUAL: WaitingOptions & { concurrency: number } = {
	executions: 40,
	taskSeconds: 30,
	seconds: 75,
	concurrency: 5,
};

/** The usual comparison on a stage of its own, which takes five minutes. */
export async function usualWaiting(version: HostVersion): Promise<Record<WaitingResult['way'], WaitingResult>> {
	const { concurrency } = USUAL;
	const stage = await openQueueStage({ version, binaryMode: 'filesystem', concurrency, workers: 1 });
	try {
		return await compareWaiting(stage, USUAL);
	} finally {
		await stage.close();
	}
}

async function main(version: string): Promise<void> {
	if (!isHostVersion(version)) throw new Error(`There is no host for n8n ${version}.`);
	const { polling, callback } = await usualWaiting(version);
	const { executions, taskSeconds, seconds, concurrency } = USUAL;
	console.log(
		`${executions} executions, tasks of ${taskSeconds} s, one worker with concurrency ${concurrency}, after ${seconds} s:\n`,
	);
	const rows = [polling, callback].map(({ way, ...counts }) => [
		way,
		String(counts.created),
		String(counts.finished),
		counts.occupied.toFixed(1),
	]);
	console.log(formatTable(['waiting by', 'tasks created', 'videos finished', 'mean places occupied'], rows));
	console.log(`\nratio ${(callback.finished / polling.finished).toFixed(1)}`);
}

if (require.main === module) {
	main(process.argv[2] ?? '2.41').catch((error: unknown) => {
		console.error(error);
		process.exitCode = 1;
	});
}
