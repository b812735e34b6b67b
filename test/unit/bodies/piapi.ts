// PiAPI (piapi.md 2.0, 2.1): one model name, the version inside, numbers as JSON numbers, pictures by URL.
import { CALLBACK, FIRST, LAST, PROMPT, type ModelCases } from './case';

const kling = { model: 'kling', task_type: 'video_generation' };
const config = { webhook_config: { endpoint: CALLBACK, secret: '' } };

export const piapiImageToVideo: ModelCases = {
	'2.6': {
		smallest: {
			given: { prompt: PROMPT },
			images: { firstFrame: FIRST },
			body: {
				...kling,
				input: { version: '2.6', prompt: PROMPT, image_url: FIRST, duration: 5, mode: 'std', enable_audio: false },
			},
		},
		fullest: {
			given: { prompt: PROMPT, negativePrompt: 'blur', duration: '10', quality: '1080p', sound: true, cfgScale: '0.7' },
			images: { firstFrame: FIRST, lastFrame: LAST },
			callbackUrl: CALLBACK,
			body: {
				...kling,
				input: {
					version: '2.6',
					prompt: PROMPT,
					negative_prompt: 'blur',
					image_url: FIRST,
					image_tail_url: LAST,
					duration: 10,
					mode: 'pro',
					enable_audio: true,
					cfg_scale: 0.7,
				},
				config,
			},
		},
		'with a CFG scale of 0': {
			given: { prompt: PROMPT, cfgScale: 0 },
			images: { firstFrame: FIRST },
			body: {
				...kling,
				input: {
					version: '2.6',
					prompt: PROMPT,
					image_url: FIRST,
					duration: 5,
					mode: 'std',
					enable_audio: false,
					cfg_scale: 0,
				},
			},
		},
	},
	'3.0': {
		smallest: {
			given: { prompt: PROMPT },
			images: { firstFrame: FIRST },
			body: {
				...kling,
				input: { version: '3.0', prompt: PROMPT, image_url: FIRST, duration: 5, mode: 'std', enable_audio: false },
			},
		},
		fullest: {
			given: { prompt: PROMPT, duration: 15, quality: '1080p', sound: 'true' },
			images: { firstFrame: FIRST, lastFrame: LAST },
			callbackUrl: CALLBACK,
			body: {
				...kling,
				input: {
					version: '3.0',
					prompt: PROMPT,
					image_url: FIRST,
					image_tail_url: LAST,
					duration: 15,
					mode: 'pro',
					enable_audio: true,
				},
				config,
			},
		},
	},
};
