// Packs the project as npm would publish it, so that what is tested is what users install.
import { join, resolve } from 'node:path';
import { runCommand } from './command';

const PROJECT = join(__dirname, '..', '..');

/** The tarball to install: the one KLING_TARBALL names, or a fresh build packed into `folder`. */
export async function packProject(folder: string): Promise<string> {
	if (process.env.KLING_TARBALL) return resolve(process.env.KLING_TARBALL);
	await runCommand('npm', ['run', 'build'], { cwd: PROJECT });
	const pack = ['pack', '--loglevel=error', '--ignore-scripts', '--pack-destination', folder];
	const printed = await runCommand('npm', pack, { cwd: PROJECT });
	return join(folder, printed.trim().split('\n').at(-1) ?? '');
}
