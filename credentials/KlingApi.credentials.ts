// The official Kling API: an API key, or an access key with a secret key that signs a short-lived token per request.
import { createHmac } from 'node:crypto';
import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

/** Life of a token, in seconds, and how far clocks may differ (kling-official.md 1.2). */
const TOKEN_LIFE = 1800;
const CLOCK_SKEW = 5;

/** The HS256 token of kling-official.md 1.2. `now` is in seconds since 1970. */
export function signToken(accessKey: string, secretKey: string, now: number): string {
	const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
	const head = encode({ alg: 'HS256', typ: 'JWT' });
	const body = encode({ iss: accessKey, exp: now + TOKEN_LIFE, nbf: now - CLOCK_SKEW });
	const signature = createHmac('sha256', secretKey).update(`${head}.${body}`).digest('base64url');
	return `${head}.${body}.${signature}`;
}

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

/** Runs on every request, so that each one carries a fresh token. */
const authenticate: IAuthenticate = async (
	credentials: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
) => {
	const bearer =
		credentials.authentication === 'accessKey'
			? signToken(text(credentials.accessKey), text(credentials.secretKey), Math.floor(Date.now() / 1000))
			: text(credentials.apiKey).replace(/^bearer\s+/i, '');
	return { ...request, headers: { ...request.headers, Authorization: `Bearer ${bearer}` } };
};

const REFUSED = 'Kling did not accept the key. Check the key and the region: keys of Singapore and China are separate.';

export class KlingApi implements ICredentialType {
	name = 'klingApi';

	displayName = 'Kling API';

	icon = { light: 'file:../icons/kling.svg', dark: 'file:../icons/kling.dark.svg' } as const;

	documentationUrl = 'https://github.com/n8n-nodes-kling-video/n8n-nodes-kling-video/blob/main/docs/credentials.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			options: [
				{
					name: 'Access Key and Secret Key',
					value: 'accessKey',
					description: 'Older; does not work with the newest models',
				},
				{ name: 'API Key', value: 'apiKey', description: 'Works with all models' },
			],
			default: 'apiKey',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Create one at https://kling.ai/dev/api-key; it is shown only once',
			displayOptions: { show: { authentication: ['apiKey'] } },
		},
		{
			displayName: 'Access Key',
			name: 'accessKey',
			type: 'string',
			default: '',
			required: true,
			displayOptions: { show: { authentication: ['accessKey'] } },
		},
		{
			displayName: 'Secret Key',
			name: 'secretKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { authentication: ['accessKey'] } },
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			options: [
				{ name: 'China', value: 'china', description: "For accounts on Kling's Chinese site" },
				{ name: 'Singapore', value: 'singapore', description: 'For all other accounts' },
			],
			default: 'singapore',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://api-singapore.klingai.com',
			description: 'Leave empty unless you use a proxy',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'e.g. whsec_...',
			description:
				"Create one on the Webhooks tab of your account page in Kling's developer console. The Kling Video Trigger then refuses calls that do not come from Kling.",
		},
	];

	authenticate = authenticate;

	/** Free and open to both kinds of keys (kling-official.md 1.3). */
	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{ (($credentials.baseUrl || "").trim() || ($credentials.region === "china" ? "https://api-beijing.klingai.com" : "https://api-singapore.klingai.com")).replace(/(\\/api)?\\/v[12]\\/*$|\\/+$/, "") }}',
			url: '/account/costs',
			// The code in the body tells more than the status.
			ignoreHttpStatusErrors: true,
			qs: { start_time: '={{ Date.now() - 86400000 }}', end_time: '={{ Date.now() }}' },
		},
		// A rule fails the test when the value at its key equals its own; an answer without `data.code` is a refusal.
		rules: [
			...[1000, 1001, 1002].map((code) => failsOn('code', code, REFUSED)),
			...[1003, 1004].map((code) =>
				failsOn('code', code, 'The clock of your n8n server is wrong, so the signed token is not valid'),
			),
			failsOn('code', 1304, "The IP address of your n8n is not on the account's IP list"),
			failsOn('data.code', undefined, 'Kling sent an unexpected answer: check key, region and base URL'),
		],
	};
}

function failsOn(key: string, value: number | undefined, message: string) {
	return { type: 'responseSuccessBody' as const, properties: { key, value, message } };
}
