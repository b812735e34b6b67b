// What is said about films of several scenes. `{number}` counts scenes from 1.
import { fieldLabels } from '../vocabulary';
import type { FailureMessage, WrapMessage } from './message';

export const filmFailures = {
	scenesNotList: {
		kind: 'input',
		message: `'${fieldLabels.scenes}' is no list`,
		nextStep: 'Add scenes in the form, or give a list of objects with prompt, seconds and lastFrame',
	},
	noScenes: {
		kind: 'input',
		message: `'${fieldLabels.scenes}' is empty`,
		nextStep: 'Add at least one scene',
	},
	tooManyScenes: {
		kind: 'input',
		message: `'${fieldLabels.scenes}' has {count} scenes, the limit is {limit}`,
		nextStep: "Make several films and put them together with 'Join Clips' of the resource 'Clip'",
	},
	sceneNotRow: {
		kind: 'input',
		message: `'${fieldLabels.scenes}', scene {number} can't be '{value}'`,
		nextStep: 'Give an object with prompt, seconds and lastFrame',
	},
	noTextModel: {
		kind: 'input',
		message: `'{model}' makes no video from words alone, so the first scene needs '${fieldLabels.firstFrame}'`,
		nextStep: `Give '${fieldLabels.firstFrame}', or choose another '${fieldLabels.model}'`,
	},
} as const satisfies Record<string, FailureMessage>;

export const filmWraps = {
	scene: { wraps: true, message: 'Scene {number}: {reason}' },
	notJoined: { wraps: true, message: 'The scenes are made, but not joined: {reason}' },
} as const satisfies Record<string, WrapMessage>;

export const filmWarnings = {
	brokenOff: 'The film ends after {made} of {count} scenes. {reason}',
} as const satisfies Record<string, string>;

export const filmDetails = {
	scene: 'Scene {number}',
	sceneFrame: `${fieldLabels.scenes}, scene {number}, ${fieldLabels.lastFrame}`,
	paidScene: 'scene {number}: {id}',
	paidScenes:
		'These scenes are made and paid ({scenes}): Retry On Fail and retrying the execution go on behind them and pay nothing again; a new execution would',
	frameOfBefore: '(the last frame of scene {number})',
} as const satisfies Record<string, string>;

export const filmLog = {
	begins: 'scene {number} of {count} begins',
	made: 'scene {number} of {count} is made',
	joined: 'the film of {count} scenes is stored',
} as const satisfies Record<string, string>;
