// Every documented code of Kie.ai (kie.md 7) and what it means for create and query.
import { likeHttp, undocumentedRule, type CodeRule } from '../parse-response';

const mend = 'Change what the message mentions and run the node again';
const key = 'Check the key in the Kie.ai API credential, its usage cap and its IP list on the Kie.ai site';

export const kieCodes: Readonly<Record<string, CodeRule>> = {
	400: { kind: 'refused', means: 'the request was rejected', nextStep: mend, create: 'never', query: 'never' },
	401: { kind: 'credential', means: 'the key was not accepted', nextStep: key, create: 'never', query: 'never' },
	402: {
		kind: 'credit',
		means: 'the account does not have enough credits',
		nextStep: 'Buy credits on the Kie.ai site',
		create: 'never',
		query: 'never',
	},
	403: { kind: 'refused', means: 'access was denied', nextStep: key, create: 'never', query: 'again' },
	404: {
		kind: 'notFound',
		means: 'nothing was found at this URL',
		nextStep: 'Check the base URL in the Kie.ai API credential',
		create: 'never',
		query: 'never',
	},
	405: {
		kind: 'refused',
		means: 'this kind of request is not supported',
		nextStep: 'Check the base URL in the Kie.ai API credential',
		create: 'never',
		query: 'never',
	},
	408: {
		kind: 'network',
		means: 'Kling returned no result for more than 10 minutes',
		nextStep: 'Try again later',
		create: 'unclear',
		// A status read that names the task tells its end (responses.ts); without a name it is a gateway's word.
		query: 'again',
	},
	422: { kind: 'refused', means: 'a value was rejected', nextStep: mend, create: 'never', query: 'never' },
	429: {
		kind: 'busy',
		means: 'too many requests',
		nextStep: "Lower 'Concurrency', or try again later",
		create: 'whenFree',
		query: 'again',
	},
	433: {
		kind: 'credit',
		means: 'the usage cap of this key was reached',
		nextStep: key,
		create: 'never',
		query: 'never',
	},
	455: {
		kind: 'busy',
		means: 'the service is under maintenance',
		nextStep: 'Try again later',
		create: 'whenFree',
		query: 'again',
	},
	500: {
		kind: 'network',
		means: 'the service had an internal fault',
		nextStep: 'Try again later',
		create: 'unclear',
		query: 'again',
	},
	501: {
		kind: 'taskFailed',
		means: 'the generation failed',
		nextStep: 'Change the prompt or the image, or try again',
		// A task that failed was a task (kie.md 7): without its name nobody knows which.
		create: 'unclear',
		query: 'again',
	},
	505: {
		kind: 'refused',
		means: 'this model is turned off at the service',
		nextStep: "Choose another model in 'Model'",
		create: 'never',
		query: 'never',
	},
};

/**
 * Code 500 also stands for bad values ("This field is required", "mode is not within the range of allowed options",
 * "duration it must be a string"): where the text names a field, it is a refusal (kie.md 7).
 */
const NAMES_A_FIELD = /field is required|not within the range of allowed|must be a |cannot be empty/i;

/** The rule for a code, seen or not. */
export function kieRule(code: number, words: string | undefined): CodeRule {
	if (code === 500 && NAMES_A_FIELD.test(words ?? '')) {
		return { kind: 'refused', means: 'a value was rejected', nextStep: mend, create: 'never', query: 'again' };
	}
	const known = kieCodes[String(code)];
	if (known) return known;
	return undocumentedRule(likeHttp(code));
}
