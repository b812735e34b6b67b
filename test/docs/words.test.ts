// Whatever a user reads has one word for each concept.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ICredentialType } from 'n8n-workflow';
import { KlingVideo } from '../../nodes/KlingVideo/KlingVideo.node';
import { KlingVideoTrigger } from '../../nodes/KlingVideoTrigger/KlingVideoTrigger.node';
import { textsOfExamples, textsOfForm, textsOfMessages, textsOfPages, violations, WORDS, type Text } from './words';

const CREDENTIALS = join(__dirname, '..', '..', 'credentials');

const credentials = readdirSync(CREDENTIALS)
	.filter((file) => file.endsWith('.credentials.ts'))
	.flatMap((file) => {
		// eslint-disable-next-line @typescript-eslint/no-require-imports -- whatever credentials there are
		const types = Object.values(require(join(CREDENTIALS, file)) as Record<string, new () => ICredentialType>);
		return types.filter((type) => typeof type === 'function' && /^class /.test(String(type))).map((Type) => new Type());
	});

const forms = (): Text[] => [
	...textsOfForm('Kling Video', new KlingVideo().description),
	...textsOfForm('Kling Video Trigger', new KlingVideoTrigger().description),
	...credentials.flatMap((one) => textsOfForm(one.displayName, one)),
];

test('every credential is read', () => {
	expect(credentials.length).toBeGreaterThan(2);
	expect(credentials.every(({ properties }) => properties.length > 0)).toBe(true);
});

test.each<[string, () => Text[], number]>([
	['the form', forms, 500],
	['the messages', textsOfMessages, 700],
	['the pages', textsOfPages, 1000],
	['the examples', textsOfExamples, 200],
])('%s: one word for each concept', (_, read, least) => {
	const texts = read();
	expect(texts.length).toBeGreaterThan(least);
	expect([...new Set(violations(texts))]).toEqual([]);
});

test.each(WORDS)('instead of "$found" there is "$use"', (rule) => {
	expect(violations([{ where: 'here', text: rule.found }]).join()).toContain(`instead of "${rule.use}"`);
});
