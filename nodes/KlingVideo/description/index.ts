// The form of the node, assembled from the registries of operations and backends.
import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { backendIds, backends } from '../backends';
import { operations } from '../operations';
import type { Operation } from '../operations/operation';
import { MAKERS } from '../operations/queryTask';
import { fieldLabels, resourceLabels, type GeneratingOperation, type OperationId, type ResourceId } from '../words';
import { mainFields, optionsField } from './fields';
import { modelFields, notOfferedNotices } from './models';

const all: readonly Operation[] = Object.values(operations);

const resourceIds = Object.keys(resourceLabels) as ResourceId[];

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
	options: resourceIds
		.map((id) => ({ name: resourceLabels[id] as string, value: id }))
		.sort((a, b) => a.name.localeCompare(b.name)),
	default: 'video',
};

/** The operations of one resource; the first of the registry is the default. */
function operationField(resource: ResourceId): INodeProperties {
	const own = all.filter((operation) => operation.resource === resource);
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: own
			.map(({ id, name, action, description }) => ({ name, value: id, action, description }))
			.sort((a, b) => a.name.localeCompare(b.name)),
		default: own[0]?.id,
		displayOptions: { show: { resource: [resource] } },
	};
}

const fieldsOf = (operation: Operation): INodeProperties[] => [
	...notOfferedNotices(operation),
	...(isGenerating(operation.id) ? modelFields(operation.id) : []),
	...mainFields(operation),
	...(operation.options.length > 0 ? [optionsField(operation)] : []),
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
export const properties: INodeProperties[] = [
	backendField,
	resourceField,
	...resourceIds.map(operationField),
	...all.flatMap(fieldsOf),
];
