// Avatar: the person of a picture speaks.
import { readCreation } from './fields/read-create-request';
import type { FormEntry, Operation } from './operation';
import { creationOptions, deliveryOptions } from './fields/options';
import { pictureOptions } from './fields/image-options';

const fields: readonly FormEntry[] = [
	{ frame: 'image' },
	{ material: 'audio' },
	{
		setting: 'prompt',
		look: {
			placeholder: 'e.g. A friendly smile, calm gestures',
			description: 'How the person looks and moves while speaking',
		},
	},
	{ setting: 'quality' },
];

const options: readonly FormEntry[] = [
	{ setting: 'watermark' },
	...pictureOptions,
	...creationOptions,
	...deliveryOptions,
];

export const avatar: Operation = {
	id: 'avatar',
	resource: 'video',
	name: 'Avatar',
	action: 'Make avatar speak',
	description: 'Make the person in an image say a recording or a text',
	fields,
	options,
	read: (item) => readCreation('avatar', { fields, options }, item),
};
