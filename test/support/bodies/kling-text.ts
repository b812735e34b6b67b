// The official API, text to video (kling-official.md 2.1): as image to video without a picture, with a ratio.
import { CALLBACK, PROMPT, SHOTS, type ModelCases } from './case';

const ours = { callbackUrl: CALLBACK, externalTaskId: 'n8n-1' };
const tail = { callback_url: CALLBACK, external_task_id: 'n8n-1' };
const watermark_info = { enabled: true };
const needed = ['model_name', 'prompt'];

export const klingTextToVideo: ModelCases = {
	'kling-v2-6': {
		smallest: {
			given: { prompt: PROMPT },
			body: {
				model_name: 'kling-v2-6',
				prompt: PROMPT,
				mode: 'std',
				duration: '5',
				sound: 'off',
				aspect_ratio: '16:9',
			},
			needed,
		},
		fullest: {
			given: {
				prompt: PROMPT,
				negativePrompt: 'blur',
				duration: 10,
				quality: '1080p',
				generateAudio: true,
				aspectRatio: '1:1',
				watermark: true,
			},
			...ours,
			body: {
				model_name: 'kling-v2-6',
				prompt: PROMPT,
				negative_prompt: 'blur',
				mode: 'pro',
				duration: '10',
				sound: 'on',
				aspect_ratio: '1:1',
				watermark_info,
				...tail,
			},
		},
		'the newer standard': {
			given: {
				prompt: PROMPT,
				duration: 10,
				quality: '1080p',
				generateAudio: true,
				aspectRatio: '1:1',
				watermark: true,
			},
			newerStandard: true,
			...ours,
			body: {
				prompt: PROMPT,
				settings: { resolution: '1080p', duration: 10, audio: 'native', aspect_ratio: '1:1' },
				options: { ...tail, watermark_info },
			},
			needed: ['prompt'],
		},
	},
	'kling-v3': {
		smallest: {
			given: { prompt: PROMPT },
			body: {
				model_name: 'kling-v3',
				prompt: PROMPT,
				mode: 'std',
				duration: '5',
				sound: 'off',
				aspect_ratio: '16:9',
				multi_shot: false,
			},
			needed,
		},
		fullest: {
			given: {
				prompt: PROMPT,
				negativePrompt: 'blur',
				duration: 15,
				quality: '4k',
				generateAudio: true,
				aspectRatio: '9:16',
				watermark: true,
			},
			...ours,
			body: {
				model_name: 'kling-v3',
				prompt: PROMPT,
				negative_prompt: 'blur',
				mode: '4k',
				duration: '15',
				sound: 'on',
				aspect_ratio: '9:16',
				multi_shot: false,
				watermark_info,
				...tail,
			},
		},
		'a storyboard': {
			given: { shots: SHOTS, duration: 5 },
			body: {
				model_name: 'kling-v3',
				mode: 'std',
				duration: '5',
				sound: 'off',
				aspect_ratio: '16:9',
				multi_shot: true,
				shot_type: 'customize',
				multi_prompt: [
					{ index: 1, prompt: 'A dog wakes', duration: '2' },
					{ index: 2, prompt: 'It runs; fast', duration: '3' },
				],
			},
			needed: ['shot_type', 'multi_prompt', 'multi_prompt.0.index', 'multi_prompt.1.duration'],
		},
		'the newer standard': {
			given: { prompt: PROMPT, duration: 15, quality: '4k', generateAudio: true, aspectRatio: '9:16' },
			newerStandard: true,
			...ours,
			body: {
				prompt: PROMPT,
				settings: { resolution: '4k', duration: 15, audio: 'native', aspect_ratio: '9:16', multi_shot: false },
				options: tail,
			},
		},
		'the newer standard, a storyboard': {
			given: { shots: SHOTS, duration: 5 },
			newerStandard: true,
			body: {
				prompt: 'shot 1, 2, A dog wakes; shot 2, 3, It runs, fast;',
				settings: { resolution: '720p', duration: 5, audio: 'off', aspect_ratio: '16:9', multi_shot: true },
			},
		},
	},
	'kling-3.0-turbo': {
		smallest: {
			given: { prompt: PROMPT },
			body: { prompt: PROMPT, settings: { resolution: '720p', duration: 5, aspect_ratio: '16:9' } },
			needed: ['prompt'],
		},
		fullest: {
			given: { prompt: PROMPT, duration: 3, quality: '1080p', aspectRatio: '9:16', watermark: true },
			...ours,
			body: {
				prompt: PROMPT,
				settings: { resolution: '1080p', duration: 3, aspect_ratio: '9:16' },
				options: { ...tail, watermark_info },
			},
		},
		'a storyboard': {
			given: { prompt: 'left out', shots: SHOTS, duration: 5 },
			body: {
				prompt: 'shot 1, 2, A dog wakes; shot 2, 3, It runs, fast;',
				settings: { resolution: '720p', duration: 5, aspect_ratio: '16:9' },
			},
		},
	},
	'kling-4.0': {
		smallest: {
			given: { prompt: PROMPT },
			body: { prompt: PROMPT, settings: { resolution: '720p', duration: 5, aspect_ratio: '16:9' } },
			needed: ['prompt'],
		},
		fullest: {
			given: { prompt: PROMPT, duration: 30, quality: '1080p', aspectRatio: '21:9' },
			body: { prompt: PROMPT, settings: { resolution: '1080p', duration: 30, aspect_ratio: '21:9' } },
		},
	},
	'kling-4.0-flash': {
		smallest: {
			given: { prompt: PROMPT },
			body: { prompt: PROMPT, settings: { resolution: '720p', duration: 5, aspect_ratio: '16:9' } },
			needed: ['prompt'],
		},
		fullest: {
			given: { prompt: PROMPT, duration: 20, aspectRatio: '21:9' },
			body: { prompt: PROMPT, settings: { resolution: '720p', duration: 20, aspect_ratio: '21:9' } },
		},
	},
	'kling-v2-5-turbo': {
		smallest: {
			given: { prompt: PROMPT },
			body: { model_name: 'kling-v2-5-turbo', prompt: PROMPT, mode: 'std', duration: '5', aspect_ratio: '16:9' },
			needed,
		},
		fullest: {
			given: {
				prompt: PROMPT,
				negativePrompt: 'blur',
				duration: 10,
				quality: '1080p',
				aspectRatio: '9:16',
				watermark: true,
			},
			...ours,
			body: {
				model_name: 'kling-v2-5-turbo',
				prompt: PROMPT,
				negative_prompt: 'blur',
				mode: 'pro',
				duration: '10',
				aspect_ratio: '9:16',
				watermark_info,
				...tail,
			},
		},
		'the newer standard': {
			given: { prompt: PROMPT, duration: 10, quality: '1080p', aspectRatio: '9:16' },
			newerStandard: true,
			body: { prompt: PROMPT, settings: { resolution: '1080p', duration: 10, aspect_ratio: '9:16' } },
		},
	},
};
