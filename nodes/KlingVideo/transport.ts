// The only place that calls n8n's request helpers. Nothing here throws but Stopped: no answer is an answer too.
import type { Readable } from 'node:stream';
import type { IExecuteFunctions, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { stop } from './failure';
import type { Call, FormFile, Reply, Unanswered } from './http';
import { textAt } from './json';

/**
 * Some hosts refuse requests without a browser-like User-Agent (kie.md 5 and 8), n8n's own is just "n8n".
 */
const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64) n8n-nodes-kling-video';

/** A reply may take so many times the allowed silence in all. */
const TRICKLE = 5;

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
	readonly body: Readable;
}

export interface Transport {
	/** Sends a call with the backend's credential. `timeoutMs` is how long the line may be silent. */
	send(call: Call, timeoutMs: number): Promise<Reply>;
	/**
	 * Sends a call after a Stop, when n8n's authenticated requests go no more: without n8n's signal, and with a key that
	 * the call itself carries. Never throws, and never takes longer than `timeoutMs` in all.
	 */
	sendAfterStop(call: Call, headers: Record<string, string>, timeoutMs: number): Promise<Reply>;
	/** Opens any URL without credentials. */
	open(url: string, timeoutMs: number, range?: ByteRange): Promise<OpenStream | Unanswered>;
}

/** A transport for one item: its credential may hold expressions that differ from item to item. */
export function transportFor(
	context: IExecuteFunctions,
	credentialType: string,
	itemIndex: number,
	signal: AbortSignal,
): Transport {
	const within = async (totalMs: number, request: () => Promise<IN8nHttpFullResponse>) =>
		await withinTime(totalMs, guarded(request));

	const guarded = async <T>(request: () => Promise<T>): Promise<T | Unanswered> => {
		if (signal?.aborted) stop();
		try {
			return await request();
		} catch (error) {
			if (signal?.aborted) return stop();
			return silence(error);
		}
	};

	return {
		async send(call, timeoutMs) {
			let login: Awaited<ReturnType<typeof credentialOf>>;
			try {
				login = await credentialOf(context, credentialType, itemIndex);
			} catch (error) {
				// n8n's own database may slip, too; nothing has been sent then.
				return { silence: 'unreached', words: textAt(error, 'message') ?? 'the credential could not be read' };
			}
			const reply = await within(
				timeoutMs * TRICKLE,
				async () =>
					(await context.helpers.httpRequestWithAuthentication.call(
						context,
						credentialType,
						requestOf(call, timeoutMs),
						{
							credentialsDecrypted: login,
						},
					)) as IN8nHttpFullResponse,
			);
			if ('silence' in reply) return reply;
			const text = typeof reply.body === 'string' ? reply.body : (JSON.stringify(reply.body) ?? '');
			return { status: reply.statusCode, text, retryAfterMs: retryAfter(reply.headers['retry-after']) };
		},

		async sendAfterStop(call, headers, timeoutMs) {
			const options = requestOf(call, timeoutMs);
			const request = async () => {
				try {
					return (await context.helpers.httpRequest({
						...options,
						headers: { ...options.headers, ...headers },
					})) as IN8nHttpFullResponse;
				} catch (error) {
					return silence(error);
				}
			};
			const reply = await withinTime(timeoutMs, request());
			if ('silence' in reply) return reply;
			return { status: reply.statusCode, text: typeof reply.body === 'string' ? reply.body : '' };
		},

		async open(url, timeoutMs, range) {
			const reply = await guarded(
				async () =>
					(await context.helpers.httpRequest({
						method: 'GET',
						url,
						encoding: 'stream',
						returnFullResponse: true,
						ignoreHttpStatusErrors: true,
						sendCredentialsOnCrossOriginRedirect: false,
						timeout: timeoutMs,
						abortSignal: signal,
						// n8n hides how a body was compressed, but not the length that it had then.
						headers: {
							'User-Agent': USER_AGENT,
							'Accept-Encoding': 'identity',
							...(range ? { Range: `bytes=${range[0]}-${range[1] ?? ''}` } : {}),
						},
					})) as IN8nHttpFullResponse,
			);
			if ('silence' in reply) return reply;
			const length = Number(reply.headers['content-length']);
			const body = reply.body as Readable;
			// A Stop before anybody reads would otherwise be an error that nobody hears, which ends the process.
			body.on('error', () => undefined);
			return {
				status: reply.statusCode,
				contentType: textAt(reply.headers, 'content-type'),
				contentLength: Number.isFinite(length) && length > 0 ? length : undefined,
				...partOf(reply.headers['content-range']),
				etag: textAt(reply.headers, 'etag'),
				lastModified: textAt(reply.headers, 'last-modified'),
				retryAfterMs: retryAfter(reply.headers['retry-after']),
				body,
			};
		},
	};
}

