// Brings the finished video or sound into n8n's binary store as a stream, without credentials and never whole in memory.
import { Readable } from 'node:stream';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { messageOf, isCancelled, throwCancelled, cancellable, type Result } from '../errors';
import type { OpenStream } from '../http/client';
import { taskFileName } from './keep-file';
import { nouns, type FileProduct } from '../vocabulary';
import { downloadDetails } from '../messages/http';
import { resultFailures } from '../messages/results';
import { fail } from '../messages/message';
import { Changed, GaveUp, ResumableDownload, type DownloadOptions } from '../http/resumable-download';

const EXTENSIONS: Readonly<Record<string, string>> = {
	'video/mp4': 'mp4',
	'video/quicktime': 'mov',
	'video/webm': 'webm',
	'audio/mpeg': 'mp3',
	'audio/mp3': 'mp3',
	'audio/wav': 'wav',
	'audio/wave': 'wav',
	'audio/x-wav': 'wav',
	'audio/vnd.wave': 'wav',
	'audio/mp4': 'm4a',
	'audio/x-m4a': 'm4a',
	'audio/aac': 'aac',
	'audio/ogg': 'ogg',
};

/** The other way round: the first type of each extension is its usual name. */
const TYPES = Object.fromEntries(
	Object.entries(EXTENSIONS)
		.reverse()
		.map(([type, extension]) => [extension, type]),
);

/** What a host may call the file, and what it is where the host calls it something else. */
const USUAL: Record<FileProduct, { readonly known: RegExp; readonly type: string }> = {
	video: { known: /^video\/[\w.+-]+/i, type: 'video/mp4' },
	sound: { known: /^audio\/[\w.+-]+/i, type: 'audio/mpeg' },
};

/** How often storing begins anew, because the file has become another or n8n could not store it. */
const BEGINNINGS = 3;

/** The stored file, or why it could not be had. Throws CancelledError. */
export async function download(
	context: IExecuteFunctions,
	setup: DownloadOptions & { readonly product: FileProduct },
	taskId: string,
): Promise<Result<IBinaryData>> {
	const { signal, product } = setup;
	const line = new ResumableDownload(setup);
	for (let beginning = 1; ; beginning++) {
		try {
			return await store(context, line, await line.begin(), { taskId, product }, signal);
		} catch (reason) {
			if (isCancelled(reason) || signal?.aborted) throwCancelled();
			if (reason instanceof GaveUp)
				return fail(resultFailures.notDownloaded, { product: nouns[product], reason: reason.message });
			if (beginning < BEGINNINGS) continue;
			if (reason instanceof Changed)
				return fail(resultFailures.notDownloaded, { product: nouns[product], reason: downloadDetails.changing });
			return fail(resultFailures.notStored, { product: nouns[product], reason: messageOf(reason) });
		}
	}
}

/** What the address says of a file whose host calls it anything. */
function named({ pathname }: URL, known: RegExp): string | undefined {
	const type = TYPES[/\.(\w+)$/.exec(pathname)?.[1]?.toLowerCase() ?? ''];
	return type && known.test(type) ? type : undefined;
}

async function store(
	context: IExecuteFunctions,
	line: ResumableDownload,
	first: OpenStream,
	{ taskId, product }: { taskId: string; product: FileProduct },
	signal: AbortSignal | undefined,
): Promise<IBinaryData> {
	const usual = USUAL[product];
	const told = usual.known.exec(first.contentType ?? '')?.[0].toLowerCase();
	const type = told ?? named(first.url, usual.known) ?? usual.type;
	const name = `${taskFileName(taskId)}.${EXTENSIONS[type] ?? EXTENSIONS[usual.type]}`;
	const stream = Readable.from(line.bytes(first), { objectMode: false });
	let broken: unknown;
	// The store may say something else than what ended the stream; and once it has let go, nobody else listens.
	stream.on('error', (error) => (broken ??= error));
	try {
		return await cancellable(context.helpers.prepareBinaryData(stream, name, type), signal);
	} catch (error) {
		return await Promise.reject<IBinaryData>(broken ?? error);
	} finally {
		// A store that fails leaves both open, and with them the connection.
		stream.destroy();
		first.body.destroy();
	}
}
