// The official API, what an account keeps (kling-official.md 2.11, 2.12): elements and voices.
import { CALLBACK, CLIP, COAT, ELEMENT, FIRST, HAT, INLINE, LAST, VOICE, type ModelCases } from './case';

const ours = { callbackUrl: CALLBACK, externalTaskId: 'n8n-1' };
const tail = { callback_url: CALLBACK, external_task_id: 'n8n-1' };
const named = { element_name: 'Grandpa', element_description: 'An old man' };
const given = { name: 'Grandpa', description: 'An old man' };

export const klingCreateElement: ModelCases = {
	element: {
		smallest: {
			given,
			images: { frontal: INLINE },
			references: [HAT],
			body: {
				...named,
				reference_type: 'image_refer',
				element_image_list: { frontal_image: INLINE, refer_images: [{ image_url: HAT }] },
			},
			needed: [
				'element_name',
				'element_description',
				'reference_type',
				'element_image_list',
				'element_image_list.frontal_image',
				'element_image_list.refer_images',
			],
		},
		'fullest, of pictures': {
			given: { ...given, madeFrom: 'pictures', voiceIds: [ELEMENT], tags: ['character', 'other'] },
			images: { frontal: FIRST },
			references: [HAT, COAT, LAST],
			...ours,
			body: {
				...named,
				reference_type: 'image_refer',
				element_image_list: {
					frontal_image: FIRST,
					refer_images: [{ image_url: HAT }, { image_url: COAT }, { image_url: LAST }],
				},
				element_voice_id: ELEMENT,
				tag_list: [{ tag_id: 'o_102' }, { tag_id: 'o_108' }],
				...tail,
			},
		},
		'of a video': {
			given: { ...given, madeFrom: 'video', tags: 'character' },
			video: CLIP,
			body: {
				...named,
				reference_type: 'video_refer',
				element_video_list: { refer_videos: [{ video_url: CLIP }] },
				tag_list: [{ tag_id: 'o_102' }],
			},
			needed: ['element_video_list', 'element_video_list.refer_videos'],
		},
	},
};

export const klingCreateVoice: ModelCases = {
	voice: {
		smallest: {
			given: { name: 'Grandpa' },
			audio: { file: VOICE },
			body: { voice_name: 'Grandpa', voice_url: VOICE },
			needed: ['voice_name', 'voice_url'],
		},
		'fullest, of a video that was made before': {
			given: { name: 'Grandpa' },
			audio: { speechId: ELEMENT },
			...ours,
			body: { voice_name: 'Grandpa', video_id: ELEMENT, ...tail },
			needed: ['voice_name', 'video_id'],
		},
	},
};
