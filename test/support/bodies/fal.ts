// fal.ai (fal.md 3): the input itself is the body, durations are texts but for 4.0, quality and use stand in the path.
import { CALLBACK, CLIP, COAT, FIRST, HAT, LAST, PROMPT, SHOTS, VOICE, type BodyCase, type ModelCases } from './case';
import type { UploadedElement } from '../../../nodes/shared/backends/catalogue';

const FAL = '/fal-ai/kling-video';
const bothFrames = { firstFrame: FIRST, lastFrame: LAST };
const one = { firstFrame: FIRST };

const DOG: UploadedElement = {
	name: 'dog',
	description: 'a small brown dog',
	pictures: ['https://example.com/d1.jpg', 'https://example.com/d2.jpg', 'https://example.com/d3.jpg'],
};
const DOG_ROW = {
	frontal_image_url: 'https://example.com/d1.jpg',
	reference_image_urls: ['https://example.com/d2.jpg', 'https://example.com/d3.jpg'],
};
const CAT: UploadedElement = {
	name: 'cat',
	description: 'a grey cat',
	pictures: [],
	video: 'https://example.com/cat.mp4',
};
const CAT_ROW = { video_url: 'https://example.com/cat.mp4' };
/** A front alone. */
const BALL: UploadedElement = { name: 'ball', description: 'a ball', pictures: ['https://example.com/ball.jpg'] };
const BALL_ROW = { frontal_image_url: 'https://example.com/ball.jpg' };

const plain3 = { prompt: PROMPT, duration: '5', generate_audio: false, negative_prompt: '' };
const given3 = { prompt: PROMPT, duration: '15', generateAudio: true, negativePrompt: 'blur', cfgScale: '0.7' };
const full3 = { prompt: PROMPT, duration: '15', generate_audio: true, negative_prompt: 'blur', cfg_scale: 0.7 };
const shots = [
	{ prompt: 'A dog wakes', duration: '2' },
	{ prompt: 'It runs; fast', duration: '3' },
];
const numbered = SHOTS.row;
const ratio = { aspect_ratio: '16:9' };

type Smallest = BodyCase & { readonly needed: readonly string[] };
const smallest = (path: string, rest: Omit<Smallest, 'path'>): Smallest => ({ path, ...rest });

