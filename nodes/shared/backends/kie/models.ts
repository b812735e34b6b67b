// Kie.ai's catalogue. A new model is a row.
import { imageLimits } from '../media-limits';
import {
	elementBody,
	mentionAt,
	referenceBody,
	refuseReference,
	refuseText,
	refuseTransformation,
	SUBJECT,
	transformationBody,
	withoutPictures,
} from './omni';
import type { Model } from '../catalogue';
import { flat, type Price } from '../pricing';
import { runTimes } from '../run-times';
import { credits, flatUsd } from './prices';
import {
	inList,
	lastInList,
	asText,
	tailAsText,
	prompt,
	fiveOrTen,
	threeToFifteen,
	wholeSeconds,
	aspectRatio,
	resolution,
	generateAudio,
	shaping,
	video3,
	omni,
	omniImage,
	references,
	omniVideo,
	motion,
	avatar,
	omniSubjects,
	uncutSubjects,
	videoSubjects,
} from './field-mappings';

/** Prices that several operations share (kie.md 8, "Price hints"). */
const price3: Price = {
	rates: {
		'720p': { silent: credits(0.07), withAudio: credits(0.1) },
		'1080p': { silent: credits(0.09), withAudio: credits(0.135) },
		'4k': flatUsd(0.335),
	},
};
const priceOmni: Price = {
	rates: { '720p': { silent: 14, withAudio: 18 }, '1080p': { silent: 18, withAudio: 23 }, '4k': flat(67) },
};
const priceTurbo: Price = { rates: { '720p': flatUsd(0.09), '1080p': flatUsd(0.1125) } };

