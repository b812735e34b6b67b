// Whether the main thread lives: how long it was busy at a stretch while something went on.

/** What came of the work, and the longest time in milliseconds in which the main thread did nothing else. */
export interface Watched<T> {
	readonly result: T;
	readonly longestGapMs: number;
}

const BEAT_MS = 5;

/** Does the work while a heart beats every few milliseconds. */
export async function withHeartbeat<T>(work: () => Promise<T>): Promise<Watched<T>> {
	let longestGapMs = 0;
	let last = performance.now();
	const beat = () => {
		const now = performance.now();
		longestGapMs = Math.max(longestGapMs, now - last - BEAT_MS);
		last = now;
	};
	const timer = setInterval(beat, BEAT_MS);
	try {
		const result = await work();
		beat();
		return { result, longestGapMs };
	} finally {
		clearInterval(timer);
	}
}

/**
 * The calmest of so many rounds: what other processes do to this machine differs from round to round, what our own code does
 * on the main thread comes back each time. Ends with the first round that stays below `enoughMs`.
 */
export async function calmest<T>(work: () => Promise<T>, enoughMs: number, rounds = 5): Promise<Watched<T>> {
	let best = await withHeartbeat(work);
	for (let round = 1; round < rounds && best.longestGapMs >= enoughMs; round++) {
		const next = await withHeartbeat(work);
		if (next.longestGapMs < best.longestGapMs) best = next;
	}
	return best;
}