export const falImageToVideo: ModelCases = {
	'fal-ai/kling-video/v3': {
		smallest: smallest(`${FAL}/v3/standard/image-to-video`, {
			given: { prompt: PROMPT },
			images: one,
			body: { ...plain3, start_image_url: FIRST },
			needed: ['prompt', 'start_image_url'],
		}),
		fullest: {
			path: `${FAL}/v3/pro/image-to-video`,
			query: `?fal_webhook=${encodeURIComponent(CALLBACK)}`,
			given: { ...given3, prompt: 'The @dog runs to the @cat, @element1 first', quality: '1080p' },
			images: bothFrames,
			elements: [DOG, CAT],
			callbackUrl: CALLBACK,
			body: {
				...full3,
				prompt: 'The @Element1 runs to the @Element2, @Element1 first',
				start_image_url: FIRST,
				end_image_url: LAST,
				elements: [DOG_ROW, CAT_ROW],
			},
			needed: ['elements.0.frontal_image_url', 'elements.1.video_url'],
		},
		'a storyboard in 4K': {
			path: `${FAL}/v3/4k/image-to-video`,
			given: { shots: SHOTS, quality: '4k' },
			images: one,
			body: { multi_prompt: shots, duration: '5', generate_audio: false, negative_prompt: '', start_image_url: FIRST },
			needed: ['multi_prompt', 'multi_prompt.0.prompt'],
		},
	},
	'fal-ai/kling-video/v3/turbo': {
		smallest: smallest(`${FAL}/v3/turbo/standard/image-to-video`, {
			given: { prompt: PROMPT },
			images: one,
			body: { prompt: PROMPT, duration: '5', image_url: FIRST },
			needed: ['prompt', 'image_url'],
		}),
		fullest: {
			path: `${FAL}/v3/turbo/pro/image-to-video`,
			given: { prompt: PROMPT, duration: 3, quality: '1080p' },
			images: one,
			body: { prompt: PROMPT, duration: '3', image_url: FIRST },
		},
		'a storyboard': {
			path: `${FAL}/v3/turbo/standard/image-to-video`,
			given: { shots: SHOTS },
			images: one,
			body: { multi_prompt: shots, duration: '5', image_url: FIRST },
		},
	},
	'fal-ai/kling-video/o3': {
		smallest: smallest(`${FAL}/o3/standard/image-to-video`, {
			given: { prompt: PROMPT },
			images: one,
			body: { prompt: PROMPT, duration: '5', generate_audio: false, image_url: FIRST },
			needed: ['prompt', 'image_url'],
		}),
		fullest: {
			path: `${FAL}/o3/4k/image-to-video`,
			given: { prompt: PROMPT, duration: 15, generateAudio: true, quality: '4k' },
			images: bothFrames,
			body: { prompt: PROMPT, duration: '15', generate_audio: true, image_url: FIRST, end_image_url: LAST },
		},
	},
	'fal-ai/kling-video/o1': {
		smallest: smallest(`${FAL}/o1/image-to-video`, {
			given: { prompt: PROMPT },
			images: one,
			body: { prompt: PROMPT, duration: '5', start_image_url: FIRST },
			needed: ['prompt', 'start_image_url'],
		}),
		fullest: {
			path: `${FAL}/o1/standard/image-to-video`,
			given: { prompt: 'From @image1 to @image2', duration: 10, quality: '720p' },
			images: bothFrames,
			body: { prompt: 'From @Image1 to @Image2', duration: '10', start_image_url: FIRST, end_image_url: LAST },
		},
	},
	'fal-ai/kling-video/v2.6': {
		smallest: smallest(`${FAL}/v2.6/pro/image-to-video`, {
			given: { prompt: PROMPT },
			images: one,
			body: { ...plain3, start_image_url: FIRST },
			needed: ['prompt', 'start_image_url'],
		}),
		fullest: {
			path: `${FAL}/v2.6/pro/image-to-video`,
			given: {
				prompt: '@voice1 says hello to @voice2',
				duration: '10',
				generateAudio: 'true',
				negativePrompt: 'blur',
				voiceIds: 'v-1, v-2',
			},
			images: bothFrames,
			body: {
				prompt: '<<<voice_1>>> says hello to <<<voice_2>>>',
				duration: '10',
				generate_audio: true,
				negative_prompt: 'blur',
				voice_ids: ['v-1', 'v-2'],
				start_image_url: FIRST,
				end_image_url: LAST,
			},
			needed: ['voice_ids'],
		},
	},
	'fal-ai/kling-video/v2.5-turbo': {
		smallest: smallest(`${FAL}/v2.5-turbo/pro/image-to-video`, {
			given: { prompt: PROMPT },
			images: one,
			body: { prompt: PROMPT, duration: '5', negative_prompt: '', image_url: FIRST },
			needed: ['prompt', 'image_url'],
		}),
		fullest: {
			path: `${FAL}/v2.5-turbo/pro/image-to-video`,
			given: { prompt: PROMPT, duration: 10, negativePrompt: 'blur', cfgScale: 1 },
			images: bothFrames,
			body: {
				prompt: PROMPT,
				duration: '10',
				negative_prompt: 'blur',
				cfg_scale: 1,
				image_url: FIRST,
				tail_image_url: LAST,
			},
		},
		'the cheaper one': {
			path: `${FAL}/v2.5-turbo/standard/image-to-video`,
			given: { prompt: PROMPT, quality: '720p' },
			images: one,
			body: { prompt: PROMPT, duration: '5', negative_prompt: '', image_url: FIRST },
		},
	},
	'kling/v4': {
		smallest: smallest('/kling/v4/image-to-video', {
			given: { prompt: PROMPT },
			images: one,
			body: { prompt: PROMPT, duration: 5, resolution: '720p', start_image_url: FIRST },
			needed: ['prompt', 'start_image_url'],
		}),
		fullest: {
			path: '/kling/v4/image-to-video',
			given: { prompt: PROMPT, duration: '30', quality: '1080p' },
			images: bothFrames,
			middleFrames: [HAT, COAT],
			body: {
				prompt: PROMPT,
				duration: 30,
				resolution: '1080p',
				start_image_url: FIRST,
				middle_image_urls: [HAT, COAT],
				end_image_url: LAST,
			},
		},
		'a storyboard': {
			path: '/kling/v4/image-to-video',
			given: { shots: SHOTS },
			images: one,
			body: { multi_prompt: numbered, duration: 5, resolution: '720p', start_image_url: FIRST },
		},
	},
};

