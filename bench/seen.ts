// How late a client sees that a task has ended.
import type { RecordedRequest } from '../test/simulator/contract';

/** Milliseconds from a task's end to the first question after it; undefined where there was none. */
export function seenLateMs(taskId: string, endedAt: number, requests: readonly RecordedRequest[]): number | undefined {
	const seen = requests.find(({ verb, at, path, query }) => {
		if (verb !== 'query' || at < endedAt) return false;
		return [path, ...Object.values(query)].some((part) => part.includes(taskId));
	});
	return seen && seen.at - endedAt;
}
