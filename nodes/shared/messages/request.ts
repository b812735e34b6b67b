// Messages about a request as a whole, checked against its model's row before anything is downloaded or charged.
import { fieldLabels } from '../vocabulary';
import type { FailureMessage, WrapMessage } from './message';

const WITHOUT_PART = "Clear 'Start (Seconds)' and 'End (Seconds)'";
const FEWER_ROWS = 'Remove some of them';

export const requestFailures = {
	behavesLikeNotKnown: {
		kind: 'input',
		message: `'${fieldLabels.behavesLike}' is '{value}', but {service} does not have this model for this operation`,
		nextStep: 'Choose one of: {values}',
	},
	tooManyPictures: {
		kind: 'input',
		message: `'${fieldLabels.images}' contains {count} images, but {model} accepts {min} to {max}{besideVideo}`,
		nextStep: 'Remove some fields or URLs',
	},
	tooFewPictures: {
		kind: 'input',
		message: `'${fieldLabels.images}' contains {count} images, but {model} accepts {min} to {max}{besideVideo}`,
		nextStep: 'Add more fields or URLs',
	},
	tooManyFiles: {
		kind: 'input',
		message: "'{field}' contains {count} files, but {model} accepts at most {max}",
		nextStep: 'Remove some fields or URLs',
	},
	tooManyTogether: {
		kind: 'input',
		message: `'${fieldLabels.images}', '${fieldLabels.video}' and other inputs are {count} in total, but {model} accepts at most {max}`,
		nextStep: 'Remove some of them',
	},
	nothingToShow: {
		kind: 'input',
		message: `'${fieldLabels.images}' found no image in this item, and there is no video for {model}`,
		nextStep: `Make sure that the previous node outputs files, or enter URLs in '${fieldLabels.images}'. For a video from a prompt alone, use 'Text to Video'`,
	},
	missing: {
		kind: 'input',
		message: "'{field}' is missing: {model} requires it",
		nextStep: "Set '{field}'",
	},
	noVideoById: {
		kind: 'input',
		message: `'${fieldLabels.video}': {model} does not accept a video ID`,
		nextStep: `Choose another source in '${fieldLabels.video}'`,
	},
	videoIdEmpty: {
		kind: 'input',
		message: `'${fieldLabels.video}': '{field}' is empty`,
		nextStep: `Enter a value in '{field}', or choose another source in '${fieldLabels.video}'`,
	},
	noSpeechById: {
		kind: 'input',
		message: `'${fieldLabels.audio}': {service} does not accept a speech ID`,
		nextStep: `Use a recording in '${fieldLabels.audio}'`,
	},
	cannotSpeak: {
		kind: 'input',
		message: `'${fieldLabels.audio}': {service} cannot turn text into speech`,
		nextStep: `Use a recording in '${fieldLabels.audio}'`,
	},
	promptTooLongAsSent: {
		kind: 'input',
		message: `'${fieldLabels.prompt}' has {length} characters in the form that is sent, but at most {limit} are allowed`,
		nextStep: 'Shorten it by {excess} characters',
	},
	nobodyOfThatNumber: {
		kind: 'input',
		message: `'${fieldLabels.prompt}' refers to {written}, but {count} were provided`,
		nextStep: 'Numbers start with @{thing}1. Change the prompt, or add more',
	},
	onlyOneOfThem: {
		kind: 'input',
		message: `'${fieldLabels.prompt}' refers to {written}, but only 1 was provided`,
		nextStep: 'Numbers start with @{thing}1. Change the prompt, or add more',
	},
	tooManyElements: {
		kind: 'input',
		message: `'${fieldLabels.elements}' has {count} rows, but {model} accepts at most {max}`,
		nextStep: FEWER_ROWS,
	},
	tooManyFilmedElements: {
		kind: 'input',
		message: `'${fieldLabels.elements}' has {count} rows with a video, but {model} accepts at most {max}`,
		nextStep: `${FEWER_ROWS}, or use images instead`,
	},
	elementVoiceNotTaken: {
		kind: 'input',
		message: '{element} has a voice, but {model} does not accept voices',
		nextStep: "Clear 'Voices'",
	},
	elementPartWithoutVideo: {
		kind: 'input',
		message: "{element}: 'Start (Seconds)' or 'End (Seconds)' is set, but there is no video",
		nextStep: `${WITHOUT_PART}, or add a video`,
	},
	elementPictureCount: {
		kind: 'input',
		message: '{element} has {count} images, but needs {min} to {max} images or one video',
		nextStep: 'Enter the fields or URLs of its images',
	},
	elementOfBoth: {
		kind: 'input',
		message: '{element} has both images and a video',
		nextStep: 'Use either images or a video',
	},
	elementPartNotTaken: {
		kind: 'input',
		message: "{element}: 'Start (Seconds)' or 'End (Seconds)' is set, but {model} always uses the whole video",
		nextStep: WITHOUT_PART,
	},
	elementPartLength: {
		kind: 'input',
		message: '{element} uses {seconds} s of its video, but {min} to {max} s are needed',
		nextStep: "Change 'Start (Seconds)' or 'End (Seconds)'",
	},
} as const satisfies Record<string, FailureMessage>;

export const requestWraps = {
	/** A rule of a single model's row, in its own words. */
	modelRule: { wraps: true, message: '{reason} ({model})' },
} as const satisfies Record<string, WrapMessage>;

export const requestWarnings = {
	retired: "Model '{model}' was reported retired on {date}, so {service} may reject it",
	notInCatalogue: "Model '{model}' is not in the node's list, so it was treated as '{like}'",
	additionalBody: `'${fieldLabels.additionalBody}' was merged into the request: {names}`,
	callbackNotReached: `'${fieldLabels.callbackUrl}': {service} cannot reach {host}, which is in a private network, so no callback will arrive`,
	noCancel: `'${fieldLabels.cancelOnStop}' has no effect: {service} cannot cancel tasks`,
	noLifetime: `'${fieldLabels.resultLifetime}' has no effect: {service} decides how long it keeps results`,
	noExternalId: `'${fieldLabels.externalTaskId}' was ignored: {model} does not have this setting`,
	fallsAway: "'{field}' was ignored: {model} does not accept it together with the other settings",
	notSent: "'{field}' was ignored: {model} does not have this setting",
} as const satisfies Record<string, string>;

/** Parts of the sentences above. */
export const requestDetails = {
	modelOn: '{model} on {service}',
	besideVideo: ' together with a video',
	element: `'${fieldLabels.elements}': '{name}'`,
} as const satisfies Record<string, string>;
