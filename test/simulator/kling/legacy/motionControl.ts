/** What the official API says of a legacy motion-control body (its seed page, kling-official.md 2.4). */
import { closed, isRefusal, oneOf, shapeRefusal } from '../check';
import type { Check } from '../check';
import { motionImage, motionVideo } from '../limits';
import { unitsPerSecond } from '../versions';
import { elementList, elementsOf, inlineOrUrl, modelOf, tail, tailOf, text2500, urlOnly, yesNo } from './fields';

const models = { 'kling-v2-6': {}, 'kling-v3': {} };

const schema = closed(
	{
		model_name: { type: 'string' },
		prompt: text2500,
		image_url: inlineOrUrl,
		video_url: urlOnly,
		element_list: elementList(1),
		keep_original_sound: yesNo,
		character_orientation: oneOf(['image', 'video']),
		mode: oneOf(['std', 'pro']),
		...tail,
	},
	['image_url', 'video_url', 'character_orientation', 'mode'],
);

export const checkMotionControl: Check = (given) => {
	const { body } = given;
	const found = modelOf(given, models, 'kling-v2-6');
	if (isRefusal(found)) return found;
	const misshaped = shapeRefusal(schema, body);
	if (misshaped) return misshaped;
	const elementIds = elementsOf(given);
	if (isRefusal(elementIds)) return elementIds;
	const limits = motionVideo(body.character_orientation);
	return {
		model: found.model,
		operation: 'motionControl',
		media: [
			{ field: 'image_url', value: String(body.image_url), kind: 'image', limits: motionImage },
			{ field: 'video_url', value: String(body.video_url), kind: 'video', limits },
		],
		unitsPerSecond: unitsPerSecond(found.model, String(body.mode), 'motion'),
		elementIds,
		...tailOf(body),
	};
};
