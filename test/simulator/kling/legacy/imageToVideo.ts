/** What the official API says of a legacy image-to-video body before it looks at the images. */
import type { JsonObject } from '../../http/body';
import type { Wanted } from '../../media/wanted';
import type { Schema } from '../../schema';
import { bad, closed, isRefusal, listOf, oneOf, shapeRefusal } from '../check';
import type { Check } from '../check';
import { legacyImage } from '../limits';
import { unitsPerSecond } from '../versions';
import { countOf, danglingReference, elementList, elementsOf, inlineOrUrl, modelOf, onOff } from './fields';
import { tail, tailOf, text2500 } from './fields';
import { defaultModel, models } from './models';
import type { KlingModel } from './models';
import { brokenShots, shotFields } from './shots';

/** Section 2.2. cfg_scale, camera_control and masks belong to retired models. */
function schemaOf(model: KlingModel): Schema {
	const voice = closed({ voice_id: { type: 'string', minLength: 1 } }, ['voice_id']);
	return closed(
		{
			model_name: { type: 'string' },
			prompt: text2500,
			negative_prompt: text2500,
			image: inlineOrUrl,
			image_tail: inlineOrUrl,
			mode: oneOf(model.modes),
			duration: oneOf(model.durations),
			...(model.soundModes.length > 0 ? { sound: onOff } : {}),
			...(model.voices ? { voice_list: listOf(voice, 2) } : {}),
			...(model.elements ? { element_list: elementList(3) } : {}),
			...(model.multiShot ? shotFields : {}),
			...tail,
		},
		['model_name'],
	);
}

const schemas = new Map(Object.entries(models).map(([name, model]) => [name, schemaOf(model)]));

export const checkImageToVideo: Check = (given) => {
	const { body } = given;
	const found = modelOf(given, models, defaultModel);
	if (isRefusal(found)) return found;
	const { model, row } = found;
	if ('cfg_scale' in body) return bad(`cfg_scale is not supported by ${model}`);
	const misshaped = shapeRefusal(schemas.get(model) ?? {}, body);
	if (misshaped) return misshaped;
	const mode = typeof body.mode === 'string' ? body.mode : 'std';
	const duration = typeof body.duration === 'string' ? body.duration : '5';
	const broken = brokenRule(body, model, row, mode) ?? brokenShots(body, duration) ?? dangling(body);
	if (broken !== undefined) return bad(broken);
	const elementIds = elementsOf(given);
	if (isRefusal(elementIds)) return elementIds;
	const use = body.voice_list !== undefined ? 'voice' : body.sound === 'on' ? 'sound' : 'silent';
	return {
		model,
		operation: 'imageToVideo',
		media: frames(body),
		seconds: Number(duration),
		unitsPerSecond: unitsPerSecond(model, mode, use),
		elementIds,
		...tailOf(body),
	};
};

function frames(body: JsonObject): Wanted[] {
	return ['image', 'image_tail'].flatMap((field): Wanted[] => {
		const value = body[field];
		return typeof value === 'string' ? [{ field, value, kind: 'image', limits: legacyImage }] : [];
	});
}

function dangling(body: JsonObject): string | undefined {
	return danglingReference(body, { element: countOf(body.element_list), voice: countOf(body.voice_list) });
}

/** Rules between fields (sections 2.1, 2.2, 9.1). */
function brokenRule(body: JsonObject, model: string, row: KlingModel, mode: string): string | undefined {
	const sound = body.sound === 'on';
	// Tail-only worked on v1-5 and v1-6, which are retired.
	if (body.image === undefined) return 'image is required';
	if (sound && !row.soundModes.includes(mode)) {
		return `sound on is supported by ${model} only in mode ${row.soundModes.join(', ')}`;
	}
	if (body.image_tail !== undefined) {
		if (!row.tailModes.includes(mode)) {
			return `image_tail is supported by ${model} only in mode ${row.tailModes.join(', ')}`;
		}
		if (sound && row.tailIsSilent) return `${model} with image_tail has no sound`;
	}
	if (body.voice_list === undefined) return undefined;
	if (body.element_list !== undefined) return 'element_list and voice_list exclude each other';
	return sound && mode === 'pro' ? undefined : 'voice_list needs sound on and mode pro';
}
