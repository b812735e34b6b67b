// The class that n8n loads: description, webhook and execute, no logic.
import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { TRIGGER_PATH } from '../shared/backends/webhook';
import { defaultTimeouts, systemClock, type Clock, type Timeouts } from '../shared/clock';
import { credentials, properties, subtitle } from './description';
import { runTrigger } from './execute';
import { handleWebhook } from './handle-webhook';

export class KlingVideoTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Kling Video Trigger',
		name: 'klingVideoTrigger',
		icon: { light: 'file:../../icons/kling.svg', dark: 'file:../../icons/kling.dark.svg' },
		group: ['trigger'],
		version: [1],
		defaultVersion: 1,
		subtitle,
		description: 'Make videos from images, text or audio with Kling, or start a workflow when a video is ready',
		defaults: { name: 'Kling Video Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials,
		// n8n answers as soon as it has accepted the call, because the services wait for a few seconds only.
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: TRIGGER_PATH }],
		properties,
	};

	// No service keeps a list of callback URLs: each task has its own, from the option 'Callback URL' of the node that creates
	// it. So there is nothing to look up, register or remove.
	webhookMethods = {
		default: {
			checkExists: async () => true,
			create: async () => true,
			delete: async () => true,
		},
	};

	// n8n calls them on contexts of its own, so the world is bound here.
	webhook: INodeType['webhook'];

	execute: INodeType['execute'];

	/** n8n passes nothing, tests pass their own clock, and how long a request may be silent. */
	constructor(clock: Clock = systemClock, timeouts: Timeouts = defaultTimeouts) {
		this.webhook = async function (this: IWebhookFunctions): Promise<IWebhookResponseData> {
			return await handleWebhook(this, clock);
		};
		this.execute = async function (this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			return [await runTrigger(this, clock, timeouts)];
		};
	}
}
