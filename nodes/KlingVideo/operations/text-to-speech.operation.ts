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
	description: 'Turn text into speech, also for avatars and lip syncs',
	fields,
	options,
	read: (item) => readCreation('textToSpeech', { fields, options }, item),
};
