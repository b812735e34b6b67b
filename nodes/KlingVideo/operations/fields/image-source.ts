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
	firstFrame: 'The picture that the video starts with',
	lastFrame: 'The picture that the video ends with',
	image: 'The picture of the person or character',
	frontal: 'A picture that shows it from the front',
	secondImage: 'The picture of the second person or character',
};

/** What it means to give none. */
const NONE: Record<FrameName, string> = {
	firstFrame: 'The video may begin as it likes',
	lastFrame: 'The video may end as it likes',
	image: 'No picture',
	secondImage: 'One picture is enough',
	frontal: 'No picture',
};

/** Where a picture may come from. */
const sourceChoices = (frame: FrameName, isOptional: boolean) => [
	{ name: 'Base64 Text', value: 'base64', description: 'A picture as text, with or without a data: prefix' } as const,
	{ name: 'Input Data Field', value: 'binary', description: 'A file that the item brings along' } as const,
	...(namesOf(frame, isOptional).optional ? [{ name: 'None', value: 'none', description: NONE[frame] } as const] : []),
	{ name: 'URL', value: 'url', description: 'A picture on the web' } as const,
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
			hint: 'The name of the input field containing the picture',
			description:
				'Any common picture works: it is turned upright, converted and made small enough for the backend as needed',
			displayOptions: { show: { [source]: ['binary'] } },
		},
		{
			displayName: 'Image URL',
			name: url,
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://example.com/image.png',
			description: 'The web address of the picture itself, not of a page that shows it',
			displayOptions: { show: { [source]: ['url'] } },
		},
		{
			displayName: 'Base64 Text',
			name: base64,
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. data:image/png;base64,iVBORw0KGgo…',
			description: 'The picture as base64 text, with or without a data: prefix',
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
