// Starts one n8n worker in a folder of its own, as on a machine of its own.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { HostVersion } from './host';
import { startProcess, untilReady, type N8nProcess, type Place } from './process';

export interface Worker extends Pick<N8nProcess, 'log' | 'kill' | 'stop'> {
	name: string;
	/** The executions that it has taken on, in order. */
	executions(): Promise<string[]>;
	/** Whether the package under test lies in its folder. */
	hasPackage(): boolean;
}

export interface WorkerOptions {
	name: string;
	version: HostVersion;
	tarball: string;
	/** How many executions it runs at once. */
	concurrency: number;
	env: Record<string, string>;
}

/** In seconds. */
const START_LIMIT = 120;

/** Resolves when the worker takes jobs. */
export async function startWorker({ name, version, tarball, concurrency, env: own }: WorkerOptions): Promise<Worker> {
	const env = ({ port }: Place): Record<string, string> => ({
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
		...own,
	});
	const command = ['worker', `--concurrency=${concurrency}`];
	const started = await startProcess({ version, tarball, command, env });
	const { folder, port, packed, log, kill, stop } = started;
	const health = `http://127.0.0.1:${port}/healthz/readiness`;
	try {
		await untilReady(started, async () => await isReady(health), START_LIMIT);
	} catch (error) {
		const tail = (await log()).slice(-3000);
		await stop();
		throw new Error(`${name} did not start: ${String(error)}\n${tail}`);
	}
	return {
		name,
		log,
		kill,
		stop,
		executions: async () => [...(await log()).matchAll(/Worker started execution (\d+)/g)].map(([, id = '']) => id),
		hasPackage: () => existsSync(join(folder, '.n8n', 'nodes', 'node_modules', packed.name)),
	};
}

async function isReady(url: string): Promise<boolean> {
	try {
		return (await fetch(url)).ok;
	} catch {
		return false;
	}
}
