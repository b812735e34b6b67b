// What the items of a run share of their pictures and clips: the same picture is prepared once and uploaded once, and a header
// is read once. What is kept of a picture's bytes stays within this process's allowance; what has no room is made again.
import { isCancelled } from '../../shared/errors';
import { keptBytes } from '../../shared/media/kept-bytes';
import type { Prepared } from '../../shared/media/prepare-image';
import type { RunContext } from '../../shared/run-context';

/** What is known of a prepared picture without its bytes. */
export type PreparedFacts = Omit<Prepared, 'bytes'>;

interface Shelved {
	readonly facts: PreparedFacts;
	bytes?: Buffer;
	/** The items that will ask for it. */
	readonly wantedBy: Set<number>;
}

interface Upload {
	readonly url: Promise<string>;
	/** Milliseconds since 1970. */
	readonly at: number;
}

/** Services delete uploads after a day at the earliest, and a create may wait for its slot for hours. */
const UPLOAD_GOOD_FOR_MS = 3_600_000;

export class ImageShelf {
	private readonly pictures = new Map<string, Shelved>();
	/** By item, so that an item that ends has no look at those of all others. */
	private readonly wanted = new Map<number, Set<Shelved>>();
	private readonly uploads = new Map<string, Upload>();
	private readonly measures = new Map<string, unknown>();

	/** What an earlier item of the run found out; `index` is the item that will ask for its bytes. */
	find(key: string, index: number): PreparedFacts | undefined {
		const found = this.pictures.get(key);
		if (found) this.want(found, index);
		return found?.facts;
	}

	/** Remembers a prepared picture, and its bytes where there is room. */
	put(key: string, index: number, { bytes, ...facts }: Prepared): void {
		const found = this.pictures.get(key) ?? { facts, wantedBy: new Set<number>() };
		this.pictures.set(key, found);
		this.want(found, index);
		if (!found.bytes && keptBytes.take(bytes.length)) found.bytes = bytes;
	}

	/** The bytes, where they are still there. */
	bytesOf(key: string): Buffer | undefined {
		return this.pictures.get(key)?.bytes;
	}

	/** An item has its pictures where they belong: bytes that nobody else waits for are let go. */
	done(index: number): void {
		for (const shelved of this.wanted.get(index) ?? []) {
			shelved.wantedBy.delete(index);
			if (shelved.wantedBy.size === 0) letGo(shelved);
		}
		this.wanted.delete(index);
	}

	private want(shelved: Shelved, index: number): void {
		shelved.wantedBy.add(index);
		this.wanted.set(index, (this.wanted.get(index) ?? new Set()).add(shelved));
	}

	/** The run is over. */
	clear(): void {
		for (const shelved of this.pictures.values()) letGo(shelved);
		this.pictures.clear();
		this.wanted.clear();
	}

	/**
	 * The address of an upload, made by the first who needs it; who waited for one in vain makes its own.
	 *
	 * @param now milliseconds since 1970
	 */
	async uploaded(key: string, now: () => number, upload: () => Promise<string>): Promise<string> {
		for (;;) {
			const found = this.uploads.get(key);
			if (!found || now() - found.at > UPLOAD_GOOD_FOR_MS) break;
			try {
				return await found.url;
			} catch (error) {
				if (isCancelled(error)) return await Promise.reject<string>(error);
				if (this.uploads.get(key) === found) break;
			}
		}
		const url = upload();
		const mine = { url, at: now() };
		this.uploads.set(key, mine);
		try {
			return await url;
		} catch (error) {
			if (this.uploads.get(key) === mine) this.uploads.delete(key);
			return await Promise.reject<string>(error);
		}
	}

	/** What a clip's header says, read by the first who needs it. */
	async measured<T>(key: string, measure: () => Promise<T>): Promise<T> {
		if (this.measures.has(key)) return this.measures.get(key) as T;
		const measured = await measure();
		this.measures.set(key, measured);
		return measured;
	}
}

function letGo(shelved: Shelved): void {
	if (!shelved.bytes) return;
	keptBytes.giveBack(shelved.bytes.length);
	shelved.bytes = undefined;
}

/** The shelf of a run. */
export const shelfOf = (run: RunContext): ImageShelf => run.once('imageShelf', () => new ImageShelf());
