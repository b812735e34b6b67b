// The official API's catalogue. A new model is a row. It says which standards it knows: the legacy one is the default where
// the model has it, since it takes both kinds of keys and more fields, and `withNewer` adds the newer one, which a user may
// choose; models that live only there have nothing else.
import { clipLimits, imageLimits } from '../media-limits';
import type { Model, ModelOperation, RequestFacts } from '../catalogue';
import { flat, type Price } from '../pricing';
import { runTimes } from '../run-times';
import { effectBody, effectSuggestions, refuseEffect, warnOfEffect } from './effects';
import { lipSync } from './lip-sync';
import { newerBody, newerPath, newerSettings, refuseLongStoryboard, withNewer } from './v2-bodies';
import { alwaysFour, flashOmni, fourOmni, fourFrames, fourSettings } from './four';
import { omniBody, refuseO1, refuseOmni, nextShot } from './omni';
import { soundOfVideo, soundOfWords, speech } from './audio';
import {
	fiveOrTen,
	threeToFifteen,
	mode,
	aspectRatio,
	aspectRatio4,
	prompt,
	promptOrShots,
	common,
	generateAudio,
	shots,
	elementIds,
	voiceIds,
	promptReference,
	firstFrame,
	frames,
	soundNeedsPro,
	lastFrameNeedsPro,
	oneShot,
	turbo,
	elementTags,
	omniMaterials,
	refuseElement,
	videoUse,
	keepOriginalSound,
	motion,
} from './field-mappings';

/** Prices that several operations share (kling-official.md 8, "Prices, units per second"). */
const price26: Price = { rates: { '720p': { silent: 0.3 }, '1080p': { silent: 0.5, withAudio: 1, withVoices: 1.2 } } };
const price3: Price = {
	rates: { '720p': { silent: 0.6, withAudio: 0.9 }, '1080p': { silent: 0.8, withAudio: 1.2 }, '4k': flat(3) },
};
const priceOmni: Price = {
	rates: {
		'720p': { silent: 0.6, withAudio: 0.8, withVideo: 0.9 },
		'1080p': { silent: 0.8, withAudio: 1, withVideo: 1.2 },
		'4k': { ...flat(3), withVideo: 3 },
	},
};
const priceO1: Price = {
	rates: { '720p': { silent: 0.6, withVideo: 0.9 }, '1080p': { silent: 0.8, withVideo: 1.2 } },
};
const priceTurbo: Price = { rates: { '720p': flat(0.8), '1080p': flat(1) } };
/** kling-official.md 2.15, "Price": what sellers of the official API ask, in dollars. */
const price4: Price = { inDollars: true, rates: { '720p': flat(0.157), '1080p': flat(0.235) } };
const priceOmni4: Price = {
	inDollars: true,
	rates: { '720p': { ...flat(0.157), withVideo: 0.094 }, '1080p': { ...flat(0.235), withVideo: 0.141 } },
	videosCount: true,
};
const priceFlash4: Price = { inDollars: true, rates: { '720p': flat(0.094) } };
const price25: Price = { rates: { '720p': flat(0.3), '1080p': flat(0.5) } };

/** The newer standard takes longer prompts, and shots in them (kling-official.md 2.3). */
const newerOmni = {
	settings: { prompt: { ...promptOrShots, max: 3072 } },
	validate: (facts: RequestFacts) => refuseOmni(facts) ?? refuseLongStoryboard(3072)(facts),
	video: { ...omniMaterials.video, limits: clipLimits.klingNewerOmni },
} as const satisfies Partial<ModelOperation>;
const newerNextShot = {
	settings: { prompt: { ...prompt, max: 3072 } },
	video: { ...nextShot.video, limits: clipLimits.klingNewerOmni },
} as const satisfies Partial<ModelOperation>;
/** Of the newer standard's motion models only 3.0 knows elements (kling-official.md 2.4). */
const withoutElements: Partial<ModelOperation> = { settings: { elementIds: undefined } };

