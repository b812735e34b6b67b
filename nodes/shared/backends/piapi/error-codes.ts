// PiAPI has no official code table; its HTTP classes are read as piapi.md 7 lists them.
import { likeHttp, undocumentedRule, type CodeRule } from '../parse-response';

const mend = 'Change what the message mentions and run the node again';

export const piapiCodes: Readonly<Record<string, CodeRule>> = {
	400: { kind: 'refused', means: 'a value was rejected', nextStep: mend, create: 'never', query: 'never' },
	401: {
		kind: 'credential',
		means: 'the key was not accepted',
		nextStep: 'Check the key in the PiAPI credential',
		create: 'never',
		query: 'never',
	},
	402: {
		kind: 'credit',
		means: 'the account does not have enough credits',
		nextStep: 'Buy credits on the PiAPI site',
		create: 'never',
		query: 'never',
	},
	403: {
		kind: 'credential',
		means: 'the plan of the account does not include this',
		nextStep: 'Change the plan on the PiAPI site',
		create: 'never',
		query: 'never',
	},
	404: {
		kind: 'notFound',
		means: 'nothing was found at this URL',
		nextStep: 'Check the base URL in the PiAPI credential',
		create: 'never',
		query: 'never',
	},
	429: {
		kind: 'busy',
		means: 'too many requests, or the account is at its concurrency limit',
		nextStep: "Lower 'Concurrency', or wait until other tasks of the account have ended",
		create: 'whenFree',
		query: 'again',
	},
};

/** The rule for a code, seen or not: from 500 on a task may exist. */
export function piapiRule(code: number): CodeRule {
	const known = piapiCodes[String(code)];
	if (known) return known;
	// 408 is a gateway that waited in vain: the request may have got through.
	return undocumentedRule(code === 408 ? 'server' : likeHttp(code));
}
