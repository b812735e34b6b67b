// Query Task: fetches a task that was created before, here or anywhere else.
import type { INodeProperties } from 'n8n-workflow';
import { backends, backendsThat, hasExternalIds } from '../../shared/backends';
import { Err, type Result } from '../../shared/errors';
import { canBeQueried, isTaskMaker, MAKERS, taskMakerChoices } from '../../shared/task-makers';
import { readChoiceOr } from '../../shared/read-choice';
import { fieldLabels, isGenerating } from '../../shared/vocabulary';
import { shownWhere } from './fields/availability';
import { madeElsewhere } from './fields/foreign-task';
import { readId } from './fields/read-id';
import type { FormEntry, ItemContext, Operation } from './operation';
import { deliveryOptions, fileOption } from './fields/options';
import type { QueryRequest } from './request';
import { formDetails, formFailures } from '../../shared/messages/form';
import { fail, say } from '../../shared/messages/message';

/** The id of a task, by default the item's. */
export const taskIdField: INodeProperties = {
	displayName: fieldLabels.taskId,
	name: 'taskId',
	type: 'string',
	default: '={{ $json.taskId }}',
	required: true,
	description: 'By default from the item, so that you can connect another Kling Video node directly',
};

/** Where tasks have a second id, so that the form asks by which of them to look. */
const withExternalIds = shownWhere((backend) => backend.hasExternalIds);

const LOOK_UP_BY = [
	{ name: 'External Task ID', value: 'externalTaskId', description: 'Your own ID for the task' },
	{ name: 'Task ID', value: 'taskId', description: "The backend's ID for the task" },
] as const;

const MADE_BY = [
	{
		name: 'Automatic',
		value: 'auto' as const,
		description: 'The operation in the item, otherwise Image to Video',
	},
	...taskMakerChoices,
].sort((a, b) => a.name.localeCompare(b.name));

const fields: readonly FormEntry[] = [
	{
		field: {
			displayName: 'Look Up By',
			name: 'lookUpBy',
			type: 'options',
			noDataExpression: true,
			options: [...LOOK_UP_BY],
			default: 'taskId',
		},
		backends: withExternalIds,
	},
	{ field: taskIdField, backends: backendsThat((backend) => !backend.hasExternalIds) },
	{
		field: { ...taskIdField, displayOptions: { hide: { lookUpBy: ['externalTaskId'] } } },
		backends: withExternalIds,
	},
	{
		field: {
			displayName: fieldLabels.externalTaskId,
			name: 'queryExternalTaskId',
			type: 'string',
			default: '={{ $json.externalTaskId }}',
			required: true,
			displayOptions: { show: { lookUpBy: ['externalTaskId'] } },
		},
		backends: withExternalIds,
	},
];

const options: readonly FormEntry[] = [
	{
		field: {
			displayName: fieldLabels.madeBy,
			name: 'madeBy',
			type: 'options',
			options: [...MADE_BY],
			default: 'auto',
			description: 'The operation that created the task. Required with access keys of the official API.',
		},
		backends: shownWhere(({ looksUpByOperation }) => looksUpByOperation),
	},
	{
		field: {
			displayName: 'Wait Until Finished',
			name: 'wait',
			type: 'boolean',
			default: true,
			description: 'Whether to wait until the task has ended. Otherwise you get its current status.',
		},
	},
	fileOption('either'),
	...deliveryOptions,
];

function read({ form, backend, json }: ItemContext): Result<QueryRequest> {
	const by = readChoiceOr('Look Up By', form.value('lookUpBy'), LOOK_UP_BY, 'taskId');
	if (by instanceof Err) return by;
	const chosen = readChoiceOr(fieldLabels.madeBy, form.option('madeBy'), MADE_BY, 'auto');
	if (chosen instanceof Err) return chosen;
	const known = [chosen, json.operation].find((value) => isTaskMaker(value));
	const madeBy = known ?? 'imageToVideo';
	if (by === 'externalTaskId' && !hasExternalIds(backend, madeBy)) {
		const { label, hasExternalIds: hasSome } = backends[backend];
		const tasks = hasSome ? say(formDetails.ofOperation, { operation: MAKERS[madeBy] }) : '';
		return fail(formFailures.noExternalIds, { service: label, tasks });
	}
	const label = fieldLabels[by];
	const parameter = by === 'taskId' ? 'taskId' : 'queryExternalTaskId';
	const id = readId(form, parameter, label, (field) => fail(formFailures.taskIdEmpty, { field }));
	if (id instanceof Err) return id;
	const elsewhere = by === 'taskId' ? madeElsewhere(id, backend, json) : undefined;
	if (elsewhere) return elsewhere;
	if (json.taskId === id && isGenerating(json.operation) && !canBeQueried(json.operation, backend)) {
		return fail(formFailures.notAskable, { field: label, operation: MAKERS[json.operation] });
	}
	const model = typeof json.model === 'string' && json.taskId === id ? json.model : undefined;
	return { kind: 'query', backend, madeBy, isMakerKnown: known !== undefined, by, id, ...(model ? { model } : {}) };
}

export const queryTask: Operation = {
	id: 'queryTask',
	resource: 'video',
	name: 'Query Task',
	action: 'Query task',
	description: 'Get a task that was created before, with its video or audio if it is finished; free',
	fields,
	options,
	read,
};
