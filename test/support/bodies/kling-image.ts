// The official API, image to video (kling-official.md 2.0, 2.2, 10): legacy paths with durations as text and mode for quality;
// 3.0 Turbo on the newer standard. Pictures are raw base64 or a URL.
import {
	CALLBACK,
	ELEMENT,
	FIRST,
	INLINE,
	LAST,
	OTHER_ELEMENT,
	PROMPT,
	SHOTS,
	type BodyCase,
	type ModelCases,
} from './case';

const ours = { callbackUrl: CALLBACK, externalTaskId: 'n8n-1' };
const tail = { callback_url: CALLBACK, external_task_id: 'n8n-1' };
const watermark_info = { enabled: true };
const EIGHT = [FIRST, LAST, FIRST, LAST, FIRST, LAST, FIRST, INLINE];
const needed = ['model_name', 'prompt', 'image'];

const turboStoryboard: BodyCase = {
	given: { shots: SHOTS.row, duration: 5 },
	images: { firstFrame: FIRST },
	body: {
		contents: [
			{ type: 'prompt', text: 'shot 1, 2, A dog wakes; shot 2, 3, It runs, fast;' },
			{ type: 'first_frame', url: FIRST },
		],
		settings: { resolution: '720p', duration: 5 },
	},
};

export const klingImageToVideo: ModelCases = {
	'kling-v2-6': {
		smallest: {
			given: { prompt: PROMPT },
			images: { firstFrame: INLINE },
			body: { model_name: 'kling-v2-6', prompt: PROMPT, image: INLINE, mode: 'std', duration: '5', sound: 'off' },
			needed,
		},
		'fullest with sound': {
			given: {
				prompt: PROMPT,
				negativePrompt: 'blur',
				duration: '10',
				quality: '1080p',
				generateAudio: true,
				watermark: true,
			},
			images: { firstFrame: FIRST },
			...ours,
			body: {
				model_name: 'kling-v2-6',
				prompt: PROMPT,
				negative_prompt: 'blur',
				image: FIRST,
				mode: 'pro',
				duration: '10',
				sound: 'on',
				watermark_info,
				...tail,
			},
		},
		'fullest with both frames': {
			given: { prompt: PROMPT, negativePrompt: 'blur', duration: 10, quality: '1080p', generateAudio: false },
			images: { firstFrame: FIRST, lastFrame: INLINE },
			...ours,
			body: {
				model_name: 'kling-v2-6',
				prompt: PROMPT,
				negative_prompt: 'blur',
				image: FIRST,
				image_tail: INLINE,
				mode: 'pro',
				duration: '10',
				sound: 'off',
				...tail,
			},
		},
		'two voices': {
			given: { prompt: '@voice1 asks, @Voice_2 answers', voiceIds: 'v-1, v-2', quality: '1080p', generateAudio: true },
			images: { firstFrame: FIRST },
			body: {
				model_name: 'kling-v2-6',
				prompt: '<<<voice_1>>> asks, <<<voice_2>>> answers',
				image: FIRST,
				mode: 'pro',
				duration: '5',
				sound: 'on',
				voice_list: [{ voice_id: 'v-1' }, { voice_id: 'v-2' }],
			},
		},
		'the newer standard, with sound and voices': {
			given: {
				prompt: '@voice1 asks, @Voice_2 answers',
				voiceIds: 'v-1, v-2',
				quality: '1080p',
				generateAudio: true,
				watermark: true,
			},
			images: { firstFrame: INLINE },
			newerStandard: true,
			...ours,
			body: {
				contents: [
					{ type: 'prompt', text: '@voice_1 asks, @voice_2 answers' },
					{ type: 'first_frame', url: INLINE },
					{ type: 'voice', voice_id: 'v-1', id: 'voice_1' },
					{ type: 'voice', voice_id: 'v-2', id: 'voice_2' },
				],
				settings: { resolution: '1080p', duration: 5, audio: 'native' },
				options: { ...tail, watermark_info },
			},
			needed: ['contents.1.url', 'contents.2.voice_id', 'contents.3.id'],
		},
		'the newer standard, with both frames': {
			given: { prompt: PROMPT, duration: 10, quality: '1080p' },
			images: { firstFrame: FIRST, lastFrame: LAST },
			newerStandard: true,
			body: {
				contents: [
					{ type: 'prompt', text: PROMPT },
					{ type: 'first_frame', url: FIRST },
					{ type: 'last_frame', url: LAST },
				],
				settings: { resolution: '1080p', duration: 10, audio: 'off' },
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
			needed,
		},
		fullest: {
			given: {
				prompt: '@element1 and @element2',
				negativePrompt: 'blur',
				duration: 15,
				quality: '4k',
				generateAudio: true,
				watermark: 'true',
				elementIds: `${ELEMENT}, ${OTHER_ELEMENT}`,
			},
			images: { firstFrame: INLINE, lastFrame: LAST },
			...ours,
			body: {
				model_name: 'kling-v3',
				prompt: '<<<element_1>>> and <<<element_2>>>',
				negative_prompt: 'blur',
				image: INLINE,
				image_tail: LAST,
				mode: '4k',
				duration: '15',
				sound: 'on',
				multi_shot: false,
				element_list: [{ element_id: `#${ELEMENT}` }, { element_id: `#${OTHER_ELEMENT}` }],
				watermark_info,
				...tail,
			},
		},
		'a storyboard': {
			given: { prompt: 'left out', shots: SHOTS, duration: 5 },
			images: { firstFrame: FIRST },
			body: {
				model_name: 'kling-v3',
				image: FIRST,
				mode: 'std',
				duration: '5',
				sound: 'off',
				multi_shot: true,
				shot_type: 'customize',
				multi_prompt: [
					{ index: 1, prompt: 'A dog wakes', duration: '2' },
					{ index: 2, prompt: 'It runs; fast', duration: '3' },
				],
			},
			needed: ['shot_type', 'multi_prompt'],
		},
		'the newer standard, fullest': {
			given: {
				prompt: '@element1 and @element2',
				duration: 15,
				quality: '4k',
				generateAudio: true,
				watermark: 'true',
				elementIds: `${ELEMENT}, ${OTHER_ELEMENT}`,
			},
			images: { firstFrame: INLINE, lastFrame: LAST },
			newerStandard: true,
			...ours,
			body: {
				contents: [
					{ type: 'prompt', text: '@element_1 and @element_2' },
					{ type: 'first_frame', url: INLINE },
					{ type: 'last_frame', url: LAST },
					{ type: 'element', element_id: ELEMENT, id: 'element_1' },
					{ type: 'element', element_id: OTHER_ELEMENT, id: 'element_2' },
				],
				settings: { resolution: '4k', duration: 15, audio: 'native', multi_shot: false },
				options: { ...tail, watermark_info },
			},
			needed: ['contents.3.element_id', 'contents.4.id'],
		},
		'the newer standard, a storyboard': {
			given: { prompt: 'left out', shots: SHOTS, duration: 5 },
			images: { firstFrame: FIRST },
			newerStandard: true,
			body: {
				contents: [
					{ type: 'prompt', text: 'shot 1, 2, A dog wakes; shot 2, 3, It runs, fast;' },
					{ type: 'first_frame', url: FIRST },
				],
				settings: { resolution: '720p', duration: 5, audio: 'off', multi_shot: true },
			},
		},
	},
	'kling-3.0-turbo': {
		smallest: {
			given: { prompt: PROMPT },
			images: { firstFrame: INLINE },
			body: {
				contents: [
					{ type: 'prompt', text: PROMPT },
					{ type: 'first_frame', url: INLINE },
				],
				settings: { resolution: '720p', duration: 5 },
			},
			needed: ['contents', 'contents.0.type', 'contents.0.text', 'contents.1.url'],
		},
		fullest: {
			given: { prompt: PROMPT, duration: '15', quality: '1080p', watermark: true },
			images: { firstFrame: FIRST },
			...ours,
			body: {
				contents: [
					{ type: 'prompt', text: PROMPT },
					{ type: 'first_frame', url: FIRST },
				],
				settings: { resolution: '1080p', duration: 15 },
				options: { ...tail, watermark_info },
			},
		},
		'a storyboard': turboStoryboard,
	},
	'kling-4.0': {
		smallest: {
			given: { prompt: PROMPT },
			images: { firstFrame: INLINE },
			body: {
				contents: [
					{ type: 'prompt', text: PROMPT },
					{ type: 'first_frame', url: INLINE },
				],
				settings: { resolution: '720p', duration: 5 },
			},
			needed: ['contents', 'contents.0.text', 'contents.1.url'],
		},
		'fullest, with ten frames': {
			given: { prompt: PROMPT, duration: '30', quality: '1080p' },
			images: { firstFrame: FIRST, lastFrame: LAST },
			middleFrames: EIGHT,
			body: {
				contents: [
					{ type: 'prompt', text: PROMPT },
					{ type: 'first_frame', url: FIRST },
					...EIGHT.map((url) => ({ type: 'middle_frame', url })),
					{ type: 'last_frame', url: LAST },
				],
				settings: { resolution: '1080p', duration: 30 },
			},
		},
	},
	'kling-4.0-flash': {
		smallest: {
			given: { prompt: PROMPT },
			images: { firstFrame: FIRST },
			body: {
				contents: [
					{ type: 'prompt', text: PROMPT },
					{ type: 'first_frame', url: FIRST },
				],
				settings: { resolution: '720p', duration: 5 },
			},
			needed: ['contents.0.text', 'contents.1.url'],
		},
		fullest: {
			given: { prompt: PROMPT, duration: 20, quality: '720p' },
			images: { firstFrame: INLINE },
			body: {
				contents: [
					{ type: 'prompt', text: PROMPT },
					{ type: 'first_frame', url: INLINE },
				],
				settings: { resolution: '720p', duration: 20 },
			},
		},
	},
	'kling-v2-5-turbo': {
		smallest: {
			given: { prompt: PROMPT },
			images: { firstFrame: FIRST },
			body: { model_name: 'kling-v2-5-turbo', prompt: PROMPT, image: FIRST, mode: 'std', duration: '5' },
			needed,
		},
		fullest: {
			given: { prompt: PROMPT, negativePrompt: 'blur', duration: 10, quality: '1080p', watermark: true },
			images: { firstFrame: FIRST, lastFrame: LAST },
			...ours,
			body: {
				model_name: 'kling-v2-5-turbo',
				prompt: PROMPT,
				negative_prompt: 'blur',
				image: FIRST,
				image_tail: LAST,
				mode: 'pro',
				duration: '10',
				watermark_info,
				...tail,
			},
		},
		'the newer standard': {
			given: { prompt: PROMPT, duration: 10, quality: '1080p' },
			images: { firstFrame: FIRST, lastFrame: LAST },
			newerStandard: true,
			body: {
				contents: [
					{ type: 'prompt', text: PROMPT },
					{ type: 'first_frame', url: FIRST },
					{ type: 'last_frame', url: LAST },
				],
				settings: { resolution: '1080p', duration: 10 },
			},
		},
	},
};
