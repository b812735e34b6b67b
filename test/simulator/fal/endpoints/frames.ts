/** Text to video and image to video (fal.md 3.1, 3.2). */
import type { Schema } from '../../schema';
import { fourPicture, o3Film, picture, turboPicture } from './limits';
import {
	bool,
	brokenElements,
	bySecond,
	cfgScale,
	closed,
	dangling,
	dearer,
	elementList,
	elementMedia,
	elementsOf,
	fiveOrTen,
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
	url,
	urls,
} from './endpoint';
import type { Endpoint } from './endpoint';

type Endpoints = Record<string, Endpoint>;

const text2 = text(2500);
const shaped = { negative_prompt: text2, cfg_scale: cfgScale };
const made = { output: 'video', seconds: secondsOf } as const;

/** fal.md 6.2: dollars of a silent second, and what sound and voices make of it. */
const three = { standard: [0.084, 1.5, 1.83], pro: [0.112, 1.5, 1.75], '4k': [0.42, 1, 1] } as const;
const omni = { standard: [0.084, 4 / 3], pro: [0.112, 4 / 3], '4k': [0.42, 1] } as const;
const turbo = { standard: 0.112, pro: 0.14 } as const;

const shots = { prompt: text2, multi_prompt: multiPrompt, shot_type: shotType, duration: secondsText(3, 15) };

function threeEndpoints(): Endpoints {
	const all: Endpoints = {};
	for (const [quality, [price, sound, voices]] of Object.entries(three)) {
		all[`fal-ai/kling-video/v3/${quality}/text-to-video`] = {
			operation: 'textToVideo',
			schema: closed({ ...shots, aspect_ratio: ratio, generate_audio: bool, ...shaped }),
			broken: (input) => promptXor(input) ?? dangling(input, {}),
			...made,
			...bySecond(price, dearer(sound, true)),
		};
		all[`fal-ai/kling-video/v3/${quality}/image-to-video`] = {
			operation: 'imageToVideo',
			schema: closed(
				{
					...shots,
					start_image_url: url,
					end_image_url: url,
					generate_audio: bool,
					elements: elementList(3, 'videos', 1),
					...shaped,
				},
				['start_image_url'],
			),
			broken: (input) =>
				promptXor(input) ?? brokenElements(input) ?? dangling(input, { Element: elementsOf(input).length }),
			media: (input) => [
				...images(input, ['start_image_url', 'end_image_url'], picture),
				...elementMedia(input, picture, o3Film),
			],
			...made,
			...bySecond(price, dearer(sound, true, voices)),
		};
	}
	for (const [quality, price] of Object.entries(turbo)) {
		const fields = {
			prompt: text(3072),
			multi_prompt: multiPrompt,
			duration: secondsText(3, 15),
		};
		all[`fal-ai/kling-video/v3/turbo/${quality}/text-to-video`] = {
			operation: 'textToVideo',
			schema: closed({ ...fields, aspect_ratio: ratio }),
			broken: (input) => promptXor(input),
			...made,
			...bySecond(price),
		};
		all[`fal-ai/kling-video/v3/turbo/${quality}/image-to-video`] = {
			operation: 'imageToVideo',
			schema: closed({ ...fields, image_url: url }, ['image_url']),
			broken: (input) => promptXor(input),
			media: (input) => images(input, ['image_url'], turboPicture),
			...made,
			...bySecond(price),
		};
	}
	return all;
}

function omniEndpoints(): Endpoints {
	const all: Endpoints = {};
	for (const [quality, [price, sound]] of Object.entries(omni)) {
		all[`fal-ai/kling-video/o3/${quality}/text-to-video`] = {
			operation: 'textToVideo',
			schema: closed({ ...shots, aspect_ratio: ratio, generate_audio: bool }),
			broken: (input) => promptXor(input),
			...made,
			...bySecond(price, dearer(sound, false)),
		};
		all[`fal-ai/kling-video/o3/${quality}/image-to-video`] = {
			operation: 'imageToVideo',
			schema: closed({ ...shots, image_url: url, end_image_url: url, generate_audio: bool }, ['image_url']),
			broken: (input) => promptXor(input),
			media: (input) => images(input, ['image_url', 'end_image_url'], picture),
			...made,
			...bySecond(price, dearer(sound, false)),
		};
	}
	for (const [path, price] of [
		['o1/image-to-video', 0.112],
		['o1/standard/image-to-video', 0.084],
	] as const) {
		all[`fal-ai/kling-video/${path}`] = {
			operation: 'imageToVideo',
			schema: closed({ prompt: needed(2500), start_image_url: url, end_image_url: url, duration: secondsText(3, 10) }, [
				'prompt',
				'start_image_url',
			]),
			broken: (input) => dangling(input, { Image: input.end_image_url === undefined ? 1 : 2 }),
			media: (input) => images(input, ['start_image_url', 'end_image_url'], picture),
			...made,
			...bySecond(price),
		};
	}
	return all;
}

