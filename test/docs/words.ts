// One word for each concept, everywhere a user reads: the form, the messages, the pages, the notes in the examples.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ICredentialType, INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { isObject } from '../../nodes/shared/json';
import { messages } from './messages';

/** A concept's word, what is not written instead, and a sentence that the rule must find. */
export interface WordRule {
	readonly use: string;
	readonly not: RegExp;
	readonly found: string;
}

export const WORDS: readonly WordRule[] = [
	{ use: 'image', not: /\bpictures?\b/i, found: 'Use a larger picture' },
	{ use: 'URL', not: /\bweb addresses\b|\bweb address\b/i, found: 'This is not a web address' },
	{ use: 'by default, automatically', not: /\bby (?:itself|themselves)\b/i, found: 'The node waits by itself' },
	{ use: 'contains, means', not: /\bstands? for\b/i, found: "'Images' stands for nothing" },
	{ use: 'is in', not: /\bstands? (?:in|under|beside|above|there|as)\b/i, found: 'The reason stands in the item' },
	{ use: 'again', not: /\banew\b/i, found: 'Save the file anew' },
	{ use: 'cancel', not: /\b(?:take|takes|taken|took) (?:\w+ ){0,2}back\b/i, found: 'PiAPI takes the task back' },
	{ use: 'remove', not: /\b(?:take|takes|taken) (?:\w+ )*away\b/i, found: 'Take some of them away' },
	{ use: 'after', not: /\bbehind (?:it|that|this|them|get many tasks)\b/i, found: 'Add Query Task behind it' },
	{ use: 'continue', not: /\b(?:goes|go|going) on\b(?! to)/i, found: 'The task goes on' },
	{
		use: 'shows, reports, says',
		not: /\b(?:tells|told) (?:of|the|what|how|it|a)\b/i,
		found: 'The item tells what was made',
	},
	{ use: 'charge', not: /\b(?:is|are|was|were|be) paid\b|\bpays?\b(?! for)/i, found: 'A second task is paid' },
	{ use: 'could not be confirmed', not: /\bis not known whether\b/i, found: 'It is not known whether it exists' },
	{ use: 'not a valid ...', not: /\bis no (?:time|number|id|address|json|picture|object)\b/i, found: "'x' is no time" },
	{
		use: 'width and height, shape',
		not: /\b(?:each|whose|other) sides?\b(?! of)/i,
		found: 'Each side needs 300 pixels',
	},
	{ use: 'incomplete', not: /\bcut off\b/i, found: "'First Frame' is cut off" },
	{ use: 'status check', not: /\blast look\b|\blooks at the task\b/i, found: 'The status at the last look' },
	{ use: 'color', not: /\bcolours?\b/i, found: 'The colours were changed' },
	{ use: 'canceled', not: /\bcancelled\b/i, found: 'The task was cancelled' },
	{ use: 'JPEG, PNG', not: /\b(?:a|an|as|to|or) (?:jpeg|png|svg)\b/, found: 'Convert it to jpeg' },
	{ use: 'turn on, turn off', not: /\bswitch(?:ed)? (?:\w+ ){0,3}(?:on|off)\b/i, found: 'Switch the option off' },
	{ use: 'without success', not: /\bin vain\b/i, found: 'It calls in vain' },
	{ use: 'accepts', not: /\btakes (?:no|only|any|up to)/i, found: 'The model takes no video' },
	{ use: 'not known', not: /\bnobody knows\b/i, found: 'Nobody knows which' },
];

/** A text that a user reads, and where it is. */
export interface Text {
	readonly where: string;
	readonly text: string;
}

/** Every sentence with a word that has a better one. */
export function violations(texts: readonly Text[]): string[] {
	return texts.flatMap(({ where, text: written }) => {
		const text = written.replace(/\{\w+\}|‹\w+›/g, '…');
		return WORDS.flatMap(({ use, not }) => {
			const found = not.exec(text)?.[0];
			return found === undefined ? [] : [`${where}: "${found}" instead of "${use}" in: ${text.slice(0, 160)}`];
		});
	});
}

/** What n8n shows of a field or a choice; values and names are for programs. */
const SHOWN = ['displayName', 'description', 'hint', 'placeholder', 'action'];

/** Labels, descriptions, hints and choices of a form, however deep. */
export function textsOfForm(where: string, form: INodeTypeDescription | ICredentialType | INodeProperties): Text[] {
	const texts: Text[] = [];
	const walk = (value: unknown): void => {
		if (Array.isArray(value)) value.forEach(walk);
		if (!isObject(value)) return;
		for (const [key, inner] of Object.entries(value)) {
			const isLabel = key === 'name' && 'value' in value;
			if (typeof inner === 'string' && (SHOWN.includes(key) || isLabel)) texts.push({ where, text: inner });
			else if (typeof inner === 'object') walk(inner);
		}
	};
	walk(form);
	return texts;
}

/** Every record of the messages. */
export function textsOfMessages(): Text[] {
	const { failures, wraps, warnings, details, answers, codes, log } = messages();
	return [
		...[...failures, ...wraps].flatMap(({ name, text }) => [
			{ where: name, text: text.message },
			{ where: name, text: text.nextStep ?? '' },
		]),
		...[...warnings, ...details, ...answers, ...log].map(({ name, text }) => ({ where: name, text })),
		...codes.flatMap(({ name, text }) => [
			{ where: name, text: text.means },
			{ where: name, text: text.nextStep },
		]),
	];
}

const ROOT = join(__dirname, '..', '..');

/** The pages, line by line, without code. */
export function textsOfPages(): Text[] {
	const docs = readdirSync(join(ROOT, 'docs')).filter((file) => file.endsWith('.md'));
	const pages = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', ...docs.map((file) => `docs/${file}`)];
	return pages.flatMap((page) =>
		readFileSync(join(ROOT, page), 'utf8')
			.replace(/```[\s\S]*?```/g, '')
			.split('\n')
			.map((line) => ({ where: page, text: line.replace(/`[^`]*`|\]\([^)]*\)|<!--.*?-->/g, '') })),
	);
}

/** Notes and names of nodes in the examples. */
export function textsOfExamples(): Text[] {
	return readdirSync(join(ROOT, 'examples'))
		.filter((file) => file.endsWith('.json'))
		.flatMap((file) => {
			const workflow = JSON.parse(readFileSync(join(ROOT, 'examples', file), 'utf8')) as {
				name: string;
				nodes: Array<{ name: string; parameters: { content?: string } }>;
			};
			const texts = workflow.nodes.flatMap(({ name, parameters }) => [name, ...(parameters.content ?? '').split('\n')]);
			return [workflow.name, ...texts].map((text) => ({
				where: `examples/${file}`,
				text: text.replace(/`[^`]*`/g, ''),
			}));
		});
}
