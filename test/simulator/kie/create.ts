/** Kie's createTask: checks the body at once, the media only when the task runs. */
import { randomUUID } from 'node:crypto';
import type { LedgerMedia } from '../contract';
import type { Answer } from '../http/answer';
import { jsonBody } from '../http/body';
import type { Incoming } from '../http/host';
import { thousandths } from '../media/receive';
import { fetched } from '../media/wanted';
import type { NewTask } from '../tasks/task';
import type { World } from '../world';
import { ok, refused } from './answers';
import { checkCreateTask } from './check';

/** kie.md 8: 20 new generation requests per 10 s. */
const rate = { requests: 20, windowMs: 10_000 };

export async function createTask(world: World, incoming: Incoming): Promise<Answer> {
	const body = jsonBody(incoming);
	if (typeof body === 'string') return refused({ code: 400, msg: body });
	const checked = checkCreateTask(body);
	if ('code' in checked) return refused(checked);
	const media = await Promise.all(checked.media.map(async (wanted) => fetched(wanted, world.reach, (why) => why)));
	const driver = media.find((seen) => seen.durationSeconds !== undefined);
	const seconds = checked.seconds ?? thousandths(driver?.durationSeconds ?? 5);
	const credits = Math.round(checked.creditsPerSecond * seconds * 100) / 100;

	const { now, book } = world;
	const recent = book.of('kie').filter((task) => task.createdAt > now() - rate.windowMs);
	if (recent.length >= rate.requests) {
		return refused({ code: 429, msg: 'Too many requests, the request was not queued' });
	}
	const wallet = book.wallet('kie');
	if (wallet.balance - wallet.held < credits) {
		return refused({ code: 402, msg: 'Credits insufficient: please top up' });
	}
	const doom = doomOf(media);
	const task = book.accept({
		backend: 'kie',
		id: randomUUID().replaceAll('-', ''),
		model: checked.model,
		operation: checked.operation,
		body,
		rawBody: incoming.body.toString('utf8'),
		media,
		price: { amount: credits, unit: 'credits' },
		seconds,
		...(doom ? { doom } : {}),
	});
	return ok({ taskId: task.id });
}

const named = { image: 'Image', video: 'Video', sound: 'Audio' } as const;

/** kie.md 8, source URLs; a file of the wrong kind fails as late as one that is not there. */
function doomOf(media: readonly LedgerMedia[]): NewTask['doom'] {
	const bad = media.find((seen) => seen.problem !== undefined);
	if (!bad) return undefined;
	const failed = `${named[bad.kind]} fetch failed`;
	return bad.bytes === 0 ? { code: '500', reason: failed } : { code: '400', reason: `${failed}: ${bad.problem}` };
}
