// `npm run bench`: one table, every figure a comparison within this run; also written to bench/results.md.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import '../test/harness/env';
import { crowdRows, questionRows } from './crowd';
import { memoryRows } from './memory';
import { pictureRows } from './pictures';
import { startupRows } from './startup';
import { tableOf, type Row } from './table';

/** What can be measured, in the order of the table; `npm run bench crowd startup` measures only these. */
const PARTS: Record<string, () => Row[] | Promise<Row[]>> = {
	crowd: crowdRows,
	questions: questionRows,
	pictures: pictureRows,
	memory: memoryRows,
	startup: startupRows,
};

async function main(wanted: readonly string[]): Promise<void> {
	const rows: Row[] = [];
	for (const [name, measure] of Object.entries(PARTS)) {
		if (wanted.length > 0 && !wanted.includes(name)) continue;
		console.error(`Measuring: ${name} ...`);
		rows.push(...(await measure()));
	}
	const table = tableOf(rows);
	console.log(table);
	if (wanted.length > 0) return;
	const machine = `Node ${process.versions.node}, ${cpus().length} processors`;
	writeFileSync(
		join(__dirname, 'results.md'),
		`# Benchmarks\n\nMade by \`npm run bench\` on ${machine}. Each figure compares two things within one run.\n\n${table}\n`,
	);
}

void main(process.argv.slice(2)).then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
