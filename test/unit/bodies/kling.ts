// The official API, legacy paths (kling-official.md 2.0, 2.2, 10): durations as text, mode for quality, raw base64 or a URL.
import { CALLBACK, FIRST, INLINE, LAST, PROMPT, type ModelCases } from './case';

export const klingImageToVideo: ModelCases = {
	'kling-v2-6': {
		smallest: {
			given: { prompt: PROMPT },
			images: { firstFrame: INLINE },
			body: { model_name: 'kling-v2-6', prompt: PROMPT, image: INLINE, mode: 'std', duration: '5', sound: 'off' },
		},
		'fullest with sound': {
			given: { prompt: PROMPT, negativePrompt: 'blur', duration: '10', quality: '1080p', sound: true },
			images: { firstFrame: FIRST },
			callbackUrl: CALLBACK,
			externalTaskId: 'n8n-1',
			body: {
				model_name: 'kling-v2-6',
				prompt: PROMPT,
				negative_prompt: 'blur',
				image: FIRST,
				mode: 'pro',
				duration: '10',
				sound: 'on',
				callback_url: CALLBACK,
				external_task_id: 'n8n-1',
			},
		},
		'fullest with both frames': {
			given: { prompt: PROMPT, negativePrompt: 'blur', duration: 10, quality: '1080p', sound: false },
			images: { firstFrame: FIRST, lastFrame: INLINE },
			callbackUrl: CALLBACK,
			externalTaskId: 'n8n-1',
			body: {
				model_name: 'kling-v2-6',
				prompt: PROMPT,
				negative_prompt: 'blur',
				image: FIRST,
				image_tail: INLINE,
				mode: 'pro',
				duration: '10',
				sound: 'off',
				callback_url: CALLBACK,
				external_task_id: 'n8n-1',
			},
		},
	},
	'kling-v3': {
		smallest: {
			given: { prompt: PROMPT },
			images: { firstFrame: INLINE },
			body: {
				model_name: 'kling-v3',
				prompt: PROMPT,
				image: INLINE,
				mode: 'std',
				duration: '5',
				sound: 'off',
				multi_shot: false,
			},
		},
		fullest: {
			given: { prompt: PROMPT, negativePrompt: 'blur', duration: 15, quality: '4k', sound: true },
			images: { firstFrame: INLINE, lastFrame: LAST },
			callbackUrl: CALLBACK,
			externalTaskId: 'n8n-1',
			body: {
				model_name: 'kling-v3',
				prompt: PROMPT,
				negative_prompt: 'blur',
				image: INLINE,
				image_tail: LAST,
				mode: '4k',
				duration: '15',
				sound: 'on',
				multi_shot: false,
				callback_url: CALLBACK,
				external_task_id: 'n8n-1',
			},
		},
	},
};
