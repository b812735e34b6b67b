// Workflows as they were saved with the form of 2026-11-28: whatever the form looks like now, they send what they sent then.
// A line of the file is a node's parameters, stored as n8n's editor stores them, and what became of them. `sent` is all
// that may be written anew, by `npx tsx scripts/saved-forms.ts`, when a backend's own fields have changed.
import { readFileSync } from 'node:fs';
import { sentBy, SAVED_FORMS, type SavedForm } from '../../support/saved-forms';
import { backendIds } from '../../../nodes/shared/backends';
import { offering } from '../../../nodes/KlingVideo/operations/fields/availability';
import { operations } from '../../../nodes/KlingVideo/operations';
import type { Operation } from '../../../nodes/KlingVideo/operations/operation';

const forms = readFileSync(SAVED_FORMS, 'utf8')
	.trim()
	.split('\n')
	.map((line) => JSON.parse(line) as SavedForm);

test.each(forms.map((form) => [form.name, form] as const))('%s', async (_, form) => {
	expect(await sentBy(form)).toEqual(form.sent);
});

test('every operation is among them, on each backend that had it', () => {
	const there = new Set(
		forms.map(({ parameters: { operation, backend } }) => `${String(operation)} ${String(backend)}`),
	);
	const first = backendIds.slice(0, 3);
	const wanted = Object.values<Operation>(operations).flatMap((operation) =>
		offering(operation)
			.filter((backend) => first.includes(backend))
			.map((backend) => `${operation.id} ${backend}`),
	);
	expect(
		wanted.filter(
			(one) => !there.has(one) && !(one.endsWith(backendIds[0]!) && there.has(one.replace(/ \w+$/, ' undefined'))),
		),
	).toEqual([]);
	expect(forms.length).toBeGreaterThan(450);
});
