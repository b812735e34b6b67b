/** fal's hosts and their paths (fal.md 1, 2, 5, 6, 7, 8). */
import type { Verb } from '../contract';
import { json } from '../http/answer';
import type { Answer } from '../http/answer';
import type { Incoming, Route } from '../http/host';
import type { World } from '../world';
import { isLetIn, jwks } from './account';
import type { FalAccount } from './account';
import { platformRefusal, textRefusal } from './answers';
import { createTask } from './create';
import { estimate, prices, requests } from './platform';
import { cancel, result, status, taskAt } from './queue';
import type { Storage } from './storage';

/** With or without `/response` (fal.md 2.2). */
const onTask = /^\/(.+)\/requests\/([^/]+)(?:\/(status|cancel|response))?$/;

export function falRoute(world: World, account: FalAccount, incoming: Incoming): Route {
	const [, prefix = '', id = '', end = 'response'] = onTask.exec(incoming.path) ?? [];
	const { method } = incoming;
	const verb = verbOf(method, id !== '', end);
	return {
		backend: 'fal',
		verb,
		handle(request): Answer | Promise<Answer> {
			if (!isLetIn(account, request)) return textRefusal(401, 'Invalid key credentials');
			const task = taskAt(world, prefix, id);
			if (verb === 'create') return createTask(world, account, request);
			if (verb === 'cancel') return cancel(world, account, task);
			if (verb === 'other') return textRefusal(405, 'Method Not Allowed');
			return end === 'status' ? status(world, account, task, request) : result(world, account, task);
		},
	};
}

function verbOf(method: string, onOne: boolean, end: string): Verb {
	if (!onOne) return method === 'POST' ? 'create' : 'other';
	if (end === 'cancel') return method === 'PUT' ? 'cancel' : 'other';
	return method === 'GET' ? 'query' : 'other';
}

const platformPaths: Readonly<Record<string, { verb: Verb; method: string }>> = {
	'/v1/models/pricing': { verb: 'account', method: 'GET' },
	'/v1/models/pricing/estimate': { verb: 'account', method: 'POST' },
	'/v1/models/requests/by-endpoint': { verb: 'query', method: 'GET' },
};

export function falPlatformRoute(world: World, account: FalAccount, incoming: Incoming): Route {
	const known = platformPaths[incoming.path];
	return {
		backend: 'fal',
		verb: known?.verb ?? 'other',
		handle(request) {
			if (!isLetIn(account, request)) return platformRefusal(401, 'authorization_error', 'Invalid key');
			if (!known || known.method !== request.method) return platformRefusal(404, 'not_found', 'Not Found');
			if (request.path === '/v1/models/pricing') return prices(request);
			return known.method === 'POST' ? estimate(request) : requests(world, account, request);
		},
	};
}

const initiates: Readonly<Record<string, boolean>> = {
	'/storage/upload/initiate': false,
	'/storage/upload/initiate-multipart': true,
};

export function falStorageRoute(world: World, account: FalAccount, storage: Storage, incoming: Incoming): Route {
	const multipart = initiates[incoming.path];
	const forKeys = incoming.path === '/.well-known/jwks.json';
	return {
		backend: 'fal',
		verb: forKeys ? 'keys' : multipart === undefined ? 'other' : 'upload',
		handle(request) {
			if (forKeys) return json(200, jwks(account));
			if (!isLetIn(account, request)) return textRefusal(401, 'Invalid key credentials');
			if (multipart === undefined || request.method !== 'POST') return textRefusal(404, 'Not Found');
			return storage.initiate(world, account, request, multipart);
		},
	};
}

export function falFilesRoute(world: World, storage: Storage, incoming: Incoming): Route {
	const reads = incoming.method === 'GET' || incoming.method === 'HEAD';
	return {
		backend: 'fal',
		verb: reads ? 'other' : 'upload',
		handle: (request) => storage.onFileHost(world, request),
	};
}
