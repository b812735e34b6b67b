// The only place that calls n8n's request helpers. Nothing here throws but CancelledError: no answer is an answer too.
import { pipeline, Readable, Transform, type TransformCallback } from 'node:stream';
import type {
	IAllExecuteFunctions,
	ICredentialDataDecryptedObject,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	RequestHelperFunctions,
} from 'n8n-workflow';
import { throwCancelled } from '../errors';
import type { Call, HttpResponse, Reply, NetworkFailure } from './types';
import { at, listAt, textAt } from '../json';
import { downloadDetails, networkDetails } from '../messages/http';
import { say } from '../messages/message';
import { hideSecrets, learnSecrets } from '../secrets';
import { multipart, rawBody, type Multipart } from './multipart';
import { isPublicHost } from './public-host';

/**
 * Some hosts refuse requests without a browser-like User-Agent (kie.md 5 and 8), n8n's own is just "n8n".
 */
const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64) n8n-nodes-kling-video';

/** What a browser says that shows a picture of a page; some hosts give their pictures to nobody else. */
const BROWSER = {
	'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
	Accept: 'image/avif,image/webp,image/apng,image/*,*/*;q=0.8',
};

/** A reply may take so many times the allowed silence in all. */
const TRICKLE = 5;

/** Bytes per millisecond of the slowest line that is borne: half a megabit per second, 100 MB in 26 minutes. */
const SLOWEST_LINE = 64;

/** Bytes of the largest answer that is read, unpacked; lists of hundreds of tasks have a tenth of it. */
const MOST_REPLY = 16_000_000;

/** The longest advice to wait that is believed, in milliseconds. */
const LONGEST_RETRY_AFTER = 3_600_000;

/** A browser follows 20; whoever needs more than these leads in circles. */
const MAX_REDIRECTS = 10;

/** The first and the last byte of a part; without a last one it goes on to the end. */
export type ByteRange = readonly [first: number, last?: number];

/** An open download; the body must be read or destroyed. */
export interface OpenStream {
	readonly status: number;
	readonly contentType?: string;
	/** Bytes, as the server announced them. */
	readonly contentLength?: number;
	/** Bytes of the whole file, where only a part of it was asked for and given. */
	readonly wholeLength?: number;
	/** Where the given part begins. */
	readonly firstByte?: number;
	/** The host's own names for this version of the file. */
	readonly etag?: string;
	readonly lastModified?: string;
	/** From `Retry-After`, in milliseconds. */
	readonly retryAfterMs?: number;
	/** Where the redirects led. */
	readonly url: URL;
	readonly body: Readable;
}

export interface HttpClient {
	/**
	 * Sends a call with the backend's credential, unless it is to go without. `timeoutMs` is how long the line may be silent; large bodies have as much
	 * time besides as the slowest line needs for them. Streams in a form are left to whoever opened them.
	 */
	send(call: Call, timeoutMs: number): Promise<Reply>;
	/**
	 * Sends a call after a Stop, when n8n's authenticated requests go no more: without n8n's signal, and with a key that
	 * the call itself carries. Never throws, and never takes longer than `timeoutMs` in all.
	 */
	sendAfterStop(call: Call, headers: Record<string, string>, timeoutMs: number): Promise<Reply>;
	/**
	 * Opens any http(s) URL without credentials, through at most ten redirects. n8n's SSRF guard looks at each of them.
	 *
	 * No redirect brings a login along.
	 *
	 * @param as `browser`: as a browser that shows a page of the same host; `result`: what a service on the internet made, which
	 * lies on no host of a private network and leads to none
	 */
	open(
		url: string,
		timeoutMs: number,
		range?: ByteRange,
		as?: 'browser' | 'result',
	): Promise<OpenStream | NetworkFailure>;
}

/** What a transport needs of n8n's context: that of a run has it, and that of a list in the form. */
export interface Requester {
	getCredentials(type: string, itemIndex?: number): Promise<ICredentialDataDecryptedObject>;
	readonly helpers: Pick<RequestHelperFunctions, 'httpRequest' | 'httpRequestWithAuthentication'>;
}

