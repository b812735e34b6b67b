// How much memory the node takes for large files: `npx tsx bench/memory.ts` prints one table. Each row is a fresh process.
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** What is run: so many items with a picture each, or one with a clip. */
export interface Job {
	readonly backend: 'kling' | 'kie' | 'piapi';
	/** A png of 10 MB that passes as it is; a photo of 24 million pixels that is made smaller; a video. */
	readonly what: 'png' | 'photo' | 'clip';
	readonly count: number;
	/** Of a clip. */
	readonly bytes?: number;
	readonly header?: 'first' | 'last';
	/** Garbage is collected all the time, so that only what is really held counts. */
	readonly tidy?: boolean;
}

/** Bytes of resident memory before the run and at its highest point; how long the run took, in milliseconds. */
export interface Measured {
	readonly before: number;
	readonly most: number;
	readonly ms: number;
}

interface Service {
	readonly url: string;
	readonly apiKey: string;
}

/** Where the simulator listens. */
export interface Services {
	readonly kling: Service;
	readonly kie: Service & { readonly uploadUrl: string };
	readonly piapi: Service & { readonly uploadUrl: string };
}

/** Runs jobs one after another, each in a process of its own beside one simulator. */
export async function measure(jobs: readonly Job[]): Promise<Measured[]> {
	const simulator = start('simulator');
	try {
		const services = await answer<Services>(simulator);
		const rows: Measured[] = [];
		for (const job of jobs) {
			const worker = start('worker');
			worker.send({ services, job });
			const { measured, error } = await answer<{ measured?: Measured; error?: string }>(worker);
			await end(worker);
			if (!measured) throw new Error(error);
			rows.push(measured);
		}
		return rows;
	} finally {
		await end(simulator);
	}
}

function start(name: string): ChildProcess {
	return fork(join(__dirname, `${name}.ts`), {
		execArgv: ['--import', 'tsx', '--expose-gc'],
		env: { ...process.env, NODE_ENV: 'production' },
		serialization: 'advanced',
	});
}

async function end(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	child.kill();
	await gone;
}

async function answer<T>(child: ChildProcess): Promise<T> {
	return await new Promise<T>((resolve, reject) => {
		child.once('message', (message) => resolve(message as T));
		child.once('exit', (code) => reject(new Error(`the process ended with code ${code} and said nothing`)));
	});
}

const JOBS: Array<[string, Job]> = [
	...(['kling', 'kie', 'piapi'] as const).flatMap((backend): Array<[string, Job]> => [
		[`20 pictures of 10 MB to ${backend}`, { backend, what: 'png', count: 20 }],
		[`20 photos of 24 megapixels to ${backend}`, { backend, what: 'photo', count: 20 }],
	]),
	['a clip of 100 MB to kie', { backend: 'kie', what: 'clip', count: 1 }],
	['... with its header at the end', { backend: 'kie', what: 'clip', count: 1, header: 'last' }],
];

const megabytes = (bytes: number) => String(Math.round(bytes / 1e6)).padStart(6);

async function print(): Promise<void> {
	const rows = await measure(JOBS.map(([, job]) => job));
	const lines = rows.map(({ before, most, ms }, index) => {
		const seconds = (ms / 1000).toFixed(1).padStart(6);
		return `${JOBS[index]![0].padEnd(42)}${megabytes(before)}${megabytes(most)}${megabytes(most - before)}${seconds}`;
	});
	process.stdout.write([`${'MB of resident memory'.padEnd(42)}before  most  more     s`, ...lines, ''].join('\n'));
}

if (require.main === module) void print();
