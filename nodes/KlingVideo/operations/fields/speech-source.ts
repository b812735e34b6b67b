// What somebody says: a recording, a text that the backend speaks, or speech that it made before.
import type { INodeProperties } from 'n8n-workflow';
import type { Speech } from '../../../shared/backends/backend';
import { Err, type Result } from '../../../shared/errors';
import type { Form } from '../../../shared/node-parameters';
import { fieldLabels } from '../../../shared/vocabulary';
import { sourceIn } from './file-values';
import { readChoice, readChoiceOr } from '../../../shared/read-choice';
import { single } from '../../../shared/choices';
import type { Abilities } from '../operation';
import type { AudioSource } from '../request';
import { formFailures } from '../../../shared/messages/form';
import { fail } from '../../../shared/messages/message';

/** Kling's text to speech and PiAPI's lip sync have separate lists of voices; neither is known completely. */
const SPEAKERS = {
	apart: { value: 'oversea_male1', description: 'The voice of the speech' },
	within: {
		value: '',
		description: 'The voice of the speech, one of those at https://klingai.com/api/lip/sync/ttsList?type=',
	},
};

const LANGUAGES = [
	{ name: 'Chinese', value: 'zh' },
	{ name: 'English', value: 'en' },
] as const;

const language: INodeProperties = {
	displayName: 'Language',
	name: 'speechLanguage',
	type: 'options',
	options: [...LANGUAGES],
	default: 'en',
	description: 'The language of the text',
};

/** The name of the list search that fills the speakers. */
export const SPEAKER_SEARCH = 'searchSpeakers';

/** A searchable list, and any other name: no list of speakers is complete. */
const speakerField = ({ value, description }: { value: string; description: string }): INodeProperties => ({
	displayName: 'Speaker',
	name: 'speechVoice',
	type: 'resourceLocator',
	default: { mode: 'list', value },
	required: true,
	description,
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: SPEAKER_SEARCH, searchable: true, skipCredentialsCheckInRLC: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. oversea_male1',
			hint: 'Any voice of the service, even if it is not in the list',
		},
	],
});

/**
 * The fields of a text that is spoken, in order.
 *
 * @param speaks by a call of its own, which is paid and wants a language, or by the task itself
 */
export const speechFields = (speaks: 'apart' | 'within' = 'apart'): INodeProperties[] => [
	{
		displayName: fieldLabels.speechText,
		name: 'speechText',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: 'e.g. Good morning, and welcome to the harbour',
		description: `What the person says, up to 1000 characters${speaks === 'apart' ? '; speech is charged separately' : ''}`,
	},
	speakerField(SPEAKERS[speaks]),
	...(speaks === 'apart' ? [language] : []),
	{
		displayName: 'Speed',
		name: 'speechSpeed',
		type: 'number',
		typeOptions: { minValue: 0.8, maxValue: 2, numberPrecision: 1 },
		default: 1,
		description: 'Speaking rate; 1 is normal',
	},
];

/** The fields of the voice, in order. */
export function audioFields({ speaks, takesSpeechIds }: Abilities): INodeProperties[] {
	const only = (source: string) => ({ displayOptions: { show: { voiceSource: [source] } } });
	const spoken = speechFields(speaks).map((field): INodeProperties => ({ ...field, ...only('speech') }));
	const made: INodeProperties = {
		displayName: 'Speech ID',
		name: 'speechId',
		type: 'string',
		default: '={{ $json.audios?.[0]?.id }}',
		required: true,
		description:
			"The audio ID of speech that Kling generated in the last 30 days, by default from the output of 'Text to Speech'",
		...only('speechId'),
	};
	return [
		{
			displayName: fieldLabels.audio,
			name: 'voiceSource',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Base64 Text', value: 'base64', description: 'A recording as text' },
				{ name: 'Input Data Field', value: 'binary', description: 'A file of the item' },
				...(takesSpeechIds
					? [{ name: 'Speech ID', value: 'speechId', description: 'Speech that Kling generated before' }]
					: []),
				...(speaks
					? [{ name: 'Text to Speak', value: 'speech', description: 'Kling turns the text into speech' }]
					: []),
				{ name: 'URL', value: 'url', description: 'A recording on the web' },
			],
			default: 'binary',
			description: 'A recording, or text to be spoken',
		},
		{
			displayName: 'Input Data Field Name',
			name: 'voiceField',
			type: 'string',
			default: 'voice',
			required: true,
			typeOptions: { binaryDataProperty: true },
			hint: 'The name of the input field containing the recording',
			...only('binary'),
		},
		{
			displayName: 'Audio URL',
			name: 'voiceUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://example.com/voice.mp3',
			description: 'The URL of the recording itself',
			...only('url'),
		},
		{
			displayName: 'Base64 Text',
			name: 'voiceBase64',
			type: 'string',
			default: '',
			required: true,
			description: 'The recording as base64 text, with or without a data: prefix',
			...only('base64'),
		},
		...(speaks ? spoken : []),
		...(takesSpeechIds ? [made] : []),
	];
}

const SOURCES = [
	{ value: 'base64', name: 'Base64 Text' },
	{ value: 'binary', name: 'Input Data Field' },
	{ value: 'speechId', name: 'Speech ID' },
	{ value: 'speech', name: fieldLabels.speechText },
	{ value: 'url', name: 'URL' },
] as const;

/** Where the voice comes from; undefined where the form gives none. */
export function readAudio(form: Form): Result<AudioSource | undefined> {
	const label = fieldLabels.audio;
	const chosen = readChoice(label, form.value('voiceSource'), SOURCES);
	switch (chosen) {
		case 'url':
			return sourceIn(label, form.value('voiceUrl'), 'url');
		case 'binary':
			return sourceIn(label, form.value('voiceField'), 'field');
		case 'base64':
			return sourceIn(label, form.value('voiceBase64'), 'text');
		case 'speechId': {
			const id = form.text('speechId');
			return id === '' ? fail(formFailures.speechIdEmpty) : { from: 'speechId', id };
		}
		case 'speech': {
			const speech = readSpeech(form);
			return 'text' in speech ? { from: 'speech', speech } : speech;
		}
		default:
			return chosen;
	}
}

/** Characters (kling-official.md 2.9). */
const LONGEST_SPEECH = 1000;

/** The text to speak and how; kling-official.md 2.9: text up to 1000 characters, speed 0.8 to 2 with one decimal. */
export function readSpeech(form: Form): Result<Speech> {
	const text = form.text('speechText');
	const length = [...text].length;
	if (length === 0) return fail(formFailures.speechEmpty);
	if (length > LONGEST_SPEECH) {
		return fail(formFailures.speechTooLong, { length, limit: LONGEST_SPEECH, excess: length - LONGEST_SPEECH });
	}
	const voice = form.text('speechVoice');
	if (voice === '') return fail(formFailures.speakerEmpty);
	const speed = Number(single(form.value('speechSpeed')) || 1);
	if (!(speed >= 0.8 && speed <= 2)) return fail(formFailures.speedNotInRange);
	const language = readChoiceOr('Language', form.value('speechLanguage'), LANGUAGES, 'en');
	if (language instanceof Err) return language;
	return {
		text,
		voice,
		language,
		speed: Math.round(speed * 10) / 10,
	};
}
