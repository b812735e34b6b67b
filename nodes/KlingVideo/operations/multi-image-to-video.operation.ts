// Multi-Image to Video: pictures of people and things, and words, become a clip.
import { readCreation } from './fields/read-create-request';
import type { FormEntry, Operation } from './operation';
import { creationOptions, standardOption, deliveryOptions, modelOptions } from './fields/options';
import { pictureOptions } from './fields/image-options';

const fields: readonly FormEntry[] = [
	{ material: 'references' },
	{ frame: 'firstFrame', optional: true },
	{ frame: 'lastFrame' },
	{ setting: 'subject' },
	{
		material: 'video',
		look: {
			description:
				'The video to follow or to change; mp4 or mov. Where the model takes several, separate addresses or fields by commas or lines.',
		},
	},
	{ setting: 'videoUse', look: { displayOptions: { hide: { videoSource: ['none'] } } } },
	{ setting: 'prompt' },
	{ setting: 'duration' },
	{ setting: 'quality' },
	{ setting: 'aspectRatio' },
	{ setting: 'generateAudio' },
];

const options: readonly FormEntry[] = [
	{ material: 'sounds' },
	...modelOptions,
	...pictureOptions,
	...creationOptions,
	...standardOption('multiImageToVideo'),
	...deliveryOptions,
];

export const multiImageToVideo: Operation = {
	id: 'multiImageToVideo',
	resource: 'video',
	name: 'Multi-Image to Video',
	action: 'Turn several images into video',
	description: 'Make a video with the people and things of several pictures, or after another video',
	fields,
	options,
	read: (item) => readCreation('multiImageToVideo', { fields, options }, item),
};
