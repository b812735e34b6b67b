/** fal's platform API: prices, their estimate, and the list of requests (fal.md 5.2, 6.1, 9.4). */
import { json } from '../http/answer';
import type { Answer } from '../http/answer';
import { isObject, jsonBody } from '../http/body';
import type { Incoming } from '../http/host';
import { stateOf } from '../tasks/task';
import type { Task } from '../tasks/task';
import type { World } from '../world';
import type { FalAccount } from './account';
import { platformRefusal } from './answers';
import { endpointAt, endpoints } from './check';
import { failingOf, outputOf } from './queue';

const invalid = (message: string): Answer => platformRefusal(400, 'validation_error', message);

/** Comma-separated or repeated, 1 to 50. */
function idsIn({ query }: Incoming): string[] | undefined {
	const ids = query.getAll('endpoint_id').flatMap((text) => text.split(',').filter((id) => id !== ''));
	return ids.length >= 1 && ids.length <= 50 ? ids : undefined;
}

/** An id that is unknown is missing from the list (fal.md 6.1); the order is the service's own. */
export function prices(incoming: Incoming): Answer {
	const ids = idsIn(incoming);
	if (!ids) return invalid('endpoint_id: 1 to 50 ids');
	const rows = ids.flatMap((id) => {
		const endpoint = endpointAt(id);
		return endpoint ? [{ endpoint_id: id, unit_price: endpoint.unitPrice, unit: endpoint.unit, currency: 'USD' }] : [];
	});
	return json(200, { prices: rows.reverse(), next_cursor: null, has_more: false });
}

export function estimate(incoming: Incoming): Answer {
	const body = jsonBody(incoming);
	if (typeof body === 'string') return invalid(body);
	const { estimate_type: type, endpoints: wanted } = body;
	if (type !== 'unit_price' && type !== 'historical_api_price') return invalid('estimate_type');
	if (!isObject(wanted)) return invalid('endpoints');
	let sum = 0;
	for (const [id, row] of Object.entries(wanted)) {
		const endpoint = endpointAt(id);
		if (!endpoint || !isObject(row)) return platformRefusal(404, 'not_found', `unknown endpoint ${id}`);
		sum += Number(row.unit_quantity ?? row.call_quantity ?? 0) * endpoint.unitPrice;
	}
	return json(200, { estimate_type: type, total_cost: Math.round(sum * 1e6) / 1e6, currency: 'USD' });
}

const day = 24 * 3_600_000;

export function requests(world: World, account: FalAccount, incoming: Incoming): Answer {
	const { query } = incoming;
	const ids = idsIn(incoming);
	if (!ids) return invalid('endpoint_id: 1 to 50 ids');
	const unknown = ids.find((id) => !Object.hasOwn(endpoints, id));
	if (unknown !== undefined) return platformRefusal(404, 'not_found', `unknown endpoint ${unknown}`);
	const limit = Number(query.get('limit') ?? 50);
	if (!Number.isInteger(limit) || limit < 1 || limit > 100) return invalid('limit: 1 to 100');
	const sort = query.get('sort_by') ?? 'ended_at';
	if (sort !== 'ended_at' && sort !== 'duration') return invalid('sort_by');
	const wantedState = query.get('status');
	if (wantedState !== null && !['success', 'error', 'user_error'].includes(wantedState)) return invalid('status');
	const expand = query.get('expand');
	if (expand !== null && expand !== 'payloads') return invalid('expand');
	const requestId = query.get('request_id');
	const start = timeIn(query.get('start'), world.now() - (requestId === null ? 1 : 90) * day);
	const end = timeIn(query.get('end'), Infinity);
	if (start === undefined || end === undefined) return invalid('start and end are ISO 8601');
	const from = Number(query.get('cursor') ?? 0);
	const found = world.book
		.of('fal')
		.filter(({ model }) => ids.includes(model))
		.filter((task) => account.listsQueued || !['queued', 'cancelled'].includes(stateOf(task, world.now())))
		.filter(({ createdAt }) => createdAt >= start && createdAt < end)
		.filter(({ id }) => requestId === null || id === requestId)
		.map((task) => rowOf(task, world, expand !== null))
		.filter(({ status_code: code }) => wantedState === null || kindOf(code) === wantedState)
		.sort((one, other) => (other.ended_at ?? '9').localeCompare(one.ended_at ?? '9'));
	const more = found.length > from + limit;
	return json(200, {
		items: found.slice(from, from + limit),
		next_cursor: more ? String(from + limit) : null,
		has_more: more,
	});
}

function timeIn(text: string | null, otherwise: number): number | undefined {
	if (text === null) return otherwise;
	const time = Date.parse(text);
	return Number.isFinite(time) ? time : undefined;
}

function kindOf(code: number | null): string | undefined {
	if (code === null) return undefined;
	if (code < 300) return 'success';
	return code < 500 ? 'user_error' : 'error';
}

function rowOf(task: Task, world: World, withPayloads: boolean) {
	const state = stateOf(task, world.now());
	const ended = state === 'succeeded' || state === 'failed';
	const failing = failingOf(task, world);
	const iso = (ms: number) => new Date(ms).toISOString();
	const kept = withPayloads && task.payloadMs === undefined;
	return {
		request_id: task.id,
		endpoint_id: task.model,
		sent_at: iso(task.createdAt),
		started_at: iso(Math.min(task.startsAt, world.now())),
		ended_at: ended ? iso(task.endsAt) : null,
		status_code: ended ? (failing?.status ?? 200) : null,
		duration: ended ? (task.endsAt - task.startsAt) / 1000 : null,
		...(kept ? { json_input: task.body, json_output: ended ? (failing?.body ?? outputOf(task, world)) : null } : {}),
	};
}
