// fal.ai's catalogue: a row for each family; quality, and what goes in, choose the endpoint. A new model is a row.
import { failureOf } from '../../messages/message';
import type { Model, RequestFacts, SharedOperation } from '../catalogue';
import { runTimes } from '../run-times';
import { fourInput, inputWithElements, omniInput } from './bodies';
import { effects } from './effects';
import { falClipLimits, falImageLimits } from './limits';
import { falRules, falWarnings } from './messages';
import { prices } from './prices';
import { SPEAKERS } from './speakers';
import {
	always,
	aspectRatio,
	byO1Quality,
	byQuality,
	byVideo,
	elements,
	endImage,
	fiveOrTen,
	generateAudio,
	image,
	keepAudio,
	largeEnd,
	largeImage,
	largeStart,
	lastsAsVideo,
	longShots,
	negative,
	picturedElements,
	prompt,
	promptOrShots,
	quality,
	ratioOrVideo,
	reference,
	refuseReferences,
	resolution,
	seconds,
	shaping,
	shots,
	startImage,
	tailImage,
	wideRatio,
} from './field-mappings';

const three = {
	prompt: promptOrShots(),
	shots,
	generateAudio,
	duration: seconds(15),
	quality: quality('720p', '1080p', '4k'),
} as const;

/** fal.md 3.1 and 3.2: no sound field, no last frame. */
const turbo = {
	prompt: promptOrShots(3072),
	shots,
	duration: seconds(15),
	quality: quality('720p', '1080p'),
} as const;

/** fal.md 3.1 and 3.2: whole numbers. */
const four = {
	prompt: promptOrShots(),
	shots: longShots,
	duration: { ...seconds(30), as: undefined },
	quality: resolution,
} as const;

const o1Quality = quality('1080p', '720p');
const o1Seconds = seconds(10);

/** fal.md 3.3, the video of the omni family: made after it, or a change of it. */
const use = { kind: 'choice', key: '', values: ['reference', 'edit'], default: 'reference' } as const;

const omniVideo = (limits: (typeof falClipLimits)['o3' | 'o1' | 'v4']) =>
	({ key: 'video_url', as: 'text', limits }) as const;

const pictures = (max: number, maxWithVideo: number) =>
	({ key: 'image_urls', min: 0, max, maxWithVideo, limits: falImageLimits.picture }) as const;

/** fal.md 3.3: of o3 and of o1. "auto" is fal's own word for the video's ratio. */
const omniReferences = {
	promptReference: reference,
	body: omniInput,
	durationFromInput: lastsAsVideo,
	// fal.md 13.11.
	validate: refuseReferences({ beside: 4, alone: 7, filmed: 4 }),
} as const satisfies Partial<SharedOperation>;

/** fal.md 3.4. */
const motion: SharedOperation = {
	settings: {
		prompt: { ...prompt(), required: false },
		quality: quality('720p', '1080p'),
		characterOrientation: {
			kind: 'choice',
			key: 'character_orientation',
			values: ['video', 'image'],
			default: 'video',
		},
		keepOriginalSound: { kind: 'switch', key: 'keep_original_sound', default: true },
	},
	images: { image },
	video: { key: 'video_url', as: 'text', required: true, limits: falClipLimits.motion },
};

/** fal.md 3.1 to 3.3: of 4.0 the list of fields was seen in part, and it may not be open for every account (13.9). */
const partlySeen = { unconfirmed: true } as const;

/** A name that is not listed fails only when a machine has begun (fal.md 2.2), so it is refused here. */
const refuseSpeaker = ({ speech }: Pick<RequestFacts, 'speech'>) =>
	speech && !SPEAKERS.includes(speech.voice)
		? failureOf(falRules.speakerNotKnown, { voice: speech.voice, voices: SPEAKERS.join(', ') })
		: undefined;

