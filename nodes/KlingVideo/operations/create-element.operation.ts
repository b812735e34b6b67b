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
			hint: 'One to three input fields or web addresses',
			description:
				'One to three more pictures that show it from other sides: names of input fields (photo* for all that start so), web addresses, or both, separated by commas or lines',
		},
	},
	{
		material: 'video',
		required: true,
		only: madeFrom('video'),
		look: {
			description:
				'A video of 3 to 8 seconds, 1920 x 1080 or 1080 x 1920 pixels, of one real person; a voice in it is taken along. Kling fetches it by its address.',
		},
	},
];

const options: readonly FormEntry[] = [
	{ setting: 'voiceIds', look: { description: 'The voice of the person that the pictures show' } },
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
	description: 'Keep a person or a thing in the library of your account, for videos to show it again',
	fields,
	options,
	read: (item) => readCreation('createElement', { fields, options }, item),
};
