/** Several shots in one legacy body: the prompt gives way to a list of rows (kling-official.md 2.1). */
import type { JsonObject } from '../../http/body';
import { closed, filled, oneOf } from '../check';

export const shotFields = {
	multi_shot: { type: 'boolean' },
	shot_type: oneOf(['customize', 'intelligence']),
	multi_prompt: {
		type: 'array',
		minItems: 1,
		maxItems: 6,
		items: closed(
			{
				index: { type: 'integer', minimum: 1 },
				prompt: { type: 'string', minLength: 1, maxLength: 512 },
				duration: { type: 'string', pattern: '^[1-9][0-9]?$' },
			},
			['index', 'prompt', 'duration'],
		),
	},
};

export function brokenShots(body: JsonObject, duration: string): string | undefined {
	if (body.multi_shot !== true) {
		if (body.shot_type !== undefined || body.multi_prompt !== undefined) {
			return 'shot_type and multi_prompt need multi_shot true';
		}
		// Section 2.1: required when multi_shot is false.
		return filled(body.prompt) ? undefined : 'prompt must not be empty';
	}
	if (body.shot_type === undefined) return 'shot_type is required with multi_shot';
	if (body.shot_type === 'intelligence') {
		if (body.multi_prompt !== undefined) return 'multi_prompt needs shot_type customize';
		return filled(body.prompt) ? undefined : 'prompt must not be empty';
	}
	if (!Array.isArray(body.multi_prompt)) return 'multi_prompt is required with customize';
	const shots = body.multi_prompt as Array<{ index: number; prompt: string; duration: string }>;
	if (shots.some((shot) => !filled(shot.prompt))) return 'a shot has no prompt';
	if (shots.some((shot, place) => shot.index !== place + 1)) return 'the shots must be numbered from 1 on';
	const total = shots.reduce((sum, shot) => sum + Number(shot.duration), 0);
	return total === Number(duration) ? undefined : 'the shots must add up to duration';
}
