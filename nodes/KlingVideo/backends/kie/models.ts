// Kie.ai's catalogue. A new model is a row.
import type { ImageSlot, Model, Offer } from '../model';
import { imageLimits } from '../../media/limits';
import type { Quality } from '../../words';

const image: ImageSlot = { key: 'image_urls', as: 'list', required: true, limits: imageLimits.kie };

/** The seed page: prompt up to 1000 characters, one picture, `sound` required, `duration` a string. */
const imageToVideo26: Offer = {
	settings: {
		prompt: { kind: 'text', key: 'prompt', required: true, max: 1000 },
		sound: { kind: 'switch', key: 'sound', default: false },
		duration: { kind: 'choice', key: 'duration', values: [5, 10], default: 5, as: String },
	},
	images: { firstFrame: image },
};

/** kie.md 2.3: `mode` std / pro / 4K, with a capital K here. */
const MODES: Record<Quality, string> = { '720p': 'std', '1080p': 'pro', '4k': '4K' };

/** kie.md 2.3: sound, mode and multi_shots are required in practice; the ratio is taken from the picture. */
const imageToVideo3: Offer = {
	settings: {
		prompt: { kind: 'text', key: 'prompt', required: true, max: 2500 },
		sound: { kind: 'switch', key: 'sound', default: false },
		duration: { kind: 'number', key: 'duration', min: 3, max: 15, whole: true, default: 5, as: String },
		quality: {
			kind: 'choice',
			key: 'mode',
			values: ['720p', '1080p', '4k'],
			default: '720p',
			as: (quality) => MODES[quality],
		},
	},
	images: { firstFrame: image, lastFrame: { ...image, required: false } },
	fixed: { multi_shots: false },
};

export const kieModels: readonly Model[] = [
	{ id: 'kling-2.6/image-to-video', label: 'Kling 2.6', operations: { imageToVideo: imageToVideo26 } },
	{ id: 'kling-3.0/video', label: 'Kling 3.0', operations: { imageToVideo: imageToVideo3 } },
];
