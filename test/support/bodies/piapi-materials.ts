// PiAPI, what is made from several pictures, a motion or a voice (piapi.md 2.1, 2.2, 2.3, 2.4).
import { CALLBACK, CLIP, COAT, FIRST, HAT, LAST, PROMPT, SHOTS, VOICE, type BodyCase, type ModelCases } from './case';

const callbackUrl = CALLBACK;
const config = { webhook_config: { endpoint: CALLBACK, secret: '' } };
const of = (task_type: string, input: object): BodyCase['body'] => ({ model: 'kling', task_type, input });
const omni = (input: object) => of('omni_video_generation', { version: '3.0', ...input });
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
