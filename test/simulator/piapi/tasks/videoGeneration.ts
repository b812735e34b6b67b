/** PiAPI's video_generation: two pages, one for 1.x to 2.6 and one for 3.0 (piapi.md 2.1, 9). */
import type { JsonObject } from '../../http/body';
import { isObject } from '../../http/body';
import type { Wanted } from '../../media/wanted';
import type { Schema } from '../../schema';
import { picture } from '../limits';
import { address, aspectRatio, bool, closed, filled, goTypeError, misshaped, multiShots, oneOf } from './fields';
import { optionalAddress, pictures, secondsOf, text2500 } from './fields';
import type { AcceptedInput, CheckInput } from './fields';
import { cameraControl, motionBrush } from './camera';
import { defaultVersion, versions } from './versions';
import type { PiVersion } from './versions';

const elements = { type: 'array', minItems: 1, maxItems: 4, items: closed({ image_url: address }, ['image_url']) };

function sharedPage(name: string, version: PiVersion): Schema {
	return closed({
		prompt: text2500,
		negative_prompt: text2500,
		version: { type: 'string', const: name },
		mode: oneOf(...version.modes),
		duration: { type: 'integer', enum: [5, 10] },
		aspect_ratio: aspectRatio,
		cfg_scale: { type: 'number', minimum: 0, maximum: 1 },
		image_url: optionalAddress,
		image_tail_url: optionalAddress,
		camera_control: cameraControl,
		motion_brush: motionBrush,
		...(version.audio ? { enable_audio: bool } : {}),
		...(version.elements ? { elements } : {}),
	});
}

/** 3.0: no negative_prompt, cfg_scale or camera fields. */
const ownPage = closed(
	{
		prompt: text2500,
		version: { type: 'string', const: '3.0' },
		mode: oneOf('std', 'pro'),
		duration: { type: 'integer', minimum: 3, maximum: 15 },
		aspect_ratio: aspectRatio,
		image_url: optionalAddress,
		image_tail_url: optionalAddress,
		enable_audio: bool,
		prefer_multi_shots: bool,
		multi_shots: multiShots,
	},
	['version'],
);

const schemas = new Map(
	Object.entries(versions).map(([name, version]) => [name, version.ownPage ? ownPage : sharedPage(name, version)]),
);

export const checkVideoGeneration: CheckInput = (input) => {
	const version = input.version === undefined ? defaultVersion : input.version;
	if (typeof version !== 'string') return goTypeError('input.version', input.version, 'string');
	const row = versions[version];
	const schema = schemas.get(version);
	if (!row || !schema) return `invalid version: ${version}`;
	const broken = misshaped(schema, input) ?? brokenRule(version, row, input);
	if (broken !== undefined) return broken;
	return {
		version,
		operation: operationOf(input),
		media: [...pictures(input, ['image_url', 'image_tail_url']), ...elementMedia(input)],
		seconds: secondsOf(input),
		points: (seconds) => pointsOf(row, input, seconds),
	};
};

function operationOf(input: JsonObject): AcceptedInput['operation'] {
	if (input.elements !== undefined) return 'multiImageToVideo';
	return filled(input.image_url) ? 'imageToVideo' : 'textToVideo';
}

function elementMedia({ elements: list }: JsonObject): Wanted[] {
	const given = Array.isArray(list) ? list.filter(isObject) : [];
	return given.map(({ image_url: url }, place) => ({
		field: `elements[${place}].image_url`,
		value: String(url),
		kind: 'image',
		limits: picture,
	}));
}

/** Rules between fields. */
function brokenRule(version: string, row: PiVersion, input: JsonObject): string | undefined {
	const prompted = filled(input.prompt);
	const image = filled(input.image_url);
	if (filled(input.image_tail_url) && !image) return 'image_tail_url needs image_url';
	if (input.camera_control !== undefined && (image || input.elements !== undefined)) {
		return 'camera_control is for text to video only';
	}
	if (input.motion_brush !== undefined && !image) return 'motion_brush needs image_url';
	if (row.ownPage) {
		if (!prompted && input.multi_shots === undefined) return 'prompt is required';
		return secondsOf(input) > 15 ? 'the shots are longer than 15 seconds' : undefined;
	}
	if (!prompted && !image) return 'prompt is required';
	// piapi.md 2.1: pro mode only on 2.6.
	if (input.enable_audio === true && input.mode !== 'pro') return 'enable_audio needs mode pro';
	if (input.mode === undefined && !row.modes.includes('std')) return `version ${version} needs mode pro`;
	return undefined;
}

function pointsOf(row: PiVersion, input: JsonObject, seconds: number): number {
	const price = row.prices[typeof input.mode === 'string' ? input.mode : 'std'];
	if (!price) return 0;
	const audio = input.enable_audio === true ? (price.audio ?? price.silent) : price.silent;
	return Math.round(row.ownPage ? audio * seconds : (audio * seconds) / 5);
}
