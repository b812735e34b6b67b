// The fields that choose a model: a list or a typed id for each backend and operation, and what a typed id behaves like.
import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { backendIds, backends, catalogue, newNodeModel } from '../../shared/backends';
import { modelName, type Model } from '../../shared/backends/catalogue';
import { behavesLikeParameter, hasModelChoice, modelParameter } from '../operations/fields/model-parameters';
import { offering } from '../operations/fields/availability';
import type { Operation } from '../operations/operation';
import {
	fieldLabels,
	isGenerating,
	nouns,
	productOf,
	resourceLabels,
	type BackendId,
	type GeneratingOperation,
	type OperationId,
} from '../../shared/vocabulary';
import { NOT_OFFERED } from './merge-fields';
import { onBackends, type Conditions } from './visibility';

/** The name of the list search that fills the dropdown. */
export const MODEL_SEARCH = 'searchModels';

/** The model fields of all operations, for every backend and for one that is known only in the run. */
export function modelFields(operations: readonly Operation[]): INodeProperties[] {
	const makers = operations.map(({ id }) => id).filter(isGenerating);
	return [
		...makers.flatMap((operation) => backendIds.flatMap((backend) => fieldsFor(backend, operation))),
		unknownBackendField(makers),
	];
}

const within = (operations: readonly OperationId[], hide: Conditions): Pick<INodeProperties, 'displayOptions'> => ({
	displayOptions: { show: { operation: [...operations] }, hide },
});

/** Nodes as they were first, and those with a newer default model (`newNodeModels`). */
const OLD_NODES: IDisplayOptions['show'] = { '@version': [1] };
const NEW_NODES: IDisplayOptions['show'] = { '@version': [{ _cnd: { gte: 1.1 } }] };

const modelField = ({ id, label }: Model, show: IDisplayOptions['show'] = {}) => ({
	show,
	displayName: fieldLabels.model,
	type: 'resourceLocator' as const,
	default: { mode: 'list', value: id, cachedResultName: label },
	required: true,
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list' as const,
			// The list comes from the catalogue, which needs no credential.
			typeOptions: { searchListMethod: MODEL_SEARCH, searchable: true, skipCredentialsCheckInRLC: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string' as const,
			placeholder: `e.g. ${id}`,
			hint: 'Any model ID, even if it is newer than the node',
		},
	],
});

function fieldsFor(backend: BackendId, operation: GeneratingOperation): INodeProperties[] {
	const models = catalogue(backend, operation);
	const [first] = models;
	const newest = newNodeModel(backend, operation);
	if (!first || !newest || !hasModelChoice(backend, operation)) return [];
	const name = modelParameter(backend, operation);
	const ofVersion =
		newest === first ? [modelField(first)] : [modelField(first, OLD_NODES), modelField(newest, NEW_NODES)];
	return [
		...ofVersion.map(({ show, ...field }): INodeProperties => ({
			...field,
			name,
			description: `The ${backends[backend].label} model for the ${nouns[productOf[operation]]}`,
			displayOptions: { show: { ...show, operation: [operation] }, hide: onBackends([backend]) },
		})),
		{
			displayName: fieldLabels.behavesLike,
			name: behavesLikeParameter(backend, operation),
			type: 'options',
			noDataExpression: true,
			default: first.id,
			options: models
				.map((model) => ({ name: modelName(model, operation), value: model.id }))
				.sort((a, b) => a.name.localeCompare(b.name)),
			description: 'Use the limits of this model',
			...within([operation], { ...onBackends([backend]), [name]: models.map((model) => model.id) }),
		},
	];
}

/**
 * A second property for each of these fields of models, which is never shown. In a run n8n gives hidden properties their
 * default unless there are several of the name; so without it the default model of another backend or operation would
 * decide about the fields of the chosen one.
 */
export function neverShown(fields: readonly INodeProperties[], lookedAt: ReadonlySet<string>): INodeProperties[] {
	const count = (name: string) => fields.filter((field) => field.name === name).length;
	const names = new Set(fields.map(({ name }) => name).filter((name) => lookedAt.has(name) && count(name) === 1));
	return [...names].map((name) => ({
		displayName: fieldLabels.model,
		name,
		type: 'hidden',
		default: '',
		displayOptions: { hide: { resource: Object.keys(resourceLabels) } },
	}));
}

/** Says where to find an operation that the chosen backend does not have; one notice for each backend and sentence. */
export function notOfferedNotices(operations: readonly Operation[]): INodeProperties[] {
	const notices = new Map<string, { backend: BackendId; sentence: string; lacking: OperationId[] }>();
	for (const operation of operations) {
		const offered = offering(operation);
		const others = offered.map((id) => backends[id].label).join(' or ');
		for (const backend of backendIds.filter((id) => !offered.includes(id))) {
			const sentence = `${backends[backend].label} does not offer this operation. Choose ${others} instead.`;
			const notice = notices.get(sentence) ?? { backend, sentence, lacking: [] };
			notice.lacking.push(operation.id);
			notices.set(sentence, notice);
		}
	}
	return [...notices.values()].map(({ backend, sentence, lacking }) => ({
		displayName: sentence,
		name: NOT_OFFERED.name,
		type: 'notice',
		default: NOT_OFFERED.value,
		...within(lacking, onBackends([backend])),
	}));
}

/** Of a backend that is known only in the run no list can be shown. */
const unknownBackendField = (makers: readonly OperationId[]): INodeProperties => ({
	displayName: fieldLabels.model,
	name: 'model',
	type: 'string',
	default: '',
	placeholder: 'e.g. kling-v3',
	hint: "Leave empty to use the backend's default model",
	description: `The model to use, on the backend in '${fieldLabels.backendId}'`,
	...within(makers, onBackends(['expression'])),
});
