// What all creating operations read alike: the model, the settings and pictures they name, and the shared options.
import type { Given } from '../../../shared/backends/validate-settings';
import { catalogue } from '../../../shared/backends';
import { Err, type Result } from '../../../shared/errors';
import type { MediaSource } from '../../../shared/media/media-source';
import { parameterName } from '../../../shared/stored';
import type { FrameName, GeneratingOperation, SettingName } from '../../../shared/vocabulary';
import { readFrame } from './image-source';
import { readPictureHandling } from './image-options';
import { behavesLikeParameter, modelParameter } from './model-parameters';
import { leftOutWarnings, readReferences, type ListedFiles } from './image-list';
import { readElements } from './element-rows';
import { readVideo } from './video-source';
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
	const modelId = form.text(modelParameter(backend, operation)) || form.text('model') || fallback;
	const behavesLike = form.text(behavesLikeParameter(backend, operation)) || fallback;
	const row = models.find(({ id }) => id === modelId) ?? models.find(({ id }) => id === behavesLike);
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
	const takesElements = entries.options.some((entry) => 'material' in entry && entry.material === 'elements');
	const subjects = takesElements ? await readElements(form.option('subjects'), files) : NO_ELEMENTS;
	if (subjects instanceof Err) return subjects;
	const { elements } = subjects;
	const audio = takes('recording') ? readRecording(form) : takes('audio') ? readAudio(form) : undefined;
	if (audio instanceof Err) return audio;
	const speech = takes('speech') ? readSpeech(form) : undefined;
	if (speech instanceof Err) return speech;
	const video = takes('video') ? readVideo(form) : undefined;
	if (video instanceof Err) return video;
	const used = [...Object.values(images), ...references.sources, video, audio];
	const leftOut = [...references.leftOut, ...subjects.leftOut].filter(({ field }) => !used.some(isField(field)));
	return {
		kind: 'create',
		backend,
		operation,
		modelId,
		behavesLike,
		given: withoutGaps(given),
		images: withoutGaps(images),
		references: references.sources,
		elements,
		...(video ? { video } : {}),
		...(audio ? { audio } : {}),
		...(speech ? { speech } : {}),
		handling,
		warnings: leftOutWarnings(leftOut),
		...options,
	};
}

const NO_FILES: ListedFiles = { sources: [], leftOut: [] };
const NO_ELEMENTS = { elements: [], leftOut: [] };

/** What another field of the form takes is not left out. */
const isField = (field: string) => (source: { readonly from: string; readonly field?: unknown } | undefined) =>
	source?.from === 'field' && source.field === field;

function withoutGaps<T extends Given | Partial<Record<FrameName, MediaSource>>>(record: T): T {
	return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}
