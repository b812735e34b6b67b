// PiAPI's catalogue: the model is always "kling", the row's id is its `version`. A new model is a row.
import type { ChoiceSetting, ImageSlot, Model, Offer } from '../model';
import { imageLimits } from '../../media/limits';
import type { Quality } from '../../words';

const firstFrame: ImageSlot = { key: 'image_url', as: 'text', required: true, limits: imageLimits.piapi };
const lastFrame: ImageSlot = { key: 'image_tail_url', as: 'text', limits: imageLimits.piapi };

/** std is 720p, pro is 1080p (piapi.md 2.1). */
const mode: ChoiceSetting<Quality> = {
	kind: 'choice',
	key: 'mode',
	values: ['720p', '1080p'],
	default: '720p',
	as: (quality) => (quality === '1080p' ? 'pro' : 'std'),
};

/** piapi.md 2.1: numbers leave as JSON numbers, cfg_scale too, whatever the page says. */
const imageToVideo26: Offer = {
	settings: {
		prompt: { kind: 'text', key: 'prompt', required: true, max: 2500 },
		sound: { kind: 'switch', key: 'enable_audio', default: false },
		duration: { kind: 'choice', key: 'duration', values: [5, 10], default: 5 },
		quality: mode,
		negativePrompt: { kind: 'text', key: 'negative_prompt', max: 2500 },
		cfgScale: { kind: 'number', key: 'cfg_scale', min: 0, max: 1, default: 0.5, optional: true },
	},
	images: { firstFrame, lastFrame },
	needs: [{ if: { sound: true }, then: { quality: '1080p' } }],
};

/** piapi.md 2.1, version 3.0: no negative_prompt, no cfg_scale. */
const imageToVideo3: Offer = {
	settings: {
		prompt: { kind: 'text', key: 'prompt', required: true, max: 2500 },
		sound: { kind: 'switch', key: 'enable_audio', default: false },
		duration: { kind: 'number', key: 'duration', min: 3, max: 15, whole: true, default: 5 },
		quality: mode,
	},
	images: { firstFrame, lastFrame },
};

export const piapiModels: readonly Model[] = [
	{ id: '2.6', label: 'Kling 2.6', operations: { imageToVideo: imageToVideo26 } },
	{ id: '3.0', label: 'Kling 3.0', operations: { imageToVideo: imageToVideo3 } },
];
