/** Declared inputs of PiAPI's video_generation, one JSON Schema per version (piapi.md 2.1). */
import type { Schema } from '../schema';
import { versions } from './versions';
import type { PiVersion } from './versions';

const text2500 = { type: 'string', maxLength: 2500 };
const aspectRatio = { type: 'string', enum: ['16:9', '9:16', '1:1'] };
// piapi.md 2.1: absent or null means text to video. What the text holds is looked at only later.
const imageUrl = { type: ['string', 'null'] };
const turn = { type: 'integer', minimum: -10, maximum: 10 };

const cameraControl: Schema = {
	type: 'object',
	properties: {
		type: { type: 'string', enum: ['simple'] },
		config: {
			type: 'object',
			properties: {
				horizontal: turn,
				vertical: turn,
				pan: turn,
				tilt: turn,
				roll: turn,
				zoom: turn,
			},
			required: ['horizontal', 'vertical', 'pan', 'tilt', 'roll', 'zoom'],
			additionalProperties: false,
		},
	},
	required: ['type', 'config'],
	additionalProperties: false,
};

const points: Schema = {
	type: 'array',
	items: {
		type: 'object',
		properties: { x: { type: 'number' }, y: { type: 'number' } },
		required: ['x', 'y'],
		additionalProperties: false,
	},
};

const masks: Schema = {
	type: 'array',
	items: {
		type: 'object',
		properties: { points },
		required: ['points'],
		additionalProperties: false,
	},
};

const motionBrush: Schema = {
	type: 'object',
	properties: { mask_url: { type: 'string' }, static_masks: masks, dynamic_masks: masks },
	required: ['mask_url', 'static_masks', 'dynamic_masks'],
	additionalProperties: false,
};

const elements: Schema = {
	type: 'array',
	minItems: 1,
	maxItems: 4,
	items: {
		type: 'object',
		properties: { image_url: { type: 'string' } },
		required: ['image_url'],
		additionalProperties: false,
	},
};

/** piapi.md 2.1: the shared page of 1.x to 2.6. */
function sharedPage(name: string, version: PiVersion): Schema {
	return {
		type: 'object',
		properties: {
			prompt: text2500,
			negative_prompt: text2500,
			version: { type: 'string', const: name },
			mode: { type: 'string', enum: version.modes },
			duration: { type: 'integer', enum: [5, 10] },
			aspect_ratio: aspectRatio,
			cfg_scale: { type: 'number', minimum: 0, maximum: 1 },
			image_url: imageUrl,
			image_tail_url: imageUrl,
			camera_control: cameraControl,
			motion_brush: motionBrush,
			...(version.audio ? { enable_audio: { type: 'boolean' } } : {}),
			...(version.elements ? { elements } : {}),
		},
		additionalProperties: false,
	};
}

/** piapi.md 2.1, 3.0: no negative_prompt, cfg_scale or camera fields. */
const ownPage: Schema = {
	type: 'object',
	properties: {
		prompt: text2500,
		version: { type: 'string', const: '3.0' },
		mode: { type: 'string', enum: ['std', 'pro'] },
		duration: { type: 'integer', minimum: 3, maximum: 15 },
		aspect_ratio: aspectRatio,
		image_url: imageUrl,
		image_tail_url: imageUrl,
		enable_audio: { type: 'boolean' },
		prefer_multi_shots: { type: 'boolean' },
		multi_shots: {
			type: 'array',
			minItems: 1,
			maxItems: 6,
			items: {
				type: 'object',
				properties: {
					prompt: { type: 'string', minLength: 1 },
					duration: { type: 'integer', minimum: 1, maximum: 14 },
				},
				required: ['prompt'],
				additionalProperties: false,
			},
		},
	},
	required: ['version'],
	additionalProperties: false,
};

/** By version. */
export const videoGenerationSchemas: Readonly<Record<string, Schema>> = Object.fromEntries(
	Object.entries(versions).map(([name, version]) => [name, version.ownPage ? ownPage : sharedPage(name, version)]),
);

/** piapi.md 2.0: everything around the input. */
export const taskSchema: Schema = {
	type: 'object',
	properties: {
		model: { type: 'string' },
		task_type: { type: 'string' },
		input: { type: 'object' },
		config: {
			type: 'object',
			properties: {
				service_mode: { type: 'string', enum: ['public', 'private', ''] },
				webhook_config: {
					type: 'object',
					properties: { endpoint: { type: 'string' }, secret: { type: 'string' } },
					required: ['endpoint', 'secret'],
					additionalProperties: false,
				},
			},
			additionalProperties: false,
		},
	},
	required: ['model', 'task_type', 'input'],
	additionalProperties: false,
};

/** piapi.md 5. */
export const uploadSchema: Schema = {
	type: 'object',
	properties: {
		file_name: { type: 'string', minLength: 1, maxLength: 128 },
		file_data: { type: 'string', minLength: 1 },
	},
	required: ['file_name', 'file_data'],
	additionalProperties: false,
};