/** Living models (fal.md 3 and 11), with their prices (6.2) and run times (5.1). */
export const falModels: readonly Model[] = [
	{
		id: 'fal-ai/kling-video/v3',
		label: 'Kling 3.0',
		asOf: '2026-10',
		operations: {
			imageToVideo: {
				settings: { ...three, ...shaping },
				images: { firstFrame: startImage, lastFrame: endImage },
				elements: elements(3),
				promptReference: reference,
				body: inputWithElements,
				endpoint: byQuality('/image-to-video'),
				price: prices.v3,
				runTime: 'unknown',
			},
			textToVideo: {
				settings: { ...three, aspectRatio, ...shaping },
				images: {},
				endpoint: byQuality('/text-to-video'),
				price: prices.v3,
				runTime: 'unknown',
			},
			motionControl: {
				...motion,
				endpoint: byQuality('/motion-control'),
				price: 'unknown',
				runTime: runTimes.motionControl,
			},
		},
	},
	{
		id: 'fal-ai/kling-video/v3/turbo',
		label: 'Kling 3.0 Turbo',
		asOf: '2026-10',
		operations: {
			imageToVideo: {
				settings: turbo,
				images: { firstFrame: largeImage },
				alwaysAudio: true,
				endpoint: byQuality('/image-to-video'),
				price: prices.turbo,
				runTime: runTimes.turbo,
			},
			textToVideo: {
				settings: { ...turbo, aspectRatio },
				images: {},
				alwaysAudio: true,
				endpoint: byQuality('/text-to-video'),
				price: prices.turbo,
				runTime: runTimes.turbo,
			},
		},
	},
	{
		id: 'fal-ai/kling-video/o3',
		label: 'Kling 3.0 Omni',
		asOf: '2026-10',
		operations: {
			imageToVideo: {
				settings: three,
				images: { firstFrame: image, lastFrame: endImage },
				endpoint: byQuality('/image-to-video'),
				price: prices.o3,
				// "o3 standard 94 s" for 5 s (fal.md 5.1).
				runTime: { base: 50, perSecond: 9 },
			},
			textToVideo: {
				settings: { ...three, aspectRatio },
				images: {},
				endpoint: byQuality('/text-to-video'),
				price: prices.o3,
				runTime: { base: 50, perSecond: 9 },
			},
			multiImageToVideo: {
				...omniReferences,
				settings: { ...three, aspectRatio: ratioOrVideo, videoUse: use, keepOriginalSound: keepAudio },
				images: { firstFrame: { ...startImage, required: false }, lastFrame: endImage },
				references: pictures(7, 4),
				elements: elements(7),
				video: omniVideo(falClipLimits.o3),
				endpoint: (facts, id) => byQuality(`/${byVideo(facts)}`)(facts, id),
				price: {
					rates: {
						'720p': { ...prices.o3.rates['720p'], withVideo: 'unknown' },
						'4k': { ...prices.o3.rates['4k'], withVideo: 'unknown' },
					},
				},
				runTime: 'unknown',
			},
			// fal has no endpoint for it (fal.md 11): the next shot after a video is what comes nearest.
			extendVideo: {
				settings: {
					prompt: prompt(),
					duration: seconds(15),
					quality: quality('720p', '1080p', '4k'),
					aspectRatio: { ...ratioOrVideo, values: ['auto', '16:9', '9:16', '1:1'], default: 'auto' },
					keepOriginalSound: keepAudio,
				},
				images: {},
				elements: picturedElements(4),
				video: { ...omniVideo(falClipLimits.o3), required: true },
				promptPrefix: 'Generate the next shot of @video1: ',
				promptReference: reference,
				body: inputWithElements,
				endpoint: byQuality('/video-to-video/reference'),
				price: 'unknown',
				runTime: 'unknown',
			},
		},
	},
	{
		id: 'fal-ai/kling-video/o1',
		label: 'Kling O1',
		asOf: '2026-10',
		operations: {
			imageToVideo: {
				settings: { prompt: prompt(), duration: o1Seconds, quality: o1Quality },
				images: { firstFrame: startImage, lastFrame: endImage },
				// fal.md 3.2: "@Image1 = first frame, @Image2 = last".
				namesFrames: true,
				promptReference: reference,
				endpoint: byO1Quality(() => 'image-to-video'),
				price: prices.o1,
				runTime: runTimes.o1,
			},
			multiImageToVideo: {
				...omniReferences,
				settings: {
					prompt: prompt(),
					duration: o1Seconds,
					quality: o1Quality,
					aspectRatio: ratioOrVideo,
					videoUse: use,
					keepOriginalSound: keepAudio,
				},
				images: {},
				references: pictures(7, 4),
				elements: elements(7, { mostVideos: 0 }),
				video: omniVideo(falClipLimits.o1),
				endpoint: byO1Quality(byVideo),
				price: prices.o1,
				runTime: runTimes.o1,
			},
		},
	},
	{
		id: 'fal-ai/kling-video/v2.6',
		label: 'Kling 2.6',
		asOf: '2026-10',
		operations: {
			// No cfg_scale and no ratio (fal.md 12.15).
			imageToVideo: {
				settings: {
					prompt: prompt(),
					generateAudio,
					duration: fiveOrTen,
					...negative,
					voiceIds: { kind: 'ids', most: 2, write: (ids) => ({ voice_ids: [...ids] }) },
				},
				images: { firstFrame: startImage, lastFrame: endImage },
				promptReference: reference,
				endpoint: always('/pro/image-to-video'),
				price: prices.v26,
				runTime: 'unknown',
			},
			textToVideo: {
				settings: { prompt: prompt(), generateAudio, duration: fiveOrTen, aspectRatio, ...shaping },
				images: {},
				endpoint: always('/pro/text-to-video'),
				price: prices.v26,
				runTime: 'unknown',
			},
			motionControl: {
				...motion,
				endpoint: byQuality('/motion-control'),
				price: 'unknown',
				runTime: runTimes.motionControl,
			},
		},
	},
	{
		id: 'fal-ai/kling-video/v2.5-turbo',
		label: 'Kling 2.5 Turbo',
		asOf: '2026-10',
		operations: {
			imageToVideo: {
				settings: { prompt: prompt(), duration: fiveOrTen, quality: quality('1080p', '720p'), ...shaping },
				images: { firstFrame: image, lastFrame: tailImage },
				// fal.md 3.2: standard has no last frame.
				constraints: [{ if: { image: 'lastFrame' }, then: { quality: '1080p' } }],
				endpoint: byQuality('/image-to-video'),
				price: prices.v25,
				runTime: runTimes.turbo,
			},
			textToVideo: {
				settings: { prompt: prompt(), duration: fiveOrTen, aspectRatio, ...shaping },
				images: {},
				endpoint: always('/pro/text-to-video'),
				price: prices.v25Pro,
				runTime: runTimes.turbo,
			},
		},
	},
	{
		id: 'kling/v4',
		label: 'Kling 4.0',
		asOf: '2026-10',
		operations: {
			imageToVideo: {
				settings: four,
				images: { firstFrame: largeStart, lastFrame: largeEnd },
				middleFrames: { key: 'middle_image_urls', max: 8, limits: falImageLimits.large },
				alwaysAudio: true,
				endpoint: always('/image-to-video'),
				price: prices.v4,
				runTime: 'unknown',
				...partlySeen,
			},
			textToVideo: {
				settings: { ...four, aspectRatio: wideRatio },
				images: {},
				alwaysAudio: true,
				endpoint: always('/text-to-video'),
				price: prices.v4,
				runTime: 'unknown',
				...partlySeen,
			},
			multiImageToVideo: {
				settings: { ...four, aspectRatio: wideRatio, videoUse: use },
				images: { firstFrame: { ...largeStart, required: false } },
				references: { ...pictures(10, 10), limits: falImageLimits.large },
				elements: elements(7, { limits: falImageLimits.large, video: { limits: falClipLimits.v4 } }),
				video: omniVideo(falClipLimits.v4),
				alwaysAudio: true,
				promptReference: reference,
				body: fourInput,
				durationFromInput: lastsAsVideo,
				// "start_image_url counts as one of the images" (fal.md 3.3).
				validate: refuseReferences({ beside: 10, alone: 10, filmed: 10 }),
				endpoint: ({ settings, hasVideo }, id) =>
					`${id}/${hasVideo && settings.videoUse === 'edit' ? 'video-to-video/edit' : 'reference-to-video'}`,
				price: prices.v4,
				runTime: 'unknown',
				...partlySeen,
			},
		},
	},
	{
		// fal.md 3.3: of its endpoints one is shown, and by its sample only.
		id: 'kling/v4/flash',
		label: 'Kling 4.0 Flash, Change a Video',
		asOf: '2026-10',
		operations: {
			multiImageToVideo: {
				settings: { prompt: prompt() },
				images: {},
				references: { ...pictures(10, 10), limits: falImageLimits.large },
				video: { ...omniVideo(falClipLimits.v4), required: true },
				alwaysAudio: true,
				promptReference: reference,
				durationFromInput: () => true,
				endpoint: always('/video-to-video'),
				price: 'unknown',
				runTime: 'unknown',
				...partlySeen,
			},
		},
	},
	{
		id: 'fal-ai/kling-video/ai-avatar/v2',
		label: 'Kling Avatar',
		asOf: '2026-10',
		operations: {
			avatar: {
				settings: { prompt: { ...prompt(), required: false }, quality: quality('720p', '1080p') },
				images: { image },
				audio: { key: 'audio_url', required: true, limits: falClipLimits.voice },
				endpoint: byQuality(''),
				price: prices.avatar,
				runTime: runTimes.avatar,
			},
		},
	},
	{
		id: 'fal-ai/kling-video/lipsync',
		label: 'Kling Lip Sync',
		asOf: '2026-10',
		operations: {
			lipSync: {
				settings: {},
				images: {},
				video: {
					key: 'video_url',
					as: 'text',
					required: true,
					limits: falClipLimits.lipsWithText,
					limitsWithRecording: falClipLimits.lipsWithRecording,
				},
				audio: {
					key: 'audio_url',
					required: true,
					limits: falClipLimits.dubbing,
					// The form has no language where the task itself speaks, so the letters decide.
					spoken: ({ text, voice, speed }) => ({
						text,
						voice_id: voice,
						voice_language: /\p{Script=Han}/u.test(text) ? 'zh' : 'en',
						voice_speed: speed,
					}),
				},
				durationFromInput: () => true,
				endpoint: ({ speaks }, id) => `${id}/${speaks ? 'text' : 'audio'}-to-video`,
				price: prices.lips,
				runTime: runTimes.lipSync,
				validate: ({ speech }) => {
					const length = [...(speech?.text ?? '')].length;
					return length > 120 ? failureOf(falRules.textTooLong, { length, most: 120 }) : refuseSpeaker({ speech });
				},
			},
		},
	},
	{
		id: 'fal-ai/kling-video/v1/tts',
		label: 'Kling Text to Speech',
		asOf: '2026-10',
		operations: {
			textToSpeech: {
				settings: {},
				images: {},
				speech: { write: ({ text, voice, speed }) => ({ text, voice_id: voice, voice_speed: speed }) },
				price: 'unknown',
				runTime: runTimes.textToSound,
				validate: refuseSpeaker,
				warnings: ({ speech }) => (speech?.language === 'zh' ? [falWarnings.languageNotSent] : []),
			},
		},
	},
	{
		id: 'fal-ai/kling-video/video-to-audio',
		label: 'Kling Video to Sound',
		asOf: '2026-10',
		operations: {
			videoToSound: {
				settings: {
					// Without words of ours it is a car race (fal.md 12.14).
					soundEffects: { kind: 'text', key: 'sound_effect_prompt', max: 200, sendEmpty: true },
					music: { kind: 'text', key: 'background_music_prompt', max: 200, sendEmpty: true },
					asmr: { kind: 'switch', key: 'asmr_mode', default: false },
				},
				images: {},
				video: { key: 'video_url', as: 'text', required: true, limits: falClipLimits.muted },
				durationFromInput: () => true,
				price: 'unknown',
				runTime: runTimes.videoToSound,
			},
		},
	},
	{
		id: 'fal-ai/kling-video/create-voice',
		label: 'Kling Create Voice',
		asOf: '2026-10',
		operations: {
			createVoice: {
				settings: {},
				images: {},
				audio: { key: 'voice_url', required: true, limits: falClipLimits.voiceSource },
				price: 'unknown',
				runTime: runTimes.voice,
			},
		},
	},
	{ id: 'fal-ai/kling-video/v1.6', label: 'Kling Effects', asOf: '2026-10', operations: { effects } },
];

const RETIRED = '2026-09-15';

/** fal.md 11: retired upstream; whether fal still serves them is not known. */
export const retiredFalModels: Readonly<Record<string, string>> = Object.fromEntries(
	[
		'v2.1/master/text-to-video',
		'v2.1/standard/image-to-video',
		'v2.1/pro/image-to-video',
		'v2.1/master/image-to-video',
		'v2/master/text-to-video',
		'v2/master/image-to-video',
		'v1.6/standard/text-to-video',
		'v1.6/pro/text-to-video',
		'v1.6/standard/image-to-video',
		'v1.6/pro/image-to-video',
		'v1.6/standard/elements',
		'v1.6/pro/elements',
		'v1.5/pro/text-to-video',
		'v1.5/pro/image-to-video',
		'v1/standard/text-to-video',
		'v1/standard/image-to-video',
	].map((path) => [`fal-ai/kling-video/${path}`, RETIRED]),
);
