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
} from './field-mappings';

/** Prices that several operations share (piapi.md 8.3, "Prices (USD), indicative"). */
const price3: Price = {
	rates: { '720p': { silent: 0.1, withAudio: 0.15 }, '1080p': { silent: 0.15, withAudio: 0.2 } },
};
/** "2.6, 5 s: 0.20-0.66": the ends of the range; what lies between is not said. */
const price26: Price = { rates: { '720p': { silent: forFive(0.2) }, '1080p': { withAudio: forFive(0.66) } } };
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
		operations: {
			imageToVideo: { settings: version3, images: frames, price: price3, runTime: 'unknown' },
			textToVideo: { settings: { ...version3, aspectRatio }, images: {}, price: price3, runTime: 'unknown' },
			multiImageToVideo: { ...omni, price: price3, runTime: 'unknown' },
			motionControl: { ...motion, price: 'unknown', runTime: runTimes.motionControl },
		},
	},
	{
		// piapi.md 2.2 and 9: the page of o1 is not known in full; these are the fields of its sample.
		id: 'o1',
		label: 'Kling O1',
		operations: {
			textToVideo: {
				settings: {
					prompt,
					duration: { kind: 'choice', key: 'duration', values: [5], default: 5 },
					quality: { kind: 'choice', key: 'resolution', values: ['720p'], default: '720p' },
				},
				images: {},
				route: 'kling/omni_video_generation',
				price: 'unknown',
				runTime: runTimes.o1,
			},
		},
	},
	{
		id: '2.5-turbo',
		label: 'Kling 2.5 Turbo',
		operations: {
			imageToVideo: {
				settings: { ...turbo25, aspectRatio },
				images: {
					firstFrame: { ...firstFrame, key: 'start_image_url' },
					lastFrame: { ...lastFrame, key: 'end_image_url' },
				},
				route: TURBO,
				price: 'unknown',
				runTime: runTimes.turbo,
			},
			textToVideo: {
				settings: { ...turbo25, aspectRatio },
				images: {},
				route: TURBO,
				price: 'unknown',
				runTime: runTimes.turbo,
			},
		},
	},
	{
		id: '2.5',
		label: 'Kling 2.5',
		operations: {
			imageToVideo: { settings: version25, images: frames, price: price25, runTime: 'unknown' },
			textToVideo: { settings: { ...version25, aspectRatio }, images: {}, price: price25, runTime: 'unknown' },
		},
	},
	{
		id: '1.6',
		label: 'Kling 1.6 Elements',
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
	{ id: 'sound', label: 'Kling Sound', operations: { textToSound: soundOfWords } },
	{
		// piapi.md 2.7 names no version.
		id: 'lip-sync',
		label: 'Kling Lip Sync',
		operations: { lipSync },
	},
	{
		// piapi.md 2.6: the task that made the video, and nothing else.
		id: 'extend',
		label: 'Kling Extend',
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
	{ id: 'effects', label: 'Kling Effects', operations: { effects } },
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
