// The form of the resource Clip: what is done with videos here, without a backend.
import type { INodeProperties } from 'n8n-workflow';

/** An operation that n8n carries out itself. */
export interface LocalOperation {
	readonly id: 'getFrame' | 'joinClips';
	readonly name: string;
	readonly action: string;
	readonly description: string;
	readonly fields: readonly INodeProperties[];
	readonly options: readonly INodeProperties[];
}

/** The labels of this resource's fields, for messages. */
export const clipLabels = {
	clip: 'Clip',
	clips: 'Clips',
	frame: 'Frame',
	at: 'Time (Seconds)',
	format: 'Format',
	joinWhat: 'Join',
	filmSize: 'Video Size',
	sound: 'Audio File',
	soundAt: 'Audio Start (Seconds)',
	soundFade: 'Audio Fade-Out (Seconds)',
	dropRepeats: 'Drop Repeated Frames',
} as const;

export const frameChoices = [
	{ name: 'First', value: 'first' },
	{ name: 'Last', value: 'last' },
	{ name: 'At a Time', value: 'time' },
] as const;

export const formatChoices = [
	{ name: 'JPEG', value: 'jpeg' },
	{ name: 'PNG', value: 'png' },
] as const;

export const joinChoices = [
	{ name: 'All Items Into One Video', value: 'all' },
	{ name: 'Each Item Into Its Own Video', value: 'each' },
] as const;

export const sizeChoices = [
	{ name: 'Size of First Clip', value: 'first' },
	{ name: 'Size of Largest Clip', value: 'largest' },
] as const;

const outputField = (what: string, name: string): INodeProperties => ({
	displayName: 'Output Data Field Name',
	name: 'outputField',
	type: 'string',
	default: name,
	hint: `The name of the output field to put the ${what} in`,
});

/** In the order of the form. */
export const localOperations: readonly LocalOperation[] = [
	{
		id: 'getFrame',
		name: 'Get Frame',
		action: 'Get a frame of a clip',
		description: 'Get an image from a video, for example its last frame for the next video; free',
		fields: [
			{
				displayName: clipLabels.clip,
				name: 'clip',
				type: 'string',
				default: 'data',
				required: true,
				placeholder: 'e.g. data',
				hint: 'The input field with the video, or its URL',
			},
			{
				displayName: clipLabels.frame,
				name: 'frame',
				type: 'options',
				noDataExpression: true,
				options: [...frameChoices].sort((a, b) => a.name.localeCompare(b.name)),
				default: 'last',
				description: 'Which frame to return',
			},
			{
				displayName: clipLabels.at,
				name: 'frameAt',
				type: 'number',
				default: 0,
				typeOptions: { minValue: 0, numberPrecision: 3 },
				description: 'The time of the frame in the video',
				displayOptions: { show: { frame: ['time'] } },
			},
		],
		options: [
			{
				displayName: clipLabels.format,
				name: 'format',
				type: 'options',
				options: [...formatChoices],
				default: 'png',
				description: 'PNG is lossless, JPEG is smaller',
			},
			outputField('image', 'data'),
		],
	},
	{
		id: 'joinClips',
		name: 'Join Clips',
		action: 'Join clips into one video',
		description: 'Join videos into one mp4 file; free',
		fields: [
			{
				displayName: clipLabels.joinWhat,
				name: 'joinWhat',
				type: 'options',
				options: [...joinChoices],
				default: 'all',
				description: 'Whether to join the clips of all items, in their order, or of each item separately',
			},
			{
				displayName: clipLabels.clips,
				name: 'clips',
				type: 'string',
				typeOptions: { rows: 2 },
				default: '*',
				placeholder: 'e.g. scene1, scene2',
				hint: 'Input fields (clip*, * for all videos) and URLs, in order',
				description:
					'Input fields (clip* for all whose names start with clip, * for every video of the item), URLs, or both, separated by commas or lines',
			},
		],
		options: [
			{
				displayName: clipLabels.filmSize,
				name: 'filmSize',
				type: 'options',
				options: [...sizeChoices],
				default: 'first',
				description: 'The size of the video if the clips differ; the others get black bars',
			},
			outputField('video', 'data'),
			{
				displayName: clipLabels.sound,
				name: 'soundFile',
				type: 'string',
				default: '',
				placeholder: 'e.g. music',
				hint: 'The input field of the first item with the audio, or its URL',
				description: 'Audio that replaces the audio of the clips',
			},
			{
				displayName: clipLabels.soundAt,
				name: 'soundAt',
				type: 'number',
				default: 0,
				typeOptions: { numberPrecision: 3 },
				description: 'When the audio starts in the video; a negative value skips its beginning',
			},
			{
				displayName: clipLabels.soundFade,
				name: 'soundFadeOut',
				type: 'number',
				default: 2,
				typeOptions: { minValue: 0, numberPrecision: 3 },
				description: 'Length of the fade-out at the end of the video',
			},
			{
				displayName: clipLabels.dropRepeats,
				name: 'dropRepeats',
				type: 'boolean',
				default: true,
				description:
					'Whether to drop the last frame of a clip if the next one starts with it, as in a chain of clips. Otherwise the video pauses there for a moment.',
			},
		],
	},
];

/** Whether an operation needs no backend. */
export const isLocalOperation = (id: unknown): id is LocalOperation['id'] =>
	localOperations.some((operation) => operation.id === id);

const shownFor = (
	id: LocalOperation['id'],
	own: INodeProperties['displayOptions'],
): INodeProperties['displayOptions'] => ({
	show: { operation: [id], ...own?.show },
});

/** The fields of the resource, each shown for its operation only; the options stand with those of all operations. */
export const localFields: INodeProperties[] = localOperations.flatMap(({ id, fields }) =>
	fields.map((field) => ({ ...field, displayOptions: shownFor(id, field.displayOptions) })),
);
