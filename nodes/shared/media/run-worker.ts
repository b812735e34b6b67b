// The one place that starts workers: a thread of its own for what may take long, or much memory, whatever its header says.
// It can be ended at any time, which gives all its memory back.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { throwCancelled } from '../errors';
import { isObject, numberAt } from '../json';

/** What is to be done by a worker, and how much it may take for it. */
export interface WorkerJob {
	/** The file beside this one that the worker runs, without `.entry.js`. */
	readonly entry: 'decode-worker' | 'probe-worker';
	readonly data: Readonly<Record<string, unknown>>;
	/** Milliseconds that it may compute in all; while it waits for parts of a file the clock stands still. */
	readonly computeMs: number;
	/** Milliseconds that it may take in all, waiting included. */
	readonly totalMs: number;
	/** Brings a part of the file that the worker asks for; what it throws ends the worker and is thrown on. */
	readonly read?: (length: number, offset: number) => Promise<Uint8Array>;
	readonly signal?: AbortSignal;
}

/** Megabytes of V8's own heap in a worker; what WebAssembly takes is limited by the worker itself. */
const HEAP_MB = 512;

/**
 * What the worker answered, or `{ trouble, words }` where it had to be ended: `tooLong`, `tooMuch` (memory), `missing` (its
 * code could not be loaded) or `damaged` (it ended without a word). Throws what `read` throws, and CancelledError.
 */
export async function runWorker(job: WorkerJob): Promise<unknown> {
	const { entry, data, signal } = job;
	if (signal?.aborted) throwCancelled();
	const worker = new Worker(join(__dirname, `${entry}.entry.js`), {
		workerData: data,
		// Nothing of this process goes along: no variables (secrets among them), no flags; nor does anything it prints come out.
		env: {},
		argv: [],
		execArgv: [],
		stdout: true,
		stderr: true,
		resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
	});
	const watch = new Watch(job);
	let stop: () => void = () => undefined;
	try {
		return await new Promise<unknown>((resolve, reject) => {
			const end = (trouble: string, words = '') => resolve({ trouble, words });
			stop = () => reject(new Error('stopped'));
			signal?.addEventListener('abort', stop, { once: true });
			watch.start(() => end('tooLong'));
			worker.on('message', (message: unknown) => {
				const wanted = isObject(message) ? message.read : undefined;
				if (!isObject(wanted) || !job.read) return resolve(message);
				watch.pause();
				const bring = async () => {
					const part = await job.read!(numberAt(wanted, 'length') ?? 0, numberAt(wanted, 'offset') ?? 0);
					watch.resume();
					worker.postMessage(part);
				};
				bring().catch(reject);
			});
			worker.on('error', (error: NodeJS.ErrnoException) =>
				end(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'tooMuch' : 'missing', error.message),
			);
			worker.on('exit', () => end('damaged'));
		});
	} catch (error) {
		return signal?.aborted ? throwCancelled() : await Promise.reject(error);
	} finally {
		watch.end();
		signal?.removeEventListener('abort', stop);
		// A worker that computes is ended at once; waiting for it would keep Stop waiting.
		void worker.terminate();
	}
}

/** The clock of a worker: one for all of its time, and one that stands still while it waits. */
class Watch {
	private whole: NodeJS.Timeout | undefined;
	private computing: NodeJS.Timeout | undefined;
	private left: number;
	private since = 0;
	private late: () => void = () => undefined;

	constructor(private readonly job: Pick<WorkerJob, 'computeMs' | 'totalMs'>) {
		this.left = job.computeMs;
	}

	start(late: () => void): void {
		this.late = late;
		this.whole = setTimeout(late, this.job.totalMs);
		this.resume();
	}

	pause(): void {
		clearTimeout(this.computing);
		this.left -= performance.now() - this.since;
	}

	resume(): void {
		this.since = performance.now();
		this.computing = setTimeout(this.late, Math.max(0, this.left));
	}

	end(): void {
		clearTimeout(this.whole);
		clearTimeout(this.computing);
	}
}
