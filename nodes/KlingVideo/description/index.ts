// The form of the node, assembled from the registries of operations and backends.
import type { INodeCredentialDescription, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { backendIds, backends, defaultBackend } from '../../shared/backends';
import { localFields, localOperations } from '../clips/description';
import { operations } from '../operations';
import type { Operation } from '../operations/operation';
import { fieldLabels, resourceLabels, type ResourceId } from '../../shared/vocabulary';
import { localPlaces, placesOf } from './fields';
import { mergeFields, mergeOptions, NOT_OFFERED } from './merge-fields';
import { modelFields, neverShown, notOfferedNotices } from './model-fields';
import { namesLookedAt, onBackends } from './visibility';

const all: readonly Operation[] = Object.values(operations);

const resourceIds = Object.keys(resourceLabels) as ResourceId[];

const backendChoices: INodePropertyOptions[] = backendIds
	.map((id) => ({ name: backends[id].label, value: id }))
	.sort((a, b) => a.name.localeCompare(b.name));

/** Where n8n itself does the work. */
const WITHOUT_BACKEND = { resource: ['clip' satisfies ResourceId] };

/** The choice with which the workflow names the backend of each item. */
const byExpression: INodePropertyOptions = {
	name: 'By Expression',
	value: 'expression',
	description: 'Choose the backend for each item with an expression; the form shows the fields of all backends',
};

/**
 * The backend. No expression, because n8n's editor shows the fields of an expression's present result, while a run goes by
 * the expression: what the user fills in there would be ignored. With 'By Expression' both see the same.
 */
const backendFields: INodeProperties[] = [
	{
		displayName: fieldLabels.backend,
		name: 'backend',
		type: 'options',
		noDataExpression: true,
		options: [...backendChoices, byExpression].sort((a, b) => a.name.localeCompare(b.name)),
		default: defaultBackend,
		description: 'The service that runs the Kling models and charges your account',
		displayOptions: { hide: WITHOUT_BACKEND },
	},
	{
		displayName: fieldLabels.backendId,
		name: 'backendId',
		type: 'string',
		default: '={{ $json.backend }}',
		required: true,
		placeholder: `e.g. ${defaultBackend}`,
		hint: `One of: ${backendIds.join(', ')}`,
		description: `The backend for this item: ${backendIds.join(', ')}`,
		displayOptions: { hide: { ...onBackends(['expression']), ...WITHOUT_BACKEND } },
	},
	{
		displayName: fieldLabels.backendsLeftOut,
		name: 'backendsLeftOut',
		type: 'multiOptions',
		noDataExpression: true,
		options: backendChoices,
		default: [],
		description: 'Backends this workflow never uses; no credential needed',
		displayOptions: { hide: { ...onBackends(['expression']), ...WITHOUT_BACKEND } },
	},
];

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
	const own = resource === 'clip' ? localOperations : all.filter((operation) => operation.resource === resource);
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

/**
 * The collection of all operations that have options. It has no condition on the operation itself: n8n's editor empties a
 * collection when something changes that its conditions name, and a limit of costs must not go with another operation.
 */
function optionsField(): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: {
			hide: { [NOT_OFFERED.name]: [NOT_OFFERED.value], [WITHOUT_OPTIONS.name]: [WITHOUT_OPTIONS.value] },
		},
		options: mergeOptions(
			[...withOptions.map((operation) => placesOf(operation, operation.options)), ...localOperations.map(localPlaces)],
			[...withOptions, ...localOperations].map(({ id }) => id),
		).sort((a, b) => rankOf(a) - rankOf(b) || a.displayName.localeCompare(b.displayName)),
	};
}

const withOptions = all.filter(({ options }) => options.length > 0);

/** What the form knows while an operation is chosen that has no options. */
const WITHOUT_OPTIONS = { name: 'withoutOptions', value: 'yes' } as const;

/** Two of one name, or n8n would give it its value in a run although it is hidden (see `neverShown`). */
const withoutOptions: INodeProperties[] = [true, false].map((isFree) => ({
	displayName: 'Without Options',
	name: WITHOUT_OPTIONS.name,
	type: 'hidden',
	default: WITHOUT_OPTIONS.value,
	displayOptions: {
		show: {
			operation: all
				.filter((operation) => !withOptions.includes(operation) && (operation.resource === 'account') === isFree)
				.map(({ id }) => id),
		},
	},
}));

/** Options as people need them; those that are not named stand by their label behind what is made, before the waiting. */
const FIRST_OPTIONS = [
	...[
		'checkOnly',
		'stopAbove',
		'negativePrompt',
		'shots',
		'preferMultiShots',
		'elements',
		'subjects',
		'voices',
		'sounds',
	],
];
const LAST_OPTIONS = [
	...['wait', 'timeLimit', 'atTimeLimit', 'itemsAtOnce', 'slotLimit', 'shortestPollInterval', 'cancelOnStop'],
	...[
		'callbackUrl',
		'externalTaskId',
		'ifIdExists',
		'withoutExternalId',
		'createAgain',
		'newerStandard',
		'additionalBody',
	],
];

function rankOf({ name }: INodeProperties): number {
	const first = FIRST_OPTIONS.indexOf(name);
	return first >= 0 ? first - FIRST_OPTIONS.length : LAST_OPTIONS.indexOf(name) + 1;
}

/** Operations with a field that decides about others come first, so that it stands before those of the same name. */
const decidingFirst = [...all].sort((a, b) => Number(decides(b)) - Number(decides(a)));

function decides({ fields }: Operation): boolean {
	return fields.some((entry) => 'only' in entry && entry.only !== undefined);
}

const named = (entries: Array<[string, string]>) => JSON.stringify(Object.fromEntries(entries));

/** Resources have a Get Many each, so by its name alone nobody would know of what. */
const nameOf = ({ name, action }: Operation) => (all.filter((one) => one.name === name).length > 1 ? action : name);

/** What the canvas shows under the node: the operation and who runs it, in words; each item may have a backend of its own. */
export const subtitle = `={{ (${named([
	...all.map((operation): [string, string] => [operation.id, nameOf(operation)]),
	...localOperations.map(({ id, name }): [string, string] => [id, name]),
])})[$parameter["operation"]] + ($parameter["resource"] === "clip" ? "" : ", " + ((${named(
	backendIds.map((id) => [id, backends[id].label]),
)})[$parameter["backend"]] || "${byExpression.name}")) }}`;

/**
 * One credential for each backend. Written as `hide`, because n8n takes a field that credentials are shown by for a choice
 * of authentication, and then removes it from the form: nobody could pick the backend. n8n publishes no workflow that lacks
 * a required credential which is shown, so a backend that is left out hides its own.
 */
export const credentials: INodeCredentialDescription[] = backendIds.map((id) => ({
	name: backends[id].credential,
	displayName: `Credential for ${backends[id].label}`,
	required: true,
	displayOptions: { hide: { ...onBackends([id, 'expression']), backendsLeftOut: [id], ...WITHOUT_BACKEND } },
}));

const models = modelFields(all);

const others: INodeProperties[] = [
	...mergeFields(decidingFirst.map((operation) => placesOf(operation, operation.fields))),
	...localFields,
	optionsField(),
];

/**
 * Every field of the form. Within an operation they stand in the order of the form. What conditions look at stands before:
 * n8n puts a property off, and goes through the form again and again, when its conditions look at one that comes later.
 */
export const properties: INodeProperties[] = [
	...backendFields,
	resourceField,
	...resourceIds.map(operationField),
	...notOfferedNotices(all),
	...withoutOptions,
	...models,
	...neverShown(models, namesLookedAt(others)),
	...others,
];
