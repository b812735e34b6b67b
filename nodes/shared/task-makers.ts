// Which operations make tasks that can be asked for later, and how the forms name them: both nodes let the user choose one.
import { backendIds, catalogue } from './backends';
import { isGenerating, type GeneratingOperation } from './vocabulary';

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

/** Whether tasks of an operation can be asked for: what comes with the reply to the create cannot. */
export const canBeQueried = (operation: GeneratingOperation) =>
	backendIds.some((id) => catalogue(id, operation).some((row) => !row.operations[operation]?.synchronous));

/** Operations whose tasks can be asked for, listed and told of by callbacks. */
export const taskMakers: readonly GeneratingOperation[] = Object.keys(MAKERS).filter(isGenerating).filter(canBeQueried);

/** Whether a value names an operation whose tasks can be asked for. */
export const isTaskMaker = (value: unknown): value is GeneratingOperation => isGenerating(value) && canBeQueried(value);

/** The same as choices of a field. */
export const taskMakerChoices = taskMakers.map((value) => ({ name: MAKERS[value] as string, value }));
