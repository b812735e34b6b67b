// What the services' callbacks have in common: letters that say of a task that it has ended, sealed with a secret or not.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Call, Reply } from '../http/types';
import { textAt } from '../json';
import { callbackTokenParameter } from '../stored';
import type { GeneratingOperation } from '../vocabulary';
import type { Connection } from './backend';

/** A callback as it came in. */
export interface WebhookRequest {
	readonly headers: Readonly<Record<string, unknown>>;
	/** The body's own bytes, because signatures are over these. */
	readonly rawBody: Buffer;
}

/** What a callback says of its task. Nothing of it is believed before the backend was asked. */
export interface WebhookEvent {
	readonly taskId: string;
	/** Undefined while the task goes on. */
	readonly end?: TaskEnd;
	/** The task was made on a path of its operation, so who finds it there knows the operation. */
	readonly onOwnPath?: boolean;
}

export type TaskEnd = 'succeeded' | 'failed';

/**
 * Whether the secret's owner sent a letter: yes; it bears no seal at all; a wrong one, and what is wrong with it; or nobody
 * can tell now, and why.
 */
export type SignatureResult = 'valid' | 'missing' | { readonly invalid: string } | { readonly unverifiable: string };

/** Public keys that a service signs its callbacks with. */
export interface KeyRoute {
	/** Where they are published, the best place first; the others are asked where it has none. */
	calls(connection: Connection): readonly Call[];
	/** @returns undefined where the reply has no keys */
	read(reply: Reply): readonly string[] | undefined;
}

/** How a backend calls back. Pure functions: they see what came in and answer what it is. */
export interface WebhookSpec {
	/**
	 * What the credential calls the secret that callbacks are sealed with; its field is `webhookSecret` everywhere.
	 * Undefined where there is none, because the service signs with keys of its own.
	 */
	readonly secretLabel: string | undefined;
	/** The backend learns the secret from each create; elsewhere it is set up on the service's own site. */
	readonly secretPerTask: boolean;
	/** @returns undefined where this is no callback of the backend's */
	read(json: unknown): WebhookEvent | undefined;
	/** Where the service signs with keys of its own instead of a secret of the account. */
	readonly keys?: KeyRoute;
	/**
	 * @param secret empty where the credential has none, which happens only with `keys`
	 * @param now milliseconds since 1970
	 * @param keys those that were fetched; none without `keys`
	 */
	verifySignature(
		request: WebhookRequest,
		event: WebhookEvent,
		secret: string,
		now: number,
		keys: readonly string[],
	): SignatureResult;
	/** What made a task, from the backend's own answer about it (as JSON). Absent where no answer ever tells it. */
	madeBy?(answer: unknown): GeneratingOperation | undefined;
}

/** Seconds that a signed time may lie in the past or the future (kling-official.md 6.2; kie.md 6.2 names none). */
const TOLERANCE_SECONDS = 300;

/** Whether a time in seconds since 1970, as a header tells it, is of the last or the next five minutes. */
export function isWithinTolerance(timestamp: string, now: number): boolean {
	return /^\d{1,12}$/.test(timestamp) && Math.abs(now / 1000 - Number(timestamp)) <= TOLERANCE_SECONDS;
}

/** Compares without telling by its time how much is equal; lengths need not be the same. */
export function timingSafeEqualText(one: string, other: string): boolean {
	const digest = (text: string) => createHash('sha256').update(text).digest();
	return timingSafeEqual(digest(one), digest(other));
}

/** A header's text, whatever the case of its name; undefined where it is missing, empty or came twice. */
export function headerAt(headers: WebhookRequest['headers'], name: string): string | undefined {
	const found = Object.keys(headers).find((key) => key.toLowerCase() === name);
	const value = found === undefined ? undefined : headers[found];
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** The secret of a credential; undefined where none was entered. */
export const secretIn = (credential: Readonly<Record<string, unknown>>) => textAt(credential, 'webhookSecret');

/** The last part of a trigger's address, as its node class names it. */
export const TRIGGER_PATH = 'kling-video';

/** Letters of a token: 192 bits. */
const TOKEN_LENGTH = 32;

/**
 * What proves that a callback's address was given out by somebody who has the account's key: a keyed digest of the place that
 * it names, which n8n makes for one trigger of one workflow. Undefined where the address is no trigger's.
 *
 * @param address of the trigger, for production or for tests, on whatever host it is reached
 */
export function callbackToken(credential: Readonly<Record<string, unknown>>, address: string): string | undefined {
	const [path = ''] = address.trim().split(/[?#]/);
	const parts = path.split('/');
	const key = textAt(credential, 'secretKey') ?? textAt(credential, 'apiKey');
	if (key === undefined || parts.at(-1) !== TRIGGER_PATH) return undefined;
	const place = parts.slice(-2).join('/');
	return createHmac('sha256', key).update(`callback of ${place}`).digest('base64url').slice(0, TOKEN_LENGTH);
}

/** A callback's address with its token, where it is a trigger's; any other as it is. */
export function withCallbackToken(credential: Readonly<Record<string, unknown>>, address: string): string {
	const token = callbackToken(credential, address);
	if (token === undefined || !URL.canParse(address)) return address;
	const url = new URL(address);
	url.searchParams.set(callbackTokenParameter, token);
	return url.href;
}

/** What a backend's word for a state means for a task's end; words from outside may be any. */
export function endOf(ends: Readonly<Record<string, TaskEnd>>, word: string): TaskEnd | undefined {
	return Object.prototype.hasOwnProperty.call(ends, word) ? ends[word] : undefined;
}

/** An id that can stand in an address and in a log, at a path; anything else is none. */
export function taskIdAt(json: unknown, path: string): string | undefined {
	const id = textAt(json, path);
	// Dots alone would lead an address elsewhere, however they are written.
	return id !== undefined && /^[\x21-\x7e]{1,200}$/.test(id) && !/^\.{1,2}$/.test(id) ? id : undefined;
}
