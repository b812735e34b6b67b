// Every message the node can produce, as Markdown: read from the sources by the compiler's own parser, so that none is
// forgotten. What is known only in the run is shown as …, or by a name in ‹ ›.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { INodeExecutionData } from 'n8n-workflow';
import ts from 'typescript';
import { backendIds, backends } from '../../nodes/shared/backends';
import { falStatuses } from '../../nodes/shared/backends/fal/error-codes';
import { kieCodes } from '../../nodes/shared/backends/kie/error-codes';
import { klingCodes } from '../../nodes/shared/backends/kling/error-codes';
import { piapiCodes } from '../../nodes/shared/backends/piapi/error-codes';
import type { CodeRule } from '../../nodes/shared/backends/parse-response';
import type { FailureKind } from '../../nodes/shared/errors';
import { summaryOf } from '../../nodes/shared/results/summary';
import { fieldLabels, type BackendId } from '../../nodes/shared/vocabulary';

/** A failure as the sources write it. */
export interface Message {
	readonly file: string;
	/** `REASON`: the kind of what is told inside. */
	readonly kind: string;
	readonly what: string;
	/** Empty where there is nothing to do. */
	readonly nextStep: string;
}

/** Texts by what becomes of them. */
export interface Texts {
	readonly failures: readonly Message[];
	readonly warnings: readonly string[];
	/** What stands in place of … in a message, mostly in brackets. */
	readonly parts: readonly string[];
	readonly log: readonly string[];
}

const REASON = 'reason';

const NODES = join(__dirname, '..', '..', 'nodes');
const CODES: Record<BackendId, Readonly<Record<string, CodeRule>>> = {
	kling: klingCodes,
	kie: kieCodes,
	piapi: piapiCodes,
	fal: falStatuses,
};

/** What each kind means, in the words of a person who builds a workflow. */
const KINDS: Record<FailureKind, string> = {
	input: 'The form or the item holds something that cannot work. Nothing was paid',
	credential: 'The key is missing, wrong, or not allowed to do this. Nothing was paid',
	credit: 'The account has not enough left',
	busy: 'The service has no free place at the moment, or wants fewer requests',
	policy: 'The service does not make this',
	refused: 'The service said no for another reason',
	notFound: 'There is no such task or address',
	taskFailed: 'The service began the task and could not finish it; such a task is usually not charged',
	timeLimit: 'The time limit of the form has passed; the task goes on',
	uncertain: 'A task may exist and be paid, or may not',
	network: 'The service, or the host of a file, could not be reached or has trouble',
	unreadable: 'Something answered that is not the service',
	setup: 'n8n itself or its host could not do its part',
};

/** Every text of the node's sources. */
export const messages = (): Texts => textsIn(sources());

const price = { amount: 3, unit: 'units', usd: 0.42 };
const made: INodeExecutionData[] = Array<INodeExecutionData>(3).fill({
	json: { status: 'succeeded', cost: price, urlExpiresAt: '2026-12-21T10:05:00.000Z' },
	binary: { data: { data: '', mimeType: 'video/mp4' } },
});
const rehearsed: INodeExecutionData[] = [{ json: { status: 'checked', estimatedCost: price } }];

/** The whole page. */
export function messagesPage(): string {
	const { failures, warnings, parts, log } = messages();
	return [
		'# Messages, and what to do about them',
		'',
		'Generated from the sources by `npm run docs`; do not edit by hand. … stands for what is known only in the run, ‹field› for a',
		'field of the form, ‹service› for Kling, Kie.ai or PiAPI. The second column is what n8n shows under the message; with *On Error:',
		'Continue* it is `error.description`, and the kind is `error.kind`.',
		'',
		...(Object.keys(KINDS) as FailureKind[]).flatMap((kind) => kindSection(kind, failures)),
		...sectionOf(
			'Around other messages',
			'They keep the kind of what is told inside.',
			failures.filter(({ kind }) => kind === REASON),
		),
		...backendIds.flatMap(codeSection),
		...listSection(
			'Warnings and remarks',
			'The video is made all the same. Warnings stand under `warnings` in the item, and in n8n above the output.',
			warnings,
		),
		...listSection(
			'What a run made',
			'One line in n8n above the output, before the warnings, where a price or an expiry is known; such as these.',
			[made, rehearsed].flatMap(summaryOf),
		),
		...listSection('Details', 'What can stand in place of … in the sentences above, and after "was changed:".', parts),
		...listSection("n8n's log", 'Each with the backend and, where it is known, the task ID.', log),
	].join('\n');
}

