/** What each service tells a callback address: where it reads it, when it calls, in which words, how often. */
import { randomUUID } from 'node:crypto';
import type { BackendName, CallbackSecrets } from '../contract';
import { isObject } from '../http/body';
import { falBody, falHeaders } from '../fal/news';
import { shown as kieShown } from '../kie/recordInfo';
import { isLegacy } from '../kling/paths';
import { legacyTask, newerTask } from '../kling/replies';
import { shown as piapiShown } from '../piapi/replies';
import { stateOf } from '../tasks/task';
import type { Task } from '../tasks/task';
import type { World } from '../world';
import { kieHeaders, klingHeaders } from './sign';

export interface News {
	/** The address that the create named, if any. */
	address(task: Task): unknown;
	/** When the service calls, in milliseconds of its clock. */
	moments(task: Task): number[];
	/** The body at the moment that `world` shows. */
	body(task: Task, world: World): unknown;
	headers(task: Task, rawBody: string, seconds: number, secrets: CallbackSecrets, world: World): Record<string, string>;
	/** How often a call that was not taken is repeated, and how long after. */
	retries: { times: number; afterMs: number };
	/** Whether a redirect ends it for good. */
	redirectIsFinal?: boolean;
}

export const news: Readonly<Record<BackendName, News>> = {
	// kling-official.md 6.1: every status change, no envelope; retries are not documented, so there are none.
	kling: {
		address: ({ body }) => (isObject(body.options) ? body.options.callback_url : body.callback_url),
		moments: ({ startsAt, endsAt }) => (startsAt < endsAt ? [startsAt, endsAt] : [endsAt]),
		body: (task, world) => (isLegacy(task.path ?? '') ? withoutMarks(legacyTask(task, world)) : newerTask(task, world)),
		headers: (_task, rawBody, seconds, { kling }) =>
			kling === undefined ? {} : klingHeaders(kling, randomUUID(), seconds, rawBody),
		retries: { times: 0, afterMs: 0 },
	},
	// kie.md 6: at the end only; three retries as on the sister pages, their distance is made up.
	kie: {
		address: ({ body }) => body.callBackUrl,
		moments: ({ endsAt }) => [endsAt],
		body: kieBody,
		headers: (task, _rawBody, seconds, { kie }) => (kie === undefined ? {} : kieHeaders(kie, task.id, seconds)),
		retries: { times: 3, afterMs: 5_000 },
	},
	// piapi.md 6: completed or failed; the secret stands as it is in a header.
	piapi: {
		address: (task) => webhook(task).endpoint,
		moments: ({ endsAt }) => [endsAt],
		body: (task, world) => ({ timestamp: Math.floor(world.now() / 1000), data: piapiShown(task, world) }),
		headers: (task): Record<string, string> => {
			const { secret } = webhook(task);
			return typeof secret === 'string' && secret !== '' ? { 'x-webhook-secret': secret } : {};
		},
		retries: { times: 3, afterMs: 5_000 },
	},
	// fal.md 8.1: once, when it is over; repeated for an hour or two, here a few times.
	fal: {
		address: ({ callbackUrl }) => callbackUrl,
		moments: ({ endsAt }) => [endsAt],
		body: falBody,
		headers: (task, rawBody, seconds, _secrets, { falSigner }) => falHeaders(falSigner, task.id, seconds, rawBody),
		retries: { times: 3, afterMs: 5_000 },
		redirectIsFinal: true,
	},
};

/** kie.md 6.1: as recordInfo, but other names for the cost and an envelope of its own. */
function kieBody(task: Task, world: World): unknown {
	const { creditsConsumed, ...data } = kieShown(task, world);
	const costs = { consumeCredits: creditsConsumed, remainedCredits: world.book.wallet('kie').balance };
	return stateOf(task, world.now()) === 'succeeded'
		? { code: 200, msg: 'Playground task completed successfully.', data: { ...data, ...costs } }
		: { code: 501, msg: 'Playground task failed.', data: { ...data, ...costs } };
}

/** kling-official.md 6.1: the legacy body names no watermark. */
function withoutMarks(shown: ReturnType<typeof legacyTask>): unknown {
	const videos = shown.task_result.videos as Array<Record<string, string>> | undefined;
	const plain = videos?.map(({ id, url, duration }) => ({ id, url, duration }));
	return { ...shown, watermark_info: undefined, task_result: plain ? { videos: plain } : shown.task_result };
}

function webhook({ body }: Task): Record<string, unknown> {
	const config = isObject(body.config) ? body.config : {};
	return isObject(config.webhook_config) ? config.webhook_config : {};
}
