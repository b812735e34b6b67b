// What all backends say alike: of the values of a form held against a model's row, of replies, prices and callbacks.
import { fieldLabels } from '../vocabulary';
import type { FailureMessage } from './message';

const TAKE_AWAY = 'Take {extra} of them away';
const SHORTEN = 'Shorten it by {extra} characters';
const MEND = 'Correct what the message names and run the node again';

/** Of one value of the form. */
export const settingFailures = {
	pictureMissing: {
		kind: 'input',
		message: "'{field}' is missing: {model} needs it",
		nextStep: "Give a picture under '{field}'",
	},
	shotsLastOtherwise: {
		kind: 'input',
		message: `The shots of '${fieldLabels.shots}' last {sum} seconds, '${fieldLabels.duration}' is {duration}`,
		nextStep: `Set '${fieldLabels.duration}' to {sum}, or change the shots`,
	},
	notAChoice: {
		kind: 'input',
		message: "'{field}' can't be '{value}' with {model}",
		nextStep: 'Choose {choices}',
	},
	notText: {
		kind: 'input',
		message: "'{field}' is not text but {value}",
		nextStep: 'Let the expression give a text',
	},
	empty: {
		kind: 'input',
		message: "'{field}' is empty: {model} needs it",
		nextStep: "Write something under '{field}'",
	},
	tooLong: {
		kind: 'input',
		message: "'{field}' has {length} characters, {model} takes {most} at most",
		nextStep: SHORTEN,
	},
	notInRange: {
		kind: 'input',
		message: "'{field}' can't be '{value}' with {model}",
		nextStep: 'Give a number from {least} to {most}',
	},
	notAWholeNumber: {
		kind: 'input',
		message: "'{field}' can't be '{value}' with {model}",
		nextStep: 'Give a whole number from {least} to {most}',
	},
	notASwitch: {
		kind: 'input',
		message: "'{field}' is neither true nor false but '{value}'",
		nextStep: 'Let the expression give true or false',
	},
	needsSwitchOn: {
		kind: 'input',
		message: "'{field}' needs '{other}' switched on with {model}",
		nextStep: "Change '{other}', or do without '{field}'",
	},
	needsSwitchOff: {
		kind: 'input',
		message: "'{field}' needs '{other}' switched off with {model}",
		nextStep: "Change '{other}', or do without '{field}'",
	},
	needsValue: {
		kind: 'input',
		message: "'{field}' needs '{other}' set to '{value}' with {model}",
		nextStep: "Change '{other}', or do without '{field}'",
	},
	notTogether: {
		kind: 'input',
		message: "'{field}' and '{other}' can't be used together with {model}",
		nextStep: "Do without '{other}' or without '{field}'",
	},
} as const satisfies Record<string, FailureMessage>;

export const settingWarnings = {
	notSent: "'{field}' was not sent: {model} has no such field",
	alwaysSound: `'${fieldLabels.generateAudio}' is off, but {model} always makes sound`,
} as const satisfies Record<string, string>;

/** Of storyboards and ids. */
export const listFailures = {
	notShots: {
		kind: 'input',
		message: `'${fieldLabels.shots}' is not a list of shots`,
		nextStep: 'Add its rows in the form',
	},
	tooManyShots: {
		kind: 'input',
		message: `'${fieldLabels.shots}' has {count} shots, {model} takes {most} at most`,
		nextStep: TAKE_AWAY,
	},
	shotWithoutPrompt: {
		kind: 'input',
		message: `Shot {number} of '${fieldLabels.shots}' has no prompt`,
		nextStep: 'Say what happens in it',
	},
	shotPromptTooLong: {
		kind: 'input',
		message: `Shot {number} of '${fieldLabels.shots}' has a prompt of {length} characters, {most} are allowed`,
		nextStep: SHORTEN,
	},
	shotLength: {
		kind: 'input',
		message: `Shot {number} of '${fieldLabels.shots}' can't last '{value}' seconds`,
		nextStep: 'Give a whole number from {least} to {most}',
	},
	notOneOf: {
		kind: 'input',
		message: "'{field}' can't be '{value}'",
		nextStep: 'Use any of: {choices}',
	},
	idTooLong: {
		kind: 'input',
		message: "'{field}' got an id as a number that is too long to be exact",
		nextStep: 'Let the expression give the id as text',
	},
	idIsObject: {
		kind: 'input',
		message: "'{field}' holds an object, which is no id",
		nextStep: 'Give the ids as text, separated by commas',
	},
	tooManyIds: {
		kind: 'input',
		message: "'{field}' has {count} ids, {model} takes {most} at most",
		nextStep: TAKE_AWAY,
	},
	noId: {
		kind: 'input',
		message: "'{field}' holds '{value}', which is no id",
		nextStep: 'An id has digits only',
	},
} as const satisfies Record<string, FailureMessage>;

