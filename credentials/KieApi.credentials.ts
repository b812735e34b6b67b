// Kie.ai: one key for the API and for its upload host.
import type { IAuthenticateGeneric, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

const REFUSED = 'Kie.ai did not accept the key';

export class KieApi implements ICredentialType {
	name = 'kieApi';

	displayName = 'Kie.ai API';

	icon = { light: 'file:../icons/kie.svg', dark: 'file:../icons/kie.dark.svg' } as const;

	documentationUrl = 'https://github.com/n8n-nodes-kling-video/n8n-nodes-kling-video/blob/main/docs/credentials.md';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'From the API Key page of the Kie.ai site',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://api.kie.ai',
			description: 'Leave empty unless you use a proxy',
		},
		{
			displayName: 'Upload Base URL',
			name: 'uploadBaseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://kieai.redpandaai.co',
			description: 'Leave empty unless you use a proxy',
		},
		{
			displayName: 'Webhook HMAC Key',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'The webhookHmacKey from the settings page of the Kie.ai site. The Kling Video Trigger then refuses calls that do not come from Kie.ai.',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{ $credentials.apiKey.trim().replace(/^bearer\\s+/i, "") }}' } },
	};

	/** Free; HTTP 200 with another code than 200 is a failure and carries no `data` (kie.md 1). */
	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{ (($credentials.baseUrl || "").trim() || "https://api.kie.ai").replace(/(\\/api)?\\/v[12]\\/*$|\\/+$/, "") }}',
			url: '/api/v1/chat/credit',
			// The code in the body tells more than the status.
			ignoreHttpStatusErrors: true,
		},
		// A rule fails the test when the value at its key equals its own; an answer without `data` is a refusal.
		rules: [
			failsOn('code', 401, REFUSED),
			failsOn('code', 433, 'The usage cap of this key was reached'),
			...[undefined, null].map((nothing) =>
				failsOn('data', nothing, 'Kie.ai sent an unexpected answer: check key and base URL'),
			),
		],
	};
}

function failsOn(key: string, value: number | undefined | null, message: string) {
	return { type: 'responseSuccessBody' as const, properties: { key, value, message } };
}
