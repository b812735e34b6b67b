// Storyboards and ids as the form or an expression gives them: made exact, or refused with what is wrong.
import { checkIds, checkSeveral, checkShots } from '../../../nodes/shared/backends/validate-lists';
import type { IdsSetting, SeveralSetting, ShotsSetting } from '../../../nodes/shared/backends/catalogue';
import { Err } from '../../../nodes/shared/errors';
import { CLIP, ELEMENT, FIRST } from '../../support/bodies/case';
import { isRefused, nameOf, rows, sentFor } from '../../support/contract';
import { WHO } from '../../support/model-operations';

const shots: ShotsSetting = {
	kind: 'shots',
	most: 3,
	promptMax: 10,
	min: 1,
	max: 12,
	prompt: 'leftOut',
	write: () => ({}),
};
const ids: IdsSetting = { kind: 'ids', most: 2, digitsOnly: true, write: () => ({}) };
const said = (outcome: unknown) => (outcome instanceof Err ? outcome.failure.message : outcome);

describe('a storyboard', () => {
	const shot = { prompt: 'A dog', duration: 3 };

	test.each<[string, unknown, unknown]>([
		[
			'rows of the form',
			{ row: [shot, { prompt: ' It runs ', duration: '4' }] },
			[shot, { prompt: 'It runs', duration: 4 }],
		],
		['a bare list', [shot], [shot]],
		[
			'characters as people count them',
			[{ prompt: '🐕'.repeat(10), duration: 1 }],
			[{ prompt: '🐕'.repeat(10), duration: 1 }],
		],
		['nothing', undefined, undefined],
		['null', null, undefined],
		['the empty form', {}, undefined],
		['no rows', { row: [] }, undefined],
		['an empty list', [], undefined],
	])('%s', (_, value, wanted) => {
		expect(checkShots(WHO, shots, value)).toEqual(wanted);
	});

	test.each<[string, unknown, string]>([
		['text', 'a dog', "'Storyboard' is not a list of shots"],
		['a row that is no list', { row: 'a dog' }, "'Storyboard' is not a list of shots"],
		['too many', [shot, shot, shot, shot], `'Storyboard' has 4 shots, but ${WHO} accepts at most 3`],
		['no prompt', [shot, { duration: 3 }], "Shot 2 in 'Storyboard' has no prompt"],
		['a blank prompt', [{ prompt: ' \n', duration: 3 }], "Shot 1 in 'Storyboard' has no prompt"],
		[
			'a long prompt',
			[{ prompt: 'x'.repeat(11), duration: 3 }],
			"The prompt of shot 1 in 'Storyboard' has 11 characters, but at most 10 are allowed",
		],
		['too short', [{ prompt: 'x', duration: 0 }], "Shot 1 in 'Storyboard' can't be '0' seconds long"],
		['too long', [{ prompt: 'x', duration: 13 }], "Shot 1 in 'Storyboard' can't be '13' seconds long"],
		['half a second', [{ prompt: 'x', duration: 1.5 }], "Shot 1 in 'Storyboard' can't be '1.5' seconds long"],
		['no seconds', [{ prompt: 'x' }], "Shot 1 in 'Storyboard' can't be 'undefined' seconds long"],
		['a row that is text', ['a dog'], "Shot 1 in 'Storyboard' has no prompt"],
	])('%s is refused', (_, value, message) => {
		expect(said(checkShots(WHO, shots, value))).toBe(message);
	});

	const taking = rows.filter(({ model, operation }) => model.operations[operation]?.settings.shots);
	test.each(taking.map((row) => [nameOf(row), row] as const))(
		'%s: its seconds must be those of the video',
		(_, row) => {
			const spec = row.model.operations[row.operation]!;
			const sent = sentFor(row, {
				given: { prompt: 'p', subject: 's', shots: [shot, shot], duration: 7 },
				images: spec.images.firstFrame?.required ? { firstFrame: FIRST } : {},
				references: spec.references ? [FIRST, FIRST] : [],
			});
			expect(isRefused(sent) && sent.failure).toEqual({
				kind: 'input',
				message: "The shots in 'Storyboard' last 6 seconds in total, but 'Duration (Seconds)' is 7",
				nextStep: "Set 'Duration (Seconds)' to 6, or change the shots",
			});
		},
	);
});