function kindSection(kind: FailureKind, failures: readonly Message[]): string[] {
	const rows = failures.filter((one) => one.kind.split(' / ').includes(kind));
	const about = `${KINDS[kind]}${rows.length === 0 ? ': see the codes of the services below' : ''}.`;
	return sectionOf(kind, about, rows);
}

function sectionOf(title: string, about: string, rows: readonly Message[]): string[] {
	const told = rows.filter(({ what }) => /[a-z]/.test(what));
	const distinct = [
		...new Set(told.map(({ what, nextStep }) => `| ${cell(what)} | ${cell(nextStep) || '-'} |`)),
	].sort();
	const table = distinct.length > 0 ? ['| what happened | what to do |', '|---|---|', ...distinct, ''] : [];
	return [`## ${title}`, '', about, '', ...table];
}

function codeSection(backend: BackendId): string[] {
	const { label } = backends[backend];
	const rows = Object.entries(CODES[backend]).map(
		([code, { means, nextStep, kind }]) => `| ${code} | ${cell(means)} | ${cell(nextStep)} | ${kind} |`,
	);
	return [
		`## Codes of ${label}`,
		'',
		`They read "${label}: *what happened* ("*its own words*", code *number*)".`,
		'',
		'| code | what happened | what to do | kind |',
		'|---|---|---|---|',
		...rows,
		'',
	];
}

function listSection(title: string, about: string, texts: readonly string[]): string[] {
	return [`## ${title}`, '', about, '', ...[...new Set(texts)].sort().map((text) => `* ${text}`), ''];
}

const cell = (text: string) => text.replace(/\|/g, '\\|');

/** Every source of both nodes; the forms' own texts stand in docs/parameters.md and in n8n. */
function sources(): ts.SourceFile[] {
	return readdirSync(NODES, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts') && !FORMS.test(file))
		.sort()
		.map((file) => {
			const path = join(NODES, file);
			return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true);
		});
}

const FORMS = /^KlingVideo.description|^KlingVideoTrigger.(description|KlingVideoTrigger\.node)\.ts$/;

/** Rooms whose other texts belong to the form, to requests, or stand here already. */
const NO_MESSAGES =
	/^(KlingVideoTrigger\/log|KlingVideo\/operations\/fields\/image-source|shared\/(vocabulary|http\/multipart|errors|results\/summary|backends\/\w+\/(error-codes|models|field-mappings)))\.ts$/;

const isText = (node: ts.Node): node is ts.StringLiteral | ts.NoSubstitutionTemplateLiteral | ts.TemplateExpression =>
	ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node);

/** Sorts the texts of these files. */
function textsIn(files: readonly ts.SourceFile[]): Texts {
	const failures: Message[] = [];
	const warnings: string[] = [];
	const parts: string[] = [];
	const log: string[] = [];
	for (const file of files) {
		const name = relative(NODES, file.fileName).replace(/\\/g, '/');
		const used = new Set<ts.Node>();
		const visit = (node: ts.Node): void => {
			const message = messageOf(node, name, used);
			if (message) failures.push(message);
			ts.forEachChild(node, visit);
		};
		visit(file);
		const collect = (node: ts.Node): void => {
			if (used.has(node) || isForm(node)) return;
			if (isText(node)) sort(node, name, { warnings, parts, log });
			else ts.forEachChild(node, collect);
		};
		if (!NO_MESSAGES.test(name)) collect(file);
	}
	const steps = new Set(failures.map(({ nextStep }) => nextStep));
	return { failures, warnings: warnings.filter((text) => !steps.has(text)), parts, log };
}

