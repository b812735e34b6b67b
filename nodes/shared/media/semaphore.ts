// Lets only so much through at once, whichever run it belongs to: pictures take memory and processor while they are in work.
import { throwCancelled, CancelledError } from '../errors';
import { budget } from './budget';

interface Waiting {
	readonly weight: number;
	enter(): void;
}

/** A gate with room for so much weight. Those who wait come in by their order. */
export class Semaphore {
	private readonly waiting: Waiting[] = [];
	private free: number;

	constructor(private readonly room: number) {
		this.free = room;
	}

	/**
	 * Runs the work as soon as there is room for its weight; what weighs more than all the room takes all of it, and what
	 * weighs nothing waits for nobody. Whoever is stopped meanwhile leaves the line; work that was begun keeps its room until
	 * it ends, even if nobody waits for it any more. Throws CancelledError.
	 */
	async run<T>(work: () => Promise<T>, signal: AbortSignal | undefined, weight = 1): Promise<T> {
		const taken = Math.min(weight, this.room);
		if (taken > 0) await this.enter(taken, signal);
		try {
			if (signal?.aborted) throwCancelled();
			return await work();
		} finally {
			this.free += taken;
			this.admit();
		}
	}

	/** Waits in line; throws Stopped, and then leaves it to the others. */
	private async enter(weight: number, signal: AbortSignal | undefined): Promise<void> {
		let leave: () => void = () => undefined;
		try {
			await new Promise<void>((enter, reject) => {
				const waiting: Waiting = { weight, enter };
				leave = () => {
					const place = this.waiting.indexOf(waiting);
					if (place < 0) return;
					this.waiting.splice(place, 1);
					reject(new CancelledError());
					// It may have been the one that kept the others out.
					this.admit();
				};
				signal?.addEventListener('abort', leave, { once: true });
				this.waiting.push(waiting);
				if (signal?.aborted) leave();
				this.admit();
			});
		} finally {
			signal?.removeEventListener('abort', leave);
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

/** Bytes of memory in which pictures are decoded and drawn at once in this process. */
export const imageWork = new Semaphore(budget.working);

/** Clips whose headers are read at once in this process, each by a worker of its own with some 30 MB, and within 90 s. */
export const clipWork = new Semaphore(6);

/** Bytes of memory for pictures on their way to a create at once in this process: the file, what is uploaded, the request. */
export const uploadBytes = new Semaphore(budget.travelling);
