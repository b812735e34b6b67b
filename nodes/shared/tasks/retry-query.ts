// Questions that cost nothing are asked until there is an answer: slips are borne for a while. Knows no backend.
import { Failed, stop, type Failure, type Outcome } from '../errors';
import type { Clock } from '../clock';

/** What came of a free question that told nothing. */
export type NotTold =
	/** It may be better next time. */
	| { readonly is: 'trouble'; readonly failure: Failure; readonly retryAfterMs?: number }
	/** It will not be better next time. */
	| { readonly is: 'refused'; readonly failure: Failure };

/** How long slips are borne, and the first pause after one, which doubles; in milliseconds. */
const TROUBLE_MS = 60_000;
const PAUSE_MS = 2_000;

const isNotTold = (answer: { readonly is: string }): answer is NotTold =>
	answer.is === 'trouble' || answer.is === 'refused';

/**
 * Asks until there is an answer, the patience is over, or asking makes no sense. Throws Stopped.
 *
 * @param patienceMs how long slips are borne; a minute where absent
 */
export async function untilTold<A extends { readonly is: string }>(
	ask: () => Promise<A | NotTold>,
	clock: Clock,
	signal: AbortSignal | undefined,
	patienceMs = TROUBLE_MS,
): Promise<Outcome<Exclude<A, NotTold>>> {
	const end = clock.now() + patienceMs;
	for (let pause = PAUSE_MS; ; pause *= 2) {
		if (signal?.aborted) stop();
		const answer = await ask();
		if (!isNotTold(answer)) return answer as Exclude<A, NotTold>;
		const wait = Math.max(pause, answer.is === 'trouble' ? (answer.retryAfterMs ?? 0) : 0);
		if (answer.is === 'refused' || clock.now() + wait > end) return new Failed(answer.failure);
		if (!(await clock.sleep(wait, signal))) stop();
	}
}
