// Text to Sound: a sound effect from words.
import { readCreation } from './fields/read-create-request';
import type { FormEntry, Operation } from './operation';
import { creationOptionsOf, deliveryOptionsOf, fileOption } from './fields/options';

const fields: readonly FormEntry[] = [
	{
		setting: 'prompt',
		look: {
			placeholder: 'e.g. Rain on a tin roof, distant thunder',
			description: 'What is heard, up to 200 characters',
		},
	},
	{ setting: 'duration', look: { description: 'Length of the audio' } },
];

const options: readonly FormEntry[] = [
	fileOption('sound'),
	...creationOptionsOf('sound'),
	...deliveryOptionsOf('sound'),
];

export const textToSound: Operation = {
	id: 'textToSound',
	resource: 'audio',
	name: 'Text to Sound',
	action: 'Turn text into sound',
	description: 'Generate a sound effect from a text prompt, such as rain, steps or an engine',
	fields,
	options,
	read: (item) => readCreation('textToSound', { fields, options }, item),
};
