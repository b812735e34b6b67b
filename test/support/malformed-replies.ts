// What may come over the wire in place of a good reply: anything at all, and good replies with something wrong in them.
import fc from './property';
import type { Reply } from '../../nodes/shared/http/types';
import type { BackendId } from '../../nodes/shared/vocabulary';
import { htmlPage } from './replies';

export const ID = 't-1';

/** Whole valid replies, from which the fuzz starts. */
export const valid: Record<BackendId, unknown[]> = {
	kling: [
		{ code: 0, message: 'ok', data: { task_id: ID, task_status: 'submitted', created_at: 1 } },
		{
			code: 0,
			message: 'ok',
			data: [
				{
					id: ID,
					status: 'succeeded',
					outputs: [{ type: 'video', url: 'https://h/v.mp4', duration: '5' }],
					billing: [{ charge_type: 'unit', amount: '4' }],
				},
			],
		},
		{
			code: 0,
			message: 'ok',
			data: {
				task_id: ID,
				task_status: 'succeed',
				task_result: { videos: [{ url: 'https://h/v.mp4', duration: '5' }] },
				final_unit_deduction: '4',
			},
		},
		{
			code: 0,
			message: 'ok',
			data: {
				code: 0,
				msg: 'SUCCEED',
				resource_pack_subscribe_infos: [
					{ resource_pack_name: 'Video', remaining_quantity: 7.5, status: 'online', invalid_time: 1_790_000_000_000 },
					{ resource_pack_name: 'Image', remaining_quantity: '3', status: 'online', invalid_time: 1_790_000_000_000 },
				],
			},
		},
		{ code: 1303, message: 'parallel task over resource pack limit' },
	],
	kie: [
		{ code: 200, msg: 'success', data: { taskId: ID } },
		{
			code: 200,
			msg: 'success',
			data: {
				taskId: ID,
				state: 'success',
				resultJson: '{"resultUrls":["https://h/v.mp4"]}',
				creditsConsumed: 7,
				completeTime: 1,
			},
		},
		{ code: 200, msg: 'ok', success: true, data: { downloadUrl: 'https://h/p.png' } },
		{ code: 200, msg: 'success', data: 99.5 },
		{ code: 429, msg: 'rate limited' },
	],
	piapi: [
		{
			code: 200,
			message: 'success',
			data: { task_id: ID, status: 'pending', meta: { created_at: '2026-09-01T10:00:00Z' } },
		},
		{
			code: 200,
			data: {
				task_id: ID,
				status: 'completed',
				output: {
					works: [
						{ video: { resource: 'https://h/w.mp4', resource_without_watermark: 'https://h/v.mp4', duration: 5 } },
					],
				},
			},
		},
		{ code: 200, data: { task_id: ID, status: 'completed', output: { video: 'https://h/v.mp4' } } },
		{ code: 200, data: { url: 'https://h/p.png' } },
		{ code: 200, data: { equivalent_in_usd: 1.5, wallet: { point_remain: 15_000_000 } } },
	],
	fal: [
		{
			request_id: ID,
			status: 'IN_QUEUE',
			queue_position: 2,
			status_url: 'https://h/fal-ai/kling-video/requests/t-1/status',
			response_url: 'https://h/fal-ai/kling-video/requests/t-1',
			cancel_url: 'https://h/fal-ai/kling-video/requests/t-1/cancel',
		},
		{ status: 'COMPLETED', request_id: ID, error: 'it broke', error_type: 'runner_disconnected' },
		{ status: 'COMPLETED', request_id: ID, error: 'taken back', error_type: 'client_cancelled' },
		{ video: { url: 'https://h/v.mp4' }, duration: 5 },
		{ detail: [{ loc: ['body', 'prompt'], msg: 'too long', type: 'string_too_long', ctx: { max_length: 9 } }] },
		{ file_url: 'https://h/p.png', upload_url: 'https://h/put?sig=1' },
		{ prices: [{ endpoint_id: 'a/b', unit_price: 0.1, unit: 'seconds', currency: 'USD' }] },
		{
			items: [
				{
					request_id: ID,
					endpoint_id: 'fal-ai/kling-video/v3/pro/text-to-video',
					sent_at: '2026-11-01T10:00:01Z',
					ended_at: '2026-11-01T10:01:38Z',
					status_code: 200,
					json_input: { prompt: 'A' },
					json_output: { video: { url: 'https://h/v.mp4' } },
				},
			],
			has_more: true,
			next_cursor: 'c',
		},
		{ error: { type: 'authorization_error', message: 'no' } },
	],
};
export const status = fc.oneof(
	fc.constantFrom(200, 201, 204, 302, 400, 401, 403, 404, 408, 422, 429, 500, 502, 503, 504),
	fc.integer({ min: 100, max: 599 }),
);
const oddity = fc.oneof(
	fc.constantFrom<unknown>(
		null,
		'',
		' ',
		0,
		-1,
		1e308,
		true,
		false,
		[],
		{},
		'null',
		'https://',
		'data:video/mp4;base64,AAAA',
		'0001-01-01T00:00:00Z',
		[[]],
		[null],
		'\u0000',
		'__proto__',
	),
	fc.jsonValue({ maxDepth: 2 }),
);

