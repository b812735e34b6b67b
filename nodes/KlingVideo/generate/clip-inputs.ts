// Brings videos and sounds from the item to the backend: read from their headers, held against the table, then by address,
// by upload, inline, or served from this n8n.
import type { MediaValue } from '../../shared/backends/catalogue';
import { checkClip, inspectClip, readerOf, type ClipReader } from '../../shared/media/probe-clip';
import type { ClipFormat, ClipLimits } from '../../shared/media/limits';
import { Err, FailureError, isCancelled, unwrap, throwCancelled, type Result } from '../../shared/errors';
import { isDryRun, type Item } from './read-items';
import type { Session } from '../../shared/session';
import { find, firstBytes, obtain, shownUrl, tooLarge, unreadable } from '../../shared/media/load-image';
import {
	checkUrl,
	holdsSecret,
	privateAddress,
	type FileField,
	type MediaSource,
} from '../../shared/media/media-source';
import { readThrough, StoredReader, wholeOf, type StoredFile } from '../../shared/media/binary-store';
import type { OpenStream } from '../../shared/http/client';
import { contentDigest } from '../../shared/stored';
import { shelfOf } from './image-shelf';
import { signedUrlFor } from './signed-url';
import { uploadFile } from './upload';
import { generateFailures, previewDetails } from '../../shared/messages/generate';
import { mediaFailures } from '../../shared/messages/media';
import { fail, say } from '../../shared/messages/message';
import { nouns } from '../../shared/vocabulary';

/** Files up to so many bytes are read whole; larger ones only pass through. */
const SMALL = 1_000_000;

/** A clip that the backend will take. */
export interface Clip {
	readonly label: string;
	readonly source: MediaSource & { readonly served?: boolean };
	readonly limits: ClipLimits;
	readonly identity: string;
	/** There for files and text: whole, or in n8n's store where it is large. */
	readonly bytes?: Buffer | StoredFile;
}

const TYPES: Record<ClipFormat, string> = {
	mp4: 'video/mp4',
	mov: 'video/quicktime',
	mp3: 'audio/mpeg',
	wav: 'audio/wav',
	m4a: 'audio/mp4',
	aac: 'audio/aac',
	ogg: 'audio/ogg',
	flac: 'audio/flac',
};

/** A clip told apart from others without fetching it from the web. */
export async function fingerprintClip(
	session: Session,
	label: string,
	source: Clip['source'],
	limits: ClipLimits,
): Promise<Clip> {
	if (source.from === 'url')
		return { label, source, limits, identity: contentDigest(unwrap(checkUrl(label, source.url)).href) };
	const bytes = unwrap(
		source.from === 'field'
			? await readField(session, label, source.field, limits.maxBytes)
			: await obtain(session.context, session.index, label, source, limits.maxBytes),
	);
	return { label, source, limits, identity: Buffer.isBuffer(bytes) ? contentDigest(bytes) : bytes.identity, bytes };
}

/** A file of the item: whole where it is small or lies in the item itself, otherwise read through once. */
async function readField(
	{ context, index, run }: Session,
	label: string,
	field: FileField,
	maxBytes: number,
): Promise<Result<Buffer | StoredFile>> {
	const found = await find(context, index, label, field, maxBytes);
	if (found instanceof Err) return found;
	if (!found.id || (found.size ?? Infinity) <= SMALL) {
		return await obtain(context, index, label, { from: 'field', field }, maxBytes);
	}
	try {
		return (await readThrough(context, found.id, maxBytes, run.signal)) ?? tooLarge(label, found.field, maxBytes);
	} catch (error) {
		return unreadable(label, found.field, error);
	}
}

/** What is known of a clip that the backend takes. */
export interface Measure {
	readonly format: ClipFormat;
	/** Undefined where the header does not tell. */
	readonly seconds?: number;
	/** Width to height; undefined for sounds, and where the header does not tell. */
	readonly ratio?: number;
}

/** The clip's format and length, once it is known that the backend takes the clip. */
export async function prepareClip(session: Session, clip: Clip, byImage: boolean): Promise<Measure> {
	const measure = async () => await measureClip(session, clip, byImage);
	// What an address leads to may change.
	if (!clip.bytes) return await measure();
	return await shelfOf(session.run).measured(JSON.stringify([clip.identity, clip.limits, byImage]), measure);
}

async function measureClip(session: Session, clip: Clip, byImage: boolean): Promise<Measure> {
	const { bytes } = clip;
	const stored = bytes && !Buffer.isBuffer(bytes) ? new StoredReader(bytes) : undefined;
	const reader = stored ?? (Buffer.isBuffer(bytes) ? readerOf(bytes) : unwrap(await readerOver(session, clip)));
	const facts = unwrap(
		await inspectClip(clip.label, reader, session.run.signal)
			.catch((error: unknown) => brokenOff(clip.label, error))
			.finally(() => stored?.close()),
	);
	const refusal = checkClip(clip.label, facts, reader.size, clip.limits, byImage);
	if (refusal) throw new FailureError(refusal.failure);
	const { format = 'mp4', seconds, width, height } = facts;
	return { format, seconds, ...(width && height ? { ratio: width / height } : {}) };
}

