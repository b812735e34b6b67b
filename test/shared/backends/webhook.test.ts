// Which calls are the services' own, and what they say: their test vectors, everything that can be wrong, and rubbish.
import { createHmac } from 'node:crypto';
import fc from '../../support/property';
import { backends } from '../../../nodes/shared/backends';
import type { Backend } from '../../../nodes/shared/backends/backend';
import type { WebhookRequest, WebhookEvent } from '../../../nodes/shared/backends/webhook';
import { parseJson } from '../../../nodes/shared/json';
import type { BackendId } from '../../../nodes/shared/vocabulary';

/** kling-official.md 6.2. */
const KLING = {
	secret: 'whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=',
	at: 1_781_080_794,
	rawBody:
		'{"id":"1234567890","status":"succeeded","message":"","create_time":1781080778802,"update_time":1781080794151}',
	headers: {
		'webhook-id': '9876543210',
		'webhook-timestamp': '1781080794',
		'webhook-signature': 'v1,UsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4=',
	},
};
/** kie.md 6.2. */
const KIE = {
	secret: 'demo-hmac-key',
	at: 1_700_000_000,
	rawBody: '{"code":200,"data":{"taskId":"task_demo_0001","state":"success"}}',
	headers: {
		'x-webhook-timestamp': '1700000000',
		'x-webhook-signature': 'yRi4Lk1v4hTUlnLjfzRHclfYXcpq1c7w30UqadjQhvI=',
	},
};
/** piapi.md 6. */
const PIAPI = {
	secret: 'demo-secret',
	at: 1_790_000_000,
	rawBody:
		'{"timestamp":1790000000,"data":{"task_id":"00000000-0000-4000-8000-000000000001","model":"kling","task_type":"omni_video_generation","status":"completed"}}',
	headers: { 'x-webhook-secret': 'demo-secret' },
};
/** fal.md 8.3: the second of its keys has signed. */
const FAL = {
	secret: '',
	at: 1_790_000_000,
	keys: ['S-T4Ay6Fpgt_11pkN0oK0z0huHuZe8Q0aQ2EWoJg54c', 'gCzKu4KsotpZIuZEaoDqqh-BOPhaFuyZtfHNR0xy9og'],
	rawBody:
		'{"request_id":"00000000-0000-4000-8000-000000000001","gateway_request_id":"00000000-0000-4000-8000-000000000001","status":"OK","payload":{"video":{"url":"https://cdn.example.com/out.mp4","content_type":"video/mp4","file_name":"out.mp4","file_size":1234567}}}',
	headers: {
		'x-fal-webhook-request-id': '00000000-0000-4000-8000-000000000001',
		'x-fal-webhook-user-id': 'demo-user',
		'x-fal-webhook-timestamp': '1790000000',
		'x-fal-webhook-signature':
			'0120f3bc5cb3f9ad0bca05a0363011ff3c285b90c23f06bc3b7fc14b83d59502693d431f371c2ba3adbb508b4d801ca9e7ce876fe399db48315cf38fc3a36600',
	},
};
interface Vector {
	keys?: readonly string[];
	secret: string;
	at: number;
	rawBody: string;
	headers: Record<string, unknown>;
}
const vectors: Record<BackendId, Vector> = { kling: KLING, kie: KIE, piapi: PIAPI, fal: FAL };
const each = Object.entries(vectors) as Array<[BackendId, Vector]>;

const callbacksOf = (id: BackendId) => (backends[id] as Backend).webhooks;
const requestOf = ({ headers, rawBody }: Pick<Vector, 'headers' | 'rawBody'>): WebhookRequest => ({
	headers,
	rawBody: Buffer.from(rawBody),
});

function check(id: BackendId, vector: Vector, change: Partial<Vector> = {}) {
	const { secret, at, keys = [], ...rest } = { ...vector, ...change };
	const told = callbacksOf(id).read(parseJson(rest.rawBody)) as WebhookEvent;
	return callbacksOf(id).verifySignature(requestOf(rest), told, secret, at * 1000, keys);
}

test.each(each)("%s: the page's own example is good, and says which task has ended", (id, vector) => {
	expect(check(id, vector)).toBe('valid');
	expect(callbacksOf(id).read(parseJson(vector.rawBody))?.end).toBe('succeeded');
});

test.each(each)('%s: names of headers may be written in capitals', (id, vector) => {
	const headers = Object.fromEntries(
		Object.entries(vector.headers).map(([name, value]) => [name.toUpperCase(), value]),
	);
	expect(check(id, vector, { headers })).toBe('valid');
});

