// Messages of fal.ai alone.
import { fieldLabels } from '../../vocabulary';
import type { FailureMessage } from '../../messages/message';

const RIGHT_ACCOUNT = 'Check the ID, and that the credential belongs to the account that created the task';

export const falFailures = {
	taskUnknown: {
		kind: 'notFound',
		message: "fal.ai has no task with the ID '{taskId}'",
		nextStep: RIGHT_ACCOUNT,
	},
	resultGone: {
		kind: 'notFound',
		message: "fal.ai has finished the task '{taskId}', but no longer has its result",
		nextStep:
			'Results are kept for 30 days, or for an hour if the account stores no payloads. The file may still be in the request list of the fal.ai dashboard',
	},
	namesAnotherTask: {
		kind: 'unreadable',
		message: "fal.ai was asked for the task '{taskId}' and answered about another one",
		nextStep: 'Try again later',
	},
	cancelTooLate: {
		kind: 'refused',
		message: 'fal.ai has already finished the task',
	},
	cancelUnknown: {
		kind: 'notFound',
		message: 'fal.ai has no such task',
		nextStep: RIGHT_ACCOUNT,
	},
	listsNothingOf: {
		kind: 'input',
		message: 'fal.ai does not offer this operation, so there are no tasks of it to list',
		nextStep: `Choose another operation in '${fieldLabels.madeBy}', or remove that option`,
	},
} as const satisfies Record<string, FailureMessage>;

/** What a request breaks that no table can say. */
export const falRules = {
	autoWithoutVideo: {
		kind: 'input',
		message: `'${fieldLabels.aspectRatio}' is 'Same as Video', but there is no video`,
		nextStep: `Choose another '${fieldLabels.aspectRatio}'`,
	},
	framesBesideVideo: {
		kind: 'input',
		message: `'${fieldLabels.firstFrame}' and '${fieldLabels.lastFrame}' can't be used together with a video`,
		nextStep: `Clear them, or add the images to '${fieldLabels.images}'`,
	},
	soundBesideVideo: {
		kind: 'input',
		message: `'${fieldLabels.generateAudio}' can't be used together with a video`,
		nextStep: `Turn off '${fieldLabels.generateAudio}'. '${fieldLabels.keepOriginalSound}' keeps the audio of the video`,
	},
	shotsBesideVideo: {
		kind: 'input',
		message: `'${fieldLabels.shots}' and a video can't be used together`,
		nextStep: 'Clear one of them',
	},
	filmedBesideVideo: {
		kind: 'input',
		message: `'${fieldLabels.elements}' with a video can't be used together with another video`,
		nextStep: 'Use images for the elements',
	},
	nothingToShow: {
		kind: 'input',
		message: `'${fieldLabels.images}' is empty, and there are no elements, first frame or video`,
		nextStep: 'Add at least one of them',
	},
	tooManyPictures: {
		kind: 'input',
		message: `'${fieldLabels.images}' and '${fieldLabels.elements}' have {count} entries together, but at most {most} are allowed`,
		nextStep: 'Remove some of them',
	},
	effectForTwo: {
		kind: 'input',
		message: `The '${fieldLabels.effect}' '{effect}' needs two images, but '${fieldLabels.secondImage}' is missing`,
		nextStep: `Add the image on the right to '${fieldLabels.secondImage}'`,
	},
	speakerNotKnown: {
		kind: 'input',
		message: "'Speaker' is '{voice}', which fal.ai does not have",
		nextStep: `Use one of: {voices}. Enter a newer one in '${fieldLabels.additionalBody}' as voice_id`,
	},
	textTooLong: {
		kind: 'input',
		message: `'${fieldLabels.speechText}' has {length} characters, but at most {most} are allowed`,
		nextStep: 'Shorten the text, or create the audio with Text to Speech and use it as a recording',
	},
} as const satisfies Record<string, FailureMessage>;

export const falWarnings = {
	effectNotListed: "The effect '{effect}' is not in the node's list; it was sent as entered",
	languageNotSent: "'Language' was ignored: on fal.ai the speaker determines the language",
} as const satisfies Record<string, string>;

/** Parts of what fal.ai itself says of a task that failed. */
export const falDetails = {
	atField: '{field}: {words}',
	withContext: '{words} ({context})',
	mend: 'Change what the message mentions and run the node again. fal.ai charges for rejected input only if processing had started',
	again: 'Run the node again: this was not caused by your input, and fal.ai does not charge for it',
	billedUnits: 'billed units',
	taskList: 'the request list of the fal.ai dashboard',
	signatureMismatch: 'its signature does not match any of the keys that fal.ai publishes',
} as const satisfies Record<string, string>;
