// Bodies broken in one place: a key misspelt, missing, superfluous, or of the wrong type.
type Tree = Record<string, unknown>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** Every key of a body as a dotted path, through objects and lists. */
export function placesIn(body: Tree, prefix = ''): Array<{ path: string; value: unknown }> {
	return Object.entries(body).flatMap(([key, value]) => [
		{ path: prefix + key, value },
		...(isTree(value) ? placesIn(value, `${prefix}${key}.`) : []),
	]);
}

/** Keys that have a name of their own, unlike entries of lists. */
export const isNamed = (path: string) => !/(^|\.)\d+$/.test(path);

function changed(body: Tree, path: string, change: (at: Tree, key: string) => void): Tree {
	const copy = structuredClone(body);
	const keys = path.split('.');
	const last = keys.pop() ?? '';
	let at = copy;
	for (const key of keys) at = at[key] as Tree;
	change(at, last);
	return copy;
}

export const misspelt = (body: Tree, path: string) =>
	changed(body, path, (at, key) => {
		at[`${key}s`] = at[key];
		delete at[key];
	});

export const without = (body: Tree, path: string) => changed(body, path, (at, key) => delete at[key]);

export const replaced = (body: Tree, path: string, value: unknown) =>
	changed(body, path, (at, key) => (at[key] = value));

/** The body with a field too many in the object at a path; '' is the body itself. */
export const withMore = (body: Tree, path: string) =>
	changed(body, path === '' ? 'seed' : `${path}.seed`, (at, key) => (at[key] = 1));

/** Every object of a body, the body itself first. */
export const objectsIn = (body: Tree) => [
	'',
	...placesIn(body)
		.filter(({ value }) => isTree(value) && !Array.isArray(value))
		.map(({ path }) => path),
];

export function wrongType(value: unknown): unknown {
	if (typeof value === 'string') return /^#\d/.test(value) ? value.slice(1) : 7;
	return typeof value === 'object' ? 'text' : String(value);
}
