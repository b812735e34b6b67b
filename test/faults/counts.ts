// Counts over many schedules: what was paid, what for, and what came of it.
import type { Evidence } from './lab';
import {
	BREACHES,
	creations,
	doubted,
	failedBefore,
	handleKnown,
	isOtherForm,
	judge,
	kindOf,
	pairsOf,
	videosOf,
	type Violation,
} from './oracle';

/** Plain numbers by name, so that tallies of several processes can be added up. */
export type Counts = Record<string, number>;

export interface Verdict {
	readonly violations: readonly Violation[];
	readonly counts: Counts;
}

/** Judges a schedule and counts it. */
export function verdictOn(evidence: Evidence): Verdict {
	const violations = judge(evidence);
	const counts: Counts = {};
	const count = (name: string, by = 1) => (counts[name] = (counts[name] ?? 0) + by);
	const { schedule, executions, requests } = evidence;
	count('schedules');
	count(`schedules on ${schedule.backend}`);
	count(`schedules of ${schedule.operation}`);
	if (evidence.neighbour) count('schedules beside another account');
	count('executions', executions.length);
	count('stopped executions', executions.filter(({ stop }) => stop).length);
	count('items', schedule.items);
	if (schedule.changing) count('schedules with changing expressions');
	for (const { fault, verb } of requests) if (fault) count(`faults at ${verb}`);
	countCreates(evidence, count);
	for (const { breach } of violations) count(`breach: ${breach}`);
	count(`breaches on ${schedule.backend}`, violations.length);
	return { violations, counts };
}

function countCreates(evidence: Evidence, count: (name: string, by?: number) => unknown): void {
	const delivered = new Set(
		evidence.executions.flatMap(({ items }) =>
			items.filter(({ json }) => json.status === 'succeeded').map(({ json }) => json.taskId),
		),
	);
	for (const execution of creations(evidence)) {
		const paidFor = (kind: string) => execution.accepted.filter(({ entry }) => kindOf(entry) === kind).length;
		count('accepted speeches', paidFor('speech'));
		count('accepted face sessions', paidFor('faces'));
		for (const task of videosOf(execution)) {
			count('accepted creates');
			if (delivered.has(task.entry.taskId)) count('videos delivered');
			else count(`not delivered: ${whyNot()}`);

			function whyNot(): string {
				if (task.entry.state === 'failed') return 'the backend failed it';
				if (task.entry.state === 'cancelled') return 'taken back on Stop';
				if (execution.stop && !handleKnown(evidence, task)) return 'Stop cut its reply off, and the log says so';
				if (!handleKnown(evidence, task))
					return doubted(execution, task.item) ? 'its reply was lost, and the user told' : 'lost';
				return 'not finished by then; its handle was told';
			}
		}
	}
	for (const [one, other] of pairsOf(evidence)) {
		const kind = kindOf(one.entry);
		const what = kind === 'video' ? '' : ` (${kind})`;
		count(
			failedBefore(one, other)
				? `made again: the first had failed${what}`
				: isOtherForm(evidence, one, other)
					? `made again: the user had changed the form${what}`
					: `made again: Retry Unconfirmed Task, by the user${what}`,
		);
	}
}

export function sum(tallies: readonly Counts[]): Counts {
	const total: Counts = {};
	for (const counts of tallies)
		for (const [name, value] of Object.entries(counts)) total[name] = (total[name] ?? 0) + value;
	return total;
}

/** The table that the lab prints at its end. */
export function tableOf(total: Counts): string {
	const named = (prefix: string) =>
		Object.keys(total)
			.filter((name) => name.startsWith(prefix))
			.sort();
	const row = (name: string) => `  ${name.padEnd(64)} ${String(total[name] ?? 0).padStart(8)}`;
	const [creates = 0, videos = 0] = [total['accepted creates'], total['videos delivered']];
	const perVideo = videos > 0 ? (creates / videos).toFixed(3) : '-';
	return [
		'what was run',
		...['schedules', ...named('schedules '), 'executions', 'stopped executions', 'items'].map(row),
		...named('faults at ').map(row),
		'what was paid',
		...['accepted creates', 'videos delivered'].map(row),
		`  ${'accepted creates per delivered video'.padEnd(64)} ${perVideo.padStart(8)}`,
		...named('not delivered: ').map(row),
		...named('made again: ').map(row),
		row('accepted speeches'),
		row('accepted face sessions'),
		'what must be 0',
		...BREACHES.map((breach) => row(`breach: ${breach}`)),
		...named('breaches on ').map(row),
	].join('\n');
}
