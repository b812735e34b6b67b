// The memory lives in n8n's node context as plain JSON; what was paid for is found again by whoever asks for the same.
import { endedByState } from '../../../nodes/shared/tasks/proof';
import { contextKeys } from '../../../nodes/shared/stored';
import {
	adoptByExecution,
	closeAttempt,
	markDelivered,
	markUncertain,
	type IdempotencyRecord,
} from '../../../nodes/shared/tasks/idempotency-record';
import {
	recordStoreOf,
	releaseRecord,
	unfinishedRecords,
	type ReadRequest,
} from '../../../nodes/shared/tasks/idempotency-store';
import { named } from '../../support/named';

const paid = {
	state: 'task',
	handle: { backend: 'kling', taskId: 't1', operation: 'imageToVideo' },
	intendedAt: 4_000,
	acceptedAt: 5_000,
	externalTaskId: 'n8n-1',
} as const;
const failed = (taskId: string) => endedByState(named({ taskId, word: 'failed', status: 'failed', words: 'no' }))!;

type Asked = Partial<Omit<ReadRequest, 'place'>> & { readonly run?: number; readonly item?: number };

const asked = ({ run = 0, item = 0, ...more }: Asked = {}): ReadRequest => ({
	executionId: 'e1',
	place: { runIndex: run, itemIndex: item },
	byAgent: false,
	written: 'form',
	input: `item ${item}`,
	digest: 'd',
	...more,
});

/** Takes a record and gives it free at once, as an item does that has come to its end. */
function open(context: Record<string, unknown>, request: Asked = {}): IdempotencyRecord {
	const { record } = recordStoreOf(context).open(asked(request), (name) => `key of ${name}`, 9_000);
	releaseRecord(record);
	return record;
}

/** A context in which a request was paid for. */
function paidContext(more: Partial<IdempotencyRecord> = {}, request: Asked = {}): Record<string, unknown> {
	const context: Record<string, unknown> = {};
	Object.assign(open(context, request), paid, more);
	return context;
}
const stored = (context: Record<string, unknown>) => JSON.parse(JSON.stringify(context)) as Record<string, unknown>;
const namesIn = (context: Record<string, unknown>) => Object.keys(Object(context[contextKeys.tasks]) as object);

test('a request that was never seen starts open, with its first attempt', () => {
	expect(open({})).toEqual({
		digest: 'd',
		attempt: 1,
		state: 'open',
		executionId: 'e1',
		key: 'key of 0:0',
		written: 'form',
		input: 'item 0',
	});
});

test("a change to a record is remembered at once and survives being stored as JSON, beside other nodes' words", () => {
	const context = { ...paidContext(), other: { a: 1 } };
	expect(open(stored(context))).toMatchObject(paid);
	expect(stored(context).other).toEqual({ a: 1 });
});

describe('what was paid for is found', () => {
	test.each<[string, Asked]>([
		['by Retry On Fail, whatever expressions say now', { digest: 'other' }],
		['by a retried execution with the same form on the same item', { executionId: 'e2', digest: 'other' }],
		['by a retried execution of which only the words are the same', { executionId: 'e2', written: 'x', input: 'y' }],
		['by an item that comes back under its key, at another index', { run: 1, item: 3, origin: { key: 'key of 0:0' } }],
		['by an item that names the task', { run: 2, item: 1, origin: { taskId: 't1' }, digest: 'other' }],
		["by n8n's pairing", { run: 1, item: 1, origin: { place: { runIndex: 0, itemIndex: 0 } }, digest: 'other' }],
		['by the next try of an agent', { run: 7, byAgent: true }],
	])('%s', (_, request) => {
		expect(open(stored(paidContext()), request)).toMatchObject({ ...paid, acceptedAt: expect.any(Number) as number });
	});

	test.each(['intent', 'uncertain'] as const)('also where it is only a maybe: %s', (state) => {
		const context = paidContext({ state, uncertainIn: 'e1' });
		expect(open(context, { run: 1, origin: { key: 'key of 0:0' } })).toMatchObject({ state });
	});

	test('before anything of it is read: a file may be gone (M20)', () => {
		const { digest, ...unread } = asked({ executionId: 'e2' });
		expect(digest).toBe('d');
		expect(recordStoreOf(paidContext()).recall(unread, 9_000)?.record).toMatchObject({ handle: paid.handle });
		expect(recordStoreOf({}).recall(unread, 9_000)).toBeUndefined();
	});

	test('and once only: an item that went round serves one item of the next pass', () => {
		const context = paidContext();
		expect(open(context, { run: 1, item: 0, origin: { key: 'key of 0:0' } }).state).toBe('task');
		const second = open(context, { run: 1, item: 1, origin: { key: 'key of 0:0' } });
		expect(second).toMatchObject({ state: 'open', attempt: 1 });
	});
});

