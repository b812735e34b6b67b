// Lets n8n's own installer install a local tarball, as if the package were already published.
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './command';
import { isRecord } from './json';

export interface PackedPackage {
	tarball: string;
	name: string;
	version: string;
}

export async function readPackedPackage(tarball: string): Promise<PackedPackage> {
	const args = ['-xzOf', tarball, 'package/package.json'];
	const manifest: unknown = JSON.parse(await runCommand('tar', args, { cwd: '.' }));
	if (!isRecord(manifest)) throw new Error(`${tarball} has no readable package.json.`);
	return { tarball, name: String(manifest.name), version: String(manifest.version) };
}

/**
 * Writes an `npm` into `folder`, which must come first in n8n's PATH. It answers `view` and `pack`
 * of our package and hands every other call to the real npm. The tarball's place is written into
 * it because n8n 1.x starts npm with an almost empty environment.
 */
export async function writeNpmShim(folder: string, packed: PackedPackage): Promise<void> {
	await mkdir(folder, { recursive: true });
	const file = join(folder, 'npm');
	await writeFile(file, shim(packed));
	await chmod(file, 0o755);
}

const shim = ({ tarball, name, version }: PackedPackage): string => `#!/bin/sh
case "$1 $2" in
	'view ${name}'|'view ${name}@'*) echo '"${version}"'; exit ;;
	'pack ${name}'|'pack ${name}@'*) cp ${quoted(tarball)} ./local.tgz && echo local.tgz; exit ;;
esac
PATH="\${PATH#*:}" exec npm "$@"
`;

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
