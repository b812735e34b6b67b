/** The CDN: serves finished files to anyone, but to nobody who shows it a credential. */
import { file, text } from '../http/answer';
import type { Answer } from '../http/answer';
import type { Incoming, Route } from '../http/host';
import { looksLikeBot } from '../http/userAgent';
import type { World } from '../world';

export function resultRoute(world: World, incoming: Incoming): Route {
	const found = world.results.at(incoming.path);
	return {
		verb: 'download',
		...(found ? { backend: found.backend } : {}),
		handle: async (request) => await serveResult(world, request),
	};
}

async function serveResult(world: World, incoming: Incoming): Promise<Answer> {
	const { headers, method, path, query } = incoming;
	// kling-official.md 5: a plain GET without the Authorization header. Signed stores refuse both
	// at once, and a credential has no business on a CDN.
	if (headers.authorization !== undefined || headers['x-api-key'] !== undefined) {
		return text(400, 'Only one auth mechanism allowed');
	}
	if (method !== 'GET' && method !== 'HEAD') return text(405, 'Method Not Allowed');
	const found = world.results.at(path);
	if (!found || world.now() >= found.expiresAt) return text(404, 'Not Found');
	// kie.md 8, result hosts.
	if (found.backend === 'kie' && looksLikeBot(headers['user-agent'])) {
		return text(403, 'error code: 1010');
	}
	if (found.signature !== undefined && query.get('Signature') !== found.signature) {
		return text(403, 'SignatureDoesNotMatch');
	}
	return file(await found.bytes, found.contentType, headers.range);
}