describe('what belongs to another request is not touched', () => {
	test.each<[string, Asked]>([
		['another item', { item: 1 }],
		['a later pass that did not come out of this node', { run: 1 }],
		['... even with the same words of another execution', { run: 1, executionId: 'e2' }],
		['the same words of another item of a retried execution', { item: 1, executionId: 'e2' }],
	])('%s', (_, request) => {
		const context = paidContext();
		expect(open(context, request)).toMatchObject({ state: 'open', attempt: 1 });
		expect(Object.values(context[contextKeys.tasks] as object)).toContainEqual(expect.objectContaining(paid));
	});

	test('an earlier pass never takes what a later one paid for', () => {
		const context = paidContext({}, { run: 2 });
		expect(open(context, { run: 1 }).state).toBe('open');
		expect(open(context, { run: 2 }).state).toBe('task');
	});

	test('nobody takes what another is working on (M14)', () => {
		const context: Record<string, unknown> = {};
		const store = recordStoreOf(context);
		const keyFor = (name: string) => name;
		const call = (run: number) => store.open(asked({ run, byAgent: true }), keyFor, 0).record;
		const [first, second] = [call(0), call(1)];
		expect(second).not.toBe(first);
		// n8n may give calls that run side by side the same run index.
		const third = store.open(asked({ run: 0, byAgent: true }), keyFor, 0).record;
		expect([first, second]).not.toContain(third);
		expect(namesIn(context)).toEqual(['0:0', '1:0', '0:0#2']);
		Object.assign(first, paid);
		releaseRecord(first);
		expect(call(3)).toBe(first);
	});
});

describe('nothing is overwritten, and nothing forgotten in silence (M3)', () => {
	const changed = { executionId: 'e2', written: 'another form', digest: 'other' };

	test('a changed form makes a new request, which tells of the old one', () => {
		const context = paidContext();
		const { record, replaced } = recordStoreOf(context).open(asked(changed), (name) => `new ${name}`, 0);
		expect(record).toMatchObject({
			state: 'open',
			attempt: 2,
			replaces: [{ taskId: 't1', externalTaskId: 'n8n-1' }],
		});
		expect(replaced).toEqual({ taskId: 't1', externalTaskId: 'n8n-1' });
		expect(namesIn(context).sort()).toEqual(['0:0', '0:0:replaced']);
		expect(unfinishedRecords(context, 0).paid).toMatchObject([{ itemIndex: 0, handle: paid.handle }]);
		releaseRecord(record);
		// It stands at its place from now on, whatever expressions say.
		expect(open(context, { ...changed, digest: 'yet another' })).toBe(record);
	});

	test.each(['intent', 'uncertain'] as const)('also a doubt: %s', (state) => {
		const context = paidContext({ state, uncertainIn: 'e1', handle: undefined });
		expect(open(context, changed).replaces).toEqual([{ externalTaskId: 'n8n-1' }]);
	});

	test('of a task that failed only the number stays, so that an own id is not used twice', () => {
		const context = paidContext();
		closeAttempt(open(context), failed('t1'));
		expect(open(context, changed)).toMatchObject({ attempt: 2, earlierTaskIds: ['t1'], state: 'open' });
		expect(namesIn(context)).toEqual(['0:0']);
	});

	test('an equal request that is not finished is told of, and no other (M2)', () => {
		const context = paidContext();
		expect(open(context, { run: 1 }).beside).toEqual([{ taskId: 't1', externalTaskId: 'n8n-1' }]);
		expect(open(context, { run: 1, item: 1, digest: 'other' }).beside).toBeUndefined();
		markDelivered(open(context));
		expect(open(context, { run: 2 }).beside).toBeUndefined();
	});
});

