// Writes anew what the saved forms of test/support/saved-forms.jsonl send; their parameters stay as workflows keep them.
import { readFileSync, writeFileSync } from 'node:fs';
import { SAVED_FORMS, sentBy, type SavedForm } from '../test/support/saved-forms';

async function main(): Promise<void> {
	const lines = readFileSync(SAVED_FORMS, 'utf8').trim().split('\n');
	const written: string[] = [];
	for (const line of lines) {
		const form = JSON.parse(line) as SavedForm;
		written.push(JSON.stringify({ ...form, sent: await sentBy(form) }));
	}
	writeFileSync(SAVED_FORMS, `${written.join('\n')}\n`);
}

void main();
