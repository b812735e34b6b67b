// The form of the node, assembled from the registries of operations and backends.
import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { backendIds, backends } from '../backends';
import { operations } from '../operations';
import type { Operation } from '../operations/operation';
import { MAKERS } from '../operations/queryTask';
import { fieldLabels, type GeneratingOperation, type OperationId } from '../words';
import { mainFields, optionsField } from './fields';
import { modelFields } from './models';

const all: readonly Operation[] = Object.values(operations);

const isGenerating = (id: OperationId): id is GeneratingOperation => id in MAKERS;

const backendField: INodeProperties = {
	displayName: fieldLabels.backend,
	name: 'backend',
	type: 'options',
	options: backendIds
		.map((id) => ({ name: backends[id].label, value: id }))
		.sort((a, b) => a.name.localeCompare(b.name)),
	default: 'kling',
	description: 'The service that runs the Kling models and gets paid',
};

const resourceField: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: [{ name: 'Video', value: 'video' }],
	default: 'video',
};

const operationField: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: all
		.map(({ id, name, action, description }) => ({ name, value: id, action, description }))
		.sort((a, b) => a.name.localeCompare(b.name)),
	default: 'imageToVideo',
	displayOptions: { show: { resource: ['video'] } },
};

const fieldsOf = (operation: Operation): INodeProperties[] => [
	...(isGenerating(operation.id) ? modelFields(operation.id) : []),
	...mainFields(operation),
	optionsField(operation),
];

const named = (entries: Array<[string, string]>) => JSON.stringify(Object.fromEntries(entries));

/** What the canvas shows under the node: the operation and who runs it, in words. */
export const subtitle = `={{ (${named(all.map(({ id, name }) => [id, name]))})[$parameter["operation"]] + ", " + ((${named(
	backendIds.map((id) => [id, backends[id].label]),
)})[$parameter["backend"]] || $parameter["backend"]) }}`;

/**
 * One credential for each backend. Written as `hide`, because n8n takes a field that credentials are shown by for a choice
 * of authentication, and then removes it from the form: nobody could pick the backend.
 */
export const credentials: INodeCredentialDescription[] = backendIds.map((id) => ({
	name: backends[id].credential,
	displayName: `Credential for ${backends[id].label}`,
	required: true,
	displayOptions: { hide: { backend: backendIds.filter((other) => other !== id) } },
}));

/** Every field of the form, in order. */
export const properties: INodeProperties[] = [backendField, resourceField, operationField, ...all.flatMap(fieldsOf)];
