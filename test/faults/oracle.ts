// Holds what an execution told against what the simulator's ledger knows.
import { inspect } from 'node:util';
import { resultId } from '../simulator/kling/replies';
import type { Accepted, Delivered, Evidence, Execution } from './lab';

/** What must never happen. */
export const BREACHES = [
	'two tasks of one item at once',
	'a paid task whose handle was told nowhere',
	'a false success',
	'an item of another input, or none',
	'a hang past the limit',
	'a crash of the process',
	'a secret in what was left behind',
	'a create or upload after Stop',
	'a Stop that was not at once',
	'an execution that ended like a Stop without one',
	'trouble without a cause',
	'a known task that could not be fetched',
	'a record that breaks a rule',
	'a task that was delivered and made again',
	'an entry that was forgotten in silence',
	'a Stop without its warning',
	'a create held up by another account',
] as const;
export type Breach = (typeof BREACHES)[number];

export interface Violation {
	readonly breach: Breach;
	readonly words: string;
}

const videosOf = ({ accepted }: Execution) => accepted.filter(({ entry }) => kindOf(entry) === 'video');
const creations = ({ executions }: Evidence) => executions.filter(({ kind }) => kind === 'create');

/** All breaches of one schedule. */
export function judge(evidence: Evidence): Violation[] {
	const found: Violation[] = [];
	const report = (breach: Breach) => (words: string) => void found.push({ breach, words });
	checkPairs(evidence, report('two tasks of one item at once'));
	checkHandles(evidence, report('a paid task whose handle was told nowhere'));
	checkSuccesses(evidence, report('a false success'));
	checkPlaces(evidence, report('an item of another input, or none'));
	checkTimes(evidence, report('a hang past the limit'));
	evidence.crashes.forEach(report('a crash of the process'));
	checkSecrets(evidence, report('a secret in what was left behind'));
	checkStops(evidence, report('a create or upload after Stop'), report('a Stop that was not at once'));
	checkEnds(evidence, report('an execution that ended like a Stop without one'));
	checkCalm(evidence, report('trouble without a cause'));
	checkFetched(evidence, report('a known task that could not be fetched'));
	checkRemade(evidence, report('a task that was delivered and made again'));
	checkForgotten(evidence, report('an entry that was forgotten in silence'));
	checkStopWarnings(evidence, report('a Stop without its warning'));
	checkNeighbour(evidence, report('a create held up by another account'));
	evidence.executions.flatMap((one) => one.brokenInvariants).forEach(report('a record that breaks a rule'));
	return found;
}

type Report = (words: string) => void;

/** Of two tasks of the same item, the first must have failed before the second was made, unless the user said so. */
function checkPairs(evidence: Evidence, report: Report): void {
	for (const [one, other] of pairsOf(evidence)) {
		if (!mayFollow(evidence, one, other))
			report(`item ${one.item}: ${one.entry.taskId} is ${one.entry.state}, and ${other.entry.taskId} was made besides`);
	}
}

/** Tasks of the same item and the same kind, each with the one made right after it. */
export function pairsOf(evidence: Evidence): Array<[Accepted, Accepted]> {
	const all = creations(evidence).flatMap(({ accepted }) => accepted);
	return all.flatMap((other, index) => {
		const same = ({ item, entry }: Accepted) => item === other.item && kindOf(entry) === kindOf(other.entry);
		const before = all.slice(0, index).filter(same).at(-1);
		return before ? [[before, other] as [Accepted, Accepted]] : [];
	});
}

/** What was paid for; an element counts as a video. */
export function kindOf({ operation }: Accepted['entry']): 'speech' | 'faces' | 'video' {
	if (operation === 'tts') return 'speech';
	return operation === 'faces' ? 'faces' : 'video';
}

/** The names under which a paid thing is told. */
function namesOf({ entry }: Accepted): string[] {
	const kind = kindOf(entry);
	const id =
		kind === 'speech' ? resultId({ id: entry.taskId }) : kind === 'faces' ? `session-${entry.taskId}` : entry.taskId;
	return [id, ...(entry.externalTaskId ? [entry.externalTaskId] : [])];
}

