/** PiAPI's two hosts and their paths (piapi.md 1, 4, 5). */
import type { Verb } from '../contract';
import { file } from '../http/answer';
import type { Answer } from '../http/answer';
import type { Incoming, Route } from '../http/host';
import { stateOf } from '../tasks/task';
import type { UploadStore } from '../upload';
import type { World } from '../world';
import { info, knownKey } from './account';
import type { PiAccount } from './account';
import { ok, refused } from './answers';
import { createTask } from './create';
import { shown } from './replies';
import { upload } from './upload';

interface Entry {
	method: string;
	path: RegExp;
	verb: Verb;
	answer(world: World, account: PiAccount, incoming: Incoming, id: string): Answer | Promise<Answer>;
}

const onePath = /^\/api\/v1\/task\/([^/]+)$/;

const entries: readonly Entry[] = [
	{
		method: 'POST',
		path: /^\/api\/v1\/task$/,
		verb: 'create',
		answer: (world, account, incoming) => createTask(world, account, incoming),
	},
	{
		method: 'GET',
		path: onePath,
		verb: 'query',
		answer: (world, _account, _incoming, id) => {
			const task = world.book.find('piapi', id);
			return task ? ok(shown(task, world)) : refused(404, 'task not found');
		},
	},
	{
		method: 'DELETE',
		path: onePath,
		verb: 'cancel',
		answer: (world, _a, _i, id) => cancel(world, id),
	},
	{
		method: 'GET',
		path: /^\/api\/open\/tasks\/histories$/,
		verb: 'query',
		answer: (world, _account, incoming) => histories(world, incoming),
	},
	{
		method: 'GET',
		path: /^\/account\/info$/,
		verb: 'account',
		answer: (world, account, incoming) =>
			info(world, account, incoming.headers['x-api-key'] === account.freePlanApiKey),
	},
];

export function piapiRoute(world: World, account: PiAccount, incoming: Incoming): Route {
	const here = entries.filter((entry) => entry.path.test(incoming.path));
	const entry = here.find((candidate) => candidate.method === incoming.method);
	return {
		backend: 'piapi',
		verb: entry?.verb ?? 'other',
		handle(request) {
			// x-api-key, not Bearer (piapi.md 1).
			if (!knownKey(account, request.headers['x-api-key'])) return refused(401, 'Invalid API key');
			if (!entry) return here.length > 0 ? refused(405, 'method not allowed') : refused(404, 'not found');
			return entry.answer(world, account, request, entry.path.exec(request.path)?.[1] ?? '');
		},
	};
}

export function piapiUploadRoute(store: UploadStore, account: PiAccount, incoming: Incoming): Route {
	const known = incoming.path === '/api/ephemeral_resource';
	return {
		backend: 'piapi',
		verb: known && incoming.method === 'POST' ? 'upload' : 'other',
		handle(request) {
			const stored = store.at(request.path);
			if (stored) return file(stored.bytes, stored.contentType, request.headers.range);
			const key = request.headers['x-api-key'];
			if (!knownKey(account, key)) return refused(401, 'Invalid API key');
			if (!known) return refused(404, 'not found');
			if (request.method !== 'POST') return refused(405, 'method not allowed');
			if (key === account.freePlanApiKey) return refused(403, 'Insufficient plan level');
			return upload(store, request);
		},
	};
}

/** piapi.md 4: pending tasks only. */
function cancel(world: World, id: string): Answer {
	const task = world.book.find('piapi', id);
	if (!task) return refused(404, 'task not found');
	if (stateOf(task, world.now()) !== 'queued') return refused(400, 'only pending tasks can be cancelled');
	task.cancelledAt = world.now();
	return ok(shown(task, world));
}

/** piapi.md 4; the answer's shape is not in it: clients read data, page, size and total. */
function histories(world: World, { query }: Incoming): Answer {
	const page = Number(query.get('page') ?? 1);
	const size = Number(query.get('page_size') ?? 10);
	if (!Number.isInteger(page) || page < 1) return refused(400, 'invalid page');
	if (!Number.isInteger(size) || size < 1 || size > 100) return refused(400, 'invalid page_size');
	const from = Number(query.get('start_time') ?? 0) * 1000;
	const to = Number(query.get('end_time') ?? Number.POSITIVE_INFINITY) * 1000;
	const model = query.get('model');
	const found = world.book
		.of('piapi')
		.filter((task) => task.createdAt >= from && task.createdAt <= to)
		.filter((task) => model === null || task.body.model === model)
		.reverse();
	const data = found.slice((page - 1) * size, page * size).map((task) => shown(task, world));
	return ok({ data, page, size, total: found.length });
}
