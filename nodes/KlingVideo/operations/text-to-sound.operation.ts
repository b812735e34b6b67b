// Text to Sound: a sound effect from words.
import { readCreation } from './fields/read-create-request';
import type { FormEntry, Operation } from './operation';
import { creationOptionsOf, deliveryOptionsOf, fileOption } from './fields/options';

const fields: readonly FormEntry[] = [
	{
		setting: 'prompt',
		look: {
			placeholder: 'e.g. Rain on a tin roof, distant thunder',
			description: 'What is heard, in 200 characters at most',
		},
	},
	{ setting: 'duration', look: { description: 'How long the sound is' } },
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
	description: 'Make a sound effect from words, such as rain, steps or an engine',
	fields,
	options,
	read: (item) => readCreation('textToSound', { fields, options }, item),
};
