// Long Video: a list of scenes becomes one film. Each scene is a task of Image to Video that begins where the one before ended.
import { catalogue } from '../../shared/backends';
import { rowOf } from '../../shared/backends/catalogue';
import { Err, type Result } from '../../shared/errors';
import type { MediaSource } from '../../shared/media/media-source';
import { filmFailures } from '../../shared/messages/film';
import { fail } from '../../shared/messages/message';
import { readChoiceOr } from '../../shared/read-choice';
import { fieldLabels } from '../../shared/vocabulary';
import { pictureOptions } from './fields/image-options';
import { creationOptions, deliveryOptions, standardOption } from './fields/options';
import { readCreation } from './fields/read-create-request';
import { readScenes, SCENES_FROM, scenesField, scenesFromField, scenesListField, type SceneRow } from './fields/scenes';
import type { FormEntry, ItemContext, Operation } from './operation';
import type { CreateRequest, FilmRequest } from './request';

const CONTINUE_FROM = [
	{
		name: 'Last Frame',
		value: 'last',
		description: 'Each scene starts with the very last frame of the one before',
	},
	{
		name: 'Sharpest of the Last Half Second',
		value: 'sharpest',
		description: 'If the last frame is blurred, the scene is cut at a clearly sharper one shortly before',
	},
] as const;

const AT_SCENE_FAILURE = [
	{
		name: 'Fail',
		value: 'fail',
		description: 'The message names the scenes that are finished; a retry of the execution continues after them',
	},
	{
		name: 'Return What There Is',
		value: 'return',
		description: "Return a video of the scenes before, with the status 'partial' and a warning",
	},
] as const;

const fields: readonly FormEntry[] = [
	{
		frame: 'firstFrame',
		optional: true,
		description: 'The image that the video starts with. Without one, the first scene is made from its prompt alone.',
	},
	{ field: scenesFromField },
	{ field: scenesField },
	{ field: scenesListField },
	{ setting: 'quality' },
	{ setting: 'aspectRatio' },
	{ setting: 'generateAudio' },
];

/** Options of a single task, which have no meaning for several. */
const OF_ONE_TASK: readonly string[] = [
	'atDownloadFailure',
	'atTimeLimit',
	'callbackUrl',
	'downloadVideo',
	'externalTaskId',
	'ifIdExists',
	'wait',
];

const ofFilms = (entries: readonly FormEntry[]) =>
	entries.filter((entry) => !('field' in entry) || !OF_ONE_TASK.includes(entry.field.name));

const options: readonly FormEntry[] = [
	{ setting: 'negativePrompt' },
	{ setting: 'cfgScale' },
	{ setting: 'elementIds' },
	{ setting: 'voiceIds' },
	{ material: 'elements' },
	...pictureOptions,
	...ofFilms(creationOptions),
	...standardOption('imageToVideo'),
	...ofFilms(deliveryOptions),
	{
		field: {
			displayName: fieldLabels.continueFrom,
			name: 'continueFrom',
			type: 'options',
			options: [...CONTINUE_FROM],
			default: 'last',
			description: 'The frame of a scene that the next one starts with',
		},
	},
	{
		field: {
			displayName: fieldLabels.atSceneFailure,
			name: 'atSceneFailure',
			type: 'options',
			options: [...AT_SCENE_FAILURE],
			default: 'fail',
			description: 'What to do if a scene cannot be made',
		},
	},
];

/** Stands for the frame that is not made yet: the model's row has to know that there will be one. */
const STAND_IN: MediaSource = { from: 'text', text: '' };

async function read(item: ItemContext): Promise<Result<FilmRequest>> {
	const base = await readCreation('imageToVideo', { fields, options }, item);
	if (base instanceof Err) return base;
	const from = readChoiceOr(fieldLabels.scenesFrom, item.form.value('scenesFrom'), SCENES_FROM, 'fields');
	if (from instanceof Err) return from;
	const rows = readScenes(item.form.value(from === 'list' ? 'scenesList' : 'scenes'));
	if (rows instanceof Err) return rows;
	const continueFrom = readChoiceOr(fieldLabels.continueFrom, item.form.option('continueFrom'), CONTINUE_FROM, 'last');
	if (continueFrom instanceof Err) return continueFrom;
	const atFailure = item.form.option('atSceneFailure');
	const atSceneFailure = readChoiceOr(fieldLabels.atSceneFailure, atFailure, AT_SCENE_FAILURE, 'fail');
	if (atSceneFailure instanceof Err) return atSceneFailure;
	const { stopAboveUsd, ...rest } = base;
	const scenes = rows.map((row, index) => sceneOf(rest, row, index));
	const first = base.images.firstFrame ? scenes[0]! : fromWords(scenes[0]!);
	if (first instanceof Err) return first;
	return {
		kind: 'film',
		backend: base.backend,
		scenes: [first, ...scenes.slice(1)],
		continueFrom,
		atSceneFailure,
		checkOnly: base.checkOnly,
		...(stopAboveUsd === undefined ? {} : { stopAboveUsd }),
	};
}

/** @param index from 0 */
function sceneOf(base: CreateRequest, { prompt, duration, lastFrame }: SceneRow, index: number): CreateRequest {
	const firstFrame = index === 0 ? base.images.firstFrame : STAND_IN;
	return {
		...base,
		given: { ...base.given, prompt, ...(duration === undefined ? {} : { duration }) },
		images: { ...(firstFrame ? { firstFrame } : {}), ...(lastFrame ? { lastFrame } : {}) },
		// What reading the form has to say is said once.
		warnings: index === 0 ? base.warnings : [],
	};
}

/** A first scene without a picture: the same model, by its name or its label, makes it from words. */
function fromWords(scene: CreateRequest): Result<CreateRequest> {
	const { backend, modelId, behavesLike } = scene;
	const known = rowOf(catalogue(backend, 'imageToVideo'), 'imageToVideo', modelId);
	const others = catalogue(backend, 'textToVideo');
	const twin = known && (others.find(({ id }) => id === known.id) ?? others.find(({ label }) => label === known.label));
	if (!twin) return fail(filmFailures.noTextModel, { model: modelId || behavesLike });
	return { ...scene, operation: 'textToVideo', modelId: twin.id, behavesLike: twin.id };
}

export const longVideo: Operation = {
	id: 'longVideo',
	resource: 'video',
	name: 'Long Video',
	action: 'Generate long video from scenes',
	description: 'Generate a video of several scenes, each of which starts where the one before ends',
	fields,
	options,
	read,
};
