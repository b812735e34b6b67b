// Image to Video: a picture, optionally a last one, and words become a clip.
import { fieldLabels } from '../../shared/vocabulary';
import { readCreation } from './fields/read-create-request';
import type { FormEntry, Operation } from './operation';
import { creationOptions, standardOption, deliveryOptions, modelOptions } from './fields/options';
import { pictureOptions } from './fields/image-options';

const fields: readonly FormEntry[] = [
	{ frame: 'firstFrame' },
	{ material: 'middleFrames' },
	{ frame: 'lastFrame' },
	{
		without: 'lastFrame',
		notice: {
			displayName: `This model does not support '${fieldLabels.lastFrame}'.`,
			name: 'noLastFrame',
			type: 'notice',
			default: '',
		},
	},
	{ setting: 'prompt' },
	{ setting: 'duration' },
	{ setting: 'quality' },
	{ setting: 'aspectRatio' },
	{ setting: 'generateAudio' },
];

const options: readonly FormEntry[] = [
	...modelOptions,
	...pictureOptions,
	...creationOptions,
	...standardOption('imageToVideo'),
	...deliveryOptions,
];

export const imageToVideo: Operation = {
	id: 'imageToVideo',
	resource: 'video',
	name: 'Image to Video',
	action: 'Turn image into video',
	description: 'Generate a video that starts with an image',
	fields,
	options,
	// No backend is known to finish sooner; a refused picture shows after a few seconds (piapi.md 4).
	read: (item) => readCreation('imageToVideo', { fields, options }, item),
};