function version26(): Endpoints {
	const fields = { prompt: needed(2500), duration: fiveOrTen, generate_audio: bool, negative_prompt: text2 };
	return {
		'fal-ai/kling-video/v2.6/pro/text-to-video': {
			operation: 'textToVideo',
			schema: closed({ ...fields, aspect_ratio: ratio, cfg_scale: cfgScale }, ['prompt']),
			broken: promptNeeded,
			...made,
			...bySecond(0.07, dearer(10 / 7, true)),
		},
		'fal-ai/kling-video/v2.6/pro/image-to-video': {
			operation: 'imageToVideo',
			schema: closed({ ...fields, start_image_url: url, end_image_url: url, voice_ids: urls(1, 2) }, [
				'prompt',
				'start_image_url',
			]),
			broken: (input) => promptNeeded(input) ?? brokenVoices(input),
			media: (input) => images(input, ['start_image_url', 'end_image_url'], picture),
			...made,
			...bySecond(0.07, dearer(10 / 7, true)),
		},
	};
}

/** fal.md 3.0: `<<<voice_1>>>`. */
function brokenVoices(input: Record<string, unknown>) {
	const count = Array.isArray(input.voice_ids) ? input.voice_ids.length : 0;
	const named = [...String(input.prompt).matchAll(/<<<voice_(\d+)>>>/g)].map(([, number]) => Number(number));
	const wrong = named.find((number) => number < 1 || number > count);
	return wrong === undefined ? undefined : { field: 'prompt', msg: `<<<voice_${wrong}>>> names nothing` };
}

/** 2.5 and older, which fal still lists. */
function older(): Endpoints {
	const words = { prompt: needed(2500), duration: fiveOrTen, ...shaped };
	const written = (price: number): Endpoint => ({
		operation: 'textToVideo',
		schema: closed({ ...words, aspect_ratio: ratio }, ['prompt']),
		broken: promptNeeded,
		...made,
		...bySecond(price),
	});
	const drawn = (price: number, tail: boolean): Endpoint => ({
		operation: 'imageToVideo',
		schema: closed({ ...words, image_url: url, ...(tail ? { tail_image_url: url } : {}) }, ['prompt', 'image_url']),
		broken: promptNeeded,
		media: (input) => images(input, ['image_url', 'tail_image_url'], picture),
		...made,
		...bySecond(price),
	});
	const at = (path: string, endpoint: Endpoint): [string, Endpoint] => [`fal-ai/kling-video/${path}`, endpoint];
	return Object.fromEntries([
		at('v2.5-turbo/pro/text-to-video', written(0.07)),
		at('v2.5-turbo/pro/image-to-video', drawn(0.07, true)),
		at('v2.5-turbo/standard/image-to-video', drawn(0.042, false)),
		at('v2.1/master/text-to-video', written(0.28)),
		at('v2.1/pro/image-to-video', drawn(0.098, true)),
		at('v2.1/standard/image-to-video', drawn(0.056, false)),
		at('v2.1/master/image-to-video', drawn(0.28, false)),
		at('v2/master/text-to-video', written(0.28)),
		at('v2/master/image-to-video', drawn(0.28, false)),
		at('v1.6/standard/text-to-video', written(0.056)),
		at('v1.6/pro/text-to-video', written(0.098)),
		at('v1.6/standard/image-to-video', drawn(0.056, false)),
	]);
}

/** fal.md 3.1, 3.2: whole seconds as numbers, and the resolution in the body. */
export const fourFields: Record<string, Schema> = {
	prompt: text2,
	multi_prompt: {
		type: 'array',
		minItems: 1,
		maxItems: 6,
		items: closed({ prompt: needed(2500), duration: { type: 'integer', minimum: 1, maximum: 30 } }, ['prompt']),
	},
	duration: { type: 'integer', minimum: 3, maximum: 30 },
	resolution: oneOf('720p', '1080p'),
};
export const fourRatio = oneOf('16:9', '9:16', '1:1', '21:9');
export const fourFactor = ({ resolution }: Record<string, unknown>) => (resolution === '1080p' ? 0.235 / 0.157 : 1);

const four: Endpoints = {
	'kling/v4/text-to-video': {
		operation: 'textToVideo',
		schema: closed({ ...fourFields, aspect_ratio: fourRatio }),
		broken: (input) => promptXor(input, 30),
		...made,
		...bySecond(0.157, fourFactor),
	},
	'kling/v4/image-to-video': {
		operation: 'imageToVideo',
		schema: closed({ ...fourFields, start_image_url: url, middle_image_urls: urls(1, 8), end_image_url: url }, [
			'start_image_url',
		]),
		broken: (input) => promptXor(input, 30),
		media: (input) => images(input, ['start_image_url', 'middle_image_urls', 'end_image_url'], fourPicture),
		...made,
		...bySecond(0.157, fourFactor),
	},
};

export const frameEndpoints: Endpoints = {
	...threeEndpoints(),
	...omniEndpoints(),
	...version26(),
	...older(),
	...four,
};
