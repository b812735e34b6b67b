// A failure as a value: what happened, in whose words, and what to do next. It becomes an n8n error only at the edge.

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
const MAX_WORDS = 500;

/**
 * A backend's words made fit for a message: one line, no base64, no URL queries (they hold signatures), at most
 * 500 characters.
 */
export function sanitize(words: string): string {
	const plain = words
		.slice(0, 20_000)
		.replace(/data:[\w/+.-]+;base64,[A-Za-z0-9+/=_-]*/gi, '(file)')
		.replace(LONG_BASE64, '(file)')
		.replace(/(https?:\/\/[^\s"'?]+)\?[^\s"']*/g, '$1')
		.replace(/\s+/g, ' ')
		.trim();
	return plain.length > MAX_WORDS ? `${plain.slice(0, MAX_WORDS)}…` : plain;
}
