/** Kie's two hosts and their paths (kie.md 1, 2.8, 4, 5). */
import type { Verb } from '../contract';
import { file, text } from '../http/answer';
import type { Answer } from '../http/answer';
import { bearerToken } from '../http/body';
import type { Incoming, Route } from '../http/host';
import { looksLikeBot } from '../http/userAgent';
import type { UploadStore } from '../upload';
import type { World } from '../world';
import { noAccess, notFound, ok, refused, uploadRefused } from './answers';
import { createTask } from './create';
import { recordInfo } from './recordInfo';
import { upload, uploadReaders } from './upload';

interface Entry {
	method: string;
	verb: Verb;
	answer(world: World, incoming: Incoming): Answer | Promise<Answer>;
}

const entries: Readonly<Record<string, Entry>> = {
	'/api/v1/jobs/createTask': { method: 'POST', verb: 'create', answer: createTask },
	'/api/v1/jobs/recordInfo': { method: 'GET', verb: 'query', answer: recordInfo },
	'/api/v1/chat/credit': {
		method: 'GET',
		verb: 'account',
		answer: (world) => ok(world.book.wallet('kie').balance),
	},
};

export function kieRoute(world: World, apiKey: string, incoming: Incoming): Route {
	const entry = entries[incoming.path];
	const fits = entry?.method === incoming.method;
	return {
		backend: 'kie',
		verb: entry && fits ? entry.verb : 'other',
		handle(request) {
			if (!entry) return notFound(request.path);
			if (bearerToken(request) !== apiKey) return refused(noAccess);
			if (!fits) return refused({ code: 405, msg: 'Method Not Allowed' });
			return entry.answer(world, request);
		},
	};
}

export function kieUploadRoute(world: World, store: UploadStore, apiKey: string, incoming: Incoming): Route {
	const known = uploadReaders[incoming.path] !== undefined;
	return {
		backend: 'kie',
		verb: known && incoming.method === 'POST' ? 'upload' : 'other',
		async handle(request) {
			// kie.md 5: a Cloudflare rule (1010), before anything else.
			if (looksLikeBot(request.headers['user-agent'])) return text(403, 'error code: 1010');
			const stored = store.at(request.path);
			if (stored) return file(stored.bytes, stored.contentType, request.headers.range);
			if (!known) return notFound(request.path);
			if (bearerToken(request) !== apiKey) return uploadRefused(noAccess.code, noAccess.msg);
			if (request.method !== 'POST') return uploadRefused(405, 'Method Not Allowed');
			return upload(world, store, request);
		},
	};
}
