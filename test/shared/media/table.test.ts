// Every file of the corpus and every broken file, within the limits of each backend: what happened, row by row.
import { Err } from '../../../nodes/shared/errors';
import { imageLimits } from '../../../nodes/shared/backends/media-limits';
import type { ImageLimits } from '../../../nodes/shared/media/limits';
import { prepare } from '../../../nodes/shared/media/prepare-image';
import { broken, corpus, corpusNames } from './corpus';
import { expected, type Row } from './expected';
import { breaches } from './rules';

type Column = keyof Row;
const COLUMNS: readonly Column[] = ['kling', 'piapi', 'kieMotion3'];
const LIMITS = { kling: imageLimits.klingLegacy, piapi: imageLimits.piapi, kieMotion3: imageLimits.kieMotion3 };

const files: Readonly<Record<string, () => Buffer>> = {
	...Object.fromEntries(corpusNames.map((name) => [name, () => corpus(name)])),
	...broken,
};
const happened: Record<string, Partial<Record<Column, string>>> = {};

async function outcome(bytes: Buffer, column: Column): Promise<string> {
	const prepared = await prepare('First Frame', bytes, LIMITS[column]);
	if (prepared instanceof Err) {
		expect(prepared.failure).toMatchObject({ kind: 'input', nextStep: expect.stringMatching(/\S/) });
		return `refused: ${prepared.failure.message}`;
	}
	expect(await breaches(prepared.bytes, LIMITS[column])).toEqual([]);
	if (prepared.changes.length > 0)
		return [`${prepared.format} ${prepared.width} x ${prepared.height}`, ...prepared.changes].join('; ');
	expect(prepared.bytes.equals(bytes)).toBe(true);
	return 'passes';
}

test('the table has a row for each file, and no other', () => {
	expect(Object.keys(expected).sort()).toEqual(Object.keys(files).sort());
});

/** The largest drawings take seconds of work, and more on a busy machine. */
const LONG_MS = 120_000;

test.each(Object.keys(files))(
	'%s',
	async (name) => {
		const bytes = files[name]!();
		const before = Buffer.from(bytes);
		happened[name] = {};
		for (const column of COLUMNS) happened[name][column] = await outcome(bytes, column);
		const { kling, piapi = kling, kieMotion3 = kling } = expected[name]!;
		expect(happened[name]).toEqual({ kling, piapi, kieMotion3 });
		expect(bytes.equals(before)).toBe(true);
	},
	LONG_MS,
);

test('the other rules differ from these three in the size of the file only', () => {
	const { klingLegacy, klingNewer, kie, kieOmni, piapi, kieMotion } = imageLimits;
	const sides = (limits: ImageLimits) => ({ ...limits, maxBytes: 0 });
	for (const same of [klingNewer, kie, kieOmni]) expect(sides(same)).toEqual(sides(klingLegacy));
	expect(sides(kieMotion)).toEqual(sides(piapi));
});

afterAll(() => {
	const short = (text: string | undefined = '') =>
		text.replace("refused: 'First Frame' ", 'refused: ').replace(/^(\w+) (\d+) x (\d+)/, '$1 $2x$3');
	const line = (name: string, row: Partial<Record<Column, string>>) => {
		const others = COLUMNS.slice(1)
			.filter((column) => row[column] !== row.kling)
			.map((column) => `${column}: ${short(row[column]).split(';')[0]}`);
		return [name.padEnd(52), [short(row.kling), ...others].join(' | ')].join('  ').slice(0, 200);
	};
	process.stdout.write(
		`\n${Object.entries(happened)
			.map(([name, row]) => line(name, row))
			.join('\n')}\n\n`,
	);
});
