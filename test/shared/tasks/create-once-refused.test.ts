// A refusal proves that nothing was made: how often and when the same create leaves again.
import { accepted, again, fakeBackend, failure, failureOf, lookedUp, taskOf } from '../../support/fake-backend';

describe('a refusal that proves that nothing was made', () => {
	test('ends at once where sending again is no use, and leaves the entry open', async () => {
		const { record, run, sent } = fakeBackend({ creations: [again('never')], finds: [] });
		expect(failureOf(await run())).toEqual(failure);
		expect(sent).toHaveLength(1);
		expect(record).toMatchObject({ state: 'open', attempt: 1 });
	});

	test('slots full: pauses double from 2 seconds to a minute until one is free, with the same external id', async () => {
		const { run, sent } = fakeBackend({
			creations: [...Array<ReturnType<typeof again>>(8).fill(again('whenFree')), accepted('t1')],
			finds: [],
		});
		expect(taskOf(await run())).toBe('t1');
		const gaps = sent.slice(1).map(({ at }, index) => at - sent[index]!.at);
		expect(gaps).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
		expect(new Set(sent.map(({ externalTaskId }) => externalTaskId)).size).toBe(1);
	});

	test('the pause that the backend advised is kept', async () => {
		const { run, sent } = fakeBackend({ creations: [again('whenFree', { retryAfterMs: 45_000 }), accepted('t1')] });
		await run();
		expect(sent[1]!.at).toBe(45_000);
	});

	test("the limit for a free slot ends it with the backend's reason and the option to raise", async () => {
		const { record, run, sent } = fakeBackend({ creations: [again('whenFree')], slotLimitMs: 3_600_000 });
		const { message, nextStep, code } = failureOf(await run());
		expect(message).toBe('No task was created within 1 hour: Kling: it went wrong (code 1)');
		expect(nextStep).toBe("Try again, or raise the option 'Queue Timeout (Hours)'");
		expect(code).toBe('1');
		expect(sent.at(-1)!.at).toBeLessThanOrEqual(3_600_000);
		expect(sent.at(-1)!.at).toBeGreaterThan(3_600_000 - 61_000);
		expect(record.state).toBe('open');
	});

	test('a pause that the backend advises beyond the limit ends it at once, and that is what is told', async () => {
		const creations = [again('whenFree', { retryAfterMs: 3 * 3_600_000 })];
		const { run, sent } = fakeBackend({ creations, slotLimitMs: 1_800_000 });
		expect(failureOf(await run()).message).toBe(
			"No task was created: Kling asks to wait 3 hours before the next try, but 'Queue Timeout (Hours)' ends in 30 minutes: Kling: it went wrong (code 1)",
		);
		expect(sent.map(({ at }) => at)).toEqual([0]);
	});

	test('with no limit at all for a slot it is sent once', async () => {
		const { run, sent } = fakeBackend({ creations: [again('whenFree')], slotLimitMs: 0 });
		expect(failureOf(await run()).message).toMatch(/No task was created/);
		expect(sent).toHaveLength(1);
	});

	test('R6: a token that was refused for its time is signed anew once, in another second', async () => {
		const { run, sent } = fakeBackend({ creations: [again('once'), accepted('t1')] });
		expect(taskOf(await run())).toBe('t1');
		expect(sent.map(({ at }) => at)).toEqual([0, 1_500]);
	});

	test('... and not twice', async () => {
		const { run, sent } = fakeBackend({ creations: [again('once')] });
		expect(failureOf(await run())).toEqual(failure);
		expect(sent).toHaveLength(2);
	});

	test('a backend that cannot be reached is tried four times within seconds', async () => {
		const { record, run, sent } = fakeBackend({ creations: [again('briefly')] });
		expect(failureOf(await run())).toEqual(failure);
		expect(sent.map(({ at }) => at)).toEqual([0, 2_000, 6_000, 14_000]);
		expect(record.state).toBe('open');
	});

	test('slips of the network that are hours apart do not add up while a slot is awaited', async () => {
		const slip = [again('briefly'), ...Array<ReturnType<typeof again>>(20).fill(again('whenFree'))];
		const { run } = fakeBackend({
			creations: [...slip, ...slip, ...slip, ...slip, ...slip, accepted('t1')],
			slotLimitMs: 6 * 3_600_000,
		});
		expect(taskOf(await run())).toBe('t1');
	});

	test('a backend that cannot be reached is no matter of free slots: the limit for them does not end it', async () => {
		const { run, sent } = fakeBackend({ creations: [again('briefly'), accepted('t1')], slotLimitMs: 0 });
		expect(taskOf(await run())).toBe('t1');
		expect(sent).toHaveLength(2);
	});

	test("an external id of the user's that somebody used before is named, with what to do", async () => {
		const { record, run, sent } = fakeBackend({
			creations: [again('never', { duplicate: true })],
			finds: [lookedUp('old', 0)],
			ownExternalTaskId: 'mine',
		});
		const { kind, message, nextStep } = failureOf(await run());
		expect({ kind, message }).toEqual({
			kind: 'input',
			message: "Kling already has a task with the External Task ID 'mine'",
		});
		expect(nextStep).toMatch(/'External Task ID'.*'Query Task'/);
		expect(sent).toHaveLength(1);
		expect(record.state).toBe('open');
	});
});
