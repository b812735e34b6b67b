// Kie.ai, videos as long as what drives them (kie.md 2.5, 2.6): motion control, whose mode is the resolution, and avatars.
import { CALLBACK, CLIP, FIRST, PROMPT, VOICE, type ModelCases } from './case';

const images = { image: FIRST };
const callbackUrl = CALLBACK;
const urls = { input_urls: [FIRST], video_urls: [CLIP] };
const two = 'kling-2.6/motion-control';
const three = 'kling-3.0/motion-control';

export const kieMotionControl: ModelCases = {
	[two]: {
		smallest: {
			given: {},
			images,
			video: CLIP,
			body: { model: two, input: { ...urls, mode: '720p', character_orientation: 'video' } },
			needed: ['input_urls', 'video_urls', 'mode', 'character_orientation'].map((key) => `input.${key}`),
		},
		fullest: {
			given: { prompt: PROMPT, quality: '1080p', characterOrientation: 'image' },
			images,
			video: CLIP,
			callbackUrl,
			body: {
				model: two,
				callBackUrl: CALLBACK,
				input: { ...urls, prompt: PROMPT, mode: '1080p', character_orientation: 'image' },
			},
		},
	},
	[three]: {
		smallest: {
			given: {},
			images,
			video: CLIP,
			body: {
				model: three,
				input: { ...urls, mode: '720p', character_orientation: 'video', background_source: 'input_video' },
			},
			needed: ['input.input_urls', 'input.video_urls'],
		},
		fullest: {
			given: { prompt: PROMPT, quality: '1080p', characterOrientation: 'image', background: 'image' },
			images,
			video: CLIP,
			callbackUrl,
			body: {
				model: three,
				callBackUrl: CALLBACK,
				input: {
					...urls,
					prompt: PROMPT,
					mode: '1080p',
					character_orientation: 'image',
					background_source: 'input_image',
				},
			},
		},
	},
};

const avatar = (model: string): ModelCases[string] => ({
	smallest: {
		given: {},
		images,
		audio: { file: VOICE },
		body: { model, input: { image_url: FIRST, audio_url: VOICE, prompt: '' } },
		needed: ['input.image_url', 'input.audio_url', 'input.prompt'],
	},
	fullest: {
		given: { prompt: PROMPT },
		images,
		audio: { file: VOICE },
		callbackUrl,
		body: { model, callBackUrl: CALLBACK, input: { image_url: FIRST, audio_url: VOICE, prompt: PROMPT } },
	},
});

export const kieAvatar: ModelCases = {
	'kling/ai-avatar-standard': avatar('kling/ai-avatar-standard'),
	'kling/ai-avatar-pro': avatar('kling/ai-avatar-pro'),
};
