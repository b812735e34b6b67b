// With which model a node begins: a new one with the newest that is known well, one of a saved workflow with its own for ever.
import type { INodeParameters } from 'n8n-workflow';
import { backendIds, backends, catalogue, newNodeModel } from '../../../nodes/shared/backends';
import type { Backend } from '../../../nodes/shared/backends/backend';
import { operations } from '../../../nodes/KlingVideo/operations';
import { hasModelChoice, modelParameter } from '../../../nodes/KlingVideo/operations/fields/model-parameters';
import { isGenerating, type BackendId, type GeneratingOperation } from '../../../nodes/shared/vocabulary';
import { description, generations } from '../../support/form';

const pairs = backendIds.flatMap((backend) =>
	Object.keys(operations)
		.filter(isGenerating)
		.filter((operation) => catalogue(backend, operation).length > 0 && hasModelChoice(backend, operation))
		.map((operation) => [backend, operation] as const),
);

test('n8n gives new nodes the newer version', () => {
	expect(description.version).toEqual([1, 1.1]);
	expect(description.defaultVersion).toBe(1.1);
});

describe.each(generations)('%s', (_, helpers) => {
	const modelOf = (typeVersion: number, backend: BackendId, operation: GeneratingOperation): unknown => {
		const given = { backend, resource: operations[operation].resource, operation };
		const values = helpers.getNodeParameters(description.properties, given, true, false, { typeVersion }, description);
		return (values?.[modelParameter(backend, operation)] as INodeParameters).value;
	};

	test.each(pairs)('%s %s: by version', (backend, operation) => {
		expect(modelOf(1, backend, operation)).toBe(catalogue(backend, operation)[0]?.id);
		expect(modelOf(1.1, backend, operation)).toBe(newNodeModel(backend, operation)?.id);
	});
});

test.each(pairs.filter(([backend, operation]) => (backends[backend] as Backend).newNodeModels?.[operation]))(
	'%s %s: the model of new nodes is confirmed, and has a price that can be held against Stop Above',
	(backend, operation) => {
		const { id, operations: offers } = newNodeModel(backend, operation)!;
		expect(id).toBe((backends[backend] as Backend).newNodeModels?.[operation]);
		const spec = offers[operation]!;
		expect([spec.unconfirmed ?? false, spec.price === 'unknown']).toEqual([false, false]);
	},
);

test('on the official API a video begins with Kling 3.0', () => {
	expect(newNodeModel('kling', 'imageToVideo')?.label).toBe('Kling 3.0');
});
