// What is said on the way to a paid task: files that are brought to the backend, speech, faces, and the create itself.
import { fieldLabels } from '../vocabulary';
import type { FailureMessage, WrapMessage } from './message';

const URL_OR_SERVED = "Give a URL, or choose 'Input Data Field, Served From This n8n'";
const CHECK_ADDRESS = 'Check the address in a browser';
const CHANGE_TIMES = `Lower '${fieldLabels.audioStart}', or give a longer sound`;

export const generateFailures = {
	soundByUrlOnly: {
		kind: 'input',
		message: "'{field}': {service} takes this sound only as a URL",
		nextStep: URL_OR_SERVED,
	},
	videosByUrlOnly: {
		kind: 'input',
		message: "'{field}': {service} takes videos only as a URL",
		nextStep: URL_OR_SERVED,
	},
	uploadTooLarge: {
		kind: 'input',
		message: "'{field}' has {size} MB, {service} takes uploads up to {limit} MB",
		nextStep: URL_OR_SERVED,
	},
	uploadFormat: {
		kind: 'input',
		message: "'{field}' is a {format} file, {service} takes uploads as {formats}",
		nextStep: 'Convert the {thing}, or give a URL',
	},
	clipNotReadable: {
		kind: 'input',
		message: "'{field}' could not be read far enough to learn its length and size ({words})",
		nextStep: 'Try again, or use another file',
	},
	clipAddressNotReadable: {
		kind: 'input',
		message: "'{field}': {address} could not be read ({words})",
		nextStep: CHECK_ADDRESS,
	},
	clipAddressRefused: {
		kind: 'input',
		message: "'{field}': {address} answered with HTTP {status}",
		nextStep: `${CHECK_ADDRESS} where you are not logged in`,
	},
	clipTooLarge: {
		kind: 'input',
		message: "'{field}' has {size} MB, the limit is {limit} MB",
		nextStep: 'Use a smaller file',
	},
	storedFileNotReadable: {
		kind: 'input',
		message: "The {thing} could not be read from n8n's own store ({words})",
		nextStep: 'Run the workflow again from the step that makes the file',
	},
	noFileToServe: {
		kind: 'input',
		message: "'{field}' names no file of the item",
		nextStep: 'Give the name of the field that holds the file',
	},
	noSignedLinks: {
		kind: 'setup',
		message: "'{field}' cannot be fetched from this n8n: it keeps files in memory, or is too old for signed links",
		nextStep: 'Set N8N_DEFAULT_BINARY_DATA_MODE to filesystem, or give a URL',
	},
	n8nNotPublic: {
		kind: 'setup',
		message: "'{field}' cannot be fetched from this n8n: its own address is {address}, which no backend can reach",
		nextStep: 'Set N8N_EDITOR_BASE_URL or WEBHOOK_URL to the public address of this n8n, or give a URL',
	},
	signedLinkBroken: {
		kind: 'setup',
		message: "'{field}' cannot be fetched from this n8n: the link to it does not work ({reason})",
		nextStep: 'Check the public address of this n8n, or give a URL',
	},
	otherShape: {
		kind: 'input',
		message: `'{field}' has another shape than '${fieldLabels.firstFrame}': {width} x {height} pixels, not {firstWidth} x {firstHeight}`,
		nextStep: `Crop one of them, or choose another '${fieldLabels.fitPicture}'`,
	},
	noSpeech: {
		kind: 'setup',
		message: '{service} cannot speak',
		nextStep: `Give a recording under '${fieldLabels.audio}'`,
	},
	noFaceDetection: {
		kind: 'setup',
		message: '{service} finds no faces',
		nextStep: `Choose another '${fieldLabels.backend}'`,
	},
	noFaceFound: {
		kind: 'input',
		message: `Nobody's face was found in '${fieldLabels.video}'`,
		nextStep: 'Use a video in which a face is seen clearly for some seconds',
	},
	noSuchFace: {
		kind: 'input',
		message: `'${fieldLabels.face}' is {number}, but the faces found are: {faces}`,
		nextStep: `Choose a '${fieldLabels.face}' from 1 to {count}{pictures}`,
	},
	audioEndBeyond: {
		kind: 'input',
		message: `'${fieldLabels.audioEnd}' is {end}, but '${fieldLabels.audio}' lasts only {length}`,
		nextStep: `Give {most} at most, or leave '${fieldLabels.audioEnd}' out`,
	},
	audioTooShort: {
		kind: 'input',
		message: `'${fieldLabels.audio}' has {length}, at least {least} must be heard`,
		nextStep: 'Give a longer sound or text',
	},
	audioTooShortFromStart: {
		kind: 'input',
		message: `'${fieldLabels.audio}' has {length} from '${fieldLabels.audioStart}' on, at least {least} must be heard`,
		nextStep: CHANGE_TIMES,
	},
	audioEndMissing: {
		kind: 'input',
		message: `'${fieldLabels.audioEnd}' is missing: it is not known how long '${fieldLabels.audio}' is`,
		nextStep: `Add the option '${fieldLabels.audioEnd}'`,
	},
	audioBeyondVideo: {
		kind: 'input',
		message: `{length} of the sound from {start} on reach beyond the end of '${fieldLabels.video}', which lasts {videoLength}`,
		nextStep: `Lower '${fieldLabels.insertAt}' or '${fieldLabels.audioEnd}'`,
	},
	faceNotSeen: {
		kind: 'input',
		message: `'${fieldLabels.face}' {face} is seen for {seen} of the sound, which is heard from {start} to {end}; at least {least} are needed`,
		nextStep: `Change '${fieldLabels.insertAt}', or choose another '${fieldLabels.face}'. Found: {faces}`,
	},
	secretNotForHeader: {
		kind: 'credential',
		message: "'{field}' in the credential for {service} cannot come back in a callback's header",
		nextStep: 'Take at most 500 plain letters, digits and signs',
	},
} as const satisfies Record<string, FailureMessage>;

