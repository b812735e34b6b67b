// Multi-Image to Video: pictures of people and things, and words, become a clip.
import { fail } from '../../shared/messages/message';
import { requestFailures } from '../../shared/messages/request';
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
				'The video to use as reference or to edit; mp4 or mov. If the model accepts several, separate URLs or fields by commas or lines.',
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

/** Some models would make a video of the words alone, which is not what was asked for. */
const validate: NonNullable<Operation['validate']> = (
	{ references, frames, elements, hasVideo, sounds, settings },
	who,
) => {
	const named = (settings.elementIds?.length ?? 0) + (settings.voiceIds?.length ?? 0);
	const shown = references + frames.length + elements.pictured + elements.filmed + sounds + named;
	return shown > 0 || hasVideo ? undefined : fail(requestFailures.nothingToShow, { model: who });
};

export const multiImageToVideo: Operation = {
	id: 'multiImageToVideo',
	resource: 'video',
	name: 'Multi-Image to Video',
	action: 'Turn several images into video',
	description: 'Generate a video with the people and things in several images, or edit a video',
	fields,
	options,
	validate,
	read: (item) => readCreation('multiImageToVideo', { fields, options }, item),
};
