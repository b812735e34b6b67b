// Starts a real n8n server in a folder of its own, ready to install the package under test.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, type N8nClient } from './client';
import type { HostVersion } from './host';
import { startProcess, untilReady, type N8nProcess, type Place } from './process';

export interface N8nServer
	extends Omit<N8nClient, 'installPackage'>, Pick<N8nProcess, 'log' | 'kill' | 'shutDown' | 'stop'> {
	url: string;
	version: HostVersion;
	/** The folder that nodes may read and write. */
	files: string;
	/** Installs the packed tarball through n8n's own installer. */
	installPackage(): Promise<void>;
	/** Starts n8n again at the same address, on the same data. */
	restart(): Promise<void>;
}

export interface N8nOptions {
	version: HostVersion;
	/** The package under test, as `npm pack` leaves it. */
	tarball: string;
	env?: Record<string, string>;
}

/** The first start in a fresh folder runs all database migrations, in seconds. */
const START_LIMIT = 180;

/** Resolves when n8n answers and its owner is logged in. */
export async function startN8n({ version, tarball, env: own = {} }: N8nOptions): Promise<N8nServer> {
	const filesIn = (folder: string): string => join(folder, 'files');
	const env = ({ folder, port }: Place): Record<string, string> => ({
		N8N_PORT: String(port),
		N8N_RESTRICT_FILE_ACCESS_TO: filesIn(folder),
		...own,
	});
	const started = await startProcess({ version, tarball, command: ['start'], env });
	const { folder, port, packed, log, kill, shutDown, stop } = started;
	const url = `http://127.0.0.1:${port}`;
	const ready = async (): Promise<void> => await untilReady(started, async () => await isReady(url), START_LIMIT);
	try {
		const files = filesIn(folder);
		await mkdir(files);
		await ready();
		const client = await connect(url);
		const installPackage = async (): Promise<void> => await client.installPackage(packed.name, packed.version);
		const restart = async (): Promise<void> => {
			started.launch();
			await ready();
		};
		return { ...client, url, version, files, installPackage, log, kill, shutDown, restart, stop };
	} catch (error) {
		const tail = (await log()).slice(-3000);
		await stop();
		throw new Error(`n8n ${version} did not start: ${String(error)}\n${tail}`);
	}
}

async function isReady(url: string): Promise<boolean> {
	return (await answers(`${url}/healthz/readiness`)) && (await answers(`${url}/rest/settings`));
}

/** Before it is ready n8n answers REST calls with a page of HTML and status 200. */
async function answers(url: string): Promise<boolean> {
	try {
		const response = await fetch(url);
		return response.ok && response.headers.get('content-type')?.includes('json') === true;
	} catch {
		return false;
	}
}
