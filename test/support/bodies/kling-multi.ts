// The official API, several pictures or another video (kling-official.md 2.3): legacy omni-video and multi-image2video.
import { CALLBACK, CLIP, COAT, ELEMENT, FIRST, HAT, INLINE, LAST, PROMPT, SHOTS, type ModelCases } from './case';

const ours = { callbackUrl: CALLBACK, externalTaskId: 'n8n-1' };
const tail = { callback_url: CALLBACK, external_task_id: 'n8n-1' };
const watermark_info = { enabled: true };
const v3 = { model_name: 'kling-v3-omni', mode: 'std', sound: 'off', multi_shot: false };
const o1 = { model_name: 'kling-video-o1', mode: 'std' };
const feature = { video_url: CLIP, refer_type: 'feature', keep_original_sound: 'yes' };
const base = { video_url: CLIP, refer_type: 'base', keep_original_sound: 'no' };

export const klingMultiImageToVideo: ModelCases = {
	'kling-v3-omni': {
		smallest: {
			given: { prompt: PROMPT },
			references: [INLINE],
			body: { ...v3, prompt: PROMPT, duration: '5', aspect_ratio: '16:9', image_list: [{ image_url: INLINE }] },
			needed: ['prompt', 'aspect_ratio', 'image_list.0.image_url'],
		},
		'fullest, with frames': {
			given: {
				prompt: '@image1, @image_2 and @element1',
				duration: '15',
				quality: '4k',
				generateAudio: true,
				aspectRatio: '9:16',
				elementIds: [ELEMENT],
				watermark: true,
			},
			references: [HAT, COAT],
			images: { firstFrame: FIRST, lastFrame: LAST },
			...ours,
			body: {
				model_name: 'kling-v3-omni',
				prompt: '<<<image_1>>>, <<<image_2>>> and <<<element_1>>>',
				duration: '15',
				mode: '4k',
				sound: 'on',
				multi_shot: false,
				image_list: [
					{ image_url: HAT },
					{ image_url: COAT },
					{ image_url: FIRST, type: 'first_frame' },
					{ image_url: LAST, type: 'end_frame' },
				],
				element_list: [{ element_id: `#${ELEMENT}` }],
				watermark_info,
				...tail,
			},
		},
		'a storyboard': {
			given: { shots: SHOTS, duration: 5 },
			references: [HAT],
			body: {
				...v3,
				duration: '5',
				aspect_ratio: '16:9',
				image_list: [{ image_url: HAT }],
				multi_shot: true,
				shot_type: 'customize',
				multi_prompt: [
					{ index: 1, prompt: 'A dog wakes', duration: '2' },
					{ index: 2, prompt: 'It runs; fast', duration: '3' },
				],
			},
			needed: ['shot_type', 'multi_prompt'],
		},
		'a reference video': {
			given: { prompt: 'Next after @video1', duration: 6 },
			video: CLIP,
			body: { ...v3, prompt: 'Next after <<<video_1>>>', duration: '6', aspect_ratio: '16:9', video_list: [feature] },
			needed: ['prompt', 'aspect_ratio', 'video_list.0.video_url'],
		},
		'an edited video': {
			given: { prompt: 'Put on @image1', videoUse: 'edit', keepOriginalSound: false, duration: 6 },
			video: CLIP,
			references: [HAT],
			body: { ...v3, prompt: 'Put on <<<image_1>>>', image_list: [{ image_url: HAT }], video_list: [base] },
			needed: ['prompt', 'video_list.0.video_url'],
		},
	},
	'kling-video-o1': {
		smallest: {
			given: { prompt: PROMPT },
			references: [HAT],
			body: { ...o1, prompt: PROMPT, duration: '5', aspect_ratio: '16:9', image_list: [{ image_url: HAT }] },
			needed: ['prompt', 'aspect_ratio', 'image_list.0.image_url'],
		},
		'fullest, with an element': {
			given: {
				prompt: PROMPT,
				duration: 10,
				quality: '1080p',
				aspectRatio: '1:1',
				elementIds: ELEMENT,
				watermark: true,
			},
			references: [HAT, COAT],
			...ours,
			body: {
				model_name: 'kling-video-o1',
				prompt: PROMPT,
				duration: '10',
				mode: 'pro',
				aspect_ratio: '1:1',
				image_list: [{ image_url: HAT }, { image_url: COAT }],
				element_list: [{ element_id: `#${ELEMENT}` }],
				watermark_info,
				...tail,
			},
		},
		'both frames': {
			given: { prompt: PROMPT, duration: 10 },
			images: { firstFrame: FIRST, lastFrame: INLINE },
			body: {
				...o1,
				prompt: PROMPT,
				duration: '10',
				image_list: [
					{ image_url: FIRST, type: 'first_frame' },
					{ image_url: INLINE, type: 'end_frame' },
				],
			},
		},
		'a reference video': {
			given: { prompt: PROMPT, duration: 7 },
			video: CLIP,
			references: [HAT],
			body: {
				...o1,
				prompt: PROMPT,
				duration: '7',
				aspect_ratio: '16:9',
				image_list: [{ image_url: HAT }],
				video_list: [feature],
			},
		},
		'an edited video': {
			given: { prompt: PROMPT, videoUse: 'edit', keepOriginalSound: false },
			video: CLIP,
			body: { ...o1, prompt: PROMPT, video_list: [base] },
		},
	},
	'kling-v1-6': {
		smallest: {
			given: { prompt: PROMPT },
			references: [INLINE],
			body: {
				model_name: 'kling-v1-6',
				prompt: PROMPT,
				image_list: [{ image: INLINE }],
				mode: 'std',
				duration: '5',
				aspect_ratio: '16:9',
			},
			needed: ['prompt', 'image_list', 'image_list.0.image'],
		},
		fullest: {
			given: {
				prompt: PROMPT,
				negativePrompt: 'blur',
				duration: 10,
				quality: '1080p',
				aspectRatio: '1:1',
				watermark: true,
			},
			references: [FIRST, LAST, HAT, COAT],
			...ours,
			body: {
				model_name: 'kling-v1-6',
				prompt: PROMPT,
				negative_prompt: 'blur',
				image_list: [{ image: FIRST }, { image: LAST }, { image: HAT }, { image: COAT }],
				mode: 'pro',
				duration: '10',
				aspect_ratio: '1:1',
				watermark_info,
				...tail,
			},
		},
	},
};
