// PiAPI, image to video and text to video (piapi.md 2.0, 2.1, 2.9): the version inside, numbers as JSON numbers, pictures by URL.
import { CALLBACK, FIRST, LAST, PROMPT, SHOTS, type BodyCase, type ModelCases } from './case';

const callbackUrl = CALLBACK;
const images = { firstFrame: FIRST };
const bothFrames = { firstFrame: FIRST, lastFrame: LAST };
const aspect_ratio = '16:9';

const kling = (input: object): BodyCase['body'] => ({ model: 'kling', task_type: 'video_generation', input });
const turbo = (input: object) => ({ ...kling({ version: '2.5-turbo', ...input }), model: 'kling-turbo' });
const config = { webhook_config: { endpoint: CALLBACK, secret: '' } };

const four = (task_type: string, input: object, more: object = {}) => ({
	model: 'kling',
	task_type,
	input: { version: '4.0', ...input },
	config: { service_mode: 'public', ...more },
});
const flash = (task_type: string, input: object, more: object = {}) =>
	four(task_type, { ...input, version: '4.0-flash' }, more);

const given26 = {
	prompt: PROMPT,
	negativePrompt: 'blur',
	duration: '10',
	quality: '1080p',
	generateAudio: true,
	cfgScale: '0.7',
};
const full25 = { prompt: PROMPT, negative_prompt: 'blur', duration: 10, mode: 'pro', cfg_scale: 0.7 };
const full26 = { ...full25, version: '2.6', enable_audio: true };
const given25 = { prompt: PROMPT, negativePrompt: 'blur', duration: 10, quality: '1080p', cfgScale: 0.7 };
const given3 = { prompt: PROMPT, duration: 15, quality: '1080p', generateAudio: 'true', preferMultiShots: true };
const full3 = {
	version: '3.0',
	prompt: PROMPT,
	duration: 15,
	mode: 'pro',
	enable_audio: true,
	prefer_multi_shots: true,
};
const plain = { duration: 5, mode: 'std' };
const storyboard = { version: '3.0', ...plain, enable_audio: false, multi_shots: SHOTS.row };
const turboFull = { prompt: PROMPT, negative_prompt: 'blur', duration: 10, mode: 'pro', aspect_ratio: '1:1' };

export const piapiImageToVideo: ModelCases = {
	'2.6': {
		smallest: {
			given: { prompt: PROMPT },
			images,
			body: kling({ version: '2.6', prompt: PROMPT, image_url: FIRST, ...plain, enable_audio: false }),
			needed: ['model', 'task_type', 'input'],
		},
		fullest: {
			given: given26,
			images: bothFrames,
			callbackUrl,
			body: { ...kling({ ...full26, image_url: FIRST, image_tail_url: LAST }), config },
			needed: ['input.mode', 'input.image_url', 'config.webhook_config.endpoint', 'config.webhook_config.secret'],
		},
		'with a CFG scale of 0': {
			given: { prompt: PROMPT, cfgScale: 0 },
			images,
			body: kling({ version: '2.6', prompt: PROMPT, image_url: FIRST, ...plain, enable_audio: false, cfg_scale: 0 }),
		},
	},
	'3.0': {
		smallest: {
			given: { prompt: PROMPT },
			images,
			body: kling({ version: '3.0', prompt: PROMPT, image_url: FIRST, ...plain, enable_audio: false }),
			needed: ['model', 'task_type', 'input', 'input.prompt'],
		},
		fullest: {
			given: given3,
			images: bothFrames,
			callbackUrl,
			body: { ...kling({ ...full3, image_url: FIRST, image_tail_url: LAST }), config },
			needed: ['input.version', 'input.image_url'],
		},
		'a storyboard': {
			given: { prompt: 'left out', shots: SHOTS, duration: 5 },
			images,
			body: kling({ ...storyboard, image_url: FIRST }),
			needed: ['input.version', 'input.multi_shots', 'input.multi_shots.0.prompt'],
		},
	},
	'4.0': {
		smallest: {
			given: { prompt: PROMPT },
			images,
			body: four('image_to_video', { prompt: PROMPT, image_url: FIRST, ...plain }),
			needed: [
				'model',
				'task_type',
				'input.version',
				'input.prompt',
				'input.duration',
				'input.image_url',
				'config.service_mode',
			],
		},
		'fullest, with both frames': {
			given: { prompt: PROMPT, duration: '30', quality: '1080p' },
			images: bothFrames,
			callbackUrl,
			body: four(
				'video_generation',
				{ prompt: PROMPT, duration: 30, mode: 'pro', image_url: FIRST, image_tail_url: LAST },
				config,
			),
			needed: ['input.image_url', 'config.webhook_config.secret'],
		},
	},
	'4.0-flash': {
		smallest: {
			given: { prompt: PROMPT },
			images,
			body: flash('image_to_video', { prompt: PROMPT, image_url: FIRST, ...plain }),
			needed: ['input.version', 'input.duration', 'config.service_mode'],
		},
		fullest: {
			given: { prompt: PROMPT, duration: 20, quality: '720p' },
			images,
			callbackUrl,
			body: flash('image_to_video', { prompt: PROMPT, image_url: FIRST, duration: 20, mode: 'std' }, config),
		},
	},
	'2.5-turbo': {
		smallest: {
			given: { prompt: PROMPT },
			images,
			body: turbo({ prompt: PROMPT, start_image_url: FIRST, duration: 5, mode: 'pro', aspect_ratio }),
			needed: ['model', 'input.prompt'],
		},
		fullest: {
			given: { prompt: PROMPT, negativePrompt: 'blur', duration: 10, quality: '1080p', aspectRatio: '1:1' },
			images: bothFrames,
			callbackUrl,
			body: { ...turbo({ ...turboFull, start_image_url: FIRST, end_image_url: LAST }), config },
			needed: ['input.start_image_url'],
		},
	},
	'2.5': {
		smallest: {
			given: { prompt: PROMPT },
			images,
			body: kling({ version: '2.5', prompt: PROMPT, image_url: FIRST, ...plain }),
			needed: ['model', 'task_type', 'input'],
		},
		fullest: {
			given: given25,
			images: bothFrames,
			callbackUrl,
			body: { ...kling({ ...full25, version: '2.5', image_url: FIRST, image_tail_url: LAST }), config },
			needed: ['input.image_url'],
		},
	},
};

