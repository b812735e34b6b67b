// Uploads are free and names are unique, so trying again is safe.
import type { Readable } from 'node:stream';
import type { OutgoingFile, UploadRoute, Uploaded } from '../../shared/backends/backend';
import { err, FailureError, unwrap, throwCancelled } from '../../shared/errors';
import type { FormFile } from '../../shared/http/types';
import { isDryRun, type Item } from './read-items';
import { wholeOf, type StoredFile } from '../../shared/media/binary-store';

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
	if (isDryRun(item)) return `(address of the uploaded ${noun})`;
	for (let round = 0; ; round++) {
		const uploaded = await once(item, route, content, noun);
		if (uploaded.is === 'there') return uploaded.url;
		const pause = PAUSES[round];
		if (uploaded.is === 'refused' || pause === undefined) {
			throw new FailureError({
				...uploaded.failure,
				message: `The ${noun} could not be uploaded: ${uploaded.failure.message}`,
			});
		}
		const wait = Math.min(LONGEST_PAUSE, Math.max(pause, uploaded.retryAfterMs ?? 0));
		if (!(await clock.sleep(wait, run.signal))) throwCancelled();
	}
}

async function once(item: Item, route: UploadRoute, content: Content, noun: Noun): Promise<Uploaded> {
	const { extension, contentType, bytes } = content;
	const { clock, http, connection } = item;
	const named = { fileName: `${clock.uuid()}.${extension}`, contentType };
	const send = async (call: ReturnType<UploadRoute['call']>) =>
		route.read(await http.send(call, clock.timeouts.upload));
	if (Buffer.isBuffer(bytes)) return await send(route.call({ ...named, bytes } satisfies OutgoingFile, connection));
	if (route.takes === 'bytes')
		return await send(route.call({ ...named, bytes: await read(noun, wholeOf(bytes)) }, connection));
	const stream = await read<Readable>(noun, bytes.open());
	let broken: Error | undefined;
	stream.on('error', (error) => (broken = error));
	try {
		const file: FormFile = { ...named, bytes: { length: bytes.size, stream } };
		const uploaded = await send(route.call(file, connection));
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
			err(
				'input',
				`The ${noun} could not be read from n8n's own store (${error instanceof Error ? error.message : String(error)})`,
				{
					nextStep: 'Run the workflow again from the step that makes the file',
				},
			),
		),
	);
}
