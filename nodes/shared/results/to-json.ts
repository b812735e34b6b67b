// A task's state as the item that the next node gets: flat, and the same for every backend and operation.
import type { IDataObject } from 'n8n-workflow';
import { sanitize } from '../errors';
import { productOf, type LibraryKind, type Product } from '../vocabulary';
import type { LibraryEntry } from '../tasks/library-entry';
import type { Face, AudioResult, TaskHandle, TaskState, Video } from '../tasks/task';

/** A task as an item names it; what made it may be unknown. */
type Named = Omit<TaskHandle, 'operation'> & { readonly operation: TaskHandle['operation'] | null };

/** Who was found in a video, counted as the form counts them. */
const facesJson = (faces: readonly Face[]): IDataObject[] =>
	faces.map(({ imageUrl, startMs, endMs }, index) => ({
		face: index + 1,
		startSeconds: startMs / 1000,
		endSeconds: endMs / 1000,
		...(imageUrl ? { imageUrl } : {}),
	}));

/**
 * Never has a key `error` at the top: n8n would take the item for a failure and run the node again.
 *
 * @param faces who was found in the video before
 */
export function toJson(
	handle: Named,
	state: TaskState | undefined,
	warnings: readonly string[],
	faces?: readonly Face[],
): IDataObject {
	const done = state?.status === 'succeeded' ? state : undefined;
	const ended = state?.status === 'succeeded' || state?.status === 'failed';
	return {
		status: state?.status ?? 'queued',
		videoUrl: done?.videos[0]?.url ?? null,
		...audioUrl(handle, done?.sounds),
		...entryId(handle, 'element', done?.elements),
		...entryId(handle, 'voice', done?.voices),
		taskId: handle.taskId,
		backend: handle.backend,
		operation: handle.operation,
		model: handle.model ?? state?.model ?? null,
		...externalId(handle, state),
		durationSeconds: (done?.videos[0] ?? done?.sounds?.[0])?.durationSeconds ?? null,
		cost: ended && state.cost ? { ...state.cost } : null,
		reason: state?.status === 'failed' ? sanitize(state.words) : null,
		...(state?.queuePosition === undefined ? {} : { queuePosition: state.queuePosition }),
		createdAt: iso(state?.createdAt),
		finishedAt: ended ? iso(state.finishedAt) : null,
		urlExpiresAt: iso(done?.urlExpiresAt),
		videos: (done?.videos ?? []).map(videoJson),
		...(done?.sounds ? { audios: done.sounds.map(audioJson) } : {}),
		...(done?.elements ? { elements: done.elements.map((one) => entryJson('element', one)) } : {}),
		...(done?.voices ? { voices: done.voices.map((one) => entryJson('voice', one)) } : {}),
		...(faces ? { faces: facesJson(faces) } : {}),
		warnings: [...warnings],
	};
}

function externalId(handle: Named, state: TaskState | undefined): IDataObject {
	const externalTaskId = state?.externalTaskId ?? handle.externalTaskId;
	return externalTaskId ? { externalTaskId } : {};
}

function videoJson(video: Video): IDataObject {
	return {
		...(video.id ? { id: video.id } : {}),
		url: video.url,
		...(video.watermarkUrl ? { watermarkUrl: video.watermarkUrl } : {}),
		...(video.coverUrl ? { coverUrl: video.coverUrl } : {}),
		durationSeconds: video.durationSeconds ?? null,
	};
}

const makes = (operation: Named['operation'], product: Product) =>
	operation !== null && productOf[operation] === product;

/** Only where a sound is made, so that the items of videos stay as short as they are. */
export function audioUrl({ operation }: Pick<Named, 'operation'>, sounds: readonly AudioResult[] = []): IDataObject {
	const [first] = sounds;
	return first || makes(operation, 'sound') ? { audioUrl: first?.url ?? null } : {};
}

function audioJson({ id, url, wavUrl, durationSeconds }: AudioResult): IDataObject {
	return { ...(id ? { id } : {}), url, ...(wavUrl ? { wavUrl } : {}), durationSeconds: durationSeconds ?? null };
}

/** The id of the first one, and its name; only where one is made. */
function entryId({ operation }: Named, kind: LibraryKind, [first]: readonly LibraryEntry[] = []): IDataObject {
	if (!first && !makes(operation, kind)) return {};
	return { [`${kind}Id`]: first?.id ?? null, name: first?.name ?? null };
}

/** An element or a voice of a library, flat. */
export function entryJson(kind: LibraryKind, entry: LibraryEntry): IDataObject {
	const { id, name, description, owner, madeFrom, pictures = [], videoUrl, voiceId, trialUrl } = entry;
	return {
		[`${kind}Id`]: id,
		name: name ?? null,
		...(kind === 'element' ? { description: description ?? null, madeFrom: madeFrom ?? null } : {}),
		owner: owner ?? null,
		...(pictures.length > 0 ? { pictures: [...pictures] } : {}),
		...(videoUrl ? { referenceVideoUrl: videoUrl } : {}),
		...(voiceId ? { voiceId } : {}),
		...(trialUrl ? { trialUrl } : {}),
	};
}

/** Milliseconds since 1970 as ISO 8601; null where the time is not known or no time at all. */
export function iso(time: number | undefined): string | null {
	if (time === undefined || !Number.isFinite(time) || Math.abs(time) > 8.64e15) return null;
	return new Date(time).toISOString();
}
