/** What the NEW standard's text-to-video takes, by model (kling-official.md 2.1). */
import { bad, closed, filled, secondsFrom, shapeRefusal } from '../check';
import type { Check } from '../check';
import { unitsPerSecond } from '../versions';
import { aspectRatioOf, chosen, optionsFor, optionsOf, settingsOf } from './fields';
import type { NewerModel } from './fields';
import { brokenShotPrompt } from './shots';

interface TextModel extends NewerModel {
	prompt: number;
	/** Reads the multi-shot syntax. */
	shots: boolean;
	/** Native sound only at 1080p. */
	soundAt1080: boolean;
	/** kling-official.md 11, row 2: there is no field, and always sound. */
	alwaysSound: boolean;
}

const older: TextModel = {
	prompt: 2500,
	resolutions: ['720p', '1080p'],
	seconds: [5, 10],
	audio: [],
	multiShot: false,
	shots: false,
	soundAt1080: false,
	alwaysSound: false,
};

const FOUR: TextModel = { ...older, prompt: 26_000, seconds: secondsFrom(3, 30), alwaysSound: true };
const FLASH: TextModel = { ...FOUR, seconds: secondsFrom(3, 20), resolutions: ['720p'] };

const models: Readonly<Record<string, TextModel>> = {
	'kling-3.0-turbo': { ...older, prompt: 3072, seconds: secondsFrom(3, 15), shots: true, alwaysSound: true },
	'kling-3.0': {
		...older,
		prompt: 3072,
		resolutions: ['720p', '1080p', '4k'],
		seconds: secondsFrom(3, 15),
		audio: ['native', 'off'],
		multiShot: true,
		shots: true,
	},
	// Section 2.15.
	'kling-4.0': FOUR,
	'kling-4.0-flash': FLASH,
	'kling-2.6': { ...older, audio: ['native', 'off'], soundAt1080: true },
	'kling-2.5-turbo': older,
};

function checkFor(model: string, row: TextModel): Check {
	const schema = closed(
		{
			prompt: { type: 'string', maxLength: row.prompt },
			settings: settingsOf(row, { aspect_ratio: aspectRatioOf(model) }),
			options: optionsFor(model),
		},
		['prompt'],
	);
	return ({ body }) => {
		const misshaped = shapeRefusal(schema, body);
		if (misshaped) return misshaped;
		if (!filled(body.prompt)) return bad('prompt must not be empty');
		const { resolution, duration = 5, audio, multiShot } = chosen(body);
		if (audio === 'native' && row.soundAt1080 && resolution !== '1080p') {
			return bad('native audio needs resolution 1080p');
		}
		// Section 2.0: with multi_shot false the syntax is ignored; it is true by default.
		const broken = row.shots && multiShot !== false ? brokenShotPrompt(body.prompt, duration) : undefined;
		if (broken !== undefined) return bad(broken);
		return {
			model,
			operation: 'textToVideo',
			media: [],
			seconds: duration,
			unitsPerSecond: unitsPerSecond(model, resolution, row.alwaysSound || audio === 'native' ? 'sound' : 'silent'),
			...optionsOf(body),
		};
	};
}

export const textToVideo = new Map(Object.entries(models).map(([model, row]) => [model, checkFor(model, row)]));
