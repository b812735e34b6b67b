// Creating is paying: what leaves, what stands in memory at each moment, and that Stop lets nothing leave.
import { CancelledError } from '../../../nodes/shared/errors';
import { createOnce } from '../../../nodes/shared/tasks/create-once';
import {
	accepted,
	again,
	fakeBackend,
	failureOf,
	newRecord,
	notThere,
	unclear,
	type Script,
} from '../../support/fake-backend';

describe('a new request', () => {
	test('is sent once; the intent stands before it leaves, the handle after', async () => {
		const { record, run, sent } = fakeBackend({ creations: [accepted('t1')], finds: [] });
		expect(await run()).toEqual({
			backend: 'kling',
			operation: 'imageToVideo',
			taskId: 't1',
			externalTaskId: sent[0]!.externalTaskId,
		});
		expect(sent).toEqual([{ at: 0, state: 'intent', externalTaskId: expect.stringMatching(/^n8n-[0-9a-f-]{36}$/) }]);
		expect(record).toMatchObject({
			state: 'task',
			handle: { taskId: 't1' },
			externalTaskId: sent[0]!.externalTaskId,
			acceptedAt: expect.any(Number),
		});
	});

	test('carries the external id that the user chose', async () => {
		const { run, sent } = fakeBackend({ creations: [accepted('t1')], finds: [], ownExternalTaskId: 'mine' });
		expect(await run()).toMatchObject({ externalTaskId: 'mine' });
		expect(sent[0]!.externalTaskId).toBe('mine');
	});

	test("adds the attempt's number to the user's own id after a failed task, because each id can be used once", async () => {
		const { run, sent } = fakeBackend({
			creations: [accepted('t2')],
			finds: [],
			ownExternalTaskId: 'mine',
			record: newRecord({ attempt: 2 }),
		});
		expect(await run()).toMatchObject({ taskId: 't2', externalTaskId: 'mine-2' });
		expect(sent[0]!.externalTaskId).toBe('mine-2');
	});

	test('gets no external id where the backend has none', async () => {
		const { record, run, sent } = fakeBackend({ creations: [accepted('t1')] });
		expect(await run()).toEqual({ backend: 'kling', operation: 'imageToVideo', taskId: 't1' });
		expect(sent[0]!.externalTaskId).toBeUndefined();
		expect(record).not.toHaveProperty('externalTaskId');
	});

	test("tells the log the ids, because Stop throws the run's data away", async () => {
		const { run, notes, sent } = fakeBackend({ creations: [accepted('t1')], finds: [] });
		await run();
		expect(notes).toEqual([
			{ externalTaskId: sent[0]!.externalTaskId },
			{ taskId: 't1', externalTaskId: sent[0]!.externalTaskId },
		]);
	});
});

test('an unclear speech is called one, and can be given by its ID', async () => {
	const { job, now, record, notes } = fakeBackend({ creations: [unclear] });
	const { message, nextStep } = failureOf(await createOnce(record, { ...job, what: 'speech' }, now));
	expect(message).toMatch(/^Kling did not confirm whether the speech was created:/);
	expect(nextStep).toMatch(/Check the task list\. .*'Speech ID'.*'Retry Unconfirmed Task'/);
	expect(notes.at(-1)).toEqual({ externalTaskId: undefined, lookAt: 'the task list' });
});

describe('Stop', () => {
	test.each<[string, Partial<Script>]>([
		['a new request', {}],
		['one with create again', { createAgain: true, record: newRecord({ state: 'uncertain', uncertainIn: 'e0' }) }],
		[
			'one whose fate has to be looked up',
			{
				finds: [notThere],
				record: newRecord({ state: 'intent', externalTaskId: 'n8n-old', intendedAt: 0, sentAt: 0 }),
			},
		],
	])('before sending: %s is not sent at all', async (_, script) => {
		const { run, sent } = fakeBackend({ creations: [accepted('t1')], ...script, signal: AbortSignal.abort() });
		await expect(run()).rejects.toBeInstanceOf(CancelledError);
		expect(sent).toEqual([]);
	});

	test('while a slot is awaited: nothing more is sent, and the entry says that nothing exists', async () => {
		const stop = new AbortController();
		const { record, run, sent } = fakeBackend({
			creations: [again('whenFree')],
			signal: stop.signal,
			onSend: (count) => count === 3 && stop.abort(),
		});
		await expect(run()).rejects.toBeInstanceOf(CancelledError);
		expect(sent).toHaveLength(3);
		expect(record.state).toBe('open');
	});

	test('while the create is under way: the intent stays, so that the next run asks first', async () => {
		const { record, job, now, notes } = fakeBackend({ creations: [accepted('t1')], finds: [] });
		await expect(
			createOnce(record, { ...job, send: async () => await Promise.reject(new CancelledError()) }, now),
		).rejects.toBeInstanceOf(CancelledError);
		expect(record).toMatchObject({ state: 'intent', externalTaskId: expect.stringMatching(/^n8n-/) });
		// n8n keeps nothing of the run, so the log says where to look.
		expect(notes.at(-1)).toEqual({ externalTaskId: record.externalTaskId, lookAt: 'the task list' });
	});
});
