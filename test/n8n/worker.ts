// Starts one n8n worker in a folder of its own, as on a machine of its own.
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
export async function startWorker({ name, version, tarball, concurrency, env }: WorkerOptions): Promise<Worker> {
	const packed = await readPackedPackage(tarball);
	const host = await prepareHost(version);
	const folder = await mkdtemp(join(tmpdir(), 'n8n-kling-video-worker-'));
	const shimFolder = join(folder, 'shim');
	const logFile = join(folder, 'worker.log');
	const ownTarball = join(folder, 'package.tgz');
	await copyFile(tarball, ownTarball);
	await writeNpmShim(shimFolder, { ...packed, tarball: ownTarball });
	const [healthPort, brokerPort] = await freePorts(2);
	const base = environmentWithNode(host.node);
	const logHandle = openSync(logFile, 'w');
	const child = spawn(host.node, [host.script, 'worker', `--concurrency=${concurrency}`], {
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
	while (!(await isReady(`http://127.0.0.1:${healthPort}/healthz/readiness`))) {
		if (child.exitCode === null && Date.now() < deadline) {
			await sleep(250);
			continue;
		}
		const tail = (await log()).slice(-3000);
		await stop();
		throw new Error(`${name} was not ready within ${START_LIMIT} seconds.\n${tail}`);
	}
	return { name, log, executions, hasPackage, kill: () => endGroup(child, 'SIGKILL'), stop };
}

async function isReady(url: string): Promise<boolean> {
	try {
		return (await fetch(url)).ok;
	} catch {
		return false;
	}
}
