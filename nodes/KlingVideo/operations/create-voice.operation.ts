// Create Voice: a voice of a recording or of a video, kept in the account's library for later videos to speak with.
import { readCreation } from './fields/read-create-request';
import type { FormEntry, Operation } from './operation';
import { creationOptionsOf, deliveryOptionsOf } from './fields/options';

const fields: readonly FormEntry[] = [
	{ setting: 'name' },
	{
		material: 'recording',
	},
];

const options: readonly FormEntry[] = [...creationOptionsOf('voice'), ...deliveryOptionsOf('voice')];

export const createVoice: Operation = {
	id: 'createVoice',
	resource: 'voice',
	name: 'Create',
	action: 'Create voice',
	description: 'Store a voice from a recording in your library, to use it in videos',
	fields,
	options,
	read: (item) => readCreation('createVoice', { fields, options }, item),
};
