// Thousands of mutated files in a process of their own: none crashes it, holds it up, fills its memory or gets through bad.
// FUZZ_CASES and FUZZ_SECONDS make it longer, FUZZ_SEED another one.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { seed as propertySeed } from '../../support/property';

const {
	FUZZ_CASES: cases = '3000',
	FUZZ_SECONDS: seconds = '10',
	FUZZ_SEED: seed = String(propertySeed),
} = process.env;

async function run(): Promise<{ code: number | null; output: string }> {
	const tsx = pathToFileURL(require.resolve('tsx')).href;
	const script = join(__dirname, 'fuzz.ts');
	const child = spawn(process.execPath, ['--max-old-space-size=256', '--import', tsx, script, cases, seconds, seed], {
		stdio: ['ignore', 'pipe', 'pipe'],
		timeout: (Number(seconds) + 60) * 1000,
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
	return await new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

test(
	'mutated pictures are refused, or come out sound',
	async () => {
		const { code, output } = await run();
		const lines = output.trim().split('\n');
		const counts = JSON.parse(lines.at(-1)!) as { cases: number; faults: number };
		process.stdout.write(`fuzzed: ${lines.at(-1)}\n`);
		expect(lines.slice(0, -1)).toEqual([]);
		expect({ code, faults: counts.faults }).toEqual({ code: 0, faults: 0 });
		expect(counts.cases).toBeGreaterThan(100);
	},
	(Number(seconds) + 90) * 1000,
);
