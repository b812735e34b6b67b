// Messages that all backends share: settings checked against a model's row, replies, prices and callbacks.
import { fieldLabels } from '../vocabulary';
import { ASK_ADMIN, type FailureMessage } from './message';

const TAKE_AWAY = 'Remove {extra} of them';
const SHORTEN = 'Shorten it by {extra} characters';
const MEND = 'Change what the message mentions and run the node again';

/** Of a single setting. */
export const settingFailures = {
	pictureMissing: {
		kind: 'input',
		message: "'{field}' is missing: {model} requires it",
		nextStep: "Add an image in '{field}'",
	},
	shotsLastOtherwise: {
		kind: 'input',
		message: `The shots in '${fieldLabels.shots}' last {sum} seconds in total, but '${fieldLabels.duration}' is {duration}`,
		nextStep: `Set '${fieldLabels.duration}' to {sum}, or change the shots`,
	},
	notAChoice: {
		kind: 'input',
		message: "'{field}' can't be '{value}' with {model}",
		nextStep: 'Choose {choices}',
	},
	notText: {
		kind: 'input',
		message: "'{field}' must be text, but it is {value}",
		nextStep: 'Change the expression so that it returns text',
	},
	empty: {
		kind: 'input',
		message: "'{field}' is empty: {model} requires it",
		nextStep: "Enter a value in '{field}'",
	},
	tooLong: {
		kind: 'input',
		message: "'{field}' has {length} characters, but {model} accepts at most {most}",
		nextStep: SHORTEN,
	},
	notInRange: {
		kind: 'input',
		message: "'{field}' can't be '{value}' with {model}",
		nextStep: 'Use a number from {least} to {most}',
	},
	notAWholeNumber: {
		kind: 'input',
		message: "'{field}' can't be '{value}' with {model}",
		nextStep: 'Use a whole number from {least} to {most}',
	},
	notASwitch: {
		kind: 'input',
		message: "'{field}' must be true or false, but it is '{value}'",
		nextStep: 'Change the expression so that it returns true or false',
	},
	needsSwitchOn: {
		kind: 'input',
		message: "'{field}' requires '{other}' to be on with {model}",
		nextStep: "Change '{other}', or remove '{field}'",
	},
	needsSwitchOff: {
		kind: 'input',
		message: "'{field}' requires '{other}' to be off with {model}",
		nextStep: "Change '{other}', or remove '{field}'",
	},
	needsValue: {
		kind: 'input',
		message: "'{field}' requires '{other}' to be '{value}' with {model}",
		nextStep: "Change '{other}', or remove '{field}'",
	},
	notTogether: {
		kind: 'input',
		message: "'{field}' and '{other}' can't be used together with {model}",
		nextStep: "Remove '{other}' or '{field}'",
	},
} as const satisfies Record<string, FailureMessage>;

export const settingWarnings = {
	notSent: "'{field}' was ignored: {model} does not have this setting",
	alwaysSound: `'${fieldLabels.generateAudio}' is off, but {model} always generates audio`,
} as const satisfies Record<string, string>;

/** Of storyboards and IDs. */
export const listFailures = {
	notShots: {
		kind: 'input',
		message: `'${fieldLabels.shots}' is not a list of shots`,
		nextStep: 'Add the shots in the form',
	},
	tooManyShots: {
		kind: 'input',
		message: `'${fieldLabels.shots}' has {count} shots, but {model} accepts at most {most}`,
		nextStep: TAKE_AWAY,
	},
	shotWithoutPrompt: {
		kind: 'input',
		message: `Shot {number} in '${fieldLabels.shots}' has no prompt`,
		nextStep: 'Describe what happens in this shot',
	},
	shotPromptTooLong: {
		kind: 'input',
		message: `The prompt of shot {number} in '${fieldLabels.shots}' has {length} characters, but at most {most} are allowed`,
		nextStep: SHORTEN,
	},
	shotLength: {
		kind: 'input',
		message: `Shot {number} in '${fieldLabels.shots}' can't be '{value}' seconds long`,
		nextStep: 'Use a whole number from {least} to {most}',
	},
	notOneOf: {
		kind: 'input',
		message: "'{field}' can't be '{value}'",
		nextStep: 'Choose from: {choices}',
	},
	idTooLong: {
		kind: 'input',
		message: "IDs in '{field}' must be text: this number is too long and was rounded",
		nextStep: 'Change the expression so that it returns the ID as text',
	},
	idIsObject: {
		kind: 'input',
		message: "'{field}' contains an object instead of an ID",
		nextStep: 'Enter the IDs as text, separated by commas',
	},
	tooManyIds: {
		kind: 'input',
		message: "'{field}' has {count} IDs, but {model} accepts at most {most}",
		nextStep: TAKE_AWAY,
	},
	noId: {
		kind: 'input',
		message: "'{value}' in '{field}' is not a valid ID",
		nextStep: 'IDs contain digits only',
	},
} as const satisfies Record<string, FailureMessage>;

