// Finds the Node that an n8n version needs: the running one where it fits, else one from npm.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder, fillOnce } from './cache';
import { runCommand } from './command';

export interface NodeRequirement {
	/** The oldest version that works, as major and minor. */
	oldest: [major: number, minor: number];
	newestMajor: number;
	/** The major version that is fetched when the running Node does not fit. */
	fetch: number;
}

export interface NodeRuntime {
	executable: string;
	major: number;
	/** A folder with `include/node`, for compiling native modules without a download. */
	headers?: string;
}

export async function nodeFor(requirement: NodeRequirement): Promise<NodeRuntime> {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	const [oldestMajor, oldestMinor] = requirement.oldest;
	const newEnough = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
	return newEnough && major <= requirement.newestMajor
		? runtime(process.execPath, major)
		: runtime(await fetchNode(requirement.fetch), requirement.fetch);
}

/** npm has every Node build as a package of its own: the binary in bin/, the headers beside it. */
async function fetchNode(major: number): Promise<string> {
	const build = `node-${process.platform}-${process.arch}`;
	const folder = join(cacheFolder(), 'node', `${major}-${process.platform}-${process.arch}`);
	await fillOnce(folder, async (partial) => {
		console.error(`Fetching Node ${major} (once) ...`);
		const target = ['--prefix', partial, '--no-audit', '--no-fund', '--ignore-scripts'];
		await runCommand('npm', ['install', ...target, `${build}@${major}`], { cwd: partial });
	});
	return join(folder, 'node_modules', build, 'bin', 'node');
}

function runtime(executable: string, major: number): NodeRuntime {
	const root = join(dirname(executable), '..');
	const headers = existsSync(join(root, 'include', 'node', 'node_api.h')) ? root : undefined;
	return { executable, major, headers };
}
