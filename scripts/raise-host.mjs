// `npm run raise-host -- 2.41.3`: from now on tests and demo run this n8n. Nothing changes if the registry lacks a part of it.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HOSTS = join(import.meta.dirname ?? join(process.cwd(), 'scripts'), '..', 'test', 'n8n', 'hosts');

const [version = '', ...npmFlags] = process.argv.slice(2);
try {
	console.log(raise(version, npmFlags));
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}

/** Says what was raised; throws, with nothing changed, if that is not possible. */
function raise(version, npmFlags) {
	const line = /^(\d+\.\d+)\.\d+$/.exec(version)?.[1];
	if (line === undefined) throw new Error('Usage: npm run raise-host -- 2.41.3');
	const folder = join(HOSTS, line);
	if (!existsSync(folder)) {
		throw new Error(
			`There is no host ${line}. Rename the folder in test/n8n/hosts and its line in test/n8n/host.ts first.`,
		);
	}

	const trial = mkdtempSync(join(tmpdir(), 'n8n-host-'));
	try {
		const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
		const before = manifest.dependencies.n8n;
		manifest.dependencies.n8n = version;
		writeFileSync(join(trial, 'package.json'), `${JSON.stringify(manifest, null, '\t')}\n`);
		const flags = ['--package-lock-only', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'];
		const { status, stderr } = spawnSync('npm', ['install', ...flags, ...npmFlags], {
			cwd: trial,
			encoding: 'utf8',
		});
		if (status !== 0) throw new Error(`n8n ${version} cannot be installed, so ${before} stays:\n${stderr}`);
		const lockfile = join(trial, 'package-lock.json');
		// Addresses would tie the lockfile to one registry; the integrity stays.
		const lock = JSON.parse(readFileSync(lockfile, 'utf8'), (key, value) => (key === 'resolved' ? undefined : value));
		writeFileSync(lockfile, `${JSON.stringify(lock, null, '\t')}\n`);
		for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(trial, file), join(folder, file));
		return `${before} -> ${version}. Now run: npm run test:n8n -- ${line}`;
	} finally {
		rmSync(trial, { recursive: true, force: true });
	}
}
