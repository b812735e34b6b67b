// Which operations make tasks that can be asked for later, and how the forms name them: both nodes let the user choose one.
import { backendIds, catalogue } from './backends';
import { isGenerating, type BackendId, type GeneratingOperation } from './vocabulary';

/** Operations that make something, as the form names them. */
export const MAKERS = {
	imageToVideo: 'Image to Video',
	textToVideo: 'Text to Video',
	multiImageToVideo: 'Multi-Image to Video',
	motionControl: 'Motion Control',
	avatar: 'Avatar',
	textToSpeech: 'Text to Speech',
	textToSound: 'Text to Sound',
	videoToSound: 'Video to Sound',
	lipSync: 'Lip Sync',
	extendVideo: 'Extend Video',
	effects: 'Effects',
	createElement: 'Create Element',
	createVoice: 'Create Voice',
} as const satisfies Record<GeneratingOperation, string>;

/** Whether a backend's tasks of an operation can be asked for: what comes with the reply to the create cannot. */
export const canBeQueried = (operation: GeneratingOperation, backend: BackendId) =>
	catalogue(backend, operation).some((row) => !row.operations[operation]?.synchronous);

const canBeQueriedSomewhere = (operation: GeneratingOperation) =>
	backendIds.some((backend) => canBeQueried(operation, backend));

/** Operations whose tasks can be asked for, listed and told of by callbacks. */
export const taskMakers: readonly GeneratingOperation[] = Object.keys(MAKERS)
	.filter(isGenerating)
	.filter(canBeQueriedSomewhere);

/** Whether a value names an operation whose tasks can be asked for, on a backend or on any. */
export const isTaskMaker = (value: unknown, backend?: BackendId): value is GeneratingOperation =>
	isGenerating(value) && (backend === undefined ? canBeQueriedSomewhere(value) : canBeQueried(value, backend));

/** The same as choices of a field. */
export const taskMakerChoices = taskMakers.map((value) => ({ name: MAKERS[value] as string, value }));
