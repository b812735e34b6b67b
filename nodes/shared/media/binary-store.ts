// A file of the item that is too large for memory: read as a stream from n8n's binary store, as often as needed. The store
// gives no parts, so the first pass, which tells size and identity, keeps both ends: there a container has its header.
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { IExecuteFunctions } from 'n8n-workflow';
import { throwCancelled } from '../errors';
import type { ClipReader } from './probe-clip';
import { hashDigest } from '../stored';

/** Bytes kept of each end; the header of half a minute of video takes about a tenth of it. */
const END = 1_000_000;

/** A file that can be opened again and again. */
export interface StoredFile {
	/** Bytes. */
	readonly size: number;
	/** As `fingerprint` of all its bytes. */
	readonly identity: string;
	/** Its first and its last megabyte. */
	readonly head: Buffer;
	readonly tail: Buffer;
	/** A stream from the first byte on; whoever opens it destroys it. Throws n8n's own errors. */
	open(): Promise<Readable>;
}

/**
 * Reads a stored file once from end to end and keeps no more than both ends of it; undefined where it has more than
 * `maxBytes`. Throws n8n's own errors, and Stopped.
 *
 * @param id the file's id in n8n's binary store
 */
export async function readThrough(
	context: IExecuteFunctions,
	id: string,
	maxBytes: number,
	signal: AbortSignal,
): Promise<StoredFile | undefined> {
	const open = async () => await context.helpers.getBinaryStream(id);
	const hash = createHash('sha256');
	const [head, tail] = [new Head(), new Tail()];
	const take = (chunk: Buffer) => {
		hash.update(chunk);
		head.take(chunk);
		tail.take(chunk);
	};
	const size = await readAll(await open(), take, maxBytes, signal);
	if (size === undefined) return undefined;
	return { size, identity: hashDigest(hash), head: head.bytes(), tail: tail.bytes(), open };
}

/**
 * Identity and size of a stored file, of which nothing is kept; undefined where it has more than `maxBytes`. Throws n8n's own
 * errors, and Stopped.
 *
 * @param id the file's id in n8n's binary store
 */
export async function hashStored(
	context: IExecuteFunctions,
	id: string,
	maxBytes: number,
	signal: AbortSignal,
): Promise<Pick<StoredFile, 'identity' | 'size'> | undefined> {
	const hash = createHash('sha256');
	const stream = await context.helpers.getBinaryStream(id);
	const size = await readAll(stream, (chunk) => void hash.update(chunk), maxBytes, signal);
	if (size === undefined) return undefined;
	return { size, identity: hashDigest(hash) };
}

/** Gives a stream's bytes to `take`, piece by piece; how many there were, or undefined beyond `maxBytes`. */
async function readAll(
	stream: Readable,
	take: (chunk: Buffer) => void,
	maxBytes: number,
	signal: AbortSignal,
): Promise<number | undefined> {
	let size = 0;
	try {
		for await (const chunk of stream as AsyncIterable<Buffer>) {
			if (signal.aborted) throwCancelled();
			size += chunk.length;
			if (size > maxBytes) return undefined;
			take(chunk);
		}
	} finally {
		stream.destroy();
	}
	return size;
}

/** All bytes of a stored file, for those who cannot take a stream. */
export async function wholeOf(file: StoredFile): Promise<Buffer> {
	const chunks: Buffer[] = [];
	const stream = await file.open();
	try {
		for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
	} finally {
		stream.destroy();
	}
	return Buffer.concat(chunks);
}

/** The beginning, copied: a store that gives the whole file as one chunk must not stay in memory by it. */
class Head {
	private readonly chunks: Buffer[] = [];
	private missing = END;

	take(chunk: Buffer): void {
		if (this.missing === 0) return;
		const part = Buffer.from(chunk.subarray(0, this.missing));
		this.missing -= part.length;
		this.chunks.push(part);
	}

	bytes(): Buffer {
		return Buffer.concat(this.chunks);
	}
}

/** The end: older chunks are let go as soon as the newer ones suffice. */
class Tail {
	private readonly chunks: Buffer[] = [];
	private size = 0;

	take(chunk: Buffer): void {
		const part = chunk.length > END ? Buffer.from(chunk.subarray(-END)) : chunk;
		this.chunks.push(part);
		this.size += part.length;
		while (this.size - this.chunks[0]!.length >= END) this.size -= this.chunks.shift()!.length;
	}

	bytes(): Buffer {
		const all = Buffer.concat(this.chunks);
		return Buffer.from(all.subarray(Math.max(0, all.length - END)));
	}
}

/** Reads parts of a stored file: from the ends that were kept, elsewhere from a stream that is moved on or opened anew. */
export class StoredReader implements ClipReader {
	private stream: Readable | undefined;
	private chunks: AsyncIterator<Buffer> | undefined;
	/** What was read of the stream and not asked for yet, and where in the file it begins. */
	private rest: Buffer = Buffer.alloc(0);
	private at = 0;

	constructor(private readonly file: StoredFile) {}

	get size(): number {
		return this.file.size;
	}

	async read(length: number, offset: number): Promise<Uint8Array> {
		const { head, tail, size } = this.file;
		const tailAt = size - tail.length;
		if (offset < head.length) return head.subarray(offset, offset + length);
		if (offset >= tailAt) return tail.subarray(offset - tailAt, offset - tailAt + length);
		return await this.between(Math.min(length, size - offset), offset);
	}

	/** Closes the stream, if one is open. */
	close(): void {
		this.stream?.destroy();
		this.stream = this.chunks = undefined;
	}

	private async between(length: number, offset: number): Promise<Uint8Array> {
		if (!this.stream || offset < this.at) await this.reopen();
		const parts: Buffer[] = [];
		let missing = length;
		while (missing > 0 && (await this.fill())) {
			const from = Math.min(Math.max(0, offset - this.at), this.rest.length);
			const part = this.rest.subarray(from, from + missing);
			parts.push(part);
			missing -= part.length;
			this.at += from + part.length;
			this.rest = this.rest.subarray(from + part.length);
		}
		return Buffer.concat(parts);
	}

	private async reopen(): Promise<void> {
		this.close();
		this.stream = await this.file.open();
		this.chunks = (this.stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
		[this.rest, this.at] = [Buffer.alloc(0), 0];
	}

	/** Whether there are bytes to take. */
	private async fill(): Promise<boolean> {
		if (this.rest.length > 0) return true;
		const next = await this.chunks?.next();
		if (!next || next.done) return false;
		this.rest = next.value;
		return true;
	}
}
