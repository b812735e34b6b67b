// Lip Sync: somebody in a video speaks another sound.
import { Err } from '../../shared/errors';
import { readCreation } from './fields/read-create-request';
import { madeElsewhere } from './fields/foreign-task';
import type { FormEntry, Operation } from './operation';
import { creationOptions, deliveryOptions } from './fields/options';

const fields: readonly FormEntry[] = [
	{
		material: 'video',
		look: {
			description: 'The video with the person who speaks; mp4 or mov, 2 to 60 seconds. By default from the item.',
			url: '={{ $json.videoUrl }}',
		},
	},
	{ material: 'audio' },
];

const options: readonly FormEntry[] = [
	{ setting: 'face' },
	{ setting: 'audioStart' },
	{ setting: 'audioEnd' },
	{ setting: 'insertAt' },
	{ setting: 'audioVolume' },
	{ setting: 'originalVolume' },
	{ setting: 'watermark' },
	...creationOptions,
	...deliveryOptions,
];

export const lipSync: Operation = {
	id: 'lipSync',
	resource: 'video',
	name: 'Lip Sync',
	action: 'Sync lips to audio',
	description: 'Make a person in a video say a recording or a text',
	fields,
	options,
	read: async (item) => {
		const request = await readCreation('lipSync', { fields, options }, item);
		if (request instanceof Err || request.video?.from !== 'id') return request;
		return madeElsewhere(request.video.id, item.backend, item.json) ?? request;
	},
};
