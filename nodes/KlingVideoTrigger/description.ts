// The form of the trigger.
import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { backendIds, backends, defaultBackend } from '../shared/backends';
import type { TaskEnd } from '../shared/backends/webhook';
import { deliveryFieldsOf } from '../shared/delivery-options';
import { taskMakerChoices } from '../shared/task-makers';
import { fieldLabels } from '../shared/vocabulary';

/** One credential for each backend; the main node's description explains why it uses `hide`. */
export const credentials: INodeCredentialDescription[] = backendIds.map((id) => ({
	name: backends[id].credential,
	displayName: `Credential for ${backends[id].label}`,
	required: true,
	displayOptions: { hide: { backend: backendIds.filter((other) => other !== id) } },
}));

const labels = JSON.stringify(Object.fromEntries(backendIds.map((id) => [id, backends[id].label])));

/** What the canvas shows under the node. */
export const subtitle = `={{ (${labels})[$parameter["backend"]] }}`;

/** Ends of a task that may start the workflow. */
export const EVENTS: readonly TaskEnd[] = ['succeeded', 'failed'];

/** Options of the main node that mean the same here. The trigger only waits for an answer. */
const SHARED = ['downloadVideo', 'outputField', 'returnLastFrame', 'timeLimit', 'atDownloadFailure'];

const shared: INodeProperties[] = deliveryFieldsOf('video').filter(({ name }) => SHARED.includes(name));

const options: INodeProperties[] = [
	...shared.map((field) =>
		field.name === 'timeLimit'
			? {
					...field,
					description: 'How long to keep asking if the backend is down or does not report the task as finished yet',
				}
			: field,
	),
	{
		displayName: fieldLabels.acceptUnsigned,
		name: 'acceptUnsigned',
		type: 'boolean',
		default: false,
		description:
			'Whether to accept calls without a signature even if the credential has a secret. Kling does not say whether it signs calls about tasks of its older models. Calls with a wrong signature are always refused, and every task is checked with the backend.',
	},
	{
		displayName: fieldLabels.madeBy,
		name: 'madeBy',
		type: 'options',
		options: [
			{ name: 'Automatic', value: 'auto', description: 'As reported by the backend' },
			...taskMakerChoices,
		].sort((a, b) => a.name.localeCompare(b.name)),
		default: 'auto',
		description:
			"The operation that creates the tasks, for the field 'operation' of the item. Some Kling models do not report it.",
	},
];

/** Every field of the form, in order. */
export const properties: INodeProperties[] = [
	{
		displayName:
			"Copy the <b>Production URL</b> above into the option 'Callback URL' of the Kling Video node that creates the tasks, turn off 'Wait Until Finished' there, and activate this workflow. Your n8n must be reachable from the internet.",
		name: 'howTo',
		type: 'notice',
		default: '',
	},
	{
		displayName:
			'Calls for tasks that a Kling Video node created for this trigger carry a token and are accepted. Without a webhook secret in the credential, up to 20 other calls a minute are checked with your key: enter the secret to reject them.',
		name: 'unprovenCalls',
		type: 'notice',
		default: '',
	},
	{
		displayName: fieldLabels.backend,
		name: 'backend',
		type: 'options',
		noDataExpression: true,
		options: backendIds
			.map((id) => ({ name: backends[id].label, value: id }))
			.sort((a, b) => a.name.localeCompare(b.name)),
		default: defaultBackend,
		description: 'The service that runs the tasks and calls n8n when they have ended',
	},
	{
		displayName: fieldLabels.events,
		name: 'events',
		type: 'multiOptions',
		noDataExpression: true,
		options: [
			{ name: 'Task Failed', value: 'failed', description: "The reason is in the field 'reason' of the item" },
			{ name: 'Task Succeeded', value: 'succeeded', description: 'The item contains the result' },
		],
		default: [...EVENTS],
		required: true,
		description: 'What starts the workflow',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: options.sort((a, b) => a.displayName.localeCompare(b.displayName)),
	},
];
