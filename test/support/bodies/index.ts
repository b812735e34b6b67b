// All bodies that were written down, by backend, operation and model.
import type { BackendId, GeneratingOperation } from '../../../nodes/shared/vocabulary';
import { klingTextToSound, klingTextToSpeech, klingVideoToSound, piapiTextToSound } from './audio';
import type { BodyCase, ModelCases } from './case';
import { klingEffects, piapiEffects } from './effects';
import {
	falAvatar,
	falCreateVoice,
	falEffects,
	falExtendVideo,
	falImageToVideo,
	falLipSync,
	falMotionControl,
	falMultiImageToVideo,
	falTextToSpeech,
	falTextToVideo,
	falVideoToSound,
} from './fal';
import { kieExtendVideo, klingExtendVideo, piapiExtendVideo } from './extend';
import { kieAvatar, kieMotionControl } from './kie-driven';
import { kieImageToVideo } from './kie-image';
import { kieMultiImageToVideo } from './kie-multi';
import { kieTextToVideo } from './kie-text';
import { klingAvatar, klingMotionControl } from './kling-driven';
import { klingCreateElement, klingCreateVoice } from './kling-library';
import { klingImageToVideo } from './kling-image';
import { klingMultiImageToVideo } from './kling-multi';
import { klingTextToVideo } from './kling-text';
import { klingLipSync, piapiLipSync } from './lip-sync';
import { piapiImageToVideo, piapiTextToVideo } from './piapi-frames';
import { piapiAvatar, piapiMotionControl, piapiMultiImageToVideo } from './piapi-materials';

export const expected: Record<BackendId, Record<GeneratingOperation, ModelCases>> = {
	kling: {
		imageToVideo: klingImageToVideo,
		textToVideo: klingTextToVideo,
		multiImageToVideo: klingMultiImageToVideo,
		motionControl: klingMotionControl,
		avatar: klingAvatar,
		textToSpeech: klingTextToSpeech,
		textToSound: klingTextToSound,
		videoToSound: klingVideoToSound,
		lipSync: klingLipSync,
		extendVideo: klingExtendVideo,
		effects: klingEffects,
		createElement: klingCreateElement,
		createVoice: klingCreateVoice,
	},
	kie: {
		imageToVideo: kieImageToVideo,
		textToVideo: kieTextToVideo,
		multiImageToVideo: kieMultiImageToVideo,
		motionControl: kieMotionControl,
		avatar: kieAvatar,
		textToSpeech: {},
		textToSound: {},
		videoToSound: {},
		lipSync: {},
		extendVideo: kieExtendVideo,
		effects: {},
		createElement: {},
		createVoice: {},
	},
	piapi: {
		imageToVideo: piapiImageToVideo,
		textToVideo: piapiTextToVideo,
		multiImageToVideo: piapiMultiImageToVideo,
		motionControl: piapiMotionControl,
		avatar: piapiAvatar,
		textToSpeech: {},
		textToSound: piapiTextToSound,
		videoToSound: {},
		lipSync: piapiLipSync,
		extendVideo: piapiExtendVideo,
		effects: piapiEffects,
		createElement: {},
		createVoice: {},
	},
	fal: {
		imageToVideo: falImageToVideo,
		textToVideo: falTextToVideo,
		multiImageToVideo: falMultiImageToVideo,
		motionControl: falMotionControl,
		avatar: falAvatar,
		textToSpeech: falTextToSpeech,
		textToSound: {},
		videoToSound: falVideoToSound,
		lipSync: falLipSync,
		extendVideo: falExtendVideo,
		effects: falEffects,
		createElement: {},
		createVoice: falCreateVoice,
	},
};

const LEGACY: Record<GeneratingOperation, string> = {
	imageToVideo: '/v1/videos/image2video',
	textToVideo: '/v1/videos/text2video',
	multiImageToVideo: '/v1/videos/omni-video',
	motionControl: '/v1/videos/motion-control',
	avatar: '/v1/videos/avatar/image2video',
	textToSpeech: '/v1/audio/tts',
	textToSound: '/v1/audio/text-to-audio',
	videoToSound: '/v1/audio/video-to-audio',
	lipSync: '/v1/videos/advanced-lip-sync',
	extendVideo: '/v1/videos/omni-video',
	effects: '/v1/videos/effects',
	createElement: '/v1/general/advanced-custom-elements',
	createVoice: '/v1/general/custom-voices',
};

/** Paths of the official API that are not their operation's usual one (kling-official.md 2.1 to 2.3). */
const OWN: Readonly<Record<string, string>> = {
	'imageToVideo kling-3.0-turbo': '/image-to-video/kling-3.0-turbo',
	'textToVideo kling-3.0-turbo': '/text-to-video/kling-3.0-turbo',
	'multiImageToVideo kling-v1-6': '/v1/videos/multi-image2video',
	'extendVideo video-extend': '/v1/videos/video-extend',
};

/** Where a typed model id is sent: on fal it is the whole path. */
export function typedPathFor(backend: BackendId, typed: string, known: string, path: string): string {
	return backend === 'fal' ? `/${typed}` : path.replaceAll(known, typed);
}

/** How models of the official API are called by the newer standard (kling-official.md 0, name map). */
const NEWER: Readonly<Record<string, string>> = {
	'kling-v2-6': 'kling-2.6',
	'kling-v3': 'kling-3.0',
	'kling-v3-omni': 'kling-3.0-omni',
	'kling-video-o1': 'kling-o1',
	'kling-v2-5-turbo': 'kling-2.5-turbo',
};

const NEWER_PATHS: Readonly<Partial<Record<GeneratingOperation, string>>> = {
	textToVideo: 'text-to-video',
	imageToVideo: 'image-to-video',
	multiImageToVideo: 'omni-video',
	extendVideo: 'omni-video',
	motionControl: 'motion-control',
};

/**
 * Where a body must be sent.
 *
 * @param one the body's case, which may decide about it
 */
export function pathFor(backend: BackendId, operation: GeneratingOperation, model: string, one?: BodyCase): string {
	if (backend === 'fal') return one?.path ?? expected.fal[operation][model]?.smallest.path ?? '';
	const newerStandard = one?.newerStandard ?? /^kling-4/.test(model);
	if (backend === 'kling' && newerStandard) return `/${NEWER_PATHS[operation]}/${NEWER[model] ?? model}`;
	if (backend === 'kie') return '/api/v1/jobs/createTask';
	if (backend === 'piapi') return '/api/v1/task';
	return OWN[`${operation} ${model}`] ?? LEGACY[operation];
}
