// A failure as a value: what happened, in whose words, and what to do next. It becomes an n8n error only at the edge.
import { hideSecrets } from './secrets';

/** Why something could not be done; decides nothing by itself, but lets a workflow branch on it. */
export const failureKinds = [
	'input', // the form or the item holds something that cannot work
	'credential', // the key is missing, wrong or not allowed
	'credit', // no money or units left
	'busy', // no free slot, too many requests, maintenance
	'policy', // the backend will not make this
	'refused', // the backend said no for another reason
	'notFound', // there is no such task
	'taskFailed', // the backend accepted the task and could not finish it
	'timeLimit', // the user's time limit passed
	'uncertain', // a paid task may exist, or may not
	'network', // the backend could not be reached
	'unreadable', // the backend answered something that is no answer
	'setup', // n8n itself or its host could not do its part
] as const;

export type FailureKind = (typeof failureKinds)[number];

export interface Failure {
	readonly kind: FailureKind;
	/** One sentence: what happened. */
	readonly message: string;
	/** What the user can do now. */
	readonly nextStep?: string;
	/** The backend's own code and words, when it gave any. */
	readonly code?: string;
	readonly words?: string;
	/** The paid task that this is about. */
	readonly task?: PaidTask;
}

/** A task as a failure names it; plain JSON, enough for Query Task. */
export interface PaidTask {
	readonly taskId: string;
	readonly backend: string;
	readonly operation: string;
	readonly externalTaskId?: string;
	readonly itemIndex?: number;
}

/** Marks a failure among the values a function may return. */
export class Err {
	constructor(readonly failure: Failure) {}
}

/** What a function that may fail gives back. */
export type Result<T> = T | Err;

/** Carries a failure up to the edge, where it becomes an n8n error or an error item. */
export class FailureError extends Error {
	constructor(readonly failure: Failure) {
		super(failure.message);
		this.name = 'FailureError';
	}
}

/** The value, or a FailureSignal that ends the item. */
export function unwrap(outcome: Err): never;
export function unwrap<T>(outcome: Result<T>): T;
export function unwrap<T>(outcome: Result<T>): T {
	if (outcome instanceof Err) throw new FailureError(outcome.failure);
	return outcome;
}

/** Thrown when the user pressed Stop or the workflow's own timeout struck; ends the whole run at once. */
export class CancelledError extends Error {
	constructor() {
		super('The execution was stopped');
		this.name = 'CancelledError';
	}
}

/** Ends the run; for places where a caught error means that the user stopped it. */
export function throwCancelled(): never {
	throw new CancelledError();
}

/** What requests and streams throw when the execution's signal ends them. */
export function isCancelled(error: unknown): boolean {
	return (
		error instanceof CancelledError ||
		(error instanceof Error && (('code' in error && error.code === 'ERR_CANCELED') || error.name === 'AbortError'))
	);
}

/** The work's result; Stop does not wait for work that cannot be interrupted. */
export async function cancellable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
	if (!signal) return await work;
	// What comes of abandoned work interests nobody.
	work.catch(() => undefined);
	if (signal.aborted) throwCancelled();
	let leave: () => void = () => undefined;
	const stopped = new Promise<never>((_, reject) => {
		leave = () => reject(new CancelledError());
		signal.addEventListener('abort', leave, { once: true });
	});
	try {
		return await Promise.race([work, stopped]);
	} finally {
		signal.removeEventListener('abort', leave);
	}
}

/** What any thrown thing says, fit for a message. */
export const messageOf = (error: unknown) => sanitize(error instanceof Error ? error.message : String(error));

const LONG_BASE64 = /[A-Za-z0-9+/=_-]{200,}/g;
/** Lines of base64 text have one length, whatever it is, and only the last one may be shorter. */
const SHORTEST_LINE = 8;
const MOST_BASE64 = 100;
/** Characters that are looked at, for secrets and for the rest: what is behind them is never shown. */
const MOST_SEARCHED = 100_000;
const MOST_READ = 4_000;
const MAX_WORDS = 500;
const FILE = '(file)';

/**
 * Words from outside made fit for a message, the log or an item: one line, no secrets, no base64, no URL queries (they
 * hold signatures), at most 500 characters.
 */
export function sanitize(words: string): string {
	const plain = withoutBase64(
		hideSecrets(words.slice(0, MOST_SEARCHED))
			.slice(0, MOST_READ)
			.replace(/data:[\w/+.-]{1,100};base64,[A-Za-z0-9+/=_-]*/gi, FILE)
			.replace(LONG_BASE64, FILE)
			.replace(/[^\s"']+/g, withoutQuery),
	);
	return plain.length > MAX_WORDS ? `${plain.slice(0, MAX_WORDS)}…` : plain;
}

/** An address up to its query, in a piece of text without blanks and quotes. */
function withoutQuery(piece: string): string {
	const address = piece.search(/https?:\/\//i);
	const query = address < 0 ? -1 : piece.indexOf('?', address);
	return query < 0 ? piece : piece.slice(0, query);
}

/** The words, separated by one blank, without runs of lines that are base64 text. */
function withoutBase64(text: string): string {
	const words = text.split(/\s+/).filter((word) => word !== '');
	const shown: string[] = [];
	for (let at = 0; at < words.length;) {
		const lines = linesFrom(words, at);
		if (lines === 0) shown.push(words[at++]!);
		else {
			shown.push(FILE);
			at += lines;
		}
	}
	return shown.join(' ');
}

/** How many words from this one on are lines of one base64 text; 0 where they are words. */
function linesFrom(words: readonly string[], from: number): number {
	const { length } = words[from]!;
	if (length < SHORTEST_LINE) return 0;
	let at = from;
	while (words[at]?.length === length && isBase64(words[at]!)) at++;
	const last = words[at];
	if (at > from && last !== undefined && last.length < length && isBase64(last) && /[^a-z]/.test(last)) at++;
	return (at - from) * length >= MOST_BASE64 && at - from > 1 ? at - from : 0;
}

const isBase64 = (word: string) => /^[A-Za-z0-9+/=_-]+$/.test(word);
