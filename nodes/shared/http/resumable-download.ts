// A line to a finished file: opened, opened again where it broke, and under a new address where the old one has expired.
import { isCancelled, sanitize, throwCancelled } from '../errors';
import type { OpenStream, HttpClient } from './client';
import type { Clock, Timeouts } from '../clock';
import { downloadDetails, networkDetails } from '../messages/http';
import { say } from '../messages/message';

/** Pauses between tries without progress, in milliseconds. */
const PAUSES = [1_000, 2_000, 4_000, 8_000, 16_000];
/** A host's own advice is followed up to here, in milliseconds. */
const LONGEST_PAUSE = 60_000;
/** So many bytes are progress, after which the tries count anew. */
const PROGRESS = 1_000_000;
/** How often in all a line is opened, whatever its progress. */
const MOST_TRIES = 100;
/** How often the backend is asked for a new address. */
const MOST_RENEWALS = 2;
/** Bytes of the largest file that is stored; a film of the best quality has a tenth of it. */
export const MOST_BYTES = 2_000_000_000;
/** Bytes by which a file is told from a page. */
const HEAD = 200;
/** A download that trickles is given up after this, in milliseconds. */
const LONGEST_DOWNLOAD = 3_600_000;

/** What a status of the file's host means: take the file, ask again, ask the backend for a new address, or give up. */
export type DownloadRule = 'take' | 'again' | 'newUrl' | 'never';

/**
 * What to do about a status (RFC 9110). Hosts of signed links refuse an expired one with 400, 401, 403, 404 or 410; 416
 * means that the file has become another.
 */
export function downloadRule(status: number): DownloadRule {
	if (status === 200 || status === 206) return 'take';
	if ([400, 401, 403, 404, 410].includes(status)) return 'newUrl';
	if (status < 400 || status >= 500 || [408, 416, 425, 429].includes(status)) return 'again';
	return 'never';
}

/** The file cannot be had; `message` says why, without an address. */
export class GaveUp extends Error {}

/** The host holds another file than before, so what came of the first one is worth nothing. */
export class Changed extends Error {}

export interface DownloadOptions {
	readonly http: HttpClient;
	readonly clock: Clock;
	readonly timeouts: Timeouts;
	readonly signal: AbortSignal | undefined;
	readonly url: string;
	/** Only from hosts on the internet, because the backend is there. */
	readonly publicOnly: boolean;
	/** Asks the backend where the file is now. */
	renew(): Promise<string | undefined>;
}

interface Trouble {
	readonly rule: Exclude<DownloadRule, 'take'>;
	readonly why: string;
	readonly retryAfterMs?: number;
}

export class ResumableDownload {
	private url: string;
	private tries = 0;
	private failedAttempts = 0;
	private renewals = 0;
	private sinceProgress = 0;
	/** Bytes of the file that were handed on. */
	private done = 0;
	private readonly startedAt: number;

	constructor(private readonly setup: DownloadOptions) {
		this.url = setup.url;
		this.startedAt = setup.clock.now();
	}

	/** The file from its first byte on. Throws GaveUp and CancelledError. */
	async begin(): Promise<OpenStream> {
		for (;;) {
			const stream = await this.open(0);
			if (stream) return stream;
			await this.backOff({ rule: 'again', why: say(downloadDetails.badStatus, { status: 416 }) });
		}
	}

	/** The file from this byte on, or whole where the host knows no parts; undefined where no byte is left. */
	private async open(from: number): Promise<OpenStream | undefined> {
		const { http, timeouts, publicOnly } = this.setup;
		for (;;) {
			const range = from > 0 ? ([from] as const) : undefined;
			const stream = await http.open(this.url, timeouts.download, range, publicOnly ? 'result' : undefined);
			const trouble = troubleWith(stream, from);
			if (!('kind' in stream)) {
				if (!trouble && (lengthOf(stream) ?? 0) <= MOST_BYTES) return stream;
				stream.body.destroy();
				if (!trouble) throw tooLarge();
				if (stream.status === 416 && from > 0 && stream.wholeLength === from) return undefined;
			}
			if (trouble) await this.backOff(trouble);
		}
	}

	/** The file's bytes from the first to the last, whatever breaks in between. Throws GaveUp, Changed and Stopped. */
	async *bytes(first: OpenStream): AsyncGenerator<Buffer> {
		let [version, stream] = [first, first];
		let skip = 0;
		this.done = 0;
		try {
			for (;;) {
				const broken = yield* this.skipKnown(stream, skip);
				const whole = lengthOf(version);
				// What breaks after the last byte has broken too late.
				if (this.done > 0 && (broken ? this.done === whole : isWhole(this.done, whole))) return;
				stream.body.destroy();
				const came = cameOf(this.done, whole);
				const why = broken ? say(downloadDetails.cameThenBroke, { came, reason: broken }) : came;
				await this.backOff({ rule: 'again', why });
				const next = this.done > 0 ? await this.open(this.done) : await this.begin();
				if (!next) return;
				stream = next;
				if (this.done === 0) version = stream;
				else if (!isSameFile(version, stream)) throw new Changed();
				skip = stream.status === 206 ? 0 : this.done;
			}
		} finally {
			stream.body.destroy();
		}
	}

