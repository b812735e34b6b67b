// Messages on the way to a task: files that are sent to the backend, speech, faces, and the create request.
import { fieldLabels } from '../vocabulary';
import { ASK_ADMIN, type FailureMessage, type WrapMessage } from './message';

const URL_OR_SERVED = "Use a URL, or choose 'Input Data Field via Public Link'";
const ALLOW_HOST = `Use a URL that is reachable from the internet, or ${ASK_ADMIN}`;
const CHECK_ADDRESS = 'Open the URL in a browser to check it';
const CHANGE_TIMES = `Lower '${fieldLabels.audioStart}', or use a longer recording`;

export const generateFailures = {
	soundByUrlOnly: {
		kind: 'input',
		message: "'{field}': {service} accepts this audio as a URL only",
		nextStep: URL_OR_SERVED,
	},
	videosByUrlOnly: {
		kind: 'input',
		message: "'{field}': {service} accepts videos as a URL only",
		nextStep: URL_OR_SERVED,
	},
	uploadTooLarge: {
		kind: 'input',
		message: "'{field}' is {size} MB, but {service} accepts uploads of up to {limit} MB",
		nextStep: URL_OR_SERVED,
	},
	uploadFormat: {
		kind: 'input',
		message: "'{field}' is a {format} file, but {service} accepts {formats}",
		nextStep: 'Convert the {thing}, or use a URL',
	},
	clipNotReadable: {
		kind: 'input',
		message: "The length and size of '{field}' could not be read ({words})",
		nextStep: 'Try again, or use another file',
	},
	clipAddressNotReadable: {
		kind: 'input',
		message: "'{field}': {address} could not be read ({words})",
		nextStep: CHECK_ADDRESS,
	},
	clipAddressBlocked: {
		kind: 'input',
		message: "'{field}': n8n did not open {address} ({words})",
		nextStep: ALLOW_HOST,
	},
	clipAddressRefused: {
		kind: 'input',
		message: "'{field}': {address} answered with HTTP {status}",
		nextStep: 'Open the URL in a private browser window to check it',
	},
	clipTooLarge: {
		kind: 'input',
		message: "'{field}' is {size} MB, but the limit is {limit} MB",
		nextStep: 'Use a smaller file',
	},
	storedFileNotReadable: {
		kind: 'input',
		message: "The {thing} could not be read from n8n's file storage ({words})",
		nextStep: 'Run the workflow again from the node that creates the file',
	},
	noFileToServe: {
		kind: 'input',
		message: "'{field}' is empty",
		nextStep: 'Enter the name of the field that contains the file',
	},
	noSignedLinks: {
		kind: 'setup',
		message:
			"'{field}' cannot be shared by a public link: this n8n keeps files in memory, or is too old for signed links",
		nextStep: 'Set N8N_DEFAULT_BINARY_DATA_MODE to filesystem, or use a URL',
	},
	n8nNotPublic: {
		kind: 'setup',
		message:
			"'{field}' cannot be shared by a public link: the address of this n8n is {address}, which the service cannot reach",
		nextStep: 'Set N8N_EDITOR_BASE_URL or WEBHOOK_URL to the public address of this n8n, or use a URL',
	},
	signedLinkBroken: {
		kind: 'setup',
		message: "'{field}' cannot be shared by a public link: the link does not work ({reason})",
		nextStep: 'Check the public address of this n8n, or use a URL',
	},
	otherShape: {
		kind: 'input',
		message: `'{field}' ({width} x {height} pixels) does not have the shape of '${fieldLabels.firstFrame}' ({firstWidth} x {firstHeight})`,
		nextStep: `Crop one of them, or choose another '${fieldLabels.fitPicture}'`,
	},
	noSpeech: {
		kind: 'setup',
		message: '{service} cannot turn text into speech',
		nextStep: `Use a recording in '${fieldLabels.audio}'`,
	},
	noFaceDetection: {
		kind: 'setup',
		message: '{service} has no face detection',
		nextStep: `Choose another '${fieldLabels.backend}'`,
	},
	noFaceFound: {
		kind: 'input',
		message: `No face was found in '${fieldLabels.video}'`,
		nextStep: 'Use a video in which a face is clearly visible for a few seconds',
	},
	noSuchFace: {
		kind: 'input',
		message: `'${fieldLabels.face}' is {number}, but these faces were found: {faces}`,
		nextStep: `Choose a '${fieldLabels.face}' from 1 to {count}{pictures}`,
	},
	audioEndBeyond: {
		kind: 'input',
		message: `'${fieldLabels.audioEnd}' is {end}, but '${fieldLabels.audio}' is only {length} long`,
		nextStep: `Use at most {most}, or remove '${fieldLabels.audioEnd}'`,
	},
	audioTooShort: {
		kind: 'input',
		message: `'${fieldLabels.audio}' is {length} long, but at least {least} are needed`,
		nextStep: 'Use a longer recording or text',
	},
	audioTooShortFromStart: {
		kind: 'input',
		message: `'${fieldLabels.audio}' has only {length} left after '${fieldLabels.audioStart}', but at least {least} are needed`,
		nextStep: CHANGE_TIMES,
	},
	audioEndMissing: {
		kind: 'input',
		message: `'${fieldLabels.audioEnd}' is missing, and the length of '${fieldLabels.audio}' is not known`,
		nextStep: `Add the option '${fieldLabels.audioEnd}'`,
	},
	audioBeyondVideo: {
		kind: 'input',
		message: `The audio ({length}, starting at {start}) does not fit into '${fieldLabels.video}', which is {videoLength} long`,
		nextStep: `Lower '${fieldLabels.insertAt}' or '${fieldLabels.audioEnd}'`,
	},
	faceNotSeen: {
		kind: 'input',
		message: `'${fieldLabels.face}' {face} is visible for only {seen} while the audio plays ({start} to {end}), but at least {least} are needed`,
		nextStep: `Change '${fieldLabels.insertAt}', or choose another '${fieldLabels.face}'. Faces: {faces}`,
	},
	secretNotForHeader: {
		kind: 'credential',
		message: "'{field}' in the credential for {service} cannot be sent in a header",
		nextStep: 'Use at most 500 letters, digits and ASCII symbols',
	},
} as const satisfies Record<string, FailureMessage>;

