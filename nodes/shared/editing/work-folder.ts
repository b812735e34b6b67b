// Decoders need files that they can read anywhere in, and n8n's store gives streams: so what is worked on lies in a folder
// of the system's own place for such files until the work has ended.
import { createWriteStream, createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { throwCancelled } from '../errors';

/** Files of one piece of work. */
export class WorkFolder {
	private count = 0;

	private constructor(private readonly path: string) {}

	/** Does work that needs files, and takes them away whatever comes of it. Throws what the work throws. */
	static async use<T>(work: (folder: WorkFolder) => Promise<T>): Promise<T> {
		const path = await mkdtemp(join(tmpdir(), 'kling-video-'));
		try {
			return await work(new WorkFolder(path));
		} finally {
			await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
		}
	}

	/** A path that nothing has been written to. */
	fresh(extension: string): string {
		return join(this.path, `${this.count++}.${extension}`);
	}

	/**
	 * Writes a stream to a file; `tooLarge` where it goes on beyond `maxBytes`. Throws what the stream throws, and
	 * CancelledError.
	 */
	async save(stream: Readable, maxBytes: number, signal: AbortSignal | undefined): Promise<string | 'tooLarge'> {
		const path = this.fresh('bin');
		let size = 0;
		let isTooLarge = false;
		const limit = new Transform({
			transform(chunk: Buffer, _, done) {
				size += chunk.length;
				isTooLarge = size > maxBytes;
				done(isTooLarge ? new Error('too large') : null, chunk);
			},
		});
		try {
			await pipeline(stream, limit, createWriteStream(path), { signal });
			return path;
		} catch (error) {
			if (signal?.aborted) throwCancelled();
			if (isTooLarge) return 'tooLarge';
			return await Promise.reject(error);
		}
	}
}

/** A file of the folder as a stream, with its length in bytes. */
export async function readStream(path: string): Promise<{ stream: Readable; size: number }> {
	const { size } = await stat(path);
	return { stream: createReadStream(path), size };
}
