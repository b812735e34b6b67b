// The hand-written pages: short where they must be, with links that lead somewhere and tests that exist.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const pages = [
	'README.md',
	'CHANGELOG.md',
	'CONTRIBUTING.md',
	'SECURITY.md',
	...readdirSync(join(ROOT, 'docs'))
		.filter((file) => file.endsWith('.md'))
		.map((file) => `docs/${file}`),
];
const read = (page: string) => readFileSync(join(ROOT, page), 'utf8');

/** A heading's anchor, as GitHub makes it. */
const anchorOf = (heading: string) =>
	heading
		.toLowerCase()
		.replace(/[^\w\s-]/g, '')
		.trim()
		.replace(/\s/g, '-');
const anchorsOf = (page: string) =>
	[...read(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));

test.each(pages)('%s: every link within the project leads somewhere', (page) => {
	const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
	const lost = links.filter((link) => {
		if (/^https?:/.test(link)) return false;
		const [file = '', anchor] = link.split('#');
		const target = file === '' ? page : join(dirname(page), file);
		if (!existsSync(join(ROOT, target))) return true;
		return anchor !== undefined && !anchorsOf(target).includes(anchor);
	});
	expect(lost).toEqual([]);
});

test('the README fits on one screen and a half, and leads to every page', () => {
	const readme = read('README.md');
	expect(readme.split('\n').length).toBeLessThan(75);
	const inside = ['docs/credentials.md', 'docs/install.md', 'docs/ux-checklist.md'];
	const missing = pages.filter((page) => page.startsWith('docs/') && !readme.includes(`(${page})`));
	expect(missing.filter((page) => !inside.includes(page))).toEqual([]);
});

test('docs/paid-once.md: each row is held by a test that exists', () => {
	const sources = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => readFileSync(join(ROOT, 'test', file), 'utf8').replace(/\\(['"`])/g, '$1'));
	const rows = read('docs/paid-once.md')
		.split('\n')
		.filter((line) => /^\| (?!What happens|-)/.test(line));
	expect(rows.length).toBeGreaterThan(20);
	const names = rows.map((row) => /\| `([^|]+)` \|$/.exec(row)?.[1] ?? `no test in: ${row}`);
	expect(names.filter((name) => !sources.some((source) => source.includes(name)))).toEqual([]);
});

test('the pages list every example', () => {
	const page = read('docs/examples.md');
	const files = readdirSync(join(ROOT, 'examples'));
	expect(files.filter((file) => !page.includes(`(../examples/${file})`))).toEqual([]);
});
