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
	filmSize: 'Film Size',
	sound: 'Sound File',
	soundAt: 'Sound Begins At (Seconds)',
	soundFade: 'Sound Fade Out (Seconds)',
	dropRepeats: 'Take Out Repeated Frames',
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
	{ name: 'Clips of All Items Into One Film', value: 'all' },
	{ name: 'Clips of Each Item Into a Film', value: 'each' },
] as const;

export const sizeChoices = [
	{ name: 'As the First Clip', value: 'first' },
	{ name: 'As the Largest Clip', value: 'largest' },
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
		description: 'Take a picture out of a video, such as its last frame as the first frame of the next one; free',
		fields: [
			{
				displayName: clipLabels.clip,
				name: 'clip',
				type: 'string',
				default: 'data',
				required: true,
				placeholder: 'e.g. data',
				hint: 'The input field that holds the video, or its web address',
			},
			{
				displayName: clipLabels.frame,
				name: 'frame',
				type: 'options',
				noDataExpression: true,
				options: [...frameChoices].sort((a, b) => a.name.localeCompare(b.name)),
				default: 'last',
				description: 'Which frame to take',
			},
			{
				displayName: clipLabels.at,
				name: 'frameAt',
				type: 'number',
				default: 0,
				typeOptions: { minValue: 0, numberPrecision: 3 },
				description: 'When in the video the frame is shown',
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
				description: 'PNG loses nothing, JPEG is smaller',
			},
			outputField('picture', 'data'),
		],
	},
	{
		id: 'joinClips',
		name: 'Join Clips',
		action: 'Join clips to one film',
		description: 'Put videos one after another into one mp4 file; free',
		fields: [
			{
				displayName: clipLabels.joinWhat,
				name: 'joinWhat',
				type: 'options',
				options: [...joinChoices],
				default: 'all',
				description: 'Whether all items go into one film, in their order, or each item gives a film of its own',
			},
			{
				displayName: clipLabels.clips,
				name: 'clips',
				type: 'string',
				typeOptions: { rows: 2 },
				default: '*',
				placeholder: 'e.g. scene1, scene2',
				hint: 'Input fields (clip*, * for all videos) and web addresses, in order',
				description:
					'Names of input fields (clip* for all that start so, * for every video of the item), web addresses, or both, separated by commas or lines',
			},
		],
		options: [
			{
				displayName: clipLabels.filmSize,
				name: 'filmSize',
				type: 'options',
				options: [...sizeChoices],
				default: 'first',
				description: 'Whose size the film has where the clips differ; the others are fitted in with black bars',
			},
			outputField('film', 'data'),
			{
				displayName: clipLabels.sound,
				name: 'soundFile',
				type: 'string',
				default: '',
				placeholder: 'e.g. music',
				hint: 'The input field of the first item that holds the sound, or its web address',
				description: 'A sound that takes the place of the sound of the clips',
			},
			{
				displayName: clipLabels.soundAt,
				name: 'soundAt',
				type: 'number',
				default: 0,
				typeOptions: { numberPrecision: 3 },
				description: 'When in the film the sound file begins; below 0 its own beginning is left out',
			},
			{
				displayName: clipLabels.soundFade,
				name: 'soundFadeOut',
				type: 'number',
				default: 2,
				typeOptions: { minValue: 0, numberPrecision: 3 },
				description: 'How long before the end the sound file becomes silent',
			},
			{
				displayName: clipLabels.dropRepeats,
				name: 'dropRepeats',
				type: 'boolean',
				default: true,
				description:
					'Whether to leave out the last frame of a clip where the next one begins with it, as in a chain of clips; otherwise the film stands still for a moment there',
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
