// How a setting of a row must look in the form. Models share the field of a number, so its range may be wider than the row's.
import type { Setting } from '../../nodes/shared/backends/catalogue';

/** Exactly these values, in the row's order or, where the list that models share is long, sorted by what people read. */
const theseChoices = (values: ReadonlyArray<string | number>): unknown => ({
	asymmetricMatch(options: unknown) {
		const shown = options as Array<{ name: string; value: string | number }>;
		const names = shown.map(({ name }) => name);
		const isSorted = String(names) === String([...names].sort((one, other) => one.localeCompare(other)));
		const given = shown.map(({ value }) => value);
		const isSame = new Set(given).size === values.length && values.every((value) => given.includes(value));
		return isSame && (isSorted || String(given) === String(values));
	},
	toString: () => `the choices ${values.join(', ')}`,
});

/** As jest's own matchers, which know no order. */
const numberThat = (sentence: string, holds: (value: number) => boolean): unknown => ({
	asymmetricMatch: (value: unknown) => typeof value === 'number' && holds(value),
	toString: () => sentence,
});
const atMost = (limit: number) => numberThat(`a number up to ${limit}`, (value) => value <= limit);
const atLeast = (limit: number) => numberThat(`a number from ${limit}`, (value) => value >= limit);

/** What of a setting's row must stand in its field, as a matcher. */
export function looksLike(setting: Setting): Record<string, unknown> {
	switch (setting.kind) {
		case 'choice':
			return {
				type: 'options',
				default: setting.default,
				options: theseChoices(setting.values),
			};
		case 'number':
			return {
				type: 'number',
				default: setting.default,
				typeOptions: { minValue: atMost(setting.min), maxValue: atLeast(setting.max) },
			};
		case 'switch':
			return { type: 'boolean', default: setting.default };
		case 'text':
			// What suggests names has a list to search in, and a way to type.
			if (setting.suggestions) return { type: 'resourceLocator', modes: [{ name: 'list' }, { name: 'id' }] };
			return { type: 'string', default: expect.stringMatching(/^$|^=\{\{ \$json\./) as unknown };
		case 'ids': {
			const modes = [{ name: 'list', typeOptions: { searchable: true } }, { name: 'id' }];
			return {
				type: 'fixedCollection',
				default: {},
				typeOptions: { multipleValues: true },
				options: [{ name: 'row', values: [{ name: 'id', type: 'resourceLocator', modes }] }],
			};
		}
		case 'several':
			return { type: 'multiOptions', default: [], options: theseChoices(setting.values) };
		case 'shots': {
			const typeOptions = { minValue: atMost(setting.min), maxValue: atLeast(setting.max) };
			return {
				type: 'fixedCollection',
				default: {},
				typeOptions: { multipleValues: true },
				options: [{ name: 'row', values: [{ name: 'prompt' }, { name: 'duration', typeOptions }] }],
			};
		}
	}
}
