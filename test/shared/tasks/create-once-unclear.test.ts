// A create whose fate is unclear is money that may be spent: it is looked up, or a person decides.
import { createOnce } from '../../../nodes/shared/tasks/create-once';
import { adoptByExecution } from '../../../nodes/shared/tasks/idempotency-record';
import type { StatusResult } from '../../../nodes/shared/tasks/task';
import {
	accepted,
	again,
	fakeBackend,
	failure,
	failureOf,
	lookedUp,
	lookedUpSometime,
	newRecord,
	notThere,
	taskOf,
	unclear,
	type Script,
} from '../../support/fake-backend';

const handle = { backend: 'kling', taskId: 't1', operation: 'imageToVideo' } as const;

describe('a create without a clear answer', () => {
	test('is never repeated where the task cannot be looked up', async () => {
		const { record, run, sent } = fakeBackend({ creations: [unclear] });
		const { kind, message, nextStep } = failureOf(await run());
		expect(kind).toBe('uncertain');
		expect(message).toBe('Kling did not confirm whether the task was created: Kling: it went wrong (code 1)');
		expect(nextStep).toMatch(/the task list.*'Query Task'.*'Retry Unconfirmed Task'/);
		expect(sent).toHaveLength(1);
		expect(record.state).toBe('uncertain');
	});

	test('is looked up by the external id, and the task that exists is taken', async () => {
		const { record, run, sent, asked } = fakeBackend({ creations: [unclear], finds: [notThere, lookedUp('t7')] });
		expect(taskOf(await run())).toBe('t7');
		expect(sent).toHaveLength(1);
		expect(asked).toEqual([sent[0]!.externalTaskId, sent[0]!.externalTaskId]);
		expect(record).toMatchObject({ state: 'task', handle: { taskId: 't7' } });
	});

	test('is sent again under the same external id where the task is surely absent', async () => {
		const { run, sent, asked } = fakeBackend({ creations: [unclear, accepted('t1')], finds: [notThere] });
		expect(taskOf(await run())).toBe('t1');
		expect(asked).toHaveLength(4);
		expect(sent).toHaveLength(2);
		expect(sent[1]!.externalTaskId).toBe(sent[0]!.externalTaskId);
	});

	test('a second time in a row ends it as uncertain', async () => {
		const { record, run, sent } = fakeBackend({ creations: [unclear], finds: [notThere] });
		expect(failureOf(await run()).message).toContain(`External Task ID ${sent[0]!.externalTaskId}`);
		expect(sent).toHaveLength(2);
		expect(record.state).toBe('uncertain');
	});

	test('is in doubt again where the next refusal cannot be read: it may say that the id exists', async () => {
		const unreadable = again('never', { failure: { ...failure, kind: 'unreadable' } });
		const { record, run, sent } = fakeBackend({ creations: [unclear, unreadable], finds: [notThere] });
		expect(failureOf(await run()).kind).toBe('uncertain');
		expect(sent).toHaveLength(2);
		expect(record.state).toBe('uncertain');
	});

	test.each<[string, StatusResult[]]>([
		['cannot be asked', [{ is: 'transient', failure }]],
		['refuses the question', [{ is: 'refused', failure }]],
		[
			'answers only once that there is none',
			[notThere, { is: 'transient', failure }, { is: 'transient', failure }, notThere],
		],
	])('stays uncertain where the backend %s', async (_, finds) => {
		const { record, run, sent } = fakeBackend({ creations: [unclear], finds });
		expect(failureOf(await run()).kind).toBe('uncertain');
		expect(sent).toHaveLength(1);
		expect(record.state).toBe('uncertain');
	});

	test('"already exists" after it means that the task is there: it is looked up and taken', async () => {
		const finds = [notThere, notThere, notThere, notThere, lookedUp('t8')];
		const { run, sent } = fakeBackend({ creations: [unclear, again('never', { duplicate: true })], finds });
		expect(taskOf(await run())).toBe('t8');
		expect(sent).toHaveLength(2);
	});

	test('"already exists" for a task that does not show up stays uncertain', async () => {
		const { record, run } = fakeBackend({
			creations: [unclear, again('never', { duplicate: true })],
			finds: [notThere],
		});
		expect(failureOf(await run()).kind).toBe('uncertain');
		expect(record.state).toBe('uncertain');
	});

	test('"already exists" at once is the task whose reply got lost on the way: nobody else has an id of ours', async () => {
		const { run, sent } = fakeBackend({ creations: [again('never', { duplicate: true })], finds: [lookedUp('t8')] });
		expect(taskOf(await run())).toBe('t8');
		expect(sent).toHaveLength(1);
	});

	test("the user's own id may be somebody's older task: that one is not taken, and nothing is lost by sending again", async () => {
		const { run, sent } = fakeBackend({
			creations: [unclear, accepted('t1')],
			finds: [lookedUp('old', 0)],
			ownExternalTaskId: 'mine',
		});
		expect(taskOf(await run())).toBe('t1');
		expect(sent).toHaveLength(2);
	});

	test("a task of the user's own id without a date proves nothing: it is never taken for absent", async () => {
		const { record, run, sent } = fakeBackend({
			creations: [unclear, again('never', { duplicate: true })],
			finds: [lookedUpSometime('t8')],
			ownExternalTaskId: 'mine',
		});
		await run();
		expect(sent).toHaveLength(1);
		expect(['task', 'uncertain']).toContain(record.state);
	});

	test('"already exists" after it stays uncertain also with the user\'s own id, which was sent by us before', async () => {
		const { record, run } = fakeBackend({
			creations: [unclear, again('never', { duplicate: true })],
			finds: [notThere],
			ownExternalTaskId: 'mine',
		});
		expect(failureOf(await run()).kind).toBe('uncertain');
		expect(record.state).toBe('uncertain');
	});
});

