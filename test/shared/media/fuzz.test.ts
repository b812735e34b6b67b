// Thousands of mutated files in a process of their own: none crashes it, holds it up, fills its memory or gets through bad.
// FUZZ_CASES and FUZZ_SECONDS make it longer, FUZZ_SEED another one.
import { join } from 'node:path';
import { fuzzed } from '../../support/fuzz-process';

const { FUZZ_CASES: cases = '3000', FUZZ_SECONDS: seconds = '10' } = process.env;

test(
	'mutated pictures are refused, or come out sound',
	async () => {
		const { code, lines, counts } = await fuzzed(join(__dirname, 'fuzz.ts'), cases, seconds);
		process.stdout.write(`fuzzed: ${JSON.stringify(counts)}\n`);
		expect(lines).toEqual([]);
		expect({ code, faults: counts.faults }).toEqual({ code: 0, faults: 0 });
		expect(counts.cases).toBeGreaterThan(100);
	},
	(Number(seconds) + 90) * 1000,
);
