// A large file on its way to a backend in parts: read once, one part in memory at a time, each sent again after a slip.
import type { Readable } from 'node:stream';
import type { Uploaded, UploadParts, UploadPlace } from '../../shared/backends/backend';
import type { Call, Reply } from '../../shared/http/types';

type Refusal = Exclude<Uploaded, { is: 'there' }>;

/** A part is sent so often at most. */
const TRIES = 3;

/**
 * Sends all parts in their order and puts them together.
 *
 * @param source the file as it is read; whoever opened it destroys it
 * @returns where the file is, or the first reason why it is not
 */
export async function uploadInParts(
	parts: UploadParts,
	place: UploadPlace,
	source: Readable | Iterable<Buffer>,
	send: (call: Call) => Promise<Reply>,
): Promise<Uploaded> {
	const etags: string[] = [];
	for await (const bytes of inPieces(source, parts.bytes)) {
		const number = etags.length + 1;
		const sent = await sendPart(parts, place, bytes, number, send);
		if (sent.is !== 'part') return sent;
		etags.push(sent.etag);
	}
	return parts.readComplete(await send(parts.complete(etags, place)), place);
}

async function sendPart(
	parts: UploadParts,
	place: UploadPlace,
	bytes: Buffer,
	number: number,
	send: (call: Call) => Promise<Reply>,
): Promise<{ readonly is: 'part'; readonly etag: string } | Refusal> {
	for (let tries = 1; ; tries++) {
		const answer = parts.readPart(await send(parts.put(bytes, number, place)), number);
		if (answer.is !== 'transient' || tries >= TRIES) return answer;
	}
}

/** A stream in pieces of one length, the last one shorter. */
async function* inPieces(source: Readable | Iterable<Buffer>, length: number): AsyncGenerator<Buffer> {
	let gathered: Buffer[] = [];
	let size = 0;
	for await (const chunk of source as AsyncIterable<Buffer>) {
		let rest = chunk;
		while (size + rest.length >= length) {
			const fits = length - size;
			yield Buffer.concat([...gathered, rest.subarray(0, fits)], length);
			rest = rest.subarray(fits);
			[gathered, size] = [[], 0];
		}
		if (rest.length === 0) continue;
		gathered.push(rest);
		size += rest.length;
	}
	if (size > 0) yield Buffer.concat(gathered, size);
}
