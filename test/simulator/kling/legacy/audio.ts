/** What the official API says of bodies that ask for sounds, from words and for a video (kling-official.md 2.9). */
import { bad, closed, filled, shapeRefusal } from '../check';
import type { Check } from '../check';
import { soundFilm } from '../limits';
import { tail, tailOf, urlOnly } from './fields';

/** Section 2.9 names no watermark here. */
const ours = { callback_url: tail.callback_url, external_task_id: tail.external_task_id };
const text200 = { type: 'string', maxLength: 200 };

/** Units of one task, whatever its length (section 8). */
export const soundUnits = 0.25;

const fromWords = closed(
	{
		prompt: text200,
		duration: { type: 'number', minimum: 3, maximum: 10 },
		...ours,
	},
	['prompt', 'duration'],
);

export const checkTextToAudio: Check = ({ body }) => {
	const misshaped = shapeRefusal(fromWords, body);
	if (misshaped) return misshaped;
	if (!filled(body.prompt)) return bad('prompt must not be empty');
	// "float 3.0-10.0 (one decimal)".
	if (!/^\d+(\.\d)?$/.test(String(body.duration))) return bad('duration takes one decimal');
	return {
		// No model field; a version of its own for the slots.
		model: 'audio',
		operation: 'textToSound',
		media: [],
		seconds: Number(body.duration),
		unitsPerSecond: 0,
		flatUnits: soundUnits,
		...tailOf(body),
	};
};

const forVideo = closed({
	video_id: { type: 'string' },
	video_url: urlOnly,
	sound_effect_prompt: text200,
	bgm_prompt: text200,
	asmr_mode: { type: 'boolean' },
	...ours,
});

export const checkVideoToAudio: Check = ({ body }) => {
	const misshaped = shapeRefusal(forVideo, body);
	if (misshaped) return misshaped;
	const { video_id: videoId, video_url: url } = body;
	if (filled(videoId) === filled(url)) return bad('exactly one of video_id and video_url is required');
	return {
		model: 'audio',
		operation: 'videoToSound',
		media: filled(url) ? [{ field: 'video_url', value: url, kind: 'video', limits: soundFilm }] : [],
		unitsPerSecond: 0,
		flatUnits: soundUnits,
		...(filled(videoId) ? { silentVideoId: videoId } : {}),
		...tailOf(body),
	};
};
