/** Creates on the official API: body, media, external id, credit and slots, in this order. */
import type { LedgerMedia } from '../contract';
import type { Answer } from '../http/answer';
import { jsonBody } from '../http/body';
import type { Incoming } from '../http/host';
import { thousandths } from '../media/receive';
import { isActive, stateOf } from '../tasks/task';
import type { NewTask, Task } from '../tasks/task';
import type { World } from '../world';
import { affordable } from './account';
import type { KlingAccount } from './account';
import { bad, isRefusal } from './check';
import type { Accepted } from './check';
import { okAnswer, refusalAnswer, refuse } from './errors';
import { chosenSeconds } from './faces';
import type { KlingRefusal } from './errors';
import { extensionOf } from './extend';
import { avatarSound, lipSound } from './limits';
import { take } from './media';
import { checkAt, isLegacy } from './paths';
import { madeSeconds } from './made';
import { legacyCreated, newerCreated, resultId } from './replies';
import { spokenSeconds } from './speech';
import { versionOf } from './versions';

export async function createVideo(world: World, account: KlingAccount, incoming: Incoming): Promise<Answer> {
	const body = jsonBody(incoming);
	if (typeof body === 'string') return refusalAnswer(refuse(1200, body));
	const rawBody = incoming.body.toString('utf8');
	const { retiredModels } = world.settings;
	const checked = checkAt(incoming.path)?.({ body, raw: rawBody, retiredModels });
	if (!checked) return refusalAnswer(refuse(1203, `resource ${incoming.path} does not exist`));
	if (isRefusal(checked)) return refusalAnswer(checked);

	const media: LedgerMedia[] = [];
	for (const wanted of checked.media) {
		const seen = await take(wanted, world.reach);
		if (seen.problem !== undefined) return refusalAnswer(bad(`${wanted.field}: ${seen.problem}`));
		media.push(seen);
	}
	const extension = checked.videoId === undefined ? undefined : extensionOf(world, checked.videoId);
	if (extension && isRefusal(extension)) return refusalAnswer(extension);
	const seconds = extension ? extension.seconds : lengthOf(world, checked, media);
	if (typeof seconds !== 'number') return refusalAnswer(seconds);
	if (checked.spokenVideoId !== undefined && !isFinished(world, checked.spokenVideoId))
		return refusalAnswer(bad(`video_id ${checked.spokenVideoId} not found`));
	return acceptTask(world, account, {
		backend: 'kling',
		id: account.nextId(),
		path: incoming.path,
		model: checked.model,
		operation: checked.operation,
		body,
		rawBody,
		media,
		elementIds: checked.elementIds ?? [],
		price: { amount: checked.flatUnits ?? unitsFor(checked, seconds), unit: 'units' },
		seconds,
		watermark: checked.watermark,
		...(checked.externalId === undefined ? {} : { externalId: checked.externalId }),
		...(extension ? { parent: extension.parent } : {}),
		...(checked.faceChosen ? { parent: parentOf(seconds) } : {}),
	});
}

/** What any create still has to pass once its body and media are right. */
function acceptTask(world: World, account: KlingAccount, wanted: NewTask): Answer {
	const { externalId, path = '', price } = wanted;
	if (externalId !== undefined && byExternalId(world, externalId)) {
		return refusalAnswer(bad(`external_task_id ${externalId} already exists`));
	}
	if (!affordable(world, price.amount)) return refusalAnswer(refuse(1102, 'Account balance not enough'));
	// kling-official.md 8: separate by model version, held from submitted to the end.
	const version = versionOf(wanted.model);
	const running = world.book
		.of('kling')
		.filter((task) => versionOf(task.model) === version && isActive(task, world.now()));
	if (running.length >= account.slots) {
		return refusalAnswer(refuse(1303, 'parallel task over resource pack limit'));
	}
	const task = world.book.accept(wanted);
	return okAnswer(isLegacy(path) ? legacyCreated(task) : newerCreated(task));
}

/** Section 2.12: outputs of videos with a voice; which those are is not looked at. */
function isFinished(world: World, videoId: string): boolean {
	return world.book
		.of('kling')
		.some((task) => resultId(task) === videoId && stateOf(task, world.now()) === 'succeeded');
}

export function byExternalId(world: World, externalId: string): Task | undefined {
	return world.book.of('kling').find((task) => task.externalId === externalId);
}

/** A result without a length of its own is as long as its sound or its video. */
function lengthOf(world: World, checked: Accepted, media: readonly LedgerMedia[]): number | KlingRefusal {
	if (checked.seconds !== undefined) return checked.seconds;
	if (checked.silentVideoId !== undefined) return madeSeconds(world, checked.silentVideoId);
	const own = media.find((seen) => seen.durationSeconds !== undefined)?.durationSeconds ?? 5;
	const { audioId, faceChosen } = checked;
	const limits = faceChosen ? lipSound : avatarSound;
	const seconds = audioId === undefined ? thousandths(own) : spokenSeconds(world, audioId, limits);
	return faceChosen === undefined || typeof seconds !== 'number' ? seconds : chosenSeconds(world, faceChosen, seconds);
}

/** kling-official.md 2.7: a lip sync tells its video; whose it was, a session no longer says. */
const parentOf = (seconds: number) => ({ id: '0', url: 'https://example.com/parent.mp4', duration: String(seconds) });

function unitsFor({ unitsPerSecond, stepSeconds }: Accepted, seconds: number): number {
	const charged = stepSeconds === undefined ? seconds : Math.ceil(seconds / stepSeconds);
	return Math.round(unitsPerSecond * charged * 1e4) / 1e4;
}
