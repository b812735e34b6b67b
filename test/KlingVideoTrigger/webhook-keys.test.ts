// Callbacks of a made-up backend that signs with keys of its own, which have to be fetched.
import type { IWebhookFunctions } from 'n8n-workflow';
import { handleWebhook } from '../../nodes/KlingVideoTrigger/handle-webhook';
import { backends } from '../../nodes/shared/backends';
import { headerAt, type WebhookSpec } from '../../nodes/shared/backends/webhook';
import { isNetworkFailure } from '../../nodes/shared/http/types';
import { virtualClock } from '../support/clock';

const signing: WebhookSpec = {
	secretLabel: 'Webhook Secret',
	secretPerTask: false,
	read: () => ({ taskId: 't1' }),
	keys: {
		calls: ({ apiUrl }) => [{ method: 'GET', url: `${apiUrl}/keys`, unsigned: true }],
		read: (reply) => (isNetworkFailure(reply) || reply.status !== 200 ? undefined : reply.text.split(',')),
	},
	verifySignature({ headers }, _event, _secret, _now, keys) {
		const signature = headerAt(headers, 'x-signed-with');
		if (signature === undefined) return 'missing';
		return keys.includes(signature) ? 'valid' : { invalid: 'its signature fits no key' };
	},
};

let account = 0;
beforeEach(() => void jest.replaceProperty(backends.kie, 'webhooks', signing));
afterEach(() => jest.restoreAllMocks());

/** A webhook's context; `keys` is what the service tells of its keys, undefined while it cannot be reached. */
function stage() {
	const clock = virtualClock();
	const service: { keys?: string; asked: number } = { keys: 'old', asked: 0 };
	const apiKey = `key ${(account += 1)}`;
	const call = async (headers: Record<string, string>, options: object = {}) => {
		let status = 200;
		const response = {
			status: (code: number) => ((status = code), response),
			json: () => response,
			once: () => response,
		};
		const context = {
			getNodeParameter: (name: string) => ({ backend: 'kie', options, events: ['succeeded'] })[name],
			getCredentials: async () => ({ apiKey }),
			getHeaderData: () => headers,
			getQueryData: () => ({}),
			getRequestObject: () => ({ rawBody: Buffer.from('{}') }),
			getResponseObject: () => response,
			getNode: () => ({ id: 'n' }),
			logger: { info: () => undefined, warn: () => undefined },
			helpers: {
				async httpRequest() {
					service.asked += 1;
					if (service.keys === undefined) throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
					return { statusCode: 200, headers: {}, body: service.keys };
				},
			},
		};
		await handleWebhook(context as unknown as IWebhookFunctions, clock);
		return status;
	};
	return { clock, service, call };
}

const by = (key: string) => ({ 'x-signed-with': key });

test('keys are fetched once and kept for some minutes', async () => {
	const { clock, service, call } = stage();
	expect([await call(by('old')), await call(by('old')), service.asked]).toEqual([200, 200, 1]);
	await clock.sleep(11 * 60_000, undefined);
	expect([await call(by('old')), service.asked]).toEqual([200, 2]);
});

test('a forged call is refused, and makes nobody fetch the keys again and again', async () => {
	const { service, call } = stage();
	expect([await call(by('forged')), await call(by('forged')), service.asked]).toEqual([401, 401, 1]);
});

test('a key that the service has changed is found', async () => {
	const { clock, service, call } = stage();
	expect(await call(by('old'))).toBe(200);
	service.keys = 'old,new';
	await clock.sleep(61_000, undefined);
	expect([await call(by('new')), service.asked]).toEqual([200, 2]);
});

test('while the keys cannot be reached the service is asked to call again, also with Accept Unsigned Calls', async () => {
	const { service, call } = stage();
	service.keys = undefined;
	expect([await call(by('old')), await call(by('old'), { acceptUnsigned: true })]).toEqual([503, 503]);
	service.keys = 'old';
	expect(await call(by('old'))).toBe(200);
});

test('a call without a signature is refused unless such calls are accepted', async () => {
	const { call } = stage();
	expect([await call({}), await call({}, { acceptUnsigned: true })]).toEqual([401, 200]);
});