describe('a request that was begun before', () => {
	const cannotAsk: StatusResult[] = [{ is: 'transient', failure }];

	test('is not sent again where its task is known', async () => {
		const { run, sent } = fakeBackend({
			creations: [accepted('t2')],
			finds: [],
			record: newRecord({ state: 'task', handle, acceptedAt: 0 }),
		});
		expect(await run()).toEqual(handle);
		expect(sent).toEqual([]);
	});

	const begun: Array<[string, Partial<Script>, { task?: string; sends: number }]> = [
		['the task is found', { finds: [lookedUp('t5')] }, { task: 't5', sends: 0 }],
		['the task is surely absent', { finds: [notThere] }, { task: 't1', sends: 1 }],
		['nothing can be learned', { finds: cannotAsk }, { sends: 0 }],
		['the backend has no external ids', { finds: undefined }, { sends: 0 }],
		['nothing can be learned, create again', { finds: cannotAsk, createAgain: true }, { task: 't1', sends: 1 }],
		['no external ids, create again', { finds: undefined, createAgain: true }, { task: 't1', sends: 1 }],
		[
			'found, create again: it is still taken',
			{ finds: [lookedUp('t5')], createAgain: true },
			{ task: 't5', sends: 0 },
		],
	];
	describe.each(['intent', 'uncertain'] as const)('%s since an earlier execution', (state) => {
		test.each(begun)('%s', async (_, script, { task, sends }) => {
			const record = newRecord({ state, uncertainIn: 'e0', externalTaskId: script.finds ? 'n8n-old' : undefined });
			const { run, sent, asked } = fakeBackend({ creations: [accepted('t1')], ...script, record });
			const outcome = await run();
			expect(taskOf(outcome)).toBe(task);
			expect(sent).toHaveLength(sends);
			expect(asked.every((id) => id === 'n8n-old')).toBe(true);
			expect(record.state).toBe(task ? 'task' : 'uncertain');
			if (!task) expect(failureOf(outcome).kind).toBe('uncertain');
		});
	});

	test('a task that is surely absent is sent again under its old id', async () => {
		const record = newRecord({ state: 'uncertain', uncertainIn: 'e0', externalTaskId: 'n8n-old' });
		const { run, sent } = fakeBackend({ creations: [accepted('t1')], finds: [notThere], record });
		expect(await run()).toMatchObject({ taskId: 't1', externalTaskId: 'n8n-old' });
		expect(sent[0]!.externalTaskId).toBe('n8n-old');
	});

	test('"already exists" on sending it again is its own task', async () => {
		const finds = [notThere, notThere, notThere, notThere, lookedUp('t9')];
		const record = newRecord({ state: 'uncertain', externalTaskId: 'n8n-old' });
		const { run } = fakeBackend({ creations: [again('never', { duplicate: true })], finds, record });
		expect(taskOf(await run())).toBe('t9');
	});
});

