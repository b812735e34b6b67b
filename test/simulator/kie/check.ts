/** What Kie says of a createTask body, before it has fetched anything. */
import type { JsonObject } from '../http/body';
import { isObject } from '../http/body';
import type { Wanted } from '../media/wanted';
import { firstFinding } from '../schema';
import type { Finding } from '../schema';
import type { KieRefusal } from './answers';
import { classic } from './models/classic';
import { driven } from './models/driven';
import { closed } from './models/model';
import type { KieModel } from './models/model';
import { omni } from './models/omni';
import { three } from './models/three';

/** The 19 documented ids (kie.md 9). */
export const models: Readonly<Record<string, KieModel>> = { ...classic, ...three, ...omni, ...driven };

/** Everything around the input (kie.md 2.0). */
const outer = closed(
	{ model: { type: 'string' }, callBackUrl: { type: 'string', format: 'uri' }, input: { type: 'object' } },
	['model', 'input'],
);

export interface AcceptedCreate {
	model: string;
	operation: string;
	media: Wanted[];
	/** Absent where the result is as long as its video or sound. */
	seconds?: number;
	creditsPerSecond: number;
}

/** Pure: contract tests use it without any HTTP. */
export function checkCreateTask(body: JsonObject): AcceptedCreate | KieRefusal {
	const { model, input } = body;
	if (typeof model !== 'string' || model === '') {
		return { code: 422, msg: 'model cannot be empty' };
	}
	const row = Object.hasOwn(models, model) ? models[model] : undefined;
	if (!row) return { code: 422, msg: `The model ${model} is not supported` };
	if (input === undefined) return { code: 422, msg: 'input cannot be empty' };
	const finding = firstFinding(outer, body) ?? (isObject(input) ? firstFinding(row.schema(input), input) : undefined);
	if (finding) return worded(finding);
	if (!isObject(input)) return { code: 422, msg: 'input cannot be empty' };
	const broken = row.broken?.(input);
	if (broken !== undefined) return { code: 422, msg: broken };
	const seconds = row.seconds?.(input);
	return {
		model,
		operation: row.operation(input),
		media: row.media?.(input) ?? [],
		...(seconds === undefined ? {} : { seconds }),
		creditsPerSecond: row.credits(input),
	};
}

/** kie.md 7, row 500 and 2.3: the texts seen live. */
function worded({ field, keyword, expected, message }: Finding): KieRefusal {
	const name =
		field
			.split('.')
			.filter((part) => !/^\d+$/.test(part))
			.pop() ?? field;
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
		case 'const':
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
