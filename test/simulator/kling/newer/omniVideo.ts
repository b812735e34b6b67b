/** What the NEW standard's omni-video takes, by model (kling-official.md 2.3). */
import { isObject } from '../../http/body';
import type { FilmLimits } from '../../media/film';
import type { Wanted } from '../../media/wanted';
import { bad, closed, isRefusal, secondsFrom, shapeRefusal } from '../check';
import type { Check } from '../check';
import { brokenMaterials, o1Length, omniOperation } from '../legacy/omniRules';
import type { Asked } from '../legacy/omniRules';
import { newerImage, o1Video, omniVideo as omniFilm } from '../limits';
import { unitsPerSecond } from '../versions';
import { readContents } from './contents';
import type { Materials } from './contents';
import { aspectRatio, chosen, options, optionsOf, settingsOf } from './fields';
import type { Chosen, NewerModel } from './fields';
import { frameMedia } from './imageToVideo';
import { omniFour } from './omniFour';
import { brokenShotPrompt } from './shots';

interface OmniModel extends NewerModel {
	prompt: number;
	o1: boolean;
	film: FilmLimits;
}

const models: Readonly<Record<string, OmniModel>> = {
	'kling-3.0-omni': {
		prompt: 3072,
		resolutions: ['720p', '1080p', '4k'],
		seconds: secondsFrom(3, 15),
		audio: ['native', 'original', 'off'],
		multiShot: true,
		o1: false,
		film: omniFilm,
	},
	'kling-o1': {
		prompt: 2500,
		resolutions: ['720p', '1080p'],
		seconds: secondsFrom(3, 10),
		audio: ['original', 'off'],
		multiShot: false,
		o1: true,
		film: o1Video,
	},
};

const types = {
	prompt: 1,
	first_frame: 1,
	last_frame: 1,
	refer_image: 7,
	feature_video: 1,
	base_video: 1,
	element: 7,
};

function checkFor(model: string, row: OmniModel): Check {
	const settingsSchema = settingsOf(row, { aspect_ratio: aspectRatio });
	const schema = closed({ contents: { type: 'array' }, settings: settingsSchema, options }, ['contents']);
	return ({ body }) => {
		const misshaped = shapeRefusal(schema, body);
		if (misshaped) return misshaped;
		const contents = readContents(body, { types, prompt: row.prompt, promptRequired: true, frameIds: true });
		if (isRefusal(contents)) return contents;
		const asked = readAsked(contents);
		if (isRefusal(asked)) return asked;
		const settings = chosen(body);
		const ratio = isObject(body.settings) && body.settings.aspect_ratio !== undefined;
		const broken = brokenMaterials(asked, row.o1) ?? brokenRule(row, asked, settings, ratio);
		if (broken !== undefined) return bad(broken);
		const length = asked.video ? settings.duration : (settings.duration ?? 5);
		const shots = !row.o1 && settings.multiShot !== false ? brokenShotPrompt(contents.prompt, length) : undefined;
		if (shots !== undefined) return bad(shots);
		const use = asked.video ? 'video' : settings.audio === 'native' ? 'sound' : 'silent';
		return {
			model,
			operation: omniOperation(asked),
			media: mediaOf(contents, row),
			// The samples with a video leave the duration out: the result follows the video.
			...(length === undefined || asked.video === 'base' ? {} : { seconds: length }),
			unitsPerSecond: unitsPerSecond(model, settings.resolution, use),
			elementIds: contents.of('element').map((element) => String(element.element_id)),
			...optionsOf(body),
		};
	};
}

function readAsked(contents: Materials): Asked | ReturnType<typeof bad> {
	const videos = [...contents.of('feature_video'), ...contents.of('base_video')];
	if (videos.length > 1) return bad('at most one video');
	return {
		firsts: contents.count('first_frame'),
		lasts: contents.count('last_frame'),
		references: contents.count('refer_image'),
		elements: contents.count('element'),
		...(videos.length === 0 ? {} : { video: contents.count('base_video') > 0 ? 'base' : 'feature' }),
	};
}

function brokenRule(row: OmniModel, asked: Asked, chosen: Chosen, ratio: boolean): string | undefined {
	const { video } = asked;
	const { audio, multiShot } = chosen;
	if (asked.firsts === 0 && !video && !ratio) return 'aspect_ratio is required without a first frame or a video';
	if (audio === 'original' && !video) return 'audio original needs a video';
	if (row.o1) {
		if (asked.lasts > 0 && asked.references > 0) return 'no reference images together with a last frame';
		return o1Length(asked, chosen.duration ?? 5);
	}
	if (video === 'feature') {
		if (multiShot === false) return 'with a feature_video, multi_shot may only be true';
		if (audio !== 'off') return 'with a feature_video, audio may only be off';
	}
	if (video === 'base') {
		// multi_shot is true by default, so it must be switched off.
		if (multiShot !== false) return 'a base_video needs multi_shot false';
		if (audio === 'native') return 'with a base_video, audio must not be native';
	}
	return undefined;
}

function mediaOf(contents: Materials, row: OmniModel): Wanted[] {
	const image = { kind: 'image', limits: newerImage } as const;
	const film = { kind: 'video', limits: row.film } as const;
	return [
		...frameMedia(contents),
		...contents
			.of('refer_image')
			.map(({ url }, place): Wanted => ({ field: `refer_image[${place}]`, value: String(url), ...image })),
		...['feature_video', 'base_video'].flatMap((type) =>
			contents.of(type).map(({ url }): Wanted => ({ field: type, value: String(url), ...film })),
		),
	];
}

export const omniVideo = new Map([
	...Object.entries(models).map(([model, row]) => [model, checkFor(model, row)] as const),
	...omniFour,
]);