/** Living models (kling-official.md 9.1), with their prices (8) and run times. */
export const klingModels: readonly Model[] = [
	{
		id: 'kling-v2-6',
		label: 'Kling 2.6',
		asOf: '2026-09',
		operations: {
			imageToVideo: withNewer('kling-2.6', 'image-to-video', {
				settings: { prompt, ...common, generateAudio, duration: fiveOrTen, quality: mode('720p', '1080p'), voiceIds },
				images: frames,
				constraints: [
					soundNeedsPro,
					{ if: { image: 'lastFrame' }, then: { quality: '1080p', generateAudio: false } },
					{ if: { given: 'voiceIds' }, then: { generateAudio: true } },
				],
				promptReference,
				price: price26,
				runTime: 'unknown',
			}),
			textToVideo: withNewer('kling-2.6', 'text-to-video', {
				settings: {
					prompt,
					...common,
					generateAudio,
					duration: fiveOrTen,
					quality: mode('720p', '1080p'),
					aspectRatio,
				},
				images: {},
				constraints: [soundNeedsPro],
				price: price26,
				runTime: 'unknown',
			}),
			motionControl: withNewer(
				'kling-2.6',
				'motion-control',
				{
					...motion,
					price: { rates: { '720p': flat(0.5), '1080p': flat(0.8) } },
					runTime: runTimes.motionControl,
				},
				withoutElements,
			),
		},
	},
	{
		id: 'kling-v3',
		label: 'Kling 3.0',
		asOf: '2026-09',
		operations: {
			imageToVideo: withNewer(
				'kling-3.0',
				'image-to-video',
				{
					settings: {
						prompt: promptOrShots,
						...common,
						generateAudio,
						duration: threeToFifteen,
						quality: mode('720p', '1080p', '4k'),
						shots,
						elementIds,
					},
					images: frames,
					fixed: oneShot,
					promptReference,
					price: price3,
					runTime: 'unknown',
				},
				{ settings: { prompt: { ...promptOrShots, max: 3072 } }, validate: refuseLongStoryboard(3072) },
			),
			textToVideo: withNewer(
				'kling-3.0',
				'text-to-video',
				{
					settings: {
						prompt: promptOrShots,
						...common,
						generateAudio,
						duration: threeToFifteen,
						quality: mode('720p', '1080p', '4k'),
						aspectRatio,
						shots,
					},
					images: {},
					fixed: oneShot,
					price: price3,
					runTime: 'unknown',
				},
				{ settings: { prompt: { ...promptOrShots, max: 3072 } }, validate: refuseLongStoryboard(3072) },
			),
			motionControl: withNewer('kling-3.0', 'motion-control', {
				...motion,
				price: { rates: { '720p': flat(0.9), '1080p': flat(1.2) } },
				runTime: runTimes.motionControl,
			}),
		},
	},
	{
		id: 'kling-v3-omni',
		label: 'Kling 3.0 Omni',
		asOf: '2026-09',
		operations: {
			multiImageToVideo: withNewer(
				'kling-3.0-omni',
				'omni-video',
				{
					settings: {
						prompt: promptOrShots,
						generateAudio,
						duration: threeToFifteen,
						quality: mode('720p', '1080p', '4k'),
						aspectRatio,
						shots,
						elementIds: { ...elementIds, most: 7 },
						videoUse,
						keepOriginalSound,
						watermark: common.watermark,
					},
					...omniMaterials,
					fixed: oneShot,
					promptReference,
					body: omniBody,
					validate: (facts) => refuseOmni(facts),
					price: priceOmni,
					runTime: 'unknown',
				},
				newerOmni,
			),
			extendVideo: withNewer(
				'kling-3.0-omni',
				'omni-video',
				{
					...nextShot,
					settings: {
						...nextShot.settings,
						duration: threeToFifteen,
						quality: mode('720p', '1080p', '4k'),
					},
					price: priceOmni,
					runTime: 'unknown',
				},
				newerNextShot,
			),
		},
	},
	{
		id: 'kling-video-o1',
		label: 'Kling O1',
		asOf: '2026-09',
		operations: {
			multiImageToVideo: withNewer(
				'kling-o1',
				'omni-video',
				{
					settings: {
						prompt,
						duration: { ...threeToFifteen, max: 10 },
						quality: mode('720p', '1080p'),
						aspectRatio,
						elementIds: { ...elementIds, most: 7 },
						videoUse,
						keepOriginalSound,
						watermark: common.watermark,
					},
					...omniMaterials,
					video: { ...omniMaterials.video, limits: clipLimits.klingO1 },
					promptReference,
					body: omniBody,
					validate: (facts) => refuseO1(facts) ?? refuseOmni(facts),
					price: priceO1,
					runTime: runTimes.o1,
				},
				{ video: { ...omniMaterials.video, limits: clipLimits.klingNewerO1 } },
			),
			extendVideo: withNewer(
				'kling-o1',
				'omni-video',
				{
					...nextShot,
					settings: {
						...nextShot.settings,
						duration: { ...threeToFifteen, max: 10 },
						quality: mode('720p', '1080p'),
					},
					video: { ...nextShot.video, limits: clipLimits.klingO1 },
					price: priceO1,
					runTime: runTimes.o1,
				},
				{ video: { ...nextShot.video, limits: clipLimits.klingNewerO1 } },
			),
		},
	},
	{
		id: 'kling-3.0-turbo',
		label: 'Kling 3.0 Turbo',
		asOf: '2026-09',
		operations: {
			imageToVideo: {
				settings: newerSettings({ prompt: promptOrShots, ...turbo }),
				images: { firstFrame: { ...firstFrame, limits: imageLimits.klingNewer } },
				...newerPath('image-to-video'),
				alwaysAudio: true,
				body: newerBody,
				validate: refuseLongStoryboard(2500),
				price: priceTurbo,
				runTime: runTimes.turbo,
			},
			textToVideo: {
				// Up to 3072 characters here, 2500 with a picture (kling-official.md 11.3).
				settings: newerSettings({ prompt: { ...promptOrShots, max: 3072 }, ...turbo, aspectRatio }),
				images: {},
				...newerPath('text-to-video'),
				alwaysAudio: true,
				body: newerBody,
				validate: refuseLongStoryboard(3072),
				price: priceTurbo,
				runTime: runTimes.turbo,
			},
		},
	},
	{
		// kling-official.md 2.15: the vendor's own pages were not seen.
		id: 'kling-4.0',
		label: 'Kling 4.0',
		asOf: '2026-11',
		operations: {
			imageToVideo: {
				...alwaysFour,
				...fourFrames,
				settings: newerSettings(fourSettings(30, '720p', '1080p')),
				...newerPath('image-to-video'),
				price: price4,
				runTime: runTimes.four,
			},
			textToVideo: {
				...alwaysFour,
				settings: newerSettings({ ...fourSettings(30, '720p', '1080p'), aspectRatio: aspectRatio4 }),
				images: {},
				...newerPath('text-to-video'),
				price: price4,
				runTime: runTimes.four,
			},
			multiImageToVideo: { ...fourOmni, price: priceOmni4, runTime: runTimes.four },
		},
	},
	{
		id: 'kling-4.0-flash',
		label: 'Kling 4.0 Flash',
		asOf: '2026-11',
		operations: {
			imageToVideo: {
				...alwaysFour,
				images: { firstFrame: fourFrames.images.firstFrame },
				settings: newerSettings(fourSettings(20, '720p')),
				...newerPath('image-to-video'),
				price: priceFlash4,
				runTime: runTimes.fourFlash,
			},
			textToVideo: {
				...alwaysFour,
				settings: newerSettings({ ...fourSettings(20, '720p'), aspectRatio: aspectRatio4 }),
				images: {},
				...newerPath('text-to-video'),
				price: priceFlash4,
				runTime: runTimes.fourFlash,
			},
			// What a flash video with references costs, no page tells.
			multiImageToVideo: { ...flashOmni, price: 'unknown', runTime: runTimes.fourFlash },
		},
	},
	{
		id: 'kling-v2-5-turbo',
		label: 'Kling 2.5 Turbo',
		asOf: '2026-09',
		operations: {
			imageToVideo: withNewer('kling-2.5-turbo', 'image-to-video', {
				settings: { prompt, ...common, duration: fiveOrTen, quality: mode('720p', '1080p') },
				images: frames,
				constraints: [lastFrameNeedsPro],
				price: price25,
				runTime: runTimes.turbo,
			}),
			textToVideo: withNewer('kling-2.5-turbo', 'text-to-video', {
				settings: { prompt, ...common, duration: fiveOrTen, quality: mode('720p', '1080p'), aspectRatio },
				images: {},
				price: price25,
				runTime: runTimes.turbo,
			}),
		},
	},
	{
		id: 'kling-v1-6',
		label: 'Kling 1.6 (Reported Retired on 2026-09-15)',
		asOf: '2026-09',
		operations: {
			// The seed page; kling-official.md 2.3.
			multiImageToVideo: {
				settings: {
					prompt,
					...common,
					duration: fiveOrTen,
					quality: mode('720p', '1080p'),
					aspectRatio,
				},
				references: {
					key: 'image_list',
					item: (picture) => ({ image: picture }),
					min: 1,
					max: 4,
					limits: imageLimits.klingLegacy,
				},
				images: {},
				route: '/v1/videos/multi-image2video',
				price: 'unknown',
				runTime: 'unknown',
			},
		},
	},
	{
		// The path has no model field (kling-official.md 2.5, the seed page).
		id: 'avatar',
		label: 'Kling Avatar',
		asOf: '2026-09',
		operations: {
			avatar: {
				settings: {
					prompt: { ...prompt, required: false },
					quality: mode('720p', '1080p'),
					watermark: common.watermark,
				},
				images: { image: { key: 'image', as: 'text', required: true, limits: imageLimits.klingLegacy } },
				audio: { key: 'sound_file', speechKey: 'audio_id', required: true, limits: clipLimits.klingVoice },
				omitModelId: true,
				price: { rates: { '720p': flat(0.4), '1080p': flat(0.8) } },
				runTime: runTimes.avatar,
			},
		},
	},
	{ id: 'tts', label: 'Kling Text to Speech', asOf: '2026-09', operations: { textToSpeech: speech } },
	{
		id: 'sound',
		label: 'Kling Sound',
		asOf: '2026-09',
		operations: { textToSound: soundOfWords, videoToSound: soundOfVideo },
	},
	{
		// Neither has this path a model field (kling-official.md 2.7).
		id: 'lip-sync',
		label: 'Kling Lip Sync',
		asOf: '2026-09',
		operations: { lipSync },
	},
	{
		// kling-official.md 2.6: no model field; the source's own model goes on, and all it knows are retired.
		id: 'video-extend',
		label: 'Kling 1.0 to 1.6, by Video ID (Reported Retired on 2026-09-15)',
		asOf: '2026-09',
		operations: {
			extendVideo: {
				settings: {
					videoId: { kind: 'text', key: 'video_id', required: true, max: 200, name: true },
					prompt: { ...prompt, required: false },
					negativePrompt: common.negativePrompt,
					cfgScale: { kind: 'number', key: 'cfg_scale', min: 0, max: 1, default: 0.5, optional: true },
					watermark: common.watermark,
				},
				images: {},
				route: '/v1/videos/video-extend',
				omitModelId: true,
				price: 'unknown',
				runTime: 'unknown',
			},
		},
	},
	{
		// kling-official.md 2.8: no model field, no mode, no duration, no watermark.
		id: 'effects',
		label: 'Kling Effects',
		asOf: '2026-09',
		operations: {
			effects: {
				settings: {
					effect: {
						kind: 'text',
						key: 'effect_scene',
						required: true,
						max: 200,
						name: true,
						suggestions: effectSuggestions,
					},
				},
				images: {
					image: { key: 'input.image', as: 'text', required: true, limits: imageLimits.klingLegacy },
					secondImage: { key: 'input.images', as: 'list', limits: imageLimits.klingLegacy },
				},
				body: effectBody,
				validate: refuseEffect,
				warnings: warnOfEffect,
				omitModelId: true,
				price: 'unknown',
				runTime: 'unknown',
			},
		},
	},
	{
		// Neither path has a model field (kling-official.md 2.11 and 2.12).
		id: 'element',
		label: 'Kling Element',
		asOf: '2026-09',
		operations: {
			createElement: {
				settings: {
					name: { kind: 'text', key: 'element_name', required: true, max: 20 },
					description: { kind: 'text', key: 'element_description', required: true, max: 100 },
					madeFrom: {
						kind: 'choice',
						key: 'reference_type',
						values: ['pictures', 'video'],
						default: 'pictures',
						as: (from) => (from === 'video' ? 'video_refer' : 'image_refer'),
					},
					voiceIds: { ...voiceIds, most: 1, write: ([id = '']) => ({ element_voice_id: id }) },
					tags: elementTags,
				},
				images: { frontal: { key: 'element_image_list.frontal_image', as: 'text', limits: imageLimits.klingLegacy } },
				references: {
					key: 'element_image_list.refer_images',
					item: (picture) => ({ image_url: picture }),
					min: 0,
					max: 3,
					limits: imageLimits.klingLegacy,
				},
				video: {
					key: 'element_video_list.refer_videos',
					as: 'list',
					item: (video) => ({ video_url: video }),
					limits: clipLimits.klingElement,
				},
				// "Only for character/humanoid image elements".
				constraints: [{ if: { given: 'voiceIds' }, then: { madeFrom: 'pictures' } }],
				validate: refuseElement,
				omitModelId: true, // kling-official.md 8, "Flat": creating an element was seen to cost nothing.
				price: { each: 0 },
				runTime: runTimes.element,
			},
		},
	},
	{
		id: 'voice',
		label: 'Kling Voice',
		asOf: '2026-09',
		operations: {
			createVoice: {
				settings: { name: { kind: 'text', key: 'voice_name', required: true, max: 20 } },
				images: {},
				audio: {
					key: 'voice_url',
					speechKey: 'video_id',
					required: true,
					limits: clipLimits.klingVoiceSource,
				},
				omitModelId: true,
				price: { each: 0.05 },
				runTime: runTimes.voice,
			},
		},
	},
];

const RETIRED = '2026-09-15';

/** kling-official.md 9.2: reported by four third parties and one refusal, not by the vendor's changelog (11.1). */
export const retiredKlingModels: Readonly<Record<string, string>> = {
	'kling-v1': RETIRED,
	'kling-v1-5': RETIRED,
	'kling-v1-6': RETIRED,
	'kling-v2-master': RETIRED,
	'kling-v2-0-master': RETIRED,
	'kling-v2-1': RETIRED,
	'kling-v2-1-master': RETIRED,
	'video-extend': RETIRED,
};
