// At most so many requests within so much time.
import { CancelledError } from '../../../nodes/shared/errors';
import { RateLimiter } from '../../../nodes/shared/tasks/rate-limiter';
import { virtualClock } from '../../support/clock';

/** When each of so many requests leaves, in milliseconds after the first. */
async function departures(most: number, withinMs: number, count: number): Promise<number[]> {
	const clock = virtualClock();
	const start = clock.now();
	const pace = new RateLimiter({ most, withinMs });
	const turns = Array.from({ length: count }, async () => {
		await pace.acquire({ clock, signal: undefined });
		return clock.now() - start;
	});
	return await Promise.all(turns);
}

test('as many as are allowed leave at once, the next when the first is old enough', async () => {
	expect(await departures(2, 1000, 5)).toEqual([0, 0, 1000, 1000, 2000]);
});

test('twenty within ten seconds, whenever one begins to count', async () => {
	const times = await departures(20, 10_000, 100);
	for (const from of times) {
		expect(times.filter((time) => time >= from && time < from + 10_000).length).toBeLessThanOrEqual(20);
	}
	expect(Math.max(...times)).toBe(40_000);
});

test('nobody waits for an allowance that was not used up', async () => {
	const clock = virtualClock();
	const pace = new RateLimiter({ most: 1, withinMs: 1000 });
	await pace.acquire({ clock, signal: undefined });
	clock.advance(5000);
	await pace.acquire({ clock, signal: undefined });
	expect(clock.pauses).toEqual([]);
});

test('a Stop ends the wait', async () => {
	const clock = virtualClock();
	const pace = new RateLimiter({ most: 1, withinMs: 1000 });
	await pace.acquire({ clock, signal: undefined });
	await expect(pace.acquire({ clock, signal: AbortSignal.abort() })).rejects.toBeInstanceOf(CancelledError);
});
