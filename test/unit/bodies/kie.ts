// Kie.ai (kie.md 2.0, 2.2, 2.3 and the seed): pictures by URL in a list, durations as text, mode with a capital K.
import { CALLBACK, FIRST, LAST, PROMPT, type ModelCases } from './case';

export const kieImageToVideo: ModelCases = {
	'kling-2.6/image-to-video': {
		smallest: {
			given: { prompt: PROMPT },
			images: { firstFrame: FIRST },
			body: {
				model: 'kling-2.6/image-to-video',
				input: { prompt: PROMPT, image_urls: [FIRST], sound: false, duration: '5' },
			},
		},
		fullest: {
			given: { prompt: PROMPT, duration: 10, sound: true },
			images: { firstFrame: FIRST },
			callbackUrl: CALLBACK,
			body: {
				model: 'kling-2.6/image-to-video',
				callBackUrl: CALLBACK,
				input: { prompt: PROMPT, image_urls: [FIRST], sound: true, duration: '10' },
			},
		},
	},
	'kling-3.0/video': {
		smallest: {
			given: { prompt: PROMPT },
			images: { firstFrame: FIRST },
			body: {
				model: 'kling-3.0/video',
				input: { prompt: PROMPT, image_urls: [FIRST], sound: false, duration: '5', mode: 'std', multi_shots: false },
			},
		},
		fullest: {
			given: { prompt: PROMPT, duration: '3', quality: '4k', sound: true },
			images: { firstFrame: FIRST, lastFrame: LAST },
			callbackUrl: CALLBACK,
			body: {
				model: 'kling-3.0/video',
				callBackUrl: CALLBACK,
				input: {
					prompt: PROMPT,
					image_urls: [FIRST, LAST],
					sound: true,
					duration: '3',
					mode: '4K',
					multi_shots: false,
				},
			},
		},
		'in 1080p': {
			given: { prompt: PROMPT, quality: '1080p' },
			images: { firstFrame: FIRST },
			body: {
				model: 'kling-3.0/video',
				input: { prompt: PROMPT, image_urls: [FIRST], sound: false, duration: '5', mode: 'pro', multi_shots: false },
			},
		},
	},
};
