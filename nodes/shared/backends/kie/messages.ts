// What Kie.ai alone gives reason to say.
import type { FailureMessage } from '../../messages/message';
import { fieldLabels } from '../../vocabulary';

const TAKE_AWAY = 'Take some of them away';

export const kieFailures = {
	unknownTask: {
		kind: 'notFound',
		message: "Kie.ai knows no task with the id '{id}'",
		nextStep: 'Check the id and that the credential belongs to the account that made the task',
	},
} as const satisfies Record<string, FailureMessage>;

/** What cannot be asked of a model. */
export const kieRules = {
	nothingToReferTo: {
		kind: 'input',
		message: `'${fieldLabels.images}' is empty and there is no video`,
		nextStep: 'Give one to seven pictures, a video, or both',
	},
	soundBesideVideo: {
		kind: 'input',
		message: `'${fieldLabels.generateAudio}' must be off when there is a reference video`,
		nextStep: `Switch '${fieldLabels.generateAudio}' off`,
	},
	shotsBesideVideo: {
		kind: 'input',
		message: `'${fieldLabels.shots}' and a video can't be used together`,
		nextStep: 'Leave one of them empty',
	},
	tooManyPictures: {
		kind: 'input',
		message: `'${fieldLabels.images}' and the '${fieldLabels.elements}' made of pictures are {count} together, {most} are allowed`,
		nextStep: TAKE_AWAY,
	},
	tooManyFilmed: {
		kind: 'input',
		message: `'${fieldLabels.elements}' has {count} rows made of a video, {most} is allowed beside a video`,
		nextStep: TAKE_AWAY,
	},
	filmedBesidePictures: {
		kind: 'input',
		message: `'${fieldLabels.elements}' made of a video cannot stand beside pictures when there is a video`,
		nextStep: 'Take the pictures away, or make the elements of pictures',
	},
} as const satisfies Record<string, FailureMessage>;

export const kieDetails = {
	taskList: 'the logs page of the Kie.ai site',
} as const satisfies Record<string, string>;