describe('any of several', () => {
	const tags: SeveralSetting = {
		kind: 'several',
		key: 'tags',
		values: ['animal', 'item'],
		as: (values) => [...values],
	};

	test.each<[string, unknown, unknown]>([
		['a list', ['item', 'animal', 'item'], ['item', 'animal']],
		['text', 'item, animal', ['item', 'animal']],
		['nothing', undefined, undefined],
		['an empty list', [], undefined],
		['blanks', ' , ', undefined],
	])('%s', (_, value, wanted) => {
		expect(checkSeveral('Tags', tags, value)).toEqual(wanted);
	});

	test('what is not among them is refused', () => {
		expect(said(checkSeveral('Tags', tags, ['item', 'robot']))).toBe("'Tags' can't be 'robot'");
	});
});

describe('ids', () => {
	test.each<[string, unknown, unknown]>([
		['one', ELEMENT, [ELEMENT]],
		['with commas and lines', `1,\n${ELEMENT}`, ['1', ELEMENT]],
		['a list', ['1', 2], ['1', '2']],
		['a number that is exact', 42, ['42']],
		[
			'rows of the form, picked, typed, empty or by an expression that gives several',
			{ row: [{ id: { __rl: true, mode: 'list', value: ELEMENT } }, { id: '' }, { id: '5' }] },
			[ELEMENT, '5'],
		],
		['a row with a list', { row: [{ id: { __rl: true, mode: 'id', value: ['7', 8] } }] }, ['7', '8']],
		['a row with text', { row: [{ id: { __rl: true, mode: 'id', value: '7, 8' } }] }, ['7', '8']],
		['no rows', { row: [] }, undefined],
		['the empty form', {}, undefined],
		['nothing', '', undefined],
		['blanks and commas', ' , ,', undefined],
		['null', null, undefined],
		['an empty list', [], undefined],
	])('%s', (_, value, wanted) => {
		expect(checkIds(WHO, 'Element IDs', ids, value)).toEqual(wanted);
	});

	test.each<[string, unknown, RegExp]>([
		['a number that lost its last digits', Number(ELEMENT), /must be text: this number is too long and was rounded$/],
		['... in a list', ['1', Number(ELEMENT)], /must be text: this number is too long and was rounded$/],
		['too many', '1 2 3', /^'Element IDs' has 3 IDs, but .* accepts at most 2$/],
		['letters', 'abc', /^'abc' in 'Element IDs' is not a valid ID$/],
		['a negative number', -5, /^'-5' in .* is not a valid ID$/],
		['a row with a number that lost its digits', { row: [{ id: Number(ELEMENT) }] }, /too long and was rounded$/],
		['twenty digits', '12345678901234567890', /is not a valid ID$/],
		['an object', { name: 1 }, /contains an object instead of an ID$/],
	])('%s is refused', (_, value, message) => {
		expect(said(checkIds(WHO, 'Element IDs', ids, value))).toMatch(message);
	});

	test('an object is no id of a voice either', () => {
		expect(checkIds(WHO, 'Voice IDs', { ...ids, digitsOnly: false }, { name: 1 })).toBeInstanceOf(Err);
	});

	test('zeros in front would not be JSON: refused, or sent without them', () => {
		const row = rows.find(({ model, operation }) => model.id === 'kling-v3' && operation === 'motionControl')!;
		const sent = sentFor(row, { given: { elementIds: '0042' }, images: { image: FIRST }, video: CLIP });
		if (!isRefused(sent)) expect(() => JSON.parse(sent.call.body ?? '')).not.toThrow();
	});
});
