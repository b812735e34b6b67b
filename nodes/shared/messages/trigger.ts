// Messages of the trigger: for the services that call it, in the log, and in the execution that a call starts.
import { fieldLabels } from '../vocabulary';
import type { FailureMessage } from './message';

export const triggerFailures = {
	noCall: {
		kind: 'input',
		message: 'No callback about a task was received',
		nextStep: `Start the workflow with a task whose '${fieldLabels.callbackUrl}' is the URL of this trigger`,
	},
	backendNotKnown: {
		kind: 'input',
		message: `'${fieldLabels.backend}' can't be '{value}'`,
		nextStep: 'Choose one of: {values}',
	},
} as const satisfies Record<string, FailureMessage>;

/** What a service gets back when its call is refused. */
export const triggerAnswers = {
	noCallback: 'This is not a callback of {service}',
	cannotCheck: 'The signature cannot be checked at the moment',
	tooLarge: 'The body is too large for a callback',
	tooMany: 'Too many unverified calls; call again later',
	badSignature: 'The signature is missing, wrong or too old',
} as const satisfies Record<string, string>;

export const triggerLog = {
	/** Around every line. */
	line: 'Kling Video Trigger: {message} (backend {backend}, taskId {task})',
	unsigned: `a call without a signature was refused, because the credential has a '{secret}'. If {service} does not sign its calls, remove the secret or turn on '${fieldLabels.acceptUnsigned}'`,
	notSigned: 'a call without a signature was refused, because {service} signs all of its calls',
	notCheckable: 'a call could not be verified, because {reason}',
	refused: 'a call was refused, because {reason}',
	keysNotFetched: 'the public keys of {service} could not be downloaded ({words})',
	tooMany: 'an unverified call was turned away, because too many of them arrive',
	repeated: 'a call was repeated, so it did not start the workflow again',
	starts: 'a call reports that a task has ended, so the workflow starts',
	taskNotKnown: '{service} does not know the task of a call, so the execution ends',
	endedOtherwise: 'the task did not end as its call reported, and the form does not include this event',
} as const satisfies Record<string, string>;
