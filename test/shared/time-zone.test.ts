// A9: times without a zone are the workflow's, whatever zone its host is in.
import { millisIn } from '../../nodes/shared/time-zone';

const utc = (text: string) => Date.parse(text);

test.each<[string, unknown, string, string]>([
	['as the form gives it', '2026-09-01T10:00:00', 'Europe/Berlin', '2026-09-01T08:00:00Z'],
	['in winter', '2026-12-01T10:00:00', 'Europe/Berlin', '2026-12-01T09:00:00Z'],
	['with a blank', '2026-09-01 10:00', 'America/New_York', '2026-09-01T14:00:00Z'],
	['a day alone', '2026-09-01', 'Asia/Tokyo', '2026-08-31T15:00:00Z'],
	['half an hour beside the others', '2026-09-01T10:00:00.5', 'Asia/Kolkata', '2026-09-01T04:30:00.5Z'],
	['in other words', 'Sep 1, 2026 10:00', 'Europe/Berlin', '2026-09-01T08:00:00Z'],
	['in the hour after clocks were set forward', '2026-03-29T03:30:00', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
	['in the hour before clocks are set back', '2026-10-25T01:30:00', 'Europe/Berlin', '2026-10-24T23:30:00Z'],
	['a zone that its host does not know', '2026-09-01T10:00:00', 'Mars/Olympus', '2026-09-01T10:00:00Z'],
	['in UTC', '2026-09-01T10:00:00Z', 'Europe/Berlin', '2026-09-01T10:00:00Z'],
	['with an offset', '2026-09-01T10:00:00+05:30', 'Europe/Berlin', '2026-09-01T04:30:00Z'],
	['as mail writes it', 'Tue, 01 Sep 2026 10:00:00 GMT', 'Europe/Berlin', '2026-09-01T10:00:00Z'],
	['milliseconds', utc('2026-09-01T10:00:00Z'), 'Europe/Berlin', '2026-09-01T10:00:00Z'],
	['seconds', utc('2026-09-01T10:00:00Z') / 1000, 'Europe/Berlin', '2026-09-01T10:00:00Z'],
	['digits', String(utc('2026-09-01T10:00:00Z')), 'Europe/Berlin', '2026-09-01T10:00:00Z'],
	['a Date', new Date('2026-09-01T10:00:00Z'), 'Europe/Berlin', '2026-09-01T10:00:00Z'],
	["n8n's own date", { toMillis: () => utc('2026-09-01T10:00:00Z') }, 'Europe/Berlin', '2026-09-01T10:00:00Z'],
])('A9: a time %s', (_, given, zone, wanted) => {
	expect(new Date(millisIn(given, zone)!).toISOString()).toBe(new Date(wanted).toISOString());
});

test.each([['soon'], [''], [7], [true], [{}], [{ toMillis: () => 'x' }], ['2026-13-45']])('%p is no time', (given) => {
	expect(millisIn(given, 'Europe/Berlin')).toBeUndefined();
});
