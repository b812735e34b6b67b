// Lists page by page: as far as needed, each entry once, no longer than there is something new.
import { unwrap } from '../../../nodes/shared/errors';
import { collectPages, concatLists, type PagedList } from '../../../nodes/shared/tasks/paginate';
import { retryQuery, type QueryError } from '../../../nodes/shared/tasks/retry-query';
import { virtualClock } from '../../support/clock';
import { failure } from '../../support/poll-harness';

/** A service that holds these pages; `asked` tells what it was asked for. */
function service(pages: ReadonlyArray<readonly string[]>, path = 'a'): { list: PagedList<string>; asked: string[] } {
	const asked: string[] = [];
	const list: PagedList<string> = {
		idOf: (entry) => entry,
		call(cursor) {
			asked.push(`${path} ${cursor ?? 'first'}`);
			return { method: 'GET', url: path };
		},
		read(_, cursor) {
			const number = Number(cursor ?? 0);
			const rows = pages[number] ?? [];
			const next = number + 1 < pages.length ? { next: String(number + 1) } : {};
			return { is: 'page', page: { entries: rows, rows, ...next } };
		},
	};
	return { list, asked };
}
const reading = async (
	list: PagedList<string>,
	most = Infinity,
	more: { from?: string; wants?: (e: string) => boolean } = {},
) =>
	unwrap(
		await collectPages(list, { most, ...more }, async () => ({ status: 200, text: '' }), {
			clock: virtualClock(),
			signal: undefined,
		}),
	);

test('everything, or no more pages than needed with the mark of the next', async () => {
	const { list, asked } = service([['1', '2'], ['3', '4'], ['5']]);
	expect(await reading(list)).toEqual({ entries: ['1', '2', '3', '4', '5'] });
	expect(await reading(list, 3)).toEqual({ entries: ['1', '2', '3', '4'], next: '2' });
	expect(await reading(list, 3, { from: '2' })).toEqual({ entries: ['5'] });
	expect(asked).toEqual(['a first', 'a 1', 'a 2', 'a first', 'a 1', 'a 2']);
});

test('what slides to the next page while we read counts once', async () => {
	const { list } = service([['1', '2'], ['2', '3'], ['4']]);
	expect((await reading(list)).entries).toEqual(['1', '2', '3', '4']);
});

test('a service that gives the same page for ever is not asked for ever', async () => {
	const { list, asked } = service(Array.from({ length: 50 }, () => ['1', '2']));
	expect((await reading(list)).entries).toEqual(['1', '2']);
	expect(asked).toHaveLength(2);
});

test('pages without anything wanted do not end the list', async () => {
	const { list } = service([['1'], ['2'], ['3']]);
	expect((await reading(list, 1, { wants: (entry) => entry === '3' })).entries).toEqual(['3']);
});

test('several lists are one, also where one of them is empty and when reading goes on later', async () => {
	const [own, presets] = [service([[]], 'own'), service([['1', '2'], ['3']], 'presets')];
	const both = concatLists([own.list, presets.list]);
	const first = await reading(both, 1);
	expect(first.entries).toEqual(['1', '2']);
	expect((await reading(both, 9, { from: first.next! })).entries).toEqual(['3']);
	expect([...own.asked, ...presets.asked]).toEqual(['own first', 'presets first', 'presets 1']);
});

describe('free questions', () => {
	const trouble: QueryError = { is: 'transient', failure: failure('busy') };
	const querySender = (answers: Array<QueryError | { is: 'told' }>, patienceMs?: number, signal?: AbortSignal) => {
		const clock = virtualClock();
		const since = clock.now();
		const times: number[] = [];
		const ask = async () => {
			times.push(clock.now() - since);
			return answers[Math.min(times.length, answers.length) - 1]!;
		};
		return { times, told: retryQuery(ask, { clock, signal }, patienceMs) };
	};

	test('are asked again after pauses that grow', async () => {
		const { times, told } = querySender([trouble, trouble, { is: 'told' }]);
		expect(await told).toEqual({ is: 'told' });
		expect(times).toEqual([0, 2_000, 6_000]);
	});

	test('are given up after a minute of trouble, and at once where nothing will change', async () => {
		const patient = querySender([trouble]);
		expect(await patient.told).toMatchObject({ failure: { message: 'busy' } });
		expect(patient.times).toEqual([0, 2_000, 6_000, 14_000, 30_000]);
		const wrong = querySender([{ is: 'refused', failure: failure('wrong key') }]);
		expect(await wrong.told).toMatchObject({ failure: { message: 'wrong key' } });
		expect(wrong.times).toEqual([0]);
	});

	test("heed the service's own advice", async () => {
		const { times, told } = querySender([{ ...trouble, retryAfterMs: 20_000 }, { is: 'told' }]);
		await told;
		expect(times).toEqual([0, 20_000]);
	});

	test('are not asked after a Stop', async () => {
		const { times, told } = querySender([trouble], undefined, AbortSignal.abort());
		await expect(told).rejects.toThrow('The execution was stopped');
		expect(times).toEqual([]);
	});
});
