// PiAPI's catalogue: the row's id is the `version` that is sent. A new model is a row.
import { clipLimits, imageLimits } from '../media-limits';
import type { Model } from '../catalogue';
import { flat, type Price } from '../pricing';
import { runTimes } from '../run-times';
import { forFive } from './prices';
import { effects } from './effects';
import {
	firstFrame,
	lastFrame,
	frames,
	mode,
	aspectRatio,
	prompt,
	soundNeedsPro,
	version3,
	version26,
	version25,
	turbo25,
	TURBO,
	omni,
	motion,
	soundOfWords,
	lipSync,
	o1,
	o1Omni,
	aspectRatio4,
	version4,
	flash4,
	always4,
	omni4,
	flashOmni4,
	TEXT4,
	IMAGE4,
	FRAMES4,
} from './field-mappings';

/** Prices that several operations share (piapi.md 8.3, "Prices (USD)"). */
const price4: Price = { rates: { '720p': flat(0.1667), '1080p': flat(0.25) } };
const priceOmni4: Price = {
	rates: { '720p': { ...flat(0.1667), withVideo: 0.1 }, '1080p': { ...flat(0.25), withVideo: 0.15 } },
	videosCount: true,
};
const priceFlash4: Price = { rates: { '720p': flat(0.1) } };
const priceFlashOmni4: Price = { rates: { '720p': { ...flat(0.1), withVideo: 0.0667 } }, videosCount: true };
const price3: Price = {
	rates: { '720p': { silent: 0.1, withAudio: 0.15 }, '1080p': { silent: 0.15, withAudio: 0.2 } },
};
/** "2.6, 5 s: 0.20-0.66; silent std 0.20, silent pro 0.33": the range ends with sound, which only pro has. */
const price26: Price = {
	rates: { '720p': { silent: forFive(0.2) }, '1080p': { silent: forFive(0.33), withAudio: forFive(0.66) } },
};
/** "O1 per clip", the same for 5 seconds whether the clip has 5 or 10. */
const priceO1: Price = { rates: { '720p': flat(forFive(0.39)), '1080p': flat(forFive(0.52)) } };
/** "2.5 Turbo Pro: 0.28 for 5 s, 0.56 for 10 s". */
const priceTurbo: Price = { rates: { '1080p': flat(forFive(0.28)) } };
const price25: Price = { rates: { '720p': flat(forFive(0.2)), '1080p': flat(forFive(0.33)) } };

/**
 * Living versions (piapi.md 9). No row has camera control or motion brush: the shared page has the fields, but upstream
 * only kling-v1 and v1-5 knew them (kling-official.md 9.2).
 * 2.1 and older are left out: upstream Kling retired them on 2026-09-15.
 */