/** n8n's timeout is for silence only, and its authenticated helper takes no signal of ours: a trickle would never end. */
async function withinTime<T>(totalMs: number, request: Promise<T>): Promise<T | Unanswered> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<Unanswered>((resolve) => {
		timer = setTimeout(() => resolve({ silence: 'lost', words: 'no whole answer in time' }), totalMs);
	});
	try {
		return await Promise.race([request, late]);
	} finally {
		clearTimeout(timer);
	}
}

async function credentialOf(context: IExecuteFunctions, type: string, itemIndex: number) {
	const data = await context.getCredentials(type, itemIndex);
	return { id: '', name: type, type, data };
}

function requestOf(call: Call, timeoutMs: number): IHttpRequestOptions {
	return {
		method: call.method,
		url: call.url,
		headers: {
			Accept: 'application/json',
			'User-Agent': USER_AGENT,
			...(call.body === undefined ? {} : { 'Content-Type': 'application/json' }),
		},
		...(call.body === undefined ? {} : { body: call.body }),
		...(call.form === undefined ? {} : { body: formOf(call.form) }),
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// A redirect would carry the key to another host.
		disableFollowRedirect: true,
		timeout: timeoutMs,
	};
}

function formOf(fields: Record<string, string | FormFile>): FormData {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) {
		if (typeof value === 'string') form.append(name, value);
		else form.append(name, new Blob([new Uint8Array(value.bytes)], { type: value.contentType }), value.fileName);
	}
	return form;
}

/** What Node's codes mean; n8n itself would replace a message that holds one. */
const NETWORK_WORDS: Readonly<Record<string, { silence: 'unreached' | 'lost'; words: string }>> = {
	// Not a single byte of the request has left.
	ECONNREFUSED: { silence: 'unreached', words: 'the connection was refused' },
	ENOTFOUND: { silence: 'unreached', words: 'there is no such host' },
	EAI_AGAIN: { silence: 'unreached', words: 'the host name could not be looked up' },
	EHOSTUNREACH: { silence: 'unreached', words: 'the host cannot be reached' },
	ENETUNREACH: { silence: 'unreached', words: 'the network cannot be reached' },
	EADDRNOTAVAIL: { silence: 'unreached', words: 'the address is not available' },
	// The handshake comes before the request.
	CERT_HAS_EXPIRED: { silence: 'unreached', words: "the server's certificate has expired" },
	DEPTH_ZERO_SELF_SIGNED_CERT: { silence: 'unreached', words: "the server's certificate is self-signed" },
	SELF_SIGNED_CERT_IN_CHAIN: { silence: 'unreached', words: "the server's certificate is self-signed" },
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: { silence: 'unreached', words: "the server's certificate cannot be verified" },
	ERR_TLS_CERT_ALTNAME_INVALID: { silence: 'unreached', words: "the server's certificate is for another host" },
	// The request may have arrived.
	ECONNABORTED: { silence: 'lost', words: 'no answer in time' },
	ETIMEDOUT: { silence: 'lost', words: 'no answer in time' },
	ECONNRESET: { silence: 'lost', words: 'the connection was cut' },
	EPIPE: { silence: 'lost', words: 'the connection was cut' },
};

/** The request helpers wrap the network's error once or twice; the innermost code tells most. */
function silence(error: unknown): Unanswered {
	const paths = ['cause.cause.code', 'cause.code', 'code', 'httpCode', 'errorResponse.code', 'context.data.code'];
	const known = paths.map((path) => NETWORK_WORDS[textAt(error, path) ?? '']).find((entry) => entry !== undefined);
	if (known) return known;
	const message = textAt(error, 'cause.message') ?? textAt(error, 'message') ?? 'no reason given';
	if (/restricted IP|was blocked because|domain not allowed/i.test(message))
		return { silence: 'blocked', words: message };
	return { silence: 'lost', words: message };
}

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
	if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
	const date = Date.parse(header);
	return Number.isFinite(date) ? Math.max(0, date - Date.now()) : undefined;
}
