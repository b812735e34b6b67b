// The scenes of a film: rows of what happens, how long it takes, and perhaps the picture with which it ends.
import type { INodeProperties } from 'n8n-workflow';
import { isNothing, numberIn, single } from '../../../shared/choices';
import { Err, type Result } from '../../../shared/errors';
import { isObject, quoted, rowsOf } from '../../../shared/json';
import type { MediaSource } from '../../../shared/media/media-source';
import { filmDetails, filmFailures } from '../../../shared/messages/film';
import { fail, say } from '../../../shared/messages/message';
import { fieldLabels } from '../../../shared/vocabulary';
import { sourceIn } from './file-values';

/** One scene, as the form gives it. */
export interface SceneRow {
	readonly prompt: string;
	/** As it was given; the model's row says what it may be. Undefined where nothing was. */
	readonly duration?: unknown;
	readonly lastFrame?: MediaSource;
}

/** More would last longer than a film may. */
export const MOST_SCENES = 100;

/** Where the scenes come from: n8n takes no expression for a list of rows. */
export const SCENES_FROM = [
	{ name: 'Fields Below', value: 'fields', description: 'Enter the scenes in this form' },
	{
		name: 'List',
		value: 'list',
		description: 'Take the scenes from an expression, such as the rows of a table with prompt, seconds and lastFrame',
	},
] as const;

export const scenesFromField: INodeProperties = {
	displayName: fieldLabels.scenesFrom,
	name: 'scenesFrom',
	type: 'options',
	noDataExpression: true,
	options: [...SCENES_FROM],
	default: 'fields',
	description: 'How to give the scenes',
};

export const scenesListField: INodeProperties = {
	displayName: fieldLabels.scenes,
	name: 'scenesList',
	type: 'json',
	default: '={{ $json.scenes }}',
	required: true,
	hint: 'Objects with prompt, seconds and lastFrame (an input field or a URL), or just prompts',
	description: 'What happens in each scene; a scene starts with the last frame of the one before',
	displayOptions: { show: { scenesFrom: ['list'] } },
};

export const scenesField: INodeProperties = {
	displayName: fieldLabels.scenes,
	name: 'scenes',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Scene',
	default: {},
	required: true,
	description: 'What happens in each scene; a scene starts with the last frame of the one before',
	displayOptions: { show: { scenesFrom: ['fields'] } },
	options: [
		{
			displayName: 'Scene',
			name: 'row',
			// In the order in which people think of a scene, which is not the alphabet's.
			values: [
				{
					displayName: 'Prompt',
					name: 'prompt',
					type: 'string',
					typeOptions: { rows: 2 },
					default: '',
					placeholder: 'e.g. She opens the door and looks outside',
					description: 'What happens in the scene',
				},
				{
					displayName: fieldLabels.duration,
					name: 'seconds',
					type: 'number',
					typeOptions: { minValue: 1, maxValue: 60, numberPrecision: 0 },
					default: 5,
					description: 'Length of the scene; the models accept 5 or 10, or any number from 3 to 15',
				},
				{
					displayName: 'Last Frame',
					name: 'lastFrame',
					type: 'string',
					default: '',
					placeholder: 'e.g. ending, https://example.com/ending.png',
					description: 'An input field or a URL of an image that the scene ends with, for models that accept one',
				},
			],
		},
	],
};

/** The scenes as rows of the form, as a list of rows or of prompts, or as JSON text of either. */
export function readScenes(given: unknown): Result<SceneRow[]> {
	const rows = rowsOf(typeof given === 'string' ? parsed(given) : given);
	if (!Array.isArray(rows)) return fail(filmFailures.scenesNotList);
	if (rows.length === 0) return fail(filmFailures.noScenes);
	if (rows.length > MOST_SCENES) return fail(filmFailures.tooManyScenes, { count: rows.length, limit: MOST_SCENES });
	const scenes: SceneRow[] = [];
	for (const [index, row] of rows.entries()) {
		const scene = readScene(row, index + 1);
		if (scene instanceof Err) return scene;
		scenes.push(scene);
	}
	return scenes;
}

function parsed(text: string): unknown {
	if (text.trim() === '') return [];
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

function readScene(row: unknown, number: number): Result<SceneRow> {
	const cells = typeof row === 'string' ? { prompt: row } : row;
	if (!isObject(cells)) return fail(filmFailures.sceneNotRow, { number, value: quoted(row) });
	const given = single(cells.prompt);
	const prompt = isNothing(given) ? '' : given;
	if (typeof prompt !== 'string') {
		return fail(filmFailures.sceneNotRow, { number, value: quoted(prompt) });
	}
	const seconds = single(cells.seconds ?? cells.duration);
	const scene = { prompt, ...(isNothing(seconds) ? {} : { duration: numberIn(seconds) }) };
	const picture = cells.lastFrame;
	if (isNothing(single(picture))) return scene;
	const lastFrame = sourceIn(say(filmDetails.sceneFrame, { number }), picture, 'field');
	return lastFrame instanceof Err ? lastFrame : { ...scene, lastFrame };
}
