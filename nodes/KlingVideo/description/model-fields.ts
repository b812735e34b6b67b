// The fields that choose a model: a list or a typed id for each backend and operation, and what a typed id behaves like.
import type { INodeProperties } from 'n8n-workflow';
import { backendIds, backends, catalogue } from '../../shared/backends';
import { modelName } from '../../shared/backends/catalogue';
import { behavesLikeParameter, hasModelChoice, modelParameter } from '../operations/fields/model-parameters';
import { offering } from '../operations/fields/availability';
import type { Operation } from '../operations/operation';
import {
	fieldLabels,
	modelOperation,
	productOf,
	type BackendId,
	type GeneratingOperation,
	type OperationId,
} from '../../shared/vocabulary';
import { forUnknown, onBackends, within } from './visibility';

/** The name of the list search that fills the dropdown. */
export const MODEL_SEARCH = 'searchModels';

/** The model fields of one operation, if it has any, for every backend and for one that is known only in the run. */
export function modelFields(id: OperationId): INodeProperties[] {
	const models = modelOperation(id);
	if (!models) return [];
	return [...backendIds.flatMap((backend) => fieldsFor(id, backend, models)), unknownBackendField(id)];
}

/** @param operation the one whose models are chosen from */
function fieldsFor(id: OperationId, backend: BackendId, operation: GeneratingOperation): INodeProperties[] {
	const models = catalogue(backend, operation);
	const [first] = models;
	if (!first || !hasModelChoice(backend, operation)) return [];
	const known = models.map((model) => model.id);
	return [
		{
			displayName: fieldLabels.model,
			name: modelParameter(backend, operation),
			type: 'resourceLocator',
			default: { mode: 'list', value: first.id, cachedResultName: first.label },
			required: true,
			description: `The model of ${backends[backend].label} that makes the ${productOf[operation]}`,
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					// The list comes from the catalogue, which needs no credential.
					typeOptions: { searchListMethod: MODEL_SEARCH, searchable: true, skipCredentialsCheckInRLC: true },
				},
				{
					displayName: 'By ID',
					name: 'id',
					type: 'string',
					placeholder: `e.g. ${first.id}`,
					hint: 'Any model ID, also one that is newer than this node',
				},
			],
			displayOptions: within(id, onBackends([backend]), undefined),
		},
		{
			displayName: fieldLabels.behavesLike,
			name: behavesLikeParameter(backend, operation),
			type: 'options',
			noDataExpression: true,
			default: first.id,
			options: models
				.map((model) => ({ name: modelName(model, operation), value: model.id }))
				.sort((a, b) => a.name.localeCompare(b.name)),
			description: 'A known model whose fields and limits fit the ID above',
			displayOptions: within(id, forUnknown(backend, operation, known), undefined),
		},
	];
}

/** Says where to find an operation that the chosen backend does not have; one notice for each that lacks it. */
export function notOfferedNotices(operation: Operation): INodeProperties[] {
	const offered = offering(operation);
	const others = offered.map((id) => backends[id].label);
	const lacking = backendIds.filter((id) => !offered.includes(id));
	return lacking.map((backend) => ({
		displayName: `${backends[backend].label} does not have this operation. Choose ${others.join(' or ')} above.`,
		name: `${backend}${operation.id}NotOffered`,
		type: 'notice',
		default: '',
		displayOptions: within(operation.id, onBackends([backend]), undefined),
	}));
}

/** Of a backend that is known only in the run no list can be shown. */
function unknownBackendField(operation: OperationId): INodeProperties {
	return {
		displayName: fieldLabels.model,
		name: 'model',
		type: 'string',
		default: '',
		placeholder: 'e.g. kling-v3',
		hint: 'A model ID of that backend; empty takes its first one',
		description: `The model that makes the video, on the backend that '${fieldLabels.backendId}' names`,
		displayOptions: within(operation, onBackends(['expression']), undefined),
	};
}
