// The official API, videos as long as what drives them (kling-official.md 2.4, 2.5): motion control and avatar.
import { CALLBACK, CLIP, ELEMENT, FIRST, INLINE, PROMPT, VOICE, type ModelCases } from './case';

const ours = { callbackUrl: CALLBACK, externalTaskId: 'n8n-1' };
const tail = { watermark_info: { enabled: true }, callback_url: CALLBACK, external_task_id: 'n8n-1' };
const needed = ['image_url', 'video_url', 'character_orientation', 'mode'];

const motion = (model: string, more: object = {}, element: object[] = []): ModelCases[string] => ({
	smallest: {
		given: {},
		images: { image: INLINE },
		video: CLIP,
		body: {
			model_name: model,
			image_url: INLINE,
			video_url: CLIP,
			mode: 'std',
			character_orientation: 'video',
			keep_original_sound: 'yes',
		},
		needed,
	},
	fullest: {
		given: {
			prompt: PROMPT,
			quality: '1080p',
			characterOrientation: 'image',
			keepOriginalSound: 'false',
			elementIds: ELEMENT,
			watermark: true,
		},
		images: { image: FIRST },
		video: CLIP,
		...ours,
		body: {
			model_name: model,
			prompt: PROMPT,
			image_url: FIRST,
			video_url: CLIP,
			mode: 'pro',
			character_orientation: 'image',
			keep_original_sound: 'no',
			element_list: [{ element_id: `#${ELEMENT}` }],
			...tail,
		},
	},
	'the newer standard': {
		given: { prompt: PROMPT, quality: '1080p', characterOrientation: 'image', keepOriginalSound: 'false', ...more },
		images: { image: FIRST },
		video: CLIP,
		newerStandard: true,
		...ours,
		body: {
			contents: [
				{ type: 'prompt', text: PROMPT },
				{ type: 'image', url: FIRST },
				{ type: 'video', url: CLIP },
				...element,
			],
			settings: { resolution: '1080p', character_orientation: 'image', audio: 'off' },
			options: { callback_url: CALLBACK, external_task_id: 'n8n-1' },
		},
		needed: ['contents', 'contents.1.url', 'contents.2.url', 'settings', 'settings.character_orientation'],
	},
});

export const klingMotionControl: ModelCases = {
	'kling-v2-6': motion('kling-v2-6'),
	'kling-v3': motion('kling-v3', { elementIds: ELEMENT }, [{ type: 'element', element_id: ELEMENT, id: 'element_1' }]),
};

export const klingAvatar: ModelCases = {
	avatar: {
		smallest: {
			given: {},
			images: { image: INLINE },
			audio: { file: INLINE },
			body: { image: INLINE, sound_file: INLINE, mode: 'std' },
			needed: ['image', 'sound_file'],
		},
		'fullest, with a recording': {
			given: { prompt: PROMPT, quality: '1080p', watermark: true },
			images: { image: FIRST },
			audio: { file: VOICE },
			...ours,
			body: { prompt: PROMPT, image: FIRST, sound_file: VOICE, mode: 'pro', ...tail },
		},
		'with speech': {
			given: {},
			images: { image: FIRST },
			audio: { speechId: '9001' },
			body: { image: FIRST, audio_id: '9001', mode: 'std' },
			needed: ['image', 'audio_id'],
		},
	},
};
