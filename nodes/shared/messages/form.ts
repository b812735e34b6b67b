// Messages about an item's form: empty fields, values that cannot be used, missing files and tasks.
import { fieldLabels } from '../vocabulary';
import type { FailureMessage } from './message';

const REAL_ID = 'Enter the ID that the service gave the task when it was created';

export const formFailures = {
	backendNotKnown: {
		kind: 'input',
		message: `'${fieldLabels.backend}' can't be '{value}'`,
		nextStep: `Choose one of: {values}. To use an expression, choose 'By Expression' and enter it in '${fieldLabels.backendId}'`,
	},
	backendIdEmpty: {
		kind: 'input',
		message: `'${fieldLabels.backendId}' is empty`,
		nextStep: 'Enter one of: {values}',
	},
	backendLeftOut: {
		kind: 'input',
		message: `'${fieldLabels.backendId}' is '{value}', but '${fieldLabels.backendsLeftOut}' excludes this backend`,
		nextStep: `Remove it from '${fieldLabels.backendsLeftOut}' and choose its credential, or use another '${fieldLabels.backendId}'`,
	},
	noCredential: {
		kind: 'credential',
		message: 'This node has no credential for {service}',
		nextStep: "Open the node and choose or create one in 'Credential for {service}'",
	},
	onlyWithApiKey: {
		kind: 'credential',
		message: "Model '{model}' requires an API key, but the credential uses an access key",
		nextStep:
			"Create an API key in Kling's developer console and set 'Authentication' to 'API Key' in the Kling API credential",
	},
	operationNotOffered: {
		kind: 'input',
		message: '{service} does not offer this operation',
		nextStep: `Set '${fieldLabels.backend}' to {others}`,
	},
	choiceNotKnown: {
		kind: 'input',
		message: "'{field}' can't be '{value}'",
		nextStep: 'Choose one of: {values}',
	},
	statusNotKnown: {
		kind: 'input',
		message: `'${fieldLabels.status}' can't be '{value}'`,
		nextStep: 'Choose from: {values}',
	},
	colorNotKnown: {
		kind: 'input',
		message: `'${fieldLabels.backgroundColor}' must be a hex color, but it is '{value}'`,
		nextStep: 'Enter a color such as #ffffff',
	},
	limitNotWhole: {
		kind: 'input',
		message: `'${fieldLabels.limit}' can't be '{value}'`,
		nextStep: `Enter a whole number of at least 1, or turn on '${fieldLabels.returnAll}'`,
	},
	timeNotKnown: {
		kind: 'input',
		message: "'{value}' in '{field}' is not a valid date",
		nextStep: 'Choose a date, or enter a time such as 2026-09-01T10:00:00Z',
	},
	timesInWrongOrder: {
		kind: 'input',
		message: `'${fieldLabels.createdAfter}' must be earlier than '${fieldLabels.createdBefore}'`,
		nextStep: 'Change one of the two times',
	},
	idRounded: {
		kind: 'input',
		message: "IDs in '{field}' must be text: this number is too long and was rounded",
		nextStep: 'Change the expression so that it returns the ID as text, and keep it as text in the source',
	},
	taskIdEmpty: { kind: 'input', message: "'{field}' is empty", nextStep: REAL_ID },
	libraryIdEmpty: {
		kind: 'input',
		message: "'{field}' is empty",
		nextStep: 'Choose a {thing} from the list, or enter its ID',
	},
	severalIds: {
		kind: 'input',
		message: "'{field}' contains more than one ID: '{value}'",
		nextStep: 'Use one ID per item',
	},
	madeElsewhere: {
		kind: 'input',
		message: "The task '{task}' was created on another backend ('{other}')",
		nextStep: `Choose that backend in '${fieldLabels.backend}'`,
	},
	noExternalIds: {
		kind: 'input',
		message: '{service} does not support external task IDs{tasks}',
		nextStep: "Set 'Look Up By' to 'Task ID'",
	},
	notAskable: {
		kind: 'input',
		message: "'{field}' belongs to a '{operation}' task, which cannot be queried later",
		nextStep: "Use the audio from that item's 'audioUrl'",
	},
	sameExternalId: {
		kind: 'input',
		message: `'${fieldLabels.externalTaskId}' is '{value}' for more than one item`,
		nextStep: 'Each task needs its own ID: add {{ $itemIndex }} to it, or leave it empty',
	},
	callbackUrlNotWeb: {
		kind: 'input',
		message: `'${fieldLabels.callbackUrl}' is not a URL: '{value}'`,
		nextStep: 'Enter a URL that starts with https://, or leave it empty',
	},
	additionalBodyNotObject: {
		kind: 'input',
		message: `'${fieldLabels.additionalBody}' is not a JSON object`,
		nextStep: 'Enter an object such as {"seed": 1}',
	},
	additionalBodyLostDigits: {
		kind: 'input',
		message: `'${fieldLabels.additionalBody}' contains a number that is too long and was rounded`,
		nextStep: 'Change the expression so that it returns the JSON, or the number, as text',
	},
	additionalBodyHasExternalId: {
		kind: 'input',
		message: `'${fieldLabels.additionalBody}' contains external_task_id`,
		nextStep: `Use the option '${fieldLabels.externalTaskId}' instead, so that the node can find the task again`,
	},
	additionalBodyHasDataUrl: {
		kind: 'input',
		message: `'${fieldLabels.additionalBody}' contains a data: URL, which no backend accepts`,
		nextStep: 'Use the image fields of the form, or a URL',
	},
	noListByExpression: {
		kind: 'input',
		message: `There is no list to choose from, because '${fieldLabels.backend}' is set to 'By Expression'`,
		nextStep: "Choose 'By ID' and enter the ID",
	},
	noFileLike: {
		kind: 'input',
		message: "{field}: the item has no file in a field that matches '{pattern}'",
		nextStep: 'The item has files in: {files}',
	},
	noFilesAtAll: {
		kind: 'input',
		message: "{field}: the item has no file in a field that matches '{pattern}'",
		nextStep: 'The item has no files. Make sure that the previous node outputs one, or use a URL',
	},
	videoAsText: {
		kind: 'input',
		message: `'${fieldLabels.video}' contains the file itself as text`,
		nextStep: 'Enter the name of an input field, or the URL of the video',
	},
	elementsNotList: {
		kind: 'input',
		message: `'${fieldLabels.elements}' is not a list`,
		nextStep: 'Add the elements in the form',
	},
	elementNameTwice: {
		kind: 'input',
		message: `'${fieldLabels.elements}' contains the name '{name}' twice`,
		nextStep: 'Use a different name in each row',
	},
	elementNameNotCallable: {
		kind: 'input',
		message: "{row} has the name '{name}', which cannot be used in a prompt",
		nextStep: "Use letters, digits and underscores, start with a letter, and don't use a name such as 'image1'",
	},
	elementWithoutDescription: {
		kind: 'input',
		message: '{row} has no description',
		nextStep: 'Describe what its images or its video show',
	},
	elementWithVideos: {
		kind: 'input',
		message: '{row} has {count} videos, but only one is allowed',
		nextStep: 'Use only one of them',
	},
	secondsNotNumber: {
		kind: 'input',
		message: "{row}: '{field} (Seconds)' must be a number of at least 0, but it is '{value}'",
		nextStep: 'Enter a number of seconds',
	},
	recordingIdEmpty: {
		kind: 'input',
		message: "'Video ID' is empty",
		nextStep: `Enter the ID of a video that Kling generated, or choose another '${fieldLabels.audio}'`,
	},
	speechIdEmpty: {
		kind: 'input',
		message: "'Speech ID' is empty",
		nextStep: `Enter the audio ID of speech that Kling generated, or choose another '${fieldLabels.audio}'`,
	},
	speechEmpty: {
		kind: 'input',
		message: `'${fieldLabels.speechText}' is empty`,
		nextStep: 'Enter the text to speak',
	},
	speechTooLong: {
		kind: 'input',
		message: `'${fieldLabels.speechText}' has {length} characters, but at most {limit} are allowed`,
		nextStep: 'Shorten it by {excess} characters',
	},
	speakerEmpty: {
		kind: 'input',
		message: "'Speaker' is empty",
		nextStep: 'Choose a voice from the list, or enter its ID',
	},
	speedNotInRange: {
		kind: 'input',
		message: "'Speed' must be a number from 0.8 to 2",
		nextStep: 'Use 1 for normal speech',
	},
} as const satisfies Record<string, FailureMessage>;

export const formWarnings = {
	leftOut: "{field}: '{pattern}' skips '{file}', which is {kind}",
} as const satisfies Record<string, string>;

/** Parts of the sentences above. */
export const formDetails = {
	elementRow: `Row {number} in '${fieldLabels.elements}'`,
	ofOperation: ' for tasks of {operation}',
	or: ' or ',
	aPicture: 'an image',
	aVideo: 'a video',
	aSound: 'an audio file',
	nothingKnown: 'not an image, video or audio file',
} as const satisfies Record<string, string>;
