// `npm run test:n8n [-- 1.123]`: the packed package in a real n8n, from installer to stored video.
import { accessKeyCredential, BACKENDS, simulatedAccess, wrongKey, type BackendAccess } from './backends';
import { checkCallbacks } from './callbacks';
import { Checklist } from './checklist';
import { checkCrashes } from './crashes';
import { MOTION_NODE, photoToTaskToVideo, photoToVideoToMotion, QUERY_NODE } from './example';
import { checkAgentBackend } from './agent-backend';
import { checkExamples } from './examples';
import { HOST_VERSIONS, isHostVersion, type HostVersion } from './host';
import { checkInterruptions } from './interruptions';
import { textAt, type JsonRecord } from './json';
import { importExample, openStage, type Stage } from './stage';
import { checkTrigger } from './trigger';
import { inspections, makeVideo, type MadeVideo } from './video';

async function main(version: HostVersion): Promise<boolean> {
	const checks = new Checklist();
	const stage = await checks.check(
		`n8n ${version} starts and installs the package`,
		async () => await openStage(version),
	);
	try {
		if (stage) await checkPackage(checks, stage);
	} finally {
		await stage?.close();
	}
	return checks.close();
}

async function checkPackage(checks: Checklist, stage: Stage): Promise<void> {
	await checks.check('n8n has loaded the node', async () => {
		const type = await stage.n8n.nodeType('n8n-nodes-kling-video.klingVideo');
		if (textAt(type, 'displayName') !== 'Kling Video') throw new Error('under another name');
	});
	for (const backend of BACKENDS) {
		const access = simulatedAccess(backend, stage.simulator);
		await checkCredential(
			checks,
			stage,
			access,
			backend === 'kling' ? accessKeyCredential(stage.simulator) : undefined,
		);
		await checkExample(checks, stage, access);
		await checkQueryTask(checks, stage, access);
		await checkChain(checks, stage, access);
	}
	await checkExamples(checks, stage);
	await checkAgentBackend(checks, stage);
	await checkInterruptions(checks, stage);
	await checkCallbacks(checks, stage);
	await checkTrigger(checks, stage);
	// n8n is shut down by these, so nothing comes after them.
	await checkCrashes(checks, stage);
	if (checks.failed > 0) console.error(`n8n logged:\n${(await stage.n8n.log()).slice(-4000)}`);
}

async function checkCredential(
	checks: Checklist,
	{ n8n }: Stage,
	access: BackendAccess,
	accessKey?: JsonRecord,
): Promise<void> {
	const expectTest = async (what: string, data: JsonRecord, expected: string): Promise<void> => {
		await checks.check(`${access.title}: the credential test ${what}`, async () => {
			const { status, message } = await n8n.testCredential(access.credentialType, data);
			if (status !== expected) throw new Error(`the test says ${status}: ${message}`);
		});
	};
	await expectTest('accepts a good key', access.credential, 'OK');
	await expectTest('refuses a wrong key', wrongKey(access), 'Error');
	if (accessKey) {
		await expectTest('accepts an access key', accessKey, 'OK');
		await expectTest('refuses a wrong secret', { ...accessKey, secretKey: 'never-issued' }, 'Error');
	}
}

async function checkExample(checks: Checklist, stage: Stage, access: BackendAccess): Promise<void> {
	const video = await checks.check(
		`${access.title}: the example makes a video`,
		async () => await makeVideo(stage, access, await importExample(stage, access)),
	);
	if (video) await inspect(checks, stage, video, 'example');
}

/** A task that one node leaves running is fetched by another, without a second payment. */
async function checkQueryTask(checks: Checklist, stage: Stage, access: BackendAccess): Promise<void> {
	const { n8n, photoUrl } = stage;
	const name = `${access.title}: Query Task fetches a video that was not waited for`;
	const video = await checks.check(name, async () => {
		const { credentialType, title, credential } = access;
		const credentialId = await n8n.createCredential(credentialType, title, credential);
		const workflow = await photoToTaskToVideo({ access, credentialId, photoUrl });
		return await makeVideo(stage, access, await n8n.createWorkflow(workflow), QUERY_NODE);
	});
	if (video) await inspect(checks, stage, video, 'Query Task');
}

/** Image to Video, submitted; Query Task, waiting; Motion Control with the finished video as its motion. */
async function checkChain(checks: Checklist, stage: Stage, access: BackendAccess): Promise<void> {
	const { n8n, photoUrl } = stage;
	await checks.check(`${access.title}: the finished video becomes the motion of another one`, async () => {
		const { credentialType, title, credential } = access;
		const credentialId = await n8n.createCredential(credentialType, title, credential);
		const workflow = await photoToVideoToMotion({ access, credentialId, photoUrl });
		const { paid, file, taskId } = await makeVideo(stage, access, await n8n.createWorkflow(workflow), MOTION_NODE);
		const made = paid.map(({ operation }) => operation).join(', ');
		if (made !== 'imageToVideo, motionControl') throw new Error(`these tasks were paid: ${made}`);
		if (!file.equals(stage.simulator.resultBytes(taskId))) throw new Error('the file is another one');
	});
}

async function inspect(checks: Checklist, { simulator }: Stage, video: MadeVideo, origin: string): Promise<void> {
	for (const { name, fault } of inspections(video.access)) {
		await checks.check(`${video.access.title}: ${origin}: ${name}`, async () => {
			const found = await fault(video, simulator);
			if (found !== undefined) throw new Error(found);
		});
	}
}

const [wanted = '2.41'] = process.argv.slice(2);
if (isHostVersion(wanted)) {
	void main(wanted).then((good) => {
		process.exitCode = good ? 0 : 1;
	});
} else {
	console.error(`There is no host for n8n ${wanted}; take one of ${HOST_VERSIONS.join(', ')}.`);
	process.exitCode = 2;
}
