// Spoilt clips and sounds of every kind that people have, in a process of their own: none hangs, crashes or gets through bad.
// FUZZ_CLIPS and FUZZ_SECONDS make it longer, FUZZ_SEED another one.
import { join } from 'node:path';
import { fuzzed } from '../../support/fuzz-process';

const { FUZZ_CLIPS: cases = '3000', FUZZ_SECONDS: seconds = '10' } = process.env;

test(
	'spoilt clips are refused, or have facts that hold together',
	async () => {
		const { code, lines, counts } = await fuzzed(join(__dirname, 'fuzz-clips.ts'), cases, seconds);
		process.stdout.write(`fuzzed: ${JSON.stringify(counts)}\n`);
		expect(lines).toEqual([]);
		expect({ code, faults: counts.faults }).toEqual({ code: 0, faults: 0 });
		expect(counts.cases).toBeGreaterThan(10);
	},
	(Number(seconds) + 90) * 1000,
);
