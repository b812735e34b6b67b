// How much memory the node takes for large files; each figure comes from a fresh process.
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Row } from './table';

/** What is run: so many items with a picture each, or one with a clip. */
export interface Job {
	readonly backend: 'kling' | 'kie' | 'piapi';
	/**
	 * A png of 10 MB that passes as it is; one of 30 MB that is made smaller; a photo of 24 million pixels that is made smaller; a
	 * video; a finished video.
	 */
	readonly what: 'png' | 'large' | 'photo' | 'clip' | 'result';
	/** Bare sharp does the same to the pictures, one at a time, and nothing is sent. */
	readonly bare?: boolean;
	readonly count: number;
	/** Of a clip. */
	readonly bytes?: number;
	readonly header?: 'first' | 'last';
	/** Items that are worked on at once; as the node has it where absent. */
	readonly atOnce?: number;
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
	readonly fal: Service & { readonly uploadUrl: string; readonly platformUrl: string };
}

/** Runs jobs one after another, each in a process of its own beside one simulator. */
export async function measure(jobs: readonly Job[]): Promise<Measured[]> {
	const rows: Measured[] = [];
	for (const job of jobs) rows.push(await measureOne(job));
	return rows;
}

async function measureOne(job: Job): Promise<Measured> {
	const simulator = start('simulator', job.what === 'result' ? [String(job.bytes)] : []);
	try {
		const services = await answer<Services>(simulator);
		const worker = start('worker');
		worker.send({ services, job });
		const { measured, error } = await answer<{ measured?: Measured; error?: string }>(worker);
		await end(worker);
		if (!measured) throw new Error(error);
		return measured;
	} finally {
		await end(simulator);
	}
}

function start(name: string, parameters: readonly string[] = []): ChildProcess {
	return fork(join(__dirname, `${name}.ts`), parameters, {
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
	['a result of 200 MB from kie', { backend: 'kie', what: 'result', count: 1, bytes: 200_000_000 }],
];

/** What a download may take that streams into n8n's store. */
const A_FEW = {
	words: 'a few MB (10)',
	bytes: 10e6,
	why: 'the file passes in chunks and none of it is kept; what is more is garbage that V8 had no reason yet to collect.',
};

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0);

/** The same pictures by the node and by bare sharp, one at a time. */
const PAIRS: Array<[string, Job]> = [
	['20 photos of 24 megapixels', { backend: 'kie', what: 'photo', count: 20, atOnce: 50 }],
	['40 files of 30 MB', { backend: 'kie', what: 'large', count: 40, atOnce: 50 }],
];

/** How much more a run of the node grows than bare sharp. */
async function comparedWithSharp(): Promise<Row[]> {
	const rows: Row[] = [];
	for (const [what, job] of PAIRS) {
		const [node, bare] = (await measure([job, { ...job, bare: true }])).map(({ before, most }) => most - before);
		const times = node! / bare!;
		rows.push({
			what: `memory: ${what} to kie, 50 items at once`,
			figure: `${times.toFixed(2)} (+${megabytes(node!)} MB)`,
			comparedTo: `bare sharp, one at a time (+${megabytes(bare!)} MB)`,
			aim: {
				words: '1.2',
				met: times <= 1.2,
				why: 'two pictures are in work at once, so that a hundred items take no longer than they must, and what is read, uploaded and sent lies beside them.',
			},
		});
	}
	return rows;
}

/** Growth of resident memory, each job in a process of its own. */
export async function memoryRows(): Promise<Row[]> {
	return [...(await growthRows()), ...(await comparedWithSharp())];
}

async function growthRows(): Promise<Row[]> {
	const rows = await measure(JOBS.map(([, job]) => job));
	return rows.map(({ before, most }, index) => ({
		what: `memory: ${JOBS[index]![0]}`,
		figure: `+${megabytes(most - before)} MB`,
		comparedTo: `the same process before (${megabytes(before)} MB)`,
		aim: JOBS[index]![1].what === 'result' ? { ...A_FEW, met: most - before <= A_FEW.bytes } : undefined,
	}));
}
