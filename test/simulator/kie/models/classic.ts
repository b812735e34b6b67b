/** Kie's models with flat inputs: 2.6, 3.0 turbo, 2.5 turbo and the 2.1 family (kie.md 2.1, 2.2). */
import type { JsonObject } from '../../http/body';
import type { Schema } from '../../schema';
import { bool, closed, images, mediaUrl, oneOf, prompt, ratio, secondsOf, secondsText } from './model';
import { threeToFifteen, urls } from './model';
import type { KieModel } from './model';

const fiveOrTen = secondsText(5, 10);
const resolution = oneOf('720p', '1080p');

/** Section 2.1, 2.2: 0 to 1 in steps of 0.1. */
const cfgScale = { type: 'number', minimum: 0, maximum: 1 };

function wrongStep({ cfg_scale: scale }: JsonObject): string | undefined {
	if (typeof scale !== 'number') return undefined;
	return Math.abs(scale * 10 - Math.round(scale * 10)) < 1e-9 ? undefined : 'cfg_scale must be a multiple of 0.1';
}

function fromText(schema: Schema, credits: KieModel['credits']): KieModel {
	return { operation: () => 'textToVideo', schema: () => schema, broken: wrongStep, seconds: secondsOf, credits };
}

function fromImage(schema: Schema, credits: KieModel['credits']): KieModel {
	return {
		operation: () => 'imageToVideo',
		schema: () => schema,
		broken: wrongStep,
		media: (input) => images(input, ['image_urls', 'image_url', 'tail_image_url']),
		seconds: secondsOf,
		credits,
	};
}

/** 2.5 turbo and 2.1, from text. */
function scaledText(promptLength: number, negativeLength: number): Schema {
	return closed(
		{
			prompt: prompt(promptLength),
			duration: fiveOrTen,
			aspect_ratio: ratio,
			negative_prompt: { type: 'string', maxLength: negativeLength },
			cfg_scale: cfgScale,
		},
		['prompt'],
	);
}

/** 2.5 turbo and 2.1, from an image: the singular key. */
function scaledImage(promptLength: number, lastFrame: boolean): Schema {
	return closed(
		{
			prompt: prompt(promptLength),
			image_url: mediaUrl,
			...(lastFrame ? { tail_image_url: mediaUrl } : {}),
			duration: fiveOrTen,
			negative_prompt: { type: 'string', maxLength: 500 },
			cfg_scale: cfgScale,
		},
		['prompt', 'image_url'],
	);
}

// Section 3.2 shows 70 credits for 5 silent seconds of 2.6; the price with sound is made up.
const price26 = ({ sound }: JsonObject): number => (sound === true ? 28 : 14);
// Section 8: $0.09 and $0.1125 per second.
const priceTurbo = (input: JsonObject): number => (input.resolution === '1080p' ? 22.5 : 18);
// Made up: section 8 has no prices for these.
const price25 = (): number => 8.4;
const price21 = (): number => 10;

const turbo = { prompt: prompt(2500), duration: secondsText(...threeToFifteen), resolution };
const sounding = { prompt: prompt(1000), sound: bool, duration: fiveOrTen };

export const classic: Readonly<Record<string, KieModel>> = {
	'kling-2.6/text-to-video': fromText(
		closed({ ...sounding, aspect_ratio: ratio }, ['prompt', 'sound', 'aspect_ratio', 'duration']),
		price26,
	),
	'kling-2.6/image-to-video': fromImage(
		closed({ ...sounding, image_urls: urls(1, 1) }, ['prompt', 'image_urls', 'sound', 'duration']),
		price26,
	),
	'kling/v3-turbo-text-to-video': fromText(
		closed({ ...turbo, aspect_ratio: ratio }, ['prompt', 'duration', 'aspect_ratio', 'resolution']),
		priceTurbo,
	),
	'kling/v3-turbo-image-to-video': fromImage(
		closed({ ...turbo, image_urls: urls(1, 1) }, ['prompt', 'image_urls', 'duration', 'resolution']),
		priceTurbo,
	),
	'kling/v2-5-turbo-text-to-video-pro': fromText(scaledText(2500, 2500), price25),
	'kling/v2-5-turbo-image-to-video-pro': fromImage(scaledImage(2500, true), price25),
	'kling/v2-1-master-text-to-video': fromText(scaledText(5000, 500), price21),
	'kling/v2-1-master-image-to-video': fromImage(scaledImage(5000, false), price21),
	'kling/v2-1-pro': fromImage(scaledImage(5000, true), price21),
	'kling/v2-1-standard': fromImage(scaledImage(5000, false), price21),
};
