// What the trigger says: to the services that call it, in the log, and in the run that a call starts.
import { fieldLabels } from '../vocabulary';
import type { FailureMessage } from './message';

export const triggerFailures = {
	noCall: {
		kind: 'input',
		message: 'There was no call that tells of a task',
		nextStep: `Start the workflow by a task whose '${fieldLabels.callbackUrl}' is this trigger's address`,
	},
	backendNotKnown: {
		kind: 'input',
		message: `'${fieldLabels.backend}' can't be '{value}'`,
		nextStep: 'Use one of: {values}',
	},
} as const satisfies Record<string, FailureMessage>;

/** What a service reads that calls in vain. */
export const triggerAnswers = {
	noCallback: 'This is no callback of {service}',
	cannotCheck: 'The signature cannot be checked at the moment',
	tooLarge: 'The body is too large for a callback',
	tooMany: 'Too many calls that nothing proves; call again later',
	badSignature: 'The signature is missing, wrong or too old',
} as const satisfies Record<string, string>;

export const triggerLog = {
	/** Around every line. */
	line: 'Kling Video Trigger: {message} (backend {backend}, taskId {task})',
	unsigned: `a call without a signature was refused, because the credential has a '{secret}'; if {service} does not sign its calls, empty it there or switch on '${fieldLabels.acceptUnsigned}'`,
	notSigned: 'a call without a signature was refused, because {service} signs all of its calls',
	notCheckable: 'a call could not be checked, because {reason}',
	refused: 'a call was refused, because {reason}',
	keysNotFetched: 'the keys of {service} could not be fetched ({words})',
	tooMany: 'a call that nothing proves was put off, because many such calls come',
	repeated: 'a call was repeated, so it started nothing',
	starts: 'a call tells the end of a task, so the workflow starts',
	taskNotKnown: '{service} does not know the task of a call, so nothing goes on',
	endedOtherwise: 'the task has ended otherwise than its call said, and the form does not want that',
} as const satisfies Record<string, string>;
