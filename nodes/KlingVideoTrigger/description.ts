// The form of the trigger.
import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { backendIds, backends, defaultBackend } from '../shared/backends';
import type { TaskEnd } from '../shared/backends/webhook';
import { deliveryFieldsOf } from '../shared/delivery-options';
import { taskMakerChoices } from '../shared/task-makers';
import { fieldLabels } from '../shared/vocabulary';

/** One credential for each backend; why it is written as `hide` stands in the main node's description. */
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

/** Options of the main node that mean the same here. The trigger waits for nothing but an answer. */
const SHARED = ['downloadVideo', 'outputField', 'returnLastFrame', 'timeLimit', 'atDownloadFailure'];

const shared: INodeProperties[] = deliveryFieldsOf('video').filter(({ name }) => SHARED.includes(name));

const options: INodeProperties[] = [
	...shared.map((field) =>
		field.name === 'timeLimit'
			? {
					...field,
					description: 'How long to go on asking when the backend cannot be asked, or does not know the end yet',
				}
			: field,
	),
	{
		displayName: fieldLabels.acceptUnsigned,
		name: 'acceptUnsigned',
		type: 'boolean',
		default: false,
		description:
			'Whether to take calls without a signature although the credential has a secret. Kling does not say whether it signs calls about tasks of its older models. A wrong signature is refused in any case, and the backend is always asked before anything is believed.',
	},
	{
		displayName: fieldLabels.madeBy,
		name: 'madeBy',
		type: 'options',
		options: [
			{ name: 'Automatic', value: 'auto', description: 'As far as the backend tells it' },
			...taskMakerChoices,
		].sort((a, b) => a.name.localeCompare(b.name)),
		default: 'auto',
		description: "The operation that makes the tasks; it stands in the item, and some of Kling's models do not tell it",
	},
];

/** Every field of the form, in order. */
export const properties: INodeProperties[] = [
	{
		displayName:
			"Copy the <b>Production URL</b> above into the option 'Callback URL' of the Kling Video node that creates the tasks, switch 'Wait Until Finished' off there, and activate this workflow. The backend has to reach this n8n.",
		name: 'howTo',
		type: 'notice',
		default: '',
	},
	{
		displayName:
			'Calls of tasks that a Kling Video node made for this trigger carry a token and are believed. Without a webhook secret in the credential, up to 20 other calls a minute are looked into with your key: enter the secret to have them refused.',
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
		description: 'The service that runs the tasks and calls when they have ended',
	},
	{
		displayName: fieldLabels.events,
		name: 'events',
		type: 'multiOptions',
		noDataExpression: true,
		options: [
			{ name: 'Task Failed', value: 'failed', description: "The item tells why, under 'reason'" },
			{ name: 'Task Succeeded', value: 'succeeded', description: 'The item has what was made' },
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
