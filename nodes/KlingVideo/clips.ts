// Brings videos and sounds from the item to the backend: read from their headers, held against the table, then by address,
// by upload, inline, or served from this n8n.
import { checkClip, inspectClip, readerOf, type ClipReader } from './media/clip';
import type { ClipFormat, ClipLimits } from './media/limits';
import { fail, FailureSignal, must } from './failure';
import type { Item } from './item';
import { obtain } from './media/obtain';
import { checkUrl, fingerprint, isPublicHost, type MediaSource } from './media/source';
import type { OpenStream } from './transport';
import { serve } from './serve';
import { upload } from './upload';

/** A clip that the backend will take. */
export interface Clip {
	readonly label: string;
	readonly source: MediaSource & { readonly served?: boolean };
	readonly limits: ClipLimits;
	readonly identity: string;
	/** There for files and text. */
	readonly bytes?: Buffer;
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
export async function identifyClip(
	item: Item,
	label: string,
	source: Clip['source'],
	limits: ClipLimits,
): Promise<Clip> {
	if (source.from === 'url')
		return { label, source, limits, identity: fingerprint(must(checkUrl(label, source.url)).href) };
	const { context, transport, index, world } = item;
	const bytes = must(await obtain(context, transport, index, label, source, world.timeouts.download, limits.maxBytes));
	return { label, source, limits, identity: fingerprint(bytes), bytes };
}

/** The clip's format, once it is known that the backend takes the clip. */
export async function verifyClip(item: Item, clip: Clip, byImage: boolean): Promise<ClipFormat> {
	const reader = clip.bytes ? readerOf(clip.bytes) : must(await readerOver(item, clip));
	const facts = must(await inspectClip(reader));
	const refusal = checkClip(clip.label, facts, reader.size, clip.limits, byImage);
	if (refusal) throw new FailureSignal(refusal.failure);
	return facts.format ?? 'mp4';
}

/** Where the body can name the clip: an address, or base64 text for backends that take sounds inline. */
export async function placeClip(item: Item, clip: Clip, format: ClipFormat): Promise<string> {
	const { backend } = item;
	const { source, bytes, label, limits } = clip;
	if (source.from === 'url') return must(checkUrl(label, source.url)).href;
	if (source.from === 'field' && source.served) return must(await serve(item, label, source));
	const route = limits.kind === 'sound' ? backend.sounds : backend.videos;
	if (bytes && route === 'inline') return bytes.toString('base64');
	if (!bytes || route === 'urlOnly' || route === 'inline') {
		return must(
			fail('input', `'${label}': ${backend.label} takes videos by address only`, {
				nextStep: "Give a URL, or choose 'Input Data Field, Served From This n8n'",
			}),
		);
	}
	if (bytes.length > backend.uploadMaxBytes) {
		return must(
			fail(
				'input',
				`'${label}' has ${Math.round(bytes.length / 1e5) / 10} MB, ${backend.label} takes uploads up to ${backend.uploadMaxBytes / 1e6} MB`,
				{
					nextStep: "Give a URL, or choose 'Input Data Field, Served From This n8n'",
				},
			),
		);
	}
	return await upload(item, route, { extension: format, contentType: TYPES[format], bytes }, limits.kind);
}

/** Reads parts of a file on the web, so that a header is seen without fetching the whole. */
async function readerOver(item: Item, { label, source, limits }: Clip): Promise<ClipReader | ReturnType<typeof fail>> {
	const { transport, world } = item;
	const url = must(checkUrl(label, source.from === 'url' ? source.url : ''));
	// A backend that is itself in a private network (a gateway of one's own) may reach such addresses.
	if (!isPublicHost(url) && isPublicHost(new URL(item.access.apiUrl))) {
		return fail(
			'input',
			`'${label}': ${item.backend.label} cannot reach ${url.hostname}, which is an address of a private network`,
			{
				nextStep: 'Give an address that works from the internet',
			},
		);
	}
	const shown = `${url.origin}${url.pathname}`;
	const part = async (first: number, last: number) => {
		const stream = await transport.open(url.href, world.timeouts.download, [first, last]);
		if ('silence' in stream) {
			return fail('input', `'${label}': ${shown} could not be read (${stream.words})`, {
				nextStep: 'Check the address in a browser',
			});
		}
		if (stream.status !== 200 && stream.status !== 206) {
			stream.body.destroy();
			return fail('input', `'${label}': ${shown} answered with HTTP ${stream.status}`, {
				nextStep: 'Check the address in a browser where you are not logged in',
			});
		}
		return stream;
	};
	const head = await part(0, 0);
	if (!('body' in head)) return head;
	head.body.destroy();
	const size = head.wholeLength ?? head.contentLength ?? 0;
	if (size > limits.maxBytes) {
		return fail('input', `'${label}' has ${Math.round(size / 1e5) / 10} MB, the limit is ${limits.maxBytes / 1e6} MB`, {
			nextStep: 'Use a smaller file',
		});
	}
	return {
		size,
		async read(length, offset) {
			const stream = must(await part(offset, Math.min(offset + length, size) - 1));
			return await firstBytes(stream, stream.status === 206 ? 0 : offset, length);
		},
	};
}

/** `length` bytes after `skip`; a server that knows no parts sends the whole, which is left as soon as it has told enough. */
async function firstBytes(stream: OpenStream, skip: number, length: number): Promise<Uint8Array> {
	const chunks: Buffer[] = [];
	let seen = 0;
	for await (const chunk of stream.body as AsyncIterable<Buffer>) {
		chunks.push(chunk);
		seen += chunk.length;
		if (seen >= skip + length) break;
	}
	stream.body.destroy();
	return new Uint8Array(Buffer.concat(chunks, seen).subarray(skip, skip + length));
}