export const generateWraps = {
	notUploaded: { wraps: true, message: 'The {thing} could not be uploaded: {reason}' },
} as const satisfies Record<string, WrapMessage>;

export const generateWarnings = {
	notFirstTask:
		'This is task {number} for this item, because earlier tasks returned no {product} ({tasks}). A failed task is usually not charged',
	pictureChanged: "'{field}' was changed: {changes}",
	timesDependOnFace: 'The times depend on when the face is visible',
	timesDependOnFaceAndSpeech: 'The times depend on when the face is visible and on the length of the speech',
	soundBeginsEarly: `The audio starts at {start}, before the face is visible ({seen}), so that it fits into the video. Use '${fieldLabels.insertAt}' to change that`,
	soundCutAtEnd: `The audio was cut after {length}, where the video ends. Use '${fieldLabels.audioStart}' and '${fieldLabels.audioEnd}' to choose the part`,
	soundCutAtLastFace: `The audio was cut after {length}, where the face is no longer visible. Use '${fieldLabels.audioStart}' and '${fieldLabels.audioEnd}' to choose the part`,
} as const satisfies Record<string, string>;

export const generateLog = {
	/** Around every line. */
	line: 'Kling Video: {message} ({about})',
	takenBack: 'the task was canceled, because the execution was stopped',
	askedToEnd:
		'the service was asked to cancel the task, because the execution was stopped; it has started, so it may still finish and be charged',
	notTakenBack: 'the task could not be canceled and continues',
} as const satisfies Record<string, string>;

/** Names of files, and parts of the sentences above. */
export const generateDetails = {
	imageOfList: `${fieldLabels.images}, number {number}`,
	ofList: '{field}, number {number}',
	elementPicture: `${fieldLabels.elements}, {name}, image {number}`,
	elementVideo: `${fieldLabels.elements}, {name}, video`,
	elementVoice: `${fieldLabels.elements}, {name}, voice`,
	seconds: '{seconds} s',
	faceSeen: '{number} ({start} to {end})',
	facePictures: '. Images: {pictures}',
	facesArePaid: '{nextStep}. Finding faces was charged; a retry of this execution within 24 hours uses the same result',
	anyTaskList: "the backend's task list",
	hiddenSecret: '(secret)',
} as const satisfies Record<string, string>;

/** What Preview Only shows in place of values that only a real run has. */
export const previewDetails = {
	clip: '(the {thing})',
	picture: '(the image, {size} bytes)',
	uploaded: '(URL of the uploaded {thing})',
	served: '(URL of the file on this n8n)',
	speechId: '(the ID of the speech)',
	faceId: '(the ID of face {number})',
	faceSessionId: '(the ID of the face session)',
	webhookSecret: '(the Webhook Secret of the credential)',
	longText: '{start}… ({length} characters)',
} as const satisfies Record<string, string>;
