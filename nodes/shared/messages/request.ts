// What is said of a request as a whole, held against the row of its model before anything is fetched or paid.
import { fieldLabels } from '../vocabulary';
import type { FailureMessage, WrapMessage } from './message';

const WITHOUT_PART = "Clear 'Start (Seconds)' and 'End (Seconds)'";
const FEWER_ROWS = 'Take some of them away';

export const requestFailures = {
	behavesLikeNotKnown: {
		kind: 'input',
		message: `'${fieldLabels.behavesLike}' is '{value}', which {service} does not have for this operation`,
		nextStep: 'Choose one of: {values}',
	},
	tooManyPictures: {
		kind: 'input',
		message: `'${fieldLabels.images}' stands for {count} pictures, {model} takes {min} to {max}{besideVideo}`,
		nextStep: 'Name fewer fields or addresses',
	},
	tooFewPictures: {
		kind: 'input',
		message: `'${fieldLabels.images}' stands for {count} pictures, {model} takes {min} to {max}{besideVideo}`,
		nextStep: 'Name the fields or addresses of more pictures',
	},
	tooManyFiles: {
		kind: 'input',
		message: "'{field}' stands for {count} files, {model} takes {max} at most",
		nextStep: 'Name fewer fields or addresses',
	},
	tooManyTogether: {
		kind: 'input',
		message: `'${fieldLabels.images}', '${fieldLabels.video}' and whatever else is given are {count} together, {model} takes {max} at most`,
		nextStep: 'Take some of them away',
	},
	nothingToShow: {
		kind: 'input',
		message: `No picture and no video would be sent to {model}: '${fieldLabels.images}' is empty, or stands for nothing in this item`,
		nextStep: `Name the fields or addresses of pictures under '${fieldLabels.images}', or choose 'Text to Video'`,
	},
	missing: {
		kind: 'input',
		message: "'{field}' is missing: {model} needs it",
		nextStep: "Give it under '{field}'",
	},
	noVideoById: {
		kind: 'input',
		message: `'${fieldLabels.video}': {model} takes no video by its ID`,
		nextStep: `Choose another source under '${fieldLabels.video}'`,
	},
	videoIdEmpty: {
		kind: 'input',
		message: `'${fieldLabels.video}': '{field}' is empty`,
		nextStep: `Give one under '{field}', or choose another source under '${fieldLabels.video}'`,
	},
	noSpeechById: {
		kind: 'input',
		message: `'${fieldLabels.audio}': {service} takes no speech by its ID`,
		nextStep: `Give a recording under '${fieldLabels.audio}'`,
	},
	cannotSpeak: {
		kind: 'input',
		message: `'${fieldLabels.audio}': {service} cannot speak`,
		nextStep: `Give a recording under '${fieldLabels.audio}'`,
	},
	promptTooLongAsSent: {
		kind: 'input',
		message: `'${fieldLabels.prompt}' has {length} characters as it is sent, {limit} are allowed`,
		nextStep: 'Shorten it by {excess} characters',
	},
	nobodyOfThatNumber: {
		kind: 'input',
		message: `'${fieldLabels.prompt}' names {written}, but there are {count}`,
		nextStep: 'Count from @{thing}1 on, or give more of them',
	},
	onlyOneOfThem: {
		kind: 'input',
		message: `'${fieldLabels.prompt}' names {written}, but there is 1`,
		nextStep: 'Count from @{thing}1 on, or give more of them',
	},
	tooManyElements: {
		kind: 'input',
		message: `'${fieldLabels.elements}' has {count} rows, {model} takes {max} at most`,
		nextStep: FEWER_ROWS,
	},
	tooManyFilmedElements: {
		kind: 'input',
		message: `'${fieldLabels.elements}' has {count} rows made of a video, {model} takes {max} at most`,
		nextStep: `${FEWER_ROWS}, or make them of pictures`,
	},
	elementVoiceNotTaken: {
		kind: 'input',
		message: '{element} has a voice, but {model} takes none',
		nextStep: "Clear 'Voices'",
	},
	elementPartWithoutVideo: {
		kind: 'input',
		message: '{element} has a start or an end, but no video',
		nextStep: `${WITHOUT_PART}, or give a video`,
	},
	elementPictureCount: {
		kind: 'input',
		message: '{element} has {count} pictures, {min} to {max} or one video are needed',
		nextStep: 'Name the fields or addresses of its pictures',
	},
	elementOfBoth: {
		kind: 'input',
		message: '{element} has pictures and a video',
		nextStep: 'Give either pictures or a video',
	},
	elementPartNotTaken: {
		kind: 'input',
		message: '{element} has a start or an end, but {model} takes the whole video',
		nextStep: WITHOUT_PART,
	},
	elementPartLength: {
		kind: 'input',
		message: '{element} takes {seconds} s of its video, {min} to {max} s are needed',
		nextStep: "Change 'Start (Seconds)' or 'End (Seconds)'",
	},
} as const satisfies Record<string, FailureMessage>;

export const requestWraps = {
	/** A rule of one model's row, in its own words. */
	modelRule: { wraps: true, message: '{reason} ({model})' },
} as const satisfies Record<string, WrapMessage>;

export const requestWarnings = {
	retired: "The model '{model}' is reported retired since {date}; {service} may refuse it",
	notInCatalogue: "The model '{model}' is not in this node's catalogue; it was treated like '{like}'",
	additionalBody: `'${fieldLabels.additionalBody}' were merged into the request: {names}`,
	callbackNotReached: `'${fieldLabels.callbackUrl}': {service} cannot reach {host}, which is an address of a private network, so no callback will come`,
	noCancel: `'${fieldLabels.cancelOnStop}' does nothing here: {service} takes no task back`,
	noLifetime: `'${fieldLabels.resultLifetime}' does nothing here: {service} decides by itself how long it keeps a result`,
	noExternalId: `'${fieldLabels.externalTaskId}' was not sent: {model} has no such field`,
	fallsAway: "'{field}' was not sent: {model} does not take it beside the other fields",
	notSent: "'{field}' was not sent: {model} has no such field",
} as const satisfies Record<string, string>;

/** Parts of the sentences above. */
export const requestDetails = {
	modelOn: '{model} on {service}',
	besideVideo: ' beside a video',
	element: `'${fieldLabels.elements}': '{name}'`,
} as const satisfies Record<string, string>;
