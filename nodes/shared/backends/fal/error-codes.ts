// What fal.ai's HTTP classes and error types mean (fal.md 9).
import { likeHttp, undocumentedRule, type CodeRule } from '../parse-response';

const mend = 'Change what the message mentions and run the node again';
const key = 'Check the key in the fal.ai API credential, and that its scope is API';

export const falCodes: Readonly<Record<string, CodeRule>> = {
	400: { kind: 'refused', means: 'the request was rejected', nextStep: mend, create: 'never', query: 'never' },
	401: { kind: 'credential', means: 'the key was not accepted', nextStep: key, create: 'never', query: 'never' },
	403: {
		kind: 'credential',
		means: "the key's scope or the account does not allow this",
		nextStep: `${key}. A model that is not available to the account yet gets the same answer`,
		create: 'never',
		query: 'never',
	},
	404: {
		kind: 'notFound',
		means: 'there is no such model',
		nextStep: 'Check the model ID, and that the model is available to your account',
		create: 'never',
		query: 'never',
	},
	// A gateway that waited in vain: the request may have got through.
	408: {
		kind: 'network',
		means: 'a gateway timed out',
		nextStep: 'Try again later',
		create: 'unclear',
		query: 'again',
	},
	409: {
		kind: 'network',
		means: 'the request conflicted with another one',
		nextStep: 'Try again later',
		create: 'unclear',
		query: 'again',
	},
	413: { kind: 'refused', means: 'the request is too large', nextStep: mend, create: 'never', query: 'never' },
	422: { kind: 'refused', means: 'a value was rejected', nextStep: mend, create: 'never', query: 'never' },
	429: {
		kind: 'busy',
		means: 'too many requests',
		nextStep: "Lower 'Concurrency', or try again later",
		create: 'whenFree',
		query: 'again',
	},
};

/** fal.md 9.2: a new key does not help. */
const LOCKED: CodeRule = {
	kind: 'credit',
	means: 'the account is locked',
	nextStep: 'Top up the balance on the fal.ai site; a new key does not help. Tasks that exist can still be fetched',
	create: 'never',
	query: 'never',
};

/** The rule for an answer's status, seen or not: from 500 on a task may exist. */
export function falRule(status: number, words: string | undefined): CodeRule {
	if (status === 403 && /user is locked/i.test(words ?? '')) return LOCKED;
	return falCodes[String(status)] ?? undocumentedRule(likeHttp(status));
}

/** Error types after which a new task may work (fal.md 9.1 and 9.3); all others are about the input, or final. */
const MAY_WORK_AGAIN: readonly string[] = [
	'internal_server_error',
	'downstream_service_unavailable',
	'generation_timeout',
	'request_timeout',
	'startup_timeout',
	'runner_scheduling_failure',
	'runner_connection_timeout',
	'runner_disconnected',
	'runner_connection_refused',
	'runner_connection_error',
	'runner_incomplete_response',
	'runner_server_error',
	'internal_error',
];

/** Whether a new task with the same input may work. @param told the header that says it, where there was one */
export function mayWorkAgain(type: string | undefined, told: boolean | undefined): boolean {
	return told ?? (type !== undefined && MAY_WORK_AGAIN.includes(type));
}

/** The type of a task that was taken back (fal.md 9.3). */
export const CANCELLED = 'client_cancelled';
