// Questions that cost nothing are asked until there is an answer: slips are borne for a while, with exponential
// backoff. Knows no backend.
import { Err, throwCancelled, type Failure, type Result } from '../errors';
import type { Timing } from '../clock';
import { advisedDelay } from './poll-schedule';

/** What came of a free question that told nothing. */
export type QueryError =
	/** It may be better next time. */
	| { readonly is: 'transient'; readonly failure: Failure; readonly retryAfterMs?: number }
	/** It will not be better next time. */
	| { readonly is: 'refused'; readonly failure: Failure };

/** How long slips are borne, and the first pause after one, which doubles; in milliseconds. */
const ERROR_GRACE_MS = 60_000;
const PAUSE_MS = 2_000;

const isQueryError = (answer: { readonly is: string }): answer is QueryError =>
	answer.is === 'transient' || answer.is === 'refused';

/**
 * Asks until there is an answer, the patience is over, or asking makes no sense. Throws CancelledError.
 *
 * @param patienceMs how long slips are borne; a minute where absent
 */
export async function retryQuery<A extends { readonly is: string }>(
	ask: () => Promise<A | QueryError>,
	{ clock, signal }: Timing,
	patienceMs = ERROR_GRACE_MS,
): Promise<Result<Exclude<A, QueryError>>> {
	const end = clock.elapsed() + patienceMs;
	for (let pause = PAUSE_MS; ; pause *= 2) {
		if (signal?.aborted) throwCancelled();
		const answer = await ask();
		if (!isQueryError(answer)) return answer as Exclude<A, QueryError>;
		const wait = Math.max(pause, answer.is === 'transient' ? advisedDelay(answer) : 0);
		if (answer.is === 'refused' || clock.elapsed() + wait > end) return new Err(answer.failure);
		if (!(await clock.sleep(wait, signal))) throwCancelled();
	}
}
