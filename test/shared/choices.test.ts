// Values as expressions and agents write them.
import { findChoice, numberIn, switchIn } from '../../nodes/shared/choices';

const QUALITIES = [
	{ value: '720p', name: 'Standard (720p)', also: ['std'] },
	{ value: '1080p', name: 'Pro (1080p)', also: ['pro'] },
	{ value: '4k', name: '4K' },
] as const;
const RATIOS = [{ value: '16:9' }, { value: '1:1' }] as const;
const SECONDS = [{ value: 5 }, { value: 10 }] as const;

test.each([
	['1080p', '1080p'],
	['Pro (1080p)', '1080p'],
	[' pro ', '1080p'],
	['PRO(1080P)', '1080p'],
	['1080P', '1080p'],
	['Standard', '720p'],
	['std', '720p'],
	['4K', '4k'],
	[['4k'], '4k'],
])('%j is a quality', (given, value) => {
	expect(findChoice(given, QUALITIES)).toMatchObject({ value });
});

test.each([['16x9'], ['16/9'], [' 16 : 9 '], ['16×9']])('%j is 16:9', (given) => {
	expect(findChoice(given, RATIOS)).toMatchObject({ value: '16:9' });
});

test.each([[undefined], [null], [''], ['  '], [['']]])('%j is no choice', (given) => {
	expect(findChoice(given, QUALITIES)).toBeUndefined();
});

test.each([['8k'], [{}], [['4k', '720p']], [true], ['()'], ['p']])('%j is none of them', (given) => {
	expect(findChoice(given, QUALITIES)).toBe('unknown');
});

test.each([
	['10s', 10],
	['10 seconds', 10],
	['10 Sec', 10],
	['5.5s', 5.5],
	[['7'], 7],
	[8, 8],
])('%j is a number of seconds', (given, number) => {
	expect(numberIn(given)).toBe(number);
});

test('a number of seconds is told apart from others', () => {
	expect(findChoice(numberIn('10s'), SECONDS)).toMatchObject({ value: 10 });
	expect(numberIn('10 minutes')).toBeNaN();
	expect(numberIn('ten')).toBeNaN();
});

test.each([
	['True', true],
	['TRUE', true],
	['yes', true],
	['On', true],
	[1, true],
	[[true], true],
	['False', false],
	['no', false],
	['off', false],
	['0', false],
	['maybe', undefined],
	[2, undefined],
	[{}, undefined],
])('%j is %p as a switch', (given, wanted) => {
	expect(switchIn(given)).toBe(wanted);
});
