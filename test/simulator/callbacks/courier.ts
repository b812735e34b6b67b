/** Delivers callbacks when the simulator's clock says so, repeats refused ones, and keeps a record of every try. */
import type { CallbackAttempt, CallbackSecrets } from '../contract';
import { isLocal } from '../media/obtain';
import { stateOf } from '../tasks/task';
import type { Task } from '../tasks/task';
import type { World } from '../world';
import { news } from './news';

export interface Courier {
	readonly attempts: CallbackAttempt[];
	/** Notes when a new task's address has to be called. */
	enlist(task: Task): void;
	/** Until all that is due has been delivered and answered. */
	settled(): Promise<void>;
	/** Lets go of everything that is not delivered. */
	close(): void;
}

interface Letter {
	task: Task;
	url: string;
	dueAt: number;
	attempt: number;
	/** Written at the first try; a repetition says the same. */
	rawBody?: string;
}

/** Kie's limit (kie.md 6.3); the others name none. */
const answerLimitMs = 15_000;

/** How often the clock, which may be a virtual one, is looked at, in real milliseconds. */
const lookMs = 20;

/** `world` is asked for when it is needed: it is made after the courier. */
export function openCourier(world: () => World, secrets: CallbackSecrets): Courier {
	const attempts: CallbackAttempt[] = [];
	const letters = new Set<Letter>();
	const onTheWay = new Set<Promise<void>>();
	const closed = new AbortController();
	let timer: NodeJS.Timeout | undefined;

	const post = (letter: Letter): void => {
		if (closed.signal.aborted) return;
		letters.add(letter);
		timer ??= setInterval(look, lookMs).unref();
	};

	const look = (): void => {
		for (const letter of letters) {
			if (letter.dueAt > world().now()) continue;
			letters.delete(letter);
			if (stateOf(letter.task, letter.dueAt) === 'cancelled') continue;
			const delivery = deliver(letter);
			onTheWay.add(delivery);
			void delivery.finally(() => onTheWay.delete(delivery));
		}
		if (letters.size > 0) return;
		clearInterval(timer);
		timer = undefined;
	};

	const deliver = async (letter: Letter): Promise<void> => {
		const { task, url, attempt, dueAt } = letter;
		const service = news[task.backend];
		const { now } = world();
		const rawBody = letter.rawBody ?? JSON.stringify(service.body(task, { ...world(), now: () => dueAt }));
		const headers = service.headers(task, rawBody, Math.floor(now() / 1000), secrets, world());
		const record: CallbackAttempt = {
			backend: task.backend,
			taskId: task.id,
			url,
			attempt,
			headers,
			body: JSON.parse(rawBody),
			rawBody,
			status: 0,
			at: now(),
		};
		attempts.push(record);
		const refused = await send(record, closed.signal);
		const { times, afterMs } = service.retries;
		const redirected = record.status >= 300 && record.status < 400;
		if (redirected && service.redirectIsFinal) return;
		if (refused && attempt <= times) post({ ...letter, rawBody, attempt: attempt + 1, dueAt: now() + afterMs });
	};

	return {
		attempts,
		enlist(task) {
			const url = news[task.backend].address(task);
			if (typeof url !== 'string' || !isLocal(url, world().reach.host)) return;
			for (const dueAt of news[task.backend].moments(task)) post({ task, url, dueAt, attempt: 1 });
		},
		async settled() {
			for (look(); onTheWay.size > 0; look()) await Promise.all(onTheWay);
		},
		close() {
			closed.abort();
			letters.clear();
			clearInterval(timer);
		},
	};
}

/** Tells whether the receiver did not take it; fills in what it answered. */
async function send(record: CallbackAttempt, closed: AbortSignal): Promise<boolean> {
	try {
		const response = await fetch(record.url, {
			method: 'POST',
			redirect: 'manual',
			signal: AbortSignal.any([closed, AbortSignal.timeout(answerLimitMs)]),
			headers: { 'content-type': 'application/json', ...record.headers },
			body: record.rawBody,
		});
		record.answer = await response.text();
		record.status = response.status;
		return !response.ok;
	} catch {
		return true;
	}
}
