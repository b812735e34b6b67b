// fal.ai: one key, by a word of its own, for the queue, the platform and the storage.
import type { IAuthenticateGeneric, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

/** An endpoint that is asked for its price; which one does not matter. */
const ENDPOINT = 'fal-ai/kling-video/v3/standard/text-to-video';

export class FalApi implements ICredentialType {
	name = 'falApi';

	displayName = 'fal.ai API';

	icon = { light: 'file:../icons/fal.svg', dark: 'file:../icons/fal.dark.svg' } as const;

	documentationUrl = 'https://github.com/n8n-nodes-kling-video/n8n-nodes-kling-video#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'From the Keys page of the fal.ai dashboard, with the scope API',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://queue.fal.run',
			description: 'Leave empty unless you use a proxy',
		},
		{
			displayName: 'Platform Base URL',
			name: 'platformBaseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://api.fal.ai/v1',
			description: 'Leave empty unless you use a proxy',
		},
		{
			displayName: 'Upload Base URL',
			name: 'uploadBaseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://rest.fal.ai',
			description: 'Leave empty unless you use a proxy',
		},
	];

	/** "Key", not "Bearer" (fal.md 1). */
	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			headers: { Authorization: '=Key {{ $credentials.apiKey.trim().replace(/^(key|bearer)\\s+/i, "") }}' },
		},
	};

	/** Free, and asks for the key, which the list of models does not (fal.md 1). */
	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{ (($credentials.platformBaseUrl || "").trim() || "https://api.fal.ai").replace(/(\\/api)?\\/v[12]\\/*$|\\/+$/, "") }}/v1',
			url: '/models/pricing',
			qs: { endpoint_id: ENDPOINT },
		},
		// A rule fails the test when the value at its key equals its own; an answer without prices is another service's.
		rules: [undefined, null].map((value) => ({
			type: 'responseSuccessBody' as const,
			properties: {
				key: 'prices',
				value,
				message: 'fal.ai did not answer as it answers a valid key: check key and base URLs',
			},
		})),
	};
}
