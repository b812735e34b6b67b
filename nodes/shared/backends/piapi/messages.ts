// What PiAPI alone gives reason to say.
import type { FailureMessage } from '../../messages/message';
import { fieldLabels } from '../../vocabulary';

const PLAN =
	"Take PiAPI's Creator plan or higher, or set the picture's source to 'URL' and give a public https address of a jpg or png that PiAPI can fetch as it is";

export const piapiFailures = {
	unknownTask: {
		kind: 'notFound',
		message: "PiAPI knows no task with the id '{id}'",
		nextStep: 'Check the id and that the credential belongs to the account that made the task',
	},
	noUpload: {
		kind: 'credential',
		message: 'PiAPI does not let this account upload files (code 403)',
		nextStep: PLAN,
	},
	noUploadInItsWords: {
		kind: 'credential',
		message: 'PiAPI does not let this account upload files ("{words}", code 403)',
		nextStep: PLAN,
	},
} as const satisfies Record<string, FailureMessage>;

/** What cannot be asked of a model. */
export const piapiRules = {
	effectNeedsPrompt: {
		kind: 'input',
		message: `The '${fieldLabels.effect}' '{effect}' needs a '${fieldLabels.prompt}'`,
		nextStep: `Write under '${fieldLabels.prompt}' what happens`,
	},
	twoMotions: {
		kind: 'input',
		message: `'${fieldLabels.presetMotion}' and '${fieldLabels.video}' can't be used together`,
		nextStep: "Set one of them to 'None'",
	},
	noMotion: {
		kind: 'input',
		message: `Neither '${fieldLabels.video}' nor '${fieldLabels.presetMotion}' gives a motion to follow`,
		nextStep: `Give a '${fieldLabels.video}', or choose a '${fieldLabels.presetMotion}'`,
	},
} as const satisfies Record<string, FailureMessage>;

export const piapiWarnings = {
	effectUnknown: "The effect '{effect}' is not in this node's list; it was sent as it is written",
} as const satisfies Record<string, string>;

export const piapiDetails = {
	stoppedThere: 'the task was stopped on the side of PiAPI',
	otherSecret: 'its secret is not the one in the credential',
	taskList: 'the task history of the PiAPI site',
} as const satisfies Record<string, string>;
