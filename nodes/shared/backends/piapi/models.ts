// PiAPI's catalogue: the row's id is the `version` that is sent. A new model is a row.
import { clipLimits, imageLimits } from '../media-limits';
import type { Model } from '../catalogue';
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
			imageToVideo: { settings: version26, images: frames, constraints: [soundNeedsPro] },
			textToVideo: { settings: { ...version26, aspectRatio }, images: {}, constraints: [soundNeedsPro] },
			motionControl: motion,
		},
	},
	{
		id: '3.0',
		label: 'Kling 3.0',
		operations: {
			imageToVideo: { settings: version3, images: frames },
			textToVideo: { settings: { ...version3, aspectRatio }, images: {} },
			multiImageToVideo: omni,
			motionControl: motion,
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
			},
			textToVideo: { settings: { ...turbo25, aspectRatio }, images: {}, route: TURBO },
		},
	},
	{
		id: '2.5',
		label: 'Kling 2.5',
		operations: {
			imageToVideo: { settings: version25, images: frames },
			textToVideo: { settings: { ...version25, aspectRatio }, images: {} },
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
