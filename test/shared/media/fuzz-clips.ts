// Spoils clips and sounds and looks at what comes out; run in a process of its own by fuzz-clips.test.ts, or by hand:
// node --import tsx test/shared/media/fuzz-clips.ts <most cases> <most seconds> <seed> [only this case]
// Prints one line for each case that goes wrong, and at the end how many there were.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Err } from '../../../nodes/shared/errors';
import { clipLimits } from '../../../nodes/shared/backends/media-limits';
import { checkClip, inspectClip, readerOf, type ClipFacts } from '../../../nodes/shared/media/probe-clip';
import { spoilt } from '../../support/spoilt-files';

const [mostCases = 3000, mostSeconds = 30, seed = 1, only] = process.argv.slice(2).map(Number);

/** A reader that goes in circles is ended after 8 s of computing. */
const SLOW_MS = 20_000;
const MOST_MEMORY = 900_000_000;
/** Clips that are looked at side by side. */
const AT_ONCE = 2;
const BEAT_MS = 10;
/** Only a reader on the main thread holds it up for so long, not other programs. */
const LONGEST_GAP_MS = 5_000;

const FOLDER = join(__dirname, '..', '..', 'support', 'clips', 'kinds');
const files = new Map(readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name))]));
const names = [...files.keys()];

const isWhole = (value: number | undefined) => value === undefined || (Number.isInteger(value) && value > 0);
const isLength = (value: number | undefined) => value === undefined || (Number.isFinite(value) && value >= 0);

/** What is wrong with facts that a table lets through; undefined where nothing is. */
function faultIn(facts: ClipFacts, bytes: Buffer): string | undefined {
	const limits = [clipLimits.kieMotion, clipLimits.kieOmni, clipLimits.klingVoice, clipLimits.kieVoice];
	const passed = limits.filter((one) => checkClip('Video', facts, bytes.length, one, false) === undefined);
	if (passed.length === 0) return undefined;
	const { format, seconds, width, height, hasVideo, hasAudio } = facts;
	if (!format || !(hasVideo || hasAudio)) return 'let through without a picture or a sound';
	if (!isLength(seconds) || !isWhole(width) || !isWhole(height)) return `let through with ${JSON.stringify(facts)}`;
	return undefined;
}

async function faultOf(bytes: Buffer): Promise<string | undefined> {
	const outcome = await inspectClip('Video', readerOf(bytes));
	if (!(outcome instanceof Err)) return faultIn(outcome, bytes);
	const { kind, message, nextStep } = outcome.failure;
	return kind === 'input' && message.includes("'Video'") && nextStep ? undefined : `refused as ${kind}: ${message}`;
}

async function main(): Promise<void> {
	const start = performance.now();
	const counts = { cases: 0, faults: 0, late: 0 };
	let [longestGapMs, last] = [0, start];
	const heart = setInterval(() => {
		longestGapMs = Math.max(longestGapMs, performance.now() - last - BEAT_MS);
		last = performance.now();
	}, BEAT_MS);
	const end = only === undefined ? mostCases : only + 1;
	let next = only ?? 0;
	const work = async () => {
		while (next < end && performance.now() - start < mostSeconds * 1000) {
			const index = next++;
			const { name, bytes } = spoilt(
				seed,
				index,
				(below) => names[below(names.length)]!,
				(one) => files.get(one)!,
			);
			const began = performance.now();
			let fault = await faultOf(bytes).catch((error: Error) => `threw ${error.stack}`);
			const took = performance.now() - began;
			if (took > 5_000) counts.late++;
			if (took > SLOW_MS) fault ??= `took ${Math.round(took)} ms`;
			if (process.memoryUsage.rss() > MOST_MEMORY) fault ??= `left ${process.memoryUsage.rss()} bytes of memory in use`;
			if (fault) process.stdout.write(`case ${index} (${name}): ${fault}\n`);
			counts.cases++;
			if (fault) counts.faults++;
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	clearInterval(heart);
	if (longestGapMs > LONGEST_GAP_MS) {
		process.stdout.write(`the main thread stood still for ${Math.round(longestGapMs)} ms\n`);
		counts.faults++;
	}
	const megabytes = Math.round(process.memoryUsage.rss() / 1e6);
	process.stdout.write(`${JSON.stringify({ ...counts, megabytes, longestGapMs: Math.round(longestGapMs) })}\n`);
}

void main();
