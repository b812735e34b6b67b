// The official API, several pictures or another video (kling-official.md 2.3): legacy omni-video and multi-image2video.
import { CALLBACK, CLIP, COAT, ELEMENT, FIRST, HAT, INLINE, LAST, PROMPT, SHOTS, type ModelCases } from './case';

const ours = { callbackUrl: CALLBACK, externalTaskId: 'n8n-1' };
const tail = { callback_url: CALLBACK, external_task_id: 'n8n-1' };
const watermark_info = { enabled: true };
const TEN = [HAT, COAT, FIRST, LAST, HAT, COAT, FIRST, LAST, HAT, INLINE];
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
		'the newer standard, with frames and an element': {
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
			newerStandard: true,
			...ours,
			body: {
				contents: [
					{ type: 'prompt', text: '@image_1, @image_2 and @element_1' },
					{ type: 'refer_image', url: HAT, id: 'image_1' },
					{ type: 'refer_image', url: COAT, id: 'image_2' },
					{ type: 'first_frame', url: FIRST, id: 'image_3' },
					{ type: 'last_frame', url: LAST, id: 'image_4' },
					{ type: 'element', element_id: ELEMENT, id: 'element_1' },
				],
				settings: { resolution: '4k', duration: 15, audio: 'native', multi_shot: false },
				options: { ...tail, watermark_info },
			},
			needed: ['contents.1.url', 'contents.5.id'],
		},
		'the newer standard, pictures alone': {
			given: { prompt: PROMPT },
			references: [INLINE],
			newerStandard: true,
			body: {
				contents: [
					{ type: 'prompt', text: PROMPT },
					{ type: 'refer_image', url: INLINE, id: 'image_1' },
				],
				settings: { resolution: '720p', duration: 5, audio: 'off', multi_shot: false, aspect_ratio: '16:9' },
			},
			needed: ['settings.aspect_ratio'],
		},
		'the newer standard, a reference video': {
			given: { prompt: 'Next after @video1', duration: 6 },
			video: CLIP,
			newerStandard: true,
			body: {
				contents: [
					{ type: 'prompt', text: 'Next after @video_1' },
					{ type: 'feature_video', url: CLIP, id: 'video_1' },
				],
				settings: { resolution: '720p', duration: 6, audio: 'off', aspect_ratio: '16:9' },
			},
		},
		'the newer standard, an edited video': {
			given: { prompt: 'Put on @image1', videoUse: 'edit', duration: 6 },
			video: CLIP,
			references: [HAT],
			newerStandard: true,
			body: {
				contents: [
					{ type: 'prompt', text: 'Put on @image_1' },
					{ type: 'refer_image', url: HAT, id: 'image_1' },
					{ type: 'base_video', url: CLIP, id: 'video_1' },
				],
				settings: { resolution: '720p', audio: 'original', multi_shot: false },
			},
			needed: ['settings.multi_shot'],
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
		'the newer standard': {
			given: { prompt: PROMPT, duration: 7, quality: '1080p', aspectRatio: '1:1' },
			references: [HAT],
			newerStandard: true,
			body: {
				contents: [
					{ type: 'prompt', text: PROMPT },
					{ type: 'refer_image', url: HAT, id: 'image_1' },
				],
				settings: { resolution: '1080p', duration: 7, audio: 'off', aspect_ratio: '1:1' },
			},
		},
		'the newer standard, an edited video': {
			given: { prompt: PROMPT, videoUse: 'edit', keepOriginalSound: false },
			video: CLIP,
			newerStandard: true,
			body: {
				contents: [
					{ type: 'prompt', text: PROMPT },
					{ type: 'base_video', url: CLIP, id: 'video_1' },
				],
				settings: { resolution: '720p', audio: 'off' },
			},
		},
	},
	'kling-4.0': {
		smallest: {
			given: { prompt: '@image1 in the rain' },
			references: [HAT],
			body: {
				contents: [
					{ type: 'prompt', text: '@image_01 in the rain' },
					{ type: 'refer_image', url: HAT, id: 'image_01' },
				],
				settings: { resolution: '720p', duration: 5, aspect_ratio: '16:9' },
			},
			needed: ['contents', 'contents.0.text', 'contents.1.url'],
		},
		'fullest, with 10 pictures, 2 videos, 2 elements and a voice': {
			given: {
				prompt: '@image10, @video2, @element2 and @voice1',
				duration: 30,
				quality: '1080p',
				aspectRatio: '21:9',
				videoUse: 'edit',
				elementIds: `${ELEMENT}, 7`,
				voiceIds: 'v-1',
			},
			references: TEN,
			video: CLIP,
			moreVideos: [CLIP],
			body: {
				contents: [
					{ type: 'prompt', text: '@image_10, @video_02, @element_02 and @voice_01' },
					...TEN.map((url, index) => ({
						type: 'refer_image',
						url,
						id: `image_${String(index + 1).padStart(2, '0')}`,
					})),
					{ type: 'base_video', url: CLIP, id: 'video_01' },
					{ type: 'feature_video', url: CLIP, id: 'video_02' },
					{ type: 'element', element_id: ELEMENT, id: 'element_01' },
					{ type: 'element', element_id: '7', id: 'element_02' },
					{ type: 'voice', voice_id: 'v-1', id: 'voice_01' },
				],
				settings: { resolution: '1080p', duration: 30, aspect_ratio: '21:9' },
			},
			needed: ['contents.13.id', 'contents.15.voice_id'],
		},
	},
	'kling-4.0-flash': {
		smallest: {
			given: { prompt: PROMPT },
			video: CLIP,
			body: {
				contents: [
					{ type: 'prompt', text: PROMPT },
					{ type: 'feature_video', url: CLIP, id: 'video_01' },
				],
				settings: { resolution: '720p', duration: 5, aspect_ratio: '16:9' },
			},
			needed: ['contents.0.text', 'contents.1.url'],
		},
		fullest: {
			given: { prompt: '@image2', duration: 20, aspectRatio: '21:9' },
			references: [HAT, COAT],
			video: CLIP,
			body: {
				contents: [
					{ type: 'prompt', text: '@image_02' },
					{ type: 'refer_image', url: HAT, id: 'image_01' },
					{ type: 'refer_image', url: COAT, id: 'image_02' },
					{ type: 'feature_video', url: CLIP, id: 'video_01' },
				],
				settings: { resolution: '720p', duration: 20, aspect_ratio: '21:9' },
			},
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
