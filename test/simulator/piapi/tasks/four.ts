/** Kling 4.0 and 4.0 Flash on PiAPI: four task types, each with fields of its own (piapi.md 2.11). */
import type { JsonObject } from '../../http/body';
import type { Wanted } from '../../media/wanted';
import { omniSound, picture, videoOfFour } from '../limits';
import { address, closed, dollar, filled, misshaped, oneOf, pictures } from './fields';
import type { AcceptedInput, CheckInput } from './fields';

const kinds = {
	'4.0': { longest: 30, modes: ['std', 'pro'], resolutions: ['720p', '1080p'], frames: true, sounds: true },
	'4.0-flash': { longest: 20, modes: ['std'], resolutions: ['720p'], frames: false, sounds: false },
	// Made up: a model of tomorrow, for what users may do with an id that they type.
	'9.0': {
		longest: 600,
		modes: ['std', 'pro', '8k'],
		resolutions: ['720p', '1080p', '8k'],
		frames: true,
		sounds: true,
	},
} as const;

type Version = keyof typeof kinds;

const isVersion = (value: unknown): value is Version => typeof value === 'string' && Object.keys(kinds).includes(value);

/** Whether an input asks for one of them. */
export const isFour = ({ version }: JsonObject): boolean => typeof version === 'string' && /^[49]\./.test(version);

const ratioOf = (version: Version) =>
	version === '9.0' ? { type: 'string', pattern: '^\\d+:\\d+$' } : oneOf('16:9', '9:16', '1:1', '21:9');
const list = (most: number) => ({ type: 'array', items: address, minItems: 1, maxItems: most });

/** What all task types share; `duration` has no default. */
function shared(version: Version) {
	return {
		version: oneOf(version),
		prompt: { type: 'string', minLength: 1, maxLength: 26_000 },
		duration: { type: 'integer', minimum: 3, maximum: kinds[version].longest },
	};
}

const modes = (version: Version) => ({ mode: oneOf(...kinds[version].modes) });
const needed = ['version', 'prompt', 'duration'];

const schemas = {
	text_to_video: (version: Version) =>
		closed({ ...shared(version), ...modes(version), aspect_ratio: ratioOf(version) }, needed),
	image_to_video: (version: Version) =>
		closed({ ...shared(version), ...modes(version), image_url: address }, [...needed, 'image_url']),
	video_generation: (version: Version) =>
		closed({ ...shared(version), ...modes(version), image_url: address, image_tail_url: address }, [
			...needed,
			'image_url',
		]),
	omni_video_generation: (version: Version) =>
		closed(
			{
				...shared(version),
				resolution: oneOf(...kinds[version].resolutions),
				aspect_ratio: ratioOf(version),
				images: list(version === '9.0' ? 20 : 10),
				video: address,
				videos: list(5),
				...(kinds[version].sounds ? { audio_urls: list(3) } : {}),
			},
			needed,
		),
};

/** Judges a 4.x input of one task type. */
export function checkFour(taskType: keyof typeof schemas): CheckInput {
	return (input) => {
		const { version } = input;
		if (!isVersion(version)) return `invalid version: ${String(version)}`;
		if (taskType === 'video_generation' && !kinds[version].frames) return `version ${version} takes a first frame only`;
		const broken = misshaped(schemas[taskType](version), input) ?? brokenRule(input);
		return broken ?? accepted(version, input);
	};
}

function accepted(version: Version, input: JsonObject): AcceptedInput {
	const media = [...pictures(input, ['image_url', 'image_tail_url']), ...materialsOf(input)];
	const isOmni = ['images', 'video', 'videos', 'audio_urls'].some((key) => input[key] !== undefined);
	return {
		version,
		operation: isOmni ? 'multiImageToVideo' : filled(input.image_url) ? 'imageToVideo' : 'textToVideo',
		media,
		seconds: Number(input.duration),
		points: (seconds, ofVideos) => Math.round(dollars(version, input, seconds, ofVideos) * dollar),
	};
}

const textsIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

function materialsOf(input: JsonObject): Wanted[] {
	const images = textsIn(input.images).map(
		(value, place) => ({ field: `images[${place}]`, value, kind: 'image', limits: picture }) as const,
	);
	const single = filled(input.video)
		? [{ field: 'video', value: input.video, kind: 'video', limits: videoOfFour } as const]
		: [];
	const videos = textsIn(input.videos).map(
		(value, place) => ({ field: `videos[${place}]`, value, kind: 'video', limits: videoOfFour }) as const,
	);
	const sounds = textsIn(input.audio_urls).map(
		(value, place) => ({ field: `audio_urls[${place}]`, value, kind: 'sound', limits: omniSound }) as const,
	);
	return [...images, ...single, ...videos, ...sounds];
}

function brokenRule(input: JsonObject): string | undefined {
	if (!filled(input.prompt)) return 'prompt is required';
	if (input.video !== undefined && input.videos !== undefined) return 'use either video or videos';
	const videos = textsIn(input.videos).length + (filled(input.video) ? 1 : 0);
	const images = textsIn(input.images).length;
	if (images + videos + textsIn(input.audio_urls).length > 15) return 'more than 15 references';
	for (const [reference, kind, number] of input.prompt.matchAll(/@(image|video)_(\d+)/g)) {
		const there = kind === 'image' ? images : videos;
		if (Number(number) < 1 || Number(number) > there) return `${reference} refers to nothing`;
	}
	return undefined;
}

/** Section 8.3: with reference videos fewer dollars, but for their seconds as well, and for twice the output at least. */
function dollars(version: Version, input: JsonObject, seconds: number, ofVideos: number): number {
	const isLarge = input.mode === 'pro' || input.resolution === '1080p';
	if (ofVideos === 0) return (version === '4.0-flash' ? 0.1 : isLarge ? 0.25 : 0.1667) * seconds;
	const rate = version === '4.0-flash' ? 0.0667 : isLarge ? 0.15 : 0.1;
	return rate * (seconds + Math.max(ofVideos, seconds));
}