/** The value with one of its places replaced by something odd, or cut off. */
function disturbed(value: unknown): fc.Arbitrary<unknown> {
	const paths = pathsIn(value);
	return fc
		.tuple(fc.subarray(paths, { minLength: 1, maxLength: 3 }), fc.array(oddity, { minLength: 3, maxLength: 3 }))
		.map(([chosen, oddities]) =>
			chosen.reduce<unknown>((now, path, index) => put(now, path, oddities[index]), structuredClone(value)),
		);
}
function pathsIn(value: unknown, path: string[] = []): string[][] {
	if (typeof value !== 'object' || value === null) return [path];
	return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))];
}
function put(value: unknown, [key, ...rest]: string[], odd: unknown): unknown {
	if (key === undefined) return odd;
	if (typeof value !== 'object' || value === null) return value;
	const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>;
	copy[key] = put(copy[key], rest, odd);
	return copy as unknown;
}

/** Text as it may come from this backend or from whatever stands before it. */
function texts(id: BackendId): fc.Arbitrary<string> {
	const code = fc.oneof(
		fc.integer({ min: -1, max: 6000 }),
		fc.constantFrom<unknown>(0, 200, '200', 1003, 1004, 1302, 1303, 5001, 429, 455, 408, 500, 10000, null, '', true),
	);
	const one = fc.constantFrom(...valid[id]);
	return fc.oneof(
		one.chain(disturbed).map((json) => JSON.stringify(json)),
		fc.tuple(one, code).map(([json, other]) => JSON.stringify({ ...(json as object), code: other })),
		fc.tuple(one, fc.nat(400)).map(([json, length]) => JSON.stringify(json).slice(0, length)),
		fc
			.tuple(code, fc.string(), oddity)
			.map(([other, words, data]) => JSON.stringify({ code: other, msg: words, message: words, data })),
		fc.json({ maxDepth: 3 }),
		fc.string({ maxLength: 60 }),
		fc.constantFrom(
			'',
			'null',
			'[]',
			'{}',
			'0',
			'true',
			htmlPage,
			'<?xml version="1.0"?><Error/>',
			'upstream connect error',
			'{"error":{"message":"no"}}',
		),
	);
}

export const replies = (id: BackendId): fc.Arbitrary<Reply> =>
	fc.oneof(
		{
			weight: 20,
			arbitrary: fc.record({ status, text: texts(id), retryAfterMs: fc.option(fc.nat(), { nil: undefined }) }),
		},
		{
			weight: 1,
			arbitrary: fc.record({ kind: fc.constantFrom('notSent', 'noResponse', 'blocked'), words: fc.string() }),
		},
	);
