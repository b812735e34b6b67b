// Chance that can be repeated: the same seed gives the same draws on every machine.

export interface Chance {
	/** A number from 0 up to, but not including, 1. */
	next(): number;
	/** A whole number from `min` to `max`, both included. */
	between(min: number, max: number): number;
	/** True so often, from 0 to 1. */
	happens(share: number): boolean;
	oneOf<T>(list: readonly [T, ...T[]]): T;
}

/** mulberry32, a generator of 32 bits of state. */
export function chanceFrom(seed: number): Chance {
	let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const between = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
	return {
		next,
		between,
		happens: (share) => next() < share,
		oneOf: <T>(list: readonly [T, ...T[]]) => list[between(0, list.length - 1)] as T,
	};
}
