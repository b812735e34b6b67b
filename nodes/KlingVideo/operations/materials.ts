// The form's way of giving a list of pictures, a video or a voice, and how each is read.
import type { INodeProperties } from 'n8n-workflow';
import type { Speech } from '../backends/backend';
import { fail, type Outcome } from '../failure';
import type { Form } from '../form';
import type { MediaSource } from '../media/source';
import { fieldLabels } from '../words';
import { fileField, looksLikePicture } from './frames';
import type { ItemFile, MaterialName } from './operation';
import type { SoundSource, VideoSource } from './request';

/** What a backend can do with files, as far as the form shows it. */
export interface Abilities {
	readonly uploadsVideos: boolean;
	readonly servesVideos: boolean;
	readonly speaks: boolean;
	readonly videoRequired: boolean;
}

/** The fields of a material, in order. */
export function materialFields(material: MaterialName, abilities: Abilities): INodeProperties[] {
	if (material === 'references') return referenceFields;
	return material === 'video' ? videoFields(abilities) : soundFields(abilities);
}

const referenceFields: INodeProperties[] = [
	{
		displayName: fieldLabels.images,
		name: 'images',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '*',
		placeholder: 'e.g. photo*, https://example.com/hat.png',
		hint: 'Input fields (photo*, * for all pictures) and web addresses, in order',
		description:
			'Names of input fields (photo* for all that start so, * for every picture of the item), web addresses, or both, separated by commas or lines; name them @image1, @image2 in the prompt',
	},
];

function videoFields({ uploadsVideos, servesVideos, videoRequired }: Abilities): INodeProperties[] {
	return [
		{
			displayName: fieldLabels.video,
			name: 'videoSource',
			type: 'options',
			noDataExpression: true,
			options: [
				...(uploadsVideos
					? [{ name: 'Input Data Field', value: 'binary', description: 'A file that the item brings along' }]
					: []),
				...(servesVideos
					? [
							{
								name: 'Input Data Field, Served From This n8n',
								value: 'serve',
								description:
									'The backend fetches the file by a signed link; that works only if it can reach this n8n, which cannot be proven from here',
							},
						]
					: []),
				...(videoRequired ? [] : [{ name: 'None', value: 'none', description: 'No video' }]),
				{ name: 'URL', value: 'url', description: 'A video on the web' },
			],
			default: videoRequired ? 'url' : 'none',
			description: 'The video to follow or to change; mp4 or mov',
		},
		{
			displayName: 'Video URL',
			name: 'videoUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://example.com/video.mp4',
			description: 'The web address of the video itself',
			displayOptions: { show: { videoSource: ['url'] } },
		},
		{
			displayName: 'Input Data Field Name',
			name: 'videoField',
			type: 'string',
			default: 'data',
			required: true,
			typeOptions: { binaryDataProperty: true },
			hint: 'The name of the input field containing the video',
			displayOptions: { show: { videoSource: ['binary', 'serve'] } },
		},
	];
}

function soundFields({ speaks }: Abilities): INodeProperties[] {
	const only = (source: string) => ({ displayOptions: { show: { voiceSource: [source] } } });
	const spoken: INodeProperties[] = [
		{
			displayName: 'Text to Speak',
			name: 'speechText',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			description: 'What the avatar says, 1000 characters at most; speaking costs a little by itself',
			...only('speech'),
		},
		{
			displayName: 'Speaker',
			name: 'speechVoice',
			type: 'string',
			default: 'oversea_male1',
			required: true,
			description: "The ID of a voice of Kling's text to speech",
			...only('speech'),
		},
		{
			displayName: 'Language',
			name: 'speechLanguage',
			type: 'options',
			options: [
				{ name: 'Chinese', value: 'zh' },
				{ name: 'English', value: 'en' },
			],
			default: 'en',
			...only('speech'),
		},
		{
			displayName: 'Speed',
			name: 'speechSpeed',
			type: 'number',
			typeOptions: { minValue: 0.8, maxValue: 2, numberPrecision: 1 },
			default: 1,
			description: 'How fast the text is spoken: 1 is normal',
			...only('speech'),
		},
		{
			displayName: 'Speech ID',
			name: 'speechId',
			type: 'string',
			default: '',
			required: true,
			description: 'The audio ID of speech that Kling made within the last 30 days',
			...only('speechId'),
		},
	];
	return [
		{
			displayName: fieldLabels.speech,
			name: 'voiceSource',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Base64 Text', value: 'base64', description: 'A recording as text' },
				{ name: 'Input Data Field', value: 'binary', description: 'A file that the item brings along' },
				...(speaks ? [{ name: 'Speech ID', value: 'speechId', description: 'Speech that Kling made before' }] : []),
				...(speaks ? [{ name: 'Text to Speak', value: 'speech', description: 'Kling speaks the text' }] : []),
				{ name: 'URL', value: 'url', description: 'A recording on the web' },
			],
			default: 'binary',
			description: 'What the avatar says',
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
			displayName: 'Sound URL',
			name: 'voiceUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://example.com/voice.mp3',
			description: 'The web address of the recording itself',
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
	];
}

