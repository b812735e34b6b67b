// PiAPI, what is made from several pictures, a motion or a voice (piapi.md 2.1, 2.2, 2.3, 2.4).
import { CALLBACK, CLIP, COAT, FIRST, HAT, LAST, PROMPT, SHOTS, VOICE, type BodyCase, type ModelCases } from './case';

const callbackUrl = CALLBACK;
const config = { webhook_config: { endpoint: CALLBACK, secret: '' } };
const of = (task_type: string, input: object): BodyCase['body'] => ({ model: 'kling', task_type, input });
const omni = (input: object) => of('omni_video_generation', { version: '3.0', ...input });
const bare = { duration: 5, resolution: '720p', aspect_ratio: '16:9' };
const four = (input: object, more: object = {}) => ({
	...omni({ version: '4.0', ...input }),
	config: { service_mode: 'public', ...more },
});
const TEN = [HAT, COAT, FIRST, LAST, HAT, COAT, FIRST, LAST, HAT, COAT];
const OTHER_CLIP = 'https://example.com/walk.mov';
const plain = { duration: 5, resolution: '720p', aspect_ratio: '16:9', enable_audio: false };

export const piapiMultiImageToVideo: ModelCases = {
	'3.0': {
		smallest: {
			given: { prompt: '@image1 in the rain' },
			references: [HAT],
			body: omni({ ...plain, prompt: '@image_1 in the rain', images: [HAT] }),
			needed: ['input.version', 'input.prompt', 'input.images'],
		},
		fullest: {
			given: { prompt: PROMPT, duration: 15, quality: '1080p', generateAudio: true, aspectRatio: '9:16' },
			references: [HAT, COAT, FIRST, LAST, HAT, COAT, FIRST],
			callbackUrl,
			body: {
				...omni({
					prompt: PROMPT,
					duration: 15,
					resolution: '1080p',
					aspect_ratio: '9:16',
					enable_audio: true,
					images: [HAT, COAT, FIRST, LAST, HAT, COAT, FIRST],
				}),
				config,
			},
		},
		'a storyboard': {
			given: { shots: SHOTS, duration: 5 },
			references: [HAT],
			body: omni({ ...plain, images: [HAT], multi_shots: SHOTS.row }),
			needed: ['input.multi_shots'],
		},
		'a reference video': {
			given: { prompt: '@image1 walks as in @video1' },
			references: [HAT],
			video: CLIP,
			body: omni({ ...plain, prompt: '@image_1 walks as in @video_1', images: [HAT], video: CLIP }),
			needed: ['input.images', 'input.video'],
		},
		'a reference video alone': {
			given: { prompt: PROMPT },
			video: CLIP,
			body: omni({ ...plain, prompt: PROMPT, video: CLIP }),
		},
	},
	'4.0': {
		smallest: {
			given: { prompt: '@image1 in the rain' },
			references: [HAT],
			body: four({ ...bare, prompt: '@image_1 in the rain', images: [HAT] }),
			needed: ['input.version', 'input.prompt', 'input.duration', 'input.images', 'config.service_mode'],
		},
		'fullest, with 10 pictures, 2 videos and 3 sounds': {
			given: { prompt: '@image10 and @video2', duration: 30, quality: '1080p', aspectRatio: '21:9' },
			references: TEN,
			video: CLIP,
			moreVideos: [OTHER_CLIP],
			sounds: [VOICE, VOICE, VOICE],
			callbackUrl,
			body: four(
				{
					prompt: '@image_10 and @video_2',
					duration: 30,
					resolution: '1080p',
					aspect_ratio: '21:9',
					images: TEN,
					videos: [CLIP, OTHER_CLIP],
					audio_urls: [VOICE, VOICE, VOICE],
				},
				config,
			),
			needed: ['input.images', 'input.videos'],
		},
		'one video': {
			given: { prompt: PROMPT },
			video: CLIP,
			body: four({ ...bare, prompt: PROMPT, video: CLIP }),
		},
	},
	'4.0-flash': {
		smallest: {
			given: { prompt: PROMPT },
			references: [HAT],
			body: four({ ...bare, version: '4.0-flash', prompt: PROMPT, images: [HAT] }),
			needed: ['input.version', 'input.duration', 'config.service_mode'],
		},
		fullest: {
			given: { prompt: PROMPT, duration: 20, aspectRatio: '21:9' },
			references: TEN,
			video: CLIP,
			callbackUrl,
			body: four(
				{
					version: '4.0-flash',
					prompt: PROMPT,
					duration: 20,
					resolution: '720p',
					aspect_ratio: '21:9',
					images: TEN,
					video: CLIP,
				},
				config,
			),
		},
	},
	o1: {
		smallest: {
			given: { prompt: 'Use @image1 as first frame' },
			references: [HAT],
			body: omni({ ...bare, version: 'o1', prompt: 'Use @image_1 as first frame', images: [HAT] }),
			needed: ['input.version', 'input.prompt', 'input.images'],
		},
		fullest: {
			given: { prompt: PROMPT, duration: 10, quality: '1080p', aspectRatio: '1:1' },
			references: [HAT, COAT],
			video: CLIP,
			callbackUrl,
			body: {
				...omni({
					version: 'o1',
					prompt: PROMPT,
					duration: 10,
					resolution: '1080p',
					aspect_ratio: '1:1',
					images: [HAT, COAT],
					video: CLIP,
				}),
				config,
			},
		},
	},
	'1.6': {
		smallest: {
			given: { prompt: PROMPT },
			references: [HAT],
			body: of('video_generation', {
				version: '1.6',
				prompt: PROMPT,
				duration: 5,
				mode: 'std',
				aspect_ratio: '16:9',
				elements: [{ image_url: HAT }],
			}),
			needed: ['input.prompt', 'input.elements.0.image_url'],
		},
		fullest: {
			given: {
				prompt: PROMPT,
				negativePrompt: 'blur',
				duration: 10,
				quality: '1080p',
				aspectRatio: '1:1',
				cfgScale: 1,
			},
			references: [HAT, COAT, FIRST, LAST],
			callbackUrl,
			body: {
				...of('video_generation', {
					version: '1.6',
					prompt: PROMPT,
					negative_prompt: 'blur',
					duration: 10,
					mode: 'pro',
					aspect_ratio: '1:1',
					cfg_scale: 1,
					elements: [{ image_url: HAT }, { image_url: COAT }, { image_url: FIRST }, { image_url: LAST }],
				}),
				config,
			},
		},
	},
};

