/** What the official API says of an effects body (kling-official.md 2.8). */
import type { JsonObject } from '../../http/body';
import type { Wanted } from '../../media/wanted';
import { bad, closed, shapeRefusal } from '../check';
import type { Check } from '../check';
import { legacyImage } from '../limits';
import { unitsPerSecond } from '../versions';
import { discontinuedScenes, dualScenes, singleScenes } from './effectNames';
import { inlineOrUrl, tail, tailOf } from './fields';

/** No mode, no duration, no watermark. */
const schema = closed(
	{
		effect_scene: { type: 'string', minLength: 1 },
		input: { type: 'object' },
		callback_url: tail.callback_url,
		external_task_id: tail.external_task_id,
	},
	['effect_scene', 'input'],
);
const one = closed({ image: inlineOrUrl }, ['image']);
const two = closed({ images: { type: 'array', items: inlineOrUrl, minItems: 2, maxItems: 2 } }, ['images']);

/** Made up: the page tells neither the length nor the price. */
const seconds = 5;

export const checkEffects: Check = ({ body }) => {
	const misshaped = shapeRefusal(schema, body);
	if (misshaped) return misshaped;
	const scene = String(body.effect_scene);
	if (discontinuedScenes.includes(scene)) return bad(`effect_scene ${scene} has been discontinued`);
	const dual = dualScenes.includes(scene);
	if (!dual && !singleScenes.includes(scene)) return bad(`effect_scene ${scene} is not supported`);
	const input = body.input as JsonObject;
	const wrong = shapeRefusal(dual ? two : one, input, 'input');
	if (wrong) return wrong;
	const wanted = (field: string, value: unknown): Wanted => ({
		field,
		value: String(value),
		kind: 'image',
		limits: legacyImage,
	});
	const images = (input.images ?? []) as unknown[];
	return {
		model: 'effects',
		operation: 'effects',
		media: dual
			? images.map((value, place) => wanted(`input.images[${place}]`, value))
			: [wanted('input.image', input.image)],
		seconds,
		unitsPerSecond: unitsPerSecond('effects', 'std', 'silent'),
		...tailOf(body),
	};
};
