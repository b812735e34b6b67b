/** What PiAPI says of a body: a Go server's types, media not looked at (piapi.md 2, 7). */
import { isObject } from '../http/body';
import type { JsonObject } from '../http/body';
import { firstFinding } from '../schema';
import type { Finding } from '../schema';
import { taskSchema, videoGenerationSchemas } from './schemas';
import { defaultVersion, versions } from './versions';

export interface AcceptedTask {
	version: string;
	operation: string;
	input: JsonObject;
	seconds: number;
	points: number;
}

/** Pure: contract tests use it without any HTTP. A text is the reason of a refusal (HTTP 400). */
export function checkTask(body: JsonObject): AcceptedTask | string {
	const outer = firstFinding(taskSchema, body);
	if (outer) return worded(outer);
	const { model, task_type: taskType, input } = body;
	if (model !== 'kling') return `invalid model: ${String(model)}`;
	if (taskType !== 'video_generation') return `invalid task_type: ${String(taskType)}`;
	if (!isObject(input)) return 'input is required';
	const version = input.version === undefined ? defaultVersion : input.version;
	if (typeof version !== 'string') return goTypeError('input.version', input.version, 'string');
	const schema = videoGenerationSchemas[version];
	if (!schema) return `invalid version: ${version}`;
	const finding = firstFinding(schema, input);
	if (finding) return worded({ ...finding, field: `input.${finding.field}` });
	const broken = brokenRule(version, input);
	if (broken !== undefined) return broken;
	const seconds = secondsOf(input);
	return {
		version,
		operation: hasImage(input) ? 'imageToVideo' : 'textToVideo',
		input,
		seconds,
		points: pointsOf(version, input, seconds),
	};
}

export function hasImage(input: JsonObject): boolean {
	return (typeof input.image_url === 'string' && input.image_url !== '') || 'elements' in input;
}

/** Rules between fields (piapi.md 2.1, 9). */
function brokenRule(version: string, input: JsonObject): string | undefined {
	const row = versions[version];
	const prompted = typeof input.prompt === 'string' && input.prompt.trim() !== '';
	const image = hasImage(input);
	const tail = typeof input.image_tail_url === 'string' && input.image_tail_url !== '';
	if (tail && !image) return 'image_tail_url needs image_url';
	if (input.camera_control !== undefined && image) {
		return 'camera_control is for text to video only';
	}
	if (row?.ownPage === true) {
		const shots = input.multi_shots;
		if (!prompted && shots === undefined) return 'prompt is required';
		return secondsOf(input) > 15 ? 'the shots are longer than 15 seconds' : undefined;
	}
	if (!prompted && !image) return 'prompt is required';
	// piapi.md 2.1: pro mode only on 2.6.
	if (input.enable_audio === true && input.mode !== 'pro') return 'enable_audio needs mode pro';
	if (input.mode === undefined && row?.modes.includes('std') === false) {
		return `version ${version} needs mode pro`;
	}
	return undefined;
}

function secondsOf(input: JsonObject): number {
	if (!Array.isArray(input.multi_shots)) return Number(input.duration ?? 5);
	return (input.multi_shots as Array<{ duration?: number }>).reduce((sum, shot) => sum + (shot.duration ?? 3), 0);
}

function pointsOf(version: string, input: JsonObject, seconds: number): number {
	const row = versions[version];
	const price = row?.prices[typeof input.mode === 'string' ? input.mode : 'std'];
	if (!row || !price) return 0;
	const each = input.enable_audio === true ? (price.audio ?? price.silent) : price.silent;
	return Math.round(each * (row.ownPage ? seconds : seconds / 5));
}

function worded({ field, keyword, expected, message, value }: Finding): string {
	if (keyword === 'type') return goTypeError(field, value, expected);
	if (keyword === 'required') return `${field} is required`;
	if (keyword === 'additionalProperties') return `unknown field ${field}`;
	return `invalid ${field}: ${message}${expected === '' ? '' : ` (${expected})`}`;
}

/** piapi.md 7: "cannot unmarshal string … float64". */
function goTypeError(field: string, value: unknown, expected: string): string {
	const goTypes: Record<string, string> = { number: 'float64', integer: 'int', boolean: 'bool' };
	const wanted = goTypes[expected] ?? (expected.startsWith('string') ? 'string' : expected);
	const given = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
	return `json: cannot unmarshal ${given} into Go struct field ${field} of type ${wanted}`;
}
