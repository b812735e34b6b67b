/** What the official API says of a video-extend body (kling-official.md 2.6). */
import { bad, closed, filled, shapeRefusal } from '../check';
import type { Check } from '../check';
import { refuse } from '../errors';
import { unitsPerSecond } from '../versions';
import { tail, tailOf, text2500 } from './fields';

const schema = closed(
	{
		video_id: { type: 'string' },
		prompt: text2500,
		negative_prompt: text2500,
		cfg_scale: { type: 'number', minimum: 0, maximum: 1 },
		...tail,
	},
	['video_id'],
);

/** The body names no model: the source's goes on, which is found with the video. */
export const checkVideoExtend: Check = ({ body, retiredModels }) => {
	const misshaped = shapeRefusal(schema, body);
	if (misshaped) return misshaped;
	if (!filled(body.video_id)) return bad('video_id must not be empty');
	// Section 0: the path may live, but none of its models does.
	if (!retiredModels) return refuse(1201, 'Model kling-v1 has been discontinued and is no longer available');
	return {
		model: 'kling-v1-6',
		operation: 'extendVideo',
		media: [],
		videoId: body.video_id,
		unitsPerSecond: unitsPerSecond('kling-v1-6', 'std', 'silent'),
		...tailOf(body),
	};
};