/** A transport for one item: its credential may hold expressions that differ from item to item. */
export function createHttpClient(
	context: Requester,
	credentialType: string,
	itemIndex: number,
	signal: AbortSignal,
): HttpClient {
	const guarded = async <T>(request: () => Promise<T>): Promise<T | NetworkFailure> => {
		if (signal.aborted) throwCancelled();
		try {
			return await request();
		} catch (error) {
			const why = networkFailureOf(error);
			// What never left is told even then: it proves that nothing was made.
			if (signal.aborted && why.kind !== 'notSent') return throwCancelled();
			return why;
		}
	};

	return {
		async send(call, timeoutMs) {
			let login: Awaited<ReturnType<typeof credentialOf>>;
			try {
				login = await credentialOf(context, credentialType, itemIndex);
			} catch (error) {
				// n8n's own database may slip, too; nothing has been sent then.
				return { kind: 'notSent', words: textAt(error, 'message') ?? networkDetails.credentialUnread };
			}
			// Between the intent and the request: nothing has left, and whoever waits for the answer must know.
			if (signal.aborted) return { kind: 'notSent', words: networkDetails.runEnded };
			learnSecrets(login.data);
			const idle = new IdleTimeout(timeoutMs);
			const touch = () => idle.touch();
			const form = call.raw ? rawBody(call.raw, touch) : call.form && multipart(call.form, touch);
			const onTheWayMs = Math.ceil((form?.length ?? call.body?.length ?? 0) / SLOWEST_LINE);
			idle.limitTotal(timeoutMs * TRICKLE + onTheWayMs);
			const end = new AbortController();
			const options = { ...requestOf(call, form, timeoutMs + onTheWayMs), abortSignal: end.signal };
			const cut = () => {
				// A create that is under way gets its answer, and only n8n's own Stop ends it; the rest is free and may be cut.
				if (call.unsigned) end.abort();
				if (form) breakOff(form.body);
			};
			signal.addEventListener('abort', cut, { once: true });
			const stop = endingWith(context, end);
			const request = async (): Promise<Reply> => {
				const reply = (await (call.unsigned
					? context.helpers.httpRequest(options)
					: context.helpers.httpRequestWithAuthentication.call(
							stop.context as IAllExecuteFunctions,
							credentialType,
							options,
							{ credentialsDecrypted: login },
						))) as IN8nHttpFullResponse;
				return await readReply(reply, touch, end.signal);
			};
			try {
				const reply = await Promise.race([guarded(request), idle.expired]);
				if ('kind' in reply) cut();
				return reply;
			} finally {
				idle.clear();
				signal.removeEventListener('abort', cut);
				stop.release();
				// Whoever is late is not listened to any more: the connection goes with the request.
				end.abort();
				// A request that failed leaves its body open.
				form?.body.destroy();
			}
		},

		async sendAfterStop(call, headers, timeoutMs) {
			const end = new AbortController();
			const options = requestOf(call, undefined, timeoutMs);
			const request = async (): Promise<Reply> => {
				try {
					const reply = (await context.helpers.httpRequest({
						...options,
						headers: { ...options.headers, ...headers },
						abortSignal: end.signal,
					})) as IN8nHttpFullResponse;
					return await readReply(reply, () => undefined, end.signal);
				} catch (error) {
					return networkFailureOf(error);
				}
			};
			try {
				return await withinTime(timeoutMs, request());
			} finally {
				end.abort();
			}
		},

		async open(url, timeoutMs, range, as) {
			if (!URL.canParse(url)) return { kind: 'notSent', words: networkDetails.noAddress };
			let address = new URL(url);
			if (as === 'result' && !isPublicHost(address)) {
				return { kind: 'blocked', words: say(networkDetails.privateResult, { host: address.hostname }) };
			}
			for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
				const reply = await guarded(
					async () =>
						(await context.helpers.httpRequest({
							method: 'GET',
							url: address.href,
							encoding: 'stream',
							returnFullResponse: true,
							ignoreHttpStatusErrors: true,
							// n8n would follow 21 of them without telling where they led.
							disableFollowRedirect: true,
							timeout: timeoutMs,
							abortSignal: signal,
							// n8n hides how a body was compressed, but not the length that it had then.
							headers: {
								'User-Agent': USER_AGENT,
								'Accept-Encoding': 'identity',
								...(as === 'browser' ? { ...BROWSER, Referer: `${address.origin}/` } : {}),
								...(range ? { Range: `bytes=${range[0]}-${range[1] ?? ''}` } : {}),
							},
						})) as IN8nHttpFullResponse,
				);
				if ('kind' in reply) return reply;
				const next = redirectOf(reply, address);
				if (next === undefined) return streamOf(reply, address, timeoutMs);
				(reply.body as Readable).destroy();
				if (typeof next === 'string') return { kind: 'noResponse', words: next };
				if (as === 'result' && !isPublicHost(next)) {
					return { kind: 'blocked', words: say(networkDetails.redirectPrivate, { host: next.hostname }) };
				}
				address = next;
			}
			return { kind: 'noResponse', words: say(networkDetails.tooManyRedirects, { limit: MAX_REDIRECTS }) };
		},
	};
}

