// Lip Sync: somebody in a video speaks another sound.
import { readCreation } from './creation';
import type { FormEntry, Operation } from './operation';
import { creationOptions, deliveryOptions } from './options';

const fields: readonly FormEntry[] = [
	{ material: 'video', description: 'The video whose lips move; mp4 or mov, 2 to 60 seconds' },
	{ material: 'sound', description: 'What is said in the video: a recording, or a text to speak' },
];

const options: readonly FormEntry[] = [
	{ setting: 'face' },
	{ setting: 'soundStart' },
	{ setting: 'soundEnd' },
	{ setting: 'insertAt' },
	{ setting: 'soundVolume' },
	{ setting: 'originalVolume' },
	{ setting: 'watermark' },
	...creationOptions,
	...deliveryOptions,
];

export const lipSync: Operation = {
	id: 'lipSync',
	resource: 'video',
	name: 'Lip Sync',
	action: 'Sync lips to sound',
	description: 'Let somebody in a video speak a recording or a text',
	fields,
	options,
	read: (item) => readCreation('lipSync', { fields, options }, item),
};
