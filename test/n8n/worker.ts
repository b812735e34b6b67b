// Starts n8n's helpers of queue mode, each in a folder of its own, as on a machine of its own: workers, which carry out
// executions, and a webhook process, which takes calls and carries out nothing.
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

export interface WebhookProcess extends Pick<Worker, 'name' | 'hasPackage' | 'stop'> {
	/** What the addresses of webhooks begin with there. */
	url: string;
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
	const started = await startHelper(name, { version, tarball, command, env }, async ({ port }) => {
		return await isReady(`http://127.0.0.1:${port}/healthz/readiness`);
	});
	const { log, kill, stop } = started;
	return {
		name,
		log,
		kill,
		stop,
		executions: async () => [...(await log()).matchAll(/Worker started execution (\d+)/g)].map(([, id = '']) => id),
		hasPackage: () => hasPackage(started),
	};
}

/** Resolves when the process takes calls. */
export async function startWebhookProcess({
	name,
	version,
	tarball,
	env: own,
}: Omit<WorkerOptions, 'concurrency'>): Promise<WebhookProcess> {
	const env = ({ port }: Place): Record<string, string> => ({ N8N_PORT: String(port), ...own });
	const urlOf = ({ port }: Pick<N8nProcess, 'port'>): string => `http://127.0.0.1:${port}`;
	const started = await startHelper(name, { version, tarball, command: ['webhook'], env }, async (one) => {
		return await takesCalls(urlOf(one));
	});
	return { name, url: urlOf(started), stop: started.stop, hasPackage: () => hasPackage(started) };
}

async function startHelper(
	name: string,
	options: Parameters<typeof startProcess>[0],
	ready: (started: N8nProcess) => Promise<boolean>,
): Promise<N8nProcess> {
	const started = await startProcess(options);
	try {
		await untilReady(started, async () => await ready(started), START_LIMIT);
		return started;
	} catch (error) {
		const tail = (await started.log()).slice(-3000);
		await started.stop();
		throw new Error(`${name} did not start: ${String(error)}\n${tail}`);
	}
}

const hasPackage = ({ folder, packed }: N8nProcess): boolean =>
	existsSync(join(folder, '.n8n', 'nodes', 'node_modules', packed.name));

/** A webhook process says that it is healthy before it knows the way to any webhook; then a page of HTML answers. */
async function takesCalls(url: string): Promise<boolean> {
	try {
		const { headers } = await fetch(`${url}/webhook/nobody`, { method: 'POST' });
		return headers.get('content-type')?.includes('json') === true;
	} catch {
		return false;
	}
}

async function isReady(url: string): Promise<boolean> {
	try {
		return (await fetch(url)).ok;
	} catch {
		return false;
	}
}
