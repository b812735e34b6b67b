// Every shape that piapi.md 3 and its seed show becomes the neutral words it means.
import { piapi } from '../../../../nodes/shared/backends/piapi';
import { readTask } from '../../../../nodes/shared/backends/piapi/responses';
import type { Reply } from '../../../../nodes/shared/http/types';
import { CREATED, created, envelope, ID, read } from '../../../support/piapi-task';
import { answered } from '../../../support/replies';

describe('the answer to a create', () => {
	test.each<[string, Reply]>([
		['the envelope', envelope(created)],
		['HTTP 201', answered({ code: 200, data: created }, 201)],
		["the webhook's form", answered({ timestamp: 1790000000, data: created })],
		['a bare task', answered(created)],
	])('%s', (_, reply) => {
		expect(piapi.readCreation(reply)).toEqual({ is: 'accepted', taskId: ID });
	});

	test.each<[string, unknown]>([
		['data null', { code: 200, message: 'success', data: null }],
		['an empty id', { code: 200, data: { ...created, task_id: '' } }],
		['nothing at all', {}],
	])('success without an id is unclear: %s', (_, json) => {
		expect(piapi.readCreation(answered(json)).is).toBe('unclear');
	});

	test('a refusal tells the cause inside data.error first', () => {
		const error = {
			code: 10000,
			raw_message: 'invalid JPEG format: uninitialized Huffman table ',
			message: 'task failed',
		};
		expect(
			piapi.readCreation(answered({ code: 400, message: 'failed', data: { ...created, task_id: '', error } }, 400)),
		).toMatchObject({
			is: 'refused',
			again: 'never',
			failure: { words: 'invalid JPEG format: uninitialized Huffman table', code: '400' },
		});
	});
});

describe('the states', () => {
	test.each([
		['pending', 'queued'],
		['Pending', 'queued'],
		['staged', 'queued'],
		['processing', 'running'],
		['Processing', 'running'],
		['a word of tomorrow', 'running'],
	])('%s is %s, and dates of the year 1 are none', (word, status) => {
		expect(read(envelope({ ...created, status: word }))).toEqual({
			is: 'state',
			state: {
				taskId: ID,
				word: word.toLowerCase(),
				status,
				createdAt: CREATED,
				finishedAt: undefined,
				cost: { amount: 0, unit: 'points', usd: 0 },
			},
		});
	});

	test.each([['Completed'], ['COMPLETED']])('%s is read like completed', (status) => {
		expect(read(envelope({ ...created, output: { video: 'https://h/v.mp4' }, status }))).toMatchObject({
			state: { status: 'succeeded', word: 'completed' },
		});
	});

	/** The seed, a bare task, less the picture that it echoes. */
	const seed = {
		task_id: '1321c258-6c73-4372-855c-bc1209922768',
		model: 'kling',
		task_type: 'video_generation',
		status: 'failed',
		config: { service_mode: '', webhook_config: { endpoint: '', secret: '' } },
		input: { duration: 5, image_url: 'data:image/png;base64,iVBORw0KGgo=', prompt: 'video test' },
		output: { type: '', status: 0, works: null },
		meta: {
			created_at: '2025-09-18T02:20:24.752482305Z',
			started_at: '2025-09-18T02:20:25.78662246Z',
			ended_at: '2025-09-18T02:20:28.951009352Z',
			usage: { type: 'point', frozen: 2600000, consume: 0 },
			is_using_private_pool: false,
		},
		detail: null,
		logs: null,
		error: {
			code: 10000,
			raw_message: 'create generation task: upload image: unsupported image format ',
			message: 'task failed',
			detail: null,
		},
	};

	test.each<[string, Reply]>([
		['bare, as it is', answered(seed)],
		['in the envelope', envelope(seed)],
		["in the webhook's form", answered({ timestamp: 1758161000, data: seed })],
	])('the seed, %s, failed for the reason in raw_message', (_, reply) => {
		expect(readTask(reply, seed.task_id)).toEqual({
			is: 'state',
			state: {
				taskId: seed.task_id,
				word: 'failed',
				status: 'failed',
				code: '10000',
				words: 'create generation task: upload image: unsupported image format',
				createdAt: Date.parse('2025-09-18T02:20:24.752Z'),
				finishedAt: Date.parse('2025-09-18T02:20:28.951Z'),
				cost: { amount: 0, unit: 'points', usd: 0 },
			},
		});
	});

	test.each([
		[
			'message where raw_message is empty',
			{ code: 10000, raw_message: '', message: 'task failed' },
			'failed',
			'task failed',
			'10000',
		],
		['nothing where there is no error', null, 'failed', 'no reason was given', undefined],
		['code 0 as none', { code: 0, raw_message: 'why', message: '' }, 'failed', 'why', undefined],
		['a stopped task', { code: 0, raw_message: '', message: '' }, 'cancelled', 'PiAPI stopped the task', undefined],
		[
			'a stopped task, other spelling',
			{ code: 0, raw_message: '', message: '' },
			'Canceled',
			'PiAPI stopped the task',
			undefined,
		],
	])('the reason: %s', (_, error, status, words, code) => {
		const answer = read(envelope({ ...created, status, error }));
		expect(answer).toMatchObject({ state: { status: 'failed', words } });
		expect(answer.is === 'state' && answer.state.status === 'failed' && answer.state.code).toBe(code);
	});

	test.each<[string, Reply]>([
		['an envelope without a task', envelope(null)],
		['a task without a status', envelope({ ...created, status: '' })],
		['a list', answered([created])],
		['text', answered('"ok"')],
	])('%s is trouble', (_, reply) => {
		expect(read(reply).is).toBe('transient');
	});

	test('usage that is text, and an unknown kind of usage, are read', () => {
		expect(
			read(envelope({ ...created, meta: { ...created.meta, usage: { type: 'llm', frozen: 0, consume: '2800000' } } })),
		).toMatchObject({
			state: { cost: { amount: 2800000, unit: 'points', usd: 0.28 } },
		});
	});
});
