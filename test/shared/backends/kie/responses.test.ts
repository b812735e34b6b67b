// Every shape that kie.md 3 and its seed show becomes the neutral words it means.
import { kie } from '../../../../nodes/shared/backends/kie';
import type { Reply } from '../../../../nodes/shared/http/types';
import { answered } from '../../../support/replies';

const DAY = 24 * 3600 * 1000;
const connection = { account: 'mine', apiUrl: 'https://h', uploadUrl: 'https://u', hasApiKey: true };
const [question] = kie.statusQueries(
	{ backend: 'kie', operation: 'imageToVideo', taskId: 'task_demo_0001' },
	connection,
);
const read = (reply: Reply) => question!.read(reply);
const record = (data: unknown) => answered({ code: 200, msg: 'success', data });
const RESULT = 'https://tempfile.example.com/out.mp4';

const done = {
	taskId: 'task_demo_0001',
	model: 'kling-2.6/image-to-video',
	state: 'success',
	param:
		'{"model":"kling-2.6/image-to-video","input":{"image_urls":["https://example.com/first.png"],"resultUrls":["https://example.com/input.mp4"]}}',
	resultJson: `{"resultUrls":["${RESULT}"]}`,
	failCode: '',
	failMsg: '',
	costTime: 95000,
	createTime: 1790000000000,
	updateTime: 1790000095000,
	completeTime: 1790000095000,
	creditsConsumed: 70,
};
const known = { taskId: 'task_demo_0001', model: 'kling-2.6/image-to-video', createdAt: 1790000000000 };

describe('the answer to createTask', () => {
	test.each<[string, unknown, string]>([
		['with msg', { code: 200, msg: 'success', data: { taskId: 'task_demo_0001' } }, 'task_demo_0001'],
		[
			'with message, as in the seed',
			{ code: 200, message: 'success', data: { taskId: 'task_12345678' } },
			'task_12345678',
		],
		[
			'an id of 32 hex characters',
			{ code: 200, data: { taskId: 'e989621f54392584b05867f87b160672' } },
			'e989621f54392584b05867f87b160672',
		],
		[
			'the code as text',
			{ code: '200', data: { taskId: 'task_kling-2.6_1790000000000' } },
			'task_kling-2.6_1790000000000',
		],
		['task_id, as the callback page spells it', { code: 200, data: { task_id: 't' } }, 't'],
	])('%s', (_, json, taskId) => {
		expect(kie.readCreation(answered(json))).toEqual({ is: 'accepted', taskId });
	});

	test.each<[string, unknown]>([
		['data null', { code: 200, msg: 'success', data: null }],
		['an empty id', { code: 200, msg: 'success', data: { taskId: '' } }],
		['no code either', { data: {} }],
	])('success without an id is unclear: %s', (_, json) => {
		expect(kie.readCreation(answered(json)).is).toBe('unclear');
	});

	test("HTTP 200 with another code is a refusal in the backend's words", () => {
		expect(kie.readCreation(answered({ code: 402, msg: 'Credits insufficient', data: null }))).toMatchObject({
			is: 'refused',
			again: 'never',
			failure: { kind: 'credit', code: '402', words: 'Credits insufficient' },
		});
		expect(kie.readCreation(answered({ code: 401, message: 'You do not have access permissions' }))).toMatchObject({
			failure: { words: 'You do not have access permissions' },
		});
	});
});

