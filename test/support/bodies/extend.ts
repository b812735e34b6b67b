// Extend Video on each backend (kling-official.md 2.3 and 2.6, kie.md 2.4, piapi.md 2.6).
import { CALLBACK, CLIP, DOG, ELEMENT, PROMPT, type ModelCases } from './case';

const ours = { callbackUrl: CALLBACK, externalTaskId: 'n8n-1' };
const tail = { watermark_info: { enabled: true }, callback_url: CALLBACK, external_task_id: 'n8n-1' };
const video_list = [{ video_url: CLIP, refer_type: 'feature', keep_original_sound: 'no' }];
const opened = `Based on <<<video_1>>>, generate the next shot: ${PROMPT}`;

const omni = (model_name: string, longest: number, best: string, mode: string): ModelCases[string] => ({
	smallest: {
		given: { prompt: PROMPT },
		video: CLIP,
		body: { model_name, prompt: opened, mode: 'std', duration: '5', aspect_ratio: '16:9', video_list },
		needed: ['aspect_ratio', 'video_list.0.video_url'],
	},
	fullest: {
		given: {
			prompt: '@element1 enters, in the style of @video1',
			duration: longest,
			quality: best,
			aspectRatio: '9:16',
			keepOriginalSound: true,
			elementIds: ELEMENT,
			watermark: true,
		},
		video: CLIP,
		...ours,
		body: {
			model_name,
			prompt: '<<<element_1>>> enters, in the style of <<<video_1>>>',
			duration: String(longest),
			mode,
			aspect_ratio: '9:16',
			element_list: [{ element_id: `#${ELEMENT}` }],
			video_list: [{ ...video_list[0], keep_original_sound: 'yes' }],
			...tail,
		},
	},
	'the newer standard': {
		given: { prompt: PROMPT, duration: longest, quality: best, elementIds: ELEMENT },
		video: CLIP,
		newerStandard: true,
		body: {
			contents: [
				{ type: 'prompt', text: `Based on @video_1, generate the next shot: ${PROMPT}` },
				{ type: 'feature_video', url: CLIP, id: 'video_1' },
				{ type: 'element', element_id: ELEMENT, id: 'element_1' },
			],
			settings: { resolution: best, duration: longest, audio: 'off' },
		},
	},
});

export const klingExtendVideo: ModelCases = {
	'kling-v3-omni': omni('kling-v3-omni', 15, '4k', '4k'),
	'kling-video-o1': omni('kling-video-o1', 10, '1080p', 'pro'),
	'video-extend': {
		smallest: {
			given: { videoId: ' 829836802793406552\n' },
			body: { video_id: '829836802793406552' },
			needed: ['video_id'],
		},
		fullest: {
			given: { videoId: '1', prompt: PROMPT, negativePrompt: 'blur', cfgScale: '0.7', watermark: true },
			...ours,
			body: { video_id: '1', prompt: PROMPT, negative_prompt: 'blur', cfg_scale: 0.7, ...tail },
		},
	},
};

const kie = 'kling-3.0-omni/reference-to-video';
const alone = { video_urls: [CLIP], aspect_ratio: 'auto', audio: false };

export const kieExtendVideo: ModelCases = {
	[kie]: {
		smallest: {
			given: { prompt: PROMPT },
			video: CLIP,
			body: {
				model: kie,
				input: { prompt: `Generate the next shot of the reference video: ${PROMPT}`, resolution: '720p', ...alone },
			},
			needed: ['input.prompt', 'input.video_urls', 'input.aspect_ratio', 'input.audio'],
		},
		fullest: {
			given: { prompt: '@element_dog goes on from @video1', quality: '4k' },
			video: CLIP,
			elements: [DOG],
			callbackUrl: CALLBACK,
			body: {
				model: kie,
				callBackUrl: CALLBACK,
				input: {
					prompt: '@element_dog goes on from @video_1',
					resolution: '4k',
					...alone,
					elements: [{ name: DOG.name, description: DOG.description, element_input_urls: [...DOG.pictures] }],
				},
			},
		},
	},
};

const TASK = '00000000-0000-4000-8000-000000000001';
const piapi = { model: 'kling', task_type: 'extend_video', input: { origin_task_id: TASK } };

export const piapiExtendVideo: ModelCases = {
	extend: {
		smallest: {
			given: { originTaskId: TASK },
			body: piapi,
			needed: ['task_type', 'input', 'input.origin_task_id'],
		},
		fullest: {
			given: { originTaskId: `\t${TASK} ` },
			callbackUrl: CALLBACK,
			body: { ...piapi, config: { webhook_config: { endpoint: CALLBACK, secret: '' } } },
		},
	},
};