/** A call of `err`, or an object that is a failure. Everything that was read for it is `used`. */
function messageOf(node: ts.Node, file: string, used: Set<ts.Node>): Message | undefined {
	if (ts.isCallExpression(node) && node.expression.getText() === 'err' && node.arguments.length > 1) {
		const [kind, what, more] = node.arguments;
		const texts = new Texter(file, used);
		used.add(node);
		const details = more && objectAt(more);
		return {
			file,
			kind: texts.of(kind!),
			what: texts.of(what!),
			nextStep: texts.of(details && valueOf(details, 'nextStep')),
		};
	}
	if (!ts.isObjectLiteralExpression(node)) return undefined;
	const [kind, what, means] = ['kind', 'message', 'means'].map((key) => valueOf(node, key));
	if (means) used.add(node);
	const nextStep = valueOf(node, 'nextStep');
	const isWrapped = node.properties.some(
		(one) => ts.isSpreadAssignment(one) && /failure$/i.test(one.expression.getText()),
	);
	if (!what || !(kind || nextStep || isWrapped)) return undefined;
	const texts = new Texter(file, used);
	used.add(node);
	// What a row's `refuse` gives back has no kind: it is about the form.
	return {
		file,
		kind: isWrapped && !kind ? REASON : texts.of(kind) || 'input',
		what: texts.of(what),
		nextStep: texts.of(nextStep),
	};
}

/** The object itself, or the constant that is one. */
function objectAt(node: ts.Expression): ts.ObjectLiteralExpression | undefined {
	if (ts.isObjectLiteralExpression(node)) return node;
	const found = ts.isIdentifier(node) ? definitionOf(node) : undefined;
	return found && ts.isObjectLiteralExpression(found) ? found : undefined;
}

/** What stands at a key; `{ nextStep }` is the variable of that name. */
function valueOf(object: ts.ObjectLiteralExpression, key: string): ts.Expression | undefined {
	for (const property of object.properties) {
		if (property.name?.getText() !== key) continue;
		if (ts.isPropertyAssignment(property)) return property.initializer;
		if (ts.isShorthandPropertyAssignment(property)) return property.name;
	}
	return undefined;
}

/** Constants are found in the scopes around; what comes from elsewhere is not known before the run. */
function definitionOf(name: ts.Identifier): ts.Expression | undefined {
	const candidates: ts.VariableDeclaration[] = [];
	const look = (node: ts.Node): void => {
		if (ts.isVariableDeclaration(node) && node.name.getText() === name.text && node.initializer) candidates.push(node);
		ts.forEachChild(node, look);
	};
	look(name.getSourceFile());
	const inScope = candidates.filter((one) => {
		const scope = ts.findAncestor(one.parent, (node) => ts.isBlock(node) || ts.isSourceFile(node));
		return scope !== undefined && scope.pos <= name.pos && name.end <= scope.end;
	});
	return inScope.at(-1)?.initializer;
}

/** What a function of the same file gives back. */
function returnsOf(name: string, file: ts.SourceFile): ts.Expression[] {
	const found: ts.Expression[] = [];
	const look = (node: ts.Node): void => {
		if (ts.isReturnStatement(node) && node.expression) found.push(node.expression);
		ts.forEachChild(node, look);
	};
	for (const statement of file.statements) {
		if (ts.isFunctionDeclaration(statement) && statement.name?.text === name) look(statement);
	}
	return found;
}

/** Writes an expression as the text that it will be. */
class Texter {
	constructor(
		private readonly file: string,
		/** Every node that was read. */
		private readonly used: Set<ts.Node>,
	) {}

