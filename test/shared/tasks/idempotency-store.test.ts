// The memory lives in n8n's node context as plain JSON; what was paid for is found again by whoever asks for the same.
import {
	closeAttempt,
	adoptByExecution,
	markDelivered,
	markUncertain,
	type IdempotencyRecord,
} from '../../../nodes/shared/tasks/idempotency-record';
import { openRecord } from '../../../nodes/shared/tasks/idempotency-store';

const FIRST = { runIndex: 0, itemIndex: 0 };
const paid = {
	state: 'task',
	handle: { backend: 'kling', taskId: 't1', operation: 'imageToVideo' },
	intendedAt: 4_000,
	acceptedAt: 5_000,
	externalTaskId: 'n8n-1',
} as const;

/** A context in which the first item was paid for, in execution e1. */
function paidContext(more: Partial<IdempotencyRecord> = {}, position = FIRST): Record<string, unknown> {
	const context: Record<string, unknown> = {};
	Object.assign(openRecord(context, position, 'd', 'e1'), paid, more);
	return context;
}
const stored = (context: Record<string, unknown>) => JSON.parse(JSON.stringify(context)) as Record<string, unknown>;

test('a request that was never seen starts open, with its first attempt', () => {
	expect(openRecord({}, FIRST, 'd', 'e1')).toEqual({ digest: 'd', attempt: 1, state: 'open', executionId: 'e1' });
});

test('a change to an entry is remembered at once and survives being stored as JSON', () => {
	const found = openRecord(stored(paidContext()), FIRST, 'd', 'e1');
	expect(found).toEqual({ digest: 'd', attempt: 1, executionId: 'e1', ...paid });
});

test("other nodes' words in the context are left alone", () => {
	const context: Record<string, unknown> = { other: { a: 1 } };
	openRecord(context, FIRST, 'd', 'e1');
	expect(context.other).toEqual({ a: 1 });
});

describe('what was paid for is found', () => {
	test.each<[string, string, string, { runIndex: number; itemIndex: number }]>([
		['by Retry On Fail', 'd', 'e1', FIRST],
		['by Retry On Fail, although an expression such as $now has changed the request', 'other', 'e1', FIRST],
		['by a retried execution with the same request', 'd', 'e2', FIRST],
		['by the next try of an agent, whose run index is another', 'd', 'e1', { runIndex: 1, itemIndex: 0 }],
		['by a try after that', 'd', 'e1', { runIndex: 7, itemIndex: 0 }],
	])('%s', (_, digest, executionId, position) => {
		expect(openRecord(stored(paidContext()), position, digest, executionId)).toMatchObject(paid);
	});

	test.each(['intent', 'uncertain'] as const)('also where it is only a maybe: %s', (state) => {
		expect(openRecord(paidContext({ state }), { runIndex: 1, itemIndex: 0 }, 'd', 'e1')).toMatchObject({ state });
	});

	test('and only once: two later passes never share one task', () => {
		const context = paidContext();
		expect(openRecord(context, { runIndex: 1, itemIndex: 0 }, 'd', 'e1').state).toBe('task');
		markDelivered(openRecord(context, { runIndex: 1, itemIndex: 0 }, 'd', 'e1'));
		expect(openRecord(context, { runIndex: 2, itemIndex: 0 }, 'd', 'e1').state).toBe('open');
	});
});

describe('what belongs to another request is not touched', () => {
	test.each<[string, string, string, { runIndex: number; itemIndex: number }]>([
		['another item', 'd', 'e1', { runIndex: 0, itemIndex: 1 }],
		['another item of a later pass', 'd', 'e1', { runIndex: 1, itemIndex: 1 }],
		['another request in a later pass', 'other', 'e1', { runIndex: 1, itemIndex: 0 }],
		['another request in a retried execution, whose workflow was changed', 'other', 'e2', FIRST],
	])('%s', (_, digest, executionId, position) => {
		expect(openRecord(paidContext(), position, digest, executionId)).toEqual({
			digest,
			attempt: 1,
			state: 'open',
			executionId,
		});
	});

	test('an earlier pass never takes what a later one paid for', () => {
		const context = paidContext({}, { runIndex: 2, itemIndex: 0 });
		expect(openRecord(context, { runIndex: 1, itemIndex: 0 }, 'd', 'e1').state).toBe('open');
		expect(openRecord(context, { runIndex: 2, itemIndex: 0 }, 'd', 'e1').state).toBe('task');
	});
});

