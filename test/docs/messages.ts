// Every message of the node, as Markdown: from the records that the code fills in. ‹name› is a part that is known only in the
// run.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeExecutionData } from 'n8n-workflow';
import { backendIds, backends } from '../../nodes/shared/backends';
import type { CodeRule } from '../../nodes/shared/backends/parse-response';
import { failureKinds, type FailureKind } from '../../nodes/shared/errors';
import type { FailureMessage, WrapMessage } from '../../nodes/shared/messages/message';
import { summaryOf } from '../../nodes/shared/results/summary';
import type { BackendId } from '../../nodes/shared/vocabulary';

/** A record, and the name that the code uses it by, such as `mediaFailures.isEmpty`. */
export interface Named<T> {
	readonly name: string;
	readonly text: T;
}

/** All records, by what becomes of them. */
export interface Messages {
	readonly failures: ReadonlyArray<Named<FailureMessage>>;
	readonly wraps: ReadonlyArray<Named<WrapMessage>>;
	readonly warnings: ReadonlyArray<Named<string>>;
	/** What fills a blank of another sentence. */
	readonly details: ReadonlyArray<Named<string>>;
	/** What a service reads that calls the trigger in vain. */
	readonly answers: ReadonlyArray<Named<string>>;
	/** What is made of codes that no page names. */
	readonly codes: ReadonlyArray<Named<CodeRule>>;
	readonly log: ReadonlyArray<Named<string>>;
}

const SHARED = join(__dirname, '..', '..', 'nodes', 'shared');

/** What each kind means, in the words of a person who builds a workflow. */
const KINDS: Record<FailureKind, string> = {
	input: 'A setting or the item cannot be used. You were not charged',
	credential: 'The key is missing, wrong, or not allowed to do this. You were not charged',
	credit: 'The account does not have enough credit',
	busy: 'The service is at its limit, or wants fewer requests',
	policy: 'The service does not make this content',
	refused: 'The service rejected the request for another reason',
	notFound: 'The task or the URL does not exist',
	taskFailed: 'The service started the task and could not finish it. A failed task is usually not charged',
	timeLimit: 'The time limit has passed. The task continues and is charged',
	uncertain: 'The service did not confirm the task. It may exist and have been charged',
	network: 'The service, or the host of a file, could not be reached',
	unreadable: "The reply did not come from the service's API",
	setup: 'n8n or its host is missing something',
};

/** The files that hold records: those of nodes/shared/messages, and each backend's own. */
export const messageFiles = (): string[] => [
	...readdirSync(join(SHARED, 'messages'))
		.filter((file) => file !== 'message.ts')
		.sort()
		.map((file) => join(SHARED, 'messages', file)),
	...backendIds.map((id) => join(SHARED, 'backends', id, 'messages.ts')).filter((file) => existsSync(file)),
];

/** Every record; its export's name ends with what becomes of it. */
export function messages(): Messages {
	const tables = messageFiles().flatMap((file) => Object.entries(load<Record<string, Table>>(file)));
	const ending = <T>(end: RegExp) =>
		tables
			.filter(([name]) => end.test(name))
			.flatMap(([name, table]) =>
				Object.entries(table).map(([key, text]) => ({ name: `${name}.${key}`, text: text as T })),
			);
	const strays = tables.filter(
		([name]) => !/(Failures|Rules|Wraps|Warnings|Details|Messages|Answers|Codes|Log)$/.test(name),
	);
	if (strays.length > 0)
		throw new Error(`Tables of messages with another ending: ${strays.map(([name]) => name).join(', ')}`);
	return {
		failures: ending<FailureMessage>(/(Failures|Rules)$/),
		wraps: ending<WrapMessage>(/Wraps$/),
		warnings: ending<string>(/Warnings$/),
		details: ending<string>(/(Details|Messages)$/),
		answers: ending<string>(/Answers$/),
		codes: ending<CodeRule>(/Codes$/),
		log: ending<string>(/Log$/),
	};
}

type Table = Readonly<Record<string, FailureMessage | WrapMessage | string>>;

// eslint-disable-next-line @typescript-eslint/no-require-imports -- whatever files there are
const load = <T>(file: string) => require(file) as T;

