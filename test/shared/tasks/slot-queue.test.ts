// The line before an account without a free slot.
import { CancelledError } from '../../../nodes/shared/errors';
import { SlotQueue } from '../../../nodes/shared/tasks/slot-queue';
import type { Creation } from '../../../nodes/shared/tasks/task';
import { virtualClock } from '../../support/clock';
import { accepted, again } from '../../support/fake-backend';

const HOUR = 3_600_000;

/** An account with so many slots, each taken for a time by an accepted create. */
function account(free: number, taskMs: number) {
	const clock = virtualClock();
	const slots = new SlotQueue(2_000);
	const start = clock.now();
	const tries: Array<{ who: string; at: number }> = [];
	const ended: string[] = [];
	let busy = 0;
	const send = async (who: string): Promise<Creation> => {
		tries.push({ who, at: clock.now() - start });
		if (busy >= free) return again('whenFree');
		busy += 1;
		void clock.sleep(taskMs, undefined).then(() => {
			busy -= 1;
			ended.push(who);
			slots.release(clock.now());
		});
		return accepted(who);
	};
	const create = async (who: string, limitMs = HOUR, signal?: AbortSignal) =>
		await slots.run(async () => await send(who), clock.now() + limitMs, { clock, signal });
	return { clock, slots, tries, ended, create, start };
}

test('a free slot is taken at once', async () => {
	const { create, tries, clock } = account(1, 1000);
	expect(await create('a')).toEqual(accepted('a'));
	expect(tries).toHaveLength(1);
	expect(clock.pauses).toEqual([1000]);
});

test('those who find no slot are served in the order in which they came, as soon as a task ends', async () => {
	const { create, tries, clock, start } = account(2, 90_000);
	const names = ['a', 'b', 'c', 'd', 'e', 'f'];
	const times = await Promise.all(
		names.map(async (name) => {
			await create(name);
			return clock.now() - start;
		}),
	);
	expect(times).toEqual([0, 0, 90_000, 90_000, 180_000, 180_000]);
	const served = names.map((name) => tries.filter(({ who }) => who === name).at(-1)!.at);
	expect(served).toEqual([...served].sort((a, b) => a - b));
});

test('only the first in line tries, however many wait', async () => {
	const { create, tries } = account(1, 600_000);
	await Promise.all(Array.from({ length: 20 }, async (_, index) => await create(String(index), 30 * HOUR)));
	// One try to see that it is full, a growing pause between tries of the first in line, one try that succeeds.
	expect(tries.length).toBeLessThan(20 + 20 * 16);
	for (const { who, at } of tries.filter((one) => one.at > 0)) {
		const others = tries.filter((one) => one.at === at && one.who !== who);
		expect(others.length).toBeLessThanOrEqual(1);
	}
});

test('the time limit ends it with the last refusal, and the line goes on', async () => {
	const { create, clock } = account(1, 100_000);
	await create('a');
	const [impatient, patient] = await Promise.all([create('b', 20_000), create('c')]);
	expect(impatient).toMatchObject({ is: 'refused', again: 'whenFree' });
	expect(patient).toEqual(accepted('c'));
	expect(clock.now()).toBeGreaterThan(0);
});

test('whoever waits behind others until the limit tries once before giving up', async () => {
	const { create, tries, clock } = account(1, 100_000);
	await create('a');
	const first = create('b');
	await clock.sleep(100, undefined);
	await Promise.all([first, create('c', 5_000)]);
	expect(tries.filter(({ who }) => who === 'c').map(({ at }) => at)).toEqual([5_100]);
});

test('the pause that the backend asks for is kept, even where a task ends meanwhile', async () => {
	const clock = virtualClock();
	const slots = new SlotQueue(2_000);
	const start = clock.now();
	const at: number[] = [];
	const replies = [again('whenFree', { retryAfterMs: 45_000 }), accepted('t')];
	void clock.sleep(1_000, undefined).then(() => slots.release(clock.now()));
	await slots.run(
		async () => {
			at.push(clock.now() - start);
			return replies[at.length - 1]!;
		},
		start + HOUR,
		{ clock, signal: undefined },
	);
	expect(at).toEqual([0, 45_000]);
});

test('the first pause is the one that the backend advises', async () => {
	const clock = virtualClock();
	const replies = [again('whenFree'), again('whenFree'), accepted('t')];
	await new SlotQueue(10_000).run(async () => replies.shift()!, clock.now() + HOUR, { clock, signal: undefined });
	expect(clock.pauses).toEqual([10_000, 20_000]);
});

test('a Stop ends the wait and leaves the line to the others', async () => {
	const { create, clock } = account(1, 50_000);
	await create('a');
	const stopped = new AbortController();
	const waiting = create('b', HOUR, stopped.signal);
	const next = create('c');
	void clock.sleep(10_000, undefined).then(() => stopped.abort());
	await expect(waiting).rejects.toBeInstanceOf(CancelledError);
	expect(await next).toEqual(accepted('c'));
});
