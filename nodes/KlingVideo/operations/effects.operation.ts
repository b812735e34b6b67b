// Effects: something ready-made happens to the person, pet or thing of a picture, or to two people.
import { readCreation } from './fields/read-create-request';
import type { FormEntry, Operation } from './operation';
import { creationOptions, deliveryOptions } from './fields/options';
import { pictureOptions } from './fields/image-options';

const fields: readonly FormEntry[] = [
	{ setting: 'effect' },
	{ frame: 'image', description: 'The image for the effect; with two images, the one on the left' },
	{ frame: 'secondImage', description: 'The image on the right, for effects with two people such as hug_pro' },
	{
		setting: 'prompt',
		look: {
			placeholder: 'e.g. They hug each other and laugh',
			description: 'What happens; some effects require it',
		},
	},
	{ setting: 'duration' },
	{ setting: 'quality' },
	{ setting: 'professionalMode' },
];

const options: readonly FormEntry[] = [...pictureOptions, ...creationOptions, ...deliveryOptions];

export const effects: Operation = {
	id: 'effects',
	resource: 'video',
	name: 'Effects',
	action: 'Apply effect to image',
	description: 'Apply a ready-made effect to one or two images: a hug, a dance, a transformation',
	fields,
	options,
	read: (item) => readCreation('effects', { fields, options }, item),
};
