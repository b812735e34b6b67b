// Lets only so many through at once, whichever run they belong to: a picture in work takes memory and processor.
import { stop } from '../failure';

/** A gate with places. Those who wait come in by their order. */
export class Gate {
	private readonly waiting: Array<() => void> = [];

	constructor(private free: number) {}

	/**
	 * Runs the work as soon as a place is free. Whoever is stopped meanwhile never begins; work that was begun keeps its
	 * place until it ends, even if nobody waits for it any more. Throws Stopped.
	 */
	async through<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
		if (this.free > 0) this.free--;
		else await new Promise<void>((resolve) => this.waiting.push(resolve));
		try {
			if (signal?.aborted) stop();
			return await work();
		} finally {
			const next = this.waiting.shift();
			if (next) next();
			else this.free++;
		}
	}
}

/**
 * Pictures that are read and prepared at once in this process, whatever run they belong to. One of 24 million pixels takes
 * hundreds of megabytes while it is in work, and sharp uses several processors for it, so more would only take memory.
 */
export const pictureGate = new Gate(2);
