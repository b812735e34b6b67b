// The rules of eslint-plugin-n8n-nodes-base, held against the form as it is built: the plugin only reads literals in source.
import { titleCase } from 'title-case';
import { allPlaces, broken, choicesOf, credentials, description, type Place } from '../../support/form';

/** The product writes itself with a small n. */
const withProduct = (text: string) => text.replace(/\bn8n\b/g, 'N8n');
const titled = (text: string) =>
	/^https?:/.test(text) || /^[a-z\d]+(-[a-z\d.]+)+$/.test(text) || withProduct(text) === titleCase(withProduct(text));
const isCollection = ({ property }: Place) => property.type === 'collection' || property.type === 'fixedCollection';
/** Every text in which the plugin counts sentences. */
const descriptions = ({ property }: Place) =>
	[property.description, ...choicesOf(property).map((choice) => choice.description)].filter(
		(text) => text !== undefined,
	);

test('there is a form to look at', () => {
	expect(allPlaces.length).toBeGreaterThan(50);
	expect(allPlaces.filter(({ path }) => path.includes('> Options >')).length).toBeGreaterThan(10);
});

describe('names', () => {
	test('labels are in title case, and notices are sentences', () => {
		expect(
			broken(({ property: { type, displayName } }) => [
				!(type === 'notice' ? /^(fal\.ai|[A-Z]).*\.$/.test(displayName) : titled(displayName)) && displayName,
			]),
		).toEqual([]);
	});

	test('labels of choices are in title case', () => {
		// A model's id stands in brackets as it is.
		expect(
			broken(({ property }) =>
				choicesOf(property).map(({ name, value }) => !titled(name.replace(`(${value})`, '')) && name),
			),
		).toEqual([]);
	});

	test('parameters are named in camelCase and labels have no stray blanks', () => {
		expect(
			broken(({ property: { name, displayName } }) => [
				!/^[a-z][a-zA-Z\d]*$/.test(name) && name,
				displayName !== displayName.trim().replace(/\s+/g, ' ') && `blanks in '${displayName}'`,
			]),
		).toEqual([]);
	});

	test.each([
		['Id', /\bid\b/i, 'ID'],
		['Url', /\burls?\b/i, 'URL'],
		['Json', /\bjson\b/i, 'JSON'],
	])('nobody writes %s', (_, word, right) => {
		expect(
			broken((place) =>
				[place.property.displayName, ...descriptions(place)].flatMap((text) => {
					const found = word.exec(text)?.[0];
					return found && !found.startsWith(right) ? [text] : [];
				}),
			),
		).toEqual([]);
	});
});

describe('choices', () => {
	test('five or more stand in alphabetical order; numbers in theirs', () => {
		expect(
			broken(({ property }) => {
				const entries = choicesOf(property).map(({ name }) => name);
				const distinct = [...new Set(entries)];
				const sorted = [...distinct].sort((a, b) => a.localeCompare(b));
				const numbers = distinct.every((name) => Number.isFinite(Number(name)));
				return [distinct.length >= 5 && !numbers && String(distinct) !== String(sorted) && distinct.join(', ')];
			}),
		).toEqual([]);
	});

	test('options stand as people need them: what costs first, what only experts use last', () => {
		const { options = [] } = description.properties.find(({ name }) => name === 'options') ?? {};
		const names = options.map(({ name }) => name);
		expect(names.slice(0, 2)).toEqual(['checkOnly', 'stopAbove']);
		expect(names.at(-1)).toBe('additionalBody');
		expect(names.indexOf('wait')).toBeLessThan(names.indexOf('callbackUrl'));
		expect(names.indexOf('negativePrompt')).toBeLessThan(names.indexOf('wait'));
	});

	test('no name and no value stands twice in one list, but for choices that are shown on different backends', () => {
		expect(
			broken(({ property }) => {
				const choices = choicesOf(property).filter(({ displayOptions }) => displayOptions?.hide?.backend === undefined);
				return (['name', 'value'] as const).map(
					(key) => new Set(choices.map((choice) => choice[key])).size !== choices.length && `${key} twice`,
				);
			}),
		).toEqual([]);
	});

	test('the default is one of them', () => {
		expect(
			broken(({ property }) => [
				property.type === 'options' &&
					!choicesOf(property).some(({ value }) => value === property.default) &&
					String(property.default),
			]),
		).toEqual([]);
	});

	test('a choice does not repeat its name as its description', () => {
		expect(
			broken(({ property }) =>
				choicesOf(property).map(({ name, description: text }) => name.toLowerCase() === text?.toLowerCase() && name),
			),
		).toEqual([]);
	});
});

