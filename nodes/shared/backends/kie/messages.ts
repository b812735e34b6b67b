// Messages of Kie.ai alone.
import type { FailureMessage } from '../../messages/message';
import { fieldLabels } from '../../vocabulary';

const TAKE_AWAY = 'Remove some of them';

export const kieFailures = {
	unknownTask: {
		kind: 'notFound',
		message: "Kie.ai has no task with the ID '{id}'",
		nextStep: 'Check the ID, and that the credential belongs to the account that created the task',
	},
} as const satisfies Record<string, FailureMessage>;

/** What a model cannot do. */
export const kieRules = {
	nothingToReferTo: {
		kind: 'input',
		message: `'${fieldLabels.images}' is empty and there is no video`,
		nextStep: 'Add one to seven images, a video, or both',
	},
	soundBesideVideo: {
		kind: 'input',
		message: `'${fieldLabels.generateAudio}' must be off when there is a reference video`,
		nextStep: `Turn off '${fieldLabels.generateAudio}'`,
	},
	shotsBesideVideo: {
		kind: 'input',
		message: `'${fieldLabels.shots}' and a video can't be used together`,
		nextStep: 'Leave one of them empty',
	},
	tooManyPictures: {
		kind: 'input',
		message: `'${fieldLabels.images}' and '${fieldLabels.elements}' with images are {count} in total, but at most {most} are allowed`,
		nextStep: TAKE_AWAY,
	},
	tooManyFilmed: {
		kind: 'input',
		message: `'${fieldLabels.elements}' has {count} rows with a video, but only {most} is allowed together with a video`,
		nextStep: TAKE_AWAY,
	},
	filmedBesidePictures: {
		kind: 'input',
		message: `'${fieldLabels.elements}' with a video can't be combined with images when there is a video`,
		nextStep: 'Remove the images, or use images in the elements',
	},
} as const satisfies Record<string, FailureMessage>;

export const kieDetails = {
	taskList: 'the logs page of the Kie.ai site',
} as const satisfies Record<string, string>;
