// A create whose answer got lost, where tasks have no ids of ours: only one listed request that is exactly what was sent, near
// in time and nobody else's, is taken for it. Everything else stays a doubt, and nothing is ever sent a second time.
import { createOnce, type CreateJob } from '../../../nodes/shared/tasks/create-once';
import { adoptByExecution, type IdempotencyRecord } from '../../../nodes/shared/tasks/idempotency-record';
import {
	CreateBook,
	findLostTask,
	type FoundRequest,
	type LostSearch,
	type SentRequest,
} from '../../../nodes/shared/tasks/lost-create';
import { virtualClock } from '../../support/clock';
import { fakeBackend, failureOf, taskOf, unclear, type Script } from '../../support/fake-backend';

const SENT: SentRequest = { url: 'https://queue.example.com/model', digest: 'd' };
const OTHER: SentRequest = { ...SENT, digest: 'other' };
const AT = virtualClock().now();
const found = (taskId: string, more: Partial<FoundRequest> = {}): FoundRequest => ({
	taskId,
	sentAt: AT + 1_000,
	digest: 'd',
	...more,
});

interface Books {
	/** What the list tells in turn; the last one for ever. */
	lists: Array<readonly FoundRequest[] | undefined>;
	taken?: readonly string[];
	/** Looks for which an equal request is on its way. */
	busyFor?: number;
	forMs?: number;
}

/** A search whose looks are counted. */
function searchIn({ lists, taken = [], busyFor = 0, forMs = 300_000 }: Books) {
	const looks: number[] = [];
	const clock = virtualClock();
	let asked = 0;
	const search: LostSearch = {
		forMs,
		isTaken: (taskId) => taken.includes(taskId),
		isBusy: () => asked++ < busyFor,
		async list() {
			looks.push(clock.now() - AT);
			return await Promise.resolve(lists[Math.min(looks.length, lists.length) - 1]);
		},
	};
	return { search, looks, clock };
}

async function look(books: Books, signal?: AbortSignal) {
	const { search, looks, clock } = searchIn(books);
	return { taskId: await findLostTask(search, SENT, AT, { clock, signal }), looks };
}

describe('looking', () => {
	test('one equal request near the time is it', async () => {
		expect(await look({ lists: [[found('t1')]] })).toEqual({ taskId: 't1', looks: [5_000] });
	});

	test('goes on with longer pauses while nothing is listed, because what waits in line may not be', async () => {
		const { taskId, looks } = await look({ lists: [[], [], [], [], [found('t1')]] });
		expect(taskId).toBe('t1');
		expect(looks).toEqual([5_000, 15_000, 35_000, 75_000, 135_000]);
	});

	test('ends when a usual run is long over', async () => {
		const { taskId, looks } = await look({ lists: [[]], forMs: 100_000 });
		expect(taskId).toBeUndefined();
		expect(looks.at(-1)).toBe(135_000);
	});

	test('trouble with the list is no answer', async () => {
		const { taskId, looks } = await look({ lists: [undefined, undefined, [found('t1')]] });
		expect([taskId, looks.length]).toEqual(['t1', 3]);
	});

	test('the same task on two pages is one task', async () => {
		expect((await look({ lists: [[found('t1'), found('t1')]] })).taskId).toBe('t1');
	});

	test('two equal requests leave it open which one it is', async () => {
		const { taskId, looks } = await look({ lists: [[found('t1'), found('t2')]] });
		expect([taskId, looks.length]).toEqual([undefined, 1]);
	});

	test.each<[string, Partial<FoundRequest>]>([
		['another body', { digest: 'other' }],
		['a body that was not kept', { digest: undefined }],
		['an older time', { sentAt: AT - 60_001 }],
		['a later time', { sentAt: AT + 60_001 }],
	])('%s is not it', async (_, more) => {
		expect((await look({ lists: [[found('t1', more)]], forMs: 10_000 })).taskId).toBeUndefined();
	});

	test.each([-60_000, 60_000])('clocks may differ by a minute: %s ms', async (off) => {
		expect((await look({ lists: [[found('t1', { sentAt: AT + off })]] })).taskId).toBe('t1');
	});

	test('a task that is known to be another request’s is not it', async () => {
		expect((await look({ lists: [[found('t1'), found('t2')]], taken: ['t1'] })).taskId).toBe('t2');
		expect((await look({ lists: [[found('t1')]], taken: ['t1'], forMs: 10_000 })).taskId).toBeUndefined();
	});

	test('while an equal request is on its way nothing is believed', async () => {
		expect(await look({ lists: [[found('t1')]], busyFor: 2 })).toEqual({ taskId: 't1', looks: [35_000] });
	});

	test('Stop ends it', async () => {
		await expect(look({ lists: [[]] }, AbortSignal.abort())).rejects.toThrow();
	});
});

