// Mutates the corpus and prepares what comes out; run in a process of its own by fuzz.test.ts, or by hand:
// node --import tsx test/shared/media/fuzz.ts <most cases> <most seconds> <seed> [only this case]
// Prints one line for each case that goes wrong, and at the end how many there were.
import { Err } from '../../../nodes/shared/errors';
import { imageLimits } from '../../../nodes/shared/backends/media-limits';
import { prepare } from '../../../nodes/shared/media/prepare-image';
import { corpus, corpusNames } from './corpus';
import { breaches } from './rules';

const [mostCases = 3000, mostSeconds = 30, seed = 1, only] = process.argv.slice(2).map(Number);

/** One picture may take so long; twice of it were a hang. */
const SLOW_MS = 20_000;
const MOST_MEMORY = 900_000_000;

/** A generator of numbers from 0 to below 1 that is the same at each run (mulberry32). */
function random(start: number): () => number {
	let state = start >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

type Mutation = (file: Buffer, next: (below: number) => number) => Buffer;
const EXTREMES = [0, 1, 0x7f, 0x80, 0xff];

const mutations: readonly Mutation[] = [
	// A few bytes anywhere.
	(file, next) => {
		for (let times = 1 + next(12); times > 0; times--) file[next(file.length)] = next(256);
		return file;
	},
	// A few bytes in the header, to extremes.
	(file, next) => {
		for (let times = 1 + next(6); times > 0; times--) file[next(Math.min(200, file.length))] = EXTREMES[next(5)]!;
		return file;
	},
	// A number of four bytes.
	(file, next) => {
		const at = next(Math.max(1, file.length - 4));
		const value = [0, 1, 0xffff, 0x10000, 0x7fffffff, 0xffffffff][next(6)]!;
		if (file.length >= 4) file.writeUInt32BE(value, at);
		return file;
	},
	// Cut off.
	(file, next) => file.subarray(0, next(file.length)),
	// A stretch taken out.
	(file, next) => {
		const from = next(file.length);
		return Buffer.concat([file.subarray(0, from), file.subarray(from + next(200))]);
	},
	// A stretch doubled.
	(file, next) => {
		const from = next(file.length);
		const part = file.subarray(from, from + next(400));
		return Buffer.concat([file.subarray(0, from), part, part, part, file.subarray(from)]);
	},
	// Two files in one.
	(file, next) => {
		const other = corpus(corpusNames[next(corpusNames.length)]!);
		return Buffer.concat([file.subarray(0, next(file.length)), other.subarray(next(other.length))]);
	},
];

/** Formats that need a process of their own take their time, so they come up less often. */
const quick = corpusNames.filter((name) => !/heic|svg/.test(name));
const slow = corpusNames.filter((name) => /heic|svg/.test(name));

function make(index: number): { name: string; bytes: Buffer } {
	const draw = random(seed * 1_000_003 + index);
	const next = (below: number) => Math.floor(draw() * below);
	const names = next(40) === 0 ? slow : quick;
	const name = names[next(names.length)]!;
	let bytes = corpus(name);
	for (let times = 1 + next(2); times > 0 && bytes.length > 0; times--) {
		bytes = mutations[next(mutations.length)]!(Buffer.from(bytes), next);
	}
	return { name, bytes };
}

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
