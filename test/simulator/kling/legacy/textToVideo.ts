/** What the official API says of a legacy text-to-video body (kling-official.md 2.1). */
import type { Schema } from '../../schema';
import { bad, closed, isRefusal, oneOf, shapeRefusal } from '../check';
import type { Check } from '../check';
import { unitsPerSecond } from '../versions';
import { aspectRatio, danglingReference, modelOf, onOff, tail, tailOf, text2500 } from './fields';
import { defaultModel, models } from './models';
import type { KlingModel } from './models';
import { brokenShots, shotFields } from './shots';

/** cfg_scale and camera_control belong to retired models. */
function schemaOf(model: KlingModel): Schema {
	return closed(
		{
			model_name: { type: 'string' },
			prompt: text2500,
			negative_prompt: text2500,
			mode: oneOf(model.modes),
			aspect_ratio: aspectRatio,
			duration: oneOf(model.durations),
			...(model.soundModes.length > 0 ? { sound: onOff } : {}),
			...(model.multiShot ? shotFields : {}),
			...tail,
		},
		['model_name'],
	);
}

const schemas = new Map(Object.entries(models).map(([name, model]) => [name, schemaOf(model)]));

export const checkTextToVideo: Check = (given) => {
	const { body } = given;
	const found = modelOf(given, models, defaultModel);
	if (isRefusal(found)) return found;
	const { model, row } = found;
	if ('cfg_scale' in body) return bad(`cfg_scale is not supported by ${model}`);
	const misshaped = shapeRefusal(schemas.get(model) ?? {}, body);
	if (misshaped) return misshaped;
	const mode = typeof body.mode === 'string' ? body.mode : 'std';
	const duration = typeof body.duration === 'string' ? body.duration : '5';
	const sound = body.sound === 'on';
	if (sound && !row.soundModes.includes(mode)) {
		return bad(`sound on is supported by ${model} only in mode ${row.soundModes.join(', ')}`);
	}
	const broken = brokenShots(body, duration) ?? danglingReference(body, {});
	if (broken !== undefined) return bad(broken);
	return {
		model,
		operation: 'textToVideo',
		media: [],
		seconds: Number(duration),
		unitsPerSecond: unitsPerSecond(model, mode, sound ? 'sound' : 'silent'),
		...tailOf(body),
	};
};
