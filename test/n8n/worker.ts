// Starts one of n8n's helpers of queue mode in a folder of its own, as on a machine of its own: a worker, which carries out
// executions, or a webhook process, which takes calls and carries out nothing.
import { spawn } from 'node:child_process';
import { existsSync, openSync, rmSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentWithNode } from './command';
import { prepareHost, type HostVersion } from './host';
import { readPackedPackage, writeNpmShim } from './npm-shim';
import { end, endGroup, freePorts, interrupted, SETTINGS, withoutN8nSettings } from './server';

export interface Worker {
	name: string;
	/** What it has logged so far. */
	log(): Promise<string>;
	/** The executions that it has taken on, in order. */
	executions(): Promise<string[]>;
	/** Whether the package under test lies in its folder. */
	hasPackage(): boolean;
	/** Ends it as a power cut does: nothing is tidied up. */
	kill(): void;
	stop(): Promise<void>;
}

export interface WorkerOptions {
	name: string;
	version: HostVersion;
	tarball: string;
	/** How many executions it runs at once. */
	concurrency: number;
	env: Record<string, string>;
}

const START_LIMIT = 120;

/** Resolves when the worker takes jobs. */
export async function startWorker({ concurrency, ...options }: WorkerOptions): Promise<Worker> {
	const { helper } = await startHelper(options, ['worker', `--concurrency=${concurrency}`]);
	return helper;
}

/** Resolves when the process takes calls; gives the address that they begin with, too. */
export async function startWebhookProcess(
	options: Omit<WorkerOptions, 'concurrency'>,
): Promise<{ helper: Worker; url: string }> {
	return await startHelper(options, ['webhook']);
}

async function startHelper(
	{ name, version, tarball, env }: Omit<WorkerOptions, 'concurrency'>,
	command: string[],
): Promise<{ helper: Worker; url: string }> {
	const packed = await readPackedPackage(tarball);
	const host = await prepareHost(version);
	const folder = await mkdtemp(join(tmpdir(), 'n8n-kling-video-worker-'));
	const shimFolder = join(folder, 'shim');
	const logFile = join(folder, 'worker.log');
	const ownTarball = join(folder, 'package.tgz');
	await copyFile(tarball, ownTarball);
	await writeNpmShim(shimFolder, { ...packed, tarball: ownTarball });
	const [healthPort, brokerPort, port] = await freePorts(3);
	const url = `http://127.0.0.1:${port}`;
	const ready = async (): Promise<boolean> =>
		command[0] === 'webhook'
			? await takesCalls(url)
			: await isReady(`http://127.0.0.1:${healthPort}/healthz/readiness`);
	const base = environmentWithNode(host.node);
	const logHandle = openSync(logFile, 'w');
	const child = spawn(host.node, [host.script, ...command], {
		cwd: folder,
		detached: true,
		stdio: ['ignore', logHandle, logHandle],
		env: {
			...withoutN8nSettings(base),
			...SETTINGS,
			...host.env,
			PATH: [shimFolder, base.PATH].join(delimiter),
			N8N_USER_FOLDER: folder,
			N8N_RUNNERS_BROKER_PORT: String(brokerPort),
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(healthPort),
			N8N_PORT: String(port),
			...env,
		},
	});
	const abandon = (): void => {
		endGroup(child, 'SIGKILL');
		rmSync(folder, { recursive: true, force: true });
	};
	process.once('exit', abandon);
	process.on('SIGINT', interrupted).on('SIGTERM', interrupted);

	const log = async (): Promise<string> => await readFile(logFile, 'utf8');
	const stop = async (): Promise<void> => {
		await end(child);
		process.off('exit', abandon).off('SIGINT', interrupted).off('SIGTERM', interrupted);
		await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	};
	const executions = async (): Promise<string[]> =>
		[...(await log()).matchAll(/Worker started execution (\d+)/g)].map(([, id = '']) => id);
	const hasPackage = (): boolean => existsSync(join(folder, '.n8n', 'nodes', 'node_modules', packed.name));

	const deadline = Date.now() + START_LIMIT * 1000;
	while (!(await ready())) {
		if (child.exitCode === null && Date.now() < deadline) {
			await sleep(250);
			continue;
		}
		const tail = (await log()).slice(-3000);
		await stop();
		throw new Error(`${name} was not ready within ${START_LIMIT} seconds.\n${tail}`);
	}
	const helper = { name, log, executions, hasPackage, kill: () => endGroup(child, 'SIGKILL'), stop };
	return { helper, url };
}

async function isReady(url: string): Promise<boolean> {
	try {
		return (await fetch(url)).ok;
	} catch {
		return false;
	}
}

/** A webhook process says that it is healthy before it knows the way to any webhook; then a page of HTML answers. */
async function takesCalls(url: string): Promise<boolean> {
	try {
		const { headers } = await fetch(`${url}/webhook/nobody`, { method: 'POST' });
		return headers.get('content-type')?.includes('json') === true;
	} catch {
		return false;
	}
}