/**
 * n8n's authenticated helper puts the run's own Stop in place of any signal that it is given: here it finds one that ends
 * with the request, too.
 */
function endingWith(context: Requester, end: AbortController): { readonly context: Requester; release(): void } {
	if (!('getExecutionCancelSignal' in context) || typeof context.getExecutionCancelSignal !== 'function') {
		return { context, release: () => undefined };
	}
	const stop = context.getExecutionCancelSignal() as AbortSignal | undefined;
	const abort = () => end.abort();
	if (stop?.aborted) abort();
	stop?.addEventListener('abort', abort, { once: true });
	return {
		context: Object.create(context, { getExecutionCancelSignal: { value: () => end.signal } }) as Requester,
		release: () => stop?.removeEventListener('abort', abort),
	};
}

/** Reads an answer to its end, or refuses it where it is larger than any honest one; without secrets. */
async function readReply(reply: IN8nHttpFullResponse, touch: () => void, end: AbortSignal): Promise<Reply> {
	const text = await textOf(reply.body, touch, end);
	if (text === undefined) {
		return { kind: 'noResponse', words: say(networkDetails.tooLarge, { limit: MOST_REPLY / 1e6 }) };
	}
	const retryAfterMs = retryAfter(reply.headers['retry-after']);
	return { status: reply.statusCode, text: hideSecrets(text), retryAfterMs, ...ownHeaders(reply.headers) };
}

/** The body's text; undefined where there is too much of it. What comes compressed is counted as it is unpacked. */
async function textOf(body: unknown, touch: () => void, end: AbortSignal): Promise<string | undefined> {
	if (typeof body === 'string') return body.length > MOST_REPLY ? undefined : body;
	if (!(body instanceof Readable)) return JSON.stringify(body) ?? '';
	const close = () => body.destroy();
	end.addEventListener('abort', close, { once: true });
	const chunks: Buffer[] = [];
	let size = 0;
	try {
		for await (const chunk of body as AsyncIterable<Buffer>) {
			touch();
			size += chunk.length;
			if (size > MOST_REPLY) return undefined;
			chunks.push(chunk);
		}
	} finally {
		end.removeEventListener('abort', close);
		body.destroy();
	}
	return Buffer.concat(chunks)
		.toString('utf8')
		.replace(/^\ufeff/, '');
}

/** n8n's timeout is for silence only: a trickle would never end. */
async function withinTime<T>(totalMs: number, request: Promise<T>): Promise<T | NetworkFailure> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<NetworkFailure>((resolve) => {
		timer = setTimeout(() => resolve({ kind: 'noResponse', words: networkDetails.noWholeAnswer }), totalMs);
	});
	try {
		return await Promise.race([request, late]);
	} finally {
		clearTimeout(timer);
	}
}

/**
 * Ends a request by its body, the only part of it that is ours. When all of it was sent, only its error is still listened
 * to; without that, the connection would stay until axios's own time has run out.
 */
function breakOff(body: Readable): void {
	body.destroy();
	if (body.listenerCount('error') > 0) body.emit('error', new Error(downloadDetails.givenUp));
}

/** Where an answer sends us on to, or why nobody can follow; undefined where it is an answer of its own. */
function redirectOf({ statusCode, headers }: IN8nHttpFullResponse, from: URL): URL | string | undefined {
	const { location } = headers;
	if (![301, 302, 303, 307, 308].includes(statusCode) || typeof location !== 'string') return undefined;
	if (!URL.canParse(location, from.href)) return networkDetails.redirectNowhere;
	const next = new URL(location, from);
	// A login is what the user typed, never what a host makes of it.
	next.username = next.password = '';
	return /^https?:$/.test(next.protocol) ? next : say(networkDetails.redirectElsewhere, { protocol: next.protocol });
}

