// Text to Speech: a voice says a text.
import { readCreation } from './fields/read-create-request';
import type { FormEntry, Operation } from './operation';
import { creationOptionsOf, deliveryOptionsOf, doneAtOnce } from './fields/options';

const fields: readonly FormEntry[] = [{ material: 'speech' }];

const options: readonly FormEntry[] = doneAtOnce([...creationOptionsOf('sound'), ...deliveryOptionsOf('sound')]);

export const textToSpeech: Operation = {
	id: 'textToSpeech',
	resource: 'audio',
	name: 'Text to Speech',
	action: 'Turn text into speech',
	description: 'Let a voice speak a text; an avatar can say it, too',
	fields,
	options,
	read: (item) => readCreation('textToSpeech', { fields, options }, item),
};
