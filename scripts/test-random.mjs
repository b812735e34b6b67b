// Runs every property test with a seed that no run had before, and prints how to repeat it.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const seed = process.env.PROPERTY_SEED ?? String(randomInt(1, 2 ** 31));
const files = readdirSync('test', { recursive: true })
	.filter((name) => name.endsWith('.test.ts'))
	.map((name) => join('test', name))
	.filter((file) => /from '[./]+\/property'/.test(readFileSync(file, 'utf8')));
if (files.length === 0) throw new Error('No property test was found');

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const { status } = spawnSync(process.execPath, [jest, '--runTestsByPath', ...files], {
	stdio: 'inherit',
	env: { FUZZ_SECONDS: '60', ...process.env, PROPERTY_SEED: seed },
});
console.log(`Repeat these draws with PROPERTY_SEED=${seed} npm run test:random`);
process.exit(status ?? 1);
