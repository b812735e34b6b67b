// Workflows as they were saved with the form of 2026-11-28: whatever the form looks like now, they send what they sent then.
// A line of the file is a node's parameters, stored as n8n's editor stores them, and what became of them. `sent` is all
// that may be written anew, by `npx tsx scripts/saved-forms.ts`, when a backend's own fields have changed.
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { generations } from '../../support/form';
import { completedForm, sentBy, SAVED_FORMS, type SavedForm } from '../../support/saved-forms';
import { offering } from '../../../nodes/KlingVideo/operations/fields/availability';
import { operations } from '../../../nodes/KlingVideo/operations';
import type { Operation } from '../../../nodes/KlingVideo/operations/operation';

const forms = readFileSync(SAVED_FORMS, 'utf8')
	.trim()
	.split('\n')
	.map((line) => JSON.parse(line) as SavedForm);

test('all of them send what they sent', async () => {
	const different: unknown[] = [];
	for (const form of forms) {
		const sent = await sentBy(form);
		if (!isDeepStrictEqual(sent, form.sent)) different.push({ name: form.name, was: form.sent, is: sent });
	}
	expect(different).toEqual([]);
});

test('both generations of n8n hand the same values to a run', () => {
	const [[, two], [, one]] = generations;
	expect(
		forms.filter(
			({ parameters }) => !isDeepStrictEqual(completedForm(parameters, one), completedForm(parameters, two)),
		),
	).toEqual([]);
});

test('every operation is among them, on each of the three backends that there were', () => {
	const wanted = Object.values<Operation>(operations).flatMap((operation) =>
		offering(operation)
			.filter((backend) => ['kling', 'kie', 'piapi'].includes(backend))
			.map((backend) => `${backend} ${operation.id}`),
	);
	expect(wanted.length).toBeGreaterThan(30);
	expect(wanted.filter((one) => !forms.some(({ name }) => name.startsWith(one)))).toEqual([]);
	expect(forms.length).toBeGreaterThan(450);
});
