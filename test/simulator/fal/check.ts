/** What fal says of an input once a runner has it: in the words of fal.md 9.1. Media are not looked at. */
import type { JsonObject } from '../http/body';
import { firstFinding } from '../schema';
import type { Finding, Schema } from '../schema';
import type { Detail } from './answers';
import { drivenEndpoints } from './endpoints/driven';
import type { Endpoint } from './endpoints/endpoint';
import { frameEndpoints } from './endpoints/frames';
import { referenceEndpoints } from './endpoints/references';

/** By the full id (fal.md 3). */
export const endpoints: Readonly<Record<string, Endpoint>> = {
	...frameEndpoints,
	...referenceEndpoints,
	...drivenEndpoints,
};

export const endpointAt = (id: string): Endpoint | undefined =>
	Object.hasOwn(endpoints, id) ? endpoints[id] : undefined;

/** fal.md 2.2: the first two parts; what comes before the queue's own paths. */
export const appOf = (id: string): string => id.split('/').slice(0, 2).join('/');

export const apps: ReadonlySet<string> = new Set(Object.keys(endpoints).map(appOf));

const open = new WeakMap<Schema, Schema>();

/** The same schema with any other field allowed. */
function opened(schema: Schema): Schema {
	const known = open.get(schema);
	if (known) return known;
	const made = withoutBounds(schema) as Schema;
	open.set(schema, made);
	return made;
}

function withoutBounds(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutBounds);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).filter(([key, inner]) => !(key === 'additionalProperties' && inner === false));
	return Object.fromEntries(entries.map(([key, inner]) => [key, withoutBounds(inner)]));
}

/**
 * The first thing that is wrong with an input.
 *
 * @param strict also a field that no page knows, which the running service lets be: contract tests ask so
 */
export function wrongWith(endpoint: Endpoint, input: JsonObject, strict = false): Detail | undefined {
	const finding = firstFinding(strict ? endpoint.schema : opened(endpoint.schema), input);
	if (finding) return worded(finding);
	const broken = endpoint.broken?.(input);
	return broken && { loc: locOf(broken.field), msg: broken.msg, type: 'value_error', input: input[broken.field] };
}

export const locOf = (field: string): Array<string | number> => [
	'body',
	...field
		.split('.')
		.filter((part) => part !== '')
		.map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
];

/** ajv's keywords as fal's words; what a validator word is where fal names none. */
const types: Readonly<Record<string, { type: string; ctx?: string }>> = {
	required: { type: 'missing' },
	enum: { type: 'one_of', ctx: 'expected' },
	minimum: { type: 'greater_than_equal', ctx: 'ge' },
	maximum: { type: 'less_than_equal', ctx: 'le' },
	minItems: { type: 'sequence_too_short', ctx: 'min_length' },
	maxItems: { type: 'sequence_too_long', ctx: 'max_length' },
	minLength: { type: 'string_too_short', ctx: 'min_length' },
	maxLength: { type: 'string_too_long', ctx: 'max_length' },
	additionalProperties: { type: 'extra_forbidden' },
};

function worded({ field, keyword, expected, message, value }: Finding): Detail {
	const known = types[keyword] ?? { type: `${expected}_type` };
	const limit = known.ctx === 'expected' ? expected.split(',') : Number(expected);
	return {
		loc: locOf(field),
		msg: message,
		type: known.type,
		...(known.ctx ? { ctx: { [known.ctx]: limit } } : {}),
		...(keyword === 'required' ? {} : { input: value }),
	};
}
