// H2, H3: no regular expression of ours takes more than a blink for 100 kB that were made to hurt it. The linter holds the same
// (regexp/no-super-linear-*); this runs each of them.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '..', '..');
const LENGTH = 100_000;
/** Milliseconds; a quadratic expression takes seconds, an exponential one hours. */
const A_BLINK = 400;

interface Expression {
	readonly place: string;
	readonly expression: RegExp;
}

/** Every expression that stands in the sources, as a literal. */
function expressions(): Expression[] {
	const files = ['nodes', 'credentials'].flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
			.filter((name) => /\.(ts|js)$/.test(name))
			.map((name) => join(ROOT, folder, name)),
	);
	return files.flatMap((file) => {
		const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
		const found: Expression[] = [];
		const visit = (node: ts.Node): void => {
			if (ts.isRegularExpressionLiteral(node)) {
				const [, pattern = '', flags = ''] = /^\/([^]*)\/([a-z]*)$/.exec(node.text) ?? [];
				const { line } = source.getLineAndCharacterOfPosition(node.getStart());
				found.push({ place: `${relative(ROOT, file)}:${line + 1}`, expression: new RegExp(pattern, flags) });
			}
			node.forEachChild(visit);
		};
		visit(source);
		return found;
	});
}

/** Pieces that repeat what an expression looks for, taken from its own letters, signs and classes. */
function piecesOf({ source }: RegExp): string[] {
	const words = source.match(/[A-Za-z<>"'=:;,/#!?-]{2,}/g) ?? [];
	const signs = source.replace(/\\[a-zA-Z]/g, '').match(/[^\\()[\]{}|*+?^$.]/g) ?? [];
	return [
		...new Set([
			...words,
			...signs,
			...words.map((word) => `${word} `),
			' ',
			'\t\n',
			'a',
			'A0',
			'0',
			'/',
			'.',
			'<',
			'<!---->',
			'href=   #',
			'http://',
			'data:a',
			'[ ',
			'\\',
			'"',
		]),
	];
}

/** Texts of one length: a piece again and again, after what the expression may begin with and before what it does not want. */
function* attacksOn(expression: RegExp): Generator<string> {
	const pieces = piecesOf(expression);
	for (const piece of pieces) {
		const long = piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH);
		yield long;
		yield `${long}\u0001`;
	}
	for (const beginning of pieces.filter((piece) => piece.length > 2).slice(0, 8)) {
		for (const filler of [' ', 'a', '0', '/', '<', '=']) yield `${beginning}${filler.repeat(LENGTH)}\u0001`;
	}
}

const all = expressions();

test('there are expressions to look at', () => expect(all.length).toBeGreaterThan(80));

test.each(all.map(({ place, expression }) => [`${place} ${String(expression).slice(0, 80)}`, expression] as const))(
	'%s is linear',
	(_, expression) => {
		let slowest = 0;
		for (const text of attacksOn(expression)) {
			const time = () => {
				const start = performance.now();
				if (expression.global) text.replace(expression, '');
				else expression.test(text);
				return performance.now() - start;
			};
			let took = time();
			// A busy machine pauses anybody; a slow expression is slow each time.
			if (took > A_BLINK) took = Math.min(took, time());
			slowest = Math.max(slowest, took);
			expression.lastIndex = 0;
		}
		expect(slowest).toBeLessThan(A_BLINK);
	},
);
