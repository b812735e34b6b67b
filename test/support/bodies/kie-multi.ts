// Kie.ai, several pictures or another video (kie.md 2.3, 2.4): elements, and the omni family's variants, which allow exactly
// the keys of their own column.
import {
	CAT,
	CAT_ROW,
	CALLBACK,
	CLIP,
	COAT,
	FIRST,
	HAT,
	LAST,
	PROMPT,
	SHOTS,
	type BodyCase,
	type ModelCases,
	DOG,
} from './case';

const callbackUrl = CALLBACK;
const reference = 'kling-3.0-omni/reference-to-video';
const edit = 'kling-3.0-omni/transformation';

const of = (model: string, input: object, callBackUrl?: string): BodyCase['body'] => ({
	model,
	...(callBackUrl ? { callBackUrl } : {}),
	input,
});

const three = { sound: false, duration: '5', mode: 'std', image_urls: [FIRST] };
const element = (...urls: string[]) => ({
	kling_elements: [{ name: 'element_subject', description: 'a small brown dog', element_input_urls: urls }],
});
const images = { firstFrame: FIRST };
const subject = 'a small brown dog';
const plain = { audio: false, duration: 5, resolution: '720p', aspect_ratio: '16:9' };

export const kieMultiImageToVideo: ModelCases = {
	'kling-3.0/video': {
		smallest: {
			given: { prompt: '@image1 barks', subject },
			images,
			references: [HAT, COAT],
			body: of('kling-3.0/video', {
				...three,
				prompt: '@element_subject barks',
				multi_shots: false,
				...element(HAT, COAT),
			}),
			needed: [
				'input.image_urls',
				...['name', 'description', 'element_input_urls'].map((key) => `input.kling_elements.0.${key}`),
			],
		},
		fullest: {
			given: { prompt: '@element1 barks', subject, generateAudio: true, duration: 15, quality: '4k' },
			images,
			references: [HAT, COAT, LAST, FIRST],
			callbackUrl,
			body: of(
				'kling-3.0/video',
				{
					prompt: '@element_subject barks',
					sound: true,
					duration: '15',
					mode: '4K',
					multi_shots: false,
					image_urls: [FIRST],
					...element(HAT, COAT, LAST, FIRST),
				},
				CALLBACK,
			),
		},
		'another element beside it': {
			given: { prompt: '@element_dog follows @image1', subject },
			images,
			references: [HAT, COAT],
			elements: [DOG],
			body: of('kling-3.0/video', {
				...three,
				prompt: '@element_dog follows @element_subject',
				multi_shots: false,
				kling_elements: [
					...element(HAT, COAT).kling_elements,
					{ name: 'element_dog', description: 'a small brown dog', element_input_urls: [...DOG.pictures] },
				],
			}),
			needed: ['input.kling_elements.1.name'],
		},
		'a storyboard': {
			given: { subject, shots: [{ prompt: '@image1 wakes', duration: 4 }], duration: 4 },
			images,
			references: [HAT, COAT],
			body: of('kling-3.0/video', {
				...three,
				prompt: '',
				duration: '4',
				multi_shots: true,
				multi_prompt: [{ prompt: '@element_subject wakes', duration: 4 }],
				...element(HAT, COAT),
			}),
		},
	},
	[reference]: {
		smallest: {
			given: { prompt: '@image1 in the rain' },
			references: [HAT],
			body: of(reference, {
				...plain,
				prompt: '@image_1 in the rain',
				image_urls: [HAT],
				customize_multi_shots: false,
			}),
			needed: ['input.prompt', 'input.image_urls'],
		},
		fullest: {
			given: {
				prompt: PROMPT,
				generateAudio: true,
				duration: 15,
				quality: '4k',
				aspectRatio: '1:1',
				preferMultiShots: true,
			},
			references: [HAT, COAT, FIRST, LAST, HAT, COAT, FIRST],
			callbackUrl,
			body: of(
				reference,
				{
					prompt: PROMPT,
					image_urls: [HAT, COAT, FIRST, LAST, HAT, COAT, FIRST],
					audio: true,
					duration: 15,
					resolution: '4k',
					aspect_ratio: '1:1',
					customize_multi_shots: false,
					prefer_multi_shots: true,
				},
				CALLBACK,
			),
		},
		'a storyboard': {
			given: { prompt: PROMPT, shots: SHOTS, duration: 5 },
			references: [HAT],
			body: of(reference, {
				...plain,
				prompt: PROMPT,
				image_urls: [HAT],
				customize_multi_shots: true,
				multi_prompt: SHOTS.row,
			}),
			needed: ['input.multi_prompt'],
		},
		'a reference video alone': {
			given: { prompt: PROMPT, quality: '1080p' },
			video: CLIP,
			body: of(reference, {
				prompt: PROMPT,
				video_urls: [CLIP],
				aspect_ratio: 'auto',
				audio: false,
				resolution: '1080p',
			}),
			needed: ['input.prompt', 'input.video_urls', 'input.aspect_ratio', 'input.audio'],
		},
		'a reference video, a picture and an element': {
			given: { prompt: '@element_dog in @image1' },
			video: CLIP,
			references: [HAT],
			elements: [DOG],
			body: of(reference, {
				prompt: '@element_dog in @image_1',
				image_urls: [HAT],
				video_urls: [CLIP],
				audio: false,
				duration: 5,
				resolution: '720p',
				aspect_ratio: '16:9',
				elements: [{ name: 'element_dog', description: 'a small brown dog', element_input_urls: [...DOG.pictures] }],
			}),
			needed: ['input.prompt', 'input.elements.0.description'],
		},
		'a reference video and an element of a video': {
			given: { prompt: '@element_cat walks' },
			video: CLIP,
			elements: [CAT],
			body: of(reference, {
				prompt: '@element_cat walks',
				video_urls: [CLIP],
				audio: false,
				resolution: '720p',
				aspect_ratio: 'auto',
				elements: [{ ...CAT_ROW, start_time: 1500, end_time: 6000 }],
			}),
		},
		'a reference video and pictures': {
			given: { prompt: PROMPT, aspectRatio: '9:16', duration: 7 },
			video: CLIP,
			references: [HAT, COAT],
			body: of(reference, {
				prompt: PROMPT,
				image_urls: [HAT, COAT],
				video_urls: [CLIP],
				audio: false,
				duration: 7,
				resolution: '720p',
				aspect_ratio: '9:16',
			}),
			// Without the video it would be another variant.
			needed: ['input.prompt', 'input.audio'],
		},
	},
	[edit]: {
		smallest: {
			given: { prompt: PROMPT },
			video: CLIP,
			body: of(edit, {
				prompt: PROMPT,
				video_urls: [CLIP],
				aspect_ratio: 'auto',
				audio: false,
				resolution: '720p',
			}),
			needed: ['input.prompt', 'input.video_urls'],
		},
		'fullest, with pictures': {
			given: { prompt: '@image_2', generateAudio: true, duration: 9, quality: '4k', aspectRatio: '1:1' },
			video: CLIP,
			references: [HAT, COAT],
			callbackUrl,
			body: of(
				edit,
				{
					prompt: '@image_2',
					image_urls: [HAT, COAT],
					video_urls: [CLIP],
					audio: true,
					duration: '9',
					resolution: '4k',
					aspect_ratio: '1:1',
				},
				CALLBACK,
			),
			needed: ['input.video_urls'],
		},
	},
};
