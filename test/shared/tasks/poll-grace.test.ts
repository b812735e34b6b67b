// Waiting over virtual hours: what it bears, when it gives up, and that Stop ends it at once.
import { CancelledError } from '../../../nodes/shared/errors';
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

	test('no task that is called done for long without a video', async () => {
		const empty = stateTold({ taskId: 't', word: 'succeed', status: 'running', endedWithoutResult: true });
		const { times, run } = looks(inTurn(running, empty));
		expect(await run()).toMatchObject({
			is: 'failure',
			failure: { message: "The backend says 'succeed' but gives no result" },
		});
		expect(times.length).toBeLessThan(10);
	});

	test('no refusal, not even of a task that was seen before', async () => {
		const { times, run } = looks(inTurn(running, refused));
		expect(await run()).toEqual({ is: 'failure', failure: failure('wrong key') });
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