describe('Retry Unconfirmed Task', () => {
	test('does not work within the execution that became uncertain: Retry On Fail would pay at every try', async () => {
		const { run, sent } = fakeBackend({ creations: [unclear], createAgain: true });
		for (let tries = 0; tries < 3; tries++) expect(failureOf(await run()).kind).toBe('uncertain');
		expect(sent).toHaveLength(1);
	});

	test('works once in a later execution, also where that one becomes uncertain too and Retry On Fail follows', async () => {
		const record = newRecord({ state: 'uncertain', uncertainIn: 'e0', executionId: 'e1' });
		const { run, sent } = fakeBackend({ creations: [unclear], createAgain: true, record });
		for (let tries = 0; tries < 3; tries++) expect(failureOf(await run()).kind).toBe('uncertain');
		expect(sent).toHaveLength(1);
	});

	test('a task in doubt, whose id is known, is waited for again; only in a later execution is it made anew', async () => {
		const doubtful = (uncertainIn: string) =>
			newRecord({ state: 'uncertain', handle, externalTaskId: 'n8n-old', uncertainIn });
		const same = fakeBackend({ creations: [accepted('t2')], finds: [], createAgain: true, record: doubtful('e1') });
		expect(await same.run()).toEqual(handle);
		expect(same.sent).toEqual([]);
		const later = fakeBackend({ creations: [accepted('t2')], finds: [], createAgain: true, record: doubtful('e0') });
		expect(taskOf(await later.run())).toBe('t2');
		expect(later.sent[0]!.externalTaskId).not.toBe('n8n-old');
	});
});

test('a create that is refused leaves the doubt about an earlier one standing', async () => {
	const record = newRecord({ state: 'uncertain', uncertainIn: 'e0', executionId: 'e1', intendedAt: 0, sentAt: 0 });
	const refused = fakeBackend({ creations: [again('never')], createAgain: true, record });
	expect(failureOf(await refused.run())).toEqual(failure);
	expect(record).toMatchObject({ state: 'uncertain', uncertainIn: 'e0' });
	adoptByExecution(record, 'e2', 0);
	const unasked = fakeBackend({ creations: [accepted('t2')], record });
	expect(failureOf(await unasked.run()).kind).toBe('uncertain');
	expect(unasked.sent).toEqual([]);
	const asked = fakeBackend({ creations: [accepted('t2')], createAgain: true, record });
	expect(taskOf(await asked.run())).toBe('t2');
});

test('Retry Unconfirmed Task is not used up by a call that could not be built', async () => {
	const record = newRecord({ state: 'uncertain', uncertainIn: 'e0', executionId: 'e1' });
	const { job, now } = fakeBackend({ creations: [accepted('t')], createAgain: true, record });
	let tries = 0;
	const buildCall = async () =>
		await (tries++ === 0 ? Promise.reject(new Error('the upload broke')) : Promise.resolve(undefined));
	await expect(createOnce(record, { ...job, buildCall }, now)).rejects.toThrow('the upload broke');
	expect(taskOf(await createOnce(record, { ...job, buildCall }, now))).toBe('t');
});