/** The listed pictures in their order: names and patterns stand for fields of the item, addresses for themselves. */
export function readReferences(form: Form, files: readonly ItemFile[]): Outcome<MediaSource[]> {
	const value = form.value('images');
	const parts = Array.isArray(value) ? value : [value ?? ''];
	const tokens = parts.flatMap((part) => (typeof part === 'string' ? split(part) : [part]));
	const sources: MediaSource[] = [];
	for (const token of tokens) {
		if (typeof token !== 'string') {
			sources.push({ from: 'field', field: fileField(token) });
			continue;
		}
		if (/^https?:/i.test(token)) sources.push({ from: 'url', url: token });
		else if (looksLikePicture(token)) sources.push({ from: 'text', text: token });
		else {
			const fields = fieldsLike(token, files);
			if (fields.length === 0 && token !== '*') {
				return fail('input', `'${fieldLabels.images}': the item has no file in a field like '${token}'`, {
					nextStep:
						files.length === 0
							? 'The item has no files at all'
							: `The item has files in: ${files.map(({ field }) => `'${field}'`).join(', ')}`,
				});
			}
			sources.push(...fields.map((field) => ({ from: 'field', field }) as const));
		}
	}
	return sources;
}

/** Lines, and commas outside of addresses; an address ends where white space or a comma with white space follows. */
function split(text: string): string[] {
	if (/^data:/i.test(text.trim())) return [text.trim()];
	return text
		.split(/\r?\n|,\s+|\s+,/)
		.flatMap((part) => (/^\s*https?:/i.test(part) ? [part] : part.split(',')))
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

function fieldsLike(pattern: string, files: readonly ItemFile[]): string[] {
	if (!pattern.includes('*')) return files.some(({ field }) => field === pattern) ? [pattern] : [];
	const shape = new RegExp(`^${pattern.split('*').map(escape).join('.*')}$`);
	return files
		.filter(({ field, mimeType }) => shape.test(field) && mimeType.startsWith('image/'))
		.map(({ field }) => field);
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Where the video comes from; undefined where the form gives none. */
export function readVideo(form: Form): VideoSource | undefined {
	switch (form.text('videoSource')) {
		case 'url':
			return { from: 'url', url: form.text('videoUrl') };
		case 'binary':
			return { from: 'field', field: fileField(form.value('videoField')) };
		case 'serve':
			return { from: 'field', field: fileField(form.value('videoField')), served: true };
		default:
			return undefined;
	}
}

/** Where the voice comes from; undefined where the form gives none. */
export function readSound(form: Form): Outcome<SoundSource | undefined> {
	switch (form.text('voiceSource')) {
		case 'url':
			return { from: 'url', url: form.text('voiceUrl') };
		case 'binary':
			return { from: 'field', field: fileField(form.value('voiceField')) };
		case 'base64':
			return { from: 'text', text: form.text('voiceBase64') };
		case 'speechId':
			return form.text('speechId') === ''
				? fail('input', "'Speech ID' is empty", {
						nextStep: "Give the audio ID of speech that Kling made, or choose another 'Voice'",
					})
				: { from: 'speechId', id: form.text('speechId') };
		case 'speech': {
			const speech = readSpeech(form);
			return 'text' in speech ? { from: 'speech', speech } : speech;
		}
		default:
			return undefined;
	}
}

/** kling-official.md 2.9: text up to 1000 characters, speed 0.8 to 2 with one decimal. */
function readSpeech(form: Form): Outcome<Speech> {
	const text = form.text('speechText');
	const length = [...text].length;
	if (length === 0) return fail('input', "'Text to Speak' is empty", { nextStep: 'Write what the avatar says' });
	if (length > 1000) {
		return fail('input', `'Text to Speak' has ${length} characters, 1000 are allowed`, {
			nextStep: `Shorten it by ${length - 1000} characters`,
		});
	}
	const voice = form.text('speechVoice');
	if (voice === '') return fail('input', "'Speaker' is empty", { nextStep: 'Give the ID of a voice' });
	const speed = Number(form.value('speechSpeed') ?? 1);
	if (!(speed >= 0.8 && speed <= 2))
		return fail('input', "'Speed' is not a number from 0.8 to 2", { nextStep: 'Use 1 for normal speech' });
	return {
		text,
		voice,
		language: form.text('speechLanguage') === 'zh' ? 'zh' : 'en',
		speed: Math.round(speed * 10) / 10,
	};
}
