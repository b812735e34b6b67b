// What is sent and what comes back, as plain data: backends write calls and read replies, transport carries them.
import type { Readable } from 'node:stream';
import type { Json } from '../json';

/** Bytes that pass through without ever lying in memory together. It can be read once; whoever opened it destroys it. */
export interface ByteStream {
	/** Bytes that will come, exactly. */
	readonly length: number;
	readonly stream: Readable;
}

/** A file in a multipart form. */
export interface FormFile {
	readonly fileName: string;
	readonly contentType: string;
	readonly bytes: Buffer | ByteStream;
}

/** A file that is a request's whole body. */
export interface RawBody {
	readonly contentType: string;
	readonly bytes: Buffer | ByteStream;
}

/** One request to a backend, with its credential unless it says otherwise. */
export interface Call {
	readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	readonly url: string;
	/** JSON text, serialised by the backend's own code so that it decides about every digit. */
	readonly body?: string;
	readonly form?: Record<string, string | FormFile>;
	readonly raw?: RawBody;
	/** Besides those that every call has. */
	readonly headers?: Readonly<Record<string, string>>;
	/** Goes without the credential: its address alone lets in, and may be on another service's host. */
	readonly unsigned?: boolean;
}

/** The backend answered something. */
export interface HttpResponse {
	readonly status: number;
	readonly text: string;
	/** From `Retry-After`, in milliseconds. */
	readonly retryAfterMs?: number;
	/** The service's own (`x-...`), by lower-case name. */
	readonly headers?: Readonly<Record<string, string>>;
}

/**
 * No answer came. `notSent`: it is certain that the request never got there (refused, unknown host).
 * `noResponse`: it may have arrived. `blocked`: n8n itself refused to send it.
 */
export interface NetworkFailure {
	readonly kind: 'notSent' | 'noResponse' | 'blocked';
	readonly words: string;
}

export type Reply = HttpResponse | NetworkFailure;

/** Whether no answer came. */
export function isNetworkFailure(reply: Reply): reply is NetworkFailure {
	return 'kind' in reply;
}

/** Marks a text as a bare integer in the body; no text of a person holds it. */
const LONG = '\u0000long:';

/** An integer with all its digits, which a JavaScript number would not keep; digits only. */
export function longInteger(digits: string): string {
	return `${LONG}${digits}`;
}

/** A JSON body. Marked integers leave as bare numbers. */
export function jsonBody(body: Json): string {
	return JSON.stringify(body).replace(/"\\u0000long:(-?\d+)"/g, '$1');
}
