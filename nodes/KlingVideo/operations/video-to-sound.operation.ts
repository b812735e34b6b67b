// Video to Sound: a silent video gets sounds and music.
import { readCreation } from './fields/read-create-request';
import type { FormEntry, Operation } from './operation';
import { creationOptions, deliveryOptions, fileOption } from './fields/options';

const fields: readonly FormEntry[] = [
	{
		material: 'video',
		look: {
			description: 'The video that gets the sound; mp4 or mov, 3 to 20 seconds. By default from the item.',
			url: '={{ $json.videoUrl }}',
		},
	},
	{ setting: 'soundEffects' },
	{ setting: 'music' },
];

const options: readonly FormEntry[] = [
	{ setting: 'asmr' },
	fileOption('video'),
	...creationOptions,
	...deliveryOptions,
];

export const videoToSound: Operation = {
	id: 'videoToSound',
	resource: 'audio',
	name: 'Video to Sound',
	action: 'Add sound to video',
	description: 'Generate sound and music for a video; returns the video with sound, and the audio file',
	fields,
	options,
	read: (item) => readCreation('videoToSound', { fields, options }, item),
};
