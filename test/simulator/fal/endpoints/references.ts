/** Reference pictures, reference video and changing a video (fal.md 3.3). */
import type { JsonObject } from '../../http/body';
import { fourFactor, fourFields, fourRatio } from './frames';
import { fourFilm, fourPicture, o1Film, o3Film, picture } from './limits';
import {
	bool,
	brokenElements,
	bySecond,
	closed,
	dangling,
	dearer,
	elementList,
	elementMedia,
	elementsOf,
	filmedElements,
	fiveOrTen,
	film,
	images,
	multiPrompt,
	needed,
	oneOf,
	promptNeeded,
	promptXor,
	ratio,
	secondsOf,
	secondsText,
	shotType,
	text,
	textsOf,
	url,
	urls,
} from './endpoint';
import type { Endpoint } from './endpoint';

type Endpoints = Record<string, Endpoint>;

const made = { operation: 'multiImageToVideo', output: 'video' } as const;
const videoRatio = oneOf('auto', '16:9', '9:16', '1:1');

const pictured = (input: JsonObject) => textsOf(input.image_urls).length + elementsOf(input).length;

function tooMany(input: JsonObject, most: number) {
	return pictured(input) > most ? { field: 'image_urls', msg: `images and elements are more than ${most}` } : undefined;
}

const named = (input: JsonObject) => ({
	Image: textsOf(input.image_urls).length,
	Element: elementsOf(input).length,
	Video: typeof input.video_url === 'string' ? 1 : textsOf(input.video_urls).length,
});

function omniReference(price: number, sound: number): Endpoint {
	return {
		...made,
		schema: closed({
			prompt: text(2500),
			multi_prompt: multiPrompt,
			shot_type: shotType,
			duration: secondsText(3, 15),
			aspect_ratio: ratio,
			generate_audio: bool,
			image_urls: urls(1, 7),
			elements: elementList(7, 'videos', 1),
			start_image_url: url,
			end_image_url: url,
		}),
		broken: (input) =>
			promptXor(input) ??
			brokenElements(input) ??
			// fal.md 13.11.
			tooMany(input, filmedElements(input) > 0 ? 4 : 7) ??
			dangling(input, named(input)),
		media: (input) => [
			...images(input, ['image_urls', 'start_image_url', 'end_image_url'], picture),
			...elementMedia(input, picture, o3Film),
		],
		seconds: secondsOf,
		...bySecond(price, dearer(sound, false)),
	};
}

/** Another video by the one that is given, or a change of it. */
function omniVideo(price: number, family: 'o1' | 'o3', use: 'reference' | 'edit'): Endpoint {
	const limits = family === 'o3' ? o3Film : o1Film;
	const free = use === 'reference';
	return {
		...made,
		schema: closed(
			{
				video_url: url,
				prompt: needed(2500),
				image_urls: urls(1, 4),
				elements: elementList(4, 'pictures', family === 'o1' ? 1 : 0),
				keep_audio: bool,
				...(family === 'o3' ? { shot_type: shotType } : {}),
				...(free
					? { aspect_ratio: videoRatio, duration: family === 'o3' ? secondsText(3, 15) : secondsText(3, 10) }
					: {}),
			},
			['video_url', 'prompt'],
		),
		broken: (input) =>
			promptNeeded(input) ??
			brokenElements(input, family === 'o1') ??
			tooMany(input, 4) ??
			dangling(input, named(input)),
		media: (input) => [
			...film(input, 'video_url', limits),
			...images(input, ['image_urls'], picture),
			...elementMedia(input, picture, limits),
		],
		seconds: (input) => (free && input.duration !== undefined ? Number(input.duration) : undefined),
		...bySecond(price),
	};
}