test('the same words in the next pass of a loop are a new request once the first was delivered', () => {
	const context = paidContext();
	markDelivered(open(context));
	expect(open(context, { run: 1, origin: { key: 'key of 0:0', place: { runIndex: 0, itemIndex: 0 } } }).state).toBe(
		'open',
	);
});

test('what was delivered is still found at its own place, because n8n may run the node again for another item', () => {
	const context = paidContext();
	markDelivered(open(context));
	expect(open(context)).toMatchObject(paid);
});

test('what a try delivered may come back where n8n has thrown it away for another try', () => {
	const context = paidContext();
	markDelivered(open(context));
	recordStoreOf(context).beginTry('e1', 0);
	expect(open(context, { run: 1, item: 3, origin: { key: 'key of 0:0' } })).toMatchObject({
		...paid,
		acceptedAt: 9_000,
	});
});

test('what another execution delivered stays delivered', () => {
	const context = paidContext();
	markDelivered(open(context));
	recordStoreOf(context).beginTry('e2', 0);
	expect(open(context, { run: 1, origin: { key: 'key of 0:0' } }).state).toBe('open');
});

test('a request that failed goes on counting where it comes back (M12)', () => {
	const context = paidContext();
	closeAttempt(open(context), failed('t1'));
	expect(open(context, { run: 1, item: 4 })).toMatchObject({ attempt: 1 });
	expect(open(context, { run: 1, origin: { taskId: 't1' } })).toMatchObject({ attempt: 2, earlierTaskIds: ['t1'] });
});

test('a loop of a thousand passes does not fill the memory', () => {
	const context: Record<string, unknown> = {};
	for (let run = 0; run < 1000; run++) markDelivered(open(context, { run }));
	expect(JSON.stringify(context).length).toBeLessThan(1_000);
});

describe.each(['speech', 'faces'] as const)('paid parts: %s', (part) => {
	const partOf = (context: Record<string, unknown>, request: IdempotencyRecord, digest: string) =>
		recordStoreOf(context).openPart(request, part, digest, 'account', 9_000);

	test('belong to their request, whatever expressions say now', () => {
		const context: Record<string, unknown> = {};
		const first = partOf(context, open(context), 'words');
		Object.assign(first, paid);
		expect(partOf(context, open(context), 'other words')).toBe(first);
		expect(partOf(context, open(context, { executionId: 'e2', digest: 'x' }), 'other words')).toBe(first);
	});

	test('go with the item that comes back, and count where their words are the same (M1)', () => {
		const context: Record<string, unknown> = {};
		const request = open(context);
		Object.assign(request, { state: 'uncertain', uncertainIn: 'e1', intendedAt: 1 });
		const first = partOf(context, request, 'words');
		Object.assign(first, paid);
		const back = open(context, { run: 1, item: 2, origin: { key: 'key of 0:0' } });
		expect(partOf(context, back, 'words')).toBe(first);
		expect(namesIn(context).sort()).toEqual(['1:2', `1:2:${part}`]);
	});

	test('are not used for another video or text that the item got on its way', () => {
		const context: Record<string, unknown> = {};
		const request = open(context);
		Object.assign(request, { state: 'uncertain', uncertainIn: 'e1', intendedAt: 1 });
		Object.assign(partOf(context, request, 'words'), paid);
		const back = open(context, { run: 1, item: 2, origin: { key: 'key of 0:0' } });
		expect(partOf(context, back, 'other words').state).toBe('open');
	});

	test('are used for the same item, whatever expressions say, and their doubt is kept for any', () => {
		for (const state of ['task', 'uncertain'] as const) {
			const context: Record<string, unknown> = {};
			const first = partOf(context, open(context), 'words');
			Object.assign(first, paid, { state, ...(state === 'task' ? {} : { uncertainIn: 'e1' }) });
			Object.assign(open(context), { state: 'uncertain', uncertainIn: 'e1', intendedAt: 1 });
			const input = state === 'task' ? 'item 0' : 'another item';
			const back = open(context, { run: 1, item: 2, input, origin: { key: 'key of 0:0' } });
			expect(partOf(context, back, 'other words')).toBe(first);
		}
	});

	test('keep their request, of which nothing else was sent, wherever its item comes back (M1)', () => {
		for (const state of ['task', 'uncertain'] as const) {
			const context: Record<string, unknown> = {};
			const first = partOf(context, open(context), 'words');
			Object.assign(first, paid, { state, ...(state === 'task' ? {} : { uncertainIn: 'e1' }) });
			for (let run = 1; run < 300; run++)
				Object.assign(open(context, { run, item: 7, digest: `d${run}` }), { attempt: 2 });
			const back = open(context, {
				run: 300,
				item: 2,
				input: 'item 0',
				origin: { key: 'key of 0:0' },
				digest: 'other',
			});
			expect(partOf(context, back, 'other words')).toBe(first);
		}
	});

	test('do not fill the memory, and the youngest are found again', () => {
		const context: Record<string, unknown> = {};
		const pass = (run: number, digest: string) => {
			const request = open(context, { run });
			const record = partOf(context, request, digest);
			markDelivered(request);
			return record;
		};
		for (let run = 0; run < 1000; run++) Object.assign(pass(run, `d${run}`), paid);
		expect(JSON.stringify(context).length).toBeLessThan(40_000);
		expect(pass(1000, 'd990')).toMatchObject(paid);
		expect(pass(1001, 'd10').state).toBe('open');
	});

	test("another request's doubt is not taken over, and not forgotten", () => {
		const context: Record<string, unknown> = {};
		const request = open(context);
		Object.assign(request, { state: 'uncertain', uncertainIn: 'e1', intendedAt: 1 });
		Object.assign(partOf(context, request, 'words'), { state: 'uncertain', uncertainIn: 'e1', intendedAt: 1 });
		for (let run = 1; run < 300; run++) expect(partOf(context, open(context, { run }), 'words').state).toBe('open');
		expect(namesIn(context)).toEqual(expect.arrayContaining(['0:0', `0:0:${part}`]));
	});
});