test.each(each)('%s: without any seal it is missing, with a part of it broken', (id, vector) => {
	expect(check(id, vector, { headers: {} })).toBe('missing');
	const names = Object.keys(vector.headers);
	for (const name of names) {
		const rest = Object.fromEntries(Object.entries(vector.headers).filter(([other]) => other !== name));
		expect(check(id, vector, { headers: rest })).toEqual(
			names.length === 1 ? 'missing' : { invalid: expect.any(String) },
		);
	}
});

test.each(each.filter(([, { keys }]) => !keys))('%s: another secret does not fit', (id, vector) => {
	expect(check(id, vector, { secret: `${vector.secret.slice(0, -3)}abc` })).toEqual({ invalid: expect.any(String) });
});

test.each(each)('%s: no header may be changed by a single letter', (id, vector) => {
	for (const [name, value] of Object.entries(vector.headers) as Array<[string, string]>) {
		for (let place = 0; place < value.length; place++) {
			const request = value[place] === '1' ? '2' : '1';
			const changed = `${value.slice(0, place)}${request}${value.slice(place + 1)}`;
			expect([name, place, check(id, vector, { headers: { ...vector.headers, [name]: changed } })]).toEqual([
				name,
				place,
				{ invalid: expect.any(String) },
			]);
		}
	}
});

test.each(each)('%s: a header that came as something else than text is none', (id, vector) => {
	const headers = Object.fromEntries(Object.entries(vector.headers).map(([name, value]) => [name, [value]]));
	expect(check(id, vector, { headers })).toBe('missing');
});

test.each(each.filter(([id]) => id !== 'piapi'))(
	'%s: a time of five minutes ago is good, one second more is not',
	(id, vector) => {
		for (const seconds of [-300, 300]) expect(check(id, vector, { at: vector.at + seconds })).toBe('valid');
		for (const seconds of [-301, 301, 86_400])
			expect(check(id, vector, { at: vector.at + seconds })).toEqual({
				invalid: expect.stringMatching(/five minutes/),
			});
	},
);

test('kling: no byte of the body may be changed, not even a blank', () => {
	for (const rawBody of [`${KLING.rawBody} `, KLING.rawBody.replace('123', '124'), KLING.rawBody.replace(':', ': ')])
		expect(check('kling', KLING, { rawBody })).toEqual({ invalid: expect.any(String) });
});

test('kling: while a secret is exchanged, one good signature among several is enough', () => {
	const [good, old] = [KLING.headers['webhook-signature'], `v1,${createHmac('sha256', 'old').digest('base64')}`];
	const signed = (signatures: string) =>
		check('kling', KLING, { headers: { ...KLING.headers, 'webhook-signature': signatures } });
	expect(signed(`${old} ${good}`)).toBe('valid');
	expect(signed(`${good} ${old}`)).toBe('valid');
	expect(signed(`v1a,xyz ${old}`)).toEqual({ invalid: expect.any(String) });
	// Another version of the scheme has another way to sign.
	expect(signed(good.replace('v1,', 'v2,'))).toEqual({ invalid: expect.any(String) });
	expect(signed(good.replace('v1,', ''))).toEqual({ invalid: expect.any(String) });
});

test('kling: the secret may stand without its prefix; what is no secret fits nothing', () => {
	expect(check('kling', KLING, { secret: KLING.secret.replace('whsec_', '') })).toBe('valid');
	expect(check('kling', KLING, { secret: 'whsec_' })).toEqual({ invalid: expect.stringMatching(/whsec_/) });
});

test('kie: the signature of one task does not fit another; both spellings of the id are read', () => {
	const other = KIE.rawBody.replace('0001', '0002');
	expect(check('kie', KIE, { rawBody: other })).toEqual({ invalid: expect.any(String) });
	expect(check('kie', KIE, { rawBody: KIE.rawBody.replace('taskId', 'task_id') })).toBe('valid');
});

