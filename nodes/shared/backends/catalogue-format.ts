// The format of the catalogue file: a JSON Schema, published as docs/catalogue.schema.json, and the check against it. Only the
// few words of JSON Schema are known that this schema uses.
import { catalogueDetails } from '../messages/catalogue';
import { say } from '../messages/message';
import { isObject } from '../json';
import { storedFrameName, storedSettingName } from '../stored';
import { productOf } from '../vocabulary';

/** As much of JSON Schema as the format needs. */
export interface FormatSchema {
	readonly $schema?: string;
	/** `#/definitions/` and the name of one. */
	readonly $ref?: string;
	readonly definitions?: Readonly<Record<string, FormatSchema>>;
	readonly title?: string;
	readonly description?: string;
	readonly type?: string | readonly string[];
	readonly enum?: ReadonlyArray<string | number | boolean>;
	readonly pattern?: string;
	readonly required?: readonly string[];
	readonly properties?: Readonly<Record<string, FormatSchema>>;
	readonly additionalProperties?: boolean;
	readonly items?: FormatSchema;
}

const text: FormatSchema = { type: 'string' };
const number: FormatSchema = { type: 'number' };
const flag: FormatSchema = { type: 'boolean' };
const anything: FormatSchema = { type: 'object' };
const texts: FormatSchema = { type: 'array', items: text };

const closed = (properties: Record<string, FormatSchema>, required: readonly string[] = []): FormatSchema => ({
	type: 'object',
	properties,
	required,
	additionalProperties: false,
});

/** What may be taken away with null. */
const optional = (schema: FormatSchema): FormatSchema => ({ ...schema, type: [schema.type as string, 'null'] });

const setting = optional(
	closed({
		kind: { enum: ['text', 'choice', 'number', 'switch', 'shots', 'ids', 'several'] },
		key: text,
		required: { enum: [true, false, 'unlessShots'] },
		sendEmpty: flag,
		min: number,
		max: number,
		whole: flag,
		decimals: number,
		default: { type: ['string', 'number', 'boolean'] },
		optional: flag,
		values: { type: 'array', items: { type: ['string', 'number'] } },
		omitValue: { type: ['string', 'number'] },
		onlyWhenOn: flag,
		most: number,
		promptMax: number,
		prompt: { enum: ['needed', 'leftOut', 'empty'] },
		durationLeftOut: flag,
		digitsOnly: flag,
		name: flag,
		suggestions: { type: 'array', items: closed({ value: text, note: text }, ['value']) },
	}),
);

const imageLimits = closed({
	formats: texts,
	maxBytes: number,
	minSide: number,
	maxSide: number,
	minRatio: number,
	maxRatio: number,
});
const clipLimits = closed({
	kind: { enum: ['video', 'sound'] },
	formats: texts,
	maxBytes: number,
	minSeconds: number,
	maxSeconds: number,
	maxSecondsByImage: number,
	minSide: number,
	maxSide: number,
	maxArea: number,
	minRatio: number,
	maxRatio: number,
	ratios: { type: 'array', items: number },
	minRate: number,
	maxRate: number,
	byUrlOnly: flag,
});

const frame = optional(closed({ key: text, as: { enum: ['text', 'list'] }, required: flag, limits: imageLimits }));
const pictures = optional(closed({ key: text, min: number, max: number, maxWithVideo: number, limits: imageLimits }));
const video = optional(
	closed({
		key: text,
		as: { enum: ['text', 'list'] },
		required: flag,
		most: number,
		severalKey: text,
		existing: closed({ key: text, label: text, description: text, fromItem: text }),
		limits: clipLimits,
		limitsWithRecording: clipLimits,
	}),
);
const rates = closed({
	silent: number,
	withAudio: number,
	withVoices: number,
	withVideo: { type: ['number', 'string'] },
});
const price: FormatSchema = {
	...closed({
		each: number,
		minSeconds: number,
		stepSeconds: number,
		plus: number,
		inDollars: flag,
		videosCount: flag,
		rates: closed({ any: rates, '720p': rates, '1080p': rates, '4k': rates }),
	}),
	type: ['object', 'string'],
};
const named = (names: readonly string[], schema: FormatSchema) =>
	closed(Object.fromEntries(names.map((name) => [name, schema])));

/** A schema that stands under `definitions`. */
const refer = (name: string): FormatSchema => ({ $ref: `#/definitions/${name}` });

