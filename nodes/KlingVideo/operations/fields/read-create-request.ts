// What all creating operations read alike: the model, the settings and pictures they name, and the shared options.
import type { Given } from '../../../shared/backends/validate-settings';
import { catalogue } from '../../../shared/backends';
import { rowOf, type Model } from '../../../shared/backends/catalogue';
import { Err, type Result } from '../../../shared/errors';
import type { MediaSource } from '../../../shared/media/media-source';
import { parameterName } from '../../../shared/stored';
import { fieldLabels, type FrameName, type GeneratingOperation, type SettingName } from '../../../shared/vocabulary';
import { readFrame } from './image-source';
import { readPictureHandling } from './image-options';
import { behavesLikeParameter, modelParameter } from './model-parameters';
import { leftOutWarnings, listedFiles, readReferences, type ListedFiles } from './image-list';
import { readElements } from './element-rows';
import { readVideos, type ReadVideos } from './video-source';
import { readRecording } from './recording-source';
import { readAudio, readSpeech } from './speech-source';
import { SLOTS, type FormEntry, type ItemContext, type MaterialName } from '../operation';
import { readCreationOptions } from './options';
import type { CreateRequest } from '../request';

/** Reads an operation whose fields are settings and frames. */
export async function readCreation(
	operation: GeneratingOperation,
	entries: { fields: readonly FormEntry[]; options: readonly FormEntry[] },
	{ form, backend, files }: ItemContext,
): Promise<Result<CreateRequest>> {
	const options = readCreationOptions(form);
	if (options instanceof Err) return options;
	const handling = readPictureHandling(form);
	if (handling instanceof Err) return handling;
	const models = catalogue(backend, operation);
	const fallback = models[0]?.id ?? '';
	const modelId = modelNamed(models, form.text(modelParameter(backend, operation)) || form.text('model')) || fallback;
	const behavesLike = modelNamed(models, form.text(behavesLikeParameter(backend, operation))) || fallback;
	const row = rowOf(models, operation, modelId) ?? models.find(({ id }) => id === behavesLike);
	const spec = row?.operations[operation];
	const given: Partial<Record<SettingName, unknown>> = {};
	const images: Partial<Record<FrameName, MediaSource>> = {};
	for (const entry of entries.fields) {
		if ('setting' in entry) {
			// What fills itself from the item says nothing where the model has no such field.
			const isMeant = entry.fromItem === undefined || spec?.settings[entry.setting] !== undefined;
			if (isMeant) given[entry.setting] = form.value(parameterName(entry.setting));
		}
		if (!('frame' in entry)) continue;
		const picture = readFrame(form, entry.frame, entry.optional);
		if (picture instanceof Err) return picture;
		images[entry.frame] = picture;
	}
	for (const entry of entries.options) {
		if ('setting' in entry) given[entry.setting] = form.option(parameterName(entry.setting));
	}
	const takes = (material: MaterialName) =>
		entries.fields.some(
			(entry) =>
				'material' in entry &&
				entry.material === material &&
				(entry.look?.url === undefined || spec?.[SLOTS[material]] !== undefined),
		);
	const references = takes('references') ? await readReferences(form, files) : NO_FILES;
	if (references instanceof Err) return references;
	const middleFrames = takes('middleFrames')
		? await listedFiles(`'${fieldLabels.middleFrames}'`, form.value('middleFrames'), files)
		: NO_FILES;
	if (middleFrames instanceof Err) return middleFrames;
	const takesSounds = entries.options.some((entry) => 'material' in entry && entry.material === 'sounds');
	const sounds = takesSounds
		? await listedFiles(`'${fieldLabels.sounds}'`, form.option('sounds'), files, 'audio')
		: NO_FILES;
	if (sounds instanceof Err) return sounds;
	const takesElements = entries.options.some((entry) => 'material' in entry && entry.material === 'elements');
	const subjects = takesElements ? await readElements(form.option('subjects'), files) : NO_ELEMENTS;
	if (subjects instanceof Err) return subjects;
	const { elements } = subjects;
	const audio = takes('recording') ? readRecording(form) : takes('audio') ? readAudio(form) : undefined;
	if (audio instanceof Err) return audio;
	const speech = takes('speech') ? readSpeech(form) : undefined;
	if (speech instanceof Err) return speech;
	const videos = takes('video') ? await readVideos(form, files, (spec?.video?.most ?? 1) > 1) : NO_VIDEOS;
	if (videos instanceof Err) return videos;
	const { video, moreVideos } = videos;
	const listed = [references, middleFrames, sounds, videos, subjects].flatMap((list) => list.leftOut);
	const taken = [...references.sources, ...middleFrames.sources, ...sounds.sources, ...moreVideos];
	const used = [...Object.values(images), ...taken, video, audio];
	const leftOut = listed.filter(({ field }) => !used.some(isField(field)));
	return {
		kind: 'create',
		backend,
		operation,
		modelId,
		behavesLike,
		given: withoutGaps(given),
		images: withoutGaps(images),
		middleFrames: middleFrames.sources,
		references: references.sources,
		elements,
		...(video ? { video } : {}),
		moreVideos,
		sounds: sounds.sources,
		...(audio ? { audio } : {}),
		...(speech ? { speech } : {}),
		handling,
		warnings: leftOutWarnings(leftOut),
		...options,
	};
}

/** The id of a model that goes by its id or its label, however written; what nobody knows is an id of its own. */
function modelNamed(models: readonly Model[], given: string): string {
	const same = models.filter(({ label }) => label.toLowerCase() === given.toLowerCase());
	return (
		models.find(({ id }) => id.toLowerCase() === given.toLowerCase())?.id ?? (same.length === 1 ? same[0]!.id : given)
	);
}

const NO_FILES: ListedFiles = { sources: [], leftOut: [] };
const NO_VIDEOS: ReadVideos = { moreVideos: [], leftOut: [] };
const NO_ELEMENTS = { elements: [], leftOut: [] };

/** What another field of the form takes is not left out. */
const isField = (field: string) => (source: { readonly from: string; readonly field?: unknown } | undefined) =>
	source?.from === 'field' && source.field === field;

function withoutGaps<T extends Given | Partial<Record<FrameName, MediaSource>>>(record: T): T {
	return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}