function mayFollow(evidence: Evidence, one: Accepted, other: Accepted): boolean {
	return failedBefore(one, other) || askedFor(evidence, one, other) || isOtherForm(evidence, one, other);
}

const executionOf = ({ executions }: Evidence, task: Accepted) =>
	executions.findIndex(({ accepted }) => accepted.includes(task));

/** The user has changed the form between the two, so the second is another request. */
export function isOtherForm(evidence: Evidence, one: Accepted, other: Accepted): boolean {
	const [first, second] = [executionOf(evidence, one), executionOf(evidence, other)];
	return evidence.executions.slice(first + 1, second + 1).some(({ formChanged }) => formChanged);
}

/** What was delivered is not made again, whatever the user allows for what is in doubt. */
function checkRemade(evidence: Evidence, report: Report): void {
	for (const [one, other] of pairsOf(evidence)) {
		const before = evidence.executions.slice(0, executionOf(evidence, other));
		const isDelivered = before.some(({ items }) =>
			items.some(({ json }) => json.status === 'succeeded' && json.taskId === one.entry.taskId),
		);
		if (isDelivered && !isOtherForm(evidence, one, other))
			report(`${one.entry.taskId} was delivered, and ${other.entry.taskId} was made`);
	}
}

/** A task whose place another one takes, because the form was changed, is told of where that one is made. */
function checkForgotten(evidence: Evidence, report: Report): void {
	for (const [one, other] of pairsOf(evidence)) {
		const execution = evidence.executions[executionOf(evidence, other)];
		if (!execution || kindOf(one.entry) !== 'video' || failedBefore(one, other)) continue;
		if (!isOtherForm(evidence, one, other)) continue;
		const text = told(execution);
		if (!namesOf(one).some((name) => text.includes(name)) && !/not touched|is not used|may exist/.test(text))
			report(`${one.entry.taskId} of item ${one.item} was replaced without a word`);
	}
}

/** n8n keeps nothing of a stopped run, so each task that it paid for stands in the log: as accepted, or as a doubt. */
function checkStopWarnings(evidence: Evidence, report: Report): void {
	for (const execution of creations(evidence).filter(({ stop }) => stop)) {
		const text = inspect(execution.log, { depth: 8, maxStringLength: null });
		for (const task of execution.accepted) {
			const isNamed = namesOf(task).some((name) => text.includes(name));
			if (!isNamed && !doubted(execution, task.item))
				report(`${task.entry.taskId} of item ${task.item} does not stand in the log`);
		}
	}
}

export function failedBefore({ entry }: Accepted, other: Accepted): boolean {
	const ended = entry.state === 'failed' || entry.state === 'cancelled';
	return ended && entry.endedAt !== undefined && entry.endedAt <= other.entry.createdAt;
}

/** 'Retry Unconfirmed Task' in a later execution, after one that said that it did not know, or that the task was denied. */
function askedFor(evidence: Evidence, one: Accepted, other: Accepted): boolean {
	const [first, second] = [one, other].map((task) =>
		evidence.executions.findIndex(({ accepted }) => accepted.includes(task)),
	);
	if (first === undefined || second === undefined || first >= second) return false;
	if (evidence.executions[second]?.createAgain !== true) return false;
	return evidence.executions
		.slice(first, second)
		.some((execution) => doubted(execution, one.item) || /has no task with the ID/.test(told(execution)));
}

const DOUBT = /did not confirm whether|while a (task|speech|face session) was being created/;

/** Whether the user was told that a task of this item may exist. */
export function doubted(execution: Execution, item: number | undefined): boolean {
	const { log, error, items } = execution;
	return (
		log.some(({ message, meta }) => DOUBT.test(message) && meta.itemIndex === item) ||
		(error !== undefined && DOUBT.test(error.text) && error.itemIndex === item) ||
		items.some(({ json, from }) => from === item && DOUBT.test(inspect(json, { depth: 4 })))
	);
}

