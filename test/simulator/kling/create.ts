/** Creates on the official API: body, images, external id, credit and slots, in this order. */
import type { LedgerMedia } from '../contract';
import type { Answer } from '../http/answer';
import { jsonBody } from '../http/body';
import type { Incoming } from '../http/host';
import type { Task } from '../tasks/task';
import type { World } from '../world';
import type { KlingAccount } from './account';
import { okAnswer, refusalAnswer, refuse } from './errors';
import { takeImage } from './images';
import { checkImageToVideo } from './imageToVideo';
import { legacyCreated } from './replies';

export async function createImageToVideo(world: World, account: KlingAccount, incoming: Incoming): Promise<Answer> {
	const body = jsonBody(incoming);
	if (typeof body === 'string') return refusalAnswer(refuse(1200, body));
	const checked = checkImageToVideo(body);
	if ('code' in checked) return refusalAnswer(checked);

	const media: LedgerMedia[] = [];
	for (const field of ['image', 'image_tail']) {
		const value = body[field];
		if (typeof value !== 'string') continue;
		const seen = await takeImage(field, value, world.reach);
		if (seen.problem !== undefined) {
			return refusalAnswer(refuse(1201, `${field}: ${seen.problem}`));
		}
		media.push(seen);
	}
	const watermark = body.watermark_info as { enabled: boolean } | undefined;
	return acceptTask(world, account, {
		model: checked.model,
		operation: 'imageToVideo',
		body,
		rawBody: incoming.body.toString('utf8'),
		media,
		price: { amount: checked.units, unit: 'units' },
		seconds: checked.seconds,
		watermark: watermark?.enabled ?? false,
	});
}

/** What any legacy create still has to pass once its body and media are right. */
export function acceptTask(
	world: World,
	account: KlingAccount,
	wanted: Pick<Task, 'model' | 'operation' | 'body' | 'rawBody' | 'media' | 'price' | 'seconds' | 'watermark'>,
): Answer {
	const external = wanted.body.external_task_id;
	const externalId = typeof external === 'string' && external !== '' ? external : undefined;
	if (externalId !== undefined && byExternalId(world, externalId)) {
		return refusalAnswer(refuse(1201, `external_task_id ${externalId} already exists`));
	}
	const wallet = world.book.wallet('kling');
	if (wallet.balance - wallet.held < wanted.price.amount) {
		return refusalAnswer(refuse(1102, 'Account balance not enough'));
	}
	// kling-official.md 8: separate by model version, held from submitted to the end.
	if (world.book.active('kling', wanted.model) >= account.slots) {
		return refusalAnswer(refuse(1303, 'parallel task over resource pack limit'));
	}
	const task = world.book.accept({
		...wanted,
		backend: 'kling',
		id: account.nextId(),
		...(externalId === undefined ? {} : { externalId }),
	});
	return okAnswer(legacyCreated(task));
}

export function byExternalId(world: World, externalId: string): Task | undefined {
	return world.book.of('kling').find((task) => task.externalId === externalId);
}
