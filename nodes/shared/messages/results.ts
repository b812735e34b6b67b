// Messages about results: warnings of an item, failures after the task was created, and the lines above the output.
// `{product}` is 'video', 'audio file', 'element' or 'voice'.
import { fieldLabels } from '../vocabulary';
import type { FailureMessage, WrapMessage } from './message';

const GOES_ON = `The task continues and is charged. Get it later with 'Query Task', or raise the option '${fieldLabels.timeLimit}'`;

export const resultFailures = {
	notDownloaded: { kind: 'network', message: 'The {product} could not be downloaded ({reason})' },
	notStored: { kind: 'setup', message: 'The {product} could not be stored in n8n ({reason})' },
	timeLimit: {
		kind: 'timeLimit',
		message: "The {product} was not finished after {minutes} minutes. The last status from {service} was '{word}'",
		nextStep: GOES_ON,
	},
	timeLimitTrouble: {
		kind: 'timeLimit',
		message:
			"The {product} was not finished after {minutes} minutes. The last status from {service} was '{word}' ({reason})",
		nextStep: GOES_ON,
	},
	timeLimitUntold: {
		kind: 'timeLimit',
		message:
			'The {product} was not finished after {minutes} minutes. {service} did not report a status at the last check',
		nextStep: GOES_ON,
	},
	timeLimitUntoldTrouble: {
		kind: 'timeLimit',
		message:
			'The {product} was not finished after {minutes} minutes. {service} did not report a status at the last check ({reason})',
		nextStep: GOES_ON,
	},
	taskFailed: {
		kind: 'taskFailed',
		message: '{service} could not create the {product}: "{words}"{code}',
		nextStep: 'Change what the message mentions and run the node again. A failed task is usually not charged{before}',
	},
	taskFailedCharged: {
		kind: 'taskFailed',
		message: '{service} could not create the {product}: "{words}"{code}',
		nextStep:
			'Change what the message mentions and run the node again. {service} charged {amount} {unit} for this task{before}',
	},
	taskFailedFree: {
		kind: 'taskFailed',
		message: '{service} could not create the {product}: "{words}"{code}',
		nextStep: 'Change what the message mentions and run the node again. {service} did not charge this task{before}',
	},
	fieldTaken: {
		kind: 'input',
		message: "'{field}' can't be '{value}': '{option}' uses this field",
		nextStep: "Enter another '{field}'",
	},
	wrongNumber: { kind: 'input', message: "'{field}' can't be '{value}'", nextStep: 'Use a number of at least {least}' },
} as const satisfies Record<string, FailureMessage>;

/** A download that failed, and how to get the file. */
export const resultWraps = {
	retryExecution: {
		wraps: true,
		message: '{reason}',
		nextStep:
			"The {product} is finished and was charged. Retry this execution to download it, or get it with 'Query Task'. A new execution would be charged again",
	},
	retryExecutionOnly: {
		wraps: true,
		message: '{reason}',
		nextStep:
			'The {product} is finished and was charged. Retry this execution to download it. A new execution would be charged again',
	},
	runAgain: {
		wraps: true,
		message: '{reason}',
		nextStep: 'The {product} is finished and was charged. Run the node again to download it for free',
	},
} as const satisfies Record<string, WrapMessage>;

export const resultWarnings = {
	listedWithoutFile: 'The service reports the task as finished, but names no video, audio or library entry',
	fetchVideo:
		"{reason}. The {product} is finished and was charged: download it from 'videoUrl' before the link expires",
	fetchSound:
		"{reason}. The {product} is finished and was charged: download it from 'audioUrl' before the link expires",
	noLastFrame:
		"The last frame could not be extracted ({reason}). The video is finished and was charged: use 'Get Frame' of the resource 'Clip' with the file, or with 'videoUrl' before the link expires",
	noVideoForFrame: `'${fieldLabels.returnLastFrame}': the task made no video`,
	noSuchFile: `'${fieldLabels.file}': the backend has no {format} file, so the {product} was stored as received`,
	stateUnread: 'The status of the task could not be read at the last check: {reason}',
} as const satisfies Record<string, string>;

/** What is added to a failure. */
export const resultDetails = {
	code: ', code {code}',
	failedBefore: '. Earlier failed tasks of this item: {ids}',
	namedTask: '{message} [task {id}]',
	namedExternal: '{message} [external task ID {id}]',
	taskToCopy: `${fieldLabels.taskId}: {id}`,
	externalToCopy: `${fieldLabels.externalTaskId}: {id}`,
	canceled: 'The execution was canceled',
	unclearItem: 'item {item}',
	unclearItemNamed: `item {item} (${fieldLabels.externalTaskId} {id})`,
	unclear:
		'The service did not confirm whether a task was created for {items} before the execution ended. It may exist and have been charged: check {place}',
	paidItem: 'item {item}: {id}',
	paid: "Other items of this run have charged tasks ({items}). Retry On Fail and retrying the execution continue with them. Set 'On Error' to 'Continue' so that a failed item does not affect the others",
	paidAskable:
		"Other items of this run have charged tasks ({items}). Retry On Fail and retrying the execution continue with them, and 'Query Task' gets them. Set 'On Error' to 'Continue' so that a failed item does not affect the others",
	moreWarnings: "… and {count} more in 'warnings'",
} as const satisfies Record<string, string>;

/** The lines above the output. */
export const summaryDetails = {
	withFiles: '{made}; {files}',
	forPrice: '{made} for {price}',
	someForPrice: '{made}, {count} of them for {price}',
	one: '1 {product}',
	several: '{count} {product}s',
	result: 'result',
	linkExpires: 'the link expires on {time} UTC',
	linksExpire: 'the links expire on {time} UTC',
	firstExpires: 'the first link expires on {time} UTC',
	notDownloaded: 'not downloaded',
	someDownloaded: '{count} of them downloaded into {fields}',
	fileIn: 'the file is in {fields}',
	filesIn: 'the files are in {fields}',
	checked: 'Preview of {made}, nothing was sent or charged; {price}',
	noPrice: 'the price is not published',
	wouldCost: 'would cost {price}',
	someWouldCost: '{count} of them would cost {price}',
	dollars: 'about ${amount}',
	amount: '{amount} {unit}',
	amountInDollars: '{amount} {unit} (about ${dollars})',
	and: ' and ',
} as const satisfies Record<string, string>;

/** The line above a list of tasks, which is no bill. */
export const listDetails = {
	oneTask: '1 task found; listing is free',
	tasks: '{count} tasks found; listing is free',
} as const satisfies Record<string, string>;
