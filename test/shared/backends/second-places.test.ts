// Replies that hold what was paid for at another place than their page says (R3), and reasons that stand elsewhere (R4).
import { kie } from '../../../nodes/shared/backends/kie';
import { piapi } from '../../../nodes/shared/backends/piapi';
import { readCreation as createdByKie } from '../../../nodes/shared/backends/kie/responses';
import { readCreation as createdByKling, readTask, readTasks } from '../../../nodes/shared/backends/kling/responses';
import { readCreation as createdByPiapi } from '../../../nodes/shared/backends/piapi/responses';
import { filesIn, startOf } from '../../../nodes/shared/backends/second-places';
import type { Reply } from '../../../nodes/shared/http/types';
import type { StatusAnswer } from '../../../nodes/shared/tasks/task';
import { inTurn, looks } from '../../support/poll-harness';
import { answered } from '../../support/replies';

const ID = 'task-1';
const URL = 'https://cdn.example.com/out/video-1.mp4';
const connection = { account: 'mine', apiUrl: 'https://h', uploadUrl: 'https://u', hasApiKey: true };
const readers: Record<string, (reply: Reply) => StatusAnswer> = {
	'Kling, newer': (reply) => readTasks(reply, ID),
	'Kling, legacy': (reply) => readTask(reply, ID),
	'Kie.ai': kie.statusQueries({ backend: 'kie', operation: 'imageToVideo', taskId: ID }, connection)[0]!.read,
	PiAPI: piapi.statusQueries({ backend: 'piapi', operation: 'imageToVideo', taskId: ID }, connection)[0]!.read,
};
const named = Object.keys(readers);

/** A finished task of each, with anything as its result. */
const finished: Record<string, (result: Record<string, unknown>) => Record<string, unknown>> = {
	'Kling, newer': (result) => ({ id: ID, status: 'succeeded', ...result }),
	'Kling, legacy': (result) => ({ task_id: ID, task_status: 'succeed', ...result }),
	'Kie.ai': (result) => ({ taskId: ID, state: 'success', param: '{"image_url":"https://h/in.mp4"}', ...result }),
	PiAPI: (result) => ({ task_id: ID, status: 'completed', input: { video_url: 'https://h/in.mp4' }, output: result }),
};

describe.each(named)('R3: %s', (name) => {
	const read = readers[name]!;
	const task = finished[name]!;
	const code = name.startsWith('Kling') ? 0 : 200;

	test.each<[string, Record<string, unknown>]>([
		['a list of addresses', { videos: [URL] }],
		['another key', { video_urls: [URL] }],
		['an object of its own', { result: { video: { url: URL } } }],
		['two levels deeper', { task_result: { data: { works: [{ file: URL }] } } }],
		['JSON in a text', { result_json: JSON.stringify({ files: [{ url: URL }] }) }],
		['a name without an ending', { result: { video_url: 'https://cdn.example.com/v/1?sign=a' } }],
		['among pictures', { outputs_2: [{ cover_url: 'https://h/c.jpg', first_frame: 'https://h/f.png', mp4: URL }] }],
	])('its video under %s is delivered', (what, result) => {
		const url = what === 'a name without an ending' ? 'https://cdn.example.com/v/1?sign=a' : URL;
		expect(read(answered({ code, data: task(result) }))).toMatchObject({
			is: 'state',
			state: { status: 'succeeded', videos: [{ url }] },
		});
	});

	test.each<[string, (entry: object) => unknown]>([
		['code 200', (entry) => ({ code: 200, data: entry })],
		['code 0', (entry) => ({ code: 0, data: entry })],
		['code "200" as text', (entry) => ({ code: '200', data: entry })],
		['no code', (entry) => ({ data: entry })],
		['an envelope more', (entry) => ({ code, data: { data: entry } })],
		['a list', (entry) => ({ code, data: [entry] })],
		['a key', (entry) => ({ code, data: { task: entry } })],
	])('its state with %s is read', (_, reply) => {
		expect(read(answered(reply(task({ videos: [URL] }))))).toMatchObject({ state: { status: 'succeeded' } });
	});

	test("another task's state is nobody's", () => {
		const other = JSON.parse(
			JSON.stringify({ code: 1, data: { data: task({ videos: [URL] }) } }).replaceAll(ID, 'task-2'),
		) as object;
		expect(read(answered(other)).is).not.toBe('state');
	});

	test.each<[string, Record<string, unknown>]>([
		['nothing', {}],
		['a cover only', { cover_url: 'https://h/c.jpg' }],
		['what was sent only', { input: { video_url: URL }, param: `{"video":"${URL}"}`, callback_url: URL }],
		['no web address', { video_url: 'oss://bucket/out.mp4' }],
	])('%s is no result', (_, result) => {
		expect(read(answered({ code, data: task(result) }))).toMatchObject({
			state: { status: 'running', endedWithoutResult: true },
		});
	});

	test('the error shows the start of what came in place of a result', async () => {
		const answer = read(answered({ code, data: task({ works: null, hint: 'moderated' }) }));
		if (answer.is !== 'state') throw new Error('no state');
		const { run } = looks(inTurn(answer));
		expect(await run({ untilFinished: false })).toMatchObject({
			is: 'failure',
			failure: { message: expect.stringMatching(/its answer contains no result that the node can read: .*moderated/) },
		});
	});

	test('a canceled or expired task has ended', () => {
		for (const word of ['canceled', 'cancelled', 'expired', 'EXPIRED']) {
			const entry = {
				...task({}),
				status: word,
				state: word,
				...(name === 'Kling, legacy' ? { task_status: word } : {}),
			};
			expect(read(answered({ code, data: name === 'Kling, newer' ? [entry] : entry }))).toMatchObject({
				state: { status: 'failed', words: expect.stringMatching(/\S/) },
			});
		}
	});
});

