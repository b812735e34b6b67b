// How pictures are made acceptable, and how those on the web get to the backend: options of all operations with pictures.
import type { INodeProperties } from 'n8n-workflow';
import { Err, type Result } from '../../../shared/errors';
import type { Form } from '../../../shared/node-parameters';
import { defaultFitting } from '../../../shared/media/prepare-image';
import { fieldLabels } from '../../../shared/vocabulary';
import { isNothing, single } from '../../../shared/choices';
import { quoted } from '../../../shared/json';
import { readChoiceOr } from '../../../shared/read-choice';
import type { FormEntry } from '../operation';
import type { PictureHandling } from '../request';
import { formFailures } from '../../../shared/messages/form';
import { fail } from '../../../shared/messages/message';

const FITS = [
	{
		name: 'Pad With Blurred Edges',
		value: 'padBlur',
		description: 'Keep the whole image on a blurred copy of it',
	},
	{ name: 'Pad With Color', value: 'padColour', description: "Keep the whole image on 'Background Color'" },
	{ name: 'Crop', value: 'crop', description: 'Keep the middle of the image' },
	{ name: 'Reject Image', value: 'refuse', description: 'Fail the item; the message shows the sizes' },
] as const;

const WAYS = [
	{
		name: 'Automatic',
		value: 'automatically',
		description: 'The backend downloads images that it accepts; the node prepares and uploads the others',
	},
	{
		name: 'Always Upload',
		value: 'always',
		description: 'The node downloads, prepares and uploads every image',
	},
	{
		name: 'Pass URL to Backend',
		value: 'never',
		description: 'The backend downloads the image; the node only checks its first bytes',
	},
] as const;

const fields: INodeProperties[] = [
	{
		displayName: fieldLabels.fitPicture,
		name: 'fitPicture',
		type: 'options',
		options: [...FITS],
		default: defaultFitting.shape,
		description:
			'How to fit an image whose size or shape the model does not accept, or a last frame with another shape than the first',
	},
	{
		displayName: fieldLabels.backgroundColor,
		name: 'backgroundColor',
		type: 'color',
		default: defaultFitting.background,
		description: 'Fill color for transparency and padding',
	},
	{
		displayName: fieldLabels.picturesFromUrl,
		name: 'preparePictureFromUrl',
		type: 'options',
		options: [...WAYS],
		default: 'automatically',
		description: 'How an image from a URL gets to the backend',
	},
];

/** Shown where the chosen model takes any picture. */
export const pictureOptions: readonly FormEntry[] = fields.map((picture) => ({ picture }));

/** How the form wants pictures to be handled; what was not added, or is empty, stands at its default. */
export function readPictureHandling(form: Form): Result<PictureHandling> {
	const shape = readChoiceOr(fieldLabels.fitPicture, form.option('fitPicture'), FITS, defaultFitting.shape);
	if (shape instanceof Err) return shape;
	const background = readColour(form.option('backgroundColor'));
	if (background instanceof Err) return background;
	const fromUrl = readChoiceOr(
		fieldLabels.picturesFromUrl,
		form.option('preparePictureFromUrl'),
		WAYS,
		'automatically',
	);
	if (fromUrl instanceof Err) return fromUrl;
	return { fitting: { shape, background }, fromUrl };
}

/** Three or six hexadecimal digits, with or without # in front, as `#rrggbb`. */
function readColour(value: unknown): Result<string> {
	const given = single(value);
	if (isNothing(given)) return defaultFitting.background;
	const digits = typeof given === 'string' ? /^#?([\da-f]{3}|[\da-f]{6})$/i.exec(given.trim())?.[1] : undefined;
	if (digits === undefined) {
		return fail(formFailures.colorNotKnown, { value: quoted(given) });
	}
	const six = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
	return `#${six.toLowerCase()}`;
}
