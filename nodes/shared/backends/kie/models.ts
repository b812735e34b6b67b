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

/** Living models (kie.md 9). The 2.1 family is left out: upstream Kling retired it on 2026-09-15. */
export const kieModels: readonly Model[] = [
	{
		id: 'kling-2.6/image-to-video',
		label: 'Kling 2.6',
		operations: {
			// The seed page: prompt up to 1000 characters, one picture, `sound` required, `duration` a string.
			imageToVideo: {
				settings: { prompt: prompt(1000), generateAudio: generateAudio('sound'), duration: fiveOrTen },
				images: { firstFrame: inList },
			},
		},
	},
	{
		id: 'kling-2.6/text-to-video',
		label: 'Kling 2.6',
		operations: {
			textToVideo: {
				settings: { prompt: prompt(1000), generateAudio: generateAudio('sound'), duration: fiveOrTen, aspectRatio },
				images: {},
			},
		},
	},
	{
		id: 'kling-3.0-omni/reference-to-video',
		label: 'Kling 3.0 Omni',
		operations: {
			multiImageToVideo: {
				...omni,
				settings: { ...omni.settings, aspectRatio },
				references: { ...references, min: 0 },
				video: omniVideo,
				images: {},
				subjects: omniSubjects(7),
				body: referenceBody,
				durationFromInput: withoutPictures,
				validate: refuseReference,
				promptReference: mentionAt,
			},
			// kie.md 2.4, "video only": the video decides ratio and length, and there is no sound.
			extendVideo: {
				settings: { prompt: prompt(3072), quality: resolution('720p', '1080p', '4k') },
				video: { ...omniVideo, required: true },
				images: {},
				subjects: omniSubjects(4),
				body: referenceBody,
				validate: refuseReference,
				// No page shows how a prompt names the video.
				promptPrefix: 'Generate the next shot of the reference video: ',
				promptReference: mentionAt,
			},
		},
	},
	{
		id: 'kling-3.0-omni/transformation',
		label: 'Kling 3.0 Omni, Change a Video',
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
				subjects: uncutSubjects(4),
				body: transformationBody,
				durationFromInput: withoutPictures,
				validate: refuseTransformation,
				promptReference: mentionAt,
			},
		},
	},
	{
		id: 'kling-3.0/video',
		label: 'Kling 3.0',
		operations: {
			imageToVideo: {
				...video3,
				images: { firstFrame: inList, lastFrame: lastInList },
				subjects: videoSubjects,
				// kie.md 2.3: a storyboard starts with a picture and cannot end with one.
				constraints: [{ if: { given: 'shots' }, never: ['lastFrame'] }],
			},
			textToVideo: { ...video3, settings: { ...video3.settings, aspectRatio }, images: {} },
			// kie.md 2.3: two to four pictures of one subject make an element; the prompt needs a first frame beside it.
			multiImageToVideo: {
				...video3,
				settings: { ...video3.settings, subject: { kind: 'text', key: 'subject', required: true, max: 100 } },
				images: { firstFrame: { ...inList, required: true } },
				references: { key: 'references', min: 2, max: 4, limits: imageLimits.kie },
				subjects: { ...videoSubjects, most: 2 },
				body: elementBody,
				promptReference: (kind, number) =>
					kind === 'image' || kind === 'element' ? `@${SUBJECT}` : `@${kind}_${number}`,
			},
		},
	},
	{
		id: 'kling-3.0-omni/image-to-video',
		label: 'Kling 3.0 Omni',
		operations: {
			// The ratio is "auto", taken from the picture, unless there is a storyboard.
			imageToVideo: {
				...omni,
				subjects: omniSubjects(3),
				images: { firstFrame: omniImage, lastFrame: { ...omniImage, required: false } },
			},
		},
	},
	{
		id: 'kling-3.0-omni/text-to-video',
		label: 'Kling 3.0 Omni',
		operations: {
			textToVideo: {
				...omni,
				settings: { ...omni.settings, aspectRatio },
				subjects: uncutSubjects(7),
				images: {},
				validate: refuseText,
			},
		},
	},
	{
		id: 'kling/v3-turbo-image-to-video',
		label: 'Kling 3.0 Turbo',
		operations: {
			imageToVideo: {
				settings: { prompt: prompt(2500), duration: threeToFifteen, quality: resolution('720p', '1080p') },
				images: { firstFrame: inList },
			},
		},
	},
	{
		id: 'kling/v3-turbo-text-to-video',
		label: 'Kling 3.0 Turbo',
		operations: {
			textToVideo: {
				settings: { prompt: prompt(2500), duration: threeToFifteen, quality: resolution('720p', '1080p'), aspectRatio },
				images: {},
			},
		},
	},
	{
		id: 'kling/v2-5-turbo-image-to-video-pro',
		label: 'Kling 2.5 Turbo Pro',
		operations: {
			imageToVideo: {
				settings: { prompt: prompt(2500), duration: fiveOrTen, ...shaping(500) },
				images: { firstFrame: asText, lastFrame: tailAsText },
			},
		},
	},
	{
		id: 'kling/v2-5-turbo-text-to-video-pro',
		label: 'Kling 2.5 Turbo Pro',
		operations: {
			textToVideo: {
				settings: { prompt: prompt(2500), duration: fiveOrTen, aspectRatio, ...shaping(2500) },
				images: {},
			},
		},
	},
	{ id: 'kling-2.6/motion-control', label: 'Kling 2.6', operations: { motionControl: motion } },
	{
		id: 'kling-3.0/motion-control',
		label: 'Kling 3.0',
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
				images: { image: { key: 'input_urls', as: 'list', required: true, limits: imageLimits.kieMotion3 } },
			},
		},
	},
	{ id: 'kling/ai-avatar-standard', label: 'Kling Avatar Standard', operations: { avatar } },
	{ id: 'kling/ai-avatar-pro', label: 'Kling Avatar Pro', operations: { avatar } },
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
