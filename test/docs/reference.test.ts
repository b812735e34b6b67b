// The generated pages are those of the present catalogue.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messages, messagesPage } from './messages';
import { parameterReference } from './reference';

test('docs/parameters.md is current; if not, run `npm run docs`', () => {
	expect(readFileSync(join(__dirname, '..', '..', 'docs', 'parameters.md'), 'utf8')).toBe(parameterReference());
});

test('docs/messages.md is current; if not, run `npm run docs`', () => {
	expect(readFileSync(join(__dirname, '..', '..', 'docs', 'messages.md'), 'utf8')).toBe(messagesPage());
});

test('every message about the form says what to do, and none shouts or ends with a period', () => {
	const { failures, warnings } = messages();
	expect(failures.length).toBeGreaterThan(120);
	expect(failures.filter(({ kind, nextStep }) => kind === 'input' && nextStep === '')).toEqual([]);
	const sentences = [...failures.flatMap(({ what, nextStep }) => [what, nextStep]), ...warnings];
	expect(sentences.filter((text) => /[.!]$|!/.test(text))).toEqual([]);
	// n8n's words for messages: what happened, not that there is an error.
	expect(
		sentences.filter((text) => /\b(error|problem|mistake|invalid|illegal)\b/i.test(text.replace("'On Error'", ''))),
	).toEqual([]);
});
