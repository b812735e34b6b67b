// Create Element: somebody or something of pictures or a video, kept in the account's library for later videos to name.
import { parameterName } from '../../shared/stored';
import { readCreation } from './fields/read-create-request';
import type { FormEntry, Operation } from './operation';
import { creationOptionsOf, deliveryOptionsOf } from './fields/options';
import { pictureOptions } from './fields/image-options';

const madeFrom = (what: string) => ({ [parameterName('madeFrom')]: [what] });
const fromPictures = madeFrom('pictures');

const fields: readonly FormEntry[] = [
	{ setting: 'name' },
	{ setting: 'description' },
	{ setting: 'madeFrom', look: { noDataExpression: true } },
	{ frame: 'frontal', only: fromPictures },
	{
		material: 'references',
		only: fromPictures,
		look: {
			default: '',
			placeholder: 'e.g. side, back, https://example.com/detail.png',
			hint: 'One to three input fields or URLs',
			description:
				'One to three more images from other angles: input fields (photo* for all whose names start with photo), URLs, or both, separated by commas or lines',
		},
	},
	{
		material: 'video',
		required: true,
		only: madeFrom('video'),
		look: {
			description:
				'A video of one real person, 3 to 8 seconds, 1920 x 1080 or 1080 x 1920 pixels. A voice in it is used, too. Kling accepts URLs only.',
		},
	},
];

const options: readonly FormEntry[] = [
	{ setting: 'voiceIds', look: { description: 'The voice of the person in the images' } },
	{ setting: 'tags' },
	...pictureOptions,
	...creationOptionsOf('element'),
	...deliveryOptionsOf('element'),
];

export const createElement: Operation = {
	id: 'createElement',
	resource: 'element',
	name: 'Create',
	action: 'Create element',
	description: 'Store a person or thing in your library, to show it in videos',
	fields,
	options,
	read: (item) => readCreation('createElement', { fields, options }, item),
};
