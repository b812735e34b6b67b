// A fuzz run in a process of its own, which a crash or a hang ends without the tests.
import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { seed as propertySeed } from './property';

/** FUZZ_SEED, or the seed of the property tests. */
export const fuzzSeed = process.env.FUZZ_SEED ?? String(propertySeed);

export interface Fuzzed {
	readonly code: number | null;
	/** What went wrong, a line each. */
	readonly lines: readonly string[];
	readonly counts: { readonly cases: number; readonly faults: number };
}

/** @param seconds after which no new case is begun */
export async function fuzzed(script: string, cases: string, seconds: string): Promise<Fuzzed> {
	const tsx = pathToFileURL(require.resolve('tsx')).href;
	const parameters = ['--max-old-space-size=256', '--import', tsx, script, cases, seconds, fuzzSeed];
	const child = spawn(process.execPath, parameters, {
		stdio: ['ignore', 'pipe', 'pipe'],
		timeout: (Number(seconds) + 60) * 1000,
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
	const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
	const lines = output.trim().split('\n');
	const counts = JSON.parse(lines.at(-1)!) as Fuzzed['counts'];
	return { code, lines: lines.slice(0, -1), counts };
}