test('the same request in the next pass of a loop is a new one once the first was delivered', () => {
	const context = paidContext();
	markDelivered(openRecord(context, FIRST, 'd', 'e1'));
	expect(openRecord(context, { runIndex: 1, itemIndex: 0 }, 'd', 'e1').state).toBe('open');
});

test('what was delivered is still found at its own place, because n8n may run the node again for another item', () => {
	const context = paidContext();
	markDelivered(openRecord(context, FIRST, 'd', 'e1'));
	expect(openRecord(context, FIRST, 'd', 'e1')).toMatchObject(paid);
});

test('a loop of a thousand passes does not fill the memory', () => {
	const context: Record<string, unknown> = {};
	for (let runIndex = 0; runIndex < 1000; runIndex++)
		markDelivered(openRecord(context, { runIndex, itemIndex: 0 }, 'd', 'e1'));
	expect(JSON.stringify(context).length).toBeLessThan(500);
});

test.each(['speech', 'faces'] as const)('nor do its %s, of which the youngest are found again', (part) => {
	const context: Record<string, unknown> = {};
	const pass = (runIndex: number, digest: string) =>
		openRecord(context, { runIndex, itemIndex: 0, part }, digest, 'e1');
	for (let runIndex = 0; runIndex < 1000; runIndex++) {
		markDelivered(openRecord(context, { runIndex, itemIndex: 0 }, 'd', 'e1'));
		Object.assign(pass(runIndex, `d${runIndex}`), paid);
	}
	expect(JSON.stringify(context).length).toBeLessThan(30_000);
	expect(pass(1000, 'd990')).toMatchObject(paid);
});

test('what may have been paid is not forgotten, however many passes follow', () => {
	const context: Record<string, unknown> = {};
	const pass = (runIndex: number, digest: string) =>
		openRecord(context, { runIndex, itemIndex: 0, part: 'speech' }, digest, 'e1');
	Object.assign(pass(0, 'first'), { state: 'uncertain' });
	for (let runIndex = 1; runIndex < 300; runIndex++) Object.assign(pass(runIndex, `d${runIndex}`), paid);
	expect(pass(300, 'first').state).toBe('uncertain');
});

test('in a retried execution the waiting starts anew and the task stays', () => {
	const record = openRecord(paidContext(), FIRST, 'd', 'e2');
	adoptByExecution(record, 'e2', 9_000);
	expect(record).toEqual({ digest: 'd', attempt: 1, executionId: 'e2', ...paid, acceptedAt: 9_000 });
});

test('within one execution the time keeps counting from the acceptance', () => {
	const record = openRecord(paidContext(), FIRST, 'd', 'e1');
	adoptByExecution(record, 'e1', 9_000);
	expect(record.acceptedAt).toBe(5_000);
});

test('an entry without a task gets no acceptance time from being continued', () => {
	const record = openRecord({}, FIRST, 'd', 'e1');
	markUncertain(record);
	adoptByExecution(record, 'e2', 9_000);
	expect(record).toEqual({ digest: 'd', attempt: 1, state: 'uncertain', uncertainIn: 'e1', executionId: 'e2' });
});

test('a failed task makes room for the next attempt, which keeps of the last one its number and its id', () => {
	const record = openRecord(paidContext({ uncertainIn: 'e0', everUnclear: true }), FIRST, 'd', 'e1');
	closeAttempt(record);
	expect(record).toEqual({ digest: 'd', attempt: 2, state: 'open', executionId: 'e1', earlierTaskIds: ['t1'] });
});

test('a task that the backend denies stays at hand, and in doubt since this execution', () => {
	const record = openRecord(paidContext(), FIRST, 'd', 'e1');
	markUncertain(record);
	expect(record).toMatchObject({ ...paid, state: 'uncertain', uncertainIn: 'e1' });
});
