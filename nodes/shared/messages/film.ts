// What is said about long videos of several scenes. `{number}` counts scenes from 1.
import { fieldLabels } from '../vocabulary';
import type { FailureMessage, WrapMessage } from './message';

export const filmFailures = {
	scenesNotList: {
		kind: 'input',
		message: `'${fieldLabels.scenes}' is not a list`,
		nextStep: 'Add scenes in the form, or give a list of objects with prompt, seconds and lastFrame',
	},
	noScenes: {
		kind: 'input',
		message: `'${fieldLabels.scenes}' is empty`,
		nextStep: 'Add at least one scene',
	},
	tooManyScenes: {
		kind: 'input',
		message: `'${fieldLabels.scenes}' contains {count} scenes, the limit is {limit}`,
		nextStep: "Make several videos and join them with 'Join Clips' of the resource 'Clip'",
	},
	sceneNotRow: {
		kind: 'input',
		message: `'${fieldLabels.scenes}', scene {number}: '{value}' is not a scene`,
		nextStep: 'Give an object with prompt, seconds and lastFrame, or a prompt',
	},
	noTextModel: {
		kind: 'input',
		message: `'{model}' cannot make a video from text alone, so the first scene needs '${fieldLabels.firstFrame}'`,
		nextStep: `Give '${fieldLabels.firstFrame}', or choose another '${fieldLabels.model}'`,
	},
} as const satisfies Record<string, FailureMessage>;

export const filmWraps = {
	scene: { wraps: true, message: 'Scene {number}: {reason}' },
	notJoined: { wraps: true, message: 'The scenes are finished, but could not be joined: {reason}' },
} as const satisfies Record<string, WrapMessage>;

export const filmWarnings = {
	brokenOff: 'The video ends after {made} of {count} scenes. {reason}',
} as const satisfies Record<string, string>;

export const filmDetails = {
	scene: 'Scene {number}',
	sceneFrame: `${fieldLabels.scenes}, scene {number}, ${fieldLabels.lastFrame}`,
	paidScene: 'scene {number}: {id}',
	paidScenes:
		'These scenes are finished and charged ({scenes}). Retry On Fail and a retry of the execution continue after them at no extra cost; a new execution charges them again',
	frameOfBefore: '(the last frame of scene {number})',
} as const satisfies Record<string, string>;

export const filmLog = {
	begins: 'scene {number} of {count} starts',
	made: 'scene {number} of {count} is finished',
	joined: 'the video of {count} scenes is stored',
} as const satisfies Record<string, string>;
