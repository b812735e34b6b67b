// What the trigger remembers: each task once, for a day, never without bounds, whatever stands in n8n's static data.
import type { IDataObject } from 'n8n-workflow';
import { deduplicate } from '../../nodes/KlingVideoTrigger/deduplicate';
import { virtualClock } from '../support/clock';

const HOUR = 3_600_000;
const namesIn = (stored: IDataObject) => Object.keys(Object(stored.endedTasks));

test('a task is claimed once, for each trigger by itself', () => {
	const clock = virtualClock();
	expect(deduplicate(clock, 'one', {}, 'kie:a')).toBeDefined();
	expect(deduplicate(clock, 'one', {}, 'kie:a')).toBeUndefined();
	expect(deduplicate(clock, 'one', {}, 'piapi:a')).toBeDefined();
	expect(deduplicate(clock, 'two', {}, 'kie:a')).toBeDefined();
});

test('another process knows it from what is stored', () => {
	const stored = {};
	deduplicate(virtualClock(), 'one', stored, 'kie:a');
	expect(
		deduplicate(virtualClock(), 'one', JSON.parse(JSON.stringify(stored)) as IDataObject, 'kie:a'),
	).toBeUndefined();
});

test('what is released can be claimed again', () => {
	const clock = virtualClock();
	deduplicate(clock, 'one', {}, 'kie:a')?.();
	expect(deduplicate(clock, 'one', {}, 'kie:a')).toBeDefined();
});

test('a day later it is forgotten, here and in what is stored', () => {
	const clock = virtualClock();
	const stored = {};
	deduplicate(clock, 'one', stored, 'kie:a');
	clock.advance(23 * HOUR);
	expect(deduplicate(clock, 'one', stored, 'kie:a')).toBeUndefined();
	clock.advance(HOUR);
	expect(deduplicate(clock, 'one', stored, 'kie:b')).toBeDefined();
	expect(namesIn(stored)).toEqual(['kie:b']);
	expect(deduplicate(clock, 'one', stored, 'kie:a')).toBeDefined();
});

test('the newest 500 are kept', () => {
	const clock = virtualClock();
	const stored = {};
	for (let task = 0; task < 700; task += 1) {
		clock.advance(1);
		deduplicate(clock, 'one', stored, `kie:${task}`);
	}
	expect(namesIn(stored)).toHaveLength(500);
	expect([namesIn(stored)[0], namesIn(stored).at(-1)]).toEqual(['kie:200', 'kie:699']);
	expect(deduplicate(clock, 'one', {}, 'kie:200')).toBeUndefined();
	expect(deduplicate(clock, 'one', stored, 'kie:199')).toBeDefined();
});

test.each([[null], ['text'], [[1, 2]], [{ 'kie:a': 'soon' }], [{ 'kie:a': null }], [7]])(
	'static data of another shape counts as none: %j',
	(endedTasks) => {
		const stored = { endedTasks } as IDataObject;
		expect(deduplicate(virtualClock(), 'one', stored, 'kie:a')).toBeDefined();
		expect(namesIn(stored)).toEqual(['kie:a']);
	},
);

test('a clock that was set back does not keep a task for ever', () => {
	const clock = virtualClock();
	const stored = { endedTasks: { 'kie:a': clock.now() + 48 * HOUR } };
	expect(deduplicate(clock, 'one', stored, 'kie:a')).toBeDefined();
});
