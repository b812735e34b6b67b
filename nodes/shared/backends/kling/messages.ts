// Messages of the official API alone.
import type { FailureMessage } from '../../messages/message';
import { fieldLabels } from '../../vocabulary';

const TAKE_AWAY = 'Remove some of them';
const ONE_EMPTY = 'Remove one of them';

export const klingFailures = {
	unknownTask: {
		kind: 'notFound',
		message: "Kling has no task with the ID '{id}'",
		nextStep: `Check the ID and '${fieldLabels.madeBy}', and that the credential belongs to the account and region that created the task`,
	},
	onlyByOperation: {
		kind: 'input',
		message: 'With access keys Kling lists only the tasks of one operation at a time',
		nextStep: `Choose the operation in '${fieldLabels.madeBy}', or use an API key in the Kling API credential`,
	},
	notListed: {
		kind: 'input',
		message: 'Kling does not list tasks of this operation',
		nextStep: `Choose another one in '${fieldLabels.madeBy}', or remove that option`,
	},
	notRemoved: {
		kind: 'refused',
		message: 'Kling did not delete the {kind}: "{words}"',
		nextStep: 'Change what the message mentions and run the node again',
	},
	noSuchEntry: {
		kind: 'notFound',
		message: "Your Kling account has no {kind} with the ID '{id}'",
		nextStep: "Choose the {kind} from the list. You can delete your own entries, but not Kling's presets",
	},
} as const satisfies Record<string, FailureMessage>;

/** What a model cannot do. */
export const klingRules = {
	soundEndsTooSoon: {
		kind: 'input',
		message: `'${fieldLabels.audioEnd}' ({end}) must be at least {least} seconds after '${fieldLabels.audioStart}' ({start})`,
		nextStep: `Raise '${fieldLabels.audioEnd}', or remove it`,
	},
	tooManyMaterials: {
		kind: 'input',
		message: `'${fieldLabels.images}', frames and '${fieldLabels.elementIds}' add up to {total}, but at most {most} are allowed`,
		nextStep: TAKE_AWAY,
	},
	tooManyMaterialsWithVideo: {
		kind: 'input',
		message: `'${fieldLabels.images}', frames and '${fieldLabels.elementIds}' add up to {total}, but at most {most} are allowed together with a video`,
		nextStep: TAKE_AWAY,
	},
	lastFrameAlone: {
		kind: 'input',
		message: `'${fieldLabels.lastFrame}' requires a '${fieldLabels.firstFrame}'`,
		nextStep: `Add a '${fieldLabels.firstFrame}', or remove '${fieldLabels.lastFrame}'`,
	},
	tooManyElements: {
		kind: 'input',
		message: `'${fieldLabels.elementIds}' can contain at most 3 IDs together with frames`,
		nextStep: TAKE_AWAY,
	},
	soundBesideVideo: {
		kind: 'input',
		message: `'${fieldLabels.generateAudio}' must be off when there is a video`,
		nextStep: `Turn off '${fieldLabels.generateAudio}'. To keep the audio of the video, use '${fieldLabels.keepOriginalSound}'`,
	},
	framesBesideEdit: {
		kind: 'input',
		message: `'${fieldLabels.firstFrame}' and '${fieldLabels.lastFrame}' can't be used when you edit a video`,
		nextStep: `Remove the frames, or set '${fieldLabels.videoUse}' to 'Reference'`,
	},
	lastFrameBesideVideo: {
		kind: 'input',
		message: `'${fieldLabels.lastFrame}' can't be used with a reference video`,
		nextStep: `Remove '${fieldLabels.lastFrame}'`,
	},
	shotsBesideVideo: {
		kind: 'input',
		message: `'${fieldLabels.shots}' and a video can't be used together`,
		nextStep: ONE_EMPTY,
	},
	o1Pictures: {
		kind: 'input',
		message: `Kling O1 accepts 2 images in total together with frames, but with '${fieldLabels.images}' there are {count}`,
		nextStep: TAKE_AWAY,
	},
	o1LastFrame: {
		kind: 'input',
		message: `'${fieldLabels.lastFrame}' and '${fieldLabels.elementIds}' can't be used together with Kling O1`,
		nextStep: ONE_EMPTY,
	},
	o1Duration: {
		kind: 'input',
		message: `Kling O1 videos from a prompt or frames alone must be 5 or 10 seconds long`,
		nextStep: `Set '${fieldLabels.duration}' to 5 or 10`,
	},
	longStoryboard: {
		kind: 'input',
		message: `The shots in '${fieldLabels.shots}' have {length} characters in total, but at most {most} are allowed`,
		nextStep: 'Shorten them by {extra} characters',
	},
	videoMissing: {
		kind: 'input',
		message: `'${fieldLabels.video}' is missing`,
		nextStep: `Enter the URL of a video in '${fieldLabels.video}'`,
	},
	filmedElementWithPictures: {
		kind: 'input',
		message: `Images can't be used when '${fieldLabels.madeFrom}' is 'Video'`,
		nextStep: `Leave '${fieldLabels.frontal}' and '${fieldLabels.images}' empty, or set '${fieldLabels.madeFrom}' to 'Images'`,
	},
	picturedElementWithVideo: {
		kind: 'input',
		message: `'${fieldLabels.video}' can't be used when '${fieldLabels.madeFrom}' is 'Images'`,
		nextStep: `Leave '${fieldLabels.video}' empty, or set '${fieldLabels.madeFrom}' to 'Video'`,
	},
	frontalMissing: {
		kind: 'input',
		message: `'${fieldLabels.frontal}' is missing`,
		nextStep: `Add an image from the front in '${fieldLabels.frontal}'`,
	},
	imagesMissing: {
		kind: 'input',
		message: `'${fieldLabels.images}' contains no image`,
		nextStep: `Add one to three images from other angles in '${fieldLabels.images}'`,
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
		message: `The '${fieldLabels.effect}' '{effect}' requires two images, but '${fieldLabels.secondImage}' is missing`,
		nextStep: `Add the image on the right in '${fieldLabels.secondImage}'`,
	},
	effectForOne: {
		kind: 'input',
		message: `The '${fieldLabels.effect}' '{effect}' accepts one image only, but '${fieldLabels.secondImage}' is set`,
		nextStep: `Set '${fieldLabels.secondImage}' to 'None', or choose an effect for two images`,
	},
} as const satisfies Record<string, FailureMessage>;

export const klingWarnings = {
	packsLate: 'The remaining units of a pack can be up to 12 hours old',
	severalPacks: "'balance' is the sum of several packs; only their names say what each of them is for",
	noPacks: 'The account has no packs. Kling reports packs only, not money on the account',
	effectMayBeGone: "The effect '{effect}' was reported discontinued on {since}, so Kling may reject it",
	effectUnknownForTwo: "The effect '{effect}' is not in the node's list; it was sent with two images",
	effectUnknownForOne: "The effect '{effect}' is not in the node's list; it was sent with one image",
} as const satisfies Record<string, string>;

export const klingDetails = {
	foreignSecret: 'the secret in the credential is not from Kling, whose secrets start with whsec_',
	taskList: 'the task list of the Kling console',
} as const satisfies Record<string, string>;
