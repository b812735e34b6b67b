// The one place that starts editing-process.entry.js: decoders of video are native code, which may loop, grow or crash on a
// damaged file, so they run in a process of their own that can be ended at any time.
import { fork, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { throwCancelled } from '../errors';
import { isObject, numberAt, textAt } from '../json';
import { Semaphore } from '../media/semaphore';

/** `sharpest`: the last one, or one of the last half second that is clearly sharper. */
export type FrameTime = 'first' | 'last' | 'sharpest';

/** Whether this host has a decoder. */
interface CheckTask {
	readonly task: 'check';
}

/** A frame of a clip, as a picture in a file. */
export interface FrameTask {
	readonly task: 'frame';
	readonly input: string;
	/** Seconds, where it is a number. */
	readonly at: FrameTime | number;
	readonly format: 'png' | 'jpeg';
	readonly output: string;
}

/** A sound that takes the place of the clips' own. */
export interface SoundTrack {
	readonly path: string;
	/** Seconds of film before it begins; negative where its beginning is left out. */
	readonly at: number;
	/** Seconds in which it becomes silent at the end. */
	readonly fadeOut: number;
}

/** Clips that become one mp4 file, in order. */
export interface JoinTask {
	readonly task: 'join';
	readonly inputs: readonly string[];
	/** When the last frame of each clip is shown that goes into the film, in seconds; null where all of them do. */
	readonly ends?: ReadonlyArray<number | null>;
	readonly output: string;
	/** Whose sides the film has, where they differ. */
	readonly size: 'first' | 'largest';
	/** Whether a last frame goes that the next clip begins with. */
	readonly dropRepeats: boolean;
	readonly sound?: SoundTrack;
}

/** What the process can be allowed. */
export interface EditingLimits {
	/** Milliseconds without any progress. */
	readonly idleMs: number;
	/** Milliseconds in all. */
	readonly totalMs: number;
	/** Bytes of memory. */
	readonly memory: number;
}

/**
 * Joining two clips of 1080p takes about a gigabyte, most of it in the encoder. Half an hour of film is encoded within an
 * hour by two cores.
 */
export const EDITING_LIMITS: EditingLimits = { idleMs: 60_000, totalMs: 3_600_000, memory: 2_500_000_000 };

/** What went wrong: a word of the process, the clip's place, and what else a sentence needs. */
export interface Trouble {
	readonly trouble: string;
	readonly index?: number;
	readonly words?: string;
	readonly seconds?: number;
	readonly most?: number;
}

/**
 * Films are joined one at a time: each takes both cores of a small host and up to a gigabyte. Frames are a matter of seconds
 * and do not wait for a film.
 */
const frames = new Semaphore(2);
const lines = { join: new Semaphore(1), frame: frames, check: frames };

/** How often memory is looked at, in milliseconds. */
const LOOK_MS = 250;

/**
 * What the process gave, or why it gave nothing: a word of its own, or `late`, `memory`, `crashed`, `missing`. Throws
 * CancelledError.
 */
export async function runEditing(
	task: FrameTask | JoinTask | CheckTask,
	signal: AbortSignal | undefined,
	limits: EditingLimits = EDITING_LIMITS,
): Promise<{ readonly result: Record<string, unknown> } | Trouble> {
	return await lines[task.task].run(async () => await runAlone(task, signal, limits), signal);
}

async function runAlone(
	task: FrameTask | JoinTask | CheckTask,
	signal: AbortSignal | undefined,
	{ idleMs, totalMs, memory }: EditingLimits,
): Promise<{ readonly result: Record<string, unknown> } | Trouble> {
	if (signal?.aborted) throwCancelled();
	const child = fork(join(__dirname, 'editing-process.entry.js'), [], {
		// Nothing of this process goes along: no variables (secrets among them), no flags; nor does anything it prints come out.
		env: {},
		execArgv: ['--max-old-space-size=512'],
		stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
		serialization: 'advanced',
	});
	const timers: NodeJS.Timeout[] = [];
	let stop: () => void = () => undefined;
	try {
		return await new Promise((resolve, reject) => {
			const end = (trouble: string) => resolve({ trouble });
			let heardAt = performance.now();
			const startedAt = heardAt;
			stop = () => reject(new Error('stopped'));
			signal?.addEventListener('abort', stop, { once: true });
			timers.push(
				setInterval(() => {
					const now = performance.now();
					if (now - heardAt > idleMs || now - startedAt > totalMs) end('late');
					void memoryOf(child).then((bytes) => (bytes > memory ? end('memory') : undefined));
				}, LOOK_MS),
			);
			child.on('message', (message: unknown) => {
				heardAt = performance.now();
				if (!isObject(message)) return end('crashed');
				if (message.progress === true) return (numberAt(message, 'rss') ?? 0) > memory ? end('memory') : undefined;
				resolve(isObject(message.result) ? { result: message.result } : troubleOf(message));
			});
			child.on('error', () => end('missing'));
			child.on('exit', () => end('crashed'));
			child.send(task, (error) => (error ? end('crashed') : undefined));
		});
	} catch (error) {
		return signal?.aborted ? throwCancelled() : await Promise.reject(error);
	} finally {
		timers.forEach(clearInterval);
		signal?.removeEventListener('abort', stop);
		child.kill('SIGKILL');
	}
}

function troubleOf(message: Record<string, unknown>): Trouble {
	return {
		trouble: textAt(message, 'trouble') ?? 'crashed',
		index: numberAt(message, 'index'),
		words: textAt(message, 'words'),
		seconds: numberAt(message, 'seconds') ?? numberAt(message, 'duration'),
		most: numberAt(message, 'most'),
	};
}

/** Resident memory in bytes; 0 where the system does not tell, and then only the process itself does. */
async function memoryOf({ pid }: ChildProcess): Promise<number> {
	try {
		return Number((await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1]) * 4096;
	} catch {
		return 0;
	}
}
