/** PiAPI's sound: an effect from words (piapi.md 2.8). */
import { closed, filled, misshaped, oneOf } from './fields';
import type { CheckInput } from './fields';

const schema = closed(
	{
		// Section 8.2 says 2500 of prompts; upstream takes 200 here (kling-official.md 8).
		prompt: { type: 'string', maxLength: 200 },
		// Its range is not stated: upstream's, and whole seconds as everywhere on PiAPI.
		duration: { type: 'integer', minimum: 3, maximum: 10 },
		// Section 2.10: the vendor's client sends it.
		version: oneOf('2.6'),
	},
	// `video_url` stands in client code only, so it is not taken.
	['prompt'],
);

/** Made up: no page names a price. 3.5 cents, as upstream charges. */
const points = 350_000;

export const checkSound: CheckInput = (input) => {
	const broken = misshaped(schema, input);
	if (broken !== undefined) return broken;
	if (!filled(input.prompt)) return 'input.prompt is required';
	return {
		version: '2.6',
		operation: 'textToSound',
		media: [],
		seconds: Number(input.duration ?? 5),
		points: () => points,
	};
};
