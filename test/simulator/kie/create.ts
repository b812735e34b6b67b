/** Kie's createTask: checks the body at once, the media only when the task runs. */
import { randomUUID } from 'node:crypto';
import type { LedgerMedia } from '../contract';
import type { Answer } from '../http/answer';
import { jsonBody } from '../http/body';
import type { JsonObject } from '../http/body';
import type { Incoming } from '../http/host';
import { inspectImage, unobtained } from '../media/inspect';
import type { ImageLimits } from '../media/inspect';
import { download } from '../media/obtain';
import type { NewTask } from '../tasks/task';
import type { World } from '../world';
import { ok, refused } from './answers';
import { checkCreateTask } from './check';

/** kie.md 8: images of 2.x; webp was dropped from the Aug-2026 pages. */
const imageLimits: ImageLimits = { formats: ['jpeg', 'png'], maxBytes: 10 * 1024 * 1024 };

/** kie.md 8: 20 new generation requests per 10 s. */
const rate = { requests: 20, windowMs: 10_000 };

export async function createTask(world: World, incoming: Incoming): Promise<Answer> {
	const body = jsonBody(incoming);
	if (typeof body === 'string') return refused({ code: 400, msg: body });
	const checked = checkCreateTask(body);
	if ('code' in checked) return refused(checked);
	const media = await takeImages(world, checked.input);

	const { now, book } = world;
	const recent = book.of('kie').filter((task) => task.createdAt > now() - rate.windowMs);
	if (recent.length >= rate.requests) {
		return refused({ code: 429, msg: 'Too many requests, the request was not queued' });
	}
	const wallet = book.wallet('kie');
	if (wallet.balance - wallet.held < checked.credits) {
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
		price: { amount: checked.credits, unit: 'credits' },
		seconds: checked.seconds,
		...(doom ? { doom } : {}),
	});
	return ok({ taskId: task.id });
}

async function takeImages(world: World, input: JsonObject): Promise<LedgerMedia[]> {
	const urls: unknown[] = Array.isArray(input.image_urls) ? input.image_urls : [];
	return Promise.all(
		urls.map(async (value, index) => {
			const url = String(value);
			const source = { field: `image_urls[${index}]`, how: 'url', url } as const;
			const got = await download(url, world.reach);
			return 'problem' in got ? unobtained(source, got.problem) : inspectImage(source, got.content, imageLimits);
		}),
	);
}

/** kie.md 8, source URLs; a picture of the wrong kind fails as late as one that is not there. */
function doomOf(media: readonly LedgerMedia[]): NewTask['doom'] {
	const bad = media.find((seen) => seen.problem !== undefined);
	if (!bad) return undefined;
	return bad.bytes === 0
		? { code: '500', reason: 'Image fetch failed' }
		: { code: '400', reason: `Image fetch failed: ${bad.problem}` };
}
