// What n8n makes of an error depends on its words: the reason must survive, and only Stop may look like a Stop.
import type { IExecuteFunctions, INode } from 'n8n-workflow';
import { toErrorItem, toNodeError } from '../../../nodes/shared/results/node-errors';
import { FailureError, CancelledError, type Failure } from '../../../nodes/shared/errors';

const node: INode = { id: 'n', name: 'N', type: 't', typeVersion: 1, position: [0, 0], parameters: {} };
const context = { getNode: () => node } as unknown as IExecuteFunctions;
const errorOf = (message: string, more: Partial<Failure> = {}) =>
	toNodeError(context, new FailureError({ kind: 'taskFailed', message, ...more }), 0);

test.each(['task canceled by upstream', 'Canceled', 'it was CANCELED.', 'rendering_canceled', 'canceled, canceled'])(
	'"%s" is spelled so that n8n does not take it for a Stop of the user',
	(words) => {
		expect(errorOf(words).message).not.toMatch(/canceled/i);
		expect(errorOf(words).message).toMatch(/cancelled/i);
	},
);

test('a Stop is told as n8n knows it', () => {
	expect(toNodeError(context, new CancelledError(), 0).message).toBe('The execution was canceled');
});

test.each(['the preexisting style was refused [task t-1]', 'ENOTFOUND in the prompt', 'ECONNREFUSED [task t-1]'])(
	'"%s" stays whole, although n8n rewrites messages with the names of system errors',
	(words) => {
		expect(errorOf(words).message).toBe(words);
	},
);

test('kind, code, words and the task stand beside the message, in the error and in the error item', () => {
	const failure: Failure = {
		kind: 'policy',
		message: 'Kling: no',
		nextStep: 'Change the prompt',
		code: '1301',
		words: 'risk control',
		task: { taskId: 't-1', backend: 'kling', operation: 'imageToVideo' },
	};
	const details = {
		kind: 'policy',
		code: '1301',
		words: 'risk control',
		taskId: 't-1',
		backend: 'kling',
		operation: 'imageToVideo',
	};
	const error = toNodeError(context, new FailureError(failure), 3);
	expect(error).toMatchObject({ message: 'Kling: no', description: 'Change the prompt' });
	expect(error.context).toMatchObject({ itemIndex: 3, ...details });
	expect(toErrorItem(new FailureError(failure), 3)).toEqual({
		json: { message: 'Kling: no', error: { message: 'Kling: no', description: 'Change the prompt', ...details } },
		pairedItem: { item: 3 },
	});
});

test('the other paid tasks of a run are named, because n8n throws their items away with the error', () => {
	const paid = [{ taskId: 't-7', backend: 'kie', operation: 'imageToVideo', itemIndex: 2 }];
	const error = toNodeError(context, new FailureError({ kind: 'credit', message: 'no credits' }), 0, {
		paid,
		askable: true,
		doubtful: [],
	});
	expect(error.description).toContain('item 2: t-7');
	expect(error.description).toContain("'Query Task' gets them");
	const spoken = toNodeError(context, new FailureError({ kind: 'input', message: 'no' }), 0, {
		paid,
		askable: false,
		doubtful: [],
	});
	expect(spoken.description).not.toContain('Query Task');
	expect(error.context.paidTasks).toEqual(paid);
});

test('so are the items for which a task may exist, with where to look', () => {
	const doubtful = [
		{ itemIndex: 1, externalTaskId: 'n8n-1', lookAt: 'the task list' },
		{ itemIndex: 2, lookAt: 'the task list' },
	];
	const error = toNodeError(context, new FailureError({ kind: 'credit', message: 'no credits' }), 0, {
		paid: [],
		askable: false,
		doubtful,
	});
	expect(error.description).toContain('for item 1 (External Task ID n8n-1), item 2 before');
	expect(error.description).toContain('check the task list');
	expect(error.context.unclearTasks).toEqual(doubtful);
});
