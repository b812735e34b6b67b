// H15: who may publish runs no code of others, and what runs is what was looked at.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json';

const root = join(__dirname, '..', '..');
const workflows = readdirSync(join(root, '.github', 'workflows'));
const read = (name: string) => readFileSync(join(root, '.github', 'workflows', name), 'utf8');

test.each(workflows)('H15: every action in %s is pinned by its commit', (name) => {
	const uses = [...read(name).matchAll(/uses: (\S+)/g)].map(([, action]) => action);
	expect(uses.length).toBeGreaterThan(0);
	expect(uses.filter((action) => !/@[0-9a-f]{40}$/.test(action!))).toEqual([]);
});

test('H15: the job that may publish checks nothing out, installs nothing and runs no test', () => {
	const [, publish = ''] = read('release.yml').split(/\n {2}publish:\n/);
	expect(publish).toMatch(/id-token: write/);
	expect(publish).toMatch(/environment:/);
	expect(publish).not.toMatch(/actions\/checkout|npm (?:ci|install|test|run)|npx /);
	expect(read('release.yml').split(/\n {2}publish:\n/)[0]).not.toMatch(/id-token/);
});

test('H15: what decodes files of strangers is pinned to the version that was tried', () => {
	const { dependencies } = packageJson;
	expect(Object.entries(dependencies).filter(([, version]) => !/^\d/.test(version))).toEqual([]);
});

test('H15: faults can be told, and updates are looked for', () => {
	expect(readFileSync(join(root, 'SECURITY.md'), 'utf8')).toMatch(/report/i);
	expect(readFileSync(join(root, '.github', 'dependabot.yml'), 'utf8')).toMatch(/npm/);
});
