/** PiAPI's motion_control: a picture moves as a video, or as a preset, does (piapi.md 2.3). */
import type { Wanted } from '../../media/wanted';
import { motionFilm } from '../limits';
import { address, bool, closed, dollar, filled, misshaped, oneOf, pictures } from './fields';
import type { CheckInput } from './fields';

const presets = [
	'Cute Baby Dance',
	'Nezha',
	'Heart Gesture Dance',
	'Motorcycle Dance',
	'Subject 3 Dance',
	'Ghost Step Dance',
	'Martial Arts',
	'Running',
	'Poping',
];

/** No prompt: the page has no such field. */
const schema = closed(
	{
		image_url: address,
		video_url: address,
		preset_motion: oneOf(...presets),
		motion_direction: oneOf('video', 'image'),
		keep_original_sound: bool,
		mode: oneOf('std', 'pro'),
		version: oneOf('2.6', '3.0'),
	},
	['image_url'],
);

/** Dollars per second: section 8.3 for 2.6, and its upper bound for 3.0. */
const prices = { '2.6': { std: 0.065, pro: 0.104 }, '3.0': { std: 0.13, pro: 0.26 } };

/** How long a preset is taken to be. */
const presetSeconds = 10;

export const checkMotion: CheckInput = (input) => {
	const broken = misshaped(schema, input);
	if (broken !== undefined) return broken;
	const preset = input.preset_motion !== undefined;
	if (!preset && !filled(input.video_url)) return 'video_url or preset_motion is required';
	const version = input.version === '3.0' ? '3.0' : '2.6';
	const mode = input.mode === 'pro' ? 'pro' : 'std';
	const film: Wanted[] = filled(input.video_url)
		? [{ field: 'video_url', value: input.video_url, kind: 'video', limits: motionFilm(input.motion_direction) }]
		: [];
	return {
		version,
		operation: 'motionControl',
		// The preset wins: the video is not even fetched.
		media: [...pictures(input, ['image_url']), ...(preset ? [] : film)],
		...(preset ? { seconds: presetSeconds } : {}),
		points: (seconds) => Math.round(prices[version][mode] * dollar * seconds),
	};
};
