// Ways to spoil a file, each the same for the same numbers; what the fuzz of pictures and of clips have in common.

/** A generator of numbers from 0 to below 1 that is the same at each run (mulberry32). */
export function random(start: number): () => number {
	let state = start >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** @param next a whole number from 0 to below its argument */
export type Mutation = (file: Buffer, next: (below: number) => number) => Buffer;
const EXTREMES = [0, 1, 0x7f, 0x80, 0xff];

/** For files of any kind. */
export const mutations: readonly Mutation[] = [
	// A few bytes anywhere.
	(file, next) => {
		for (let times = 1 + next(12); times > 0; times--) file[next(file.length)] = next(256);
		return file;
	},
	// A few bytes in the header, to extremes.
	(file, next) => {
		for (let times = 1 + next(6); times > 0; times--) file[next(Math.min(200, file.length))] = EXTREMES[next(5)]!;
		return file;
	},
	// A number of four bytes.
	(file, next) => {
		const at = next(Math.max(1, file.length - 4));
		const value = [0, 1, 0xffff, 0x10000, 0x7fffffff, 0xffffffff][next(6)]!;
		if (file.length >= 4) file.writeUInt32BE(value, at);
		return file;
	},
	// Cut off.
	(file, next) => file.subarray(0, next(file.length)),
	// A stretch taken out.
	(file, next) => {
		const from = next(file.length);
		return Buffer.concat([file.subarray(0, from), file.subarray(from + next(200))]);
	},
	// A stretch doubled.
	(file, next) => {
		const from = next(file.length);
		const part = file.subarray(from, from + next(400));
		return Buffer.concat([file.subarray(0, from), part, part, part, file.subarray(from)]);
	},
];

/** The beginning of one file and the end of another. */
export const joined =
	(others: () => Buffer): Mutation =>
	(file, next) => {
		const other = others();
		return Buffer.concat([file.subarray(0, next(file.length)), other.subarray(next(other.length))]);
	};

/** One of the files, spoilt once or twice. */
export function spoilt(
	seed: number,
	index: number,
	pick: (next: (below: number) => number) => string,
	read: (name: string) => Buffer,
): { name: string; bytes: Buffer } {
	const draw = random(seed * 1_000_003 + index);
	const next = (below: number) => Math.floor(draw() * below);
	const name = pick(next);
	const all = [...mutations, joined(() => read(pick(next)))];
	let bytes = read(name);
	for (let times = 1 + next(2); times > 0 && bytes.length > 0; times--) {
		bytes = all[next(all.length)]!(Buffer.from(bytes), next);
	}
	return { name, bytes };
}
