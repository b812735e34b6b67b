/** Kie's Kling 3.0 Omni family: four models, eight inputs, no other keys (kie.md 2.4). */
import type { JsonObject } from '../../http/body';
import type { Wanted } from '../../media/wanted';
import type { Schema } from '../../schema';
import { omniFilm, omniPicture } from '../limits';
import { elementList, elementMedia, elementsOf } from './elements';
import { bool, closed, images, oneOf, prompt, ratio, secondsOf, secondsText, textsOf } from './model';
import { threeToFifteen, urls } from './model';
import type { KieModel } from './model';
import { brokenOmni } from './omniRules';

// Section 2.0: omni takes this scheme too.
const url = { type: 'string', pattern: '^(https?|oss)://\\S+$' };

const words = { prompt: prompt(3072), resolution: oneOf('720p', '1080p', '4k') };
// Section 2.0, type trap: an INTEGER here.
const duration = { type: 'integer', minimum: 3, maximum: 15 };
const off = { type: 'boolean', const: false };
const auto = oneOf('auto');
const film = urls(1, 1, url);

const shot = closed({ prompt: { ...prompt(512) }, duration: { type: 'integer', minimum: 1, maximum: 15 } }, [
	'prompt',
	'duration',
]);
const shots = {
	customize_multi_shots: bool,
	prefer_multi_shots: bool,
	multi_prompt: { type: 'array', items: shot, maxItems: 6 },
};

/** The element schema of text-to-video and transformation has no window. */
const elements = (most: number, windowed: boolean): Schema => elementList(most, windowed, url);

const fromText = closed(
	{ ...words, ...shots, elements: elements(7, false), audio: bool, aspect_ratio: ratio, duration },
	['prompt'],
);

const frames = {
	...words,
	...shots,
	duration,
	aspect_ratio: oneOf('16:9', '9:16', '1:1', 'auto'),
	audio: bool,
	elements: elements(3, true),
};
// "Send explicitly": no default is stated for a first frame alone.
const firstFrame = closed({ ...frames, image_urls: urls(1, 1, url) }, [
	'prompt',
	'image_urls',
	'audio',
	'customize_multi_shots',
]);
const firstAndLast = closed({ ...frames, image_urls: urls(2, 2, url) }, ['prompt', 'image_urls', 'audio']);

const reference = {
	images: closed(
		{
			...words,
			...shots,
			image_urls: urls(1, 7, url),
			duration,
			aspect_ratio: ratio,
			audio: bool,
			elements: elements(7, true),
		},
		['prompt', 'image_urls'],
	),
	video: closed({ ...words, video_urls: film, aspect_ratio: auto, audio: off, elements: elements(4, true) }, [
		'prompt',
		'video_urls',
		'aspect_ratio',
		'audio',
	]),
	both: closed(
		{
			...words,
			image_urls: urls(1, 4, url),
			video_urls: film,
			audio: off,
			duration,
			aspect_ratio: ratio,
			elements: elements(4, true),
		},
		['prompt', 'image_urls', 'video_urls', 'audio'],
	),
};

const edit = {
	video: closed({ ...words, video_urls: film, aspect_ratio: auto, audio: bool, elements: elements(7, false) }, [
		'prompt',
		'video_urls',
	]),
	both: closed(
		{
			...words,
			image_urls: urls(1, 4, url),
			video_urls: film,
			aspect_ratio: ratio,
			// The one exception: a string.
			duration: secondsText(...threeToFifteen),
			audio: bool,
			elements: elements(4, false),
		},
		['prompt', 'image_urls', 'video_urls'],
	),
};

const hasImages = (input: JsonObject): boolean => input.image_urls !== undefined;
const hasVideo = (input: JsonObject): boolean => input.video_urls !== undefined;

/** Section 8, price hints: credits per second without and with audio. */
const prices: Readonly<Record<string, readonly [silent: number, sound: number]>> = {
	'720p': [14, 18],
	'1080p': [18, 23],
	'4k': [67, 67],
};

function model(operation: ReturnType<KieModel['operation']>, id: string, schema: KieModel['schema']): KieModel {
	return {
		operation: () => operation,
		schema,
		broken: (input) => brokenOmni(id, input),
		media: mediaOf,
		// Without a duration of its own a result follows its video.
		seconds: (input) => (hasVideo(input) && input.duration === undefined ? undefined : secondsOf(input)),
		credits: ({ resolution, audio }) => prices[String(resolution ?? '720p')]?.[audio === true ? 1 : 0] ?? 0,
	};
}

function mediaOf(input: JsonObject): Wanted[] {
	return [
		...images(input, ['image_urls'], omniPicture),
		...textsOf(input.video_urls).map((value, place): Wanted => ({
			field: `video_urls[${place}]`,
			value,
			kind: 'video',
			limits: omniFilm,
		})),
		...elementMedia('elements', elementsOf(input.elements), omniPicture),
	];
}

export const omni: Readonly<Record<string, KieModel>> = {
	'kling-3.0-omni/text-to-video': model('textToVideo', 'text', () => fromText),
	'kling-3.0-omni/image-to-video': model('imageToVideo', 'image', (input) =>
		textsOf(input.image_urls).length > 1 ? firstAndLast : firstFrame,
	),
	'kling-3.0-omni/reference-to-video': model('multiImageToVideo', 'reference', (input) =>
		hasVideo(input) ? (hasImages(input) ? reference.both : reference.video) : reference.images,
	),
	'kling-3.0-omni/transformation': model('multiImageToVideo', 'edit', (input) =>
		hasImages(input) ? edit.both : edit.video,
	),
};
