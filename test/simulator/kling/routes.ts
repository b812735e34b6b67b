/** The official API's paths: what each is for, which standard it belongs to, who answers it. */
import type { Verb } from '../contract';
import type { Answer } from '../http/answer';
import type { Incoming, Route } from '../http/host';
import type { World } from '../world';
import { costs } from './account';
import type { KlingAccount } from './account';
import { authRefusal } from './auth';
import { createVideo } from './create';
import { refusalAnswer, refuse } from './errors';
import { identifyFaces } from './faces';
import { deletions, presets, removed } from './library';
import { facesPath, legacyPaths, newerPath, speechPath } from './paths';
import { legacyList, legacyOne, newerBatch, newerList } from './query';
import { speak } from './speech';

interface Entry {
	method: string;
	/** The first group, if any, is the id in the path. */
	path: RegExp;
	verb: Verb;
	standard: 'legacy' | 'new';
	answer: Handler;
}

type Handler = (world: World, account: KlingAccount, incoming: Incoming, id: string) => Answer | Promise<Answer>;

/** A legacy operation: create, list, and one task by its id. */
function legacy(path: string): Entry[] {
	const exact = new RegExp(`^${path}$`);
	const list: Handler = (world, _account, incoming) => legacyList(world, path, incoming);
	const one: Handler = (world, _account, _incoming, id) => legacyOne(world, path, id);
	return [
		{ method: 'POST', path: exact, verb: 'create', standard: 'legacy', answer: createVideo },
		{ method: 'GET', path: exact, verb: 'query', standard: 'legacy', answer: list },
		{ method: 'GET', path: new RegExp(`^${path}/([^/]+)$`), verb: 'query', standard: 'legacy', answer: one },
	];
}

const entries: readonly Entry[] = [
	...Object.keys(legacyPaths).flatMap(legacy),
	// Synchronous, and so without a query; they cost, and so they are creates.
	{ method: 'POST', path: new RegExp(`^${speechPath}$`), verb: 'create', standard: 'legacy', answer: speak },
	{ method: 'POST', path: new RegExp(`^${facesPath}$`), verb: 'create', standard: 'legacy', answer: identifyFaces },
	{ method: 'POST', path: newerPath, verb: 'create', standard: 'new', answer: createVideo },
	{
		method: 'GET',
		path: /^\/tasks$/,
		verb: 'query',
		standard: 'new',
		answer: (world, _account, incoming) => newerBatch(world, incoming),
	},
	{
		method: 'POST',
		path: /^\/tasks$/,
		verb: 'query',
		standard: 'new',
		answer: (world, _account, incoming) => newerList(world, incoming),
	},
	...Object.entries(presets).map(([path, list]): Entry => ({
		method: 'GET',
		path: new RegExp(`^${path}$`),
		verb: 'query',
		standard: 'legacy',
		answer: (world, _account, incoming) => list(world, incoming),
	})),
	...Object.entries(deletions).map(([path, kind]): Entry => ({
		method: 'POST',
		path: new RegExp(`^${path}$`),
		verb: 'delete',
		standard: 'legacy',
		answer: (world, _account, incoming) => removed(world, kind, incoming),
	})),
	{
		method: 'GET',
		path: /^\/account\/costs$/,
		verb: 'account',
		standard: 'legacy',
		answer: (world, _account, incoming) => costs(world, incoming),
	},
];

export function klingRoute(world: World, account: KlingAccount, incoming: Incoming): Route {
	const here = entries.filter((entry) => entry.path.test(incoming.path));
	const entry = here.find((candidate) => candidate.method === incoming.method);
	const standard = here[0]?.standard ?? 'legacy';
	return {
		backend: 'kling',
		verb: entry?.verb ?? 'other',
		async handle(request) {
			const refused = authRefusal(
				request.headers.authorization,
				account.keys,
				standard,
				Math.floor(world.now() / 1000),
			);
			if (refused) return refusalAnswer(refused);
			if (!entry) {
				return refusalAnswer(
					here.length > 0
						? refuse(1202, `method ${request.method} is not supported`)
						: refuse(1203, `resource ${request.path} does not exist`),
				);
			}
			const id = decodeURIComponent(entry.path.exec(request.path)?.[1] ?? '');
			return entry.answer(world, account, request, id);
		},
	};
}
