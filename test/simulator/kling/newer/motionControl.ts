/** What the NEW standard's motion-control takes, by model (kling-official.md 2.4). */
import { isObject } from '../../http/body';
import { bad, closed, isRefusal, oneOf, shapeRefusal } from '../check';
import type { Check } from '../check';
import { motionVideo, newerImage } from '../limits';
import { unitsPerSecond } from '../versions';
import { readContents } from './contents';
import { chosen, options, optionsOf } from './fields';

/** How many elements each model takes. */
const models: Readonly<Record<string, number>> = { 'kling-3.0': 1, 'kling-2.6': 0 };

const settings = closed(
	{
		character_orientation: oneOf(['image', 'video']),
		audio: oneOf(['original', 'off']),
		resolution: oneOf(['720p', '1080p']),
	},
	['character_orientation'],
);

const schema = closed({ contents: { type: 'array' }, settings, options }, ['contents', 'settings']);

function checkFor(model: string, elements: number): Check {
	const types = { prompt: 1, image: 1, video: 1, ...(elements > 0 ? { element: elements } : {}) };
	return ({ body }) => {
		const misshaped = shapeRefusal(schema, body);
		if (misshaped) return misshaped;
		const contents = readContents(body, { types, prompt: 2500, promptRequired: false });
		if (isRefusal(contents)) return contents;
		const [image] = contents.of('image');
		const [video] = contents.of('video');
		if (!image || !video) return bad('an image and a video are required');
		const orientation = isObject(body.settings) ? body.settings.character_orientation : undefined;
		return {
			model,
			operation: 'motionControl',
			media: [
				{ field: 'image', value: String(image.url), kind: 'image', limits: newerImage },
				{ field: 'video', value: String(video.url), kind: 'video', limits: motionVideo(orientation) },
			],
			unitsPerSecond: unitsPerSecond(model, chosen(body).resolution, 'motion'),
			elementIds: contents.of('element').map((element) => String(element.element_id)),
			...optionsOf(body),
		};
	};
}

export const motionControl = new Map(Object.entries(models).map(([model, most]) => [model, checkFor(model, most)]));