describe('texts', () => {
	test('a switch is explained by a sentence that begins with Whether', () => {
		expect(
			broken(({ property }) => [
				property.type === 'boolean' && !/^Whether /.test(property.description ?? '') && String(property.description),
			]),
		).toEqual([]);
	});

	test('one sentence ends without a period, several end with one', () => {
		expect(
			broken((place) =>
				descriptions(place).map((text) => {
					const sentences = text.replace('e.g.', '').split('. ').length;
					return (sentences === 1) === text.endsWith('.') && text;
				}),
			),
		).toEqual([]);
	});

	test('descriptions begin with a capital, hold no double blanks and say more than the label', () => {
		expect(
			broken((place) =>
				descriptions(place).map(
					(text) =>
						(!/^[^a-z\s]/.test(text) ||
							/\s{2}/.test(text) ||
							text !== text.trim() ||
							text.toLowerCase() === place.property.displayName.toLowerCase()) &&
						text,
				),
			),
		).toEqual([]);
	});

	test('placeholders begin with e.g., but for the button of a collection', () => {
		const modes = allPlaces.flatMap(({ path, property }) =>
			(property.modes ?? []).map((mode) => [`${path} (${mode.name})`, mode.placeholder] as const),
		);
		const own = allPlaces
			.filter((place) => !isCollection(place))
			.map(({ path, property }) => [path, property.placeholder] as const);
		expect([...own, ...modes].filter(([, text]) => text !== undefined && !text.startsWith('e.g. '))).toEqual([]);
		expect(
			broken((place) => [
				isCollection(place) &&
					!/^Add [A-Z][a-z]+$/.test(place.property.placeholder ?? '') &&
					place.property.placeholder,
			]),
		).toEqual([]);
		expect([...new Set(allPlaces.filter(isCollection).map(({ property }) => property.placeholder))]).toEqual(
			expect.arrayContaining(['Add Option', 'Add Shot']),
		);
	});
});

test('every default has the type of its field', () => {
	const types: Record<string, string> = {
		string: 'string',
		number: 'number',
		boolean: 'boolean',
		json: 'string',
		collection: 'object',
		fixedCollection: 'object',
		resourceLocator: 'object',
	};
	expect(
		broken(({ property }) => {
			const wanted = types[property.type];
			return [
				wanted !== undefined &&
					typeof property.default !== wanted &&
					`${property.type} with ${JSON.stringify(property.default)}`,
			];
		}),
	).toEqual([]);
});

test('every operation has an action in sentence case and cannot be an expression', () => {
	const operation = description.properties.find(({ name }) => name === 'operation')!;
	expect(operation.noDataExpression).toBe(true);
	for (const { name, action } of choicesOf(operation))
		expect([name, action]).toEqual([name, expect.stringMatching(/^[A-Z][^A-Z]+[^.]$/)]);
});

test('secrets are masked, and each credential links to a page and has a test', () => {
	for (const { name, displayName, documentationUrl, properties, test: check } of credentials) {
		// An access key names the account; only the secret key beside it is secret.
		const secrets = properties.filter(
			(property) => /key$|secret/i.test(property.name) && property.name !== 'accessKey',
		);
		expect(secrets.length).toBeGreaterThan(0);
		expect([
			name,
			secrets.filter((property) => property.typeOptions?.password !== true).map((property) => property.name),
		]).toEqual([name, []]);
		expect(displayName).toMatch(/API$/);
		expect(name).toMatch(/Api$/);
		expect(documentationUrl).toMatch(/^https:\/\//);
		expect(check.request.url).toMatch(/^\//);
	}
});