describe('R5 and M6: Kie.ai', () => {
	const read = readers['Kie.ai']!;

	test('a reply that does not name the task ends nothing', () => {
		for (const code of [408, 501]) {
			expect(read(answered({ code, msg: 'Request timeout' }))).toMatchObject({ is: 'transient' });
			expect(read(answered({ code, msg: 'Request timeout' }, code))).toMatchObject({ is: 'transient' });
		}
	});

	test('one that names it does', () => {
		const data = { taskId: ID, state: 'fail', failMsg: 'bad prompt', failCode: '501' };
		expect(read(answered({ code: 501, msg: 'failed', data }))).toMatchObject({
			state: { status: 'failed', words: 'bad prompt', code: '501' },
		});
	});

	test('R5: 422 with other words right after a create is borne', async () => {
		const odd = read(answered({ code: 422, msg: 'The record is being prepared' }));
		const good = read(
			answered({ code: 200, data: { taskId: ID, state: 'success', resultJson: `{"resultUrls":["${URL}"]}` } }),
		);
		if (odd.is === 'followUp' || good.is === 'followUp') throw new Error('asks on');
		expect(await looks(inTurn(odd, odd, good)).run()).toMatchObject({ is: 'state', state: { status: 'succeeded' } });
	});
});

describe('R4: the reason', () => {
	const creations = { Kling: createdByKling, 'Kie.ai': createdByKie, PiAPI: createdByPiapi };

	describe.each(Object.entries(creations))('%s refuses a create', (_, create) => {
		test.each<[string, object]>([
			['success: false with msg', { success: false, msg: 'image is too dark' }],
			['success: false with message', { success: false, message: 'image is too dark' }],
			['success: false with an error as text', { success: false, error: 'image is too dark' }],
			['success: false with an error as object', { success: false, error: { message: 'image is too dark' } }],
			['success: false with a detail', { success: false, error: { detail: 'image is too dark' } }],
		])('by %s', (_case, json) => {
			expect(create(answered(json))).toMatchObject({
				is: 'refused',
				again: 'never',
				failure: { kind: 'refused', message: expect.stringContaining('image is too dark') },
			});
		});

		test('success: false of a server error proves nothing', () => {
			expect(create(answered({ success: false, msg: 'oops' }, 502)).is).toBe('unclear');
		});

		test('success: false beside a task is a task', () => {
			const reply = { success: false, data: { task_id: ID, taskId: ID, id: ID } };
			expect(create(answered(reply))).toMatchObject({ is: 'accepted', taskId: ID });
		});
	});

	test('Kie.ai, success: false with code 200', () => {
		expect(createdByKie(answered({ code: 200, success: false, msg: 'model is paused' }))).toMatchObject({
			is: 'refused',
			failure: { words: 'model is paused' },
		});
	});

	test.each<[string, string, object]>([
		[
			'PiAPI',
			'error.detail',
			{ task_id: ID, status: 'failed', error: { code: 10000, raw_message: '', message: '', detail: 'face not found' } },
		],
		[
			'PiAPI',
			'error.detail as object',
			{ task_id: ID, status: 'failed', error: { detail: { message: 'face not found' } } },
		],
		['PiAPI', 'error as text', { task_id: ID, status: 'failed', error: 'face not found' }],
		['PiAPI', 'detail', { task_id: ID, status: 'failed', detail: 'face not found' }],
		['Kie.ai', 'error', { taskId: ID, state: 'fail', error: { message: 'face not found' } }],
		['Kie.ai', 'errorMessage', { taskId: ID, state: 'fail', errorMessage: 'face not found' }],
		['Kling, newer', 'reason', { id: ID, status: 'failed', reason: 'face not found' }],
		['Kling, legacy', 'error', { task_id: ID, task_status: 'failed', error: { detail: 'face not found' } }],
	])('of a failed task of %s in %s is told', (name, _, entry) => {
		const code = name.startsWith('Kling') ? 0 : 200;
		expect(readers[name]!(answered({ code, data: entry }))).toMatchObject({
			state: { status: 'failed', words: 'face not found' },
		});
	});

	test('of a refused create of PiAPI in error.detail is told', () => {
		expect(createdByPiapi(answered({ code: 400, message: '', error: { detail: 'bad ratio' } }, 400))).toMatchObject({
			failure: { words: 'bad ratio' },
		});
	});
});

describe('what is looked through', () => {
	test('any depth and size takes no more than a blink', () => {
		let deep: unknown = URL;
		for (let level = 0; level < 5_000; level++) deep = [deep];
		const wide = Array.from({ length: 20_000 }, () => ({ url: 'https://h/a.jpg' }));
		const from = performance.now();
		expect(filesIn(deep)).toEqual({ videos: [] });
		expect(filesIn(wide)).toEqual({ videos: [] });
		expect(startOf(wide)!.length).toBeLessThan(300);
		expect(performance.now() - from).toBeLessThan(1_000);
	});

	test('a sound is found where sounds are made, and is no result elsewhere', () => {
		const output = { track: 'https://h/a.mp3' };
		expect(filesIn(output)).toEqual({ videos: [] });
		expect(filesIn(output, true)).toEqual({ videos: [], sounds: [{ url: 'https://h/a.mp3' }] });
	});

	test('keys, signatures and files in a text are not shown', () => {
		expect(startOf({ url: 'https://h/a?sign=secret', file: `data:image/png;base64,${'A'.repeat(500)}` })).toBe(
			'{"url":"https://h/a","file":"(file)"}',
		);
	});
});