function omni(): Endpoints {
	const all: Endpoints = {};
	const prices = { standard: [0.084, 4 / 3, 0.126], pro: [0.112, 4 / 3, 0.168], '4k': [0.42, 1, 0.42] } as const;
	for (const [quality, [price, sound, video]] of Object.entries(prices)) {
		const path = `fal-ai/kling-video/o3/${quality}`;
		all[`${path}/reference-to-video`] = omniReference(price, sound);
		all[`${path}/video-to-video/reference`] = omniVideo(video, 'o3', 'reference');
		all[`${path}/video-to-video/edit`] = omniVideo(video, 'o3', 'edit');
	}
	for (const [path, price, video] of [
		['o1', 0.112, 0.168],
		['o1/standard', 0.084, 0.126],
	] as const) {
		const base = `fal-ai/kling-video/${path}`;
		all[`${base}/reference-to-video`] = {
			...made,
			schema: closed(
				{
					prompt: needed(2500),
					image_urls: urls(1, 7),
					elements: elementList(7, 'pictures', 1),
					duration: secondsText(3, 10),
					aspect_ratio: ratio,
				},
				['prompt'],
			),
			broken: (input) =>
				promptNeeded(input) ?? brokenElements(input) ?? tooMany(input, 7) ?? dangling(input, named(input)),
			media: (input) => [...images(input, ['image_urls'], picture), ...elementMedia(input, picture, o1Film)],
			seconds: secondsOf,
			...bySecond(price),
		};
		all[`${base}/video-to-video/reference`] = omniVideo(video, 'o1', 'reference');
		all[`${base}/video-to-video/edit`] = omniVideo(video, 'o1', 'edit');
	}
	for (const [quality, price] of [
		['standard', 0.056],
		['pro', 0.098],
	] as const) {
		all[`fal-ai/kling-video/v1.6/${quality}/elements`] = {
			...made,
			schema: closed(
				{
					prompt: needed(2500),
					input_image_urls: urls(1, 4),
					duration: fiveOrTen,
					aspect_ratio: ratio,
					negative_prompt: text(2500),
				},
				['prompt', 'input_image_urls'],
			),
			broken: promptNeeded,
			media: (input) => images(input, ['input_image_urls'], picture),
			seconds: secondsOf,
			...bySecond(price),
		};
	}
	return all;
}

/** fal.md 6.2: with a video 0.094 on input and output, at least twice the output. */
const withVideo = (input: JsonObject) =>
	fourFactor(input) * (textsOf(input.video_urls).length > 0 || filmedElements(input) > 0 ? (0.094 * 2) / 0.157 : 1);

const four: Endpoints = {
	'kling/v4/reference-to-video': {
		...made,
		schema: closed({
			...fourFields,
			aspect_ratio: fourRatio,
			image_urls: urls(1, 10),
			video_urls: urls(1, 3),
			elements: elementList(7, 'videos', 1),
			start_image_url: url,
		}),
		broken: (input) => promptXor(input, 30) ?? brokenElements(input) ?? dangling(input, named(input)),
		media: (input) => [
			...images(input, ['image_urls', 'start_image_url'], fourPicture),
			...textsOf(input.video_urls).map(
				(value, at) => ({ field: `video_urls.${at}`, value, kind: 'video', limits: fourFilm }) as const,
			),
			...elementMedia(input, fourPicture, fourFilm),
		],
		seconds: secondsOf,
		...bySecond(0.157, withVideo),
	},
	'kling/v4/video-to-video/edit': {
		...made,
		schema: closed(
			{ prompt: needed(2500), video_url: url, image_urls: urls(1, 10), resolution: oneOf('720p', '1080p') },
			['prompt', 'video_url'],
		),
		broken: (input) => promptNeeded(input) ?? dangling(input, named(input)),
		media: (input) => [...film(input, 'video_url', fourFilm), ...images(input, ['image_urls'], fourPicture)],
		...bySecond(0.157, (input) => (fourFactor(input) * 0.188) / 0.157),
	},
	'kling/v4/flash/video-to-video': {
		...made,
		schema: closed({ prompt: needed(2500), video_url: url, image_urls: urls(1, 10) }, ['prompt']),
		broken: (input) => promptNeeded(input) ?? dangling(input, named(input)),
		media: (input) => [...film(input, 'video_url', fourFilm), ...images(input, ['image_urls'], fourPicture)],
		...bySecond(0.1),
	},
};

export const referenceEndpoints: Endpoints = { ...omni(), ...four };
