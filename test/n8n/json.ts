// Guards for replies of n8n, whose shape differs a little between versions.

export type JsonRecord = Record<string, unknown>;

export function isRecord(value: unknown): value is JsonRecord {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Follows keys and indexes into a value; undefined where the way ends. */
export function at(value: unknown, ...path: Array<string | number>): unknown {
	return path.reduce<unknown>((inner, key) => {
		if (Array.isArray(inner)) return typeof key === 'number' ? inner.at(key) : undefined;
		return isRecord(inner) ? inner[key] : undefined;
	}, value);
}

export function textAt(value: unknown, ...path: Array<string | number>): string {
	const found = at(value, ...path);
	if (typeof found === 'string' || typeof found === 'number') return String(found);
	throw new Error(`n8n's reply has no ${path.join('.')}: ${JSON.stringify(value)?.slice(0, 500)}`);
}

export function listAt(value: unknown, ...path: Array<string | number>): unknown[] {
	const found = at(value, ...path);
	return Array.isArray(found) ? found : [];
}
