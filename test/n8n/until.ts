// Waits for something that a check cannot be told of.
import { setTimeout as sleep } from 'node:timers/promises';

/** Looks ten times a second, and says what did not come about in `seconds`. */
export async function until(what: string, reached: () => boolean | Promise<boolean>, seconds = 20): Promise<void> {
	const limit = Date.now() + seconds * 1000;
	while (!(await reached())) {
		if (Date.now() > limit) throw new Error(`after ${seconds} seconds it is not so that ${what}`);
		await sleep(100);
	}
}