export const generateWraps = {
	notUploaded: { wraps: true, message: 'The {thing} could not be uploaded: {reason}' },
} as const satisfies Record<string, WrapMessage>;

export const generateWarnings = {
	notFirstTask:
		'This is task number {number} of the item: what was made before brought no {product} ({tasks}). A failed task is usually not charged',
	pictureChanged: "'{field}' was changed: {changes}",
	timesDependOnFace: 'The times depend on when the face is seen',
	timesDependOnFaceAndSpeech: 'The times depend on when the face is seen and on the length of the speech',
	soundBeginsEarly: `The sound begins at {start}, before the face is seen ({seen}), so that it fits into the video; '${fieldLabels.insertAt}' changes that`,
	soundCutAtEnd: `The sound was cut after {length}, where the video ends; '${fieldLabels.audioStart}' and '${fieldLabels.audioEnd}' choose the part`,
	soundCutAtLastFace: `The sound was cut after {length}, where nobody is seen any more; '${fieldLabels.audioStart}' and '${fieldLabels.audioEnd}' choose the part`,
} as const satisfies Record<string, string>;

export const generateLog = {
	/** Around every line. */
	line: 'Kling Video: {message} ({about})',
	takenBack: 'the task was taken back, because the execution was stopped',
	askedToEnd:
		'the task was asked to end, because the execution was stopped; it has begun, so it may still be finished and paid',
	notTakenBack: 'the task could not be taken back and goes on',
} as const satisfies Record<string, string>;

/** Names of files, and parts of the sentences above. */
export const generateDetails = {
	imageOfList: `${fieldLabels.images}, number {number}`,
	ofList: '{field}, number {number}',
	elementPicture: `${fieldLabels.elements}, {name}, picture {number}`,
	elementVideo: `${fieldLabels.elements}, {name}, video`,
	elementVoice: `${fieldLabels.elements}, {name}, voice`,
	seconds: '{seconds} s',
	faceSeen: '{number} ({start} to {end})',
	facePictures: '. Pictures: {pictures}',
	facesArePaid:
		'{nextStep}. Looking for faces has cost a little; a retry of this execution within 24 hours uses what was found',
	anyTaskList: "the backend's task list",
	hiddenSecret: '(secret)',
} as const satisfies Record<string, string>;

/** What Check Only shows in place of what only a real run would have. */
export const previewDetails = {
	clip: '(the {thing})',
	picture: '(the picture, {size} bytes)',
	uploaded: '(address of the uploaded {thing})',
	served: '(address of the file on this n8n)',
	speechId: '(the ID of the speech)',
	faceId: '(the ID of face {number})',
	faceSessionId: '(the ID of the face session)',
	webhookSecret: '(the Webhook Secret of the credential)',
	longText: '{start}… ({length} characters)',
} as const satisfies Record<string, string>;