function streamOf({ statusCode, headers, body }: IN8nHttpFullResponse, url: URL, timeoutMs: number): OpenStream {
	const length = Number(headers['content-length']);
	return {
		status: statusCode,
		contentType: textAt(headers, 'content-type'),
		contentLength: Number.isFinite(length) && length > 0 ? length : undefined,
		...partOf(headers['content-range']),
		etag: textAt(headers, 'etag'),
		lastModified: textAt(headers, 'last-modified'),
		retryAfterMs: retryAfter(headers['retry-after']),
		url,
		body: watched(body as Readable, timeoutMs),
	};
}

/** A body that breaks off after so long a kind: without redirects, axios watches only until the head has come. */
function watched(body: Readable, timeoutMs: number): Readable {
	const idle = new IdleTimeout(timeoutMs);
	const passage = new Transform({
		transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
			idle.touch();
			done(null, chunk);
		},
	});
	// A Stop before anybody reads would otherwise be an error that nobody hears, which ends the process.
	passage.on('error', () => undefined);
	idle.touch();
	pipeline(body, passage, () => idle.clear());
	void idle.expired.then(({ words }) => passage.destroy(new Error(words)));
	return passage;
}

/** Runs out when nothing happens for a while, or when all in all it takes too long. */
class IdleTimeout {
	readonly expired: Promise<NetworkFailure>;
	private resolve: (reply: NetworkFailure) => void = () => undefined;
	private silent: NodeJS.Timeout | undefined;
	private whole: NodeJS.Timeout | undefined;

	constructor(private readonly silenceMs: number) {
		this.expired = new Promise((resolve) => (this.resolve = resolve));
	}

	/** Something happened; watched from the first time on. */
	touch(): void {
		clearTimeout(this.silent);
		this.silent = setTimeout(
			() => this.resolve({ kind: 'noResponse', words: networkDetails.noAnswer }),
			this.silenceMs,
		);
	}

	/** Sets the longest time in all. */
	limitTotal(ms: number): void {
		this.whole = setTimeout(() => this.resolve({ kind: 'noResponse', words: networkDetails.noWholeAnswer }), ms);
	}

	clear(): void {
		clearTimeout(this.silent);
		clearTimeout(this.whole);
	}
}

async function credentialOf(context: Requester, type: string, itemIndex: number) {
	const data = await context.getCredentials(type, itemIndex);
	return { id: '', name: type, type, data };
}

function requestOf(call: Call, form: Multipart | undefined, timeoutMs: number): IHttpRequestOptions {
	return {
		method: call.method,
		url: call.url,
		headers: {
			Accept: 'application/json',
			'User-Agent': USER_AGENT,
			...call.headers,
			...(call.body === undefined ? {} : { 'Content-Type': 'application/json' }),
			...(form ? { 'Content-Type': form.contentType, 'Content-Length': String(form.length) } : {}),
		},
		...(call.body === undefined ? {} : { body: call.body }),
		...(form ? { body: form.body } : {}),
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// A redirect would carry the key to another host.
		disableFollowRedirect: true,
		// axios counts it from the first byte that is sent to the first that comes back.
		timeout: timeoutMs,
	};
}

/** What a service says in headers of its own; none where there are none. */
function ownHeaders(headers: object): Pick<HttpResponse, 'headers'> {
	const own = Object.entries(headers).filter(
		(entry): entry is [string, string] => /^x-/i.test(entry[0]) && typeof entry[1] === 'string',
	);
	return own.length === 0
		? {}
		: { headers: Object.fromEntries(own.map(([name, value]) => [name.toLowerCase(), value])) };
}

interface NetworkWords {
	readonly kind: 'notSent' | 'noResponse';
	readonly words: string;
	/** It also comes of a line that breaks later, so only its system call proves that nothing has left. */
	readonly either?: true;
}

