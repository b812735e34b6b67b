/** Reading a JSON body: the first thing that every service checks. */
import type { Incoming } from './host';

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The body's object, or a sentence about what is wrong with it. */
export function jsonBody(incoming: Incoming): JsonObject | string {
	const type = incoming.headers['content-type'] ?? '';
	if (!/^application\/json\b/i.test(type)) return `unsupported content type '${type}'`;
	let value: unknown;
	try {
		value = JSON.parse(incoming.body.toString('utf8'));
	} catch {
		return 'request body is not valid JSON';
	}
	return isObject(value) ? value : 'request body must be a JSON object';
}

/** The token of `Authorization: Bearer <token>`, or undefined. */
export function bearerToken(incoming: Incoming): string | undefined {
	return /^Bearer (\S+)$/.exec(incoming.headers.authorization ?? '')?.[1];
}
