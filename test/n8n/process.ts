// Starts one process of n8n, server or worker, in a folder of its own, as on a machine of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, rmSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentWithNode } from './command';
import { prepareHost, type HostVersion } from './host';
import { readPackedPackage, writeNpmShim, type PackedPackage } from './npm-shim';

export interface ProcessOptions {
	version: HostVersion;
	/** The package under test, as `npm pack` leaves it. */
	tarball: string;
	/** What n8n's start script is told: `start`, or `worker` and its options. */
	command: string[];
	/** Settings of n8n that differ from the usual ones, once it is known where it runs. */
	env(place: Place): Record<string, string>;
}

export interface Place {
	/** Its own folder, with all that n8n stores. */
	folder: string;
	/** A free port to listen on. */
	port: number;
}

export interface N8nProcess extends Place {
	/** Name and version of the package under test. */
	packed: PackedPackage;
	/** The process that runs at the moment, or that ran last. */
	child(): ChildProcess;
	/** Starts it again on the same data. */
	launch(): void;
	/** What it has logged so far, all its starts together. */
	log(): Promise<string>;
	/** Ends it and everything it started at once, as a power cut does. */
	kill(): Promise<void>;
	/** Asks it to end, as a system does that shuts down; false where it has not after so many seconds. */
	shutDown(seconds: number): Promise<boolean>;
	/** Ends it and everything it started, and removes its folder. */
	stop(): Promise<void>;
}

/** Seconds that n8n gives its running executions when it is asked to end; 30 by its own default. */
export const SHUTDOWN_GRACE = 5;

/** Nothing is sent home, nothing is asked, files go to disk on 1.x as they do on 2.x. */
const SETTINGS = {
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

/** It runs when this returns; whether it is ready has to be asked. Its installer finds the package under test. */
export async function startProcess({ version, tarball, command, env }: ProcessOptions): Promise<N8nProcess> {
	const packed = await readPackedPackage(tarball);
	const host = await prepareHost(version);
	const [port = 0, brokerPort] = await freePorts(2);
	const folder = await mkdtemp(join(tmpdir(), 'n8n-kling-video-'));
	const shimFolder = join(folder, 'shim');
	const logFile = join(folder, 'n8n.log');
	// A copy, so that the package can still be installed when the caller's tarball is gone.
	const ownTarball = join(folder, 'package.tgz');
	await copyFile(tarball, ownTarball);
	await writeNpmShim(shimFolder, { ...packed, tarball: ownTarball });

	const base = environmentWithNode(host.node);
	const environment = {
		...withoutN8nSettings(base),
		...SETTINGS,
		...host.env,
		PATH: [shimFolder, base.PATH].join(delimiter),
		N8N_USER_FOLDER: folder,
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		...env({ folder, port }),
	};
	const spawned = (): ChildProcess => {
		const log = openSync(logFile, 'a');
		try {
			const stdio = ['ignore' as const, log, log];
			return spawn(host.node, [host.script, ...command], { cwd: folder, detached: true, stdio, env: environment });
		} finally {
			// The process has a handle of its own.
			closeSync(log);
		}
	};
	let child = spawned();
	const abandon = (): void => {
		endGroup(child, 'SIGKILL');
		rmSync(folder, { recursive: true, force: true });
	};
	process.once('exit', abandon);
	process.on('SIGINT', interrupted).on('SIGTERM', interrupted);
	return {
		folder,
		port,
		packed,
		child: () => child,
		launch: () => {
			child = spawned();
		},
		log: async () => await readFile(logFile, 'utf8'),
		async kill() {
			endGroup(child, 'SIGKILL');
			await exited(child);
		},
		async shutDown(seconds) {
			endGroup(child, 'SIGTERM');
			const late = sleep(seconds * 1000, false, { ref: false });
			return await Promise.race([exited(child).then(() => true), late]);
		},
		async stop() {
			await end(child);
			process.off('exit', abandon).off('SIGINT', interrupted).off('SIGTERM', interrupted);
			await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
		},
	};
}

/** Waits until what was started answers; an error after so many seconds, or when it has ended before. */
export async function untilReady(
	{ child }: Pick<N8nProcess, 'child'>,
	ready: () => Promise<boolean>,
	seconds: number,
): Promise<void> {
	const deadline = Date.now() + seconds * 1000;
	while (Date.now() < deadline) {
		const { exitCode, signalCode } = child();
		if (exitCode !== null || signalCode !== null) throw new Error(`it ended with code ${exitCode ?? signalCode}`);
		if (await ready()) return;
		await sleep(250);
	}
	throw new Error(`no answer within ${seconds} seconds`);
}

/** n8n leads a process group of its own, which Ctrl-C does not reach: leave by way of 'exit'. */
export function interrupted(): void {
	process.exit(130);
}

/** The developer's own n8n must not shine through. */
function withoutN8nSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const own = /^(N8N|DB|EXECUTIONS|QUEUE|CREDENTIALS|NODES|WEBHOOK|OFFLOAD|LICENSE)_/;
	return Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)));
}

async function exited(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	await new Promise((resolve) => child.once('exit', resolve));
}

/** Asks a process to end, and ends it with everything it started when it takes too long. */
export async function end(child: ChildProcess): Promise<void> {
	endGroup(child, 'SIGTERM');
	await Promise.race([exited(child), sleep(SHUTDOWN_GRACE * 1000, undefined, { ref: false })]);
	// n8n's task runner goes with it.
	endGroup(child, 'SIGKILL');
}

/** Sends a signal to a process and everything it started. */
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
