// A few hundred requests with everything that can go wrong; `npm run test:faults` runs thousands of schedules.
import { seed } from '../support/property';
import { openLab, type Lab } from './lab';
import { scheduleFrom } from './schedule';
import { sum, verdictOn, type Counts } from './counts';

const SCHEDULES = 70;
/** Without trouble it would prove nothing; so often each kind of request meets some, at least. */
const WANTED = 11;
const TROUBLED = ['create', 'query', 'upload', 'download'] as const;
/** Of so many further schedules those are performed that order what has been too rare; a few tens of them, as a rule. */
const MOST_FURTHER = 2_000;

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
	const tallies: Counts[] = [];
	const perform = async (one: number) => {
		const { violations, counts } = verdictOn(await lab.perform(scheduleFrom(one)));
		tallies.push(counts);
		expect({ seed: one, violations }).toEqual({ seed: one, violations: [] });
	};
	const struck = (verb: string) => sum(tallies)[`faults at ${verb}`] ?? 0;
	for (let index = 0; index < SCHEDULES; index++) await perform(seed + index);
	for (let index = SCHEDULES; index < SCHEDULES + MOST_FURTHER; index++) {
		const rare = TROUBLED.filter((verb) => struck(verb) < WANTED);
		if (rare.length === 0) break;
		const { faults } = scheduleFrom(seed + index);
		if (faults.some(({ verb, skip = 0 }) => skip === 0 && rare.some((one) => one === verb)))
			await perform(seed + index);
	}
	const total = sum(tallies);
	for (const verb of TROUBLED) expect(struck(verb)).toBeGreaterThan(10);
	expect(total['stopped executions']).toBeGreaterThan(5);
	expect(total['videos delivered']).toBeGreaterThan(50);
}, 180_000);