describe('fal', () => {
	test('any of the keys may have signed; one that did not, and none at all, do not fit', () => {
		const [other = '', signer = ''] = FAL.keys;
		expect(check('fal', FAL, { keys: [signer] })).toBe('valid');
		expect(check('fal', FAL, { keys: [signer, 'no key at all'] })).toBe('valid');
		for (const keys of [[other], [], ['no key at all']])
			expect(check('fal', FAL, { keys })).toEqual({ invalid: expect.stringMatching(/match any of the keys/) });
	});

	test('no byte of the body may be changed, not even a blank', () => {
		for (const rawBody of [
			`${FAL.rawBody} `,
			FAL.rawBody.replace('1234567', '1234568'),
			FAL.rawBody.replace(':', ': '),
		])
			expect(check('fal', FAL, { rawBody })).toEqual({ invalid: expect.any(String) });
	});

	test("a failure's call is signed alike, and its header may hold the inner try's id", () => {
		const failed: Vector = {
			...FAL,
			rawBody:
				'{"request_id":"00000000-0000-4000-8000-000000000002","gateway_request_id":"00000000-0000-4000-8000-000000000003","status":"ERROR","error":"Invalid status code: 422","payload":{"detail":[{"loc":["body","image_url"],"msg":"made-up text","type":"file_download_error","input":"https://example.com/none.png"}]}}',
			headers: {
				...FAL.headers,
				'x-fal-webhook-request-id': '00000000-0000-4000-8000-000000000002',
				'x-fal-webhook-signature':
					'4695c57d6989b288a704a08c925b88edecf560900649bf57c7b18b66d01ac03eb3558fd8d66069ddb6c4f80a316f7a7e8e5e3926789f9c52269c73980af8cc0c',
			},
		};
		expect(check('fal', failed)).toBe('valid');
		expect(callbacksOf('fal').read(parseJson(failed.rawBody))).toEqual({
			taskId: '00000000-0000-4000-8000-000000000002',
			end: 'failed',
		});
	});

	test('its keys are asked for without the key of the account, first at the newer host', () => {
		const standard = {
			account: 'a',
			apiUrl: 'https://queue.fal.run',
			uploadUrl: 'https://rest.fal.ai',
			hasApiKey: true,
		};
		const { keys } = callbacksOf('fal');
		expect(keys?.calls(standard)).toEqual([
			{ method: 'GET', url: 'https://rest.fal.ai/.well-known/jwks.json', unsigned: true },
			{ method: 'GET', url: 'https://rest.alpha.fal.ai/.well-known/jwks.json', unsigned: true },
		]);
		expect(keys?.calls({ ...standard, uploadUrl: 'https://own.example.com' })).toHaveLength(1);
		const text = JSON.stringify({
			keys: [
				{ kty: 'RSA', n: 'x' },
				{ kty: 'OKP', crv: 'Ed25519', x: 'abc' },
			],
		});
		expect(keys?.read({ status: 200, text })).toEqual(['abc']);
		expect(keys?.read({ status: 200, text: '{"keys":[]}' })).toBeUndefined();
		expect(keys?.read({ status: 503, text })).toBeUndefined();
	});
});

describe('what a call says', () => {
	test.each<[string, BackendId, unknown, WebhookEvent | undefined]>([
		['newer, done', 'kling', { id: '1', status: 'succeeded' }, { taskId: '1', end: 'succeeded', onOwnPath: false }],
		['newer, under way', 'kling', { id: '1', status: 'processing' }, { taskId: '1', end: undefined, onOwnPath: false }],
		[
			"the console's test",
			'kling',
			{ id: '1', status: 'submitted', outputs: [], message: '' },
			{ taskId: '1', end: undefined, onOwnPath: false },
		],
		[
			'legacy, done',
			'kling',
			{ task_id: '1', task_status: 'succeed' },
			{ taskId: '1', end: 'succeeded', onOwnPath: true },
		],
		[
			'legacy, failed',
			'kling',
			{ task_id: '1', task_status: 'failed' },
			{ taskId: '1', end: 'failed', onOwnPath: true },
		],
		['success', 'kie', { code: 200, data: { taskId: 't', state: 'success' } }, { taskId: 't', end: 'succeeded' }],
		['fail', 'kie', { code: 501, data: { taskId: 't', state: 'fail' } }, { taskId: 't', end: 'failed' }],
		['generating', 'kie', { code: 200, data: { taskId: 't', state: 'generating' } }, { taskId: 't', end: undefined }],
		[
			'capitals',
			'piapi',
			{ timestamp: 1, data: { task_id: 't', status: 'Completed' } },
			{ taskId: 't', end: 'succeeded' },
		],
		[
			'processing',
			'piapi',
			{ timestamp: 1, data: { task_id: 't', status: 'processing' } },
			{ taskId: 't', end: undefined },
		],
		['cancelled', 'piapi', { data: { task_id: 't', status: 'cancelled' } }, { taskId: 't', end: 'failed' }],
		['over', 'fal', { request_id: 't', status: 'OK' }, { taskId: 't', end: 'succeeded' }],
		['a word of its queue', 'fal', { request_id: 't', status: 'COMPLETED' }, { taskId: 't', end: undefined }],
		['no state', 'kling', { id: '1' }, undefined],
		['no id', 'kie', { data: { state: 'success' } }, undefined],
		['an empty id', 'piapi', { data: { task_id: ' ', status: 'completed' } }, undefined],
		['an id with a line break', 'kling', { id: 'a\nb', status: 'succeeded' }, undefined],
		['an endless id', 'kling', { id: 'x'.repeat(201), status: 'succeeded' }, undefined],
		[
			'a word of JavaScript',
			'kling',
			{ id: '1', status: 'constructor' },
			{ taskId: '1', end: undefined, onOwnPath: false },
		],
	])('%s', (_, id, json, told) => {
		expect(callbacksOf(id).read(json)).toEqual(told);
	});

	test('an id of more digits than a number keeps is kept', () => {
		expect(callbacksOf('kling').read(parseJson('{"id":829836802793406551,"status":"failed"}'))?.taskId).toBe(
			'829836802793406551',
		);
	});
});