export const piapiTextToVideo: ModelCases = {
	'2.6': {
		smallest: {
			given: { prompt: PROMPT },
			body: kling({ version: '2.6', prompt: PROMPT, ...plain, enable_audio: false, aspect_ratio }),
			needed: ['model', 'task_type', 'input', 'input.prompt'],
		},
		fullest: {
			given: { ...given26, aspectRatio: '1:1' },
			callbackUrl,
			body: { ...kling({ ...full26, aspect_ratio: '1:1' }), config },
		},
	},
	'3.0': {
		smallest: {
			given: { prompt: PROMPT },
			body: kling({ version: '3.0', prompt: PROMPT, ...plain, enable_audio: false, aspect_ratio }),
			needed: ['input.prompt'],
		},
		fullest: {
			given: { ...given3, aspectRatio: '9:16' },
			callbackUrl,
			body: { ...kling({ ...full3, aspect_ratio: '9:16' }), config },
			needed: ['input.version', 'input.prompt'],
		},
		'a storyboard': {
			given: { shots: SHOTS, duration: 5 },
			body: kling({ ...storyboard, aspect_ratio }),
			needed: ['input.version', 'input.multi_shots'],
		},
	},
	'4.0': {
		smallest: {
			given: { prompt: PROMPT },
			body: four('text_to_video', { prompt: PROMPT, ...plain, aspect_ratio }),
			needed: ['input.version', 'input.prompt', 'input.duration', 'config.service_mode'],
		},
		fullest: {
			given: { prompt: PROMPT, duration: 30, quality: '1080p', aspectRatio: '21:9' },
			callbackUrl,
			body: four('text_to_video', { prompt: PROMPT, duration: 30, mode: 'pro', aspect_ratio: '21:9' }, config),
		},
	},
	'4.0-flash': {
		smallest: {
			given: { prompt: PROMPT },
			body: flash('text_to_video', { prompt: PROMPT, ...plain, aspect_ratio }),
			needed: ['input.duration', 'config.service_mode'],
		},
		fullest: {
			given: { prompt: PROMPT, duration: 20, aspectRatio: '21:9' },
			callbackUrl,
			body: flash('text_to_video', { prompt: PROMPT, duration: 20, mode: 'std', aspect_ratio: '21:9' }, config),
		},
	},
	o1: {
		smallest: {
			given: { prompt: PROMPT },
			body: {
				model: 'kling',
				task_type: 'omni_video_generation',
				input: { version: 'o1', prompt: PROMPT, duration: 5, resolution: '720p', aspect_ratio },
			},
			needed: ['input.version', 'input.prompt'],
		},
		fullest: {
			given: { prompt: PROMPT, duration: 10, quality: '1080p', aspectRatio: '9:16' },
			callbackUrl,
			body: {
				model: 'kling',
				task_type: 'omni_video_generation',
				input: { version: 'o1', prompt: PROMPT, duration: 10, resolution: '1080p', aspect_ratio: '9:16' },
				config,
			},
		},
	},
	'2.5-turbo': {
		smallest: {
			given: { prompt: PROMPT },
			body: turbo({ prompt: PROMPT, duration: 5, mode: 'pro', aspect_ratio }),
			needed: ['model', 'input.prompt'],
		},
		fullest: {
			given: { prompt: PROMPT, negativePrompt: 'blur', duration: 10, quality: '1080p', aspectRatio: '1:1' },
			callbackUrl,
			body: { ...turbo(turboFull), config },
		},
	},
	'2.5': {
		smallest: {
			given: { prompt: PROMPT },
			body: kling({ version: '2.5', prompt: PROMPT, ...plain, aspect_ratio }),
			needed: ['input.prompt'],
		},
		fullest: {
			given: { ...given25, aspectRatio: '9:16' },
			callbackUrl,
			body: { ...kling({ ...full25, version: '2.5', aspect_ratio: '9:16' }), config },
		},
	},
};
