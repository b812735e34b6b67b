// How many videos one worker of n8n's queue mode gets done while tasks take their time, waiting in two ways.
import { ServicesMissing } from '../test/n8n/services';
import { USUAL, usualWaiting, type WaitingResult } from '../test/n8n/waiting';
import { ratio, unmeasured, type Row } from './table';

const VERSION = '2.41';

const { executions, taskSeconds, seconds, concurrency } = USUAL;

const WHAT = `n8n ${VERSION}, one worker with ${concurrency} places, ${executions} runs, tasks of ${taskSeconds} s: videos finished in ${seconds} s, waiting aside by callback`;

/** Takes five minutes; where Redis and PostgreSQL cannot be had, the row says so. */
export async function waitingRows(): Promise<Row[]> {
	try {
		const { polling, callback } = await usualWaiting(VERSION);
		return [
			{
				what: WHAT,
				figure: figureOf(polling, callback),
				comparedTo: 'waiting inside the node',
				note: `${told(callback)} against ${told(polling)}`,
			},
		];
	} catch (error) {
		if (!(error instanceof ServicesMissing)) throw error;
		console.error(error);
		return [
			unmeasured(
				WHAT,
				'queue mode needs Redis and PostgreSQL, which are not on this machine and could not be installed',
			),
		];
	}
}

/** Where all are finished, there might have been more of them. */
function figureOf(polling: WaitingResult, callback: WaitingResult): string {
	if (polling.finished === 0) return 'no ratio';
	const figure = ratio(callback.finished / polling.finished);
	return callback.finished === executions ? `at least ${figure}` : figure;
}

const told = ({ finished, occupied }: WaitingResult) =>
	`${finished} of ${executions} videos with ${occupied.toFixed(1)} places occupied`;