export const falTextToVideo: ModelCases = {
	'fal-ai/kling-video/v3': {
		smallest: smallest(`${FAL}/v3/standard/text-to-video`, {
			given: { prompt: PROMPT },
			body: { ...plain3, ...ratio },
			needed: ['prompt'],
		}),
		fullest: {
			path: `${FAL}/v3/4k/text-to-video`,
			given: { ...given3, quality: '4k', aspectRatio: '1:1' },
			body: { ...full3, aspect_ratio: '1:1' },
		},
	},
	'fal-ai/kling-video/v3/turbo': {
		smallest: smallest(`${FAL}/v3/turbo/standard/text-to-video`, {
			given: { prompt: PROMPT },
			body: { prompt: PROMPT, duration: '5', ...ratio },
			needed: ['prompt'],
		}),
		fullest: {
			path: `${FAL}/v3/turbo/pro/text-to-video`,
			given: { shots: SHOTS, quality: '1080p', aspectRatio: '9:16' },
			body: { multi_prompt: shots, duration: '5', aspect_ratio: '9:16' },
		},
	},
	'fal-ai/kling-video/o3': {
		smallest: smallest(`${FAL}/o3/standard/text-to-video`, {
			given: { prompt: PROMPT },
			body: { prompt: PROMPT, duration: '5', generate_audio: false, ...ratio },
			needed: ['prompt'],
		}),
		fullest: {
			path: `${FAL}/o3/pro/text-to-video`,
			given: { shots: SHOTS, quality: '1080p', generateAudio: true, aspectRatio: '9:16' },
			body: { multi_prompt: shots, duration: '5', generate_audio: true, aspect_ratio: '9:16' },
		},
	},
	'fal-ai/kling-video/v2.6': {
		smallest: smallest(`${FAL}/v2.6/pro/text-to-video`, {
			given: { prompt: PROMPT },
			body: { ...plain3, ...ratio },
			needed: ['prompt'],
		}),
		fullest: {
			path: `${FAL}/v2.6/pro/text-to-video`,
			given: { ...given3, duration: 10, aspectRatio: '9:16' },
			body: { ...full3, duration: '10', aspect_ratio: '9:16' },
		},
	},
	'fal-ai/kling-video/v2.5-turbo': {
		smallest: smallest(`${FAL}/v2.5-turbo/pro/text-to-video`, {
			given: { prompt: PROMPT },
			body: { prompt: PROMPT, duration: '5', negative_prompt: '', ...ratio },
			needed: ['prompt'],
		}),
		fullest: {
			path: `${FAL}/v2.5-turbo/pro/text-to-video`,
			given: { prompt: PROMPT, duration: 10, negativePrompt: 'blur', cfgScale: 0, aspectRatio: '1:1' },
			body: { prompt: PROMPT, duration: '10', negative_prompt: 'blur', cfg_scale: 0, aspect_ratio: '1:1' },
		},
	},
	'kling/v4': {
		smallest: smallest('/kling/v4/text-to-video', {
			given: { prompt: PROMPT },
			body: { prompt: PROMPT, duration: 5, resolution: '720p', ...ratio },
			needed: ['prompt'],
		}),
		fullest: {
			path: '/kling/v4/text-to-video',
			given: { shots: SHOTS, quality: '1080p', aspectRatio: '21:9' },
			body: { multi_prompt: numbered, duration: 5, resolution: '1080p', aspect_ratio: '21:9' },
		},
	},
};

