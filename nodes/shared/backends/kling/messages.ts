// What the official API alone gives reason to say.
import type { FailureMessage } from '../../messages/message';
import { fieldLabels } from '../../vocabulary';

const TAKE_AWAY = 'Take some of them away';
const ONE_EMPTY = 'Leave one of them empty';

export const klingFailures = {
	unknownTask: {
		kind: 'notFound',
		message: "Kling knows no task with the id '{id}'",
		nextStep: `Check the id, '${fieldLabels.madeBy}' and that the credential belongs to the account and region that made the task`,
	},
	onlyByOperation: {
		kind: 'input',
		message: 'With access keys Kling lists only the tasks of one operation at a time',
		nextStep: `Choose the operation under '${fieldLabels.madeBy}', or use an API key in the Kling API credential`,
	},
	notListed: {
		kind: 'input',
		message: 'Kling lists no tasks of this operation',
		nextStep: `Choose another one under '${fieldLabels.madeBy}', or leave that option out`,
	},
	notRemoved: {
		kind: 'refused',
		message: 'Kling did not delete the {kind}: "{words}"',
		nextStep: 'Correct what the message names and run the node again',
	},
	noSuchEntry: {
		kind: 'notFound',
		message: "Kling knows no {kind} of this account with the ID '{id}'",
		nextStep:
			'Pick the {kind} from the list: only those of your own account can be deleted, not those that Kling offers to all',
	},
} as const satisfies Record<string, FailureMessage>;

/** What cannot be asked of a model. */
export const klingRules = {
	soundEndsTooSoon: {
		kind: 'input',
		message: `'${fieldLabels.audioEnd}' ({end}) is less than {least} seconds after '${fieldLabels.audioStart}' ({start})`,
		nextStep: `Raise '${fieldLabels.audioEnd}', or leave it out`,
	},
	tooManyMaterials: {
		kind: 'input',
		message: `'${fieldLabels.images}', frames and '${fieldLabels.elementIds}' are {total} together, {most} are allowed`,
		nextStep: TAKE_AWAY,
	},
	tooManyMaterialsWithVideo: {
		kind: 'input',
		message: `'${fieldLabels.images}', frames and '${fieldLabels.elementIds}' are {total} together, with a video {most} are allowed`,
		nextStep: TAKE_AWAY,
	},
	lastFrameAlone: {
		kind: 'input',
		message: `'${fieldLabels.lastFrame}' needs a '${fieldLabels.firstFrame}'`,
		nextStep: `Give a '${fieldLabels.firstFrame}', or do without '${fieldLabels.lastFrame}'`,
	},
	tooManyElements: {
		kind: 'input',
		message: `With frames '${fieldLabels.elementIds}' may hold 3 at most`,
		nextStep: TAKE_AWAY,
	},
	soundBesideVideo: {
		kind: 'input',
		message: `'${fieldLabels.generateAudio}' must be off when there is a video`,
		nextStep: `Switch '${fieldLabels.generateAudio}' off; '${fieldLabels.keepOriginalSound}' keeps the video's own`,
	},
	framesBesideEdit: {
		kind: 'input',
		message: `A video that is to be changed takes no '${fieldLabels.firstFrame}' and no '${fieldLabels.lastFrame}'`,
		nextStep: `Leave the frames empty, or set '${fieldLabels.videoUse}' to 'Reference'`,
	},
	lastFrameBesideVideo: {
		kind: 'input',
		message: `A reference video takes no '${fieldLabels.lastFrame}'`,
		nextStep: `Do without '${fieldLabels.lastFrame}'`,
	},
	shotsBesideVideo: {
		kind: 'input',
		message: `'${fieldLabels.shots}' and a video can't be used together`,
		nextStep: ONE_EMPTY,
	},
	o1Pictures: {
		kind: 'input',
		message: `With frames Kling O1 takes 2 pictures in all; with '${fieldLabels.images}' there are {count}`,
		nextStep: TAKE_AWAY,
	},
	o1LastFrame: {
		kind: 'input',
		message: `'${fieldLabels.lastFrame}' and '${fieldLabels.elementIds}' can't be used together with Kling O1`,
		nextStep: ONE_EMPTY,
	},
	o1Duration: {
		kind: 'input',
		message: `Without '${fieldLabels.images}', elements or a video, Kling O1 lasts 5 or 10 seconds`,
		nextStep: `Set '${fieldLabels.duration}' to 5 or 10`,
	},
	longStoryboard: {
		kind: 'input',
		message: `The shots of '${fieldLabels.shots}' have {length} characters together, {most} are allowed`,
		nextStep: 'Shorten them by {extra} characters',
	},
	videoMissing: {
		kind: 'input',
		message: `'${fieldLabels.video}' is missing`,
		nextStep: `Give the URL of a video under '${fieldLabels.video}'`,
	},
	filmedElementWithPictures: {
		kind: 'input',
		message: `An element whose '${fieldLabels.madeFrom}' is 'Video' takes no pictures`,
		nextStep: `Leave '${fieldLabels.frontal}' and '${fieldLabels.images}' empty, or set '${fieldLabels.madeFrom}' to 'Pictures'`,
	},
	picturedElementWithVideo: {
		kind: 'input',
		message: `An element whose '${fieldLabels.madeFrom}' is 'Pictures' takes no '${fieldLabels.video}'`,
		nextStep: `Leave '${fieldLabels.video}' empty, or set '${fieldLabels.madeFrom}' to 'Video'`,
	},
	frontalMissing: {
		kind: 'input',
		message: `'${fieldLabels.frontal}' is missing`,
		nextStep: `Give a picture from the front under '${fieldLabels.frontal}'`,
	},
	imagesMissing: {
		kind: 'input',
		message: `'${fieldLabels.images}' names no picture`,
		nextStep: `Give one to three pictures from other sides under '${fieldLabels.images}'`,
	},
	effectGone: {
		kind: 'input',
		message: `The '${fieldLabels.effect}' '{effect}' was discontinued on {since}`,
		nextStep: 'Choose another one from the list',
	},
	effectGoneWithSuccessor: {
		kind: 'input',
		message: `The '${fieldLabels.effect}' '{effect}' was discontinued on {since}`,
		nextStep: "Choose '{instead}' or another one",
	},
	effectForTwo: {
		kind: 'input',
		message: `The '${fieldLabels.effect}' '{effect}' takes two pictures, and '${fieldLabels.secondImage}' is missing`,
		nextStep: `Give the picture on the right under '${fieldLabels.secondImage}'`,
	},
	effectForOne: {
		kind: 'input',
		message: `The '${fieldLabels.effect}' '{effect}' takes one picture, and '${fieldLabels.secondImage}' is given, too`,
		nextStep: `Set '${fieldLabels.secondImage}' to 'None', or choose an effect for two pictures`,
	},
} as const satisfies Record<string, FailureMessage>;

export const klingWarnings = {
	packsLate: 'Kling updates what remains of a pack up to 12 hours late',
	severalPacks: "'balance' adds up several packs; only their names say what each of them is for",
	noPacks: 'The account has no packs; Kling tells only of packs here, not of money on the account',
	effectMayBeGone: "The effect '{effect}' is reported discontinued since {since}; Kling may refuse it",
	effectUnknownForTwo: "The effect '{effect}' is not in this node's list; it was sent with two pictures",
	effectUnknownForOne: "The effect '{effect}' is not in this node's list; it was sent with one picture",
} as const satisfies Record<string, string>;

export const klingDetails = {
	foreignSecret: 'the secret in the credential is none of Kling, which begins with whsec_',
	taskList: 'the task list of the Kling console',
} as const satisfies Record<string, string>;
