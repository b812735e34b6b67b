// Extend Video: goes on where a video ends.
import { Err } from '../../shared/errors';
import { readCreation } from './fields/read-create-request';
import { madeElsewhere } from './fields/foreign-task';
import type { FormEntry, Operation } from './operation';
import { creationOptions, standardOption, deliveryOptions } from './fields/options';
import { pictureOptions } from './fields/image-options';

const fields: readonly FormEntry[] = [
	{
		material: 'video',
		look: {
			description: 'The video to continue; mp4 or mov. By default from the item.',
			url: '={{ $json.videoUrl }}',
		},
	},
	// Of an item that tells no videos the expression gives nothing instead of an error.
	{ setting: 'videoId', fromItem: '={{ $json.videos?.[0]?.id }}' },
	{ setting: 'originTaskId', fromItem: '={{ $json.taskId }}' },
	{
		setting: 'prompt',
		look: {
			placeholder: 'e.g. The door opens and the dog runs out into the rain',
			description: 'What happens next; the node adds that this is the next shot',
		},
	},
	{ setting: 'duration' },
	{ setting: 'quality' },
	{ setting: 'aspectRatio' },
];

const options: readonly FormEntry[] = [
	{ setting: 'negativePrompt' },
	{ setting: 'cfgScale' },
	{ setting: 'elementIds' },
	{ setting: 'keepOriginalSound' },
	{ setting: 'watermark' },
	{ material: 'elements' },
	...pictureOptions,
	...creationOptions,
	...standardOption('extendVideo'),
	...deliveryOptions,
];

export const extendVideo: Operation = {
	id: 'extendVideo',
	resource: 'video',
	name: 'Extend Video',
	action: 'Extend video',
	description: 'Continue a video: Omni and O1 return a new clip, other models a longer video',
	fields,
	options,
	read: async (item) => {
		const request = await readCreation('extendVideo', { fields, options }, item);
		if (request instanceof Err) return request;
		return madeElsewhere(String(request.given.originTaskId ?? '').trim(), item.backend, item.json) ?? request;
	},
};