/** Living models (kie.md 9), with their prices (8) and run times. The 2.1 family is left out: upstream Kling retired it on 2026-09-15. */
export const kieModels: readonly Model[] = [
	{
		id: 'kling-2.6/image-to-video',
		label: 'Kling 2.6',
		asOf: '2026-09',
		operations: {
			// The seed page: prompt up to 1000 characters, one picture, `sound` required, `duration` a string.
			imageToVideo: {
				settings: { prompt: prompt(1000), generateAudio: generateAudio('sound'), duration: fiveOrTen },
				images: { firstFrame: inList },
				price: 'unknown',
				runTime: 'unknown',
			},
		},
	},
	{
		id: 'kling-2.6/text-to-video',
		label: 'Kling 2.6',
		asOf: '2026-09',
		operations: {
			textToVideo: {
				settings: { prompt: prompt(1000), generateAudio: generateAudio('sound'), duration: fiveOrTen, aspectRatio },
				images: {},
				price: 'unknown',
				runTime: 'unknown',
			},
		},
	},
	{
		id: 'kling-3.0-omni/reference-to-video',
		label: 'Kling 3.0 Omni',
		asOf: '2026-09',
		operations: {
			multiImageToVideo: {
				...omni,
				settings: { ...omni.settings, aspectRatio },
				references: { ...references, min: 0 },
				video: omniVideo,
				images: {},
				elements: omniSubjects(7),
				body: referenceBody,
				durationFromInput: withoutPictures,
				validate: refuseReference,
				promptReference: mentionAt,
				price: priceOmni,
				runTime: 'unknown',
			},
			// kie.md 2.4, "video only": the video decides ratio and length, and there is no sound.
			extendVideo: {
				settings: { prompt: prompt(3072), quality: resolution('720p', '1080p', '4k') },
				video: { ...omniVideo, required: true },
				images: {},
				elements: omniSubjects(4),
				body: referenceBody,
				validate: refuseReference,
				// No page shows how a prompt names the video.
				promptPrefix: 'Generate the next shot of the reference video: ',
				promptReference: mentionAt,
				price: priceOmni,
				runTime: 'unknown',
			},
		},
	},
	{
		id: 'kling-3.0-omni/transformation',
		label: 'Kling 3.0 Omni, Change a Video',
		asOf: '2026-09',
		operations: {
			multiImageToVideo: {
				settings: {
					prompt: prompt(3072),
					generateAudio: generateAudio('audio'),
					duration: wholeSeconds,
					quality: resolution('720p', '1080p', '4k'),
					aspectRatio,
				},
				references: { ...references, max: 4 },
				video: { ...omniVideo, required: true },
				images: {},
				elements: uncutSubjects(4),
				body: transformationBody,
				durationFromInput: withoutPictures,
				validate: refuseTransformation,
				promptReference: mentionAt,
				price: priceOmni,
				runTime: 'unknown',
			},
		},
	},
	{
		id: 'kling-3.0/video',
		label: 'Kling 3.0',
		asOf: '2026-09',
		operations: {
			imageToVideo: {
				...video3,
				images: { firstFrame: inList, lastFrame: lastInList },
				elements: videoSubjects,
				// kie.md 2.3: a storyboard starts with a picture and cannot end with one.
				constraints: [{ if: { given: 'shots' }, never: ['lastFrame'] }],
				price: price3,
				runTime: 'unknown',
			},
			textToVideo: {
				...video3,
				settings: { ...video3.settings, aspectRatio },
				images: {},
				price: price3,
				runTime: 'unknown',
			},
			// kie.md 2.3: two to four pictures of one subject make an element; the prompt needs a first frame beside it.
			multiImageToVideo: {
				...video3,
				settings: { ...video3.settings, subject: { kind: 'text', key: 'subject', required: true, max: 100 } },
				images: { firstFrame: { ...inList, required: true } },
				references: { key: 'references', min: 2, max: 4, limits: imageLimits.kie },
				elements: { ...videoSubjects, most: 2 },
				body: elementBody,
				promptReference: (kind, number) =>
					kind === 'image' || kind === 'element' ? `@${SUBJECT}` : `@${kind}_${number}`,
				price: price3,
				runTime: 'unknown',
			},
		},
	},
	{
		id: 'kling-3.0-omni/image-to-video',
		label: 'Kling 3.0 Omni',
		asOf: '2026-09',
		operations: {
			// The ratio is "auto", taken from the picture, unless there is a storyboard.
			imageToVideo: {
				...omni,
				elements: omniSubjects(3),
				images: { firstFrame: omniImage, lastFrame: { ...omniImage, required: false } },
				price: priceOmni,
				runTime: 'unknown',
			},
		},
	},
	{
		id: 'kling-3.0-omni/text-to-video',
		label: 'Kling 3.0 Omni',
		asOf: '2026-09',
		operations: {
			textToVideo: {
				...omni,
				settings: { ...omni.settings, aspectRatio },
				elements: uncutSubjects(7),
				images: {},
				validate: refuseText,
				price: priceOmni,
				runTime: 'unknown',
			},
		},
	},
	{
		id: 'kling/v3-turbo-image-to-video',
		label: 'Kling 3.0 Turbo',
		asOf: '2026-09',
		operations: {
			imageToVideo: {
				settings: { prompt: prompt(2500), duration: threeToFifteen, quality: resolution('720p', '1080p') },
				images: { firstFrame: inList },
				price: priceTurbo,
				runTime: runTimes.turbo,
			},
		},
	},
	{
		id: 'kling/v3-turbo-text-to-video',
		label: 'Kling 3.0 Turbo',
		asOf: '2026-09',
		operations: {
			textToVideo: {
				settings: { prompt: prompt(2500), duration: threeToFifteen, quality: resolution('720p', '1080p'), aspectRatio },
				images: {},
				price: priceTurbo,
				runTime: runTimes.turbo,
			},
		},
	},
	{
		id: 'kling/v2-5-turbo-image-to-video-pro',
		label: 'Kling 2.5 Turbo Pro',
		asOf: '2026-09',
		operations: {
			imageToVideo: {
				settings: { prompt: prompt(2500), duration: fiveOrTen, ...shaping(500) },
				images: { firstFrame: asText, lastFrame: tailAsText },
				price: 'unknown',
				runTime: runTimes.turbo,
			},
		},
	},
	{
		id: 'kling/v2-5-turbo-text-to-video-pro',
		label: 'Kling 2.5 Turbo Pro',
		asOf: '2026-09',
		operations: {
			textToVideo: {
				settings: { prompt: prompt(2500), duration: fiveOrTen, aspectRatio, ...shaping(2500) },
				images: {},
				price: 'unknown',
				runTime: runTimes.turbo,
			},
		},
	},
	{
		id: 'kling-2.6/motion-control',
		label: 'Kling 2.6',
		asOf: '2026-09',
		operations: { motionControl: { ...motion, price: 'unknown', runTime: runTimes.motionControl } },
	},
	{
		id: 'kling-3.0/motion-control',
		label: 'Kling 3.0',
		asOf: '2026-09',
		operations: {
			motionControl: {
				...motion,
				settings: {
					...motion.settings,
					background: {
						kind: 'choice',
						key: 'background_source',
						values: ['video', 'image'],
						default: 'video',
						as: (whose) => `input_${whose}`,
					},
				},
				images: { image: { key: 'input_urls', as: 'list', required: true, limits: imageLimits.kieMotion3 } }, // "Minimum charge of about 10 s seen" (kie.md 8).
				price: { rates: { '720p': flatUsd(0.1), '1080p': flatUsd(0.135) }, minSeconds: 10 },
				runTime: runTimes.motionControl,
			},
		},
	},
	{
		id: 'kling/ai-avatar-standard',
		label: 'Kling Avatar Standard',
		asOf: '2026-09',
		operations: { avatar: { ...avatar, price: 'unknown', runTime: runTimes.avatar } },
	},
	{
		id: 'kling/ai-avatar-pro',
		label: 'Kling Avatar Pro',
		asOf: '2026-09',
		operations: { avatar: { ...avatar, price: 'unknown', runTime: runTimes.avatar } },
	},
];

const RETIRED = '2026-09-15';

/** kie.md 9: retired upstream; whether Kie.ai still serves them is not known. */
export const retiredKieModels: Readonly<Record<string, string>> = {
	'kling/v2-1-master-text-to-video': RETIRED,
	'kling/v2-1-master-image-to-video': RETIRED,
	'kling/v2-1-pro': RETIRED,
	'kling/v2-1-standard': RETIRED,
	'kling/v1-avatar-standard': RETIRED,
	'kling/ai-avatar-v1-pro': RETIRED,
};
