/** What the official API says of a multi-image2video body (its seed page, kling-official.md 2.3). */
import { bad, closed, filled, isRefusal, listOf, oneOf, shapeRefusal } from '../check';
import type { Check } from '../check';
import { legacyImage } from '../limits';
import { unitsPerSecond } from '../versions';
import { aspectRatio, inlineOrUrl, modelOf, tail, tailOf, text2500 } from './fields';

/** The page's only model, reported retired on 2026-09-15. */
const models = { 'kling-v1-6': {} };

const schema = closed(
	{
		model_name: { type: 'string' },
		image_list: listOf(closed({ image: inlineOrUrl }, ['image']), 4),
		prompt: text2500,
		negative_prompt: text2500,
		mode: oneOf(['std', 'pro']),
		duration: oneOf(['5', '10']),
		aspect_ratio: aspectRatio,
		...tail,
	},
	['image_list', 'prompt'],
);

export const checkMultiImage: Check = (given) => {
	const { body } = given;
	const found = modelOf(given, models, 'kling-v1-6');
	if (isRefusal(found)) return found;
	const misshaped = shapeRefusal(schema, body);
	if (misshaped) return misshaped;
	if (!filled(body.prompt)) return bad('prompt must not be empty');
	const images = body.image_list as Array<{ image: string }>;
	return {
		model: found.model,
		operation: 'multiImageToVideo',
		media: images.map(({ image }, place) => ({
			field: `image_list[${place}].image`,
			value: image,
			kind: 'image',
			limits: legacyImage,
		})),
		seconds: Number(body.duration ?? '5'),
		unitsPerSecond: unitsPerSecond(found.model, String(body.mode ?? 'std'), 'silent'),
		...tailOf(body),
	};
};
