// Waiting over virtual hours: what it bears, when it gives up, and that Stop ends it at once.
import { CancelledError } from '../../../nodes/shared/errors';
import type { StatusResult } from '../../../nodes/shared/tasks/task';
import { stateTold } from '../../support/named';
import {
	done,
	failure,
	finishing,
	inTurn,
	looks,
	MINUTE,
	refused,
	running,
	trouble,
	unknown,
} from '../../support/poll-harness';

describe('what it bears', () => {
	test('a task that is still unknown within the grace', async () => {
		const { run } = looks((age) => (age < 29_000 ? unknown : finishing(40_000)(age)));
		expect(await run()).toEqual({ is: 'state', state: done });
	});

	test('no unknown task after the grace', async () => {
		const { times, run } = looks(() => unknown);
		expect(await run()).toEqual({ is: 'failure', failure: failure('no such task') });
		expect(times.at(-2)).toBeLessThanOrEqual(30_000);
		expect(times.at(-1)).toBeGreaterThan(30_000);
	});

	test('a task that was seen once and is unknown for a while', async () => {
		const { run } = looks((age, look) => (look > 0 && age < 5 * MINUTE ? unknown : finishing(5 * MINUTE)(age)));
		expect(await run()).toEqual({ is: 'state', state: done });
	});

	test('any trouble of a paid task until the limit, whose end tells the last state and the last trouble', async () => {
		const { times, run } = looks((_, look) => (look === 0 ? running : trouble()));
		expect(await run()).toEqual({
			is: 'timeUp',
			last: running.is === 'state' && running.state,
			trouble: failure('busy'),
		});
		expect(times.at(-1)).toBe(30 * MINUTE);
	});

	test('trouble that has passed is not told', async () => {
		const { run } = looks(inTurn(trouble(), trouble(), running));
		expect(await run({ limitMs: MINUTE })).toEqual({
			is: 'timeUp',
			last: running.is === 'state' && running.state,
			trouble: undefined,
		});
	});

	test('the trouble of a foreign task only until its grace', async () => {
		const { times, run } = looks(() => trouble());
		expect(await run({ errorGraceMs: MINUTE })).toEqual({ is: 'failure', failure: failure('busy') });
		expect(times.at(-1)).toBeGreaterThan(MINUTE);
		expect(times.at(-1)).toBeLessThan(2 * MINUTE);
	});

	test('a task that is called done a few times before its video shows', async () => {
		const empty = stateTold({ taskId: 't', word: 'succeed', status: 'running', endedWithoutResult: true });
		const { run } = looks(inTurn(running, empty, empty, empty, { is: 'state', state: done }));
		expect(await run()).toEqual({ is: 'state', state: done });
	});

	test('a task that is called done with a sound, and with its video later', async () => {
		const heard = stateTold({ ...done, videos: [], sounds: [{ url: 'https://h/a.mp3' }] });
		const { run } = looks(inTurn(running, heard, heard, { is: 'state', state: done }));
		expect(await run({ wants: 'video' })).toEqual({ is: 'state', state: done });
	});

	test('a sound where a sound, or anything, is wanted', async () => {
		const heard = stateTold({ ...done, videos: [], sounds: [{ url: 'https://h/a.mp3' }] });
		for (const wants of ['sound', undefined] as const) {
			expect(await looks(inTurn(running, heard)).run({ wants })).toEqual(heard);
		}
	});

	const empty = stateTold({ taskId: 't', word: 'succeed', status: 'running', endedWithoutResult: true });
	const nothing = { is: 'failure', failure: { message: "The backend reports 'succeed', but gives no result" } };

	test.each([26_000, MINUTE, 4 * MINUTE])('R9: a task that is called done %i ms before its video shows', async (ms) => {
		const { run } = looks((age) => (age < 40_000 ? running : age < 40_000 + ms ? empty : { is: 'state', state: done }));
		expect(await run({ shortestPollMs: 1_000 })).toEqual({ is: 'state', state: done });
	});

	test('R9: no task that is called done for minutes without a video', async () => {
		const { times, run } = looks(inTurn(running, empty));
		expect(await run()).toMatchObject(nothing);
		expect(times.at(-1)).toBeGreaterThanOrEqual(5 * MINUTE);
		expect(times.at(-1)).toBeLessThan(6 * MINUTE);
	});

	test('R9: at the limit, a task that is called done without a video is no task that is not finished', async () => {
		expect(await looks(inTurn(running, empty)).run({ limitMs: 2 * MINUTE })).toMatchObject(nothing);
	});

	test('R1: where nobody waits, a task that is called done without a video is an error, too', async () => {
		const { times, run } = looks(() => empty);
		expect(await run({ untilFinished: false })).toMatchObject(nothing);
		expect(times).toEqual([0]);
	});

	test.each<[string, (look: number) => boolean]>([
		['one refusal', (look) => look === 1],
		['a refusal at the first look', (look) => look === 0],
		['three refusals in a row', (look) => look >= 1 && look <= 3],
		['refusals now and then', (look) => look % 2 === 1],
	])('R8: %s of a paid task', async (_, isRefused) => {
		const { run } = looks((age, look) => (isRefused(look) ? refused : finishing(20 * MINUTE)(age)));
		expect(await run()).toEqual({ is: 'state', state: done });
	});

	test('R8: no refusals in a row over minutes, with slips of the network between them', async () => {
		const { times, run } = looks((_, look) => (look === 0 ? running : look % 3 === 0 ? trouble() : refused));
		expect(await run()).toEqual({ is: 'failure', failure: failure('wrong key') });
		expect(times.length).toBeGreaterThan(4);
		expect(times.at(-1)).toBeGreaterThan(3 * MINUTE);
		expect(times.at(-1)).toBeLessThan(5 * MINUTE);
	});

	test.each<[string, Parameters<ReturnType<typeof looks>['run']>[0]]>([
		["of a stranger's task that nobody has seen", { errorGraceMs: MINUTE }],
		['where nobody waits', { untilFinished: false }],
	])('no refusal %s', async (_, options) => {
		const { times, run } = looks(() => refused);
		expect(await run(options)).toEqual({ is: 'failure', failure: failure('wrong key') });
		expect(times).toHaveLength(1);
	});

	test('no refusal of n8n itself, which sends nothing', async () => {
		const { times, run } = looks(inTurn(running, { ...refused, forGood: true } as StatusResult));
		expect(await run()).toMatchObject({ is: 'failure' });
		expect(times).toHaveLength(2);
	});
});

describe('Stop', () => {
	test('ends the first pause', async () => {
		const { times, run } = looks(() => running);
		await expect(run({}, AbortSignal.abort())).rejects.toBeInstanceOf(CancelledError);
		expect(times).toEqual([]);
	});

	test('ends a pause between two looks, and nothing is asked after it', async () => {
		const stop = new AbortController();
		const { times, run } = looks((_, look) => {
			if (look === 2) stop.abort();
			return running;
		});
		await expect(run({}, stop.signal)).rejects.toBeInstanceOf(CancelledError);
		expect(times).toHaveLength(3);
	});
});
