/** PiAPI's omni_video_generation: reference images, spoken of as @image_1 (piapi.md 2.2). */
import type { JsonObject } from '../../http/body';
import { omniFilm, picture } from '../limits';
import { address, aspectRatio, bool, closed, dollar, filled, misshaped, multiShots, oneOf } from './fields';
import { secondsOf, text2500 } from './fields';
import type { CheckInput } from './fields';

const shared = {
	prompt: text2500,
	resolution: oneOf('720p', '1080p'),
	aspect_ratio: aspectRatio,
	images: { type: 'array', items: address, minItems: 1, maxItems: 7 },
	// "One reference video"; `videos` was not seen for these versions.
	video: address,
};

const schemas = {
	'3.0': closed({
		...shared,
		version: oneOf('3.0'),
		duration: { type: 'integer', minimum: 3, maximum: 15 },
		enable_audio: bool,
		multi_shots: multiShots,
	}),
	// Sold as clips of 5 and 10 s (section 8.3); no sound and no shots upstream.
	o1: closed({ ...shared, version: oneOf('o1'), duration: { type: 'integer', enum: [5, 10] } }),
};

export const checkOmni: CheckInput = (input) => {
	const { version } = input;
	// Section 10, trap 13: another version runs where none is sent.
	if (version === undefined) return 'input.version is required';
	if (version !== '3.0' && version !== 'o1') return `invalid version: ${String(version)}`;
	const broken = misshaped(schemas[version], input) ?? brokenRule(input);
	if (broken !== undefined) return broken;
	const images = (input.images ?? []) as string[];
	const film = filled(input.video)
		? [{ field: 'video', value: input.video, kind: 'video', limits: omniFilm } as const]
		: [];
	return {
		version,
		operation: images.length + film.length > 0 ? 'multiImageToVideo' : 'textToVideo',
		media: [
			...images.map((value, place) => ({ field: `images[${place}]`, value, kind: 'image', limits: picture }) as const),
			...film,
		],
		seconds: secondsOf(input),
		points: (seconds) => Math.round(dollarsPerSecond(input) * dollar * seconds),
	};
};

function brokenRule(input: JsonObject): string | undefined {
	const shots = (input.multi_shots ?? []) as Array<{ prompt: string }>;
	if (!filled(input.prompt) && shots.length === 0) return 'prompt is required';
	if (secondsOf(input) > 15) return 'the shots are longer than 15 seconds';
	const images = Array.isArray(input.images) ? input.images.length : 0;
	const prompts = [input.prompt, ...shots.map((shot) => shot.prompt)].filter(filled).join('\n');
	for (const [reference, number] of prompts.matchAll(/@image_(\d+)/g)) {
		// 1-based.
		if (Number(number) < 1 || Number(number) > images) return `${reference} refers to no image`;
	}
	for (const [reference, number] of prompts.matchAll(/@video_(\d+)/g))
		if (Number(number) !== 1 || !filled(input.video)) return `${reference} refers to no video`;
	return undefined;
}

/** Section 8.3. */
function dollarsPerSecond({ version, resolution, enable_audio: audio }: JsonObject): number {
	if (version === 'o1') return (resolution === '1080p' ? 0.52 : 0.39) / 5;
	const base = resolution === '1080p' ? 0.15 : 0.1;
	return audio === true ? base + 0.05 : base;
}
