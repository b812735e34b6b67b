// What each credential adds to a request, and that the token for access keys is what the vendor's recipe asks for.
import { createHmac, timingSafeEqual } from 'node:crypto';
import {
	Workflow,
	type ICredentialDataDecryptedObject,
	type IHttpRequestOptions,
	type INode,
	type INodeType,
} from 'n8n-workflow';
import { FalApi } from '../../credentials/FalApi.credentials';
import { KieApi } from '../../credentials/KieApi.credentials';
import { KlingApi, signToken } from '../../credentials/KlingApi.credentials';
import { PiApi } from '../../credentials/PiApi.credentials';
import { backends } from '../../nodes/shared/backends';
import { Err } from '../../nodes/shared/errors';

const node: INode = { id: 'n', name: 'N', type: 't', typeVersion: 1, position: [0, 0], parameters: {} };
const nodeType = { description: { properties: [] } } as unknown as INodeType;
const workflow = new Workflow({
	id: 'w',
	nodes: [node],
	connections: {},
	active: false,
	nodeTypes: { getByName: () => nodeType, getByNameAndVersion: () => nodeType, getKnownTypes: () => ({}) },
});
const evaluate = (template: unknown, credentials: ICredentialDataDecryptedObject) =>
	workflow.expression.getSimpleParameterValue(node, String(template), 'internal', { $credentials: credentials });

/** Reads a token the way a server does: none of our code is used. */
function verify(token: string, secret: string) {
	const [head = '', body = '', signature = '', ...more] = token.split('.');
	const expected = createHmac('sha256', Buffer.from(secret, 'utf8')).update(`${head}.${body}`).digest();
	const given = Buffer.from(signature, 'base64url');
	const valid = more.length === 0 && given.length === expected.length && timingSafeEqual(given, expected);
	const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as unknown;
	return { valid, head: decode(head), body: decode(body) };
}

describe('signToken', () => {
	test.each([
		['plain keys', 'ak-1', 'sk-1'],
		['a secret with other letters', 'ak', 'sëcret 密钥 =+/'],
		['an access key with quotes', 'a"k\\', 'sk'],
	])('gives an HS256 token with exactly the claims of the recipe: %s', (_, accessKey, secretKey) => {
		const token = signToken(accessKey, secretKey, 1_790_000_000);
		expect(verify(token, secretKey)).toEqual({
			valid: true,
			head: { alg: 'HS256', typ: 'JWT' },
			body: { iss: accessKey, exp: 1_790_001_800, nbf: 1_789_999_995 },
		});
		expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
	});

	test('another secret does not verify', () => {
		expect(verify(signToken('ak', 'sk', 1), 'other').valid).toBe(false);
	});
});

describe('the official credential', () => {
	const { authenticate } = new KlingApi();
	const request: IHttpRequestOptions = {
		url: 'https://h/x',
		method: 'POST',
		body: '{}',
		headers: { Accept: 'application/json' },
	};
	const login = async (credentials: ICredentialDataDecryptedObject) => {
		if (typeof authenticate !== 'function') throw new Error('expected a function');
		return await authenticate(credentials, request);
	};

	test('sends an API key as it is, without blanks around it', async () => {
		expect(
			await login({ authentication: 'apiKey', apiKey: ' api-key-kling-1\n', accessKey: 'old', secretKey: 'old' }),
		).toEqual({
			...request,
			headers: { Accept: 'application/json', Authorization: 'Bearer api-key-kling-1' },
		});
	});

	test('signs access keys anew for each request, without blanks around them', async () => {
		const before = Math.floor(Date.now() / 1000);
		const { headers } = await login({
			authentication: 'accessKey',
			accessKey: ' ak ',
			secretKey: 'sk\n',
			apiKey: 'unused',
		});
		const { valid, body } = verify(String(headers?.Authorization).replace(/^Bearer /, ''), 'sk');
		expect(valid).toBe(true);
		const { iss, exp, nbf } = body as { iss: string; exp: number; nbf: number };
		expect(iss).toBe('ak');
		expect(exp - nbf).toBe(1805);
		expect(exp - 1800).toBeGreaterThanOrEqual(before);
		expect(exp - 1800).toBeLessThanOrEqual(Math.ceil(Date.now() / 1000));
	});

	test('leaves the request that it was given unchanged', async () => {
		await login({ authentication: 'apiKey', apiKey: 'k' });
		expect(request.headers).toEqual({ Accept: 'application/json' });
	});
});

