// Installs a real n8n, once per machine, exactly as its lockfile says.
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync } from 'node:fs';
import { copyFile, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { cacheFolder, fillOnce } from './cache';
import { environmentWithNode, runCommand } from './command';
import { nodeFor, type NodeRequirement, type NodeRuntime } from './node-runtime';

/** The n8n versions under test, each with the Node that its `engines` field asks for. */
const HOSTS = {
	'1.123': { oldest: [20, 19], newestMajor: 24, fetch: 20 },
	'2.41': { oldest: [24, 0], newestMajor: 26, fetch: 24 },
} satisfies Record<string, NodeRequirement>;

export type HostVersion = keyof typeof HOSTS;

export const HOST_VERSIONS = Object.keys(HOSTS).filter(isHostVersion);

export function isHostVersion(text: string): text is HostVersion {
	return Object.hasOwn(HOSTS, text);
}

export interface Host {
	version: HostVersion;
	/** The Node executable that runs this n8n. */
	node: string;
	/** n8n's start script. */
	script: string;
	/** What this n8n needs in its environment to run on this Node. */
	env: Record<string, string>;
}

/** An installed n8n; the first call per version takes minutes, later ones are immediate. */
export async function prepareHost(version: HostVersion): Promise<Host> {
	const node = await nodeFor(HOSTS[version]);
	const manifests = join(__dirname, 'hosts', version);
	const digest = await hashOf(manifests, `${process.platform} ${process.arch} ${node.major}`);
	const folder = join(cacheFolder(), 'hosts', `${version}-${digest}`);
	await fillOnce(folder, async (partial) => {
		console.error(`Installing n8n ${version} (once, takes some minutes) ...`);
		for (const file of MANIFESTS) await copyFile(join(manifests, file), join(partial, file));
		await install(partial, node);
	});
	const script = join(folder, 'node_modules', 'n8n', 'bin', 'n8n');
	const env = node.major < ISOLATED_VM_FROM ? LEGACY_EXPRESSIONS : {};
	return { version, node: node.executable, script, env };
}

/** From this Node on isolated-vm brings binaries; n8n's default expression engine needs one. */
const ISOLATED_VM_FROM = 22;

const LEGACY_EXPRESSIONS = { N8N_EXPRESSION_ENGINE: 'legacy' };

const MANIFESTS = ['package.json', 'package-lock.json'];

async function hashOf(folder: string, platform: string): Promise<string> {
	const hash = createHash('sha256').update(platform);
	for (const file of MANIFESTS) hash.update(await readFile(join(folder, file)));
	return hash.digest('hex').slice(0, 12);
}

/**
 * Of all native modules n8n cannot do without sqlite3 alone; the others have fallbacks, and some
 * do not compile everywhere. So no install scripts run, and sqlite3 is built by itself.
 */
async function install(folder: string, node: NodeRuntime): Promise<void> {
	const env = environmentWithNode(node.executable);
	if (node.headers) env.npm_config_nodedir = node.headers;
	const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
	const offered = ['--legacy-peer-deps', '--ignore-scripts'];
	await runCommand('npm', ['ci', ...offered, ...quiet], { cwd: folder, env });
	try {
		const rebuild = ['rebuild', 'sqlite3', '--ignore-scripts=false', ...quiet];
		await runCommand('npm', rebuild, { cwd: folder, env });
	} catch (error) {
		const missing = missingBuildTools(env.PATH);
		if (missing.length === 0) throw error;
		throw new Error(`n8n's sqlite3 has to be compiled here; install ${missing.join(', ')} first.`);
	}
	const built = join(folder, 'node_modules', 'sqlite3', 'build', 'Release', 'node_sqlite3.node');
	if (!existsSync(built)) throw new Error('npm rebuild sqlite3 ended well but left no binary.');
}

/** What node-gyp needs and this machine lacks. */
function missingBuildTools(path = ''): string[] {
	return ['python3', 'make', 'g++'].filter((tool) => !isOnPath(tool, path));
}

function isOnPath(tool: string, path: string): boolean {
	return path.split(delimiter).some((folder) => {
		try {
			accessSync(join(folder, tool), constants.X_OK);
			return true;
		} catch {
			return false;
		}
	});
}
