// The form's way of giving a picture: where it comes from, then the one field that this needs.
import type { INodeProperties } from 'n8n-workflow';
import type { Form } from '../../../shared/node-parameters';
import type { Result } from '../../../shared/errors';
import type { MediaSource } from '../../../shared/media/media-source';
import { storedFrameName } from '../../../shared/stored';
import { fieldLabels, type FrameName } from '../../../shared/vocabulary';
import { sourceIn } from './file-values';
import { readChoice } from '../../../shared/read-choice';

interface FrameNames {
	readonly source: string;
	readonly field: string;
	readonly url: string;
	readonly base64: string;
	readonly optional: boolean;
}

const named = (prefix: string, optional: boolean): FrameNames => ({
	source: `${prefix}Source`,
	field: `${prefix}Field`,
	url: `${prefix}Url`,
	base64: `${prefix}Base64`,
	optional,
});

/** A first frame and an avatar's picture share their parameters, so that switching the operation keeps what was given. */
const namesOf = (frame: FrameName, optional: boolean): FrameNames => {
	if (frame === 'lastFrame' || frame === 'secondImage') return named(storedFrameName[frame], true);
	if (frame === 'frontal') return named(storedFrameName[frame], optional);
	return optional ? named(storedFrameName.firstFrame, true) : named(storedFrameName.image, false);
};

const WHAT: Record<FrameName, string> = {
	firstFrame: 'The image that the video starts with',
	lastFrame: 'The image that the video ends with',
	image: 'An image of the person or character',
	frontal: 'An image from the front',
	secondImage: 'An image of the second person or character',
};

/** What it means to give none. */
const NONE: Record<FrameName, string> = {
	firstFrame: 'Let the model choose the opening',
	lastFrame: 'Let the model choose the ending',
	image: 'No image',
	secondImage: 'One image only',
	frontal: 'No image',
};

/** Where a picture may come from. */
const sourceChoices = (frame: FrameName, isOptional: boolean) => [
	{ name: 'Base64 Text', value: 'base64', description: 'An image as text, with or without a data: prefix' } as const,
	{ name: 'Input Data Field', value: 'binary', description: 'A file of the item' } as const,
	...(namesOf(frame, isOptional).optional ? [{ name: 'None', value: 'none', description: NONE[frame] } as const] : []),
	{ name: 'URL', value: 'url', description: 'An image on the web' } as const,
];

/** The fields of one picture, in order. */
export function frameFields(frame: FrameName, isOptional = false, description = WHAT[frame]): INodeProperties[] {
	const { source, field, url, base64, optional } = namesOf(frame, isOptional);
	const label = fieldLabels[frame];
	return [
		{
			displayName: label,
			name: source,
			type: 'options',
			noDataExpression: true,
			options: sourceChoices(frame, isOptional),
			default: optional ? 'none' : 'binary',
			description,
		},
		{
			displayName: 'Input Data Field Name',
			name: field,
			type: 'string',
			default: 'data',
			required: true,
			typeOptions: { binaryDataProperty: true },
			hint: 'The name of the input field containing the image',
			description: 'Any common image format works: the node rotates, converts and resizes it as needed',
			displayOptions: { show: { [source]: ['binary'] } },
		},
		{
			displayName: 'Image URL',
			name: url,
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://example.com/image.png',
			description: 'The URL of the image itself, not of a web page',
			displayOptions: { show: { [source]: ['url'] } },
		},
		{
			displayName: 'Base64 Text',
			name: base64,
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. data:image/png;base64,iVBORw0KGgo…',
			description: 'The image as base64 text, with or without a data: prefix',
			displayOptions: { show: { [source]: ['base64'] } },
		},
	];
}

/** Where a picture comes from; undefined where the form gives none. */
export function readFrame(form: Form, frame: FrameName, isOptional = false): Result<MediaSource | undefined> {
	const { source, field, url, base64 } = namesOf(frame, isOptional);
	const label = fieldLabels[frame];
	const chosen = readChoice(label, form.value(source), sourceChoices(frame, isOptional));
	switch (chosen) {
		case 'binary':
			return sourceIn(label, form.value(field), 'field');
		case 'url':
			return sourceIn(label, form.value(url), 'url');
		case 'base64':
			return sourceIn(label, form.value(base64), 'text');
		case 'none':
		case undefined:
			return undefined;
		default:
			return chosen;
	}
}
