/** PiAPI's create: takes any text as an image, lets the task fail later (piapi.md 7, 8.1). */
import { randomUUID } from 'node:crypto';
import type { LedgerMedia } from '../contract';
import type { Answer } from '../http/answer';
import { isObject, jsonBody } from '../http/body';
import type { JsonObject } from '../http/body';
import type { Incoming } from '../http/host';
import { inspectImage, unobtained } from '../media/inspect';
import type { ImageLimits } from '../media/inspect';
import { download, fromBase64, fromDataUrl } from '../media/obtain';
import type { Reach } from '../media/obtain';
import type { NewTask } from '../tasks/task';
import type { World } from '../world';
import type { PiAccount } from './account';
import { ok, refused } from './answers';
import { checkTask } from './check';
import { shown } from './replies';

/** piapi.md 8.2. */
const imageLimits: ImageLimits = {
	formats: ['jpeg', 'png'],
	maxBytes: 10 * 1024 * 1024,
	minSide: { pixels: 300, exclusive: true },
};

/** From created_at to ended_at of the seed. */
const failsAfterMs = 4_199;

export async function createTask(world: World, account: PiAccount, incoming: Incoming): Promise<Answer> {
	const body = jsonBody(incoming);
	if (typeof body === 'string') return refused(400, body);
	const checked = checkTask(body);
	if (typeof checked === 'string') return refused(400, checked);
	const media = await Promise.all(
		imagesOf(checked.input).map(([field, value]) => takeImage(field, value, world.reach)),
	);
	const { book } = world;
	const wallet = book.wallet('piapi');
	if (wallet.balance - wallet.held < checked.points) return refused(402, 'insufficient credits');
	// piapi.md 8.2: pending and processing count.
	if (book.active('piapi') >= account.slots) {
		return refused(429, 'too many concurrent jobs for the plan');
	}
	const doom = doomOf(media);
	const task = book.accept({
		backend: 'piapi',
		id: randomUUID(),
		model: `kling ${checked.version}`,
		operation: checked.operation,
		body,
		rawBody: incoming.body.toString('utf8'),
		media,
		price: { amount: checked.points, unit: 'points' },
		seconds: checked.seconds,
		watermark: true,
		...(doom ? { doom } : {}),
	});
	return ok(shown(task, world));
}

function imagesOf(input: JsonObject): Array<[field: string, value: string]> {
	const found: Array<[string, unknown]> = [
		['image_url', input.image_url],
		['image_tail_url', input.image_tail_url],
	];
	const elements: unknown[] = Array.isArray(input.elements) ? input.elements : [];
	elements.forEach((element, index) => {
		if (isObject(element)) found.push([`elements[${index}].image_url`, element.image_url]);
	});
	return found.filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '');
}

async function takeImage(field: string, value: string, reach: Reach): Promise<LedgerMedia> {
	if (/^data:/i.test(value)) {
		const content = fromDataUrl(value)?.content ?? Buffer.alloc(0);
		const seen = await inspectImage({ field, how: 'dataUrl' }, content, imageLimits);
		return { ...seen, problem: 'unsupported image format' };
	}
	if (!/^https?:\/\//i.test(value)) {
		// piapi.md 8.1: raw base64 is untested and has no source; it fails here.
		const content = fromBase64(value) ?? Buffer.alloc(0);
		const seen = await inspectImage({ field, how: 'base64' }, content, imageLimits);
		return { ...seen, problem: 'unsupported image format' };
	}
	const source = { field, how: 'url', url: value } as const;
	const got = await download(value, reach);
	return 'problem' in got
		? unobtained(source, `failed to download image: ${got.problem}`)
		: inspectImage(source, got.content, imageLimits);
}

/** The seed's sentence, its trailing space included. */
function doomOf(media: readonly LedgerMedia[]): NewTask['doom'] {
	const bad = media.find((seen) => seen.problem !== undefined);
	if (!bad) return undefined;
	const problem = /^unsupported image format/.test(bad.problem ?? '') ? 'unsupported image format' : bad.problem;
	return {
		code: '10000',
		reason: `create generation task: upload image: ${problem} `,
		afterMs: failsAfterMs,
	};
}
