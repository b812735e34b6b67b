/** A task in fal's queue: its status, its result, its cancellation (fal.md 4 and 5). */
import { json } from '../http/answer';
import type { Answer } from '../http/answer';
import type { Incoming } from '../http/host';
import { stateOf } from '../tasks/task';
import type { Task } from '../tasks/task';
import type { World } from '../world';
import type { FalAccount } from './account';
import { inputFailing, platformFailing, textRefusal } from './answers';
import type { Failing } from './answers';
import { appOf, endpointAt } from './check';

const month = 30 * 24 * 3_600_000;
const notFound = (): Answer => json(404, { status: 'NOT_FOUND' }, '404 NOT_FOUND');

/** fal.md 2.2: under the owner's app, and under the full id. */
export function taskAt(world: World, prefix: string, id: string): Task | undefined {
	const task = world.book.find('fal', id);
	return task && (prefix === appOf(task.model) || prefix === task.model) ? task : undefined;
}

const isGone = (task: Task, world: World, { cancelledAs }: FalAccount) =>
	stateOf(task, world.now()) === 'cancelled' && cancelledAs === 'gone';

export function status(world: World, account: FalAccount, task: Task | undefined, { query }: Incoming): Answer {
	if (!task || isGone(task, world, account)) return notFound();
	const state = stateOf(task, world.now());
	const known = {
		request_id: task.id,
		response_url: `${world.urlOf('fal')}/${appOf(task.model)}/requests/${task.id}`,
	};
	const logs =
		query.get('logs') === '1'
			? [{ message: 'made up', level: 'INFO', source: 'USER', timestamp: isoOf(task.startsAt) }]
			: null;
	if (state === 'queued') return json(202, { status: 'IN_QUEUE', ...known, queue_position: positionOf(world, task) });
	if (state === 'running') return json(202, { status: 'IN_PROGRESS', ...known, logs });
	const failing = failingOf(task, world);
	return json(200, {
		status: 'COMPLETED',
		...known,
		logs,
		metrics: { inference_time: (task.endsAt - task.startsAt) / 1000 },
		...(failing ? { error: errorOf(failing), error_type: typeOf(failing) } : {}),
	});
}

function positionOf(world: World, task: Task): number {
	const before = world.book.of('fal').filter((one) => stateOf(one, world.now()) === 'queued');
	return Math.max(0, before.indexOf(task));
}

/** The bare output, or the error in its place, each with its headers (fal.md 4.1, 4.3, 6.3). */
export function result(world: World, account: FalAccount, task: Task | undefined): Answer {
	if (!task || isGone(task, world, account)) return notFound();
	const state = stateOf(task, world.now());
	if (state === 'queued' || state === 'running') return textRefusal(400, 'Request is still in progress');
	if (world.now() > task.endsAt + (task.payloadMs ?? month)) return notFound();
	const failing = failingOf(task, world);
	const answer = failing
		? json(failing.status, failing.body, `${failing.status} ${errorOf(failing)}`)
		: json(200, outputOf(task, world));
	const headers: Record<string, string> = {
		'x-fal-request-id': task.id,
		'x-fal-billable-units': unitsOf(task, failing),
	};
	if (failing) {
		headers['x-fal-error-type'] = typeOf(failing);
		headers['x-fal-retryable'] = String(failing.status >= 500);
	}
	return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** fal.md 5.3. */
export function cancel(world: World, account: FalAccount, task: Task | undefined): Answer {
	if (!task || isGone(task, world, account)) return notFound();
	const state = stateOf(task, world.now());
	if (state === 'queued') {
		task.cancelledAt = world.now();
		return json(200, { status: 'OK' });
	}
	// Whether Kling's jobs stop upstream is not known: this one goes on.
	if (state === 'running') return json(202, { status: 'CANCELLATION_REQUESTED' });
	return json(400, { status: 'ALREADY_COMPLETED' }, '400 ALREADY_COMPLETED');
}

/** The output object of fal.md 4.1. */
export function outputOf(task: Task, world: World): unknown {
	const file = (kind: 'clean' | 'sound', name: string, type: string) => ({
		url: world.results.link(task, kind),
		content_type: type,
		file_name: name,
		file_size: null,
	});
	const video = () => file('clean', 'out.mp4', 'video/mp4');
	const audio = () => file('sound', 'out.mp3', 'audio/mpeg');
	switch (endpointAt(task.model)?.output) {
		case 'avatar':
			return { video: video(), duration: task.seconds };
		case 'audio':
			return { audio: audio() };
		case 'videoAndAudio':
			return { video: video(), audio: audio() };
		case 'voice':
			return { voice_id: task.id.replaceAll('-', '').slice(0, 20) };
		default:
			return { video: video() };
	}
}

/** Undefined where it succeeded. */
export function failingOf(task: Task, world: World): Failing | undefined {
	const state = stateOf(task, world.now());
	if (state === 'cancelled') return platformFailing(499, 'client_cancelled', 'Request was cancelled');
	if (state !== 'failed') return undefined;
	return task.failing ?? inputFailing({ loc: ['body'], msg: task.reason, type: 'internal_server_error' }, 500);
}

const errorOf = ({ body, status: code }: Failing) =>
	typeof body.detail === 'string' ? body.detail : `Invalid status code: ${code}`;

const typeOf = ({ body }: Failing): string => ('error_type' in body ? body.error_type : (body.detail[0]?.type ?? ''));

/** "0" on failures. */
function unitsOf(task: Task, failing: Failing | undefined): string {
	const price = endpointAt(task.model)?.unitPrice ?? 1;
	return failing ? '0' : String(Math.round((task.price.amount / price) * 1e6) / 1e6);
}

const isoOf = (ms: number) => new Date(ms).toISOString();
