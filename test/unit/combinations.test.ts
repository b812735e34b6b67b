// Whatever is combined within a row's limits is either accepted by the service too, or refused before in a helpful sentence.
import fc from 'fast-check';
import { fieldLabels } from '../../nodes/KlingVideo/words';
import { pathFor } from './bodies';
import { isRefused, nameOf, refusedAt, rows, sentFor } from './contract';
import { inputFor } from './inputs';

const LABELS = Object.values(fieldLabels).map((label) => `'${label}'`);
const RUNS = 400;

describe.each(rows.map((row) => [nameOf(row), row] as const))('%s', (_, row) => {
	const offer = row.model.operations[row.operation]!;
	const path = pathFor(row.backend.id, row.operation, row.model.id);

	test('what the plan accepts, the service accepts', () => {
		let accepted = 0;
		fc.assert(
			fc.property(inputFor(offer), (input) => {
				const sent = sentFor(row, input);
				if (isRefused(sent)) return;
				accepted++;
				expect(refusedAt(row, path, sent.call.body)).toBeUndefined();
			}),
			{ numRuns: RUNS },
		);
		expect(accepted).toBeGreaterThan(RUNS / 20);
	});

	test('what the plan refuses, it refuses with a field and a way out', () => {
		fc.assert(
			fc.property(inputFor(offer), (input) => {
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
