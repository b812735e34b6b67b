// Messages of PiAPI alone.
import type { FailureMessage } from '../../messages/message';
import { fieldLabels } from '../../vocabulary';

const PLAN =
	"Upgrade to PiAPI's Creator plan or higher, or set the source of the image to 'URL' and enter the public URL of a JPEG or PNG";

export const piapiFailures = {
	unknownTask: {
		kind: 'notFound',
		message: "PiAPI has no task with the ID '{id}'",
		nextStep: 'Check the ID, and that the credential belongs to the account that created the task',
	},
	noUpload: {
		kind: 'credential',
		message: 'Your PiAPI plan does not include file uploads (code 403)',
		nextStep: PLAN,
	},
	noUploadInItsWords: {
		kind: 'credential',
		message: 'Your PiAPI plan does not include file uploads ("{words}", code 403)',
		nextStep: PLAN,
	},
} as const satisfies Record<string, FailureMessage>;

/** What a model cannot do. */
export const piapiRules = {
	effectNeedsPrompt: {
		kind: 'input',
		message: `The '${fieldLabels.effect}' '{effect}' requires a '${fieldLabels.prompt}'`,
		nextStep: `Describe in '${fieldLabels.prompt}' what happens`,
	},
	twoMotions: {
		kind: 'input',
		message: `'${fieldLabels.presetMotion}' and '${fieldLabels.video}' can't be used together`,
		nextStep: "Set one of them to 'None'",
	},
	noMotion: {
		kind: 'input',
		message: `There is no motion to follow: '${fieldLabels.video}' and '${fieldLabels.presetMotion}' are both empty`,
		nextStep: `Add a '${fieldLabels.video}', or choose a '${fieldLabels.presetMotion}'`,
	},
} as const satisfies Record<string, FailureMessage>;

export const piapiWarnings = {
	effectUnknown: "The effect '{effect}' is not in the node's list; it was sent as entered",
} as const satisfies Record<string, string>;

export const piapiDetails = {
	stoppedThere: 'PiAPI stopped the task',
	otherSecret: 'its secret is not the one in the credential',
	taskList: 'the task history of the PiAPI site',
} as const satisfies Record<string, string>;