export const falMultiImageToVideo: ModelCases = {
	'fal-ai/kling-video/o3': {
		smallest: smallest(`${FAL}/o3/standard/reference-to-video`, {
			given: { prompt: PROMPT },
			references: [HAT],
			body: { prompt: PROMPT, duration: '5', generate_audio: false, ...ratio, image_urls: [HAT] },
			needed: ['prompt'],
		}),
		fullest: {
			path: `${FAL}/o3/4k/reference-to-video`,
			given: {
				prompt: 'The @dog in @image1 and @image_2 meets @cat',
				duration: 15,
				quality: '4k',
				generateAudio: true,
				aspectRatio: '1:1',
			},
			references: [HAT, COAT],
			images: bothFrames,
			elements: [DOG, CAT],
			body: {
				prompt: 'The @Element1 in @Image1 and @Image2 meets @Element2',
				duration: '15',
				generate_audio: true,
				aspect_ratio: '1:1',
				image_urls: [HAT, COAT],
				start_image_url: FIRST,
				end_image_url: LAST,
				elements: [DOG_ROW, CAT_ROW],
			},
		},
		'after a video': {
			path: `${FAL}/o3/pro/video-to-video/reference`,
			given: { prompt: 'As in @video1, with @image1', quality: '1080p', aspectRatio: 'auto', keepOriginalSound: false },
			references: [HAT],
			video: CLIP,
			elements: [{ ...BALL, pictures: [...BALL.pictures, 'https://example.com/ball2.jpg'] }],
			body: {
				prompt: 'As in @Video1, with @Image1',
				duration: '5',
				aspect_ratio: 'auto',
				keep_audio: false,
				image_urls: [HAT],
				video_url: CLIP,
				elements: [{ ...BALL_ROW, reference_image_urls: ['https://example.com/ball2.jpg'] }],
			},
			needed: ['video_url'],
		},
		'a video changed': {
			path: `${FAL}/o3/standard/video-to-video/edit`,
			given: { prompt: 'Make @video1 snow', videoUse: 'edit' },
			video: CLIP,
			body: { prompt: 'Make @Video1 snow', keep_audio: true, video_url: CLIP },
			needed: ['prompt', 'video_url'],
		},
	},
	'fal-ai/kling-video/o1': {
		smallest: smallest(`${FAL}/o1/reference-to-video`, {
			given: { prompt: PROMPT },
			references: [HAT],
			body: { prompt: PROMPT, duration: '5', ...ratio, image_urls: [HAT] },
			needed: ['prompt'],
		}),
		fullest: {
			path: `${FAL}/o1/standard/reference-to-video`,
			given: { prompt: '@dog with @image1', duration: 10, quality: '720p', aspectRatio: '9:16' },
			references: [HAT, COAT],
			elements: [DOG],
			body: {
				prompt: '@Element1 with @Image1',
				duration: '10',
				aspect_ratio: '9:16',
				image_urls: [HAT, COAT],
				elements: [DOG_ROW],
			},
		},
		'after a video': {
			path: `${FAL}/o1/video-to-video/reference`,
			given: { prompt: 'As in @video1', aspectRatio: 'auto' },
			video: CLIP,
			body: { prompt: 'As in @Video1', duration: '5', aspect_ratio: 'auto', keep_audio: true, video_url: CLIP },
		},
		'a video changed': {
			path: `${FAL}/o1/standard/video-to-video/edit`,
			given: { prompt: 'Make @video1 snow, as in @image1', videoUse: 'edit', quality: '720p' },
			references: [HAT],
			video: CLIP,
			body: { prompt: 'Make @Video1 snow, as in @Image1', keep_audio: true, image_urls: [HAT], video_url: CLIP },
		},
	},
	'kling/v4': {
		smallest: smallest('/kling/v4/reference-to-video', {
			given: { prompt: PROMPT },
			references: [HAT],
			body: { prompt: PROMPT, duration: 5, resolution: '720p', ...ratio, image_urls: [HAT] },
			needed: ['prompt'],
		}),
		fullest: {
			path: '/kling/v4/reference-to-video',
			given: { prompt: '@dog and @image1 as in @video1', duration: 30, quality: '1080p', aspectRatio: '21:9' },
			references: [HAT, COAT],
			elements: [DOG],
			video: CLIP,
			body: {
				prompt: '@Element1 and @Image1 as in @Video1',
				duration: 30,
				resolution: '1080p',
				aspect_ratio: '21:9',
				image_urls: [HAT, COAT],
				video_urls: [CLIP],
				elements: [DOG_ROW],
			},
		},
		'begun with a picture': {
			path: '/kling/v4/reference-to-video',
			given: { prompt: PROMPT },
			images: one,
			references: [],
			body: { prompt: PROMPT, duration: 5, resolution: '720p', ...ratio, start_image_url: FIRST },
		},
		'a video changed': {
			path: '/kling/v4/video-to-video/edit',
			given: { prompt: 'Make @video1 snow', videoUse: 'edit', quality: '1080p' },
			references: [HAT],
			video: CLIP,
			body: { prompt: 'Make @Video1 snow', video_url: CLIP, image_urls: [HAT], resolution: '1080p' },
			needed: ['prompt', 'video_url'],
		},
	},
	'kling/v4/flash': {
		smallest: smallest('/kling/v4/flash/video-to-video', {
			given: { prompt: PROMPT },
			video: CLIP,
			body: { prompt: PROMPT, video_url: CLIP },
			needed: ['prompt'],
		}),
		fullest: {
			path: '/kling/v4/flash/video-to-video',
			given: { prompt: '@video1 with @image1' },
			references: [HAT],
			video: CLIP,
			body: { prompt: '@Video1 with @Image1', image_urls: [HAT], video_url: CLIP },
		},
	},
};

