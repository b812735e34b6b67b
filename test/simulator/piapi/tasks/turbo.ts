/** PiAPI's model kling-turbo: other names for the frames (piapi.md 2.9). */
import {
	address,
	aspectRatio,
	closed,
	dollar,
	filled,
	misshaped,
	oneOf,
	pictures,
	secondsOf,
	text2500,
} from './fields';
import type { CheckInput } from './fields';

const schema = closed(
	{
		prompt: { ...text2500, minLength: 1 },
		negative_prompt: text2500,
		start_image_url: address,
		end_image_url: address,
		// The page's sample runs 5; upstream knows 5 and 10.
		duration: { type: 'integer', enum: [5, 10] },
		aspect_ratio: aspectRatio,
		mode: oneOf('pro'),
		version: oneOf('2.5-turbo'),
	},
	['prompt'],
);

export const checkTurbo: CheckInput = (input) => {
	const broken = misshaped(schema, input);
	if (broken !== undefined) return broken;
	if (!filled(input.prompt)) return 'prompt is required';
	if (filled(input.end_image_url) && !filled(input.start_image_url)) return 'end_image_url needs start_image_url';
	return {
		version: '2.5-turbo',
		operation: filled(input.start_image_url) ? 'imageToVideo' : 'textToVideo',
		media: pictures(input, ['start_image_url', 'end_image_url']),
		seconds: secondsOf(input),
		// Section 3.3: 2,800,000 for 5 s.
		points: (seconds) => Math.round((0.28 * dollar * seconds) / 5),
	};
};