export const credentialFailures = {
	baseUrl: {
		kind: 'input',
		message: "'{field}' in the {credential} credential is not a URL",
		nextStep: 'Leave it empty to use {standard}, or enter a URL that starts with https://',
	},
} as const satisfies Record<string, FailureMessage>;

export const priceFailures = {
	tooDear: {
		kind: 'input',
		message: `The {product} would cost about \${usd}, but '${fieldLabels.stopAbove}' is \${limit}: {arithmetic} (price list of {asOf})`,
		nextStep: `Make it shorter, choose a lower quality, or raise '${fieldLabels.stopAbove}'`,
	},
} as const satisfies Record<string, FailureMessage>;

export const priceWarnings = {
	notChecked: `'${fieldLabels.stopAbove}' could not be checked: the price is not published, or depends on something that is not known beforehand`,
} as const satisfies Record<string, string>;

/** Replies that do not match the documentation, and missing replies. */
export const replyFailures = {
	blocked: {
		kind: 'setup',
		message: 'n8n did not send the request to {service}: {words}',
		nextStep: `Check the base URL in the credential. If n8n's SSRF protection blocks it, ${ASK_ADMIN}`,
	},
	notReached: {
		kind: 'network',
		message: '{service} could not be reached ({words})',
		nextStep: "Check n8n's network connection and the base URL in the credential, then run the node again",
	},
	noAnswer: {
		kind: 'network',
		message: '{service} did not answer ({words})',
		nextStep: "Check n8n's network connection and the base URL in the credential, then run the node again",
	},
	refused: {
		kind: 'refused',
		message: '{service}: the request was rejected ("{words}")',
		nextStep: 'Change what the message mentions and run the node again',
	},
	notAReply: {
		kind: 'unreadable',
		message: '{service} answered with HTTP {status}, but not with a reply of its API{start}',
		nextStep: 'Check the base URL in the credential. If it is correct, the service may be down: try again later',
	},
	withoutResult: {
		kind: 'unreadable',
		message: '{service} answered without the result of task {taskId}',
		nextStep: 'Try again later',
	},
	failedAtOnce: {
		kind: 'taskFailed',
		message: '{service} could not finish the task: "{words}" [task {taskId}]',
		nextStep: 'Change what the message mentions and run the node again. A failed task is usually not charged',
	},
} as const satisfies Record<string, FailureMessage>;

/** A code in our words, followed by the service's own or not. */
export const codeMessages = {
	withWords: '{service}: {means} ("{words}", code {code})',
	bare: '{service}: {means} (code {code})',
} as const satisfies Record<string, string>;

export const replyDetails = {
	start: ' ("{start}")',
	noReason: 'no reason was given',
	endedAs: "its status is '{word}'",
} as const satisfies Record<string, string>;

/** Codes that are not documented. */
export const undocumentedCodes = {
	refusal: { kind: 'refused', means: 'the request was rejected', nextStep: MEND, create: 'never', query: 'never' },
	server: {
		kind: 'network',
		means: 'the service had an internal fault',
		nextStep: 'Try again later',
		create: 'unclear',
		query: 'again',
	},
	neither: {
		kind: 'unreadable',
		means: 'the answer contains no task',
		nextStep: 'Try again later',
		create: 'unclear',
		query: 'again',
	},
} as const;

/** What is wrong with the signature of a callback. */
export const signatureDetails = {
	timestampExpired: 'its signature is older than five minutes, or the clock of the service or of n8n is wrong',
	mismatch: 'its signature does not match the secret',
	incomplete: 'its signature is incomplete',
} as const satisfies Record<string, string>;
