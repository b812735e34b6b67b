// Redis and PostgreSQL for queue mode: on spare ports, in a folder of their own, gone when the test is over.
import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants, openSync, readdirSync, rmSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from './command';
import { end, endGroup, freePorts, interrupted } from './process';

export interface Services {
	/** What main and workers need in their environment to find them. */
	env: Record<string, string>;
	/** Asks Redis by its command line client. */
	redis(...command: string[]): Promise<string>;
	close(): Promise<void>;
}

/** Seconds until both must answer. */
const START_LIMIT = 30;

const DATABASE_USER = 'n8n';

const PACKAGES = ['redis-server', 'postgresql'];

/** Redis and PostgreSQL are not on this machine and could not be installed; `cause` says what came in between. */
export class ServicesMissing extends Error {
	constructor(options?: ErrorOptions) {
		super(`Queue mode needs Redis and PostgreSQL: install ${PACKAGES.join(' and ')} first.`, options);
		this.name = 'ServicesMissing';
	}
}

/** Starts both; an error of the kind ServicesMissing where they cannot be had. */
export async function startServices(): Promise<Services> {
	const tools = await findTools();
	const folder = await mkdtemp(join(tmpdir(), 'kling-video-queue-'));
	const children: ChildProcess[] = [];
	const abandon = (): void => {
		for (const child of children) endGroup(child, 'SIGKILL');
		rmSync(folder, { recursive: true, force: true });
	};
	process.once('exit', abandon);
	process.on('SIGINT', interrupted).on('SIGTERM', interrupted);
	const close = async (): Promise<void> => {
		await Promise.all(children.map(end));
		process.off('exit', abandon).off('SIGINT', interrupted).off('SIGTERM', interrupted);
		await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	};
	try {
		// Its owner inside, others on their way through: PostgreSQL may have to run as another user.
		await chmod(folder, 0o755);
		const [redisPort = 0, databasePort = 0] = await freePorts(2);
		const redis = async (...command: string[]): Promise<string> =>
			(await runCommand(tools.redisCli, ['-p', String(redisPort), ...command], { cwd: folder })).trim();
		children.push(startRedis(tools, folder, redisPort));
		children.push(await startPostgres(tools, folder, databasePort));
		await answering('Redis', folder, async () => (await redis('ping')) === 'PONG');
		await answering('PostgreSQL', folder, async () => {
			await runCommand(join(tools.postgres, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(databasePort)], {
				cwd: folder,
			});
			return true;
		});
		return { env: environment(redisPort, databasePort), redis, close };
	} catch (error) {
		await close();
		throw error;
	}
}

function environment(redisPort: number, databasePort: number): Record<string, string> {
	return {
		EXECUTIONS_MODE: 'queue',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redisPort),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(databasePort),
		DB_POSTGRESDB_DATABASE: 'postgres',
		DB_POSTGRESDB_USER: DATABASE_USER,
		DB_POSTGRESDB_PASSWORD: 'any',
	};
}

interface Tools {
	redisServer: string;
	redisCli: string;
	/** The folder of initdb, postgres and pg_isready. */
	postgres: string;
}

function startRedis({ redisServer }: Tools, folder: string, port: number): ChildProcess {
	const nothingKept = ['--save', '', '--appendonly', 'no'];
	const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
	return start(redisServer, [...place, ...nothingKept], folder, 'redis');
}

async function startPostgres({ postgres }: Tools, folder: string, port: number): Promise<ChildProcess> {
	const home = join(folder, 'postgres');
	const data = join(home, 'data');
	const user = await databaseUser();
	await mkdir(home);
	if (user) await chown(home, user.uid, user.gid);
	const init = ['-D', data, '-U', DATABASE_USER, '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C'];
	await runCommand(join(postgres, 'initdb'), init, { cwd: home, ...user });
	const place = ['-D', data, '-p', String(port), '-k', home, '-c', 'listen_addresses=127.0.0.1'];
	return start(join(postgres, 'postgres'), [...place, '-c', 'fsync=off'], folder, 'postgres', user);
}

interface User {
	uid: number;
	gid: number;
}

/** PostgreSQL refuses to run as root; its package brings a user, and every system has nobody. */
async function databaseUser(): Promise<User | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	for (const name of ['postgres', 'nobody']) {
		try {
			const id = async (what: string): Promise<number> => Number(await runCommand('id', [what, name], { cwd: '.' }));
			return { uid: await id('-u'), gid: await id('-g') };
		} catch {
			// There is no such user; the next one.
		}
	}
	throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody.');
}

function start(command: string, args: string[], folder: string, name: string, user?: User): ChildProcess {
	const log = openSync(join(folder, `${name}.log`), 'w');
	return spawn(command, args, { cwd: folder, detached: true, stdio: ['ignore', log, log], ...user });
}

async function answering(name: string, folder: string, asked: () => Promise<boolean>): Promise<void> {
	const deadline = Date.now() + START_LIMIT * 1000;
	while (Date.now() < deadline) {
		if (await asked().catch(() => false)) return;
		await sleep(200);
	}
	const log = await readFile(join(folder, name === 'Redis' ? 'redis.log' : 'postgres.log'), 'utf8').catch(() => '');
	throw new Error(`${name} did not answer within ${START_LIMIT} seconds.\n${log.slice(-2000)}`);
}

/** Both services' programs; where they are missing they are installed, or it is said what to install. */
async function findTools(): Promise<Tools> {
	const found = installedTools();
	if (found) return found;
	const mayInstall = process.getuid?.() === 0 && onPath('apt-get') !== undefined;
	if (mayInstall) {
		console.error('Installing Redis and PostgreSQL (once) ...');
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
		try {
			await runCommand('apt-get', ['update', '-qq'], { cwd: '.', env });
			await runCommand('apt-get', ['install', '-y', '--no-install-recommends', ...PACKAGES], { cwd: '.', env });
		} catch (cause) {
			throw new ServicesMissing({ cause });
		}
	}
	const tools = installedTools();
	if (!tools) throw new ServicesMissing();
	return tools;
}

function installedTools(): Tools | undefined {
	const redisServer = onPath('redis-server');
	const redisCli = onPath('redis-cli');
	const postgres = postgresFolders().find((folder) =>
		['initdb', 'postgres', 'pg_isready'].every((it) => runs(folder, it)),
	);
	return redisServer && redisCli && postgres ? { redisServer, redisCli, postgres } : undefined;
}

/** Debian keeps PostgreSQL's programs apart, by version; the newest comes first. */
function postgresFolders(): string[] {
	const root = '/usr/lib/postgresql';
	const versions = readable(root).sort((one, other) => Number(other) - Number(one));
	return [...versions.map((version) => join(root, version, 'bin')), ...pathFolders()];
}

function readable(folder: string): string[] {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}

function onPath(program: string): string | undefined {
	const folder = pathFolders().find((place) => runs(place, program));
	return folder === undefined ? undefined : join(folder, program);
}

const pathFolders = (): string[] => (process.env.PATH ?? '').split(delimiter);

function runs(folder: string, program: string): boolean {
	try {
		accessSync(join(folder, program), constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
