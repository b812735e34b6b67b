// Every documented code of the official API (kling-official.md 7) and what it means for create and query.
import { isNotLetThrough } from '../../tasks/proof';
import { undocumentedRule, type CodeRule } from '../parse-response';

const key = 'Check the key and the region in the Kling API credential: keys of Singapore and China are separate';
const account = 'Check the balance and the packs of your account in the Kling console';

export const klingCodes: Readonly<Record<string, CodeRule>> = {
	1000: { kind: 'credential', means: 'the key was not accepted', nextStep: key, create: 'never', query: 'never' },
	1001: { kind: 'credential', means: 'the request had no key', nextStep: key, create: 'never', query: 'never' },
	1002: { kind: 'credential', means: 'the key was not accepted', nextStep: key, create: 'never', query: 'never' },
	1003: {
		kind: 'credential',
		means: 'the signed key is not valid yet',
		nextStep: 'The clock of your n8n server is ahead: correct it',
		create: 'once',
		query: 'again',
	},
	1004: {
		kind: 'credential',
		means: 'the signed key has expired',
		nextStep: 'The clock of your n8n server is behind: correct it',
		create: 'once',
		query: 'again',
	},
	1100: {
		kind: 'credit',
		means: 'the account is not in order',
		nextStep: account,
		create: 'never',
		query: 'never',
	},
	1101: { kind: 'credit', means: 'the account owes money', nextStep: account, create: 'never', query: 'never' },
	1102: {
		kind: 'credit',
		means: 'the pack for this kind of task is used up or has expired',
		nextStep: account,
		create: 'never',
		query: 'never',
	},
	1103: {
		kind: 'credential',
		means: 'the account has no access to this model or function',
		nextStep: "Choose another model in 'Model', or unlock this one in the Kling console",
		create: 'never',
		query: 'never',
	},
	1200: {
		kind: 'refused',
		means: 'the request was rejected',
		nextStep: 'Change what the message mentions and run the node again',
		create: 'never',
		query: 'never',
	},
	1201: {
		kind: 'refused',
		means: 'a value was rejected',
		nextStep: 'Change what the message mentions and run the node again',
		create: 'never',
		query: 'never',
	},
	1202: {
		kind: 'refused',
		means: 'this kind of request is not supported',
		nextStep: 'Check the base URL in the Kling API credential',
		create: 'never',
		query: 'never',
	},
	1203: {
		kind: 'refused',
		means: 'this model does not exist',
		nextStep: "Check the ID in 'Model'",
		create: 'never',
		query: 'never',
	},
	1300: {
		kind: 'policy',
		means: "the request violates the platform's rules",
		nextStep: 'Change the prompt or the image',
		create: 'never',
		query: 'never',
	},
	1301: {
		kind: 'policy',
		means: 'the content was rejected by the safety check',
		nextStep: 'Change the prompt or the image',
		create: 'never',
		query: 'never',
	},
	1302: {
		kind: 'busy',
		means: 'too many requests',
		nextStep: "Lower 'Concurrency', or try again later",
		create: 'whenFree',
		query: 'again',
	},
	1303: {
		kind: 'busy',
		means: 'the account is at its concurrency limit',
		nextStep: 'Wait until other tasks of the account have ended, or buy a pack with a higher limit',
		create: 'whenFree',
		query: 'again',
	},
	1304: {
		kind: 'credential',
		means: "the IP address of your n8n is not on the account's IP list",
		nextStep: 'Add the address to the IP list in the Kling console',
		create: 'never',
		query: 'never',
	},
	5000: {
		kind: 'network',
		means: 'the service had an internal fault',
		nextStep: 'Try again later',
		create: 'unclear',
		query: 'again',
	},
	5001: {
		kind: 'busy',
		means: 'the service is under maintenance',
		nextStep: 'Try again later',
		create: 'whenFree',
		query: 'again',
	},
	5002: {
		kind: 'network',
		means: 'the service took too long',
		nextStep: 'Try again later',
		create: 'unclear',
		query: 'again',
	},
};

/** A code that no page names: a refusal, if it is one of the API's own or comes with a 4xx, and not with a server error. */
export function klingRule(code: number, status: number): CodeRule {
	const known = klingCodes[String(code)];
	if (known) return known;
	if (status >= 500 || code >= 5000) return undocumentedRule('server');
	return undocumentedRule(code >= 1000 || isNotLetThrough(status) ? 'refusal' : 'neither');
}
