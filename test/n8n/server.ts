// Starts a real n8n server in a folder of its own, ready to install the package under test.
import { spawn, type ChildProcess } from 'node:child_process';
import { openSync, rmSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type N8nClient } from './client';
import { environmentWithNode } from './command';
import { prepareHost, type HostVersion } from './host';
import { readPackedPackage, writeNpmShim } from './npm-shim';

export interface N8nServer extends Omit<N8nClient, 'installPackage'> {
	url: string;
	version: HostVersion;
	/** The folder that nodes may read and write. */
	files: string;
	/** Installs the packed tarball through n8n's own installer. */
	installPackage(): Promise<void>;
	/** What n8n has logged so far. */
	log(): Promise<string>;
	/** Ends n8n and everything it started at once, as a power cut does. */
	kill(): Promise<void>;
	/** Asks n8n to end, as a system does that shuts down; false where it has not after so many seconds. */
	shutDown(seconds: number): Promise<boolean>;
	/** Starts n8n again at the same address, on the same data. */
	restart(): Promise<void>;
	/** Ends n8n and everything it started, and removes its folder. */
	stop(): Promise<void>;
}

export interface N8nOptions {
	version: HostVersion;
	/** The package under test, as `npm pack` leaves it. */
	tarball: string;
	env?: Record<string, string>;
}

/** The first start in a fresh folder runs all database migrations, in seconds. */
const START_LIMIT = 180;

/** Seconds that n8n gives its running executions when it is asked to end; 30 by its own default. */
export const SHUTDOWN_GRACE = 5;

export async function startN8n({ version, tarball, env = {} }: N8nOptions): Promise<N8nServer> {
	const packed = await readPackedPackage(tarball);
	const host = await prepareHost(version);
	const folder = await mkdtemp(join(tmpdir(), 'n8n-kling-video-'));
	const shimFolder = join(folder, 'shim');
	const logFile = join(folder, 'n8n.log');
	const files = join(folder, 'files');
	await mkdir(files);
	// A copy, so that the package can still be installed when the caller's tarball is gone.
	const ownTarball = join(folder, 'package.tgz');
	await copyFile(tarball, ownTarball);
	await writeNpmShim(shimFolder, { ...packed, tarball: ownTarball });

	const [port, brokerPort] = await freePorts(2);
	const url = `http://127.0.0.1:${port}`;
	const base = environmentWithNode(host.node);
	const logHandle = openSync(logFile, 'a');
	const launch = (): ChildProcess =>
		spawn(host.node, [host.script, 'start'], {
			cwd: folder,
			detached: true,
			stdio: ['ignore', logHandle, logHandle],
			env: {
				...withoutN8nSettings(base),
				...SETTINGS,
				...host.env,
				PATH: [shimFolder, base.PATH].join(delimiter),
				N8N_USER_FOLDER: folder,
				N8N_PORT: String(port),
				N8N_RUNNERS_BROKER_PORT: String(brokerPort),
				N8N_RESTRICT_FILE_ACCESS_TO: files,
				...env,
			},
		});
	let child = launch();
	const abandon = (): void => {
		endGroup(child, 'SIGKILL');
		rmSync(folder, { recursive: true, force: true });
	};
	process.once('exit', abandon);
	process.on('SIGINT', interrupted).on('SIGTERM', interrupted);

	const log = async (): Promise<string> => await readFile(logFile, 'utf8');
	const kill = async (): Promise<void> => {
		endGroup(child, 'SIGKILL');
		await exited(child);
	};
	const shutDown = async (seconds: number): Promise<boolean> => {
		endGroup(child, 'SIGTERM');
		const late = sleep(seconds * 1000, false, { ref: false });
		return await Promise.race([exited(child).then(() => true), late]);
	};
	const restart = async (): Promise<void> => {
		child = launch();
		await untilReady(url, child);
	};
	const stop = async (): Promise<void> => {
		await shutDown(SHUTDOWN_GRACE);
		// Its task runner goes with it.
		endGroup(child, 'SIGKILL');
		process.off('exit', abandon).off('SIGINT', interrupted).off('SIGTERM', interrupted);
		await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	};
	try {
		await untilReady(url, child);
		const client = await connect(url);
		const installPackage = async (): Promise<void> => await client.installPackage(packed.name, packed.version);
		return { ...client, url, version, files, installPackage, log, kill, shutDown, restart, stop };
	} catch (error) {
		const tail = (await log()).slice(-3000);
		await stop();
		throw new Error(`n8n ${version} did not start: ${String(error)}\n${tail}`);
	}
}

/** n8n leads a process group of its own, which Ctrl-C does not reach: leave by way of 'exit'. */
export function interrupted(): void {
	process.exit(130);
}

/** Nothing is sent home, nothing is asked, files go to disk on 1.x as they do on 2.x. */
export const SETTINGS = {
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_SECURE_COOKIE: 'false',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_COMMUNITY_PACKAGES_ENABLED: 'true',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
	N8N_GRACEFUL_SHUTDOWN_TIMEOUT: String(SHUTDOWN_GRACE),
	// Without a pool n8n 1.x stores a run's end before its items, and a reader may come in between; 2.x has one by default.
	DB_SQLITE_POOL_SIZE: '3',
	GENERIC_TIMEZONE: 'UTC',
};

/** The developer's own n8n must not shine through. */
export function withoutN8nSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const own = /^(N8N|DB|EXECUTIONS|QUEUE|CREDENTIALS|NODES|WEBHOOK|OFFLOAD|LICENSE)_/;
	return Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)));
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
	const deadline = Date.now() + START_LIMIT * 1000;
	while (Date.now() < deadline) {
		if (child.exitCode !== null) throw new Error(`it ended with code ${child.exitCode}`);
		if ((await answers(`${url}/healthz/readiness`)) && (await answers(`${url}/rest/settings`))) return;
		await sleep(250);
	}
	throw new Error(`no answer within ${START_LIMIT} seconds`);
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

async function exited(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	await new Promise((resolve) => child.once('exit', resolve));
}

/** Asks a process to end, and ends it with everything it started when it takes too long. */
export async function end(child: ChildProcess): Promise<void> {
	endGroup(child, 'SIGTERM');
	await Promise.race([exited(child), sleep(SHUTDOWN_GRACE * 1000, undefined, { ref: false })]);
	endGroup(child, 'SIGKILL');
}

/** Sends a signal to n8n and everything it started. */
export function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		process.kill(-child.pid, signal);
	} catch {
		// The group has already ended.
	}
}

/** Ports that nobody listens on at this moment, all different. */
export async function freePorts(count: number): Promise<number[]> {
	const servers = Array.from({ length: count }, () => createServer());
	const ports = await Promise.all(
		servers.map(
			async (server) =>
				await new Promise<number>((resolve, reject) => {
					server.once('error', reject);
					server.listen(0, '127.0.0.1', () => {
						const address = server.address();
						if (address !== null && typeof address === 'object') resolve(address.port);
					});
				}),
		),
	);
	await Promise.all(servers.map(async (server) => await new Promise((done) => server.close(done))));
	return ports;
}
