// Which tasks have started the workflow already. Services repeat a call whose answer got lost, and the answer to a task's
// end is one run. n8n's static data remembers it across restarts and processes; it is written when n8n has answered, so
// this process remembers besides what it has taken on meanwhile.
import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../shared/json';
import { staticDataKeys } from '../shared/stored';
import type { Clock } from '../shared/clock';

/** Longer than any service repeats a call, in milliseconds. */
const MEMORY_MS = 24 * 3_600_000;
/** So many tasks of one trigger are remembered; the oldest go first. */
const MOST = 500;

/** Tasks of calls that nothing proves have a short list of their own: strangers can fill it, and push out nobody else's. */
const MOST_UNPROVEN = 100;

/** Milliseconds since 1970, by backend and task. */
type ProcessedTasks = Map<string, number>;

/** n8n has one world in its process, each test one of its own. */
const processed = new WeakMap<Clock, Map<string, ProcessedTasks>>();

/** Undoes a claim. */
export type Rollback = () => void;

/**
 * Claims a task's end for the run that is about to start.
 *
 * @param trigger tells the triggers of this process apart
 * @param stored n8n's `getWorkflowStaticData('node')`; what is written into it n8n stores with the workflow
 * @param proven whether anything shows that the call is the service's
 * @returns undefined where it was claimed before
 */
export function deduplicate(
	clock: Clock,
	trigger: string,
	stored: IDataObject,
	task: string,
	proven = true,
): Rollback | undefined {
	const now = clock.now();
	const key = proven ? staticDataKeys.endedTasks : staticDataKeys.unprovenTasks;
	const [own, other] = [timesOf(clock, `${trigger} ${key}`), timesOf(clock, `${trigger} ${otherKey(key)}`)];
	const known = recent(new Map([...timesIn(stored, key), ...own]), now);
	if (known.has(task) || recent(new Map([...timesIn(stored, otherKey(key)), ...other]), now).has(task))
		return undefined;
	const most = proven ? MOST : MOST_UNPROVEN;
	known.set(task, now);
	own.set(task, now);
	// Calls side by side each loaded what was stored before them, and one may store over another: the next call mends it.
	stored[key] = Object.fromEntries(newest(known, most));
	keep(own, newest(recent(own, now), most));
	return () => own.delete(task);
}

type Key = (typeof staticDataKeys)[keyof typeof staticDataKeys];

const otherKey = (key: Key): Key =>
	key === staticDataKeys.endedTasks ? staticDataKeys.unprovenTasks : staticDataKeys.endedTasks;

function timesOf(clock: Clock, trigger: string): ProcessedTasks {
	const triggers = processed.get(clock) ?? new Map<string, ProcessedTasks>();
	processed.set(clock, triggers);
	const found = triggers.get(trigger) ?? new Map<string, number>();
	triggers.set(trigger, found);
	return found;
}

/** Whatever stands there: static data is the workflow's, and people import workflows. */
function timesIn(stored: IDataObject, key: Key): ProcessedTasks {
	const found = stored[key];
	const entries = isObject(found) ? Object.entries(found) : [];
	return new Map(entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
}

/** A clock that was set back must not make a task seen for ever. */
const recent = (times: ProcessedTasks, now: number): ProcessedTasks =>
	new Map([...times].filter(([, time]) => Math.abs(now - time) < MEMORY_MS));

const newest = (times: ProcessedTasks, most: number): Array<[string, number]> =>
	[...times].sort(([, a], [, b]) => a - b).slice(-most);

function keep(times: ProcessedTasks, entries: ReadonlyArray<[string, number]>): void {
	const names = new Set(entries.map(([name]) => name));
	for (const name of times.keys()) if (!names.has(name)) times.delete(name);
}