/** What reached the user: items, errors, and the log. The node's own memory is not counted. */
function told({ items, error, log }: Execution): string {
	return inspect([items.map(({ json }) => json), error?.text, log], { depth: 8, maxStringLength: null });
}

export function handleKnown(evidence: Evidence, task: Accepted): boolean {
	const texts = evidence.executions.filter(({ kind }) => kind === 'create').map(told);
	return texts.some((text) => namesOf(task).some((name) => text.includes(name)));
}

/** Where the reply was cut off and there is nothing to look the task up by, the user must be told that it may exist. */
function checkHandles(evidence: Evidence, report: Report): void {
	const { requests, unanswered } = evidence;
	// A whole answer may be nonsense; and one that came in whole just before Stop was not read any more.
	const faulty = requests.filter(({ verb, fault }) => verb === 'create' && fault).length;
	const stopped = evidence.executions.filter(({ stop }) => stop).length * evidence.schedule.items;
	const cutOff = faulty + stopped + unanswered.paying;
	let unknown = 0;
	for (const execution of creations(evidence)) {
		for (const task of execution.accepted) {
			if (handleKnown(evidence, task)) continue;
			unknown += 1;
			if (!doubted(execution, task.item)) report(`${task.entry.taskId} of item ${task.item}: no word of it`);
		}
	}
	if (unknown > cutOff) report(`${unknown} handles unknown, but only ${cutOff} replies were lost`);
}

function checkSuccesses(evidence: Evidence, report: Report): void {
	const all = evidence.executions.flatMap(({ accepted }) => accepted);
	for (const { items, kind } of evidence.executions) {
		for (const { json, file, from } of items) {
			if (typeof json.status !== 'string') continue;
			const task = all.find(({ entry }) => entry.taskId === json.taskId);
			if (!task) report(`an item names the task ${String(json.taskId)}, which does not exist`);
			else if (kind === 'create' && task.item !== from) report(`item ${from} has the task of item ${task.item}`);
			else if (json.status === 'succeeded' && task.entry.state !== 'succeeded')
				report(`${task.entry.taskId} is ${task.entry.state}`);
			else if (file && !file.equals(evidence.fileOf(task.entry.taskId)))
				report(`the file of ${task.entry.taskId} is not its video (${file.length} bytes)`);
			else if (json.status === 'succeeded' && !file && wantsFile(evidence, kind) && !hasWarning(json))
				report(`${task.entry.taskId} came without a file and without a warning`);
		}
	}
}

const wantsFile = ({ schedule }: Evidence, kind: Execution['kind']) =>
	schedule.operation !== 'createElement' && (kind === 'query' || schedule.options.downloadVideo === true);
const hasWarning = (json: Delivered['json']) => Array.isArray(json.warnings) && json.warnings.length > 0;

/** An execution that did not fail gives one item for each input, in whatever output. */
function checkPlaces(evidence: Evidence, report: Report): void {
	for (const { error, stop, hung, items, inputs } of creations(evidence)) {
		if (error || stop || hung) continue;
		const places = items.map(({ from }) => from).sort();
		const expected = [...inputs].sort();
		if (inspect(places) !== inspect(expected)) report(`items came from ${inspect(places)}`);
	}
}

/** So long a create may take, in virtual milliseconds: one look of the other account's may be passed meanwhile. */
const PROMPT_MS = 30_000;

