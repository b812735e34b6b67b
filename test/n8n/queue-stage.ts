// Sets up queue mode: the simulator, Redis, PostgreSQL, one main and workers, each process with the package in it.
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from '../simulator';
import type { HostVersion } from './host';
import { sidewaysPhoto } from './photo';
import { startN8n, type N8nServer } from './server';
import { startServices, type Services } from './services';
import type { Stage } from './stage';
import { packProject } from './tarball';
import { startWebhookProcess, startWorker, type WebhookProcess, type Worker } from './worker';

export type BinaryMode = 'database' | 'filesystem';

export interface QueueOptions {
	version: HostVersion;
	binaryMode: BinaryMode;
	/** How many executions a worker runs at once. */
	concurrency: number;
	/** How many workers there are when the package is installed. */
	workers: number;
	/** Whether there is a process that takes calls besides main. */
	withWebhookProcess?: boolean;
	/** Settings of n8n that differ from the stage's own. */
	env?: Record<string, string>;
}

export interface QueueStage extends Stage {
	workers: Worker[];
	services: Services;
	/** Starts one more worker, which has to come by the package itself. */
	addWorker(): Promise<Worker>;
	/** What takes calls besides main, and the address that they begin with there. */
	webhookProcess?: WebhookProcess;
	/** How many executions occupy a worker at this moment. */
	occupied(): Promise<number>;
}

/**
 * A dead worker is noticed within seconds instead of one and a half minutes. QUEUE_WORKER_MAX_STALLED_COUNT is what n8n 2
 * does anyway; n8n 1 would run a dead worker's execution from its start again, and pay again.
 */
const QUICK_LOCKS = {
	QUEUE_WORKER_LOCK_DURATION: '10000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '3000',
	QUEUE_WORKER_STALLED_INTERVAL: '3000',
	QUEUE_WORKER_MAX_STALLED_COUNT: '0',
};

const STORAGE_PATH: Record<HostVersion, string> = {
	'1.123': 'N8N_BINARY_DATA_STORAGE_PATH',
	'2.41': 'N8N_STORAGE_PATH',
};

export async function openQueueStage({
	version,
	binaryMode,
	concurrency,
	workers,
	withWebhookProcess = false,
	env: own,
}: QueueOptions): Promise<QueueStage> {
	const folder = await mkdtemp(join(tmpdir(), 'kling-video-pack-'));
	const abandon = (): void => rmSync(folder, { recursive: true, force: true });
	process.once('exit', abandon);
	const simulator = await startSimulator();
	const team: Worker[] = [];
	const helpers: WebhookProcess[] = [];
	let services: Services | undefined;
	let n8n: N8nServer | undefined;
	const close = async (): Promise<void> => {
		await Promise.all([...team, ...helpers].map(async (one) => await one.stop()));
		await n8n?.stop();
		await services?.close();
		await simulator.close();
		await rm(folder, { recursive: true, force: true });
		process.off('exit', abandon);
	};
	try {
		simulator.setLife({ queuedMs: 500, runningMs: 1500, freshMs: 400 });
		const photoUrl = simulator.files.publish('photo.webp', await sidewaysPhoto(), 'image/webp');
		const tarball = await packProject(folder);
		const running = await startServices();
		services = running;
		const env = {
			...running.env,
			...QUICK_LOCKS,
			N8N_ENCRYPTION_KEY: randomUUID(),
			N8N_REINSTALL_MISSING_PACKAGES: 'true',
			N8N_DEFAULT_BINARY_DATA_MODE: binaryMode,
			// What every process has to see under the same path.
			[STORAGE_PATH[version]]: join(folder, 'storage'),
			...own,
		};
		const main = await startN8n({ version, tarball, env });
		n8n = main;
		const addWorker = async (): Promise<Worker> => {
			const name = `worker ${team.length + 1}`;
			// A worker writes addresses that lead to main; what it would guess of them is its own port.
			const ownEnv = { ...env, WEBHOOK_URL: main.url };
			const worker = await startWorker({ name, version, tarball, concurrency, env: ownEnv });
			team.push(worker);
			return worker;
		};
		// Before the package is installed: a process that comes later makes n8n 1 install it anew in all others.
		const webhookProcess = withWebhookProcess
			? await startWebhookProcess({ name: 'webhook process', version, tarball, env: { ...env, WEBHOOK_URL: main.url } })
			: undefined;
		if (webhookProcess) helpers.push(webhookProcess);
		for (let count = 0; count < workers; count += 1) await addWorker();
		await main.installPackage();
		const occupied = async (): Promise<number> => Number(await running.redis('llen', 'bull:jobs:active'));
		return { simulator, n8n: main, photoUrl, workers: team, services, addWorker, webhookProcess, occupied, close };
	} catch (error) {
		await close();
		throw error;
	}
}