	/** What one connection brings after the first `skip` bytes; returns why it broke, if it did. */
	private async *skipKnown(
		{ body, contentType }: OpenStream,
		skip: number,
	): AsyncGenerator<Buffer, string | undefined> {
		const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
		let known = skip;
		if (this.done === 0) {
			const head = await this.head(chunks);
			if (typeof head === 'string') return head;
			const text = isText(contentType);
			if (head.length === 0 && !text) return undefined;
			if (!isFile(head, text)) {
				return text ? say(downloadDetails.noFile, { type: sanitize(contentType ?? '') }) : downloadDetails.page;
			}
			this.count(head.length);
			yield head;
		}
		for (;;) {
			const next = await this.read(chunks);
			if (typeof next === 'string') return next;
			if (next.done) return undefined;
			const chunk = next.value.subarray(Math.min(known, next.value.length));
			known -= next.value.length - chunk.length;
			if (chunk.length === 0) continue;
			this.count(chunk.length);
			yield chunk;
		}
	}

	/** The first bytes, enough of them to tell a file from a page; or why there are none. */
	private async head(chunks: AsyncIterator<Buffer>): Promise<Buffer | string> {
		let head: Buffer = Buffer.alloc(0);
		while (head.length < HEAD) {
			const next = await this.read(chunks);
			if (typeof next === 'string') return next;
			if (next.done) break;
			head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
		}
		return head;
	}

	/** The next bytes, or why there are none. */
	private async read(chunks: AsyncIterator<Buffer>): Promise<IteratorResult<Buffer> | string> {
		try {
			return await chunks.next();
		} catch (error) {
			if (isCancelled(error) || this.setup.signal?.aborted) return throwCancelled();
			const reason = error instanceof Error ? sanitize(error.message) : networkDetails.unknown;
			return say(downloadDetails.broke, { reason });
		}
	}

	private count(bytes: number): void {
		this.done += bytes;
		this.sinceProgress += bytes;
		if (this.sinceProgress >= PROGRESS) this.failedAttempts = this.sinceProgress = 0;
		if (this.done > MOST_BYTES) throw tooLarge();
		if (this.setup.clock.now() - this.startedAt > LONGEST_DOWNLOAD) throw new GaveUp(downloadDetails.tooLong);
	}

	/** Waits before the next try, or gives up. */
	private async backOff({ rule, why, retryAfterMs = 0 }: Trouble): Promise<void> {
		const { clock, signal, renew } = this.setup;
		this.tries += 1;
		const pause = PAUSES[this.failedAttempts];
		const tired = this.tries >= MOST_TRIES || clock.now() - this.startedAt > LONGEST_DOWNLOAD;
		if (rule === 'never' || pause === undefined || tired) throw new GaveUp(why);
		if (rule === 'newUrl' && this.renewals < MOST_RENEWALS) {
			this.renewals += 1;
			const url = await renew();
			if (url !== undefined && url !== this.url) {
				this.url = url;
				return;
			}
		}
		this.failedAttempts += 1;
		if (!(await clock.sleep(Math.max(pause, Math.min(retryAfterMs, LONGEST_PAUSE)), signal))) throwCancelled();
	}
}

const tooLarge = () => new GaveUp(say(downloadDetails.tooLarge, { limit: MOST_BYTES / 1e9 }));

/** Beginnings of files with pictures or sound: ISO and QuickTime, Matroska, RIFF, Ogg, FLAC, MPEG. */
const MEDIA =
	/^(?:[^]{4}(?:ftyp|moov|mdat|wide|free|skip)|\x1aE\xdf\xa3|RIFF|RF64|OggS|fLaC|ID3|FLV|\xff[\xe0-\xfe]|\0\0\x01\xba|G[^]{187}G)/;

/** Whether a host calls what it sends a text. */
const isText = (contentType = '') => /^(?:text\/|application\/(?:json|xml|xhtml))/i.test(contentType);

/** Whether these first bytes are of a file: hosts call a film a text, and a page of theirs a film. */
function isFile(head: Buffer, calledText: boolean): boolean {
	const start = head.toString('latin1', 0, 200);
	if (MEDIA.test(start)) return true;
	return !calledText && !/^(?:\xef\xbb\xbf)?\s*[<{[]/.test(start) && !/^[\t\n\r -~]*$/.test(start);
}

/** Some hosts compress a file whatever they are asked, and tell the length that it then has: a little more, or much less. */
const isWhole = (done: number, told: number | undefined) =>
	told === undefined || done >= told || told - done <= 64 + told / 1000;

const cameOf = (bytes: number, whole: number | undefined) =>
	whole === undefined ? say(downloadDetails.bytesCame, { bytes }) : say(downloadDetails.bytesOfCame, { bytes, whole });

/** Why these are not the bytes that were asked for. */
function troubleWith(stream: Awaited<ReturnType<HttpClient['open']>>, from: number): Trouble | undefined {
	if ('kind' in stream) return { rule: stream.kind === 'blocked' ? 'never' : 'again', why: sanitize(stream.words) };
	const { status, retryAfterMs } = stream;
	const rule = downloadRule(status);
	if (rule !== 'take') return { rule, why: say(downloadDetails.badStatus, { status }), retryAfterMs };
	if (status === 206 && (stream.firstByte ?? 0) !== from) return { rule: 'again', why: downloadDetails.otherPart };
	return undefined;
}

const lengthOf = ({ status, contentLength, wholeLength }: OpenStream) => (status === 206 ? wholeLength : contentLength);

/** By the host's own names for the version, otherwise by its length. */
function isSameFile(first: OpenStream, now: OpenStream): boolean {
	if (first.etag !== undefined && now.etag !== undefined) return first.etag === now.etag;
	if (first.lastModified !== now.lastModified) return false;
	const [before, after] = [lengthOf(first), lengthOf(now)];
	return before !== undefined && before === after;
}
