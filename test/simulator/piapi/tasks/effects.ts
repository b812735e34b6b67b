/** PiAPI's effects: a picture and the effect's name (piapi.md 2.5). */
import { address, bool, closed, dollar, filled, misshaped, oneOf, pictures, text2500 } from './fields';
import type { CheckInput } from './fields';

const withPrompt = ['rocket', 'hearting', 'fighting', 'kissing', 'hugging', 'birthday', 'water'];
const effects = ['squish', 'expansion', 'jellycat_oversea', 'spinoff', 'figure', 'vstack', 'surfing', ...withPrompt];

const schema = closed(
	{
		image_url: address,
		effect: oneOf(...effects),
		prompt: text2500,
		professional_mode: bool,
		// Section 2.10: the vendor's client sends it.
		version: oneOf('2.6'),
	},
	['image_url', 'effect'],
);

export const checkEffects: CheckInput = (input) => {
	const broken = misshaped(schema, input);
	if (broken !== undefined) return broken;
	if (withPrompt.includes(String(input.effect)) && !filled(input.prompt)) return 'input.prompt is required';
	return {
		version: '2.6',
		operation: 'effects',
		media: pictures(input, ['image_url']),
		seconds: 5,
		// Made up: section 8.3 has no price for effects.
		points: () => Math.round((input.professional_mode === true ? 0.46 : 0.26) * dollar),
	};
};
