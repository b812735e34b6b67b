// Pictures take turns: each may hold its pixels in memory, and sharp shares Node's four helper threads with files and DNS.

/** How many pictures of this process are worked on at a time. */
const AT_ONCE = 2;

let working = 0;
const waiting: Array<() => void> = [];

/** Does the work when it is its turn; the others wait in the order they came. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
	if (working >= AT_ONCE) await new Promise<void>((next) => waiting.push(next));
	else working++;
	try {
		return await work();
	} finally {
		const next = waiting.shift();
		if (next) next();
		else working--;
	}
}