/** What goes wrong with one account must not be felt by another: its create leaves as if it were alone. */
function checkNeighbour({ neighbour }: Evidence, report: Report): void {
	if (!neighbour) return;
	const { error, createdAfterMs = Infinity } = neighbour;
	if (error) report(error);
	else if (createdAfterMs > PROMPT_MS) report(`it left after ${createdAfterMs} ms`);
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Uploads, look-ups and downloads come on top of both time limits, for each item and try. */
const BESIDES_MS = 25 * MINUTE;

function checkTimes({ schedule, executions }: Evidence, report: Report): void {
	const { timeLimit, slotLimit } = schedule.options;
	const { queuedMs, runningMs } = schedule.life;
	// On fal tasks wait for each other after they were accepted, and that is no time of theirs.
	const inLine = schedule.backend === 'fal' ? schedule.items * (queuedMs + runningMs) : 0;
	const each = Number(timeLimit) * MINUTE + Number(slotLimit) * HOUR + inLine + BESIDES_MS;
	for (const { hung, virtualMs, kind } of executions) {
		if (hung) report('the execution did not end');
		const limit = schedule.tries * schedule.items * each;
		if (kind === 'create' && virtualMs > limit) report(`${virtualMs / MINUTE} minutes, ${limit / MINUTE} were allowed`);
	}
}

/** What signed links and tokens look like. */
const TOKENS = /Signature=[\w-]+|eyJ[\w-]{10,}\.[\w-]+|Bearer \S+/;

function checkSecrets({ executions, secrets }: Evidence, report: Report): void {
	for (const { leftBehind, log } of executions) {
		const text = leftBehind + inspect(log, { depth: 8, maxStringLength: null });
		for (const secret of secrets) if (text.includes(secret)) report(`it holds ${secret.slice(0, 12)}...`);
		const token = TOKENS.exec(text)?.[0];
		if (token) report(`it holds ${token.slice(0, 24)}...`);
	}
}

/** A Stop is at once, up to what a busy machine needs. */
const AT_ONCE_MS = 3_000;

function checkStops({ executions }: Evidence, onSent: Report, onSlow: Report): void {
	for (const { stop } of executions) {
		// A PUT is fal's way to upload a file, and to take a task back, which Stop may do.
		const paying = stop?.sentAfter.filter((sent) => /^POST|^PUT (?!.*\/cancel$)/.test(sent)) ?? [];
		if (paying.length > 0) onSent(paying.join(', '));
		if (stop && stop.tookMs > AT_ONCE_MS) onSlow(`it took ${stop.tookMs} ms`);
	}
}

/** n8n takes an error that says "canceled" for a Stop, and then starts no error workflow. */
function checkEnds({ executions }: Evidence, report: Report): void {
	for (const { stop, status, error } of executions)
		if (!stop && (status === 'canceled' || /\bcanceled\b/i.test(error?.text.split('\n')[0] ?? '')))
			report(error?.text.split('\n')[0] ?? status);
}

/** Where nothing went wrong, everything must have gone right: otherwise this lab would prove nothing. */
function checkCalm(evidence: Evidence, report: Report): void {
	const { schedule, requests, unanswered } = evidence;
	const [first] = evidence.executions;
	const calm = requests.every(({ fault }) => !fault) && unanswered.all === 0 && !first?.stop;
	const { life, options } = schedule;
	const inTime = life.queuedMs + life.runningMs < Number(options.timeLimit) * MINUTE * 0.9;
	if (!calm || !first || life.outcome === 'fail' || !inTime) return;
	const wanted = options.wait === false ? 'queued' : 'succeeded';
	const odd = first.items.find(({ json }) => json.status !== wanted);
	if (first.error || odd) report(first.error?.text ?? inspect(odd?.json));
}

/** Query Task takes what the others told, and by then the trouble is over: what has not failed is delivered. */
function checkFetched({ executions }: Evidence, report: Report): void {
	const all = executions.flatMap(({ accepted }) => accepted);
	for (const { kind, error, items } of executions) {
		if (kind !== 'query') continue;
		if (error) report(error.text);
		for (const { json } of items) {
			const ended = all.some(({ entry }) => entry.state !== 'succeeded' && inspect(json).includes(entry.taskId));
			if (json.status !== 'succeeded' && !ended) report(inspect(json));
		}
	}
}

export { creations, videosOf };
