// What is said of a request that cannot work as it was given: how much of everything there may be.
import type { FailureMessage } from './message';

export const requestFailures = {
	tooManyFiles: {
		kind: 'input',
		message: "'{field}' stands for {count} files, {model} takes {limit} at most",
		nextStep: 'Name fewer fields or addresses',
	},
	tooManyTogether: {
		kind: 'input',
		message: 'Pictures, videos, sounds, elements and voices are {count} together, {model} takes {limit} at most',
		nextStep: 'Take some of them away',
	},
} as const satisfies Record<string, FailureMessage>;
