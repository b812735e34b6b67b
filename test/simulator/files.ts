/** A plain web server, where tests put the pictures that users link to. */
import type { Answer } from './http/answer';
import { file, text } from './http/answer';
import type { Incoming, Route } from './http/host';

export interface PublishedFile {
	bytes: Buffer;
	contentType: string;
	status: number;
	headers: Record<string, string>;
}

export type Shelf = Map<string, PublishedFile>;

export function fileRoute(shelf: Shelf): Route {
	return { verb: 'other', handle: (incoming) => serveFile(shelf, incoming) };
}

function serveFile(shelf: Shelf, incoming: Incoming): Answer {
	const found = shelf.get(decodeURIComponent(incoming.path));
	if (!found) return text(404, 'Not Found');
	const whole = file(found.bytes, found.contentType, incoming.headers.range);
	const status = found.status === 200 ? whole.status : found.status;
	return { ...whole, status, headers: { ...whole.headers, ...found.headers } };
}
