// Times as forms and expressions give them. What has no zone is a time of the workflow, whose zone n8n knows.
import { isObject } from './json';

/** Numbers below it are seconds: as milliseconds they would be times of 1973 and before. */
const LEAST_MILLIS = 1e11;

/** Milliseconds since 1970; undefined where a value is no time. */
export function millisIn(given: unknown, timeZone: string): number | undefined {
	// A DateTime of Luxon's, as {{ $now }} gives it.
	if (isObject(given) && typeof given.toMillis === 'function')
		return finite(Number((given.toMillis as () => unknown)()));
	if (given instanceof Date) return finite(given.getTime());
	if (typeof given !== 'string' && typeof given !== 'number') return undefined;
	const text = String(given).trim();
	if (/^\d{9,14}$/.test(text)) return Number(text) < LEAST_MILLIS ? Number(text) * 1000 : Number(text);
	if (typeof given === 'number') return undefined;
	const wall = hasZone(text) ? undefined : wallTime(text);
	if (wall === undefined) return finite(new Date(text).getTime());
	// The zone's offset may change between the two looks, when clocks are set in the hours around it.
	const first = wall - offsetAt(wall, timeZone);
	return wall - offsetAt(first, timeZone);
}

const finite = (time: number) => (Number.isFinite(time) ? time : undefined);

const hasZone = (text: string) =>
	/(?:Z|GMT|UTC|[A-Z]{3,4}|[+-]\d\d:?\d\d(?:\s*\([^)]*\))?)$/i.test(text) && /\d:\d/.test(text);

/** A time as if it were one of UTC. */
function wallTime(text: string): number | undefined {
	const iso = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?$/.exec(text);
	return finite(new Date(iso ? `${iso[1]}T${iso[2] ?? '00:00'}Z` : `${text} UTC`).getTime());
}

/** How far a zone is ahead of UTC, in milliseconds. */
function offsetAt(time: number, timeZone: string): number {
	const format = new Intl.DateTimeFormat('en-US', { timeZone: knownZone(timeZone), timeZoneName: 'longOffset' });
	const name = format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? '';
	const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
	if (sign === undefined) return 0;
	return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** A workflow may be imported from a host that knows other zones. */
function knownZone(timeZone: string): string {
	try {
		return new Intl.DateTimeFormat('en-US', { timeZone }).resolvedOptions().timeZone;
	} catch {
		return 'UTC';
	}
}
