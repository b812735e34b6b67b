// PiAPI: one key, in a header of its own, for the API and for its upload host.
import type { IAuthenticateGeneric, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

const REFUSED = 'PiAPI did not accept the key';

export class PiApi implements ICredentialType {
	name = 'piApi';

	displayName = 'PiAPI';

	icon = { light: 'file:../icons/piapi.svg', dark: 'file:../icons/piapi.dark.svg' } as const;

	documentationUrl = 'https://github.com/n8n-nodes-kling-video/n8n-nodes-kling-video/blob/main/docs/credentials.md';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'From the API Key page of your PiAPI workspace',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://api.piapi.ai',
			description: 'Leave empty unless you use a proxy',
		},
		{
			displayName: 'Upload Base URL',
			name: 'uploadBaseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://upload.theapi.app',
			description: 'Leave empty unless you use a proxy',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				"Any long text. The Kling Video node sends it to PiAPI together with 'Callback URL', and the Kling Video Trigger refuses calls without it.",
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { 'x-api-key': '={{ $credentials.apiKey.trim().replace(/^bearer\\s+/i, "") }}' } },
	};

	/** Free (piapi.md 1). */
	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{ (($credentials.baseUrl || "").trim() || "https://api.piapi.ai").replace(/(\\/api)?\\/v[12]\\/*$|\\/+$/, "") }}',
			url: '/account/info',
			// The code in the body tells more than the status.
			ignoreHttpStatusErrors: true,
		},
		// A rule fails the test when the value at its key equals its own; an answer without `data` is a refusal.
		rules: [
			failsOn('code', 401, REFUSED),
			...[undefined, null].map((nothing) =>
				failsOn('data', nothing, 'PiAPI sent an unexpected answer: check key and base URL'),
			),
		],
	};
}

function failsOn(key: string, value: number | undefined | null, message: string) {
	return { type: 'responseSuccessBody' as const, properties: { key, value, message } };
}
