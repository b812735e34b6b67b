// Waiting over virtual hours: when it looks.
import fc from '../../support/property';
import { nextPollDelay } from '../../../nodes/shared/tasks/poll-schedule';
import { done, finishing, inTurn, looks, MINUTE, running, trouble } from '../../support/poll-harness';

describe('when it looks', () => {
	test('first when a result is possible at all', async () => {
		const { times, run } = looks(finishing(0));
		expect(await run()).toEqual({ is: 'state', state: done });
		expect(times).toEqual([6_000]);
	});

	test('at once where that moment is over, as after a retry', async () => {
		const { clock, times, run } = looks(finishing(0));
		clock.advance(5 * MINUTE);
		await run();
		expect(times).toEqual([5 * MINUTE]);
	});

	test('ever more rarely once the expected end is over, never faster than asked and never slower than every 30 seconds or so', async () => {
		const { times, run } = looks(() => running);
		await run();
		const gaps = times.slice(1, -1).map((time, index) => time - times[index]!);
		expect(Math.min(...gaps)).toBe(3_000);
		expect(Math.max(...gaps)).toBe(30_000);
		const late = gaps.slice(times.findIndex((time) => time > 60_000));
		expect(late).toEqual([...late].sort((a, b) => a - b));
	});

	test('half an hour takes fewer than 120 looks', async () => {
		const { times, run } = looks(() => running);
		await run();
		expect(times.length).toBeLessThan(120);
		expect(times.length).toBeGreaterThan(60);
	});

	test('a longer shortest interval holds from the start', async () => {
		const { times, run } = looks(() => running);
		await run({ shortestPollMs: 120_000 });
		expect(times.slice(0, 3)).toEqual([6_000, 126_000, 246_000]);
	});

	test('one last time on the deadline itself, and what finished by then counts', async () => {
		const { times, run } = looks(finishing(10 * MINUTE));
		expect(await run({ limitMs: 10 * MINUTE })).toEqual({ is: 'state', state: done });
		expect(times.at(-1)).toBe(10 * MINUTE);
	});

	test('on the deadline where that comes before the first look', async () => {
		const { times, run } = looks(() => running);
		expect(await run({ limitMs: 2_000 })).toMatchObject({ is: 'timeUp', last: { word: 'processing' } });
		expect(times).toEqual([2_000]);
	});

	test('once with a limit of nothing', async () => {
		const { times, run } = looks(() => running);
		expect(await run({ limitMs: 0 })).toMatchObject({ is: 'timeUp' });
		expect(times).toEqual([0]);
	});

	test('not before the time that the backend advised, but still on the deadline', async () => {
		const { times, run } = looks(inTurn(running, trouble(50_000), running, trouble(60_000)));
		await run({ limitMs: 2 * MINUTE });
		expect(times).toEqual([6_000, 9_000, 59_000, 62_000, 2 * MINUTE]);
	});

	test('R7: a minute later at the latest, whatever the backend advised', async () => {
		const { times, run } = looks((age, look) => (look === 1 ? trouble(24 * 60 * MINUTE) : finishing(30_000)(age)));
		expect(await run()).toEqual({ is: 'state', state: done });
		expect(times).toEqual([6_000, 9_000, 69_000]);
	});

	test.each([-60, 60, 24 * 60])(
		'R11: evenly, and until the limit, where the host sets its clock by %i minutes',
		async (by) => {
			const plain = looks(() => running);
			await plain.run();
			const moved = looks((_, look) => {
				if (look === 3) moved.clock.set(by * MINUTE);
				return running;
			});
			const begun = moved.clock.elapsed();
			await moved.run();
			expect(moved.clock.elapsed() - begun).toBe(30 * MINUTE);
			expect(moved.times).toHaveLength(plain.times.length);
		},
	);

	test('never before the shortest interval has passed, whatever chance says', () => {
		for (const random of [0, 0.5, 1]) {
			for (const age of [0, 30_000, 10 * MINUTE]) {
				expect(nextPollDelay(age, 60_000, 10_000, random)).toBeGreaterThanOrEqual(10_000);
			}
		}
	});

	test('on common moments where looks at several tasks travel together', async () => {
		const { times, run, clock } = looks(() => running);
		const start = clock.now();
		await run({ together: true, limitMs: 10 * MINUTE });
		const moments = times.slice(1, -1).map((time) => (start + time) % 1_000);
		expect(new Set(moments)).toEqual(new Set([0]));
		const rare = times.filter((time) => time > 5 * MINUTE).map((time) => (start + time) % 4_000);
		expect(new Set(rare)).toEqual(new Set([0]));
	});

	test('once, at once, where nobody waits for the end', async () => {
		const { times, run } = looks(() => running);
		expect(await run({ untilFinished: false })).toEqual({
			is: 'state',
			state: running.is === 'state' && running.state,
		});
		expect(times).toEqual([0]);
	});

	test('the video is in hand within 10 % of its age or one shortest interval, a third where it comes early, whenever it gets ready', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 6_001, max: 29 * MINUTE }),
				fc.constantFrom(1_000, 3_000, 10_000),
				async (readyMs, shortestPollMs) => {
					const { times, run } = looks(finishing(readyMs));
					expect(await run({ shortestPollMs })).toMatchObject({ is: 'state' });
					const share = readyMs < 25_000 ? 0.34 : 0.1;
					expect(times.at(-1)! - readyMs).toBeLessThanOrEqual(Math.max(readyMs * share, shortestPollMs));
				},
			),
			{ numRuns: 60 },
		);
	});

	test('chance moves an interval by 10 % at most, so that many items do not ask at once', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 24 * 60 * MINUTE }),
				fc.double({ min: 0, max: 1, noNaN: true }),
				(ageMs, random) => {
					const plain = Math.max(3_000, Math.min(30_000, ageMs * 0.05));
					expect(Math.abs(nextPollDelay(ageMs, undefined, 3_000, random) - plain)).toBeLessThanOrEqual(
						plain * 0.1 + 1e-6,
					);
				},
			),
		);
	});
});
