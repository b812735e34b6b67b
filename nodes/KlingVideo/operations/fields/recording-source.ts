// A recording that the backend fetches by its address, or a video that it made and that speaks.
import type { INodeProperties } from 'n8n-workflow';
import { Err, type Result } from '../../../shared/errors';
import type { Form } from '../../../shared/node-parameters';
import { fieldLabels } from '../../../shared/vocabulary';
import { sourceIn } from './file-values';
import { readChoice } from '../../../shared/read-choice';
import type { AudioSource } from '../request';
import { servedChoice } from './video-source';
import { formFailures } from '../../../shared/messages/form';
import { fail } from '../../../shared/messages/message';

const only = (source: string) => ({ displayOptions: { show: { recordingSource: [source] } } });

/** The fields of the recording, in order. */
export const recordingFields: INodeProperties[] = [
	{
		displayName: fieldLabels.audio,
		name: 'recordingSource',
		type: 'options',
		noDataExpression: true,
		options: [
			servedChoice,
			{ name: 'URL', value: 'url', description: 'A recording on the web' },
			{ name: 'Video ID', value: 'videoId', description: 'A Kling video in which someone speaks' },
		],
		default: 'url',
		description: 'A recording (mp3, wav, mp4 or mov) of 5 to 30 seconds with one clear voice. Kling accepts URLs only.',
	},
	{
		displayName: 'Audio URL',
		name: 'recordingUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/voice.mp3',
		description: 'The URL of the recording itself',
		...only('url'),
	},
	{
		displayName: 'Input Data Field Name',
		name: 'recordingField',
		type: 'string',
		default: 'data',
		required: true,
		typeOptions: { binaryDataProperty: true },
		hint: 'The name of the input field containing the recording',
		...only('serve'),
	},
	{
		displayName: 'Video ID',
		name: 'recordingVideoId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 829836802793406552',
		description:
			'The ID of the video, not of its task: see videos in the output of Image to Video with audio, Avatar or Lip Sync',
		...only('videoId'),
	},
];

const SOURCES = [servedChoice, { value: 'url', name: 'URL' }, { value: 'videoId', name: fieldLabels.videoId }] as const;

/** Where the recording comes from; undefined where the form gives none. */
export function readRecording(form: Form): Result<AudioSource | undefined> {
	const label = fieldLabels.audio;
	const chosen = readChoice(label, form.value('recordingSource'), SOURCES);
	switch (chosen) {
		case 'url':
			return sourceIn(label, form.value('recordingUrl'), 'url');
		case 'serve': {
			const source = sourceIn(label, form.value('recordingField'), 'field');
			return !(source instanceof Err) && source.from === 'field' ? { ...source, served: true } : source;
		}
		case 'videoId': {
			const id = form.text('recordingVideoId');
			return id === '' ? fail(formFailures.recordingIdEmpty) : { from: 'speechId', id };
		}
		default:
			return chosen;
	}
}
