// Uploads are free and names are unique, so trying again is safe.
import type { Readable } from 'node:stream';
import type { OutgoingFile, UploadRoute, Uploaded } from '../../shared/backends/backend';
import { FailureError, unwrap, throwCancelled } from '../../shared/errors';
import type { Call, FormFile } from '../../shared/http/types';
import { uploadInParts } from './upload-parts';
import { isDryRun, type Item } from './read-items';
import { wholeOf, type StoredFile } from '../../shared/media/binary-store';
import { generateFailures, generateWraps, previewDetails } from '../../shared/messages/generate';
import { fail, say, wrap } from '../../shared/messages/message';
import { nouns } from '../../shared/vocabulary';

/** Pauses between tries, in milliseconds. */
const PAUSES = [2_000, 8_000];
const LONGEST_PAUSE = 60_000;

interface Content {
	/** Without a dot. */
	readonly extension: string;
	readonly contentType: string;
	readonly bytes: Buffer | StoredFile;
}

type Noun = 'picture' | 'video' | 'sound';

/** The address under which the backend finds the file. A stored file is opened anew for each try. */
export async function uploadFile(item: Item, route: UploadRoute, content: Content, noun: Noun): Promise<string> {
	const { clock, run } = item;
	if (isDryRun(item)) return say(previewDetails.uploaded, { thing: nouns[noun] });
	for (let round = 0; ; round++) {
		const uploaded = await once(item, route, content, noun);
		if (uploaded.is === 'there') return uploaded.url;
		const pause = PAUSES[round];
		if (uploaded.is === 'refused' || pause === undefined) {
			throw new FailureError(wrap(uploaded.failure, generateWraps.notUploaded, { thing: nouns[noun] }));
		}
		const wait = Math.min(LONGEST_PAUSE, Math.max(pause, uploaded.retryAfterMs ?? 0));
		if (!(await clock.sleep(wait, run.signal))) throwCancelled();
	}
}

async function once(item: Item, route: UploadRoute, content: Content, noun: Noun): Promise<Uploaded> {
	const { extension, contentType, bytes } = content;
	const { clock, timeouts, http, connection } = item;
	const named = { fileName: `${clock.uuid()}.${extension}`, contentType };
	const send = async (call: Call) => await http.send(call, timeouts.upload);
	if (route.takes === 'place') {
		const length = Buffer.isBuffer(bytes) ? bytes.length : bytes.size;
		const place = route.readPlace(await send(route.reserve({ ...named, length }, connection)));
		if (place.is !== 'place') return place;
		const { parts } = route;
		if (parts && length > parts.above) {
			if (Buffer.isBuffer(bytes)) return await uploadInParts(parts, place, [bytes], send);
			return await streamed(bytes, named, noun, async ({ bytes: stored }) =>
				Buffer.isBuffer(stored)
					? await uploadInParts(parts, place, [stored], send)
					: await uploadInParts(parts, place, stored.stream, send),
			);
		}
		const put = async (file: FormFile) => route.readPut(await send(route.put(file, place)), place);
		return Buffer.isBuffer(bytes) ? await put({ ...named, bytes }) : await streamed(bytes, named, noun, put);
	}
	if (Buffer.isBuffer(bytes))
		return route.read(await send(route.call({ ...named, bytes } satisfies OutgoingFile, connection)));
	if (route.takes === 'bytes')
		return route.read(await send(route.call({ ...named, bytes: await read(noun, wholeOf(bytes)) }, connection)));
	return await streamed(bytes, named, noun, async (file) => route.read(await send(route.call(file, connection))));
}

/** Sends a stored file as it is read. */
async function streamed(
	stored: StoredFile,
	named: Omit<FormFile, 'bytes'>,
	noun: Noun,
	send: (file: FormFile) => Promise<Uploaded>,
): Promise<Uploaded> {
	const stream = await read<Readable>(noun, stored.open());
	let broken: Error | undefined;
	stream.on('error', (error) => (broken = error));
	try {
		const uploaded = await send({ ...named, bytes: { length: stored.size, stream } });
		return broken ? await read(noun, Promise.reject(broken)) : uploaded;
	} finally {
		// Whatever became of the request: an open file is nobody's any more.
		stream.destroy();
	}
}

/** What n8n's store gives; a file that is gone will not come back by trying again. */
async function read<T>(noun: Noun, work: Promise<T>): Promise<T> {
	return await work.catch((error: unknown) =>
		unwrap(
			fail(generateFailures.storedFileNotReadable, {
				thing: nouns[noun],
				words: error instanceof Error ? error.message : String(error),
			}),
		),
	);
}
