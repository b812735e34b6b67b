// What may lie in memory for later, of all runs of this process together.
import { budget } from './budget';

/** So many bytes, taken and given back. */
export class Allowance {
	constructor(private left: number) {}

	/** Whether there was room, which is taken then. */
	take(bytes: number): boolean {
		if (bytes > this.left) return false;
		this.left -= bytes;
		return true;
	}

	giveBack(bytes: number): void {
		this.left += bytes;
	}
}

/** Bytes of finished pictures that wait for their item. */
export const keptBytes = new Allowance(budget.kept);
