/** Kling 4.0's omni-video, second-hand: materials by count, one video may be changed itself (kling-official.md 2.15). */
import type { FilmLimits } from '../../media/film';
import type { Wanted } from '../../media/wanted';
import { bad, closed, isRefusal, secondsFrom, shapeRefusal } from '../check';
import type { Check } from '../check';
import { newerImage, omniVideo as omniFilm } from '../limits';
import { unitsPerSecond } from '../versions';
import { readContents } from './contents';
import type { Materials } from './contents';
import { aspectRatioOf, chosen, optionsFor, optionsOf, settingsOf } from './fields';

const kinds = {
	'kling-4.0': { longest: 30, resolutions: ['720p', '1080p'], more: { element: 7, voice: 3 } },
	'kling-4.0-flash': { longest: 20, resolutions: ['720p'], more: {} },
} as const;

/** "Edit: 3-30 s, 700-4553 px, ratio 0.4-2.5, 24-60 fps, <= 300 MB"; no area is named. */
const film: FilmLimits = {
	...omniFilm,
	maxBytes: 300 * 1024 * 1024,
	seconds: [3, 30],
	ratio: [0.4, 2.5],
	maxArea: Number.POSITIVE_INFINITY,
};

const materials = ['refer_image', 'feature_video', 'base_video', 'element', 'voice'];

function checkFor(model: keyof typeof kinds): Check {
	const { longest, resolutions, more } = kinds[model];
	const types = { prompt: 1, refer_image: 10, feature_video: 5, base_video: 1, ...more };
	const row = { resolutions, seconds: secondsFrom(3, longest), audio: [], multiShot: false };
	const settings = settingsOf(row, { aspect_ratio: aspectRatioOf(model) });
	const schema = closed({ contents: { type: 'array' }, settings, options: optionsFor(model) }, ['contents']);
	return ({ body }) => {
		const misshaped = shapeRefusal(schema, body);
		if (misshaped) return misshaped;
		const contents = readContents(body, { types, prompt: 26_000, promptRequired: true });
		if (isRefusal(contents)) return contents;
		const total = contents.count(...materials);
		if (total === 0) return bad('nothing to refer to');
		if (total > 15) return bad('more than 15 inputs');
		const videos = contents.count('feature_video', 'base_video');
		if (videos > 5) return bad('more than 5 videos');
		const { resolution, duration = 5 } = chosen(body);
		return {
			model,
			operation: 'multiImageToVideo',
			media: mediaOf(contents),
			seconds: duration,
			unitsPerSecond: unitsPerSecond(model, resolution, videos > 0 ? 'video' : 'sound'),
			elementIds: contents.of('element').map((element) => String(element.element_id)),
			...optionsOf(body),
		};
	};
}

function mediaOf(contents: Materials): Wanted[] {
	return [
		...contents.of('refer_image').map(({ url }, place): Wanted => ({
			field: `refer_image[${place}]`,
			value: String(url),
			kind: 'image',
			limits: newerImage,
		})),
		...['base_video', 'feature_video'].flatMap((type) =>
			contents
				.of(type)
				.map(({ url }, place): Wanted => ({
					field: `${type}[${place}]`,
					value: String(url),
					kind: 'video',
					limits: film,
				})),
		),
	];
}

export const omniFour: ReadonlyArray<readonly [string, Check]> = [
	['kling-4.0', checkFor('kling-4.0')],
	['kling-4.0-flash', checkFor('kling-4.0-flash')],
];