/** What the body names a sound or a subject's clip by: its address, or the file for backends that take sounds inline. */
export async function uploadClip(item: Item, clip: Clip, measure: Measure): Promise<MediaValue> {
	const { source, bytes, limits } = clip;
	const served = source.from === 'field' && source.served;
	if (!bytes || served || routeFor(item, limits) !== 'inline') return await addressOf(item, clip, measure);
	if (isDryRun(item)) return say(previewDetails.clip, { thing: nouns[limits.kind] });
	const whole = Buffer.isBuffer(bytes) ? bytes : await wholeOf(bytes);
	return { base64: whole.toString('base64'), mimeType: TYPES[measure.format] };
}

const routeFor = ({ backend }: Item, limits: ClipLimits) =>
	limits.byUrlOnly ? 'urlOnly' : limits.kind === 'sound' ? backend.audio : backend.videos;

/** The address under which the backend finds the clip. */
export async function addressOf(item: Item, clip: Clip, { format }: Measure): Promise<string> {
	const { backend } = item;
	const { source, bytes, label, limits } = clip;
	if (source.from === 'url') return unwrap(checkUrl(label, source.url)).href;
	if (source.from === 'field' && source.served) {
		const address = unwrap(await signedUrlFor(item, label, source));
		return isDryRun(item) ? previewDetails.served : address;
	}
	const route = routeFor(item, limits);
	if (!bytes || route === 'urlOnly' || route === 'inline') {
		const { soundByUrlOnly, videosByUrlOnly } = generateFailures;
		const record = limits.kind === 'sound' ? soundByUrlOnly : videosByUrlOnly;
		return unwrap(fail(record, { field: label, service: backend.label }));
	}
	const size = Buffer.isBuffer(bytes) ? bytes.length : bytes.size;
	if (size > backend.uploadMaxBytes) {
		const limit = backend.uploadMaxBytes / 1e6;
		const has = Math.round(size / 1e5) / 10;
		return unwrap(fail(generateFailures.uploadTooLarge, { field: label, size: has, service: backend.label, limit }));
	}
	if (route.extensions && !route.extensions.includes(format)) {
		const formats = route.extensions.join(', ');
		return unwrap(
			fail(generateFailures.uploadFormat, {
				field: label,
				format,
				service: backend.label,
				formats,
				thing: nouns[limits.kind],
			}),
		);
	}
	return await uploadFile(item, route, { extension: format, contentType: TYPES[format], bytes }, limits.kind);
}

function brokenOff(label: string, error: unknown): Err {
	if (error instanceof FailureError) return new Err(error.failure);
	if (isCancelled(error)) throwCancelled();
	const words = error instanceof Error ? error.message : String(error);
	return fail(generateFailures.clipNotReadable, { field: label, words });
}

/** Reads parts of a file on the web, so that a header is seen without fetching the whole. */
async function readerOver(session: Session, { label, source, limits }: Clip): Promise<Result<ClipReader>> {
	const { http, timeouts, connection, backend } = session;
	const hidden = (address: URL) => privateAddress(label, address, backend.label, connection.apiUrl);
	const url = unwrap(checkUrl(label, source.from === 'url' ? source.url : ''));
	// The address itself is what the backend is sent.
	if (holdsSecret(url)) return fail(mediaFailures.clipAddressHoldsSecret, { field: label, service: backend.label });
	const part = async (range: readonly [number, number] | undefined): Promise<Result<OpenStream>> => {
		const stream = await http.open(url.href, timeouts.download, range);
		if ('kind' in stream) {
			const seen = { field: label, address: shownUrl(url), words: stream.words };
			return stream.kind === 'blocked'
				? fail(generateFailures.clipAddressBlocked, seen)
				: fail(generateFailures.clipAddressNotReadable, seen);
		}
		if (stream.status !== 200 && stream.status !== 206) {
			stream.body.destroy();
			const { status } = stream;
			return fail(generateFailures.clipAddressRefused, { field: label, address: shownUrl(url), status });
		}
		return stream;
	};
	const unseen = hidden(url);
	if (unseen) return unseen;
	const head = await part([0, 0]);
	if (head instanceof Err) return head;
	head.body.destroy();
	const elsewhere = hidden(head.url);
	if (elsewhere) return elsewhere;
	const size =
		head.wholeLength ?? head.contentLength ?? (await counted(unwrap(await part(undefined)), limits.maxBytes));
	if (size > limits.maxBytes) {
		const has = Math.round(size / 1e5) / 10;
		return fail(generateFailures.clipTooLarge, { field: label, size: has, limit: limits.maxBytes / 1e6 });
	}
	return {
		size,
		async read(length, offset) {
			const stream = unwrap(await part([offset, Math.min(offset + length, size) - 1]));
			return await firstBytes(stream, stream.status === 206 ? 0 : offset, length);
		},
	};
}

/** The bytes of a file whose server does not tell how many there are; no more than one above the limit. */
async function counted({ body }: OpenStream, maxBytes: number): Promise<number> {
	let size = 0;
	for await (const chunk of body as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > maxBytes) break;
	}
	body.destroy();
	return size;
}