export const piapiModels: readonly Model[] = [
	{
		id: '2.6',
		label: 'Kling 2.6',
		asOf: '2026-09',
		operations: {
			imageToVideo: {
				settings: version26,
				images: frames,
				constraints: [soundNeedsPro],
				price: price26,
				runTime: 'unknown',
			},
			textToVideo: {
				settings: { ...version26, aspectRatio },
				images: {},
				constraints: [soundNeedsPro],
				price: price26,
				runTime: 'unknown',
			},
			motionControl: {
				...motion,
				price: { rates: { '720p': flat(0.065), '1080p': flat(0.104) } },
				runTime: runTimes.motionControl,
			},
		},
	},
	{
		id: '3.0',
		label: 'Kling 3.0',
		asOf: '2026-09',
		operations: {
			imageToVideo: { settings: version3, images: frames, price: price3, runTime: 'unknown' },
			textToVideo: { settings: { ...version3, aspectRatio }, images: {}, price: price3, runTime: 'unknown' },
			multiImageToVideo: { ...omni, price: price3, runTime: 'unknown' },
			// "3.0 std not printed" (piapi.md 8.3).
			motionControl: { ...motion, price: { rates: { '1080p': flat(0.26) } }, runTime: runTimes.motionControl },
		},
	},
	{
		// piapi.md 2.11: the key of the frames in the middle was not seen, so there are none.
		id: '4.0',
		label: 'Kling 4.0',
		asOf: '2026-11',
		operations: {
			imageToVideo: {
				...always4,
				settings: version4,
				images: frames,
				route: IMAGE4,
				routeWith: { lastFrame: FRAMES4 },
				price: price4,
				runTime: runTimes.four,
			},
			textToVideo: {
				...always4,
				settings: { ...version4, aspectRatio: aspectRatio4 },
				images: {},
				route: TEXT4,
				price: price4,
				runTime: runTimes.four,
			},
			multiImageToVideo: { ...omni4, price: priceOmni4, runTime: runTimes.four },
		},
	},
	{
		id: '4.0-flash',
		label: 'Kling 4.0 Flash',
		asOf: '2026-11',
		operations: {
			imageToVideo: {
				...always4,
				settings: flash4,
				images: { firstFrame },
				route: IMAGE4,
				price: priceFlash4,
				runTime: runTimes.fourFlash,
			},
			textToVideo: {
				...always4,
				settings: { ...flash4, aspectRatio: aspectRatio4 },
				images: {},
				route: TEXT4,
				price: priceFlash4,
				runTime: runTimes.fourFlash,
			},
			multiImageToVideo: { ...flashOmni4, price: priceFlashOmni4, runTime: runTimes.fourFlash },
		},
	},
	{
		id: 'o1',
		label: 'Kling O1',
		asOf: '2026-11',
		operations: {
			textToVideo: {
				settings: o1,
				images: {},
				route: 'kling/omni_video_generation',
				price: priceO1,
				runTime: runTimes.o1,
			},
			multiImageToVideo: { ...o1Omni, price: priceO1, runTime: runTimes.o1 },
		},
	},
	{
		id: '2.5-turbo',
		label: 'Kling 2.5 Turbo',
		asOf: '2026-09',
		operations: {
			imageToVideo: {
				settings: { ...turbo25, aspectRatio },
				images: {
					firstFrame: { ...firstFrame, key: 'start_image_url' },
					lastFrame: { ...lastFrame, key: 'end_image_url' },
				},
				route: TURBO,
				price: priceTurbo,
				runTime: runTimes.turbo,
			},
			textToVideo: {
				settings: { ...turbo25, aspectRatio },
				images: {},
				route: TURBO,
				price: priceTurbo,
				runTime: runTimes.turbo,
			},
		},
	},
	{
		id: '2.5',
		label: 'Kling 2.5',
		asOf: '2026-09',
		operations: {
			imageToVideo: { settings: version25, images: frames, price: price25, runTime: 'unknown' },
			textToVideo: { settings: { ...version25, aspectRatio }, images: {}, price: price25, runTime: 'unknown' },
		},
	},
	{
		id: '1.6',
		label: 'Kling 1.6 Elements',
		asOf: '2026-09',
		operations: {
			multiImageToVideo: {
				settings: { ...version25, aspectRatio },
				references: {
					key: 'elements',
					item: (picture) => ({ image_url: picture }),
					min: 1,
					max: 4,
					limits: imageLimits.piapi,
				},
				images: {},
				route: 'kling/video_generation',
				price: { rates: { '720p': flat(forFive(0.26)), '1080p': flat(forFive(0.46)) } },
				runTime: 'unknown',
			},
		},
	},
	{
		// piapi.md 2.4 names no version.
		id: 'avatar',
		label: 'Kling Avatar',
		asOf: '2026-09',
		operations: {
			avatar: {
				settings: { prompt: { ...prompt, required: false }, quality: mode('720p', '1080p') },
				images: { image: firstFrame },
				audio: { key: 'local_dubbing_url', required: true, limits: clipLimits.piapiVoice },
				omitModelId: true,
				price: { rates: { '720p': flat(0.052), '1080p': flat(0.26) } },
				runTime: runTimes.avatar,
			},
		},
	},
	{ id: 'sound', label: 'Kling Sound', asOf: '2026-09', operations: { textToSound: soundOfWords } },
	{
		// piapi.md 2.7 names no version.
		id: 'lip-sync',
		label: 'Kling Lip Sync',
		asOf: '2026-09',
		operations: { lipSync },
	},
	{
		// piapi.md 2.6: the task that made the video, and nothing else.
		id: 'extend',
		label: 'Kling Extend',
		asOf: '2026-09',
		operations: {
			extendVideo: {
				settings: {
					originTaskId: { kind: 'text', key: 'origin_task_id', required: true, max: 200, name: true },
				},
				images: {},
				omitModelId: true,
				price: 'unknown',
				runTime: 'unknown',
			},
		},
	},
	{ id: 'effects', label: 'Kling Effects', asOf: '2026-09', operations: { effects } },
];

const RETIRED = '2026-09-15';

/** piapi.md 9: retired upstream; whether PiAPI still serves them is not known. */
export const retiredPiapiModels: Readonly<Record<string, string>> = {
	'1.0': RETIRED,
	'1.5': RETIRED,
	'2.0': RETIRED,
	'2.1': RETIRED,
	'2.1-master': RETIRED,
};
