/** What Kie says of a createTask body, before it has fetched anything. */
import type { JsonObject } from '../http/body';
import { isObject } from '../http/body';
import { firstFinding } from '../schema';
import type { Finding } from '../schema';
import type { KieRefusal } from './answers';
import { creditsPerSecond } from './prices';
import { createTaskSchemas } from './schemas';

export interface AcceptedCreate {
	model: string;
	operation: string;
	input: JsonObject;
	seconds: number;
	credits: number;
}

/** Pure: contract tests use it without any HTTP. */
export function checkCreateTask(body: JsonObject): AcceptedCreate | KieRefusal {
	const { model, input } = body;
	if (typeof model !== 'string' || model === '') {
		return { code: 422, msg: 'model cannot be empty' };
	}
	const schema = createTaskSchemas[model];
	if (!schema) return { code: 422, msg: `The model ${model} is not supported` };
	const finding = firstFinding(schema, body);
	if (finding) return worded(finding);
	if (!isObject(input)) return { code: 422, msg: 'input cannot be empty' };
	const broken = brokenRule(model, input);
	if (broken !== undefined) return { code: 422, msg: broken };
	const seconds = Number(input.duration);
	return {
		model,
		operation: Array.isArray(input.image_urls) ? 'imageToVideo' : 'textToVideo',
		input,
		seconds,
		credits: creditsPerSecond(model, input) * seconds,
	};
}

/** kie.md 7, row 500 and 2.3: the texts seen live. */
function worded({ field, keyword, expected, message }: Finding): KieRefusal {
	const path = field.replace(/^input\./, '');
	const name =
		path
			.split('.')
			.filter((part) => !/^\d+$/.test(part))
			.pop() ?? path;
	switch (keyword) {
		case 'required':
			// kie.md 2.3: mode is answered with 500, the others with 422.
			return name === 'mode'
				? { code: 500, msg: 'This field is required' }
				: { code: 422, msg: `${name} cannot be empty` };
		case 'minLength':
		case 'minItems':
			return { code: 422, msg: `${name} cannot be empty` };
		case 'type':
			return { code: 500, msg: `${name} it must be a ${expected}` };
		case 'enum':
			return { code: 500, msg: `${name} is not within the range of allowed options` };
		case 'pattern':
		case 'format':
			return { code: 422, msg: `${name} must be a valid URL` };
		case 'additionalProperties':
			// kie.md 2.0: whether extra keys are refused in general is unknown; here they are.
			return { code: 422, msg: `${name} is not an allowed field` };
		default:
			return { code: 422, msg: `${name} ${message}` };
	}
}

/** Rules between the fields of kling-3.0/video (kie.md 2.3). */
function brokenRule(model: string, input: JsonObject): string | undefined {
	if (model !== 'kling-3.0/video') return undefined;
	const images = Array.isArray(input.image_urls) ? input.image_urls.length : 0;
	const prompts = [input.prompt, ...shotPrompts(input)].join(' ');
	if (input.multi_shots === true) {
		if (!Array.isArray(input.multi_prompt)) return 'multi_prompt cannot be empty';
		if (images > 1) return 'image_urls takes only the first frame with multi_shots';
	} else if (typeof input.prompt !== 'string' || input.prompt.trim() === '') {
		return 'prompt cannot be empty';
	}
	if (images === 0) {
		if (input.aspect_ratio === undefined) return 'aspect_ratio cannot be empty';
		if (/@element/.test(prompts)) return 'image_urls cannot be empty';
	}
	return undefined;
}

function shotPrompts(input: JsonObject): unknown[] {
	if (!Array.isArray(input.multi_prompt)) return [];
	return input.multi_prompt.map((shot: unknown) => (isObject(shot) ? shot.prompt : ''));
}