describe('the book of an account', () => {
	test('an equal request is on its way until it has its answer, whatever that is', async () => {
		const book = new CreateBook();
		let answer: (value: string) => void = () => undefined;
		const sending = book.sending(SENT, async () => await new Promise<string>((resolve) => (answer = resolve)));
		expect([book.isBusy(SENT), book.isBusy(OTHER)]).toEqual([true, false]);
		const failing = book.sending(SENT, async () => await Promise.reject<string>(new Error('no')));
		await expect(failing).rejects.toThrow('no');
		expect(book.isBusy(SENT)).toBe(true);
		answer('there');
		expect(await sending).toBe('there');
		expect(book.isBusy(SENT)).toBe(false);
	});

	test('where nothing is looked for, nothing is noted', async () => {
		const book = new CreateBook();
		expect(await book.sending(undefined, async () => await Promise.resolve(1))).toBe(1);
	});

	test('the oldest ids are forgotten', () => {
		const book = new CreateBook();
		for (let number = 0; number <= 5_000; number++) book.take(`t${number}`);
		expect([book.isTaken('t0'), book.isTaken('t1'), book.isTaken('t5000')]).toEqual([false, true, true]);
	});
});

describe('a create without a clear answer, on a backend with books', () => {
	/** The same as without books, but that the call can be looked for. */
	function backendWith(script: Script, books: Books) {
		const backend = fakeBackend(script);
		const { search, looks } = searchIn(books);
		const taken: string[] = [];
		const job: CreateJob<string | undefined> = {
			...backend.job,
			lost: { trace: () => SENT, taken: (taskId) => void taken.push(taskId), search },
		};
		return { ...backend, looks, taken, run: async () => await createOnce(backend.record, job, backend.now) };
	}

	test('the one that is found is taken, and remembered as any other', async () => {
		const { record, run, sent, taken } = backendWith({ creations: [unclear] }, { lists: [[], [found('t7')]] });
		expect(taskOf(await run())).toBe('t7');
		expect(sent).toHaveLength(1);
		expect(record).toMatchObject({ state: 'task', handle: { taskId: 't7' }, everUnclear: true });
		expect(record.uncertainIn).toBeUndefined();
		expect(taken).toEqual(['t7']);
	});

	test('where none is found it stays uncertain, and nothing is sent again', async () => {
		const { record, run, sent } = backendWith({ creations: [unclear] }, { lists: [[]], forMs: 10_000 });
		expect(failureOf(await run()).kind).toBe('uncertain');
		expect(sent).toHaveLength(1);
		expect(record).toMatchObject({ state: 'uncertain', sent: SENT });
	});

	const killed = (more: Partial<IdempotencyRecord> = {}): IdempotencyRecord => ({
		digest: 'd',
		attempt: 1,
		state: 'intent',
		executionId: 'e1',
		intendedAt: AT,
		sentAt: AT,
		sent: SENT,
		...more,
	});

	test('a retried execution finds what its forerunner was killed over', async () => {
		const record = killed();
		adoptByExecution(record, 'e2', AT + 1);
		const { run, sent } = backendWith({ creations: [unclear], record }, { lists: [[found('t7')]] });
		expect(taskOf(await run())).toBe('t7');
		expect(sent).toHaveLength(0);
	});

	test('Create Again looks first, and creates only where nothing is found', async () => {
		const doubtful = () => killed({ state: 'uncertain', uncertainIn: 'e0' });
		const lucky = backendWith(
			{ creations: [unclear], record: doubtful(), createAgain: true },
			{ lists: [[found('t7')]] },
		);
		expect(taskOf(await lucky.run())).toBe('t7');
		expect(lucky.sent).toHaveLength(0);
		const creations = [{ is: 'accepted', taskId: 't8' } as const];
		const other = backendWith({ creations, record: doubtful(), createAgain: true }, { lists: [[]], forMs: 1_000 });
		expect(taskOf(await other.run())).toBe('t8');
		expect(other.sent).toHaveLength(1);
	});

	test('a record of a version without books is not looked for', async () => {
		const record = killed({ sent: undefined });
		const { run, looks } = backendWith({ creations: [unclear], record }, { lists: [[found('t7')]] });
		expect(failureOf(await run()).kind).toBe('uncertain');
		expect(looks).toEqual([]);
	});

	test('Stop while it is looked for leaves the doubt to the log', async () => {
		const stop = new AbortController();
		const { record, run, notes } = backendWith(
			{ creations: [unclear], signal: stop.signal, onSend: () => stop.abort() },
			{ lists: [[]] },
		);
		await expect(run()).rejects.toThrow();
		expect(record.state).toBe('intent');
		expect(notes.at(-1)).toMatchObject({ lookAt: 'the task list' });
	});
});
