// What is said when something is delivered: warnings of an item, failures after the task was made, and the lines above the
// output. `{product}` is 'video', 'sound', 'element' or 'voice'.
import { fieldLabels } from '../vocabulary';
import type { FailureMessage, WrapMessage } from './message';

const GOES_ON = `The task goes on and is paid: fetch it later with the operation 'Query Task', or raise the option '${fieldLabels.timeLimit}'`;

export const resultFailures = {
	notDownloaded: { kind: 'network', message: 'The {product} could not be downloaded ({reason})' },
	notStored: { kind: 'setup', message: 'The {product} could not be downloaded: n8n did not store it ({reason})' },
	timeLimit: {
		kind: 'timeLimit',
		message: "The {product} was not finished after {minutes} minutes; {service} said '{word}' at the last look",
		nextStep: GOES_ON,
	},
	timeLimitTrouble: {
		kind: 'timeLimit',
		message:
			"The {product} was not finished after {minutes} minutes; {service} said '{word}' at the last look ({reason})",
		nextStep: GOES_ON,
	},
	timeLimitUntold: {
		kind: 'timeLimit',
		message:
			'The {product} was not finished after {minutes} minutes; {service} told nothing of the task at the last look',
		nextStep: GOES_ON,
	},
	timeLimitUntoldTrouble: {
		kind: 'timeLimit',
		message:
			'The {product} was not finished after {minutes} minutes; {service} told nothing of the task at the last look ({reason})',
		nextStep: GOES_ON,
	},
	taskFailed: {
		kind: 'taskFailed',
		message: '{service} could not make the {product}: "{words}"{code}',
		nextStep: 'Change what the message names and run the node again; a failed task is usually not charged{before}',
	},
	taskFailedCharged: {
		kind: 'taskFailed',
		message: '{service} could not make the {product}: "{words}"{code}',
		nextStep:
			'Change what the message names and run the node again; {service} tells a charge of {amount} {unit} for this task{before}',
	},
	taskFailedFree: {
		kind: 'taskFailed',
		message: '{service} could not make the {product}: "{words}"{code}',
		nextStep: 'Change what the message names and run the node again; {service} tells that it charged nothing{before}',
	},
	fieldTaken: {
		kind: 'input',
		message: "'{field}' is '{value}', which is the field that '{option}' fills",
		nextStep: "Give another '{field}'",
	},
	wrongNumber: { kind: 'input', message: "'{field}' can't be '{value}'", nextStep: 'Give a number from {least} up' },
} as const satisfies Record<string, FailureMessage>;

/** A download that failed, with what its task is worth. */
export const resultWraps = {
	retryExecution: {
		wraps: true,
		message: '{reason}',
		nextStep:
			"The {product} is made and paid: retry this execution, which downloads it without making another, or fetch it with the operation 'Query Task'; a new execution would pay again",
	},
	retryExecutionOnly: {
		wraps: true,
		message: '{reason}',
		nextStep:
			'The {product} is made and paid: retry this execution, which downloads it without making another; a new execution would pay again',
	},
	runAgain: {
		wraps: true,
		message: '{reason}',
		nextStep: 'The {product} is made and paid: run the node again, which costs nothing',
	},
} as const satisfies Record<string, WrapMessage>;

export const resultWarnings = {
	listedWithoutFile: 'The service calls the task done, and names no video, sound or library entry of it',
	fetchVideo: "{reason}. The {product} is made and paid: fetch it from 'videoUrl' before it expires",
	fetchSound: "{reason}. The {product} is made and paid: fetch it from 'audioUrl' before it expires",
	noLastFrame:
		"The last frame could not be taken ({reason}). The video is made and paid: take it with 'Get Frame' of the resource 'Clip', from the file or from 'videoUrl' before it expires",
	noVideoForFrame: `'${fieldLabels.returnLastFrame}': the task made no video`,
	noSuchFile: `'${fieldLabels.file}': the backend gave no {format}, so the {product} was stored as it came`,
	stateUnread: 'The last time the task was looked at, its state could not be read: {reason}',
} as const satisfies Record<string, string>;

/** What is added to a failure. */
export const resultDetails = {
	code: ', code {code}',
	failedBefore: '. Tasks of this item that failed before: {ids}',
	namedTask: '{message} [task {id}]',
	namedExternal: '{message} [external task ID {id}]',
	taskToCopy: `${fieldLabels.taskId}: {id}`,
	externalToCopy: `${fieldLabels.externalTaskId}: {id}`,
	canceled: 'The execution was canceled',
	unclearItem: 'item {item}',
	unclearItemNamed: `item {item} (${fieldLabels.externalTaskId} {id})`,
	unclear:
		'It is not known whether a task was created for {items}, because the run ended first: a paid task may exist, look at {place}',
	paidItem: 'item {item}: {id}',
	paid: "Other items of this run have paid tasks ({items}): Retry On Fail and retrying the execution take them up again, and with the setting 'On Error' on 'Continue' an item that fails leaves the others whole",
	paidAskable:
		"Other items of this run have paid tasks ({items}): Retry On Fail and retrying the execution take them up again, 'Query Task' fetches them, and with the setting 'On Error' on 'Continue' an item that fails leaves the others whole",
	moreWarnings: "… and {count} more under 'warnings'",
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
	checked: '{made} checked only, nothing was sent or paid; {price}',
	noPrice: 'no price list names the price',
	wouldCost: 'would cost {price}',
	someWouldCost: '{count} of them would cost {price}',
	dollars: 'about ${amount}',
	amount: '{amount} {unit}',
	amountInDollars: '{amount} {unit} (about ${dollars})',
	and: ' and ',
} as const satisfies Record<string, string>;