/** What Node's codes mean; n8n itself would replace a message that holds one. */
const NETWORK_WORDS: Readonly<Record<string, NetworkWords>> = {
	// Not a single byte of the request has left.
	ECONNREFUSED: { kind: 'notSent', words: networkDetails.refused },
	ENOTFOUND: { kind: 'notSent', words: networkDetails.noHost },
	EAI_AGAIN: { kind: 'notSent', words: networkDetails.noLookup },
	EHOSTUNREACH: { kind: 'notSent', words: networkDetails.hostUnreachable, either: true },
	ENETUNREACH: { kind: 'notSent', words: networkDetails.networkUnreachable, either: true },
	EADDRNOTAVAIL: { kind: 'notSent', words: networkDetails.addressUnavailable },
	// The handshake comes before the request.
	CERT_HAS_EXPIRED: { kind: 'notSent', words: networkDetails.certificateExpired },
	DEPTH_ZERO_SELF_SIGNED_CERT: { kind: 'notSent', words: networkDetails.certificateSelfSigned },
	SELF_SIGNED_CERT_IN_CHAIN: { kind: 'notSent', words: networkDetails.certificateSelfSigned },
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: { kind: 'notSent', words: networkDetails.certificateUnverified },
	ERR_TLS_CERT_ALTNAME_INVALID: { kind: 'notSent', words: networkDetails.certificateOfAnother },
	// The request may have arrived.
	ECONNABORTED: { kind: 'noResponse', words: networkDetails.noAnswer },
	ETIMEDOUT: { kind: 'noResponse', words: networkDetails.noAnswer, either: true },
	ECONNRESET: { kind: 'noResponse', words: networkDetails.cut, either: true },
	EPIPE: { kind: 'noResponse', words: networkDetails.cut },
};

/** System calls that come before the first byte of a request: whatever they fail of, nothing has left. */
const BEFORE_SENDING = ['connect', 'getaddrinfo'];
/** How Node tells of a line that was cut in the TLS handshake, which comes before the request. */
const HANDSHAKE_CUT = /before secure TLS connection was established/i;

/** The request helpers wrap the network's error once or twice; the innermost code tells most. */
function networkFailureOf(error: unknown): NetworkFailure {
	const layers = ['cause.cause', 'cause', 'errorResponse', 'context.data'].map((path) => at(error, path));
	const errors = [layers[0], layers[1], error, layers[2], layers[3]];
	const codes = [...errors.map((one) => textAt(one, 'code')), textAt(error, 'httpCode')];
	const known = codes.map((code) => NETWORK_WORDS[code ?? '']).find((entry) => entry !== undefined);
	const message = textAt(error, 'cause.message') ?? textAt(error, 'message') ?? networkDetails.unknown;
	if (errors.some((one) => HANDSHAKE_CUT.test(textAt(one, 'message') ?? '')))
		return { kind: 'notSent', words: networkDetails.handshakeCut };
	if (known) return { kind: whenFailed(known, errors.flatMap(callsOf)), words: known.words };
	if (/restricted IP|was blocked because|domain not allowed/i.test(message)) return { kind: 'blocked', words: message };
	return { kind: 'noResponse', words: message };
}

/** The same code may come of connecting and of reading: the system call tells which. */
function whenFailed({ kind, either }: NetworkWords, calls: readonly string[]): 'notSent' | 'noResponse' {
	const mayBeEither = either === true || (kind === 'notSent' && calls.length > 0);
	if (!mayBeEither) return kind;
	const isBefore = calls.length > 0 && calls.every((call) => BEFORE_SENDING.includes(call));
	return isBefore ? 'notSent' : 'noResponse';
}

/** The system calls that failed: of a host with several addresses one for each. */
const callsOf = (error: unknown): string[] =>
	[error, ...listAt(error, 'errors')].flatMap((one) => textAt(one, 'syscall') ?? []);

/** "bytes 5-99/1234" tells 5 and 1234. */
function partOf(header: unknown): Pick<OpenStream, 'firstByte' | 'wholeLength'> {
	const [, first, whole] = /^bytes\s+(?:(\d+)-\d+|\*)\/(\d+|\*)$/i.exec(typeof header === 'string' ? header : '') ?? [];
	return {
		...(first === undefined ? {} : { firstByte: Number(first) }),
		...(whole === undefined || whole === '*' ? {} : { wholeLength: Number(whole) }),
	};
}

/** `Retry-After` in seconds or as a date; milliseconds from now. */
function retryAfter(header: unknown): number | undefined {
	if (typeof header !== 'string' || header.trim() === '') return undefined;
	const seconds = Number(header);
	if (Number.isFinite(seconds)) return Math.min(LONGEST_RETRY_AFTER, Math.max(0, seconds * 1000));
	const date = Date.parse(header);
	return Number.isFinite(date) ? Math.min(LONGEST_RETRY_AFTER, Math.max(0, date - Date.now())) : undefined;
}
