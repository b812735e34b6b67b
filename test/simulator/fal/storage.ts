/** fal's storage: a place is asked for with the key, and filled without it, whole or in parts (fal.md 7). */
import { createHash, randomUUID } from 'node:crypto';
import { file, json } from '../http/answer';
import type { Answer } from '../http/answer';
import { isObject, jsonBody } from '../http/body';
import type { Incoming } from '../http/host';
import { firstFinding } from '../schema';
import type { World } from '../world';
import { lockOf } from './account';
import type { FalAccount } from './account';
import { textRefusal } from './answers';
import { closed } from './endpoints/endpoint';

interface Place {
	contentType: string;
	sig: string;
	multipart: boolean;
	parts: Map<number, Buffer>;
	bytes?: Buffer;
	expiresAt: number;
}

export interface Storage {
	initiate(world: World, account: FalAccount, incoming: Incoming, multipart: boolean): Answer;
	/** Everything on the file host: PUT, the end of the parts, and what everybody may read. */
	onFileHost(world: World, incoming: Incoming): Answer;
	atUrl(url: string): { bytes: Buffer } | undefined;
}

const schema = closed({ content_type: { type: 'string', minLength: 1 }, file_name: { type: 'string', minLength: 1 } }, [
	'content_type',
	'file_name',
]);

/** fal.md 7.3: an older FAQ's life. */
const week = 7 * 24 * 3_600_000;
/** fal.md 7.2: all but the last part. */
const partBytes = 10 * 1024 * 1024;
/** fal.md 7.1: what is larger goes in parts. */
const wholeBytes = 90 * 1024 * 1024;

export function openStorage(baseUrl: () => string): Storage {
	const places = new Map<string, Place>();
	const readable = (path: string, now: number): Place | undefined => {
		const place = places.get(path);
		return place?.bytes && now < place.expiresAt ? place : undefined;
	};
	return {
		initiate(world, account, incoming, multipart) {
			const lock = lockOf(world, account);
			if (lock !== undefined) return textRefusal(403, lock);
			if (incoming.query.get('storage_type') !== 'fal-cdn-v3') return textRefusal(400, 'unknown storage_type');
			const body = jsonBody(incoming);
			if (typeof body === 'string') return textRefusal(422, body);
			const finding = firstFinding(schema, body);
			if (finding) return textRefusal(422, `${finding.field}: ${finding.message}`);
			const life = lifeOf(incoming);
			if (life === undefined) return textRefusal(422, 'X-Fal-Object-Lifecycle is not readable');
			const path = `/files/${randomUUID().slice(0, 8)}/${encodeURIComponent(String(body.file_name))}`;
			const sig = randomUUID();
			places.set(path, {
				contentType: String(body.content_type),
				sig,
				multipart,
				parts: new Map(),
				expiresAt: world.now() + life,
			});
			return json(200, { file_url: `${baseUrl()}${path}`, upload_url: `${baseUrl()}/put${path}?sig=${sig}` });
		},
		onFileHost(world, incoming) {
			// Only an address lets in here: a key has no business on this host.
			if (incoming.headers.authorization !== undefined) return textRefusal(400, 'Only one auth mechanism allowed');
			if (incoming.method === 'GET' || incoming.method === 'HEAD') {
				const place = readable(incoming.path, world.now());
				return place?.bytes
					? file(place.bytes, place.contentType, incoming.headers.range)
					: textRefusal(404, 'Not Found');
			}
			const [, path = '', end] = /^\/put(\/files\/[^/]+\/[^/]+)(?:\/(\d+|complete))?$/.exec(incoming.path) ?? [];
			const place = places.get(path);
			if (!place || incoming.query.get('sig') !== place.sig) return textRefusal(403, 'SignatureDoesNotMatch');
			return filled(place, incoming, end);
		},
		atUrl(url) {
			const path = url.startsWith(baseUrl()) ? url.slice(baseUrl().length) : undefined;
			const bytes = path === undefined ? undefined : places.get(path)?.bytes;
			return bytes && { bytes };
		},
	};
}

function filled(place: Place, incoming: Incoming, end: string | undefined): Answer {
	if (end === 'complete') return incoming.method === 'POST' ? complete(place, incoming) : textRefusal(405, 'POST');
	if (incoming.method !== 'PUT') return textRefusal(405, 'PUT');
	if (place.multipart !== (end !== undefined)) return textRefusal(400, 'this place is filled otherwise');
	if (end !== undefined) {
		const number = Number(end);
		if (number < 1 || incoming.body.length > partBytes) return textRefusal(400, 'a part has 10 MiB at most');
		place.parts.set(number, incoming.body);
		return json(200, { partNumber: number, etag: etagOf(incoming.body) });
	}
	if (incoming.headers['content-type'] !== place.contentType) return textRefusal(403, 'SignatureDoesNotMatch');
	if (incoming.body.length > wholeBytes) return textRefusal(413, 'too large for one request');
	place.bytes = incoming.body;
	return json(200, {});
}

function complete(place: Place, incoming: Incoming): Answer {
	const body = jsonBody(incoming);
	const told = typeof body === 'string' ? undefined : body.parts;
	if (!Array.isArray(told) || told.length === 0) return textRefusal(400, 'parts are missing');
	const bytes: Buffer[] = [];
	for (const [at, one] of told.entries()) {
		const part = place.parts.get(at + 1);
		const fits = isObject(one) && one.partNumber === at + 1 && part && one.etag === etagOf(part);
		if (!fits || (at + 1 < told.length && part.length !== partBytes))
			return textRefusal(400, `part ${at + 1} is wrong`);
		bytes.push(part);
	}
	if (told.length !== place.parts.size) return textRefusal(400, 'parts are missing');
	place.bytes = Buffer.concat(bytes);
	return json(200, {});
}

const etagOf = (bytes: Buffer) => `"${createHash('md5').update(bytes).digest('hex')}"`;

/** Milliseconds; undefined where the header is no lifecycle. */
function lifeOf({ headers }: Incoming): number | undefined {
	const text = headers['x-fal-object-lifecycle'] ?? headers['x-fal-object-lifecycle-preference'];
	if (text === undefined) return week;
	try {
		const value: unknown = JSON.parse(String(text));
		const seconds = isObject(value) ? value.expiration_duration_seconds : undefined;
		if (seconds === null) return Infinity;
		return typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : undefined;
	} catch {
		return undefined;
	}
}
