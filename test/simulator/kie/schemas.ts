/** Declared bodies of Kie's createTask, one JSON Schema per model (kie.md 2). */
import type { Schema } from '../schema';

// kie.md 2.0: addresses of hosted files, never file content.
const mediaUrl = { type: 'string', pattern: '^https?://\\S+$' };

const prompt = (maxLength: number): Schema => ({ type: 'string', maxLength });

// kie.md 2.0, type trap: a STRING for 2.x and for kling-3.0/video.
const seconds = (...values: number[]): Schema => ({ type: 'string', enum: values.map(String) });

const threeToFifteen = seconds(...Array.from({ length: 13 }, (_, index) => index + 3));

/** kie.md 2.2, seed. */
const kling26ImageToVideo: Schema = {
	type: 'object',
	properties: {
		prompt: { ...prompt(1000), minLength: 1 },
		image_urls: { type: 'array', items: mediaUrl, minItems: 1, maxItems: 1 },
		sound: { type: 'boolean' },
		duration: seconds(5, 10),
	},
	required: ['prompt', 'image_urls', 'sound', 'duration'],
	additionalProperties: false,
};

const shot: Schema = {
	type: 'object',
	properties: {
		prompt: { ...prompt(500), minLength: 1 },
		duration: { type: 'integer', minimum: 1, maximum: 12 },
	},
	required: ['prompt', 'duration'],
	additionalProperties: false,
};

const element: Schema = {
	type: 'object',
	properties: {
		name: { type: 'string', minLength: 1 },
		description: { type: 'string', minLength: 1 },
		element_input_urls: { type: 'array', items: mediaUrl, minItems: 1, maxItems: 4 },
		element_input_audio_urls: { type: 'array', items: mediaUrl },
		start_time: { type: 'integer', minimum: 0 },
		end_time: { type: 'integer', minimum: 0 },
	},
	required: ['name', 'description', 'element_input_urls'],
	additionalProperties: false,
};

/** kie.md 2.3: what is required in practice, not what the page lists. */
const kling30Video: Schema = {
	type: 'object',
	properties: {
		prompt: prompt(2500),
		image_urls: { type: 'array', items: mediaUrl, minItems: 1, maxItems: 2 },
		sound: { type: 'boolean' },
		duration: threeToFifteen,
		aspect_ratio: { type: 'string', enum: ['16:9', '9:16', '1:1'] },
		mode: { type: 'string', enum: ['std', 'pro', '4K'] },
		multi_shots: { type: 'boolean' },
		multi_prompt: { type: 'array', items: shot, minItems: 1, maxItems: 5 },
		kling_elements: { type: 'array', items: element, minItems: 1, maxItems: 3 },
	},
	required: ['prompt', 'multi_shots', 'sound', 'mode', 'duration'],
	additionalProperties: false,
};

/** The whole body, by model id. */
export const createTaskSchemas: Readonly<Record<string, Schema>> = {
	'kling-2.6/image-to-video': createTask('kling-2.6/image-to-video', kling26ImageToVideo),
	'kling-3.0/video': createTask('kling-3.0/video', kling30Video),
};

function createTask(model: string, input: Schema): Schema {
	return {
		type: 'object',
		properties: {
			model: { type: 'string', const: model },
			callBackUrl: { type: 'string', format: 'uri' },
			input,
		},
		required: ['model', 'input'],
		additionalProperties: false,
	};
}
