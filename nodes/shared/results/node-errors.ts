// Where failures become n8n errors, error items and hints.
import { NodeOperationError, type IBinaryKeyData, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { FailureError, sanitize, CancelledError, type Failure, type PaidTask } from '../errors';
import { resultDetails } from '../messages/results';
import { say } from '../messages/message';
import { summaryOf } from './summary';

/**
 * An error for n8n: message, next step as the description, the task's handle in its context.
 *
 * @param rest what is known of the run's tasks, whose items n8n throws away with the error
 */
export function toNodeError(
	context: Pick<IExecuteFunctions, 'getNode'>,
	error: unknown,
	itemIndex: number,
	{ paid, askable, doubtful }: RestOfRun = { paid: [], askable: false, doubtful: [] },
): NodeOperationError {
	// n8n marks an execution as stopped by the user when the message says "canceled", with one l.
	if (error instanceof CancelledError)
		return new NodeOperationError(context.getNode(), resultDetails.canceled, { itemIndex });
	// What n8n itself throws (no credential, an expression that fails) keeps its own words.
	if (error instanceof NodeOperationError && paid.length + doubtful.length === 0) return error;
	const failure = toFailure(error);
	const told = failure.nextStep ?? '';
	const others = paid.filter(({ taskId }) => taskId !== failure.task?.taskId && !told.includes(taskId));
	const unclear = doubtful.filter((one) => one.itemIndex !== itemIndex);
	const found = new NodeOperationError(context.getNode(), failure.message, {
		itemIndex,
		description: [failure.nextStep, ...alsoPaid(others, askable), ...alsoUnclear(unclear)].filter(Boolean).join('. '),
	});
	// n8n replaces any message in which it finds the name of a system error ("EEXIST" in "preexisting"), task id and all;
	// and it takes an execution whose error says "canceled" for one that the user stopped: no error workflow runs then.
	found.message = failure.message.replace(/(c)anceled/gi, '$1ancelled');
	Object.assign(
		found.context,
		detailsOf(failure),
		others.length > 0 ? { paidTasks: others } : {},
		unclear.length > 0 ? { unclearTasks: unclear } : {},
	);
	return found;
}

/**
 * The item of a failed input under Continue On Fail. Of all shapes only this one reaches the error output with its
 * details on n8n 1 and 2: exactly the keys `error` and `message`, with an object under `error`.
 *
 * @param more the key of what the item asked for, by which it is known where the item is led back; and its files, so that
 * it can be tried again there
 */
export function toErrorItem(
	error: unknown,
	itemIndex: number,
	{ request, binary }: { readonly request?: string; readonly binary?: IBinaryKeyData } = {},
): INodeExecutionData {
	const failure = toFailure(error);
	const { message, nextStep } = failure;
	return {
		json: {
			error: { message, description: nextStep ?? null, ...detailsOf(failure), ...(request ? { request } : {}) },
			message,
		},
		...(binary ? { binary } : {}),
		pairedItem: { item: itemIndex },
	};
}

/** What an error has to tell besides its own item. */
export interface RestOfRun {
	readonly paid: readonly PaidTask[];
	/** Whether any of them can be asked for. */
	readonly askable: boolean;
	/** Items for which a task may exist, and where to look. */
	readonly doubtful: ReadonlyArray<{
		readonly itemIndex: number;
		readonly externalTaskId?: string;
		readonly lookAt: string;
	}>;
}

function alsoUnclear(doubtful: RestOfRun['doubtful']): string[] {
	const [first] = doubtful;
	if (!first) return [];
	const named = doubtful.map(({ itemIndex: item, externalTaskId: id }) =>
		id ? say(resultDetails.unclearItemNamed, { item, id }) : say(resultDetails.unclearItem, { item }),
	);
	return [say(resultDetails.unclear, { items: named.join(', '), place: first.lookAt })];
}

function alsoPaid(others: readonly PaidTask[], askable: boolean): string[] {
	if (others.length === 0) return [];
	const named = others.map(({ itemIndex: item = 0, taskId: id }) => say(resultDetails.paidItem, { item, id }));
	const items = named.join(', ');
	return [askable ? say(resultDetails.paidAskable, { items }) : say(resultDetails.paid, { items })];
}

function detailsOf({ kind, code, words, task }: Failure) {
	return { kind, ...(code ? { code } : {}), ...(words ? { words } : {}), ...task };
}

/** Any error as a failure; what n8n itself throws keeps its words. */
export function toFailure(error: unknown): Failure {
	if (error instanceof FailureError) return error.failure;
	const message = error instanceof Error ? error.message : String(error);
	const description: unknown = error instanceof Error && 'description' in error ? error.description : undefined;
	return {
		kind: 'setup',
		message: sanitize(message),
		...(typeof description === 'string' ? { nextStep: sanitize(description) } : {}),
	};
}

const MOST_HINTS = 5;

/**
 * Shows what a run made and its warnings in the output panel, where this n8n can.
 *
 * @param summary the lines on what was made
 */
export function addHints(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
	summary: readonly string[] = summaryOf(items),
): void {
	const warnings = items.flatMap(({ json }) => (Array.isArray(json.warnings) ? json.warnings.map(String) : []));
	const distinct = [...new Set(warnings)];
	if (typeof context.addExecutionHints !== 'function') return;
	const left = distinct.length - MOST_HINTS;
	const more = left > 0 ? [say(resultDetails.moreWarnings, { count: left })] : [];
	context.addExecutionHints(
		...[...summary, ...distinct.slice(0, MOST_HINTS), ...more].map((message) => ({
			message,
			location: 'outputPane' as const,
			type: 'info' as const,
		})),
	);
}
