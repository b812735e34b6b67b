// The generated pages are those of the present catalogue.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageFiles, messages, messagesPage } from './messages';
import { parameterReference } from './reference';
import { pagesWithTables, withTables } from './tables';

const NODES = join(__dirname, '..', '..', 'nodes');

test('docs/parameters.md is current; if not, run `npm run docs`', () => {
	expect(readFileSync(join(__dirname, '..', '..', 'docs', 'parameters.md'), 'utf8')).toBe(parameterReference());
});

const page = (...path: string[]) => readFileSync(join(__dirname, '..', '..', ...path), 'utf8');

test.each(pagesWithTables)('the tables in docs/%s are current; if not, run `npm run docs`', (name) => {
	const text = page('docs', name);
	expect(text).toBe(withTables(name, text));
});

test('the messages under Troubleshooting are those of the node', () => {
	const rows = page('docs', 'troubleshooting.md').split('\n');
	const quoted = rows.flatMap((row) => [
		...(/^\| (\*.*?\*)(?: \(.*\))? \|/.exec(row)?.[1] ?? '').matchAll(/\*(.+?)\*/g),
	]);
	// What varies is left out: fields and files in quotes, numbers, and what is written as dots; 'video' is an example of
	// whatever is made.
	const pieces = quoted
		.flatMap(([, text = '']) => text.split(/'[^']*'|\.\.\.|\d+/))
		.map((piece) => piece.trim())
		.filter((piece) => piece !== '' && piece !== '?');
	expect(pieces.length).toBeGreaterThan(20);
	const known = messagesPage();
	const said = (piece: string) => known.includes(piece) || known.includes(piece.replace(/\bvideo\b/, '‹product›'));
	expect(pieces.filter((piece) => !said(piece))).toEqual([]);
});

test('docs/messages.md is current; if not, run `npm run docs`', () => {
	expect(readFileSync(join(__dirname, '..', '..', 'docs', 'messages.md'), 'utf8')).toBe(messagesPage());
});

test('every message about the form says what to do, and none shouts or ends with a period', () => {
	const { failures, wraps, warnings } = messages();
	expect(failures.length).toBeGreaterThan(120);
	expect(failures.filter(({ text }) => text.kind === 'input' && !text.nextStep)).toEqual([]);
	const sentences = [
		...[...failures, ...wraps].flatMap(({ text }) => [text.message, text.nextStep ?? '']),
		...warnings.map(({ text }) => text),
	];
	expect(sentences.filter((text) => /[.!]$|!/.test(text))).toEqual([]);
	// n8n's words for messages: what happened, not that there is an error.
	const codes = messagesPage()
		.split('\n')
		.filter((line) => /^\| \d+ \|/.test(line));
	expect(codes.length).toBeGreaterThan(35);
	expect(
		[...sentences, ...codes].filter((text) =>
			/\b(error|problem|failure|mistake|invalid|illegal)s?\b/i.test(text.replace("'On Error'", '')),
		),
	).toEqual([]);
});

test('every record is used, in a file that knows its table', () => {
	const { failures, wraps, warnings, details, answers, codes, log } = messages();
	const records = new Set(messageFiles());
	const sources = readdirSync(NODES, { recursive: true, encoding: 'utf8' })
		.map((file) => join(NODES, file))
		.filter((file) => file.endsWith('.ts') && !records.has(file))
		.map((file) => new Set(readFileSync(file, 'utf8').match(/\w+/g)));
	const isUsed = (name: string) => {
		const [table = '', key = ''] = name.split('.');
		return sources.some((words) => words.has(table) && words.has(key));
	};
	const all = [...failures, ...wraps, ...warnings, ...details, ...answers, ...codes, ...log].map(({ name }) => name);
	expect(all.length).toBeGreaterThan(300);
	expect(all.filter((name) => !isUsed(name))).toEqual([]);
});