const motion = (path: string, more: object = {}): ModelCases[string] => ({
	smallest: smallest(`${FAL}/${path}/standard/motion-control`, {
		given: {},
		images: { image: FIRST },
		video: CLIP,
		body: {
			character_orientation: 'video',
			keep_original_sound: true,
			image_url: FIRST,
			video_url: CLIP,
			...more,
		},
		needed: ['image_url', 'video_url', 'character_orientation'],
	}),
	fullest: {
		path: `${FAL}/${path}/pro/motion-control`,
		given: { prompt: PROMPT, quality: '1080p', characterOrientation: 'image', keepOriginalSound: 'false' },
		images: { image: FIRST },
		video: CLIP,
		body: {
			prompt: PROMPT,
			character_orientation: 'image',
			keep_original_sound: false,
			image_url: FIRST,
			video_url: CLIP,
			...more,
		},
	},
});

export const falMotionControl: ModelCases = {
	'fal-ai/kling-video/v3': motion('v3'),
	'fal-ai/kling-video/v2.6': motion('v2.6'),
};

export const falAvatar: ModelCases = {
	'fal-ai/kling-video/ai-avatar/v2': {
		smallest: smallest(`${FAL}/ai-avatar/v2/standard`, {
			given: {},
			images: { image: FIRST },
			audio: { file: VOICE },
			body: { image_url: FIRST, audio_url: VOICE },
			needed: ['image_url', 'audio_url'],
		}),
		fullest: {
			path: `${FAL}/ai-avatar/v2/pro`,
			given: { prompt: PROMPT, quality: '1080p' },
			images: { image: FIRST },
			audio: { file: VOICE },
			body: { prompt: PROMPT, image_url: FIRST, audio_url: VOICE },
		},
	},
};

const said = { text: 'Good morning', voice: 'AOT', language: 'en', speed: 1.2 } as const;

export const falLipSync: ModelCases = {
	'fal-ai/kling-video/lipsync': {
		smallest: smallest(`${FAL}/lipsync/audio-to-video`, {
			given: {},
			video: CLIP,
			audio: { file: VOICE },
			body: { video_url: CLIP, audio_url: VOICE },
			needed: ['video_url', 'audio_url'],
		}),
		'fullest, a text': {
			path: `${FAL}/lipsync/text-to-video`,
			given: {},
			video: CLIP,
			audio: { speech: said },
			body: { video_url: CLIP, text: 'Good morning', voice_id: 'AOT', voice_language: 'en', voice_speed: 1.2 },
			needed: ['text', 'voice_id'],
		},
		'a Chinese text': {
			path: `${FAL}/lipsync/text-to-video`,
			given: {},
			video: CLIP,
			audio: { speech: { ...said, text: '早上好', speed: 1 } },
			body: { video_url: CLIP, text: '早上好', voice_id: 'AOT', voice_language: 'zh', voice_speed: 1 },
		},
	},
};

