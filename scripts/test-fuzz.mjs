// Pictures, clips, items and replies that nobody means well with, with a seed that no run had before; prints how to repeat it.
// `npm run test:fuzz -- --cases 100000 --seconds 600 --seed 7`: so many of each, or for so long, whichever ends first.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
	options: {
		cases: { type: 'string', default: '3000' },
		seconds: { type: 'string', default: '12' },
		seed: { type: 'string', default: process.env.FUZZ_SEED ?? String(randomInt(1, 2 ** 31)) },
	},
});
const items = String(Math.min(Number(values.cases), Math.ceil(Number(values.seconds) * 25)));
const tests = [
	'test/shared/media/fuzz.test.ts',
	'test/shared/media/fuzz-clips.test.ts',
	'test/engine/item-shapes.test.ts',
	'test/shared/backends/response-fuzz.test.ts',
];
console.log(`Seed ${values.seed}`);
const { status } = spawnSync(
	process.execPath,
	[createRequire(import.meta.url).resolve('jest/bin/jest'), '--runTestsByPath', ...tests],
	{
		stdio: 'inherit',
		env: {
			...process.env,
			FUZZ_CASES: values.cases,
			FUZZ_CLIPS: values.cases,
			FUZZ_ITEMS: items,
			FUZZ_SECONDS: values.seconds,
			FUZZ_SEED: values.seed,
			PROPERTY_SEED: values.seed,
		},
	},
);
console.log(`Repeat this with: npm run test:fuzz -- --seed ${values.seed}`);
process.exit(status ?? 1);
