// The registry of operations: a new one is a file and a line here.
import type { OperationId } from '../words';
import { avatar } from './avatar';
import { cancelTask } from './cancelTask';
import { createElement } from './createElement';
import { createVoice } from './createVoice';
import { effects } from './effects';
import { extendVideo } from './extendVideo';
import { getBalance } from './getBalance';
import { getTasks } from './getTasks';
import { imageToVideo } from './imageToVideo';
import { libraryOperations } from './library';
import { lipSync } from './lipSync';
import { motionControl } from './motionControl';
import { multiImageToVideo } from './multiImageToVideo';
import type { Operation } from './operation';
import { queryTask } from './queryTask';
import { textToSound } from './textToSound';
import { textToSpeech } from './textToSpeech';
import { textToVideo } from './textToVideo';
import { videoToSound } from './videoToSound';

export const operations = {
	imageToVideo,
	textToVideo,
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
