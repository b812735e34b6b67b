// Messages about tasks: creating them, waiting for them, and what is not known about them.
import { fieldLabels } from '../vocabulary';
import type { FailureMessage, WrapMessage } from './message';

export const taskFailures = {
	doneWithoutResult: {
		kind: 'unreadable',
		message: "The backend reports '{word}', but gives no result",
		nextStep: "Check the task on the backend's site, or get it later with 'Query Task'",
	},
	doneWithOther: {
		kind: 'unreadable',
		message: "The backend reports '{word}', but its answer contains no result that the node can read: {output}",
		nextStep: "Check the task on the backend's site, or get it later with 'Query Task'",
	},
	noWayToAsk: {
		kind: 'setup',
		message: 'This backend cannot return this task',
		nextStep: "Check the task on the backend's site",
	},
	answersGoRound: {
		kind: 'unreadable',
		message: "The backend's answers only refer to each other and contain no task",
		nextStep: "Check the task on the backend's site, or get it later with 'Query Task'",
	},
	uncertain: {
		kind: 'uncertain',
		message: '{service} did not confirm whether the {what} was created{id}{reason}',
		nextStep: 'It may exist and have been charged{price}, so the node did not retry. {whatToDo}',
	},
} as const satisfies Record<string, FailureMessage>;

/** Around a rejection by the backend. */
export const creationWraps = {
	idUsed: {
		wraps: true,
		message: "{service} already has a task with the External Task ID '{id}'",
		nextStep: `Enter another '${fieldLabels.externalTaskId}', leave it empty, or get the existing task with 'Query Task'`,
	},
	noSlot: {
		wraps: true,
		message: 'No task was created within {limit}: {reason}',
		nextStep: `{next}, or raise the option '${fieldLabels.slotLimit}'`,
	},
	slotTooFar: {
		wraps: true,
		message: `No task was created: {service} asks to wait {pause} before the next try, but '${fieldLabels.slotLimit}' ends in {left}: {reason}`,
		nextStep: `{next}, or raise the option '${fieldLabels.slotLimit}'`,
	},
} as const satisfies Record<string, WrapMessage>;

export const creationDetails = {
	reason: ': {reason}',
	externalId: ' (External Task ID {id})',
	price: ' (about ${usd}: {arithmetic})',
	tryLater: 'Try again later',
	lookForTask: `Check {taskList}. If the task is there, get it with 'Query Task'. If not, run the node again with the option '${fieldLabels.createAgain}'`,
	lookForSpeech: `Check {taskList}. If the speech is there, use its ID as 'Speech ID' in an avatar or a lip sync. If not, run the node again with the option '${fieldLabels.createAgain}'`,
	sessionLost: `A lost session cannot be used: run the node again with the option '${fieldLabels.createAgain}'`,
	task: 'the task {taskId}',
	perhapsTask: 'a task that may exist and have been charged',
	perhapsTaskWithId: 'a task that may exist and have been charged (External Task ID {id})',
	oneMinute: '1 minute',
	minutes: '{amount} minutes',
	oneHour: '1 hour',
	hours: '{amount} hours',
} as const satisfies Record<string, string>;

export const creationWarnings = {
	foundById: `This is an existing task with the '${fieldLabels.externalTaskId}' '{id}', created at {time}`,
	foundByIdSometime: `This is an existing task with the '${fieldLabels.externalTaskId}' '{id}'`,
	replaced:
		'The form was changed since an earlier execution created {what} for this item, so another one was created. The earlier one was not touched',
	equalUnfinished: 'An identical request of this node is not finished: {what}. This task was created in addition',
} as const satisfies Record<string, string>;

export const creationLog = {
	replaced: 'the form was changed, so the task that an earlier execution created for this item is not used',
	resumed: 'waiting for the task that was created earlier',
	creating: 'creating a task',
	accepted: 'task accepted',
	notKnown: 'the service did not confirm whether the {what} was created',
	stopped: 'stopped while a {what} was being created: it may exist and have been charged, so check for it',
} as const satisfies Record<string, string>;
