/** What PiAPI says of a body: a Go server's types, media not looked at (piapi.md 2, 7). */
import { isObject } from '../http/body';
import type { JsonObject } from '../http/body';
import { checkAvatar } from './tasks/avatar';
import { checkEffects } from './tasks/effects';
import { checkExtend } from './tasks/extend';
import { checkFour, isFour } from './tasks/four';
import { closed, misshaped, oneOf } from './tasks/fields';
import type { AcceptedInput, CheckInput } from './tasks/fields';
import { checkLipSync } from './tasks/lipSync';
import { checkMotion } from './tasks/motion';
import { checkOmni } from './tasks/omni';
import { checkSound } from './tasks/sound';
import { checkTurbo } from './tasks/turbo';
import { checkVideoGeneration } from './tasks/videoGeneration';

/** By model and task_type. */
const kinds: Readonly<Record<string, Readonly<Record<string, CheckInput>>>> = {
	kling: {
		text_to_video: checkFour('text_to_video'),
		image_to_video: checkFour('image_to_video'),
		video_generation: (input) => (isFour(input) ? checkFour('video_generation') : checkVideoGeneration)(input),
		omni_video_generation: (input) => (isFour(input) ? checkFour('omni_video_generation') : checkOmni)(input),
		motion_control: checkMotion,
		avatar: checkAvatar,
		sound: checkSound,
		lip_sync: checkLipSync,
		extend_video: checkExtend,
		effects: checkEffects,
	},
	'kling-turbo': { video_generation: checkTurbo },
};

/** Section 2.0: everything around the input. */
const taskSchema = closed(
	{
		model: { type: 'string' },
		task_type: { type: 'string' },
		input: { type: 'object' },
		config: closed({
			service_mode: oneOf('public', 'private', ''),
			webhook_config: closed({ endpoint: { type: 'string' }, secret: { type: 'string' } }, ['endpoint', 'secret']),
		}),
	},
	['model', 'task_type', 'input'],
);

export interface AcceptedTask extends AcceptedInput {
	model: string;
}

/** Pure: contract tests use it without any HTTP. A text is the reason of a refusal (HTTP 400). */
export function checkTask(body: JsonObject): AcceptedTask | string {
	const outer = misshaped(taskSchema, body, '');
	if (outer !== undefined) return outer;
	const { model, task_type: taskType, input } = body;
	const kind = kinds[String(model)];
	if (!kind) return `invalid model: ${String(model)}`;
	const check = kind[String(taskType)];
	if (!check) return `invalid task_type: ${String(taskType)}`;
	if (!isObject(input)) return 'input is required';
	// Section 2.0: required for 4.x.
	if (isFour(input) && !(isObject(body.config) && ['public', 'private'].includes(String(body.config.service_mode))))
		return 'config.service_mode is required';
	const checked = check(input);
	return typeof checked === 'string' ? checked : { ...checked, model: String(model) };
}
