/** Every create path of the official API, and who judges a body that is sent there (kling-official.md 2). */
import type { Check } from './check';
import { refuse } from './errors';
import { checkTextToAudio, checkVideoToAudio } from './legacy/audio';
import { checkAvatar } from './legacy/avatar';
import { checkEffects } from './legacy/effects';
import { checkElement, checkVoice } from './legacy/library';
import { checkImageToVideo } from './legacy/imageToVideo';
import { checkLipSync } from './legacy/lipSync';
import { checkMotionControl } from './legacy/motionControl';
import { checkMultiImage } from './legacy/multiImage';
import { checkOmniVideo } from './legacy/omniVideo';
import { checkTextToVideo } from './legacy/textToVideo';
import { checkVideoExtend } from './legacy/videoExtend';
import { imageToVideo } from './newer/imageToVideo';
import { motionControl } from './newer/motionControl';
import { omniVideo } from './newer/omniVideo';
import { textToVideo } from './newer/textToVideo';

export const speechPath = '/v1/audio/tts';
export const facesPath = '/v1/videos/identify-face';

/** Its tasks are known by the id of the service only (kling-official.md 2.7). */
export const lipSyncPath = '/v1/videos/advanced-lip-sync';

export const legacyPaths: Readonly<Record<string, Check>> = {
	'/v1/videos/text2video': checkTextToVideo,
	'/v1/videos/image2video': checkImageToVideo,
	'/v1/videos/omni-video': checkOmniVideo,
	'/v1/videos/multi-image2video': checkMultiImage,
	'/v1/videos/motion-control': checkMotionControl,
	'/v1/videos/avatar/image2video': checkAvatar,
	'/v1/audio/text-to-audio': checkTextToAudio,
	'/v1/audio/video-to-audio': checkVideoToAudio,
	[lipSyncPath]: checkLipSync,
	'/v1/videos/video-extend': checkVideoExtend,
	'/v1/videos/effects': checkEffects,
	'/v1/general/advanced-custom-elements': checkElement,
	'/v1/general/custom-voices': checkVoice,
};

const newerPaths: Readonly<Record<string, ReadonlyMap<string, Check>>> = {
	'text-to-video': textToVideo,
	'image-to-video': imageToVideo,
	'omni-video': omniVideo,
	'motion-control': motionControl,
};

/** Matches every NEW create path, whatever model it names. */
export const newerPath = /^\/(text-to-video|image-to-video|omni-video|motion-control)\/([^/]+)$/;

/** Undefined where the official API has no such path. */
export function checkAt(path: string): Check | undefined {
	const legacy = legacyPaths[path];
	if (legacy) return legacy;
	const [, operation = '', model = ''] = newerPath.exec(path) ?? [];
	if (operation === '') return undefined;
	return newerPaths[operation]?.get(model) ?? (() => refuse(1203, `model ${model} does not exist`));
}

export function isLegacy(path: string): boolean {
	return path.startsWith('/v1/');
}
