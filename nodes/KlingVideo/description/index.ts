// The form of the node, assembled from the registries of operations and backends.
import { NodeConnectionTypes, type INodeProperties, type INodeTypeDescription } from 'n8n-workflow';
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
	options: backendIds.map((id) => ({ name: backends[id].label, value: id })).sort((a, b) => a.name.localeCompare(b.name)),
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

/** What n8n shows and stores of the node. */
export const description: INodeTypeDescription = {
	displayName: 'Kling Video',
	name: 'klingVideo',
	icon: { light: 'file:../../icons/kling.svg', dark: 'file:../../icons/kling.dark.svg' },
	group: ['transform'],
	version: [1],
	defaultVersion: 1,
	subtitle: '={{ $parameter["operation"] + ": " + $parameter["backend"] }}',
	description: 'Turn pictures into video with the Kling models, on the official Kling API, Kie.ai or PiAPI',
	defaults: { name: 'Kling Video' },
	usableAsTool: true,
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
	credentials: backendIds.map((id) => ({
		name: backends[id].credential,
		required: true,
		displayOptions: { show: { backend: [id] } },
	})),
	properties: [backendField, resourceField, operationField, ...all.flatMap(fieldsOf)],
};