export const falTextToSpeech: ModelCases = {
	'fal-ai/kling-video/v1/tts': {
		smallest: smallest(`${FAL}/v1/tts`, {
			given: {},
			speech: { ...said, speed: 1 },
			body: { text: 'Good morning', voice_id: 'AOT', voice_speed: 1 },
			needed: ['text'],
		}),
		fullest: {
			path: `${FAL}/v1/tts`,
			given: {},
			speech: { ...said, voice: 'uk_boy1', speed: 0.8 },
			body: { text: 'Good morning', voice_id: 'uk_boy1', voice_speed: 0.8 },
		},
	},
};

export const falVideoToSound: ModelCases = {
	'fal-ai/kling-video/video-to-audio': {
		smallest: smallest(`${FAL}/video-to-audio`, {
			given: {},
			video: CLIP,
			body: { sound_effect_prompt: '', background_music_prompt: '', asmr_mode: false, video_url: CLIP },
			needed: ['video_url'],
		}),
		fullest: {
			path: `${FAL}/video-to-audio`,
			given: { soundEffects: 'rain', music: 'a slow piano', asmr: true },
			video: CLIP,
			body: {
				sound_effect_prompt: 'rain',
				background_music_prompt: 'a slow piano',
				asmr_mode: true,
				video_url: CLIP,
			},
		},
	},
};

export const falCreateVoice: ModelCases = {
	'fal-ai/kling-video/create-voice': {
		smallest: smallest(`${FAL}/create-voice`, {
			given: {},
			audio: { file: VOICE },
			body: { voice_url: VOICE },
			needed: ['voice_url'],
		}),
		'of a video': {
			path: `${FAL}/create-voice`,
			given: {},
			audio: { file: CLIP },
			body: { voice_url: CLIP },
		},
	},
};

export const falEffects: ModelCases = {
	'fal-ai/kling-video/v1.6': {
		smallest: smallest(`${FAL}/v1.6/standard/effects`, {
			given: { effect: 'squish' },
			images: { image: FIRST },
			body: { effect_scene: 'squish', duration: '5', input_image_urls: [FIRST] },
			needed: ['effect_scene'],
		}),
		fullest: {
			path: `${FAL}/v1.6/pro/effects`,
			given: { effect: 'hug', duration: 10, quality: '1080p' },
			images: { image: FIRST, secondImage: LAST },
			body: { effect_scene: 'hug', duration: '10', input_image_urls: [FIRST, LAST] },
		},
	},
};

const beside = (
	path: string,
	given: BodyCase['given'],
	body: BodyCase['body'],
	elements?: BodyCase['elements'],
): BodyCase => ({
	path: `${FAL}/o3/${path}/video-to-video/reference`,
	given,
	video: CLIP,
	...(elements ? { elements } : {}),
	body,
});

export const falExtendVideo: ModelCases = {
	'fal-ai/kling-video/o3': {
		smallest: {
			...beside(
				'standard',
				{ prompt: PROMPT },
				{
					prompt: `Generate the next shot of @Video1: ${PROMPT}`,
					duration: '5',
					aspect_ratio: 'auto',
					keep_audio: true,
					video_url: CLIP,
				},
			),
			needed: ['prompt', 'video_url'],
		},
		fullest: beside(
			'4k',
			{ prompt: '@ball rolls on', duration: 15, quality: '4k', aspectRatio: '1:1', keepOriginalSound: false },
			{
				prompt: 'Generate the next shot of @Video1: @Element1 rolls on',
				duration: '15',
				aspect_ratio: '1:1',
				keep_audio: false,
				video_url: CLIP,
				elements: [BALL_ROW],
			},
			[BALL],
		),
	},
};
