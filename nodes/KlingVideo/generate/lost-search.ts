// A create whose answer got lost, as an item looks for it: what it is known by, and where the backend has it in its books.
import type { RequestLog } from '../../shared/backends/backend';
import { Err } from '../../shared/errors';
import type { Call } from '../../shared/http/types';
import { parseJson } from '../../shared/json';
import { memoryOf } from '../../shared/run-data';
import { payloadDigest } from '../../shared/stored';
import { isRemembered } from '../../shared/tasks/idempotency-store';
import type { LostSearch, SentRequest } from '../../shared/tasks/lost-create';
import { collectPages } from '../../shared/tasks/paginate';
import { estimateRunTime } from '../../shared/tasks/poll-schedule';
import type { Item } from './read-items';
import type { Plan } from './validate-request';

/** What a create is looked for by; its query may hold a secret. */
export function traceOf({ url, body = '' }: Call): SentRequest {
	const [address = ''] = url.split('?');
	return { url: address, digest: payloadDigest(parseJson(body)) };
}

/** Lost creates are looked for so long beyond a usual run, in milliseconds. */
const LOST_MARGIN_MS = 60_000;

/** Around the create the backend's clock may be another, in milliseconds. */
const LOST_WINDOW_MS = 120_000;

/** How a create of this item is looked for whose answer got lost. */
export function lostSearchFor(item: Item, requestLog: RequestLog, { spec, checked }: Plan): LostSearch {
	const { limits, connection, context, query, run } = item;
	const { duration, quality } = checked.settings;
	return {
		forMs: estimateRunTime({ runTime: spec.runTime, duration, quality }) * 1.5 + LOST_MARGIN_MS,
		isTaken: (taskId) => limits.creations.isTaken(taskId) || isRemembered(memoryOf(context), taskId),
		isBusy: (sent) => limits.creations.isBusy(sent),
		async list({ url }, sentAt) {
			const window = { since: sentAt - LOST_WINDOW_MS, until: sentAt + LOST_WINDOW_MS };
			const pages = requestLog.list(url, window, connection);
			const listed = await collectPages(pages, { most: Infinity }, query, run);
			if (listed instanceof Err) return undefined;
			return listed.entries.map(({ body, ...request }) => ({
				...request,
				digest: body === undefined ? undefined : payloadDigest(body),
			}));
		},
	};
}
