// What is said while an item's form is read: what is empty, what cannot be, which file or task it does not name.
import { fieldLabels } from '../vocabulary';
import type { FailureMessage } from './message';

const REAL_ID = 'Give the ID that the task got when it was created';

export const formFailures = {
	backendNotKnown: {
		kind: 'input',
		message: `'${fieldLabels.backend}' can't be '{value}'`,
		nextStep: `Use one of: {values}. For an expression set it to 'By Expression' and give the expression in '${fieldLabels.backendId}'`,
	},
	backendIdEmpty: {
		kind: 'input',
		message: `'${fieldLabels.backendId}' is empty`,
		nextStep: 'Give one of: {values}',
	},
	backendLeftOut: {
		kind: 'input',
		message: `'${fieldLabels.backendId}' is '{value}', which '${fieldLabels.backendsLeftOut}' names`,
		nextStep: `Take it out of '${fieldLabels.backendsLeftOut}' and choose its credential, or give another '${fieldLabels.backendId}'`,
	},
	noCredential: {
		kind: 'credential',
		message: 'No credential for {service} is chosen in this node',
		nextStep: "Open the node and choose or create one under 'Credential for {service}'",
	},
	onlyWithApiKey: {
		kind: 'credential',
		message: "The model '{model}' takes an API key only, the credential holds an access key",
		nextStep:
			"Make an API key in Kling's developer console and set 'Authentication' to 'API Key' in the Kling API credential",
	},
	operationNotOffered: {
		kind: 'input',
		message: '{service} does not have this operation',
		nextStep: `Set '${fieldLabels.backend}' to {others}`,
	},
	choiceNotKnown: {
		kind: 'input',
		message: "'{field}' can't be '{value}'",
		nextStep: 'Use one of: {values}',
	},
	statusNotKnown: {
		kind: 'input',
		message: `'${fieldLabels.status}' can't be '{value}'`,
		nextStep: 'Use any of: {values}',
	},
	colorNotKnown: {
		kind: 'input',
		message: `'${fieldLabels.backgroundColor}' can't be '{value}'`,
		nextStep: 'Give red, green and blue like #ffffff',
	},
	limitNotWhole: {
		kind: 'input',
		message: `'${fieldLabels.limit}' can't be '{value}'`,
		nextStep: `Give a whole number from 1 up, or switch '${fieldLabels.returnAll}' on`,
	},
	timeNotKnown: {
		kind: 'input',
		message: "'{field}' is no time: '{value}'",
		nextStep: 'Pick a day, or give a time like 2026-09-01T10:00:00Z',
	},
	timesInWrongOrder: {
		kind: 'input',
		message: `'${fieldLabels.createdAfter}' is not before '${fieldLabels.createdBefore}'`,
		nextStep: 'Let the first be the earlier time',
	},
	idRounded: {
		kind: 'input',
		message: "'{field}' got an ID as a number that is too long to be exact",
		nextStep: 'Let the expression give the ID as text, and keep it as text where it comes from',
	},
	taskIdEmpty: { kind: 'input', message: "'{field}' is empty", nextStep: REAL_ID },
	libraryIdEmpty: {
		kind: 'input',
		message: "'{field}' is empty",
		nextStep: 'Pick one of the list, or give the ID of a {thing}',
	},
	severalIds: {
		kind: 'input',
		message: "'{field}' holds more than one ID: '{value}'",
		nextStep: 'Give one ID for each item',
	},
	madeElsewhere: {
		kind: 'input',
		message: "The task '{task}' was made on another backend ('{other}')",
		nextStep: `Choose that backend under '${fieldLabels.backend}'`,
	},
	noExternalIds: {
		kind: 'input',
		message: '{service} has no external task IDs{tasks}',
		nextStep: "Set 'Look Up By' to 'Task ID'",
	},
	notAskable: {
		kind: 'input',
		message: "'{field}' is that of a '{operation}', which cannot be asked for again",
		nextStep: "Take the sound from that item's 'audioUrl'",
	},
	sameExternalId: {
		kind: 'input',
		message: `'${fieldLabels.externalTaskId}' is '{value}' for more than one item`,
		nextStep: 'Each task needs an ID of its own: add {{ $itemIndex }} to it, or leave it empty',
	},
	callbackUrlNotWeb: {
		kind: 'input',
		message: `'${fieldLabels.callbackUrl}' is not a web address: '{value}'`,
		nextStep: 'Give an address that starts with https://, or leave it empty',
	},
	additionalBodyNotObject: {
		kind: 'input',
		message: `'${fieldLabels.additionalBody}' is not a JSON object`,
		nextStep: 'Write it like {"seed": 1}',
	},
	additionalBodyHasExternalId: {
		kind: 'input',
		message: `'${fieldLabels.additionalBody}' holds external_task_id`,
		nextStep: `Use the option '${fieldLabels.externalTaskId}' instead, so that the task can be found again`,
	},
	additionalBodyHasDataUrl: {
		kind: 'input',
		message: `'${fieldLabels.additionalBody}' holds a data: URL, which no backend takes`,
		nextStep: 'Give pictures in the fields made for them, or as web addresses',
	},
	noListByExpression: {
		kind: 'input',
		message: `'${fieldLabels.backend}' is set to 'By Expression', so nobody knows whose list to show`,
		nextStep: "Choose 'By ID' and give the ID",
	},
	noFileLike: {
		kind: 'input',
		message: "{field}: the item has no file in a field like '{pattern}'",
		nextStep: 'The item has files in: {files}',
	},
	noFilesAtAll: {
		kind: 'input',
		message: "{field}: the item has no file in a field like '{pattern}'",
		nextStep: 'The item has no files at all',
	},
	videoAsText: {
		kind: 'input',
		message: `'${fieldLabels.video}' got a file as text`,
		nextStep: 'Give the name of an input field, or the web address of the video',
	},
	elementsNotList: {
		kind: 'input',
		message: `'${fieldLabels.elements}' is not a list`,
		nextStep: 'Add its rows in the form',
	},
	elementNameTwice: {
		kind: 'input',
		message: `'${fieldLabels.elements}' has the name '{name}' twice`,
		nextStep: 'Give each row a name of its own',
	},
	elementNameNotCallable: {
		kind: 'input',
		message: "{row} has the name '{name}', which a prompt cannot call",
		nextStep: "Use letters, digits and underscores with a letter in front, and no name such as 'image1'",
	},
	elementWithoutDescription: {
		kind: 'input',
		message: '{row} has no description',
		nextStep: 'Say what its pictures or its video show',
	},
	elementWithVideos: {
		kind: 'input',
		message: '{row} has {count} videos, one is allowed',
		nextStep: 'Name only one of them',
	},
	secondsNotNumber: {
		kind: 'input',
		message: "{row}: '{field} (Seconds)' can't be '{value}'",
		nextStep: 'Give a number of seconds',
	},
	recordingIdEmpty: {
		kind: 'input',
		message: "'Video ID' is empty",
		nextStep: `Give the ID of a video that Kling made, or choose another '${fieldLabels.audio}'`,
	},
	speechIdEmpty: {
		kind: 'input',
		message: "'Speech ID' is empty",
		nextStep: "Give the audio ID of speech that Kling made, or choose another 'Voice'",
	},
	speechEmpty: {
		kind: 'input',
		message: `'${fieldLabels.speechText}' is empty`,
		nextStep: 'Write what is to be said',
	},
	speechTooLong: {
		kind: 'input',
		message: `'${fieldLabels.speechText}' has {length} characters, {limit} are allowed`,
		nextStep: 'Shorten it by {excess} characters',
	},
	speakerEmpty: { kind: 'input', message: "'Speaker' is empty", nextStep: 'Give the ID of a voice' },
	speedNotInRange: {
		kind: 'input',
		message: "'Speed' is not a number from 0.8 to 2",
		nextStep: 'Use 1 for normal speech',
	},
} as const satisfies Record<string, FailureMessage>;

export const formWarnings = {
	leftOut: "{field}: '{pattern}' does not stand for '{file}', which is {kind}",
} as const satisfies Record<string, string>;

/** Parts of the sentences above. */
export const formDetails = {
	elementRow: `Row {number} of '${fieldLabels.elements}'`,
	ofOperation: ' for tasks of {operation}',
	or: ' or ',
	aPicture: 'a picture',
	aVideo: 'a video',
	aSound: 'a sound',
	nothingKnown: 'neither a picture nor a video nor a sound',
} as const satisfies Record<string, string>;