test('in a retried execution the waiting starts anew and the task stays', () => {
	const record = open(paidContext());
	adoptByExecution(record, 'e2', 9_000);
	expect(record).toMatchObject({ executionId: 'e2', ...paid, acceptedAt: 9_000 });
});

test('in another pass of a loop the waiting starts anew, so that a loop without a pause waits', () => {
	const context = paidContext();
	expect(open(context, { run: 1, origin: { key: 'key of 0:0' } })).toMatchObject({ ...paid, acceptedAt: 9_000 });
});

test('within one pass of an execution the time keeps counting from the acceptance', () => {
	const record = open(paidContext());
	adoptByExecution(record, 'e1', 9_000);
	expect(record.acceptedAt).toBe(5_000);
});

test('a failed task makes room for the next attempt, which keeps of the last one its number and its id', () => {
	const record = open(paidContext({ uncertainIn: 'e0', everUnclear: true, adoptedFrom: 1 }));
	closeAttempt(record, failed('t1'));
	expect(record).toEqual({
		digest: 'd',
		attempt: 2,
		state: 'open',
		executionId: 'e1',
		earlierTaskIds: ['t1'],
		key: 'key of 0:0',
		written: 'form',
		input: 'item 0',
	});
});

test('a task that the backend denies stays at hand, and in doubt since this execution', () => {
	const record = open(paidContext());
	markUncertain(record);
	expect(record).toMatchObject({ ...paid, state: 'uncertain', uncertainIn: 'e1' });
});

test('the last of 10,000 items is found as fast as the first (R18)', () => {
	const context: Record<string, unknown> = {};
	const pass = (run: number) => {
		const started = process.cpuUsage().user;
		for (let item = 0; item < 10_000; item++) {
			const origin = run === 0 ? {} : { origin: { place: { runIndex: run - 1, itemIndex: item }, taskId: `x${item}` } };
			const record = open(context, { run, item, digest: `d${item}`, ...origin });
			Object.assign(record, { ...paid, handle: { ...paid.handle, taskId: `${run} ${item}` } });
		}
		return (process.cpuUsage().user - started) / 1_000;
	};
	// Milliseconds of the processor; walking over all of them for each took 51 s.
	expect(pass(0)).toBeLessThan(5_000);
	expect(pass(1)).toBeLessThan(5_000);
	expect(namesIn(context)).toHaveLength(10_000);
});