	of(node: ts.Expression | undefined, depth = 0): string {
		if (!node || depth > 6) return node ? '…' : '';
		this.used.add(node);
		if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
		if (ts.isTemplateExpression(node)) {
			const spans = node.templateSpans.map(({ expression, literal }) => this.of(expression, depth + 1) + literal.text);
			return node.head.text + spans.join('');
		}
		if (ts.isParenthesizedExpression(node)) return this.of(node.expression, depth);
		if (ts.isConditionalExpression(node))
			return either(this.of(node.whenTrue, depth + 1), this.of(node.whenFalse, depth + 1));
		if (ts.isBinaryExpression(node)) return this.binary(node, depth);
		if (ts.isIdentifier(node)) return this.identifier(node, depth);
		if (ts.isPropertyAccessExpression(node)) return this.property(node);
		if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
			const returns = returnsOf(node.expression.text, node.getSourceFile()).filter(isText);
			if (returns.length > 0) return returns.map((one) => this.of(one, depth + 1)).reduce(either);
		}
		return '…';
	}

	private binary(node: ts.BinaryExpression, depth: number): string {
		const [left, right] = [this.of(node.left, depth + 1), this.of(node.right, depth + 1)];
		if (node.operatorToken.kind === ts.SyntaxKind.PlusToken) return left + right;
		return node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken ? either(left, right) : '…';
	}

	private identifier(node: ts.Identifier, depth: number): string {
		const definition = definitionOf(node);
		const text = definition ? this.of(definition, depth + 1) : '…';
		if (text !== '…') return text;
		if (node.text === 'label')
			return /^shared\/(tasks\/|backends\/parse-response)/.test(this.file) ? '‹service›' : '‹field›';
		return /^(taskId|id)$/.test(node.text) ? '‹id›' : '…';
	}

	private property(node: ts.PropertyAccessExpression): string {
		const name = node.name.text;
		if (node.expression.getText() === 'fieldLabels') return fieldLabels[name as keyof typeof fieldLabels] ?? '…';
		const owner = node.expression.getText();
		return name === 'label' && /^(backend|by|backends\[backend\])$/.test(owner) ? '‹service›' : '…';
	}
}

/** Two ways a text may go; a part that may be missing stands in square brackets. */
function either(one: string, other: string): string {
	if (one === other) return one;
	if (other === '' || one === '') return `[${one || other}]`;
	return one === '…' || other === '…' ? (one === '…' ? other : one) : `${one} / ${other}`;
}

const FORM =
	/^(displayName|hint|placeholder|action|label|name|url|default|'User-Agent'|arithmetic|nextStep|taskList|promptPrefix)$/;

/** Texts of the form, of requests and of log entries' details are no messages. */
function isForm(node: ts.Node): boolean {
	if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return true;
	if (ts.isPropertyAssignment(node) && FORM.test(node.name.getText())) return true;
	return (
		ts.isPropertyAssignment(node) &&
		node.name.getText() === 'description' &&
		!!node.initializer &&
		isText(node.initializer)
	);
}

/** Rooms where short texts are parts of messages. */
const PARTS = /^shared\/(media\/|http\/(client|resumable-download)\.ts|backends\/(\w+\/)?webhooks?\.ts)/;

function sort(node: ts.Expression, file: string, into: { warnings: string[]; parts: string[]; log: string[] }): void {
	const text = new Texter(file, new Set()).of(node);
	const words = text.split(/\s+/).length;
	const constant = ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : '';
	if (/^(USER_AGENT|READABLE|PREPARE)$/.test(constant)) return;
	const call = ts.findAncestor(node, ts.isCallExpression);
	const isLog = call !== undefined && /(^|\.)note$/.test(call.expression.getText()) && call.arguments[0] === node;
	if (isLog) into.log.push(text);
	// What a service is told that called.
	else if (call?.expression.getText() === 'answer') return;
	else if (
		(words >= 5 || text.endsWith(' was changed: …')) &&
		(/^['A-Z]/.test(text) || (/^…/.test(text) && !PARTS.test(file))) &&
		/[a-z]/.test(text)
	)
		into.warnings.push(text);
	else if (words >= 3 && PARTS.test(file) && /^[a-z…]/.test(text) && !/[=;<]/.test(text)) into.parts.push(text);
}
