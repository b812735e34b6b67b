// Every row of the catalogue becomes exactly the documented body, which an independent reading of the API then accepts and
// which it refuses as soon as one key of it is wrong.
import { backendIds } from '../../../nodes/shared/backends';
import { unwrap } from '../../../nodes/shared/errors';
import { expected, pathFor, typedPathFor } from '../../support/bodies';
import {
	isNamed,
	misspelt,
	objectsIn,
	placesIn,
	replaced,
	withMore,
	without,
	wrongType,
} from '../../support/broken-bodies';
import { bodyOf, nameOf, operationIds, rawOf, refusedAt, rows, sentFor, type Row } from '../../support/contract';

const cases = rows.flatMap((row) =>
	Object.entries(expected[row.backend.id][row.operation][row.model.id] ?? {}).map(([name, one]) => ({
		title: `${nameOf(row)}, ${name}`,
		row,
		one,
		path: pathFor(row.backend.id, row.operation, row.model.id, one),
	})),
);

test('every row of every backend and operation has its bodies written down, and no others are', () => {
	const written = backendIds.flatMap((id) =>
		operationIds.flatMap((operation) =>
			Object.keys(expected[id][operation]).map((model) => `${id} ${operation} ${model}`),
		),
	);
	expect(written.sort()).toEqual(rows.map(nameOf).sort());
});

describe.each(cases)('$title', ({ row, one, path }) => {
	test('the whole body is as documented and goes where it belongs', () => {
		const { call, plan } = unwrap(sentFor(row, one));
		expect(bodyOf(call)).toStrictEqual(one.body);
		expect({ method: call.method, url: call.url, form: call.form }).toEqual({
			method: 'POST',
			url: `https://host${path}${one.query ?? ''}`,
			form: undefined,
		});
		const told = plan.warnings.filter(
			(warning) => !/reported retired|does not document every setting|does not accept it together with/.test(warning),
		);
		expect(told).toEqual([]);
	});

	test('the service would accept it, as the text that leaves', () => {
		expect(refusedAt(row, path, one.body)).toBeUndefined();
		expect(refusedAt(row, path, unwrap(sentFor(row, one)).call.body)).toBeUndefined();
	});

	test('... but not with a key misspelt', () => {
		const keys = placesIn(one.body).filter(({ path: key }) => isNamed(key));
		const accepted = keys.filter(({ path: key }) => refusedAt(row, path, misspelt(one.body, key)) === undefined);
		expect(keys.length).toBeGreaterThan(0);
		expect(accepted.map(({ path: key }) => key)).toEqual([]);
	});

	test('... nor with a value of the wrong type', () => {
		const accepted = placesIn(one.body).filter(
			({ path: key, value }) => refusedAt(row, path, replaced(one.body, key, wrongType(value))) === undefined,
		);
		expect(accepted.map(({ path: key }) => key)).toEqual([]);
	});

	test('... nor with a field too many, at any depth', () => {
		const accepted = objectsIn(one.body).filter((key) => refusedAt(row, path, withMore(one.body, key)) === undefined);
		expect(accepted).toEqual([]);
	});

	test('... nor without what is needed', () => {
		const accepted = (one.needed ?? []).filter((key) => refusedAt(row, path, without(one.body, key)) === undefined);
		expect(accepted).toEqual([]);
	});
});

const TYPED = 'kling-of-tomorrow';
/** Where the known model goes without a name, a typed one is named in the usual place. */
function namedIn({ backend, operation, model }: Row): object | undefined {
	if (model.operations[operation]!.omitModelId !== true) return undefined;
	const { body } = expected[backend.id][operation][model.id]!.smallest;
	return backend.id === 'kling'
		? { model_name: TYPED, ...body }
		: { ...body, input: { version: TYPED, ...(body.input as object) } };
}

describe.each(rows.map((row) => [nameOf(row), row] as const))('%s', (_, row) => {
	const bodies = expected[row.backend.id][row.operation][row.model.id];
	const path = pathFor(row.backend.id, row.operation, row.model.id);
	const typed = () => {
		const { smallest } = bodies!;
		return { smallest, ...unwrap(sentFor(row, smallest, { modelId: TYPED })) };
	};

	test('its smallest body and another one, at least as full, are written down', () => {
		const keys = (body: object) => placesIn(body as Record<string, unknown>).length;
		const { smallest, ...others } = bodies ?? {};
		expect({ row: nameOf(row), hasSmallest: smallest !== undefined }).toEqual({ row: nameOf(row), hasSmallest: true });
		expect(Object.keys(others)).not.toEqual([]);
		expect(Object.values(others).some(({ body }) => keys(body) >= keys(smallest!.body))).toBe(true);
	});

	// The test above tells which row has none.
	if (!bodies) return;

	test('a typed id that is not in the catalogue is sent as typed, everything else as the row spells it', () => {
		const { smallest, call } = typed();
		const asTyped = (text: string) => text.replaceAll(row.model.id, TYPED);
		const named = namedIn(row);
		expect(bodyOf(call)).toEqual(named ?? JSON.parse(asTyped(JSON.stringify(smallest.body))));
		expect(call.url).toBe(`https://host${named ? path : typedPathFor(row.backend.id, TYPED, row.model.id, path)}`);
		expect(`${call.url} ${call.body}`).toContain(TYPED);
	});

	test('... with a warning', () => {
		expect(typed().plan.warnings.filter((warning) => !/does not document every setting/.test(warning))).toEqual([
			`Model '${TYPED}' is not in the node's list, so it was treated as '${row.model.id}'`,
		]);
	});
});

test('element ids leave as bare integers with all their digits', () => {
	const withIds = cases.filter(({ one }) => /"#\d/.test(JSON.stringify(one.body)));
	expect(withIds.length).toBeGreaterThanOrEqual(5);
	for (const { row, one } of withIds) {
		const ids = [...rawOf(one.body).matchAll(/"element_id":(\d{16,})\b/g)].map(([, id]) => id);
		const sent = [...(unwrap(sentFor(row, one)).call.body ?? '').matchAll(/"element_id":(\d+)[,}]/g)].map(
			([, id]) => id,
		);
		expect(sent).toEqual(ids);
		expect(ids.length).toBeGreaterThan(0);
	}
});

test('every body says something', () => {
	expect(cases.length).toBeGreaterThanOrEqual(2 * rows.length);
	expect(cases.every(({ one }) => rawOf(one.body).length > 2)).toBe(true);
});
