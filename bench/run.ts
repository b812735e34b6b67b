// `npm run bench`: one table, every figure a comparison within this run; also written to bench/results.md.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import '../test/support/env';
import { clipRows } from './clips';
import { crowdRows, questionRows } from './crowd';
import { memoryRows } from './memory';
import { pictureRows } from './pictures';
import { startupRows } from './startup';
import { tableOf, unmeasured, type Row } from './table';
import { waitingRows } from './waiting';
import { workflowRows } from './workflows';

/** What can be measured, in the order of the table; `npm run bench -- crowd startup` measures only these. */
const PARTS: Record<string, () => Row[] | Promise<Row[]>> = {
	crowd: crowdRows,
	statusQueries: questionRows,
	workflows: workflowRows,
	waiting: waitingRows,
	pictures: pictureRows,
	clips: clipRows,
	memory: memoryRows,
	startup: startupRows,
};

const RESULTS = join(__dirname, 'results.md');

/** The exit code: 0, 1 where a part failed, 2 where there is no such part. */
async function main(wanted: readonly string[]): Promise<number> {
	const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
	if (unknown.length > 0) {
		console.error(`There is no part ${unknown.join(', ')}; take some of ${Object.keys(PARTS).join(', ')}.`);
		return 2;
	}
	const rows: Row[] = [];
	const failed: string[] = [];
	for (const [name, measure] of Object.entries(PARTS)) {
		if (wanted.length > 0 && !wanted.includes(name)) continue;
		console.error(`Measuring: ${name} ...`);
		const start = Date.now();
		try {
			rows.push(...(await measure()));
		} catch (error) {
			// The other parts are worth their minutes all the same.
			console.error(error);
			failed.push(name);
			rows.push(unmeasured(name, 'it failed; the output before the table says why'));
		}
		console.error(`Measured: ${name}, ${Math.round((Date.now() - start) / 1000)} s`);
	}
	const table = tableOf(rows);
	console.log(table);
	if (failed.length > 0) {
		console.error(`Failed: ${failed.join(', ')}. bench/results.md stays as it was.`);
		return 1;
	}
	if (wanted.length > 0) console.error('Only a run of all parts is written to bench/results.md.');
	else writeFileSync(RESULTS, `${head()}\n\n${table}\n`);
	return 0;
}

function head(): string {
	const day = new Date().toISOString().slice(0, 10);
	const machine = `Node ${process.versions.node}, ${cpus().length} processor cores`;
	return `# Benchmarks\n\nMade by \`npm run bench\` on ${day} (${machine}). Each figure compares two things within one run.`;
}

void main(process.argv.slice(2)).then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
