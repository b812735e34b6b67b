// Effects: names decide how many pictures they take; names that nobody here knows go out with as many as were given.
import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { unwrap } from '../../../nodes/shared/errors';
import { KlingVideo } from '../../../nodes/KlingVideo/KlingVideo.node';
import { FIRST, LAST } from '../../support/bodies/case';
import { bodyOf, isRefused, rows, sentFor, type Row } from '../../support/contract';

const rowOf = (backend: string): Row => rows.find((row) => row.backend.id === backend && row.operation === 'effects')!;
const [kling, piapi, fal] = [rowOf('kling'), rowOf('piapi'), rowOf('fal')];
const one = { image: FIRST };
const two = { image: FIRST, secondImage: LAST };

const suggested = ({ model }: Row) => model.operations.effects!.settings.effect!.suggestions!;
const sent = (row: Row, effect: string, images: object = one) => sentFor(row, { given: { effect }, images });
function refusal(row: Row, effect: string, images: object): string {
	const outcome = sent(row, effect, images);
	if (!isRefused(outcome)) throw new Error(`not refused: ${outcome.call.body}`);
	return `${outcome.failure.message} | ${outcome.failure.nextStep}`;
}

describe('the official API', () => {
	test('every name that is suggested takes its number of pictures, and no other', () => {
		const names = suggested(kling);
		// kling-official.md, appendix A: 15 and 204, of which one is discontinued.
		expect(names.filter(({ note }) => note === 'two images')).toHaveLength(15);
		expect(names).toHaveLength(218);
		for (const { value, note } of names) {
			const [right, wrong] = note ? [two, one] : [one, two];
			expect([value, unwrap(sent(kling, value, right)).plan.warnings]).toEqual([value, []]);
			expect(refusal(kling, value, wrong)).toContain(
				`The 'Effect' '${value}' ${note ? 'requires two images' : 'accepts one image only'}`,
			);
		}
	});

	test.each([
		['hug', '2026-01-30', "Choose 'hug_pro' or another one"],
		['3d_cartoon_1', '2026-01-30', "Choose '3d_cartoon_2' or another one"],
		['celebration', '2025-12-30', 'Choose another one from the list'],
	])('%s is gone', (effect, since, nextStep) => {
		const told = `The 'Effect' '${effect}' was discontinued on ${since} (Kling Effects on Kling) | ${nextStep}`;
		expect(refusal(kling, effect, one)).toBe(told);
		expect(refusal(kling, effect, two)).toBe(told);
	});

	test('what is named in place of a discontinued effect exists', () => {
		const names = suggested(kling).map(({ value }) => value);
		for (const gone of ['kiss', 'fight', 'hug', 'thumbs_up', 'tiger_hug', 'pet_lion', '3d_cartoon_1']) {
			expect(names).toContain(/Choose '(\w+)'/.exec(refusal(kling, gone, one))?.[1]);
		}
	});

	test('one that is said to be discontinued and still listed is sent with a warning', () => {
		const { plan, call } = unwrap(sent(kling, 'magic_match_tree'));
		expect(plan.warnings).toEqual([
			"The effect 'magic_match_tree' was reported discontinued on 2026-07-03, so Kling may reject it",
		]);
		expect(bodyOf(call)).toEqual({ effect_scene: 'magic_match_tree', input: { image: FIRST } });
	});

	test.each([
		['one image', one, { image: FIRST }],
		['two images', two, { images: [FIRST, LAST] }],
	])('a name of tomorrow goes out with %s', (count, images, input) => {
		const { plan, call } = unwrap(sent(kling, 'of_tomorrow', images));
		expect(bodyOf(call)).toEqual({ effect_scene: 'of_tomorrow', input });
		expect(plan.warnings).toEqual([`The effect 'of_tomorrow' is not in the node's list; it was sent with ${count}`]);
	});

	test.each([
		['', one, "'Effect' is empty: Kling Effects on Kling requires it | Enter a value in 'Effect'"],
		['undefined', one, "'Effect' is empty: Kling Effects on Kling requires it | Enter a value in 'Effect'"],
		['hug_pro', {}, "'Image' is missing: Kling Effects on Kling requires it | Add an image in 'Image'"],
	])("'%s' with %o is refused", (effect, images, words) => {
		expect(refusal(kling, effect, images)).toBe(words);
	});
});

describe('PiAPI', () => {
	test('some effects need a prompt, and the list says which', () => {
		const noted = suggested(piapi).filter(({ note }) => note === 'needs a prompt');
		expect(noted).toHaveLength(7);
		for (const { value, note } of suggested(piapi)) {
			if (note === undefined) expect(unwrap(sent(piapi, value)).plan.warnings).toEqual([]);
			else expect(refusal(piapi, value, one)).toMatch(`The 'Effect' '${value}' requires a 'Prompt'`);
		}
	});

	test('a name of tomorrow goes out with a warning', () => {
		const { plan, call } = unwrap(sent(piapi, 'of_tomorrow'));
		expect(bodyOf(call)).toMatchObject({ input: { effect: 'of_tomorrow' } });
		expect(plan.warnings).toEqual(["The effect 'of_tomorrow' is not in the node's list; it was sent as entered"]);
	});

	test('it takes one picture; a second one is named', () => {
		const { plan } = unwrap(sent(piapi, 'squish', two));
		expect(plan.warnings).toEqual(["'Second Image' was ignored: Kling Effects on PiAPI does not have this setting"]);
	});
});

describe('the list to choose from', () => {
	const { suggestEffect } = new KlingVideo().methods.listSearch;
	const search = async (backend: string, filter?: string, operation = 'effects') => {
		const form: Record<string, string> = { backend, operation };
		const context = { getCurrentNodeParameter: (name: string) => form[name] } as unknown as ILoadOptionsFunctions;
		return (await suggestEffect.call(context, filter)).results;
	};

	test("has the chosen backend's names in alphabetical order, with what is to be known of them", async () => {
		const names = (await search('piapi')).map(({ name }) => name);
		expect(names).toContain('hugging (needs a prompt)');
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		expect(await search('kling', 'hug')).toEqual([
			{ name: 'hug_pro (two images)', value: 'hug_pro' },
			{ name: 'tiger_hug_pro', value: 'tiger_hug_pro' },
		]);
		expect(await search('kling', 'TWO')).toHaveLength(15);
	});

	test('has all names while the backend is given by expression, and none for an operation without effects', async () => {
		const all = [kling, piapi, fal].flatMap((backend) => suggested(backend));
		expect(await search('expression')).toHaveLength(all.length);
		expect(await search('kie')).toEqual([]);
		expect(await search('kling', '', 'textToVideo')).toEqual([]);
		expect(await search('kling', '', 'getBalance')).toEqual([]);
	});
});

test('PiAPI names a price, whose upper end counts', () => {
	const prices = rows.filter(({ operation }) => operation === 'effects').map(({ model }) => model.operations.effects);
	expect(prices.map((effect) => effect?.price)).toEqual(['unknown', { each: 0.3 }, 'unknown']);
});
