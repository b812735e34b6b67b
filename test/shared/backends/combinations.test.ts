// Whatever is combined within a row's limits is either accepted by the service too, or refused before in a helpful sentence.
import fc, { seed } from '../../support/property';
import { fieldLabels } from '../../../nodes/shared/vocabulary';
import { isRefused, nameOf, refusedAt, rows, sentFor } from '../../support/contract';
import { inputFor } from '../../support/random-inputs';

const LABELS = Object.values(fieldLabels).map((label) => `'${label}'`);
const RUNS = 400;
/** So many accepted inputs make the comparison with the service mean something ... */
const WANTED = RUNS / 20;
/** ... and so many draws at most are made to get them; the scarcest row accepts one in twenty. */
const MOST_RUNS = RUNS * 10;

describe.each(rows.map((row) => [nameOf(row), row] as const))('%s', (_, row) => {
	const spec = row.model.operations[row.operation]!;

	test('what the plan accepts, the service accepts', () => {
		let accepted = 0;
		const property = fc.property(inputFor(spec), (input) => {
			const sent = sentFor(row, input);
			if (isRefused(sent)) return;
			accepted++;
			expect(refusedAt(row, new URL(sent.call.url).pathname, sent.call.body)).toBeUndefined();
		});
		for (let drawn = 0; drawn < RUNS || (accepted < WANTED && drawn < MOST_RUNS); drawn += RUNS)
			fc.assert(property, { numRuns: RUNS, seed: seed + drawn });
		expect(accepted).toBeGreaterThanOrEqual(WANTED);
	});

	if (spec.newer) {
		test('... by the newer standard as well', () => {
			let accepted = 0;
			const property = fc.property(inputFor(spec), (input) => {
				const sent = sentFor(row, { ...input, newerStandard: true });
				if (isRefused(sent)) return;
				accepted++;
				expect(refusedAt(row, new URL(sent.call.url).pathname, sent.call.body)).toBeUndefined();
			});
			for (let drawn = 0; accepted < WANTED && drawn < MOST_RUNS; drawn += RUNS / 4)
				fc.assert(property, { numRuns: RUNS / 4, seed: seed + drawn });
			expect(accepted).toBeGreaterThanOrEqual(WANTED);
		});
	}

	test('what the plan refuses, it refuses with a field and a way out', () => {
		fc.assert(
			fc.property(inputFor(spec), (input) => {
				const sent = sentFor(row, input);
				if (!isRefused(sent)) return;
				const { kind, message, nextStep = '' } = sent.failure;
				expect(kind).toBe('input');
				expect(nextStep).toMatch(/^[A-Z].*\S$/);
				expect({ message, named: LABELS.some((label) => `${message} ${nextStep}`.includes(label)) }).toEqual({
					message,
					named: true,
				});
			}),
			{ numRuns: RUNS },
		);
	});
});

test(`${rows.length} rows were tried with ${RUNS} combinations, twice`, () => {
	expect(rows.length).toBeGreaterThanOrEqual(30);
});
