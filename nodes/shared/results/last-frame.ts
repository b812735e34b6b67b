// The last frame of a video that was made, ready to be the first one of the next. The video is paid by then, so whatever goes
// wrong here is a warning and never a failure.
import { Readable } from 'node:stream';
import type { IBinaryData } from 'n8n-workflow';
import { takeFrame } from '../editing/edit';
import { WorkFolder } from '../editing/work-folder';
import { isCancelled, messageOf, throwCancelled, unwrap } from '../errors';
import { MOST_BYTES, ResumableDownload, type DownloadOptions } from '../http/resumable-download';
import { contentOf } from '../media/item-files';
import { editingDetails, editingFailures } from '../messages/editing';
import { fail, say } from '../messages/message';
import { resultWarnings } from '../messages/results';
import type { Session } from '../session';
import { keepFile, taskFileName } from './keep-file';

/** Where a video is: in a file of a work folder, in n8n's store, or still on the web. */
export type WhereVideo =
	{ readonly path: string } | { readonly stored: IBinaryData } | { readonly onTheWeb: DownloadOptions };

/** The picture in n8n's store, or a warning. Throws CancelledError only. */
export async function lastFrameOf(
	{ context, signal }: Pick<Session, 'context' | 'signal'>,
	video: WhereVideo,
	taskId: string,
): Promise<{ readonly picture: IBinaryData } | { readonly warning: string }> {
	try {
		const picture = await WorkFolder.use(async (folder) => {
			const path = await fetchInto(folder, context, video, signal);
			const clip = { name: editingDetails.madeVideo, path };
			const frame = unwrap(await takeFrame(clip, { at: 'last', format: 'png', field: '' }, folder, signal));
			const fileName = `${taskFileName(taskId)}-last.png`;
			const what = editingDetails.frame;
			return await keepFile(context, signal, { path: frame.path, fileName, mimeType: 'image/png', what });
		});
		return { picture };
	} catch (error) {
		if (isCancelled(error) || signal.aborted) throwCancelled();
		return { warning: say(resultWarnings.noLastFrame, { reason: messageOf(error) }) };
	}
}

/** Brings a video into a work folder; gives its path. Throws FailureError, CancelledError and what n8n's store throws. */
export async function fetchInto(
	folder: WorkFolder,
	{ helpers }: Pick<Session['context'], 'helpers'>,
	video: WhereVideo,
	signal: AbortSignal | undefined,
): Promise<string> {
	if ('path' in video) return video.path;
	const stream = await open(helpers, video);
	try {
		const path = await folder.save(stream, MOST_BYTES, signal);
		if (path !== 'tooLarge') return path;
	} finally {
		stream.destroy();
	}
	return unwrap(fail(editingFailures.clipTooLarge, { clip: editingDetails.madeVideo, limit: MOST_BYTES / 1e6 }));
}

async function open(
	helpers: Session['context']['helpers'],
	video: Exclude<WhereVideo, { path: string }>,
): Promise<Readable> {
	if ('stored' in video) {
		const { id } = video.stored;
		if (id) return await helpers.getBinaryStream(id);
		return Readable.from([contentOf(video.stored)], { objectMode: false });
	}
	const line = new ResumableDownload(video.onTheWeb);
	const first = await line.begin();
	return Readable.from(line.bytes(first), { objectMode: false });
}
