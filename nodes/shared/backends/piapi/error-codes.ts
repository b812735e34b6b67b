// PiAPI has no official code table; its HTTP classes are read as piapi.md 7 lists them.
import { likeHttp, undocumentedRule, type CodeRule } from '../parse-response';

const mend = 'Correct what the message names and run the node again';

export const piapiCodes: Readonly<Record<string, CodeRule>> = {
	400: { kind: 'refused', means: 'a value was refused', nextStep: mend, create: 'never', query: 'never' },
	401: {
		kind: 'credential',
		means: 'the key was not accepted',
		nextStep: 'Check the key in the PiAPI credential',
		create: 'never',
		query: 'never',
	},
	402: {
		kind: 'credit',
		means: 'the account has not enough credits',
		nextStep: 'Buy credits on the PiAPI site',
		create: 'never',
		query: 'never',
	},
	403: {
		kind: 'credential',
		means: 'the plan of the account does not allow this',
		nextStep: 'Change the plan on the PiAPI site',
		create: 'never',
		query: 'never',
	},
	404: {
		kind: 'notFound',
		means: 'nothing was found under this address',
		nextStep: 'Check the base URL in the PiAPI credential',
		create: 'never',
		query: 'never',
	},
	429: {
		kind: 'busy',
		means: 'too many requests, or all slots of the plan are taken',
		nextStep: 'Run fewer items at once, or wait until other tasks of the account have ended',
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
