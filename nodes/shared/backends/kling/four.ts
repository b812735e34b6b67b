// Kling 4.0 and 4.0 Flash by the newer standard (kling-official.md 2.15). The vendor's pages were not seen, so all of it is
// marked as unconfirmed.
import type { Quality } from '../../vocabulary';
import type { ModelOperation, NumberSetting, SettingSpecs, SharedOperation } from '../catalogue';
import { warnOfLongPrompt } from '../long-prompt';
import { clipLimits, imageLimits } from '../media-limits';
import {
	aspectRatio4,
	elementIds,
	firstFrame,
	lastFrame,
	mode,
	prompt,
	threeToFifteen,
	videoUse,
	voiceIds,
} from './field-mappings';
import { newerBody, newerPath, newerSettings } from './v2-bodies';

const limits = imageLimits.klingFour;

/**
 * No switch for sound, no negative prompt, no watermark was seen.
 *
 * @param longest seconds
 */
export const fourSettings = (longest: number, ...qualities: Quality[]) =>
	({
		prompt: { ...prompt, max: 26_000 },
		duration: { ...threeToFifteen, max: longest } satisfies NumberSetting,
		quality: mode(...qualities),
	}) as const satisfies SettingSpecs;

/**
 * Ids of pictures must not contain each other, and there may be ten, so numbers have two digits. "No external_task_id, no
 * callback_url": sent, they are refused (2.0).
 */
export const alwaysFour = {
	alwaysAudio: true,
	noExternalIds: true,
	noCallbacks: true,
	unconfirmed: true,
	body: newerBody,
	promptReference: (kind, number) => `@${kind}_${String(number).padStart(2, '0')}`,
	warnings: warnOfLongPrompt,
} as const satisfies Partial<ModelOperation>;

/** Up to ten frames in all, whose first one decides the shape. */
export const fourFrames = {
	images: { firstFrame: { ...firstFrame, limits }, lastFrame: { ...lastFrame, limits } },
	middleFrames: { key: '', max: 8, limits },
} as const satisfies Partial<ModelOperation>;

const omni: SharedOperation = {
	...alwaysFour,
	settings: {},
	references: { key: '', min: 0, max: 10, limits },
	images: {},
	video: { key: '', as: 'list', most: 5, limits: clipLimits.klingFour },
	mostTogether: 15,
	...newerPath('omni-video'),
};

/** Pictures, videos, elements and voices, 15 together; one of the videos may be changed itself. */
export const fourOmni: SharedOperation = {
	...omni,
	settings: newerSettings({
		...fourSettings(30, '720p', '1080p'),
		aspectRatio: aspectRatio4,
		videoUse,
		elementIds: { ...elementIds, most: 7 },
		voiceIds: { ...voiceIds, most: 3 },
	}),
};

/** The same without voices; whether it knows elements is not told. */
export const flashOmni: SharedOperation = {
	...omni,
	settings: newerSettings({ ...fourSettings(20, '720p'), aspectRatio: aspectRatio4, videoUse }),
};
