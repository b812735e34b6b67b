// Runs named checks one after another and keeps score; a failed one never hides the next.
import { formatTable } from './table';

/** Characters of a reason that fit into the table; the whole of it goes to stderr. */
const SHOWN_REASON = 70;

export class Checklist {
	private readonly rows: string[][] = [];

	private failures = 0;

	get failed(): number {
		return this.failures;
	}

	/** Runs one check and returns what it made, or undefined after a failure. */
	async check<T>(name: string, run: () => Promise<T>): Promise<T | undefined> {
		const start = Date.now();
		const note = (verdict: string, reason = ''): void => {
			const seconds = ((Date.now() - start) / 1000).toFixed(1);
			this.rows.push([verdict, name, seconds, reason.slice(0, SHOWN_REASON).split('\n')[0] ?? '']);
		};
		try {
			const made = await run();
			note('passed');
			return made;
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			note('FAILED', reason);
			console.error(`${name}: ${reason}`);
			this.failures += 1;
			return undefined;
		}
	}

	/** Prints the table and the score; true when every check passed. */
	close(): boolean {
		console.log(formatTable(['', 'check', 'seconds', 'reason'], this.rows));
		console.log(`\n${this.rows.length - this.failed} passed, ${this.failed} failed`);
		return this.failed === 0;
	}
}
