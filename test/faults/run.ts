// `npm run test:faults [-- --runs 3000 --seed 1 --jobs 2]`: thousands of schedules, each following from its seed. A failing
// one is printed whole; `--seed <its seed> --runs 1` runs it alone.
import '../support/env';
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { Violation } from './oracle';
import { scheduleFrom } from './schedule';
import { sum, tableOf, type Counts } from './counts';

const { values } = parseArgs({
	options: {
		seed: { type: 'string', default: '1' },
		runs: { type: 'string', default: '3000' },
		jobs: { type: 'string', default: String(Math.min(4, availableParallelism())) },
		worker: { type: 'boolean', default: false },
	},
});

/** What a worker reports of each schedule. */
interface Report {
	readonly seed: number;
	readonly violations: readonly Violation[];
	readonly counts: Counts;
}

async function work(first: number, runs: number): Promise<void> {
	const { openLab } = await import('./lab');
	const { verdictOn } = await import('./counts');
	const lab = await openLab();
	for (let seed = first; seed < first + runs; seed++) {
		const report: Report = { seed, ...verdictOn(await lab.perform(scheduleFrom(seed))) };
		if (process.send) process.send(report);
		else show(report);
	}
	await lab.close();
	process.exit(0);
}

function show({ seed, violations }: Report): void {
	if (violations.length === 0) return;
	console.log(`\nseed ${seed}: ${JSON.stringify(scheduleFrom(seed))}`);
	for (const { breach, words } of violations) console.log(`  ${breach}: ${words}`);
}

/** One process for each job; whatever ends one of them early counts as a crash. */
async function share(first: number, runs: number, jobs: number): Promise<boolean> {
	const reports: Report[] = [];
	const each = Math.ceil(runs / jobs);
	const ends = Array.from({ length: jobs }, async (_, index) => {
		const from = first + index * each;
		const count = Math.min(each, first + runs - from);
		if (count <= 0) return true;
		const worker = fork(__filename, ['--worker', '--seed', String(from), '--runs', String(count)]);
		let done = 0;
		worker.on('message', (message) => {
			const report = message as Report;
			reports.push(report);
			done += 1;
			show(report);
			if (reports.length % 250 === 0) console.log(`${reports.length} of ${runs}`);
		});
		const [code, signal] = await new Promise<unknown[]>((resolve) => worker.once('close', (...how) => resolve(how)));
		if (done < count) console.log(`\nseed ${from + done}: the process ended in the middle of it (${signal ?? code})`);
		return done === count;
	});
	const whole = (await Promise.all(ends)).every(Boolean);
	console.log(`\n${tableOf(sum(reports.map(({ counts }) => counts)))}`);
	return whole && reports.every(({ violations }) => violations.length === 0);
}

async function main(): Promise<void> {
	const [seed, runs, jobs] = [values.seed, values.runs, values.jobs].map(Number);
	if (![seed, runs, jobs].every((number) => Number.isInteger(number) && Number(number) > 0))
		throw new Error('--seed, --runs and --jobs take whole numbers from 1 up');
	if (values.worker) return await work(seed!, runs!);
	const started = Date.now();
	const good = await share(seed!, runs!, jobs!);
	console.log(`\n${Math.round((Date.now() - started) / 1000)} s, seeds ${seed} to ${seed! + runs! - 1}`);
	process.exitCode = good ? 0 : 1;
}

main().catch((error: unknown) => {
	console.error(error);
	process.exit(2);
});
