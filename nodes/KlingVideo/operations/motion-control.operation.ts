// Motion Control: the person of a picture moves as the one in a video does.
import { readCreation } from './fields/read-create-request';
import type { FormEntry, Operation } from './operation';
import { creationOptions, standardOption, deliveryOptions } from './fields/options';
import { pictureOptions } from './fields/image-options';

const fields: readonly FormEntry[] = [
	{ frame: 'image' },
	{ material: 'video' },
	{ setting: 'presetMotion' },
	{ setting: 'characterOrientation' },
	{
		setting: 'prompt',
		look: {
			placeholder: 'e.g. A rainy street at night, neon signs behind',
			description: 'What else the video shows: surroundings, light, camera',
		},
	},
	{ setting: 'quality' },
	{ setting: 'background' },
];

const options: readonly FormEntry[] = [
	{ setting: 'elementIds' },
	{ setting: 'keepOriginalSound' },
	{ setting: 'watermark' },
	...pictureOptions,
	...creationOptions,
	...standardOption('motionControl'),
	...deliveryOptions,
];

export const motionControl: Operation = {
	id: 'motionControl',
	resource: 'video',
	name: 'Motion Control',
	action: 'Transfer motion from video to image',
	description: 'Make the person in an image move like the one in a video',
	fields,
	options,
	read: (item) => readCreation('motionControl', { fields, options }, item),
};
