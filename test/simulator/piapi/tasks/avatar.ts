/** PiAPI's avatar: a face and a sound (piapi.md 2.4). */
import { dubbing } from '../limits';
import { address, closed, dollar, misshaped, oneOf, pictures, text2500 } from './fields';
import type { CheckInput } from './fields';

const schema = closed(
	{
		image_url: address,
		local_dubbing_url: address,
		prompt: text2500,
		mode: oneOf('std', 'pro'),
		// Its range is not stated; section 2.8 has 1 to 4 for another task type.
		batch_size: { type: 'integer', minimum: 1, maximum: 4 },
		// Section 2.10: the vendor's client sends it.
		version: oneOf('2.6'),
	},
	['image_url', 'local_dubbing_url'],
);

export const checkAvatar: CheckInput = (input) => {
	const broken = misshaped(schema, input);
	if (broken !== undefined) return broken;
	// Section 8.3, dollars per second.
	const price = input.mode === 'pro' ? 0.26 : 0.052;
	const sound = { field: 'local_dubbing_url', value: String(input.local_dubbing_url) };
	return {
		version: '2.6',
		operation: 'avatar',
		media: [...pictures(input, ['image_url']), { ...sound, kind: 'sound', limits: dubbing }],
		points: (seconds) => Math.round(price * dollar * seconds * Number(input.batch_size ?? 1)),
	};
};
