/** What the official API says of a legacy image-to-video body before it looks at the images. */
import type { JsonObject } from '../http/body';
import { firstFinding } from '../schema';
import { refuse } from './errors';
import type { KlingRefusal } from './errors';
import { defaultModel, imageToVideoModels, retiredModels } from './models';
import { imageToVideoSchemas } from './schemas';

export interface AcceptedImageToVideo {
	model: string;
	seconds: number;
	units: number;
}

/** Pure: contract tests use it without any HTTP. */
export function checkImageToVideo(body: JsonObject): AcceptedImageToVideo | KlingRefusal {
	// kling-official.md 2.1: the older key `model` counts as an empty model_name, and the default is
	// a retired model.
	const model = typeof body.model_name === 'string' ? body.model_name || defaultModel : defaultModel;
	if (retiredModels.includes(model)) {
		// kling-official.md 7: the text was seen live, its numeric code was not.
		return refuse(1201, `Model ${model} has been discontinued and is no longer available`);
	}
	const row = imageToVideoModels[model];
	const schema = imageToVideoSchemas[model];
	if (!row || !schema) return refuse(1203, `model ${model} is not supported`);
	if ('cfg_scale' in body) return refuse(1201, `cfg_scale is not supported by ${model}`);
	const finding = firstFinding(schema, body);
	if (finding) {
		const allowed = finding.keyword === 'enum' ? ` (${finding.expected})` : '';
		return refuse(1201, `${finding.field} ${finding.message}${allowed}`);
	}
	const mode = typeof body.mode === 'string' ? body.mode : 'std';
	const duration = typeof body.duration === 'string' ? body.duration : '5';
	const broken = brokenRule(body, model, mode, duration);
	if (broken !== undefined) return refuse(1201, broken);
	const seconds = Number(duration);
	return { model, seconds, units: unitsPerSecond(body, model, mode) * seconds };
}

/** Rules between fields (kling-official.md 2.1, 2.2, 9.1). */
function brokenRule(body: JsonObject, model: string, mode: string, duration: string): string | undefined {
	const row = imageToVideoModels[model];
	if (!row) return undefined;
	const sound = body.sound === 'on';
	const tail = body.image_tail !== undefined;
	// Tail-only worked on v1-5 and v1-6, which are retired.
	if (body.image === undefined) return 'image is required';
	if (sound && !row.soundModes.includes(mode)) {
		return `sound on is supported by ${model} only in mode ${row.soundModes.join(', ')}`;
	}
	if (tail && !row.tailModes.includes(mode)) {
		return `image_tail is supported by ${model} only in mode ${row.tailModes.join(', ')}`;
	}
	if (tail && sound && row.tailIsSilent) return `${model} with image_tail has no sound`;
	if (body.voice_list !== undefined) {
		if (body.element_list !== undefined) return 'element_list and voice_list exclude each other';
		if (!sound || mode !== 'pro') return 'voice_list needs sound on and mode pro';
	}
	return brokenShots(body, duration);
}

function brokenShots(body: JsonObject, duration: string): string | undefined {
	const prompted = typeof body.prompt === 'string' && body.prompt.trim() !== '';
	if (body.multi_shot !== true) {
		if (body.shot_type !== undefined || body.multi_prompt !== undefined) {
			return 'shot_type and multi_prompt need multi_shot true';
		}
		// kling-official.md 2.1: required when multi_shot is false.
		return prompted ? undefined : 'prompt must not be empty';
	}
	if (body.shot_type === undefined) return 'shot_type is required with multi_shot';
	if (body.shot_type === 'intelligence') return prompted ? undefined : 'prompt must not be empty';
	if (!Array.isArray(body.multi_prompt)) return 'multi_prompt is required with customize';
	const shots = body.multi_prompt as Array<{ duration: string }>;
	const total = shots.reduce((sum, shot) => sum + Number(shot.duration), 0);
	return total === Number(duration) ? undefined : 'the shots must add up to duration';
}

function unitsPerSecond(body: JsonObject, model: string, mode: string): number {
	const price = imageToVideoModels[model]?.prices[mode];
	if (!price) return 0;
	if (body.voice_list !== undefined) return price.voice ?? price.silent;
	return body.sound === 'on' ? (price.sound ?? price.silent) : price.silent;
}
