// What is said of paid tasks: their creation, waiting for them, and what is not known of them.
import { fieldLabels } from '../vocabulary';
import type { FailureMessage, WrapMessage } from './message';

export const taskFailures = {
	doneWithoutResult: {
		kind: 'unreadable',
		message: "The backend says '{word}' but gives no result",
		nextStep: "Look at the task on the backend's site, or fetch it later with the operation 'Query Task'",
	},
	doneWithOther: {
		kind: 'unreadable',
		message: "The backend says '{word}' but gives no result that can be found in its answer: {output}",
		nextStep: "Look at the task on the backend's site, or fetch it later with the operation 'Query Task'",
	},
	noWayToAsk: {
		kind: 'setup',
		message: 'This backend has no way to ask for this task',
		nextStep: 'Look at the task on the site of the backend',
	},
	answersGoRound: {
		kind: 'unreadable',
		message: "The backend's answers lead from one to the next and tell nothing of the task",
		nextStep: "Look at the task on the backend's site, or fetch it later with the operation 'Query Task'",
	},
	uncertain: {
		kind: 'uncertain',
		message: 'It is not known whether {service} created the {what}{id}{reason}',
		nextStep: 'A paid {what} may exist{price}, so none was created again by itself. {whatToDo}',
	},
} as const satisfies Record<string, FailureMessage>;

/** Around a refusal of the backend. */
export const creationWraps = {
	idUsed: {
		wraps: true,
		message: "{service} already has a task with the External Task ID '{id}'",
		nextStep: `Give another '${fieldLabels.externalTaskId}', leave it empty, or fetch the task that exists with the operation 'Query Task'`,
	},
	noSlot: {
		wraps: true,
		message: 'No task was created within {limit}: {reason}',
		nextStep: `{next}, or raise the option '${fieldLabels.slotLimit}'`,
	},
	slotTooFar: {
		wraps: true,
		message: `No task was created: {service} asks to wait {pause} before the next try, and '${fieldLabels.slotLimit}' ends in {left}: {reason}`,
		nextStep: `{next}, or raise the option '${fieldLabels.slotLimit}'`,
	},
} as const satisfies Record<string, WrapMessage>;

export const creationDetails = {
	reason: ': {reason}',
	externalId: ' (External Task ID {id})',
	price: ' (about ${usd}: {arithmetic})',
	tryLater: 'Try again later',
	lookForTask: `Look at {taskList}: if it is there, fetch it with the operation 'Query Task'; if not, run the node again with the option '${fieldLabels.createAgain}'`,
	lookForSpeech: `Look at {taskList}: if it is there, an avatar or a lip sync takes its ID under 'Speech ID'; if not, run the node again with the option '${fieldLabels.createAgain}'`,
	sessionLost: `A lost session cannot be used, so run the node again with the option '${fieldLabels.createAgain}'`,
	oneMinute: '1 minute',
	minutes: '{amount} minutes',
	oneHour: '1 hour',
	hours: '{amount} hours',
} as const satisfies Record<string, string>;

export const creationLog = {
	resumed: 'waiting for the task that was created before',
	creating: 'creating a task',
	accepted: 'task accepted',
	notKnown: 'it is not known whether the {what} was created',
	stopped: 'stopped while a {what} was being created, so one may exist and be paid: look for it',
} as const satisfies Record<string, string>;