describe('recordInfo', () => {
	test('a finished task, as in section 3.2', () => {
		expect(read(record(done))).toEqual({
			is: 'state',
			state: {
				...known,
				word: 'success',
				status: 'succeeded',
				finishedAt: 1790000095000,
				urlExpiresAt: 1790000095000 + DAY,
				cost: { amount: 70, unit: 'credits', usd: 0.35 },
				videos: [{ url: RESULT }],
			},
		});
	});

	test('a failed task comes with code 200 too and tells code and words', () => {
		const failed = {
			...done,
			state: 'fail',
			resultJson: '',
			failCode: '400',
			failMsg: 'No valid characters detected in the video',
			creditsConsumed: 0,
		};
		expect(read(record(failed))).toEqual({
			is: 'state',
			state: {
				...known,
				word: 'fail',
				status: 'failed',
				code: '400',
				words: 'No valid characters detected in the video',
				finishedAt: 1790000095000,
				cost: { amount: 0, unit: 'credits', usd: 0 },
			},
		});
	});

	test.each([
		['null', { failCode: null, failMsg: null }, undefined],
		['empty', { failCode: '', failMsg: '' }, undefined],
		['absent', { failCode: undefined, failMsg: undefined }, undefined],
		['a number', { failCode: 500, failMsg: null }, '500'],
	])('failCode and failMsg may be %s', (_, more, code) => {
		const answer = read(record({ ...done, state: 'fail', ...more }));
		expect(answer).toMatchObject({ state: { status: 'failed', words: 'no reason was given' } });
		expect(answer.is === 'state' && answer.state.status === 'failed' && answer.state.code).toBe(code);
	});

	test.each([
		['waiting', 'queued'],
		['queuing', 'queued'],
		['generating', 'running'],
		['GENERATING', 'running'],
		['a word of tomorrow', 'running'],
	])('%s is %s', (word, status) => {
		const rest = { ...done, resultJson: undefined, creditsConsumed: undefined };
		expect(read(record({ ...rest, state: word, completeTime: 0 }))).toEqual({
			is: 'state',
			state: { ...known, word: word.toLowerCase(), status, finishedAt: undefined },
		});
	});

	test.each<[string, unknown, unknown[]]>([
		['several', `{"resultUrls":["${RESULT}","https://h/2.mp4"]}`, [{ url: RESULT }, { url: 'https://h/2.mp4' }]],
		['an object instead of text', { resultUrls: [RESULT] }, [{ url: RESULT }]],
		['an empty one before', `{"resultUrls":["","${RESULT}"]}`, [{ url: RESULT }]],
		['null before', `{"resultUrls":[null,"${RESULT}"]}`, [{ url: RESULT }]],
	])('resultJson with %s', (_, resultJson, videos) => {
		expect(read(record({ ...done, resultJson }))).toMatchObject({ state: { status: 'succeeded', videos } });
	});

	test.each<[string, unknown]>([
		['absent', undefined],
		['null', null],
		['empty', ''],
		['broken', '{"resultUrls":["https://tempfile'],
		['without URLs', '{"resultUrls":[]}'],
		['of another model', '{"resultObject":{}}'],
		['with an empty URL', '{"resultUrls":[""]}'],
		['with no web address', '{"resultUrls":["oss://bucket/out.mp4"]}'],
	])('success with a resultJson that is %s is never a success, whatever stands in param', (_, resultJson) => {
		expect(read(record({ ...done, resultJson }))).toMatchObject({
			is: 'state',
			state: { status: 'running', word: 'success' },
		});
	});

	test("the callback's names for the cost are understood too (kie.md 6.1)", () => {
		const rest = { ...done, creditsConsumed: undefined };
		expect(read(record({ ...rest, consumeCredits: 100, remainedCredits: 2510330 }))).toMatchObject({
			state: { cost: { amount: 100, unit: 'credits', usd: 0.5 } },
		});
	});

	test("the callback's envelope for a failed task, code 501, is a failed task (seed)", () => {
		const data = { ...done, state: 'fail', failCode: '500', failMsg: 'Internal server error', resultJson: undefined };
		expect(read(answered({ code: 501, msg: 'Playground task failed.', data }))).toMatchObject({
			state: { status: 'failed', code: '500', words: 'Internal server error' },
		});
	});

	test('numbers written as text are numbers', () => {
		expect(read(record({ ...done, creditsConsumed: '70.5', createTime: '1790000000000' }))).toMatchObject({
			state: { createdAt: 1790000000000, cost: { amount: 70.5 } },
		});
	});

	test.each<[string, Reply]>([
		['422 "recordInfo is null"', answered({ code: 422, msg: 'recordInfo is null', data: null })],
		['the same under message', answered({ code: 422, message: 'recordInfo is null' })],
		['404', answered({ code: 404, msg: 'Task not found' })],
		['success with data null', record(null)],
	])('a task is unknown by %s', (_, reply) => {
		expect(read(reply)).toMatchObject({
			is: 'unknown',
			failure: { kind: 'notFound', message: "Kie.ai has no task with the ID 'task_demo_0001'" },
		});
	});

	test.each<[string, unknown]>([
		['no data', undefined],
		['a list', []],
		['no state', { taskId: 't' }],
		['state null', { taskId: 't', state: null }],
	])('%s is trouble', (_, data) => {
		expect(read(record(data)).is).toBe('transient');
	});

	test.each(['waiting', 'success', 'fail'])('a record that names no task tells nothing of it: %s', (state) => {
		expect(read(record({ state }))).toMatchObject({ is: 'transient' });
		expect(read(record({ taskId: 'another', state }))).toMatchObject({ is: 'transient' });
	});

	test.each([408, 501])('code %i ends a task only where the reply names it (M6)', (code) => {
		const says = (data: unknown) => read(answered({ code, msg: 'Request timeout', data }));
		const named = { taskId: 'task_demo_0001', state: 'fail', failCode: '500', failMsg: 'no result' };
		expect(says(undefined)).toMatchObject({ is: 'transient' });
		expect(says(null)).toMatchObject({ is: 'transient' });
		expect(says({ ...named, taskId: undefined })).toMatchObject({ is: 'transient' });
		expect(says({ ...named, state: 'generating' })).toMatchObject({ is: 'state', state: { status: 'running' } });
		expect(says(named)).toMatchObject({ is: 'state', state: { status: 'failed', words: 'no result', code: '500' } });
	});
});

test('a task is asked for by its id, escaped', () => {
	const calls = kie
		.statusQueries({ backend: 'kie', operation: 'imageToVideo', taskId: 'a&b' }, connection)
		.map(({ call }) => call);
	expect(calls).toEqual([{ method: 'GET', url: 'https://h/api/v1/jobs/recordInfo?taskId=a%26b' }]);
});
