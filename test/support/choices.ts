// Every way to choose backend and model: picked, typed or computed.
import type { INodeParameters } from 'n8n-workflow';
import { backendIds, catalogue } from '../../nodes/shared/backends';
import { operations } from '../../nodes/KlingVideo/operations';
import type { ModelOperation } from '../../nodes/shared/backends/catalogue';
import {
	behavesLikeParameter,
	hasModelChoice,
	modelParameter,
} from '../../nodes/KlingVideo/operations/fields/model-parameters';
import { MAKERS } from '../../nodes/shared/task-makers';
import type { BackendId, GeneratingOperation } from '../../nodes/shared/vocabulary';

const makers = Object.keys(MAKERS) as GeneratingOperation[];
/** The choice with which the workflow names the backend of each item. */
export const BY_EXPRESSION = 'expression';

export interface Choice {
	readonly title: string;
	readonly values: INodeParameters;
	/** Which row's fields must be shown; absent where backend or model are known only in the run: then any row's. */
	readonly spec?: ModelOperation;
	readonly backend?: BackendId;
	readonly operation: GeneratingOperation;
	readonly typed: boolean;
}

const list = (value: string) => ({ __rl: true, mode: 'list', value });
const typed = (value: string) => ({ __rl: true, mode: 'id', value });

function choicesOn(backend: BackendId, operation: GeneratingOperation): Choice[] {
	const model = modelParameter(backend, operation);
	const behavesLike = behavesLikeParameter(backend, operation);
	const rows = catalogue(backend, operation).flatMap(({ id, operations: offers }) => {
		const on = (title: string, more: INodeParameters, isTyped: boolean): Choice => ({
			title: `${backend} ${operation}, ${title} ${id}`,
			backend,
			operation,
			spec: offers[operation],
			typed: isTyped,
			// With a video, so that what belongs to one is shown.
			values: { resource: operations[operation].resource, backend, operation, videoSource: 'url', ...more },
		});
		if (!hasModelChoice(backend, operation)) return [on('without a choice of', {}, false)];
		return [
			on('picked', { [model]: list(id) }, false),
			on('typed, a known id', { [model]: typed(id) }, false),
			on('typed, behaves like', { [model]: typed('kling-of-tomorrow'), [behavesLike]: id }, true),
			on('typed in part, behaves like', { [model]: typed(id.slice(0, -1)), [behavesLike]: id }, true),
			on('typed longer, behaves like', { [model]: typed(`${id}-of-tomorrow`), [behavesLike]: id }, true),
		];
	});
	if (!hasModelChoice(backend, operation)) return rows;
	return [
		...rows,
		{
			title: `${backend} ${operation}, the model an expression`,
			backend,
			operation,
			typed: true,
			values: { resource: 'video', backend, operation, videoSource: 'url', [model]: typed('={{ $json.model }}') },
		},
	];
}

export const choices: Choice[] = makers.flatMap((operation) => [
	...backendIds.flatMap((backend) => choicesOn(backend, operation)),
	{
		title: `by expression ${operation}`,
		operation,
		typed: false,
		values: { resource: operations[operation].resource, backend: BY_EXPRESSION, operation, videoSource: 'url' },
	},
	{
		title: `by expression ${operation}, model typed`,
		operation,
		typed: false,
		values: {
			resource: operations[operation].resource,
			backend: BY_EXPRESSION,
			operation,
			videoSource: 'url',
			model: '={{ $json.model }}',
		},
	},
]);
