/** Declared bodies of the official API's legacy creates, one JSON Schema per model. */
import type { Schema } from '../schema';
import { imageToVideoModels } from './models';
import type { KlingModel } from './models';

const text2500 = { type: 'string', maxLength: 2500 };

/** kling-official.md 2.0, common tail. The vendor's samples send "" for what is not used. */
export const legacyTail = {
	watermark_info: {
		type: 'object',
		properties: { enabled: { type: 'boolean' } },
		required: ['enabled'],
		additionalProperties: false,
	},
	callback_url: { type: 'string' },
	external_task_id: { type: 'string' },
};

/** A URL or raw base64; which of them is looked at with the image itself. */
const image = { type: 'string', minLength: 1 };

// kling-official.md 2.2 and 3.4: typed long, though one official sample passes quoted ids.
const elementId = { type: ['integer', 'string'], pattern: '^[0-9]+$' };

function listOf(key: string, value: Schema, maxItems: number): Schema {
	const item = {
		type: 'object',
		properties: { [key]: value },
		required: [key],
		additionalProperties: false,
	};
	return { type: 'array', items: item, minItems: 1, maxItems };
}

const multiPrompt = {
	type: 'array',
	minItems: 1,
	maxItems: 6,
	items: {
		type: 'object',
		properties: {
			index: { type: 'integer', minimum: 1 },
			prompt: { type: 'string', minLength: 1, maxLength: 512 },
			duration: { type: 'string', pattern: '^[1-9][0-9]?$' },
		},
		required: ['index', 'prompt', 'duration'],
		additionalProperties: false,
	},
};

/** kling-official.md 2.2, LEGACY. cfg_scale, camera_control and masks belong to retired models. */
function imageToVideo(model: KlingModel): Schema {
	return {
		type: 'object',
		properties: {
			model_name: { type: 'string' },
			prompt: text2500,
			negative_prompt: text2500,
			image,
			image_tail: image,
			mode: { type: 'string', enum: model.modes },
			duration: { type: 'string', enum: model.durations },
			...(model.soundModes.length > 0 ? { sound: { type: 'string', enum: ['on', 'off'] } } : {}),
			...(model.voices ? { voice_list: listOf('voice_id', { type: 'string', minLength: 1 }, 2) } : {}),
			...(model.elements ? { element_list: listOf('element_id', elementId, 3) } : {}),
			...(model.multiShot
				? {
						multi_shot: { type: 'boolean' },
						shot_type: { type: 'string', enum: ['customize', 'intelligence'] },
						multi_prompt: multiPrompt,
					}
				: {}),
			...legacyTail,
		},
		required: ['model_name'],
		additionalProperties: false,
	};
}

/** By model_name. */
export const imageToVideoSchemas: Readonly<Record<string, Schema>> = Object.fromEntries(
	Object.entries(imageToVideoModels).map(([name, model]) => [name, imageToVideo(model)]),
);
