// The backend of an item: picked in the form, or named by the workflow; and the credential that belongs to it.
import { imageToVideo, byExpression, onlyJson, openTestHost, photoItem, type TestHost } from '../support/test-host';

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost();
});
afterEach(async () => await host.close());

const descriptionOf = (error: Error | undefined) => (error as { description?: string } | undefined)?.description;

test('each item goes to the backend that it names, with what was filled in once', async () => {
	const names = ['kie', 'kling', 'kie'];
	const items = await Promise.all(names.map(async (service) => await photoItem(undefined, { service })));
	const form = imageToVideo('kling', { ...byExpression('={{ $json.service }}'), duration: 10 });
	const { outputs, error } = await host.run(form, { items });
	expect(error).toBeUndefined();
	expect(outputs[0]!.map(({ json }) => json.backend)).toEqual(names);
});

test.each(['kie', ' KIE ', 'Kie'])("'Backend ID' may be written as '%s'", async (text) => {
	expect(onlyJson(await host.run(imageToVideo('kling', byExpression(text)))).backend).toBe('kie');
});

test('without one the backend that the item names is taken, as our own items do', async () => {
	const items = [await photoItem(undefined, { backend: 'piapi' })];
	const form = imageToVideo('kling', { backend: 'expression' });
	expect(onlyJson(await host.run(form, { items })).backend).toBe('piapi');
});

test('a model is given by its ID', async () => {
	const form = imageToVideo('kling', { ...byExpression('kling'), model: 'kling-v3', quality: '4k', duration: 7 });
	expect(onlyJson(await host.run(form))).toMatchObject({ model: 'kling-v3', warnings: [] });
	expect(host.simulator.ledger[0]!.body).toMatchObject({ model_name: 'kling-v3', mode: '4k', duration: '7' });
});

test.each([
	{
		form: { backend: '={{ "kie" }}' },
		says: `'Backend' can't be '{{ "kie" }}'`,
		advises: "To use an expression, choose 'By Expression' and enter it in 'Backend ID'",
	},
	{ form: byExpression('={{ "" }}'), says: "'Backend ID' is empty", advises: 'Enter one of: kling, kie, piapi' },
	{ form: byExpression('={{ $json.nothing }}'), says: "'Backend ID' is empty", advises: 'Enter one of: kling' },
	{
		form: byExpression('replicate'),
		says: "'Backend ID' can't be 'replicate'",
		advises: 'Choose one of: kling, kie, piapi',
	},
	{
		form: { ...byExpression('kie'), backendsLeftOut: ['kie'] },
		says: "'Backend ID' is 'kie', but 'Excluded Backends' excludes this backend",
		advises: "Remove it from 'Excluded Backends' and choose its credential, or use another 'Backend ID'",
	},
])('before anything is sent: $says', async ({ form, says, advises }) => {
	const { error } = await host.run(imageToVideo('kling', form));
	expect(error?.message).toBe(says);
	expect(descriptionOf(error)).toContain(advises);
	expect(host.simulator.requests).toHaveLength(0);
});

describe('with a credential for one backend only', () => {
	const kieOnly = () => ({ logins: host.logins.filter(({ type }) => type.name === 'kieApi') });

	test('By Expression works for its items', async () => {
		expect(onlyJson(await host.run(imageToVideo('kling', byExpression('kie')), kieOnly())).backend).toBe('kie');
		const form = imageToVideo('kling', { ...byExpression('kie'), backendsLeftOut: ['kling', 'piapi'] });
		expect(onlyJson(await host.run(form, kieOnly())).backend).toBe('kie');
	});

	test.each([
		['By Expression', byExpression('piapi')],
		['picked', { backend: 'piapi' }],
	])('%s: an item of another backend is told which credential it lacks', async (_, form) => {
		const { error } = await host.run(imageToVideo('kling', form), kieOnly());
		expect(error?.message).toBe('This node has no credential for PiAPI');
		expect(descriptionOf(error)).toContain("in 'Credential for PiAPI'");
		expect(host.simulator.requests).toHaveLength(0);
	});
});
