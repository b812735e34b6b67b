/** PiAPI's create call: the body is checked at once, bad media fail some seconds later (piapi.md 7). */
import { randomUUID } from 'node:crypto';
import type { LedgerMedia } from '../contract';
import type { Answer } from '../http/answer';
import { jsonBody } from '../http/body';
import type { Incoming } from '../http/host';
import { fromBase64, fromDataUrl } from '../media/obtain';
import type { Reach } from '../media/obtain';
import { thousandths } from '../media/receive';
import { fetched, inspect } from '../media/wanted';
import type { Wanted } from '../media/wanted';
import { stateOf } from '../tasks/task';
import type { NewTask, Task } from '../tasks/task';
import type { World } from '../world';
import type { PiAccount } from './account';
import { ok, refused } from './answers';
import { checkTask } from './check';
import { shown } from './replies';

/** From created_at to ended_at of the seed. */
const failsAfterMs = 4_199;

export async function createTask(world: World, account: PiAccount, incoming: Incoming): Promise<Answer> {
	const body = jsonBody(incoming);
	if (typeof body === 'string') return refused(400, body);
	const checked = checkTask(body);
	if (typeof checked === 'string') return refused(400, checked);
	const origin = checked.originTaskId === undefined ? undefined : finished(world, checked.originTaskId);
	if (typeof origin === 'string') return refused(400, origin);
	const media = await Promise.all(checked.media.map(async (wanted) => take(wanted, world.reach)));
	const driver = media.find((seen) => seen.durationSeconds !== undefined);
	const seconds = origin
		? origin.seconds + (checked.operation === 'extendVideo' ? addedSeconds : 0)
		: (checked.seconds ?? thousandths(driver?.durationSeconds ?? 5));
	const films = media.filter(({ kind }) => kind === 'video');
	const points = checked.points(
		seconds,
		films.reduce((sum, film) => sum + thousandths(film.durationSeconds ?? 0), 0),
	);
	const { book } = world;
	const wallet = book.wallet('piapi');
	if (wallet.balance - wallet.held < points) return refused(402, 'insufficient credits');
	// piapi.md 8.2: pending and processing count.
	if (book.active('piapi') >= account.slots) {
		return refused(429, 'too many concurrent jobs for the plan');
	}
	const doom = doomOf(media);
	const task = book.accept({
		backend: 'piapi',
		id: randomUUID(),
		model: `${checked.model} ${checked.version}`,
		operation: checked.operation,
		body,
		rawBody: incoming.body.toString('utf8'),
		media,
		price: { amount: points, unit: 'points' },
		seconds,
		watermark: true,
		...(doom ? { doom } : {}),
	});
	return ok(shown(task, world));
}

/** Upstream adds 4 to 5 s (kling-official.md 2.6). */
const addedSeconds = 5;

/** The task whose video is to go on; what it must be is not stated, but it must have one. */
function finished(world: World, id: string): Task | string {
	const task = world.book.find('piapi', id);
	if (!task) return 'origin task not found';
	return stateOf(task, world.now()) === 'succeeded' ? task : 'origin task is not completed';
}

const words = { image: 'image', video: 'video', sound: 'audio' } as const;

async function take(wanted: Wanted, reach: Reach): Promise<LedgerMedia> {
	const { field, kind, value } = wanted;
	if (/^https?:\/\//i.test(value)) {
		return fetched(wanted, reach, (why) => `failed to download ${words[kind]}: ${why}`);
	}
	// piapi.md 8.1: a data: URI fails; raw base64 is untested and has no source, and fails here.
	const inline = /^data:/i.test(value) ? fromDataUrl(value)?.content : fromBase64(value);
	const how = /^data:/i.test(value) ? 'dataUrl' : 'base64';
	const seen = await inspect(wanted, { field, how }, inline ?? Buffer.alloc(0));
	return { ...seen, problem: `unsupported ${words[kind]} format` };
}

/** The seed's sentence, its trailing space included. */
function doomOf(media: readonly LedgerMedia[]): NewTask['doom'] {
	const bad = media.find((seen) => seen.problem !== undefined);
	if (!bad) return undefined;
	const word = words[bad.kind];
	const unsupported = `unsupported ${word} format`;
	const problem = bad.problem?.startsWith(unsupported) === true ? unsupported : bad.problem;
	return {
		code: '10000',
		reason: `create generation task: upload ${word}: ${problem} `,
		afterMs: failsAfterMs,
	};
}
