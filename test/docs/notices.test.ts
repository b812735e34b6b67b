// Whoever installs the package can read what comes along with it, and under which licences.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import manifest from '../../package.json';
import { noticesPage, runtimePackages } from './notices';

const root = join(__dirname, '..', '..');
const page = readFileSync(join(root, 'THIRD_PARTY_NOTICES.md'), 'utf8');

/** Where Node finds a package from a folder; undefined where it is not installed. */
function folderOf(name: string, from: string): string | undefined {
	const path = join(from, 'node_modules', name);
	if (existsSync(path)) return path;
	return from === root ? undefined : folderOf(name, dirname(from));
}

test('THIRD_PARTY_NOTICES.md is current; if not, run `npm run docs`', () => {
	expect(page).toBe(noticesPage());
});

test('every run-time dependency that is installed here is named, with a licence', () => {
	const seen = new Set<string>();
	const walk = (name: string, from: string): void => {
		const folder = folderOf(name, from);
		// One of the binaries for other systems.
		if (folder === undefined || seen.has(folder)) return;
		seen.add(folder);
		const { version, license, dependencies, optionalDependencies } = JSON.parse(
			readFileSync(join(folder, 'package.json'), 'utf8'),
		) as Record<string, string> & Partial<Record<'dependencies' | 'optionalDependencies', Record<string, string>>>;
		expect(page).toContain(`| ${name} | ${version} | ${license} |`);
		for (const next of Object.keys({ ...dependencies, ...optionalDependencies })) walk(next, folder);
	};
	for (const name of Object.keys(manifest.dependencies)) walk(name, root);
	expect(seen.size).toBeGreaterThan(15);
});

test('all of them may be used so', () => {
	const allowed =
		/^(MIT|ISC|Apache-2\.0|BSD-[23]-Clause|MPL-2\.0|LGPL-3\.0(-or-later)?)( AND (MIT|LGPL-3\.0-or-later))*$/;
	expect(runtimePackages().filter(({ license }) => !allowed.test(license))).toEqual([]);
});

test('the page is published with the package', () => {
	expect(manifest.files).toEqual(['dist', 'THIRD_PARTY_NOTICES.md']);
});
