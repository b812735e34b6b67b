// PiAPI: one key, in a header of its own, for the API and for its upload host.
import type { IAuthenticateGeneric, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

const REFUSED = 'PiAPI did not accept the key';

export class PiApi implements ICredentialType {
	name = 'piApi';

	displayName = 'PiAPI';

	icon = { light: 'file:../icons/piapi.svg', dark: 'file:../icons/piapi.dark.svg' } as const;

	documentationUrl = 'https://github.com/n8n-nodes-kling-video/n8n-nodes-kling-video#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'From the page API Key of the PiAPI workspace',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://api.piapi.ai',
			description: 'Only for another address than the standard one',
		},
		{
			displayName: 'Upload Base URL',
			name: 'uploadBaseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://upload.theapi.app',
			description: 'Only for another address than the standard one',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				"Any long text that you make up. The Kling Video node gives it to PiAPI together with the 'Callback URL', and the Kling Video Trigger refuses calls that do not bring it back.",
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
				failsOn('data', nothing, 'PiAPI did not answer as it answers a valid key: check key and base URL'),
			),
		],
	};
}

function failsOn(key: string, value: number | undefined | null, message: string) {
	return { type: 'responseSuccessBody' as const, properties: { key, value, message } };
}
