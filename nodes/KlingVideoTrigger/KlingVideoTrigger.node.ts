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
		description: 'Starts the workflow when a task on the official Kling API, Kie.ai, PiAPI or fal.ai has ended',
		defaults: { name: 'Kling Video Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials,
		// n8n answers by itself, as soon as it has taken the run on: the services wait for some seconds only.
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: TRIGGER_PATH }],
		properties,
	};

	// No service has a list of addresses to call: each task names its own, in the option 'Callback URL' of the node that
	// creates it. So there is nothing to look up, to register or to take back.
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
