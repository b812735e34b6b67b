// Lets only so much through at once, whichever run it belongs to: pictures take memory and processor while they are in work.
import { stop } from '../failure';

interface Waiting {
	readonly weight: number;
	enter(): void;
}

/** A gate with room for so much weight. Those who wait come in by their order. */
export class Gate {
	private readonly waiting: Waiting[] = [];
	private free: number;

	constructor(private readonly room: number) {
		this.free = room;
	}

	/**
	 * Runs the work as soon as there is room for its weight; what weighs more than all the room takes all of it. Whoever is
	 * stopped meanwhile never begins; work that was begun keeps its room until it ends, even if nobody waits for it any
	 * more. Throws Stopped.
	 */
	async through<T>(work: () => Promise<T>, signal: AbortSignal | undefined, weight = 1): Promise<T> {
		const taken = Math.min(weight, this.room);
		await new Promise<void>((enter) => {
			this.waiting.push({ weight: taken, enter });
			this.admit();
		});
		try {
			if (signal?.aborted) stop();
			return await work();
		} finally {
			this.free += taken;
			this.admit();
		}
	}

	private admit(): void {
		for (let next = this.waiting[0]; next && next.weight <= this.free; next = this.waiting[0]) {
			this.waiting.shift();
			this.free -= next.weight;
			next.enter();
		}
	}
}

/**
 * Pictures that are prepared at once in this process. One of 24 million pixels takes hundreds of megabytes while it is in
 * work, and sharp uses several processors for it, so more would only take memory.
 */
export const pictureGate = new Gate(2);

/** Bytes of pictures that are on their way to a create at once in this process: six of 10 MB, and any number of small ones. */
export const bytesGate = new Gate(60_000_000);
