// A multipart form as a stream of known length (RFC 7578): a file goes through piece by piece, never whole through memory.
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { downloadDetails } from '../messages/http';
import { say } from '../messages/message';
import type { FormFile, RawBody } from './types';

/** A body ready to be sent. */
export interface Multipart {
	/** With the boundary of a form. */
	readonly contentType: string;
	/** Bytes of the whole body. */
	readonly length: number;
	readonly body: Readable;
}

type Piece = Buffer | FormFile['bytes'];

/**
 * Frames the fields in their order. The body can be sent once, because streams in it can be read once.
 *
 * @param onProgress called whenever the line has taken a piece
 */
export function multipart(fields: Record<string, string | FormFile>, onProgress: () => void): Multipart {
	const boundary = `----n8n-nodes-kling-video-${randomUUID()}`;
	const pieces: Piece[] = Object.entries(fields).flatMap(([name, value]) => [
		Buffer.from(`--${boundary}\r\n${headOf(name, value)}\r\n\r\n`),
		typeof value === 'string' ? Buffer.from(value) : value.bytes,
		Buffer.from('\r\n'),
	]);
	pieces.push(Buffer.from(`--${boundary}--\r\n`));
	return {
		contentType: `multipart/form-data; boundary=${boundary}`,
		length: pieces.reduce((sum, piece) => sum + piece.length, 0),
		body: Readable.from(chunksOf(pieces, onProgress), { objectMode: false }),
	};
}

/** A file alone as a body, which can be sent once as well. */
export function rawBody({ contentType, bytes }: RawBody, onProgress: () => void): Multipart {
	const body = Readable.from(chunksOf([bytes], onProgress), { objectMode: false });
	return { contentType, length: bytes.length, body };
}

function headOf(name: string, value: string | FormFile): string {
	const disposition = `Content-Disposition: form-data; name="${escaped(name)}"`;
	if (typeof value === 'string') return disposition;
	return `${disposition}; filename="${escaped(value.fileName)}"\r\nContent-Type: ${value.contentType}`;
}

const escaped = (text: string) => text.replace(/[\r\n"]/g, encodeURIComponent);

async function* chunksOf(pieces: readonly Piece[], onProgress: () => void): AsyncGenerator<Buffer> {
	for (const piece of pieces) {
		onProgress();
		if (Buffer.isBuffer(piece)) {
			yield piece;
			continue;
		}
		let sent = 0;
		for await (const chunk of piece.stream as AsyncIterable<Buffer>) {
			sent += chunk.length;
			yield chunk;
			onProgress();
		}
		// The length was announced: with less the service waits for ever, with more it refuses.
		if (sent !== piece.length) throw new Error(say(downloadDetails.shortFile, { sent, length: piece.length }));
	}
	onProgress();
}
