/** Kie's motion control and avatars: results as long as what drives them (kie.md 2.5, 2.6). */
import type { JsonObject } from '../../http/body';
import type { Wanted } from '../../media/wanted';
import type { Schema } from '../../schema';
import { avatarSound, motionFilm, motionPicture } from '../limits';
import { closed, images, mediaUrl, oneOf, textsOf, urls } from './model';
import type { KieModel } from './model';

const motion = {
	input_urls: urls(1, 1),
	video_urls: urls(1, 1),
	prompt: { type: 'string', maxLength: 2500 },
	// The enum, not the prose: std and pro are refused live.
	mode: oneOf('720p', '1080p'),
	character_orientation: oneOf('image', 'video'),
};

function motionModel(schema: Schema, pixels: number, prices: readonly [number, number]): KieModel {
	return {
		operation: () => 'motionControl',
		schema: () => schema,
		media: (input) => [...images(input, ['input_urls'], motionPicture(pixels)), ...films(input)],
		credits: ({ mode }) => prices[mode === '1080p' ? 1 : 0],
	};
}

function films(input: JsonObject): Wanted[] {
	const limits = motionFilm(input.character_orientation ?? 'video');
	return textsOf(input.video_urls).map((value, place) => ({
		field: `video_urls[${place}]`,
		value,
		kind: 'video',
		limits,
	}));
}

const face = closed(
	{
		image_url: mediaUrl,
		audio_url: mediaUrl,
		// Required, but it may be an empty string.
		prompt: { type: 'string', maxLength: 5000 },
	},
	['image_url', 'audio_url', 'prompt'],
);

/** The price is made up: section 8 has none for avatars. */
function avatarModel(credits: number): KieModel {
	return {
		operation: () => 'avatar',
		schema: () => face,
		media: (input) => [
			...images(input, ['image_url']),
			{ field: 'audio_url', value: String(input.audio_url), kind: 'sound', limits: avatarSound },
		],
		credits: () => credits,
	};
}

export const driven: Readonly<Record<string, KieModel>> = {
	// Made up: section 8 has no price for 2.6.
	'kling-2.6/motion-control': motionModel(
		closed(motion, ['input_urls', 'video_urls', 'mode', 'character_orientation']),
		300,
		[12, 18],
	),
	// Section 8: $0.10 and $0.135 per second.
	'kling-3.0/motion-control': motionModel(
		closed({ ...motion, background_source: oneOf('input_video', 'input_image') }, ['input_urls', 'video_urls']),
		340,
		[20, 27],
	),
	'kling/ai-avatar-standard': avatarModel(8),
	'kling/ai-avatar-pro': avatarModel(16),
};
