// Every documented code of Kie.ai (kie.md 7) and what it means for create and query.
import { likeHttp, undocumentedRule, type CodeRule } from '../parse-response';

const mend = 'Correct what the message names and run the node again';
const key = 'Check the key in the Kie.ai API credential, its usage cap and its IP list on the Kie.ai site';

export const kieCodes: Readonly<Record<string, CodeRule>> = {
	400: { kind: 'refused', means: 'the request was refused', nextStep: mend, create: 'never', query: 'never' },
	401: { kind: 'credential', means: 'the key was not accepted', nextStep: key, create: 'never', query: 'never' },
	402: {
		kind: 'credit',
		means: 'the account has not enough credits',
		nextStep: 'Buy credits on the Kie.ai site',
		create: 'never',
		query: 'never',
	},
	403: { kind: 'refused', means: 'access was refused', nextStep: key, create: 'never', query: 'again' },
	404: {
		kind: 'notFound',
		means: 'nothing was found under this address',
		nextStep: 'Check the base URL in the Kie.ai API credential',
		create: 'never',
		query: 'never',
	},
	405: {
		kind: 'refused',
		means: 'this kind of request is not known',
		nextStep: 'Check the base URL in the Kie.ai API credential',
		create: 'never',
		query: 'never',
	},
	408: {
		kind: 'network',
		means: 'Kling gave no result for more than 10 minutes',
		nextStep: 'Try again later',
		create: 'unclear',
		// A status read that names the task tells its end (responses.ts); without a name it is a gateway's word.
		query: 'again',
	},
	422: { kind: 'refused', means: 'a value was refused', nextStep: mend, create: 'never', query: 'never' },
	429: {
		kind: 'busy',
		means: 'too many requests',
		nextStep: 'Run fewer items at once, or try again later',
		create: 'whenFree',
		query: 'again',
	},
	433: {
		kind: 'credit',
		means: 'the usage cap of this key is reached',
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
		means: 'something went wrong inside the service',
		nextStep: 'Try again later',
		create: 'unclear',
		query: 'again',
	},
	501: {
		kind: 'taskFailed',
		means: 'the generation failed',
		nextStep: 'Change the prompt or the picture, or try again',
		// A task that failed was a task (kie.md 7): without its name nobody knows which.
		create: 'unclear',
		query: 'again',
	},
	505: {
		kind: 'refused',
		means: 'this function is switched off',
		nextStep: "Pick another model under 'Model'",
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
		return { kind: 'refused', means: 'a value was refused', nextStep: mend, create: 'never', query: 'again' };
	}
	const known = kieCodes[String(code)];
	if (known) return known;
	return undocumentedRule(likeHttp(code));
}