test.each([
	['Kie.ai', new KieApi().authenticate, { Authorization: 'Bearer key-1' }],
	['PiAPI', new PiApi().authenticate, { 'x-api-key': 'key-1' }],
	// Not Bearer (fal.md 1).
	['fal.ai', new FalApi().authenticate, { Authorization: 'Key key-1' }],
])('%s gets its key in the one header it reads, without blanks around it', (_, authenticate, expected) => {
	const headers = Object.entries(authenticate.properties.headers ?? {}).map(([name, template]) => [
		name,
		evaluate(template, { apiKey: ' key-1\n' }),
	]);
	expect(Object.fromEntries(headers)).toEqual(expected);
	expect(Object.keys(authenticate.properties)).toEqual(['headers']);
});

describe('the test of a credential goes to the host that the node uses', () => {
	const typed: Array<Record<string, string>> = [
		{ baseUrl: '' },
		{ baseUrl: '   ' },
		{},
		{ baseUrl: 'https://proxy.example.com' },
		{ baseUrl: ' https://proxy.example.com/kling// ' },
	];
	const regions = [{ region: 'singapore' }, { region: 'china' }];
	const types = { kling: new KlingApi(), kie: new KieApi(), piapi: new PiApi() };
	const cases = [
		...regions.flatMap((region) =>
			typed.map((url) => ['kling', { ...region, ...url } as Record<string, string>] as const),
		),
		...typed.map((url) => ['kie', url] as const),
		...typed.map((url) => ['piapi', url] as const),
	];

	test.each(cases)('%s %j', (backend, credentials) => {
		const type = types[backend];
		const access = backends[backend].connect(credentials);
		if (access instanceof Err) throw new Error(access.failure.message);
		expect(evaluate(type.test.request.baseURL, credentials)).toBe(access.apiUrl);
	});
});

test.each([
	['kling', { region: 'singapore' }, 'https://api-singapore.klingai.com', 'https://api-singapore.klingai.com'],
	['kling', { region: 'china' }, 'https://api-beijing.klingai.com', 'https://api-beijing.klingai.com'],
	['kling', { region: 'mars' }, 'https://api-singapore.klingai.com', 'https://api-singapore.klingai.com'],
	['kie', {}, 'https://api.kie.ai', 'https://kieai.redpandaai.co'],
	['piapi', {}, 'https://api.piapi.ai', 'https://upload.theapi.app'],
	['fal', {}, 'https://queue.fal.run', 'https://rest.fal.ai'],
] as const)('%s %j: the documented hosts', (backend, credentials, apiUrl, uploadUrl) => {
	expect(backends[backend].connect(credentials)).toMatchObject({ apiUrl, uploadUrl });
});

test.each(['kling', 'kie', 'piapi', 'fal'] as const)(
	"%s: a base URL that is none is refused with the field's name",
	(backend) => {
		const access = backends[backend].connect({ baseUrl: 'api.example.com' });
		expect(access).toBeInstanceOf(Err);
		expect((access as Err).failure).toMatchObject({
			kind: 'input',
			message: expect.stringMatching(/^'Base URL' in the .+ credential is not a URL$/),
		});
	},
);

test.each([
	[undefined, 'https://api.fal.ai/v1'],
	['   ', 'https://api.fal.ai/v1'],
	['https://proxy.example.com', 'https://proxy.example.com/v1'],
	[' https://proxy.example.com/v1/ ', 'https://proxy.example.com/v1'],
	['https://proxy.example.com/fal//', 'https://proxy.example.com/fal/v1'],
])('fal.ai: the price that tests a key is asked where the node asks for it: %s', (platformBaseUrl, expected) => {
	const credentials: Record<string, string> = platformBaseUrl === undefined ? {} : { platformBaseUrl };
	const { request } = new FalApi().test;
	expect(evaluate(request.baseURL, credentials)).toBe(expected);
	expect(backends.fal.connect(credentials)).toMatchObject({ platformUrl: expected });
	// The list of models answers without a key as well (fal.md 1).
	expect(request).toMatchObject({ url: '/models/pricing', qs: { endpoint_id: expect.stringContaining('kling') } });
});

test.each(['Key id:secret', 'key  id:secret', 'Bearer id:secret', ' id:secret '])(
	'fal.ai: a key that was copied with the word in front of it is one: "%s"',
	(apiKey) => {
		expect(evaluate(new FalApi().authenticate.properties.headers?.Authorization, { apiKey })).toBe('Key id:secret');
	},
);

test.each(['platformBaseUrl', 'uploadBaseUrl', 'baseUrl'])('fal.ai: an address that is none is refused: %s', (name) => {
	expect(backends.fal.connect({ [name]: 'fal.example' })).toBeInstanceOf(Err);
});

test('access keys are known not to open the newer paths', () => {
	expect(backends.kling.connect({ authentication: 'accessKey' })).toMatchObject({ hasApiKey: false });
	expect(backends.kling.connect({ authentication: 'apiKey' })).toMatchObject({ hasApiKey: true });
});
