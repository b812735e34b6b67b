// Messages of requests that are free: canceling tasks, and an account's library.
import type { FailureMessage } from './message';

export const actionFailures = {
	taskNotKnown: {
		kind: 'notFound',
		message: "{service} has no task with the ID '{task}'",
		nextStep: 'Check the ID, and that the credential belongs to the account that created the task',
	},
	entryNotKnown: {
		kind: 'notFound',
		message: "{service} has no {thing} with the ID '{id}'",
		nextStep: "Choose the {thing} from the list. If this is a task ID, use it with 'Query Task'",
	},
} as const satisfies Record<string, FailureMessage>;

/** The reason in the item of a task that was not canceled, and its parts. */
export const actionDetails = {
	tooLate: 'The task was not canceled, because only tasks that have not started can be: {state}{words}',
	requested:
		'{service} was asked to cancel the task, which has started: it may still finish and be charged. Query Task downloads it then',
	stateIs: 'it is {status}',
	stateNotKnown: 'its status could not be checked',
	serviceWords: ' ({service}: "{words}")',
} as const satisfies Record<string, string>;