const price = { amount: 3, unit: 'units', usd: 0.42 };
const made: INodeExecutionData[] = Array<INodeExecutionData>(3).fill({
	json: { status: 'succeeded', cost: price, urlExpiresAt: '2026-12-21T10:05:00.000Z' },
	binary: { data: { data: '', mimeType: 'video/mp4' } },
});
const rehearsed: INodeExecutionData[] = [{ json: { status: 'checked', estimatedCost: price } }];

/** The whole page. */
export function messagesPage(): string {
	const { failures, wraps, warnings, details, answers, codes, log } = messages();
	return [
		'# All messages',
		'',
		'Names in ‹ › are filled in: ‹field› is a field of the form, ‹service› the backend. n8n shows the second column below the',
		'message; with *On Error: Continue* it is `error.description`. The headings are the values of `error.kind`. This page is',
		'generated from the records in `nodes/shared/messages` and `nodes/shared/backends/*/messages.ts` by `npm run docs`.',
		'',
		...failureKinds.flatMap((kind) => kindSection(kind, failures)),
		...sectionOf('Around other messages', '‹reason› is another message; its kind stays the same.', wraps),
		...backendIds.flatMap(codeSection),
		...listSection(
			'Warnings',
			'The video is made anyway. You find warnings in `warnings` of the item, and above the output in n8n.',
			warnings,
		),
		...listSection(
			'What a run made',
			'The first line above the output in n8n, for example:',
			[made, rehearsed].flatMap(summaryOf).map((text) => ({ name: '', text })),
		),
		...codeTable(
			'Codes that are not documented',
			'They are classified by their number.',
			codes.map(({ name, text }) => [name.split('.')[1]!, text]),
		),
		...listSection('Answers to callbacks', 'What a service gets back when the trigger refuses its call.', answers),
		...listSection('Details', 'Parts that fill a ‹name› in the sentences above.', details),
		...listSection("n8n's log", 'Each line ends with the backend and, if known, the task ID.', log),
	].join('\n');
}

function kindSection(kind: FailureKind, failures: ReadonlyArray<Named<FailureMessage>>): string[] {
	const rows = failures.filter(({ text }) => text.kind === kind);
	const about = `${KINDS[kind]}${rows.length === 0 ? ': see the codes of the services below' : ''}.`;
	return sectionOf(kind, about, rows);
}

function sectionOf(title: string, about: string, rows: ReadonlyArray<Named<FailureMessage | WrapMessage>>): string[] {
	const distinct = [
		...new Set(rows.map(({ text }) => `| ${cell(text.message)} | ${cell(text.nextStep ?? '') || '-'} |`)),
	].sort();
	const table = distinct.length > 0 ? ['| What happened | What to do |', '|---|---|', ...distinct, ''] : [];
	return [`## ${title}`, '', about, '', ...table];
}

/** A backend's table of codes, `kieCodes` in kie/error-codes.ts. */
function codesOf(backend: BackendId): Readonly<Record<string, CodeRule>> {
	return load<Record<string, Record<string, CodeRule>>>(join(SHARED, 'backends', backend, 'error-codes'))[
		`${backend}Codes`
	]!;
}

function codeSection(backend: BackendId): string[] {
	const { label } = backends[backend];
	const about = `Shown as "${label}: *what happened* ("*the words of the service*", code *number*)".`;
	return codeTable(`Codes of ${label}`, about, Object.entries(codesOf(backend)));
}

function codeTable(title: string, about: string, codes: ReadonlyArray<readonly [string, CodeRule]>): string[] {
	const rows = codes.map(
		([code, { means, nextStep, kind }]) => `| ${code} | ${cell(means)} | ${cell(nextStep)} | ${kind} |`,
	);
	return [
		`## ${title}`,
		'',
		about,
		'',
		'| Code | What happened | What to do | Kind |',
		'|---|---|---|---|',
		...rows,
		'',
	];
}

function listSection(title: string, about: string, texts: ReadonlyArray<Named<string>>): string[] {
	return [
		`## ${title}`,
		'',
		about,
		'',
		...[...new Set(texts.map(({ text }) => text))].sort().map((text) => `* ${shown(text)}`),
		'',
	];
}

/** `{name}` becomes ‹name›; other braces are text. */
const shown = (text: string) => text.replace(/\{([A-Za-z]\w*)\}/g, '‹$1›');
const cell = (text: string) => shown(text).replace(/\|/g, '\\|');
