// Memories of the process that come from outside have an end.
import { RecentMap } from '../../nodes/shared/recent-map';
import { limitsOf } from '../../nodes/shared/tasks/account-limits';
import { virtualClock } from '../support/clock';

test('what was used longest ago is forgotten, and looking is using', () => {
	const map = new RecentMap<number>(2);
	map.set('a', 1);
	map.set('b', 2);
	expect(map.get('a')).toBe(1);
	map.set('c', 3);
	expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([1, undefined, 3, 2]);
});

test('accounts and models that expressions make up do not fill the memory', () => {
	const clock = virtualClock();
	const allowance = {
		queries: { most: 1, withinMs: 1 },
		slotPauseMs: 1,
		slotsByModel: true,
		itemsAtOnce: 1,
	};
	const first = limitsOf(clock, 'account 0', allowance);
	expect(limitsOf(clock, 'account 0', allowance)).toBe(first);
	for (let account = 1; account <= 1_000; account++) limitsOf(clock, `account ${account}`, allowance);
	expect(limitsOf(clock, 'account 0', allowance)).not.toBe(first);
	const line = first.slotsFor('model 0');
	expect(first.slotsFor('model 0')).toBe(line);
	for (let model = 1; model <= 200; model++) first.slotsFor(`model ${model}`);
	expect(first.slotsFor('model 0')).not.toBe(line);
});
