// Mutates the corpus and prepares what comes out; run in a process of its own by fuzz.test.ts, or by hand:
// node --import tsx test/shared/media/fuzz.ts <most cases> <most seconds> <seed> [only this case]
// Prints one line for each case that goes wrong, and at the end how many there were.
import { Err } from '../../../nodes/shared/errors';
import { imageLimits } from '../../../nodes/shared/backends/media-limits';
import { prepare } from '../../../nodes/shared/media/prepare-image';
import { corpus, corpusNames } from './corpus';
import { breaches } from './rules';
import { spoilt } from '../../support/spoilt-files';

const [mostCases = 3000, mostSeconds = 30, seed = 1, only] = process.argv.slice(2).map(Number);

/** One picture may take so long; twice of it were a hang. */
const SLOW_MS = 20_000;
const MOST_MEMORY = 900_000_000;

/** Formats that need a process of their own take their time, so they come up less often. */
const quick = corpusNames.filter((name) => !/heic|svg/.test(name));
const slow = corpusNames.filter((name) => /heic|svg/.test(name));

const pick = (next: (below: number) => number) => {
	const names = next(40) === 0 ? slow : quick;
	return names[next(names.length)]!;
};
const make = (index: number) => spoilt(seed, index, pick, corpus);

/** What is wrong with the outcome; undefined where nothing is. */
async function faultOf(bytes: Buffer, index: number): Promise<string | undefined> {
	const limits = index % 2 === 0 ? imageLimits.klingLegacy : imageLimits.kieMotion3;
	const outcome = await prepare('First Frame', bytes, limits);
	if (outcome instanceof Err) {
		const { kind, message, nextStep } = outcome.failure;
		return kind === 'input' && message.startsWith("'First Frame' ") && nextStep
			? undefined
			: `refused as ${kind}: ${message}`;
	}
	const found = await breaches(outcome.bytes, limits);
	return found.length === 0 ? undefined : `let through in spite of ${found.join(', ')} (${outcome.changes.join(', ')})`;
}

async function main(): Promise<void> {
	const start = performance.now();
	const counts = { cases: 0, faults: 0 };
	for (let index = only ?? 0; index < (only === undefined ? mostCases : only + 1); index++) {
		if (performance.now() - start > mostSeconds * 1000) break;
		const { name, bytes } = make(index);
		const began = performance.now();
		let fault = await faultOf(bytes, index).catch((error: Error) => `threw ${error.stack}`);
		if (performance.now() - began > SLOW_MS) fault ??= `took ${Math.round(performance.now() - began)} ms`;
		if (process.memoryUsage.rss() > MOST_MEMORY) fault ??= `left ${process.memoryUsage.rss()} bytes of memory in use`;
		if (fault) process.stdout.write(`case ${index} (${name}): ${fault}\n`);
		counts.cases++;
		if (fault) counts.faults++;
	}
	process.stdout.write(`${JSON.stringify({ ...counts, megabytes: Math.round(process.memoryUsage.rss() / 1e6) })}\n`);
}

void main();