const motion = (version: string): ModelCases[string] => ({
	smallest: {
		given: {},
		images: { image: FIRST },
		video: CLIP,
		body: of('motion_control', {
			version,
			image_url: FIRST,
			video_url: CLIP,
			mode: 'std',
			motion_direction: 'video',
			keep_original_sound: true,
		}),
		needed: ['task_type', 'input.image_url', 'input.video_url'],
	},
	fullest: {
		given: { quality: '1080p', characterOrientation: 'image', keepOriginalSound: false, presetMotion: '' },
		images: { image: FIRST },
		video: CLIP,
		callbackUrl,
		body: {
			...of('motion_control', {
				version,
				image_url: FIRST,
				video_url: CLIP,
				mode: 'pro',
				motion_direction: 'image',
				keep_original_sound: false,
			}),
			config,
		},
	},
	'a preset motion': {
		given: { presetMotion: 'Nezha' },
		images: { image: FIRST },
		body: of('motion_control', {
			version,
			image_url: FIRST,
			preset_motion: 'Nezha',
			mode: 'std',
			motion_direction: 'video',
			keep_original_sound: true,
		}),
		needed: ['input.preset_motion'],
	},
});

export const piapiMotionControl: ModelCases = { '2.6': motion('2.6'), '3.0': motion('3.0') };

export const piapiAvatar: ModelCases = {
	avatar: {
		smallest: {
			given: {},
			images: { image: FIRST },
			audio: { file: VOICE },
			body: of('avatar', { image_url: FIRST, local_dubbing_url: VOICE, mode: 'std' }),
			needed: ['task_type', 'input.image_url', 'input.local_dubbing_url'],
		},
		fullest: {
			given: { prompt: PROMPT, quality: '1080p' },
			images: { image: FIRST },
			audio: { file: VOICE },
			callbackUrl,
			body: {
				...of('avatar', { prompt: PROMPT, image_url: FIRST, local_dubbing_url: VOICE, mode: 'pro' }),
				config,
			},
		},
	},
};
