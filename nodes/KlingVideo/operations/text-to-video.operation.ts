// Text to Video: words alone become a clip.
import { readCreation } from './fields/read-create-request';
import type { FormEntry, Operation } from './operation';
import { creationOptions, standardOption, deliveryOptions, modelOptions } from './fields/options';
import { pictureOptions } from './fields/image-options';

const fields: readonly FormEntry[] = [
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
	...standardOption('textToVideo'),
	...deliveryOptions,
];

export const textToVideo: Operation = {
	id: 'textToVideo',
	resource: 'video',
	name: 'Text to Video',
	action: 'Turn text into video',
	description: 'Generate a video from a text prompt',
	fields,
	options,
	read: (item) => readCreation('textToVideo', { fields, options }, item),
};
