// What the parts of the form say of one another: conditions name what exists, messages name what is shown.
import { NodeHelpers, type INodeProperties } from 'n8n-workflow';
import { operations } from '../../../nodes/KlingVideo/operations';
import { backendIds, catalogue } from '../../../nodes/shared/backends';
import { behavesLikeParameter, modelParameter } from '../../../nodes/KlingVideo/operations/fields/model-parameters';
import { MAKERS } from '../../../nodes/shared/task-makers';
import { fieldLabels, type GeneratingOperation } from '../../../nodes/shared/vocabulary';
import { allPlaces, broken, choicesOf, description, placesIn, shown } from '../../support/form';

test('every label that a message can use stands in the form', () => {
	const labels = new Set(allPlaces.map(({ property }) => property.displayName));
	const unused = Object.values(fieldLabels).filter((label) => !labels.has(label));
	expect(unused).toEqual([]);
});

test('no condition names an unknown parameter or a value that the parameter cannot have', () => {
	const makers = Object.keys(MAKERS) as GeneratingOperation[];
	const models = new Map(
		backendIds.flatMap((id) =>
			makers.flatMap((operation) =>
				[modelParameter(id, operation), behavesLikeParameter(id, operation)].map(
					(name) => [name, catalogue(id, operation).map((model): unknown => model.id)] as const,
				),
			),
		),
	);
	expect(
		broken(({ property, siblings, root }) =>
			Object.values(property.displayOptions ?? {}).flatMap((conditions) =>
				Object.entries(conditions as Record<string, unknown[]>).flatMap(([key, values]) => {
					// What n8n itself knows of a node.
					if (key === '@version') return [];
					const named = (key.startsWith('/') ? root : siblings).filter(({ name }) => name === key.replace('/', ''));
					if (named.length === 0) return [`no parameter '${key}'`];
					const known = new Set([
						...named.flatMap((one) =>
							one.type === 'boolean'
								? [true, false]
								: // These have a value while they are shown, or would be.
									one.type === 'notice' || one.type === 'hidden'
									? [one.default]
									: choicesOf(one).map(({ value }): unknown => value),
						),
						...(models.get(key.replace('/', '')) ?? []),
					]);
					return values.map(
						(value) =>
							!known.has(value) &&
							!(typeof value === 'object' && value !== null && '_cnd' in value) &&
							`'${key}' is never ${JSON.stringify(value)}`,
					);
				}),
			),
		),
	).toEqual([]);
});

test('conditions on the backend or the model are hide conditions: show conditions let everything through at an expression', () => {
	expect(
		broken(({ property }) =>
			Object.keys(property.displayOptions?.show ?? {}).map((key) => /backend$|Model$|BehavesLike$/.test(key) && key),
		).filter((line) => line.startsWith('klingVideo')),
	).toEqual([]);
});

test('what conditions look at cannot be an expression, of which the editor sees the result and a run does not', () => {
	const conditions = [
		...placesIn('', description.properties).map(({ property }) => property.displayOptions),
		...(description.credentials ?? []).map(({ displayOptions }) => displayOptions),
	];
	const names = conditions.flatMap((one) => [...Object.keys(one?.show ?? {}), ...Object.keys(one?.hide ?? {})]);
	const looked = new Set(names.map((name) => name.replace('/', '')));
	expect([...looked]).toEqual(expect.arrayContaining(['backend', 'backendsLeftOut', 'operation', 'videoSource']));
	// Of a resource locator the editor sees the expression itself, as a run does.
	const free = description.properties.filter(
		({ name, type, noDataExpression }) =>
			looked.has(name) && !['resourceLocator', 'notice', 'hidden'].includes(type) && noDataExpression !== true,
	);
	expect(free.map(({ name }) => name)).toEqual([]);
});

test('n8n finds everything that conditions look at before the field itself, but for the resource, which stands below the backend', () => {
	const named = (name: string) => description.properties.filter((property) => property.name === name);
	const known = new Set<string>();
	const late = description.properties.flatMap(({ name }) => {
		const found = [...namesLookedAt(named(name))]
			.filter((one) => !known.has(one) && !one.startsWith('@'))
			.map((one) => `${name}: ${one}`);
		known.add(name);
		return found;
	});
	// n8n counts all properties of a name as one, and puts them off once for each condition that it does not know yet.
	expect(late).toEqual(['backend: resource', 'backendId: resource', 'backendsLeftOut: resource']);
});

const namesLookedAt = (properties: ReadonlyArray<Pick<INodeProperties, 'displayOptions'>>) =>
	new Set(
		properties.flatMap(({ displayOptions }) =>
			Object.values(displayOptions ?? {}).flatMap((conditions) => Object.keys(conditions as object)),
		),
	);

/** In a run n8n gives what is hidden its default, unless there are several of the name. */
test('a model that is hidden has no say in what is shown: each that conditions look at stands twice', () => {
	const isOfModels = (name: string) => /Model$|BehavesLike$/.test(name);
	const others = placesIn('', description.properties).map(({ property }) => property);
	const looked = [...namesLookedAt(others.filter(({ name }) => !isOfModels(name)))].map((name) =>
		name.replace('/', ''),
	);
	const models = new Set(looked.filter(isOfModels));
	expect(models.size).toBeGreaterThan(10);
	const count = (name: string) => description.properties.filter((one) => one.name === name).length;
	expect([...models].filter((name) => count(name) < 2)).toEqual([]);
});

test('the form stays small: n8n goes through all of it at every change', () => {
	expect(description.properties.length).toBeLessThanOrEqual(250);
	expect(JSON.stringify(description.properties).length).toBeLessThanOrEqual(220_000);
});

test("n8n's editor empties a collection at a change of what its conditions name: Options heed no choice of the user's", () => {
	const options = description.properties.filter(({ name }) => name === 'options');
	expect(options).toHaveLength(1);
	const chosen = ['backend', 'resource', 'operation'];
	expect([...namesLookedAt(options)].filter((name) => chosen.includes(name) || /Model$/.test(name))).toEqual([]);
});

test('operations without options show none', () => {
	for (const operation of ['cancelTask', 'getBalance', 'getElements']) {
		const resource = operations[operation as keyof typeof operations].resource;
		const { main } = shown(NodeHelpers, {
			resource,
			operation,
			backend: operation === 'cancelTask' ? 'piapi' : 'kling',
		});
		expect(main.map(({ name }) => name)).not.toContain('options');
	}
});