export const credentialFailures = {
	baseUrl: {
		kind: 'input',
		message: "'{field}' in the {credential} credential is not a URL",
		nextStep: 'Leave it empty to use {standard}, or give a URL that starts with https://',
	},
} as const satisfies Record<string, FailureMessage>;

export const priceFailures = {
	tooDear: {
		kind: 'input',
		message: `The {product} would cost about \${usd}, more than '${fieldLabels.stopAbove}' allows (\${limit}): {arithmetic}, by the price list of {asOf}`,
		nextStep: `Choose something shorter or smaller, or raise '${fieldLabels.stopAbove}'`,
	},
} as const satisfies Record<string, FailureMessage>;

export const priceWarnings = {
	notChecked: `'${fieldLabels.stopAbove}' could not be checked: no price list names a price for this, or what decides about it is not known beforehand`,
} as const satisfies Record<string, string>;

/** Of replies that are not what a page shows, and of none at all. */
export const replyFailures = {
	blocked: {
		kind: 'setup',
		message: 'n8n did not send the request to {service}: {words}',
		nextStep: "Check the credential's base URL and this n8n's network settings (SSRF protection)",
	},
	notReached: {
		kind: 'network',
		message: '{service} could not be reached ({words})',
		nextStep: 'Check the network of this n8n and the base URL in the credential, then run the node again',
	},
	noAnswer: {
		kind: 'network',
		message: '{service} did not answer ({words})',
		nextStep: 'Check the network of this n8n and the base URL in the credential, then run the node again',
	},
	refused: {
		kind: 'refused',
		message: '{service}: the request was refused ("{words}")',
		nextStep: 'Correct what the message names and run the node again',
	},
	notAReply: {
		kind: 'unreadable',
		message: '{service} answered with HTTP {status} and something that is not a reply of its API{start}',
		nextStep:
			'Check the base URL in the credential; if it is right, the service probably has trouble, so try again later',
	},
	withoutResult: {
		kind: 'unreadable',
		message: '{service} answered without the result of the task {taskId}',
		nextStep: 'Try again later',
	},
	failedAtOnce: {
		kind: 'taskFailed',
		message: '{service} could not make it: "{words}" [task {taskId}]',
		nextStep: 'Change what the message names and run the node again; a failed task is usually not charged',
	},
} as const satisfies Record<string, FailureMessage>;

/** A code in our words, with the service's own behind it or without. */
export const codeMessages = {
	withWords: '{service}: {means} ("{words}", code {code})',
	bare: '{service}: {means} (code {code})',
} as const satisfies Record<string, string>;

export const replyDetails = {
	start: ' ("{start}")',
	noReason: 'no reason was given',
	endedAs: "its state is '{word}'",
} as const satisfies Record<string, string>;

/** Codes that no page names. */
export const undocumentedCodes = {
	refusal: { kind: 'refused', means: 'the request was refused', nextStep: MEND, create: 'never', query: 'never' },
	server: {
		kind: 'network',
		means: 'something went wrong inside the service',
		nextStep: 'Try again later',
		create: 'unclear',
		query: 'again',
	},
	neither: {
		kind: 'unreadable',
		means: 'an answer without a task',
		nextStep: 'Try again later',
		create: 'unclear',
		query: 'again',
	},
} as const;

/** What is wrong with the seal of a callback. */
export const signatureDetails = {
	timestampExpired: "its signature is older than five minutes, or a clock is wrong: the service's or that of this n8n",
	mismatch: 'its signature does not fit the secret',
	incomplete: 'its signature is not complete',
} as const satisfies Record<string, string>;
