// How each neutral setting looks in the form; its limits come from the model's row.
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import type { Setting, ShotsSetting } from '../../shared/backends/catalogue';
import { parameterName } from '../../shared/stored';
import {
	choiceLabels,
	fieldLabels,
	qualityLabels,
	resourceLabels,
	type LibraryKind,
	type Quality,
	type SettingName,
} from '../../shared/vocabulary';
import { libraryField } from '../operations/fields/library-field';

type Look = Partial<INodeProperties>;

const LOOKS: Record<SettingName, Look> = {
	prompt: {
		typeOptions: { rows: 4 },
		placeholder: 'e.g. The boat drifts down the rainy street, camera follows',
		description: 'What happens in the video: who does what, and how the camera moves',
	},
	negativePrompt: {
		typeOptions: { rows: 2 },
		placeholder: 'e.g. blur, text, extra fingers',
		description: 'What the video should not show',
	},
	duration: { description: 'Length of the video; longer videos cost more' },
	quality: { description: 'Resolution of the video; higher resolutions cost more' },
	aspectRatio: { description: 'Aspect ratio of the video' },
	generateAudio: { description: 'Whether to generate audio for the video, which costs more' },
	preferMultiShots: { description: 'Whether the video can have several shots' },
	watermark: { description: 'Whether to also return the video with a watermark, as a URL in the output' },
	shots: {
		placeholder: 'Add Shot',
		description:
			'Several shots in one video, each with its own prompt. Their lengths add up to the length of the video.',
	},
	elementIds: {
		placeholder: 'Add Element',
		description: "Elements from your library or Kling's presets. In the prompt, write @element1, @element2.",
	},
	voiceIds: {
		placeholder: 'Add Voice',
		description: "Voices from your library or Kling's presets. In the prompt, write @voice1, @voice2.",
	},
	name: { placeholder: 'e.g. Grandpa', description: 'Its name in the library' },
	description: {
		placeholder: 'e.g. An old man with a white beard and a straw hat',
		description: 'What the images or the video show',
	},
	madeFrom: { description: 'Whether to create the element from images or from a video' },
	tags: { description: 'Tags to find it in the library' },
	videoId: {
		placeholder: 'e.g. 829836802793406552',
		description: "The ID of a video that Kling generated in the last 30 days: 'id' in 'videos' of the output",
	},
	originTaskId: {
		placeholder: 'e.g. 58cb41b7-556d-46c0-b82e-1e116aa1a31a',
		description: 'The task that created the video, by default from the item',
	},
	effect: {
		placeholder: 'e.g. hug_pro',
		description: 'What happens in the video. The service adds and removes effects every month.',
	},
	professionalMode: { description: 'Whether to use professional mode, which may cost more' },
	videoUse: { description: 'Whether to use the video as a reference for camera and motion, or to edit it' },
	characterOrientation: {
		description:
			'Whether posture follows the video (up to 30 seconds) or the image (up to 10 seconds, better for camera moves)',
	},
	keepOriginalSound: { description: 'Whether to keep the audio of the video' },
	presetMotion: { description: 'A ready-made motion instead of a video' },
	background: { description: 'Whether the background comes from the video or the image' },
	subject: {
		placeholder: 'e.g. a small brown dog with a red collar',
		description: 'What the images show, in a few words. In the prompt, write @image1.',
	},
	soundEffects: {
		typeOptions: { rows: 2 },
		placeholder: 'e.g. Rain on a tin roof, a distant train',
		description: 'Sounds besides the music, in a few words',
	},
	music: {
		typeOptions: { rows: 2 },
		placeholder: 'e.g. A slow piano, melancholic',
		description: 'Background music of the video, in a few words',
	},
	asmr: { description: 'Whether to emphasize quiet, close sounds, as in ASMR videos' },
	face: { description: 'Who speaks if the video shows several people; 1 is the first face that Kling finds' },
	audioStart: { description: 'Skip the audio before this time' },
	audioEnd: { description: 'Skip the audio after this time. Default: as much as fits.' },
	insertAt: { description: 'When the audio starts in the video. Default: when the face appears.' },
	audioVolume: { description: 'Volume of the new audio; 1 is unchanged, 0 is mute' },
	originalVolume: { description: 'Volume of the original audio; 1 is unchanged, 0 is mute' },
	cfgScale: { description: 'How closely the video follows the prompt; 0 is free, 1 is strict' },
};

