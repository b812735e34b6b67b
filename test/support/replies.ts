// Replies as the wire brings them, for tests of what reads them.
import type { HttpResponse, NetworkFailure } from '../../nodes/shared/http/types';

/** An answer with this JSON, or with this text as it is. */
export function answered(content: unknown, status = 200, retryAfterMs?: number): HttpResponse {
	const text = typeof content === 'string' ? content : JSON.stringify(content);
	return retryAfterMs === undefined ? { status, text } : { status, text, retryAfterMs };
}

export const unreached: NetworkFailure = { kind: 'notSent', words: 'ECONNREFUSED' };
export const lost: NetworkFailure = { kind: 'noResponse', words: 'ECONNRESET' };
export const blocked: NetworkFailure = {
	kind: 'blocked',
	words: 'The request was blocked because it resolves to a restricted IP address',
};

/** What a gateway answers instead of the service. */
export const htmlPage = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';
