// Every reported case and measured fault has a test that is named by its number.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface CaseTable {
	readonly KINDS: Readonly<Record<string, number>>;
	idsOf(kind: string): string[];
	idsIn(title: string): string[];
	tableOf(tests: ReadonlyArray<{ title: string; status: string }>): Array<string | undefined>;
}
// eslint-disable-next-line @typescript-eslint/no-require-imports -- jest's reporter takes JavaScript
const { KINDS, idsOf, idsIn, tableOf } = require('../support/case-table') as CaseTable;

const root = join(__dirname, '..');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.test.ts'))
	.map((name) => readFileSync(join(root, name), 'utf8'));

/** Titles of tests, and the first words of their rows. */
const titles = sources.flatMap((source) =>
	[...source.matchAll(/^\s*(?:(?:test|describe)\b[^\n]*|\[?(['"`])[^\n]*|\][^\n]*|name: [^\n]*)$/gm)].map(
		([line]) => line,
	),
);
const named = new Set(titles.flatMap(idsIn));

test.each(Object.keys(KINDS))('of the kind %s', (kind) => {
	expect(idsOf(kind).filter((id) => !named.has(id))).toEqual([]);
});

test('numbers in titles are read alone, in pairs and as ranges', () => {
	expect(idsIn('R5 and M6: Kie.ai')).toEqual(['R5', 'M6']);
	expect(idsIn('A2, A11 to A13: taken')).toEqual(['A2', 'A11', 'A13', 'A12']);
	expect(idsIn('A28, H16 and a B1 are none')).toEqual([]);
	expect(
		tableOf([
			{ title: 'A1: x', status: 'passed' },
			{ title: 'A1: y', status: 'failed' },
		])[0],
	).toBe('  A1 FAILED 1 of 2');
});