/** The field of a setting with the choices and bounds of one row, without conditions. */
export function settingField(name: SettingName, setting: Setting): INodeProperties {
	const base = { displayName: fieldLabels[name], name: parameterName(name), ...LOOKS[name] };
	switch (setting.kind) {
		case 'text':
			return {
				...base,
				...(setting.suggestions ? withSuggestions(name, base) : { type: 'string', default: '' }),
				...(setting.required === true ? { required: true } : {}),
			};
		case 'switch':
			return { ...base, type: 'boolean', default: setting.default };
		case 'number':
			return {
				...base,
				type: 'number',
				default: setting.default,
				typeOptions: {
					minValue: setting.min,
					maxValue: setting.max,
					numberPrecision: setting.whole ? 0 : (setting.decimals ?? 2),
				},
			};
		case 'ids':
			return {
				...base,
				type: 'fixedCollection',
				typeOptions: { multipleValues: true, sortable: true },
				default: {},
				options: [idRow(PICKED[name] ?? 'element')],
			};
		case 'several':
			return {
				...base,
				type: 'multiOptions',
				default: [],
				options: sorted(setting.values.map((value) => ({ name: choiceName(value), value }))),
			};
		case 'shots':
			return {
				...base,
				type: 'fixedCollection',
				typeOptions: { multipleValues: true, sortable: true },
				default: {},
				options: [shotRow(setting)],
			};
		case 'choice': {
			const values: ReadonlyArray<string | number> = setting.values;
			return {
				...base,
				type: 'options',
				default: setting.default,
				options: sorted(values.map((value) => ({ name: choiceName(value), value }))),
			};
		}
	}
}

/** Settings whose ids are picked from the account's library. */
const PICKED: Partial<Record<SettingName, LibraryKind>> = { elementIds: 'element', voiceIds: 'voice' };

function idRow(kind: LibraryKind): INodePropertyCollection {
	return { displayName: resourceLabels[kind], name: 'row', values: [libraryField(kind, 'id', true)] };
}

/** The name of the list search that fills the suggestions of a setting. */
export function suggestionSearch(setting: SettingName): string {
	const name = parameterName(setting);
	return `suggest${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** A list to search in, and a name that anybody may type: suggestions are never all there is. */
function withSuggestions(
	name: SettingName,
	{ placeholder }: Look,
): Pick<INodeProperties, 'type' | 'default' | 'modes'> {
	return {
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				// The list comes from the catalogue, which needs no credential.
				typeOptions: {
					searchListMethod: suggestionSearch(name),
					searchable: true,
					skipCredentialsCheckInRLC: true,
				},
			},
			{
				displayName: 'By Name',
				name: 'id',
				type: 'string',
				placeholder,
				hint: 'Any name, even if it is newer than the node',
			},
		],
	};
}

function shotRow({ min, max }: ShotsSetting): INodePropertyCollection {
	return {
		displayName: 'Shot',
		name: 'row',
		values: [
			{
				displayName: 'Prompt',
				name: 'prompt',
				type: 'string',
				typeOptions: { rows: 2 },
				default: '',
				description: 'What happens in this shot',
			},
			{
				displayName: 'Seconds',
				name: 'duration',
				type: 'number',
				typeOptions: { minValue: min, maxValue: max, numberPrecision: 0 },
				default: 3,
				description: 'Length of this shot',
			},
		],
	};
}

/** One setting that takes what any of several takes: for a backend that is not known before the run. */
export function widest(settings: readonly Setting[]): Setting | undefined {
	const [first] = settings;
	if (!first) return undefined;
	if (first.kind === 'text')
		return { ...first, required: settings.every((one) => one.kind === 'text' && one.required === true) };
	if (first.kind === 'switch' || first.kind === 'shots' || first.kind === 'ids' || first.kind === 'several')
		return first;
	const numbers = settings.filter((setting) => setting.kind === 'number');
	if (numbers.length > 0) {
		return {
			...numbers[0]!,
			min: Math.min(...numbers.map((setting) => setting.min)),
			max: Math.max(...numbers.map((setting) => setting.max)),
		};
	}
	const choices = settings.filter((setting) => setting.kind === 'choice');
	const longest = choices.reduce((most, setting) => (setting.values.length > most.values.length ? setting : most));
	return longest;
}

const choiceName = (value: string | number) => qualityLabels[value as Quality] ?? choiceLabels[value] ?? String(value);

/** n8n's rule: long lists by name; short ones keep the order that means something. */
function sorted(options: INodePropertyOptions[]): INodePropertyOptions[] {
	return options.length < 5 ? options : [...options].sort((a, b) => a.name.localeCompare(b.name));
}
