// The registry of operations: a new one is a file and a line here.
import type { OperationId } from '../../shared/vocabulary';
import { avatar } from './avatar.operation';
import { cancelTask } from './cancel-task.operation';
import { createElement } from './create-element.operation';
import { createVoice } from './create-voice.operation';
import { effects } from './effects.operation';
import { extendVideo } from './extend-video.operation';
import { getBalance } from './get-balance.operation';
import { getTasks } from './get-tasks.operation';
import { imageToVideo } from './image-to-video.operation';
import { libraryOperations } from './library.operation';
import { lipSync } from './lip-sync.operation';
import { longVideo } from './long-video.operation';
import { motionControl } from './motion-control.operation';
import { multiImageToVideo } from './multi-image-to-video.operation';
import type { Operation } from './operation';
import { queryTask } from './query-task.operation';
import { textToSound } from './text-to-sound.operation';
import { textToSpeech } from './text-to-speech.operation';
import { textToVideo } from './text-to-video.operation';
import { videoToSound } from './video-to-sound.operation';

export const operations = {
	imageToVideo,
	textToVideo,
	longVideo,
	multiImageToVideo,
	motionControl,
	avatar,
	textToSpeech,
	textToSound,
	videoToSound,
	lipSync,
	extendVideo,
	effects,
	createElement,
	createVoice,
	queryTask,
	getTasks,
	cancelTask,
	...libraryOperations,
	getBalance,
} as const satisfies Record<OperationId, Operation>;

/** Whether a text is the id of an operation. */
export function isOperationId(id: unknown): id is OperationId {
	return typeof id === 'string' && Object.prototype.hasOwnProperty.call(operations, id);
}
