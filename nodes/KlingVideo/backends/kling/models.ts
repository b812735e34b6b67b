// The official API's catalogue. A new model is a row.
import type { ChoiceSetting, ImageSlot, Model, NumberSetting, Offer, SettingSpecs } from '../model';
import { imageLimits } from '../../media/limits';
import type { Quality } from '../../words';

/** Kling's `mode` (kling-official.md 0, name map). */
const MODES: Record<Quality, string> = { '720p': 'std', '1080p': 'pro', '4k': '4k' };
const onOff = (on: boolean) => (on ? 'on' : 'off');

/** Legacy bodies want the duration as text (kling-official.md 0). */
const fiveOrTen: ChoiceSetting<number> = { kind: 'choice', key: 'duration', values: [5, 10], default: 5, as: String };
const threeToFifteen: NumberSetting = {
	kind: 'number',
	key: 'duration',
	min: 3,
	max: 15,
	whole: true,
	default: 5,
	as: String,
};

const mode = (...values: Quality[]): ChoiceSetting<Quality> => ({
	kind: 'choice',
	key: 'mode',
	values,
	default: '720p',
	as: (quality) => MODES[quality],
});

/** kling-official.md 2.2, legacy image2video: prompts up to 2500 characters; no aspect ratio, it follows the picture. */
const shared = {
	prompt: { kind: 'text', key: 'prompt', required: true, max: 2500 },
	sound: { kind: 'switch', key: 'sound', default: false, as: onOff },
	negativePrompt: { kind: 'text', key: 'negative_prompt', max: 2500 },
} as const satisfies SettingSpecs;

const firstFrame: ImageSlot = { key: 'image', as: 'text', required: true, limits: imageLimits.klingLegacy };
const lastFrame: ImageSlot = { key: 'image_tail', as: 'text', limits: imageLimits.klingLegacy };

const imageToVideo26: Offer = {
	settings: { ...shared, duration: fiveOrTen, quality: mode('720p', '1080p') },
	images: { firstFrame, lastFrame },
	// kling-official.md 9.1 and 10.16: sound needs 1080p; first and last frame need 1080p and are silent.
	needs: [
		{ if: { sound: true }, then: { quality: '1080p' } },
		{ if: { image: 'lastFrame' }, then: { quality: '1080p', sound: false } },
	],
};

const imageToVideo3: Offer = {
	settings: { ...shared, duration: threeToFifteen, quality: mode('720p', '1080p', '4k') },
	images: { firstFrame, lastFrame },
	// The newer standard cuts shots unless told not to, the legacy one does not; said either way (10.4).
	fixed: { multi_shot: false },
};

/** Living models of the official API on its legacy paths (kling-official.md 9.1). */
export const klingModels: readonly Model[] = [
	{ id: 'kling-v2-6', label: 'Kling 2.6', operations: { imageToVideo: imageToVideo26 } },
	{ id: 'kling-v3', label: 'Kling 3.0', operations: { imageToVideo: imageToVideo3 } },
];
