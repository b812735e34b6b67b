/** PiAPI's extend_video: a video that another task made goes on (piapi.md 2.6). */
import { closed, dollar, filled, misshaped } from './fields';
import type { CheckInput } from './fields';

const schema = closed({ origin_task_id: { type: 'string' } }, ['origin_task_id']);

export const checkExtend: CheckInput = (input) => {
	const broken = misshaped(schema, input);
	if (broken !== undefined) return broken;
	if (!filled(input.origin_task_id)) return 'input.origin_task_id is required';
	return {
		version: '',
		operation: 'extendVideo',
		media: [],
		originTaskId: input.origin_task_id,
		// Made up: section 8.3 has no price for it.
		points: () => Math.round(0.26 * dollar),
	};
};
