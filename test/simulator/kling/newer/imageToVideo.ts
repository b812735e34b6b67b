/** What the NEW standard's image-to-video takes, by model (kling-official.md 2.2). */
import type { Wanted } from '../../media/wanted';
import { bad, closed, isRefusal, secondsFrom, shapeRefusal } from '../check';
import type { Check } from '../check';
import { newerImage } from '../limits';
import { unitsPerSecond } from '../versions';
import { readContents } from './contents';
import type { Materials } from './contents';
import { chosen, optionsFor, optionsOf, settingsOf } from './fields';
import type { Chosen, NewerModel } from './fields';
import { brokenShotPrompt } from './shots';

interface ImageModel extends NewerModel {
	prompt: number;
	types: Readonly<Record<string, number>>;
	shots: boolean;
	/** Native sound, and first and last frame together, only at 1080p. */
	needs1080: boolean;
	alwaysSound: boolean;
}

const frames = { prompt: 1, first_frame: 1, last_frame: 1 };

const older: ImageModel = {
	prompt: 2500,
	types: frames,
	resolutions: ['720p', '1080p'],
	seconds: [5, 10],
	audio: [],
	multiShot: false,
	shots: false,
	needs1080: true,
	alwaysSound: false,
};

const FOUR: ImageModel = {
	...older,
	prompt: 26_000,
	types: { ...frames, middle_frame: 8 },
	seconds: secondsFrom(3, 30),
	needs1080: false,
	alwaysSound: true,
};
const FLASH: ImageModel = {
	...FOUR,
	types: { prompt: 1, first_frame: 1 },
	seconds: secondsFrom(3, 20),
	resolutions: ['720p'],
};

const models: Readonly<Record<string, ImageModel>> = {
	'kling-3.0-turbo': {
		...older,
		types: { prompt: 1, first_frame: 1 },
		seconds: secondsFrom(3, 15),
		shots: true,
		needs1080: false,
		alwaysSound: true,
	},
	'kling-3.0': {
		...older,
		prompt: 3072,
		types: { ...frames, element: 3 },
		resolutions: ['720p', '1080p', '4k'],
		seconds: secondsFrom(3, 15),
		audio: ['native', 'off'],
		multiShot: true,
		shots: true,
		needs1080: false,
	},
	// Section 2.15.
	'kling-4.0': FOUR,
	'kling-4.0-flash': FLASH,
	'kling-2.6': { ...older, types: { ...frames, voice: 2 }, audio: ['native', 'off'] },
	'kling-2.5-turbo': older,
};

function checkFor(model: string, row: ImageModel): Check {
	const schema = closed({ contents: { type: 'array' }, settings: settingsOf(row), options: optionsFor(model) }, [
		'contents',
	]);
	return ({ body }) => {
		const misshaped = shapeRefusal(schema, body);
		if (misshaped) return misshaped;
		const contents = readContents(body, { types: row.types, prompt: row.prompt, promptRequired: true });
		if (isRefusal(contents)) return contents;
		const settings = chosen(body);
		const { resolution, duration = 5, audio, multiShot } = settings;
		const broken = brokenRule(row, contents, settings);
		if (broken !== undefined) return bad(broken);
		const shots = row.shots && multiShot !== false ? brokenShotPrompt(contents.prompt, duration) : undefined;
		if (shots !== undefined) return bad(shots);
		const sound = row.alwaysSound || audio === 'native';
		const use = contents.count('voice') > 0 ? 'voice' : sound ? 'sound' : 'silent';
		return {
			model,
			operation: 'imageToVideo',
			media: frameMedia(contents),
			seconds: duration,
			unitsPerSecond: unitsPerSecond(model, resolution, use),
			elementIds: contents.of('element').map((element) => String(element.element_id)),
			...optionsOf(body),
		};
	};
}

function brokenRule(row: ImageModel, contents: Materials, { resolution, audio }: Chosen): string | undefined {
	if (contents.count('first_frame') === 0) return 'a first_frame is required';
	// No audio setting means off.
	if (contents.count('voice') > 0 && audio === 'off') return 'a voice needs audio native';
	if (!row.needs1080) return undefined;
	if (audio === 'native' && resolution !== '1080p') return 'native audio needs resolution 1080p';
	if (contents.count('last_frame') === 0) return undefined;
	if (resolution !== '1080p') return 'a last_frame needs resolution 1080p';
	return audio === 'native' ? 'a last_frame takes no native audio' : undefined;
}

export function frameMedia(contents: Materials): Wanted[] {
	return ['first_frame', 'middle_frame', 'last_frame'].flatMap((type) =>
		contents
			.of(type)
			.map((frame): Wanted => ({ field: type, value: String(frame.url), kind: 'image', limits: newerImage })),
	);
}

export const imageToVideo = new Map(Object.entries(models).map(([model, row]) => [model, checkFor(model, row)]));
