// Multi-Image to Video: pictures of people and things, and words, become a clip.
import { fail } from '../../shared/messages/message';
import { requestFailures } from '../../shared/messages/request';
import { readCreation } from './fields/read-create-request';
import type { FormEntry, Operation } from './operation';
import { creationOptions, deliveryOptions, modelOptions } from './fields/options';
import { pictureOptions } from './fields/image-options';

const fields: readonly FormEntry[] = [
	{ material: 'references' },
	{ frame: 'firstFrame', optional: true },
	{ frame: 'lastFrame' },
	{ setting: 'subject' },
	{ material: 'video' },
	{ setting: 'videoUse', look: { displayOptions: { hide: { videoSource: ['none'] } } } },
	{ setting: 'prompt' },
	{ setting: 'duration' },
	{ setting: 'quality' },
	{ setting: 'aspectRatio' },
	{ setting: 'generateAudio' },
];

const options: readonly FormEntry[] = [...modelOptions, ...pictureOptions, ...creationOptions, ...deliveryOptions];

/** Some models would make a video of the words alone, which is not what was asked for. */
const validate: NonNullable<Operation['validate']> = ({ references, frames, elements, hasVideo, settings }, who) => {
	const shown = references + frames.length + elements.pictured + elements.filmed + (settings.elementIds?.length ?? 0);
	return shown > 0 || hasVideo ? undefined : fail(requestFailures.nothingToShow, { model: who });
};

export const multiImageToVideo: Operation = {
	id: 'multiImageToVideo',
	resource: 'video',
	name: 'Multi-Image to Video',
	action: 'Turn several images into video',
	description: 'Make a video with the people and things of several pictures, or after another video',
	fields,
	options,
	validate,
	read: (item) => readCreation('multiImageToVideo', { fields, options }, item),
};
