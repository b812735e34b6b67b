// Kie.ai, text to video (kie.md 2.1, 2.3, 2.4): a ratio always stands in the body.
import { CAT_ROW, UNCUT_CAT, CALLBACK, PROMPT, SHOTS, type BodyCase, type ModelCases } from './case';

const callbackUrl = CALLBACK;
const omni = 'kling-3.0-omni/text-to-video';
const aspect_ratio = '16:9';

const of = (model: string, input: object, callBackUrl?: string): BodyCase['body'] => ({
	model,
	...(callBackUrl ? { callBackUrl } : {}),
	input,
});

const three = { sound: false, duration: '5', mode: 'std', aspect_ratio };
const omniThree = { audio: false, duration: 5, resolution: '720p', aspect_ratio };

export const kieTextToVideo: ModelCases = {
	'kling-2.6/text-to-video': {
		smallest: {
			given: { prompt: PROMPT },
			body: of('kling-2.6/text-to-video', { prompt: PROMPT, sound: false, duration: '5', aspect_ratio }),
			needed: ['model', 'input', 'input.prompt', 'input.sound', 'input.duration', 'input.aspect_ratio'],
		},
		fullest: {
			given: { prompt: PROMPT, generateAudio: true, duration: 10, aspectRatio: '1:1' },
			callbackUrl,
			body: of(
				'kling-2.6/text-to-video',
				{ prompt: PROMPT, sound: true, duration: '10', aspect_ratio: '1:1' },
				CALLBACK,
			),
		},
	},
	'kling-3.0/video': {
		smallest: {
			given: { prompt: PROMPT },
			body: of('kling-3.0/video', { ...three, prompt: PROMPT, multi_shots: false }),
			needed: ['prompt', 'sound', 'duration', 'mode', 'multi_shots', 'aspect_ratio'].map((key) => `input.${key}`),
		},
		fullest: {
			given: { prompt: PROMPT, generateAudio: true, duration: 15, quality: '4k', aspectRatio: '9:16' },
			callbackUrl,
			body: of(
				'kling-3.0/video',
				{ prompt: PROMPT, sound: true, duration: '15', mode: '4K', aspect_ratio: '9:16', multi_shots: false },
				CALLBACK,
			),
		},
		'a storyboard': {
			given: { shots: SHOTS, duration: 5 },
			body: of('kling-3.0/video', { ...three, prompt: '', multi_shots: true, multi_prompt: SHOTS.row }),
			needed: ['input.multi_prompt'],
		},
	},
	[omni]: {
		smallest: {
			given: { prompt: PROMPT },
			body: of(omni, { ...omniThree, prompt: PROMPT, customize_multi_shots: false }),
			// Without it the default, true, demands a storyboard.
			needed: ['input.prompt', 'input.customize_multi_shots'],
		},
		fullest: {
			given: {
				prompt: PROMPT,
				generateAudio: true,
				duration: 3,
				quality: '1080p',
				aspectRatio: '9:16',
				preferMultiShots: true,
			},
			callbackUrl,
			body: of(
				omni,
				{
					prompt: PROMPT,
					audio: true,
					duration: 3,
					resolution: '1080p',
					aspect_ratio: '9:16',
					customize_multi_shots: false,
					prefer_multi_shots: true,
				},
				CALLBACK,
			),
		},
		'a storyboard': {
			given: { prompt: PROMPT, shots: SHOTS, duration: 5 },
			body: of(omni, { ...omniThree, prompt: PROMPT, customize_multi_shots: true, multi_prompt: SHOTS.row }),
			needed: ['input.prompt', 'input.multi_prompt'],
		},
		'with an element of a video': {
			given: { prompt: '@element_cat walks' },
			elements: [UNCUT_CAT],
			body: of(omni, {
				...omniThree,
				prompt: '@element_cat walks',
				customize_multi_shots: false,
				elements: [CAT_ROW],
			}),
		},
	},
	'kling/v3-turbo-text-to-video': {
		smallest: {
			given: { prompt: PROMPT },
			body: of('kling/v3-turbo-text-to-video', { prompt: PROMPT, duration: '5', resolution: '720p', aspect_ratio }),
			needed: ['input.prompt', 'input.duration', 'input.resolution', 'input.aspect_ratio'],
		},
		fullest: {
			given: { prompt: PROMPT, duration: 15, quality: '1080p', aspectRatio: '1:1' },
			callbackUrl,
			body: of(
				'kling/v3-turbo-text-to-video',
				{ prompt: PROMPT, duration: '15', resolution: '1080p', aspect_ratio: '1:1' },
				CALLBACK,
			),
		},
	},
	'kling/v2-5-turbo-text-to-video-pro': {
		smallest: {
			given: { prompt: PROMPT },
			body: of('kling/v2-5-turbo-text-to-video-pro', { prompt: PROMPT, duration: '5', aspect_ratio }),
			needed: ['input.prompt'],
		},
		fullest: {
			given: { prompt: PROMPT, negativePrompt: 'blur', duration: 10, aspectRatio: '9:16', cfgScale: 0 },
			callbackUrl,
			body: of(
				'kling/v2-5-turbo-text-to-video-pro',
				{ prompt: PROMPT, negative_prompt: 'blur', duration: '10', aspect_ratio: '9:16', cfg_scale: 0 },
				CALLBACK,
			),
		},
	},
};
