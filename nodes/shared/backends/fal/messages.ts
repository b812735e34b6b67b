// What only fal.ai gives cause to say.
import { fieldLabels } from '../../vocabulary';
import type { FailureMessage } from '../../messages/message';

export const falFailures = {
	taskUnknown: {
		kind: 'notFound',
		message: "fal.ai knows no task with the id '{taskId}'",
		nextStep: 'Check the id and that the credential belongs to the account that made the task',
	},
	resultGone: {
		kind: 'notFound',
		message: "fal.ai has finished the task '{taskId}', but no longer holds its result",
		nextStep:
			'Results are kept for 30 days, or for an hour where the account stores no payloads; the file itself may still be in the request list of the fal.ai dashboard',
	},
	namesAnotherTask: {
		kind: 'unreadable',
		message: "fal.ai was asked for the task '{taskId}' and answered about another one",
		nextStep: 'Try again later',
	},
	cancelTooLate: {
		kind: 'refused',
		message: 'fal.ai has finished the task already',
	},
	cancelUnknown: {
		kind: 'notFound',
		message: 'fal.ai knows no such task',
		nextStep: 'Check the id and that the credential belongs to the account that made the task',
	},
	listsNothingOf: {
		kind: 'input',
		message: 'fal.ai makes nothing by this operation, so it lists no tasks of it',
		nextStep: `Choose another one under '${fieldLabels.madeBy}', or leave that option out`,
	},
} as const satisfies Record<string, FailureMessage>;

/** What a request breaks that no table can say. */
export const falRules = {
	autoWithoutVideo: {
		kind: 'input',
		message: `'${fieldLabels.aspectRatio}' is 'Same as Video', and there is no video`,
		nextStep: `Choose a ratio under '${fieldLabels.aspectRatio}'`,
	},
	framesBesideVideo: {
		kind: 'input',
		message: `'${fieldLabels.firstFrame}' and '${fieldLabels.lastFrame}' can't stand beside a video`,
		nextStep: `Leave them out, or give them under '${fieldLabels.images}'`,
	},
	soundBesideVideo: {
		kind: 'input',
		message: `'${fieldLabels.generateAudio}' must be off when there is a video`,
		nextStep: `Switch '${fieldLabels.generateAudio}' off; '${fieldLabels.keepOriginalSound}' keeps the video's own`,
	},
	shotsBesideVideo: {
		kind: 'input',
		message: `'${fieldLabels.shots}' and a video can't be used together`,
		nextStep: 'Leave one of them empty',
	},
	filmedBesideVideo: {
		kind: 'input',
		message: `'${fieldLabels.elements}' made of a video can't stand beside a video`,
		nextStep: 'Make the elements of pictures',
	},
	nothingToShow: {
		kind: 'input',
		message: `'${fieldLabels.images}' is empty, and there are no elements, no first frame and no video`,
		nextStep: 'Give at least one of them',
	},
	tooManyPictures: {
		kind: 'input',
		message: `'${fieldLabels.images}' and '${fieldLabels.elements}' are {count} together, {most} are allowed`,
		nextStep: 'Take some of them away',
	},
	effectForTwo: {
		kind: 'input',
		message: `The '${fieldLabels.effect}' '{effect}' takes two pictures, and 'Second Image' is missing`,
		nextStep: "Give the picture on the right under 'Second Image'",
	},
	speakerNotKnown: {
		kind: 'input',
		message: "'Speaker' is '{voice}', which is none of fal.ai's",
		nextStep: `Use one of: {voices}; a newer one goes under '${fieldLabels.additionalBody}' as voice_id`,
	},
	textTooLong: {
		kind: 'input',
		message: `'${fieldLabels.speechText}' has {length} characters, {most} are allowed`,
		nextStep: 'Shorten the text, or make the sound with Text to Speech and give it as a recording',
	},
} as const satisfies Record<string, FailureMessage>;

export const falWarnings = {
	effectNotListed: "The effect '{effect}' is not in this node's list; it was sent as it is written",
	languageNotSent: "'Language' was not sent: on fal.ai the speaker decides about it",
} as const satisfies Record<string, string>;

/** Parts of what fal.ai itself says of a task that failed. */
export const falDetails = {
	atField: '{field}: {words}',
	withContext: '{words} ({context})',
	mend: 'Change what the message names and run the node again; fal.ai charges a refused input only where a machine had begun to work on it',
	again: 'Run the node again: this was not about your input, and fal.ai charges nothing for it',
	billedUnits: 'billed units',
	taskList: 'the request list of the fal.ai dashboard',
	signatureMismatch: 'its signature fits none of the keys that fal.ai publishes',
} as const satisfies Record<string, string>;
