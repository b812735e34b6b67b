/** Compiles the declared body schemas and turns ajv's findings into plain facts. */
import Ajv from 'ajv';
import type { ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';

export type Schema = Record<string, unknown>;

/** The first thing wrong with a body: which field, which JSON Schema keyword, in which words. */
export interface Finding {
	field: string;
	keyword: string;
	expected: string;
	message: string;
	value: unknown;
}

const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: false, verbose: true });
addFormats(ajv);

const compiled = new WeakMap<Schema, ReturnType<typeof ajv.compile>>();

export function firstFinding(schema: Schema, body: unknown): Finding | undefined {
	let validate = compiled.get(schema);
	if (!validate) {
		validate = ajv.compile(schema);
		compiled.set(schema, validate);
	}
	if (validate(body)) return undefined;
	const error = validate.errors?.[0];
	return error ? described(error) : undefined;
}

function described(error: ErrorObject): Finding {
	const params = error.params as Record<string, unknown>;
	const inner = params.missingProperty ?? params.additionalProperty;
	const at = error.instancePath.split('/').filter((part) => part !== '');
	if (typeof inner === 'string') at.push(inner);
	return {
		field: at.join('.'),
		keyword: error.keyword,
		expected: String(params.type ?? params.allowedValues ?? params.limit ?? ''),
		message: error.message ?? 'is invalid',
		value: error.data,
	};
}
