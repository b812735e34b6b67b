// Files that were worked on here go into n8n's store.
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { readStream } from '../editing/work-folder';
import { cancellable, isCancelled, messageOf, throwCancelled, unwrap } from '../errors';
import { editingDetails, editingFailures } from '../messages/editing';
import { fail } from '../messages/message';

/** A file of a work folder, and what it becomes in n8n. */
export interface WorkFile {
	readonly path: string;
	readonly fileName: string;
	readonly mimeType: string;
	/** As messages call it. */
	readonly what: string;
}

/** Stores a file of a work folder in n8n. Throws FailureError and CancelledError. */
export async function keepFile(
	context: Pick<IExecuteFunctions, 'helpers'>,
	signal: AbortSignal | undefined,
	{ path, fileName, mimeType, what }: WorkFile,
): Promise<IBinaryData> {
	const { stream } = await readStream(path);
	try {
		return await cancellable(context.helpers.prepareBinaryData(stream, fileName, mimeType), signal);
	} catch (error) {
		if (isCancelled(error) && signal?.aborted) throwCancelled();
		return unwrap(fail(editingFailures.notStored, { what, reason: messageOf(error) }));
	} finally {
		stream.destroy();
	}
}

/** Stores a joined film. Throws FailureError and CancelledError. */
export const keepFilm = async (
	context: Pick<IExecuteFunctions, 'helpers'>,
	signal: AbortSignal | undefined,
	path: string,
): Promise<IBinaryData> =>
	await keepFile(context, signal, { path, fileName: 'film.mp4', mimeType: 'video/mp4', what: editingDetails.film });

/** The name of a task's files, without its ending; of the id, what any file system takes. */
export const taskFileName = (taskId: string): string => `kling-${taskId.replace(/[^\w.-]/g, '_').slice(0, 80)}`;
