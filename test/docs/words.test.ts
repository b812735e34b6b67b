// Whatever a user reads has one word for each concept.
import { KieApi } from '../../credentials/KieApi.credentials';
import { KlingApi } from '../../credentials/KlingApi.credentials';
import { PiApi } from '../../credentials/PiApi.credentials';
import { KlingVideo } from '../../nodes/KlingVideo/KlingVideo.node';
import { KlingVideoTrigger } from '../../nodes/KlingVideoTrigger/KlingVideoTrigger.node';
import { textsOfExamples, textsOfForm, textsOfMessages, textsOfPages, violations, WORDS, type Text } from './words';

const forms = (): Text[] => [
	...textsOfForm('Kling Video', new KlingVideo().description),
	...textsOfForm('Kling Video Trigger', new KlingVideoTrigger().description),
	...[new KlingApi(), new KieApi(), new PiApi()].flatMap((one) => textsOfForm(one.displayName, one)),
];

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