const operation = closed({
	like: { ...text, description: 'A model of this node for the same operation: what is not said here is as there' },
	settings: named(Object.keys(storedSettingName), refer('setting')),
	images: named(Object.keys(storedFrameName), refer('frame')),
	middleFrames: pictures,
	references: pictures,
	video,
	sounds: optional(closed({ key: text, max: number, limits: clipLimits })),
	audio: optional(closed({ key: text, speechKey: text, required: flag, limits: clipLimits })),
	mostTogether: optional(number),
	price,
	runTime: { ...closed({ base: number, perSecond: number }), type: ['object', 'string'] },
	route: optional(text),
	routeWith: optional(named(Object.keys(storedFrameName), text)),
	promptPrefix: optional(text),
	namesFrames: flag,
	fixed: optional(anything),
	envelope: optional(anything),
	constraints: optional({ type: 'array', items: anything }),
	alwaysAudio: flag,
	needsApiKey: flag,
	omitModelId: flag,
	synchronous: flag,
	noExternalIds: flag,
	noCallbacks: flag,
	unconfirmed: flag,
});

const definitions: Readonly<Record<string, FormatSchema>> = { frame, operation, setting };

/**
 * One row of the file.
 *
 * @param backendIds the backends that there are
 */
export const rowFormat = (backendIds: readonly string[]): FormatSchema =>
	closed(
		{
			backend: { enum: backendIds },
			id: { ...text, pattern: '^\\S{1,200}$' },
			label: { ...text, pattern: '^[^\\r\\n]{1,100}$' },
			asOf: { ...text, pattern: '^20\\d\\d-(0[1-9]|1[0-2])$' },
			operations: named(Object.keys(productOf), refer('operation')),
		},
		['backend', 'id', 'label', 'asOf', 'operations'],
	);

/** The whole file. */
export const catalogueFormat = (backendIds: readonly string[]): FormatSchema => ({
	$schema: 'http://json-schema.org/draft-07/schema#',
	title: 'Catalogue file of n8n-nodes-kling-video',
	description: 'Models that are added to those of the node, or change them, on one host (KLING_VIDEO_CATALOGUE)',
	definitions,
	...closed({ $schema: text, models: { type: 'array', items: rowFormat(backendIds) } }, ['models']),
});

const typeOf = (value: unknown): string => {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'array' : typeof value;
};

/** The first thing that is wrong, in words; undefined where all is right. */
export function misfit(schema: FormatSchema, value: unknown, field: string): string | undefined {
	const referred = schema.$ref === undefined ? undefined : definitions[schema.$ref.replace('#/definitions/', '')];
	if (referred) return misfit(referred, value, field);
	const type = typeOf(value);
	const types = schema.type === undefined ? undefined : [schema.type].flat();
	if (types && !types.includes(type)) return say(catalogueDetails.wrongType, { field, wanted: types.join(' or ') });
	if (schema.enum && !schema.enum.some((one) => one === value))
		return say(catalogueDetails.wrongValue, { field, values: schema.enum.join(', ') });
	if (schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(String(value)))
		return say(catalogueDetails.wrongPattern, { field, pattern: schema.pattern });
	if (Array.isArray(value)) return inList(schema, value, field);
	return isObject(value) ? inObject(schema, value, field) : undefined;
}

function inList({ items }: FormatSchema, values: readonly unknown[], field: string): string | undefined {
	if (!items) return undefined;
	for (const [index, value] of values.entries()) {
		const wrong = misfit(items, value, `${field}[${index}]`);
		if (wrong !== undefined) return wrong;
	}
	return undefined;
}

function inObject(schema: FormatSchema, value: Readonly<Record<string, unknown>>, field: string): string | undefined {
	const missing = schema.required?.find((name) => value[name] === undefined);
	if (missing !== undefined) return say(catalogueDetails.missing, { field: below(field, missing) });
	for (const [name, part] of Object.entries(value)) {
		const known = schema.properties && Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
		if (!known && schema.additionalProperties === false)
			return say(catalogueDetails.unknown, { field: below(field, name) });
		const wrong = known && misfit(known, part, below(field, name));
		if (wrong !== undefined) return wrong;
	}
	return undefined;
}

const below = (field: string, name: string) => (field === '' ? name : `${field}.${name}`);
