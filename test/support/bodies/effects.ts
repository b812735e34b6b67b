// Effects on the backends that have them (kling-official.md 2.8, piapi.md 2.5).
import { CALLBACK, FIRST, INLINE, LAST, PROMPT, type ModelCases } from './case';

export const klingEffects: ModelCases = {
	effects: {
		smallest: {
			given: { effect: 'pet_dance' },
			images: { image: INLINE },
			body: { effect_scene: 'pet_dance', input: { image: INLINE } },
			needed: ['effect_scene', 'input', 'input.image'],
		},
		'fullest, two pictures from left to right': {
			given: { effect: ' hug_pro ' },
			images: { secondImage: LAST, image: FIRST },
			callbackUrl: CALLBACK,
			externalTaskId: 'n8n-1',
			body: {
				effect_scene: 'hug_pro',
				input: { images: [FIRST, LAST] },
				callback_url: CALLBACK,
				external_task_id: 'n8n-1',
			},
			needed: ['input.images', 'input.images.1'],
		},
	},
};

const of = (input: object) => ({ model: 'kling', task_type: 'effects', input });

export const piapiEffects: ModelCases = {
	effects: {
		smallest: {
			given: { effect: 'squish' },
			images: { image: FIRST },
			body: of({ image_url: FIRST, effect: 'squish', professional_mode: false }),
			needed: ['task_type', 'input.image_url', 'input.effect'],
		},
		fullest: {
			given: { effect: 'hugging', prompt: PROMPT, professionalMode: 'true' },
			images: { image: FIRST },
			callbackUrl: CALLBACK,
			body: {
				...of({ image_url: FIRST, effect: 'hugging', prompt: PROMPT, professional_mode: true }),
				config: { webhook_config: { endpoint: CALLBACK, secret: '' } },
			},
			needed: ['input.prompt'],
		},
	},
};