describe("what made a task, by the backend's answer", () => {
	const kie = (model: string, input: object = {}) => ({
		code: 200,
		data: { model, param: JSON.stringify({ model, input }) },
	});
	const piapi = (task_type: string, input: object = {}) => ({ code: 200, data: { task_type, input } });
	test.each<[BackendId, unknown, string | undefined]>([
		['kie', kie('kling-2.6/image-to-video'), 'imageToVideo'],
		['kie', kie('kling-2.6/motion-control'), 'motionControl'],
		['kie', kie('kling/ai-avatar-pro'), 'avatar'],
		['kie', kie('kling-3.0/video'), 'textToVideo'],
		['kie', kie('kling-3.0/video', { image_urls: ['https://h/a.png'] }), 'imageToVideo'],
		['kie', kie('kling-3.0/video', { image_urls: ['https://h/a.png'], kling_elements: [{}] }), 'multiImageToVideo'],
		['kie', { data: { model: 'kling-3.0/video', param: 'cut off {' } }, undefined],
		['kie', kie('nobody-knows'), undefined],
		['piapi', piapi('video_generation', { image_url: 'https://h/a.png' }), 'imageToVideo'],
		['piapi', piapi('video_generation', { start_image_url: 'https://h/a.png' }), 'imageToVideo'],
		['piapi', piapi('video_generation', { prompt: 'A boat' }), 'textToVideo'],
		['piapi', piapi('video_generation', { elements: [{ image_url: 'https://h/a.png' }] }), 'multiImageToVideo'],
		['piapi', piapi('omni_video_generation', { images: ['https://h/a.png'] }), 'multiImageToVideo'],
		['piapi', piapi('omni_video_generation', { version: 'o1' }), 'textToVideo'],
		['piapi', piapi('motion_control'), 'motionControl'],
		['piapi', piapi('lip_sync'), 'lipSync'],
		['piapi', piapi('sound'), 'textToSound'],
		['piapi', piapi('toString'), undefined],
		['kling', { code: 0, data: [{ id: '1' }] }, undefined],
	])('%s %j', (id, answer, operation) => {
		expect(callbacksOf(id).madeBy?.(answer)).toBe(operation);
	});
});

const anything = fc.anything({ withNullPrototype: true, maxDepth: 4 });
const nearly = (id: BackendId) =>
	fc.oneof(
		anything,
		fc.record({ id: anything, status: anything, task_id: anything, task_status: anything, data: anything }),
		fc.record({
			data: fc.record({
				taskId: anything,
				state: anything,
				task_id: anything,
				status: anything,
				model: anything,
				param: anything,
				task_type: anything,
				input: anything,
			}),
		}),
		fc.constantFrom(parseJson(vectors[id].rawBody)),
	);

test.each(each)(
	'%s: whatever comes, it is read or it is not; a seal that was not made is never good',
	(id, { secret }) => {
		const headers = fc.dictionary(
			fc.constantFrom(
				'webhook-id',
				'webhook-timestamp',
				'webhook-signature',
				'x-webhook-timestamp',
				'x-webhook-signature',
				'x-webhook-secret',
			),
			fc.oneof(anything, fc.constantFrom('v1,', 'v1, v1,', '1790000000', '-1', '1e9', 'NaN')),
		);
		fc.assert(
			fc.property(nearly(id), headers, fc.uint8Array(), (json, some, bytes) => {
				const { read, verifySignature: checked, madeBy } = callbacksOf(id);
				madeBy?.(json);
				const told = read(json) ?? { taskId: 't' };
				expect(told.taskId).toMatch(/^[\x21-\x7e]{1,200}$/);
				expect([undefined, 'succeeded', 'failed']).toContain(told.end);
				expect(checked({ headers: some, rawBody: Buffer.from(bytes) }, told, secret, 1_790_000_000_000, [])).not.toBe(
					'valid',
				);
			}),
			{ numRuns: 1500 },
		);
	},
);
