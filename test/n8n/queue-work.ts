// Checks that everything the node does also works where a worker does it: operations, backends, storage.
import { fixtures } from '../simulator';
import { BACKENDS, simulatedAccess, type Backend, type BackendAccess } from './backends';
import type { Checklist } from './checklist';
import { photoToTaskToVideo, QUERY_NODE, TRIGGER, VIDEO_NODE } from './example';
import { textAt, type JsonRecord } from './json';
import type { BinaryMode, QueueStage } from './queue-stage';
import { importExample } from './stage';
import { until } from './until';
import { inspections, makeVideo, onlyItem } from './video';
import type { Worker } from './worker';

/** A worker that runs gets the package with main's installation, one that starts later fetches it by itself. */
export async function checkPackage(checks: Checklist, stage: QueueStage): Promise<void> {
	const [first] = stage.workers;
	await checks.check('a running worker installs what main installs', async () => {
		await until('the worker has the package', () => first?.hasPackage() === true, 30);
	});
	await checks.check('a worker that starts later installs what it lacks', async () => {
		const late = await stage.addWorker();
		if (!late.hasPackage()) throw new Error('the package is not in its folder');
	});
}

/** Image to Video on every backend, with everything that the example's checks look at. */
export async function checkBackends(checks: Checklist, stage: QueueStage): Promise<void> {
	for (const backend of BACKENDS) {
		const access = simulatedAccess(backend, stage.simulator);
		const video = await checks.check(
			`${access.title}: the example makes a video on a worker`,
			async () => await makeVideo(stage, access, await importExample(stage, access)),
		);
		if (!video) continue;
		for (const { name, fault } of inspections(access)) {
			await checks.check(`${access.title}: ${name}`, async () => {
				const found = await fault(video, stage.simulator);
				if (found !== undefined) throw new Error(found);
			});
		}
	}
}

interface OperationCase {
	name: string;
	backend: Backend;
	operation: string;
	parameters: JsonRecord;
}

/** Every other operation, each on one backend: one node creates the task, Query Task behind it fetches the video. */
export async function checkOperations(checks: Checklist, stage: QueueStage): Promise<void> {
	for (const one of operationCases(stage)) {
		const access = simulatedAccess(one.backend, stage.simulator);
		await checks.check(`${access.title}: ${one.name}, and Query Task`, async () => await makeOne(stage, access, one));
	}
}

function operationCases({ simulator, photoUrl }: QueueStage): OperationCase[] {
	const { portrait, mp3 } = fixtures;
	const motion = simulator.files.publish(portrait.name, portrait.bytes, portrait.contentType);
	const voice = simulator.files.publish(mp3.name, mp3.bytes, mp3.contentType);
	return [
		{ name: 'Text to Video', backend: 'kling', operation: 'textToVideo', parameters: { prompt: 'A paper boat' } },
		{
			name: 'Multi-Image to Video',
			backend: 'kie',
			operation: 'multiImageToVideo',
			parameters: { images: 'data', prompt: '@image1 in the wind' },
		},
		{
			name: 'Motion Control by addresses',
			backend: 'piapi',
			operation: 'motionControl',
			parameters: { imageSource: 'url', imageUrl: photoUrl, videoSource: 'url', videoUrl: motion },
		},
		{
			name: 'Avatar',
			backend: 'kling',
			operation: 'avatar',
			parameters: { imageSource: 'binary', imageField: 'data', voiceSource: 'url', voiceUrl: voice },
		},
	];
}

/** One task of that operation is paid, and main hands out the file that the backend made. */
async function makeOne(
	stage: QueueStage,
	access: BackendAccess,
	{ operation, parameters }: OperationCase,
): Promise<void> {
	const { n8n, simulator, photoUrl } = stage;
	const credentialId = await n8n.createCredential(access.credentialType, access.title, access.credential);
	const filledIn = { access, credentialId, photoUrl, parameters: { operation, ...parameters } };
	const workflow = await n8n.createWorkflow(await photoToTaskToVideo(filledIn));
	const { paid, file, taskId } = await makeVideo(stage, access, workflow, QUERY_NODE);
	const made = paid.map((task) => task.operation).join(', ');
	if (made !== operation) throw new Error(`these tasks were paid: ${made}`);
	if (!file.equals(simulator.resultBytes(taskId))) throw new Error('the file is another one');
}

/** A worker stores the video where n8n was told to keep files, and main finds it there. */
export async function checkStorage(checks: Checklist, stage: QueueStage, mode: BinaryMode): Promise<void> {
	await checks.check(`files are kept in n8n's ${mode} storage, for worker and main`, async () => {
		const { n8n, simulator } = stage;
		const access = simulatedAccess('kie', simulator);
		const execution = await n8n.run(await importExample(stage, access), TRIGGER);
		const { json, binary } = onlyItem(execution, VIDEO_NODE);
		const { data } = binary;
		if (!data?.id?.startsWith(mode)) throw new Error(`the file's id is ${data?.id}`);
		const right = simulator.resultBytes(textAt(json, 'taskId'));
		if (!(await n8n.binary(data)).equals(right)) throw new Error('the file is another one');
	});
}

/** More executions than one: no worker is left out. */
export async function checkSpread(checks: Checklist, stage: QueueStage): Promise<void> {
	await checks.check('executions at the same time are spread over the workers', async () => {
		const { n8n, simulator, workers } = stage;
		simulator.setLife({ queuedMs: 500, runningMs: 5_000 });
		const paidBefore = simulator.ledger.length;
		const workflow = await importExample(stage, simulatedAccess('kie', simulator));
		const ids = await Promise.all([1, 2, 3, 4].map(async () => await n8n.start(workflow, TRIGGER)));
		await until('all of them run at once', async () => (await stage.occupied()) === ids.length);
		for (const id of ids) onlyItem(await n8n.finished(id), VIDEO_NODE);
		for (const worker of workers) await hasTakenOneOf(worker, ids);
		const paid = simulator.ledger.length - paidBefore;
		if (paid !== ids.length) throw new Error(`${paid} tasks were paid for ${ids.length} executions`);
	});
}

async function hasTakenOneOf(worker: Worker, ids: string[]): Promise<void> {
	const taken = await worker.executions();
	if (!ids.some((id) => taken.includes(id))) throw new Error(`${worker.name} ran none of them`);
}
