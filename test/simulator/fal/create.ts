/** fal's create: anything goes into the queue, and what is wrong shows when a runner has it (fal.md 2, 14). */
import { randomUUID } from 'node:crypto';
import { json } from '../http/answer';
import type { Answer } from '../http/answer';
import { isObject } from '../http/body';
import type { Incoming } from '../http/host';
import { thousandths } from '../media/receive';
import { isActive, stateOf } from '../tasks/task';
import type { World } from '../world';
import { lockOf } from './account';
import type { FalAccount } from './account';
import { inputFailing, textRefusal } from './answers';
import type { Failing } from './answers';
import { appOf, endpointAt, wrongWith } from './check';
import type { Endpoint } from './endpoints/endpoint';
import { mediaFailing, take } from './media';

/** What is wrong shows soon after a runner has begun, in milliseconds. */
const failsAfterMs = 3_000;

const hour = 3_600_000;

export async function createTask(world: World, account: FalAccount, incoming: Incoming): Promise<Answer> {
	const id = incoming.path.slice(1);
	const endpoint = endpointAt(id);
	if (!endpoint) return textRefusal(404, `Application "${appOf(id)}" not found`);
	const lock = lockOf(world, account);
	if (lock !== undefined) return textRefusal(403, lock);
	const { book, now } = world;
	const waiting = book.of('fal').filter((task) => stateOf(task, now()) === 'queued').length;
	const most = incoming.query.get('fal_max_queue_length');
	if (most !== null && waiting > Number(most)) return textRefusal(429, 'The queue is longer than fal_max_queue_length');
	const body = bodyOf(incoming);
	const wrong = isObject(body)
		? wrongWith(endpoint, body)
		: { loc: ['body'], msg: 'Input should be a valid dictionary', type: 'dict_type' };
	const input = isObject(body) ? body : {};
	const wanted = wrong || !endpoint.media ? [] : endpoint.media(input);
	const media = await Promise.all(wanted.map(async (one) => take(one, world.reach)));
	const failing = wrong ? inputFailing(wrong) : mediaFailing(media, wanted);
	const seconds = lengthOf(endpoint, input, media);
	const units = endpoint.units(input, seconds);
	const callback = incoming.query.get('fal_webhook');
	const task = book.accept({
		backend: 'fal',
		id: randomUUID(),
		model: id,
		operation: endpoint.operation,
		body: input,
		rawBody: incoming.body.toString('utf8'),
		media,
		price: { amount: Math.round(units * endpoint.unitPrice * 1e6) / 1e6, unit: 'USD' },
		seconds,
		notBefore: freeAt(world, account),
		...(callback === null ? {} : { callbackUrl: callback }),
		...lifeOf(incoming),
		...(failing
			? { doom: { reason: reasonOf(failing), code: String(failing.status), afterStartMs: failsAfterMs } }
			: {}),
		...(failing ? { failing } : {}),
	});
	const base = `${world.urlOf('fal')}/${appOf(id)}/requests/${task.id}`;
	return json(200, {
		request_id: task.id,
		status: 'IN_QUEUE',
		queue_position: waiting,
		response_url: base,
		status_url: `${base}/status`,
		cancel_url: `${base}/cancel`,
		gateway_request_id: task.id,
	});
}

function bodyOf({ body }: Incoming): unknown {
	try {
		return JSON.parse(body.toString('utf8'));
	} catch {
		return undefined;
	}
}

function lengthOf(
	endpoint: Endpoint,
	input: Record<string, unknown>,
	media: ReadonlyArray<{ kind: string; durationSeconds?: number }>,
): number {
	// An avatar is as long as its sound.
	const heard = media.find(({ kind }) => kind === 'sound') ?? media.find(({ kind }) => kind === 'video');
	return endpoint.seconds?.(input) ?? thousandths(heard?.durationSeconds ?? 5);
}

/** fal.md 10.2: only what is in progress counts; the others wait. */
function freeAt({ book, now }: World, { slots }: FalAccount): number {
	const ends = book
		.of('fal')
		.filter((task) => isActive(task, now()))
		.map(({ endsAt }) => endsAt)
		.sort((a, b) => a - b);
	return ends[ends.length - slots] ?? 0;
}

/** How long the result is kept, as JSON and as files (fal.md 2.0). */
function lifeOf({ headers }: Incoming): { payloadMs?: number; resultMs?: number } {
	const preference = headers['x-fal-object-lifecycle-preference'];
	const wanted: unknown = typeof preference === 'string' ? JSON.parse(preference) : {};
	const seconds = isObject(wanted) ? wanted.expiration_duration_seconds : undefined;
	return {
		...(headers['x-fal-store-io'] === '0' ? { payloadMs: hour } : {}),
		...(typeof seconds === 'number' ? { resultMs: seconds * 1000 } : {}),
	};
}

function reasonOf({ body }: Failing): string {
	return typeof body.detail === 'string' ? body.detail : (body.detail[0]?.msg ?? '');
}
