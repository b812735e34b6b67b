// Kie.ai, image to video (kie.md 2.0, 2.2 to 2.4 and the seed): pictures by URL, in a list or as text; durations as text but for
// the omni family; mode with a capital K.
import { CAT, CAT_ROW, CALLBACK, FIRST, LAST, PROMPT, SHOTS, type BodyCase, type ModelCases, DOG } from './case';

const callbackUrl = CALLBACK;
const omni = 'kling-3.0-omni/image-to-video';
const images = { firstFrame: FIRST };
const bothFrames = { firstFrame: FIRST, lastFrame: LAST };
const shots = SHOTS.row;

const of = (model: string, input: object, callBackUrl?: string): BodyCase['body'] => ({
	model,
	...(callBackUrl ? { callBackUrl } : {}),
	input,
});

export const kieImageToVideo: ModelCases = {
	'kling-2.6/image-to-video': {
		smallest: {
			given: { prompt: PROMPT },
			images,
			body: of('kling-2.6/image-to-video', { prompt: PROMPT, image_urls: [FIRST], sound: false, duration: '5' }),
			needed: ['model', 'input', 'input.prompt', 'input.image_urls', 'input.sound', 'input.duration'],
		},
		fullest: {
			given: { prompt: PROMPT, duration: 10, generateAudio: true },
			images,
			callbackUrl,
			body: of(
				'kling-2.6/image-to-video',
				{ prompt: PROMPT, image_urls: [FIRST], sound: true, duration: '10' },
				CALLBACK,
			),
		},
	},
	'kling-3.0/video': {
		smallest: {
			given: { prompt: PROMPT },
			images,
			body: of('kling-3.0/video', {
				prompt: PROMPT,
				image_urls: [FIRST],
				sound: false,
				duration: '5',
				mode: 'std',
				multi_shots: false,
			}),
			needed: ['input.prompt', 'input.sound', 'input.duration', 'input.mode', 'input.multi_shots'],
		},
		fullest: {
			given: { prompt: PROMPT, duration: '3', quality: '4k', generateAudio: true },
			images: bothFrames,
			callbackUrl,
			body: of(
				'kling-3.0/video',
				{ prompt: PROMPT, image_urls: [FIRST, LAST], sound: true, duration: '3', mode: '4K', multi_shots: false },
				CALLBACK,
			),
		},
		'with an element': {
			given: { prompt: '@element_dog wakes' },
			images,
			elements: [DOG],
			body: of('kling-3.0/video', {
				prompt: '@element_dog wakes',
				image_urls: [FIRST],
				sound: false,
				duration: '5',
				mode: 'std',
				multi_shots: false,
				kling_elements: [
					{ name: 'element_dog', description: 'a small brown dog', element_input_urls: [...DOG.pictures] },
				],
			}),
			needed: ['input.kling_elements.0.name', 'input.kling_elements.0.description', 'input.kling_elements'],
		},
		'with an element of pictures and one of a part of a video, which has voices': {
			given: { prompt: '@element_cat meets @element_dog' },
			images,
			elements: [DOG, CAT],
			body: of('kling-3.0/video', {
				prompt: '@element_cat meets @element_dog',
				image_urls: [FIRST],
				sound: false,
				duration: '5',
				mode: 'std',
				multi_shots: false,
				kling_elements: [
					{ name: 'element_dog', description: 'a small brown dog', element_input_urls: [...DOG.pictures] },
					{ ...CAT_ROW, start_time: 1500, end_time: 6000 },
				],
			}),
		},
		'in 1080p': {
			given: { prompt: PROMPT, quality: '1080p' },
			images,
			body: of('kling-3.0/video', {
				prompt: PROMPT,
				image_urls: [FIRST],
				sound: false,
				duration: '5',
				mode: 'pro',
				multi_shots: false,
			}),
		},
		'a storyboard': {
			given: { shots: SHOTS, duration: 5 },
			images,
			body: of('kling-3.0/video', {
				prompt: '',
				image_urls: [FIRST],
				sound: false,
				duration: '5',
				mode: 'std',
				multi_shots: true,
				multi_prompt: shots,
			}),
			needed: ['input.prompt', 'input.multi_prompt', 'input.multi_prompt.0.prompt', 'input.multi_prompt.1.duration'],
		},
	},
	[omni]: {
		smallest: {
			given: { prompt: PROMPT },
			images,
			body: of(omni, {
				prompt: PROMPT,
				image_urls: [FIRST],
				audio: false,
				duration: 5,
				resolution: '720p',
				customize_multi_shots: false,
			}),
			needed: ['input.prompt', 'input.image_urls', 'input.audio', 'input.customize_multi_shots'],
		},
		fullest: {
			given: { prompt: PROMPT, generateAudio: true, duration: 15, quality: '4k', preferMultiShots: true },
			images: bothFrames,
			callbackUrl,
			body: of(
				omni,
				{
					prompt: PROMPT,
					image_urls: [FIRST, LAST],
					audio: true,
					duration: 15,
					resolution: '4k',
					customize_multi_shots: false,
					prefer_multi_shots: true,
				},
				CALLBACK,
			),
		},
		'with an element': {
			given: { prompt: '@element_dog wakes' },
			images,
			elements: [DOG],
			body: of(omni, {
				prompt: '@element_dog wakes',
				image_urls: [FIRST],
				audio: false,
				duration: 5,
				resolution: '720p',
				customize_multi_shots: false,
				elements: [{ name: 'element_dog', description: 'a small brown dog', element_input_urls: [...DOG.pictures] }],
			}),
			needed: ['input.elements.0.element_input_urls', 'input.elements'],
		},
		'a storyboard': {
			given: { prompt: PROMPT, shots: SHOTS, duration: 5 },
			images,
			body: of(omni, {
				prompt: PROMPT,
				image_urls: [FIRST],
				audio: false,
				duration: 5,
				resolution: '720p',
				customize_multi_shots: true,
				multi_prompt: shots,
			}),
			needed: ['input.prompt', 'input.multi_prompt'],
		},
	},
	'kling/v3-turbo-image-to-video': {
		smallest: {
			given: { prompt: PROMPT },
			images,
			body: of('kling/v3-turbo-image-to-video', {
				prompt: PROMPT,
				image_urls: [FIRST],
				duration: '5',
				resolution: '720p',
			}),
			needed: ['input.prompt', 'input.image_urls', 'input.duration', 'input.resolution'],
		},
		fullest: {
			given: { prompt: PROMPT, duration: 15, quality: '1080p' },
			images,
			callbackUrl,
			body: of(
				'kling/v3-turbo-image-to-video',
				{ prompt: PROMPT, image_urls: [FIRST], duration: '15', resolution: '1080p' },
				CALLBACK,
			),
		},
	},
	'kling/v2-5-turbo-image-to-video-pro': {
		smallest: {
			given: { prompt: PROMPT },
			images,
			body: of('kling/v2-5-turbo-image-to-video-pro', { prompt: PROMPT, image_url: FIRST, duration: '5' }),
			needed: ['input.prompt', 'input.image_url'],
		},
		fullest: {
			given: { prompt: PROMPT, negativePrompt: 'blur', duration: 10, cfgScale: '0.7' },
			images: bothFrames,
			callbackUrl,
			body: of(
				'kling/v2-5-turbo-image-to-video-pro',
				{
					prompt: PROMPT,
					negative_prompt: 'blur',
					image_url: FIRST,
					tail_image_url: LAST,
					duration: '10',
					cfg_scale: 0.7,
				},
				CALLBACK,
			),
		},
	},
};
