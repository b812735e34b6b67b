// What is said of requests that cost nothing: tasks that are cancelled, and an account's library.
import type { FailureMessage } from './message';

export const actionFailures = {
	taskNotKnown: {
		kind: 'notFound',
		message: "{service} knows no task with the id '{task}'",
		nextStep: 'Check the id and that the credential belongs to the account that made the task',
	},
	entryNotKnown: {
		kind: 'notFound',
		message: "{service} knows no {thing} with the ID '{id}'",
		nextStep: "Pick the {thing} from the list. The ID of the task that made it is another one: 'Query Task' takes that",
	},
} as const satisfies Record<string, FailureMessage>;

/** The reason in the item of a task that was not cancelled, and its parts. */
export const actionDetails = {
	tooLate: 'The task was not cancelled, because only tasks that have not begun can be: {state}{words}',
	requested:
		'{service} was asked to cancel the task, which has begun: it may still be finished and be charged, and then Query Task fetches it',
	stateIs: 'it is {status}',
	stateNotKnown: 'its state could not be learned',
	serviceWords: ' ({service}: "{words}")',
} as const satisfies Record<string, string>;
