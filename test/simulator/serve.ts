/** Runs the simulator on its own, for demos: `tsx test/simulator/serve.ts [first port]`. */
import { startSimulator } from './index';

const names = [
	'kling',
	'kie',
	'kieUpload',
	'piapi',
	'piapiUpload',
	'results',
	'files',
	'fal',
	'falPlatform',
	'falStorage',
	'falFiles',
] as const;
const usual = 4700;

/** The hosts take consecutive ports from this one on. */
function firstPort(): number {
	const given = process.argv[2] ?? process.env.SIMULATOR_PORT;
	const port = given === undefined ? usual : Number(given);
	if (!Number.isInteger(port) || port < 1 || port > 65_535 - names.length) {
		throw new Error(`not a port: ${given}`);
	}
	return port;
}

async function main(): Promise<void> {
	const first = firstPort();
	const ports = Object.fromEntries(names.map((name, index) => [name, first + index]));
	const simulator = await startSimulator({
		ports,
		...(process.env.SIMULATOR_HOST === undefined ? {} : { host: process.env.SIMULATOR_HOST }),
		life: { queuedMs: 1_000, runningMs: 3_000 },
	});
	const { kling, kie, piapi, fal, results, files } = simulator;
	process.stdout.write(`${JSON.stringify({ kling, kie, piapi, fal, results, files: { url: files.url } })}\n`);
	const stop = (): void => {
		void simulator.close().then(() => process.exit(0));
	};
	process.once('SIGTERM', stop);
	process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exit(1);
});
