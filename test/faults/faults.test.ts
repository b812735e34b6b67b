// A few hundred requests with everything that can go wrong; `npm run test:faults` runs thousands of schedules.
import { seed } from '../support/property';
import { openLab, type Lab } from './lab';
import { scheduleFrom } from './schedule';
import { sum, verdictOn, type Tally } from './tally';

/** About 20 s. */
const SEEDS = Array.from({ length: 70 }, (_, index) => seed + index);

let lab: Lab;
beforeAll(async () => {
	lab = await openLab();
});
afterAll(async () => await lab.close());

test('a schedule follows from its seed', () => {
	expect(scheduleFrom(7)).toEqual(scheduleFrom(7));
	expect(scheduleFrom(7)).not.toEqual(scheduleFrom(8));
});

test('nothing is paid twice, nothing paid for is lost, whatever goes wrong', async () => {
	const tallies: Tally[] = [];
	for (const seed of SEEDS) {
		const { violations, tally } = verdictOn(await lab.perform(scheduleFrom(seed)));
		tallies.push(tally);
		expect({ seed, violations }).toEqual({ seed, violations: [] });
	}
	const total = sum(tallies);
	// Without trouble, Stops and videos it would prove nothing.
	for (const name of ['faults at create', 'faults at query', 'faults at upload', 'faults at download'])
		expect(total[name]).toBeGreaterThan(10);
	expect(total['stopped executions']).toBeGreaterThan(5);
	expect(total['videos delivered']).toBeGreaterThan(50);
}, 180_000);
