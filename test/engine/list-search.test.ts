// The lists of the form, as n8n's editor fills them: the account's elements and voices with names, searched and page by page.
import type { INodeParameters } from 'n8n-workflow';
import { KlingVideo } from '../../nodes/KlingVideo/KlingVideo.node.ts';
import { searchList, type Login } from '../support/run-node';
import { openTestHost, withLogin, type TestHost } from '../support/test-host';
import { fixtures } from '../simulator';

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost({ life: { queuedMs: 0, runningMs: 1_000 } });
});
afterEach(async () => await host.close());

const FORM = { backend: 'kling', resource: 'video', operation: 'imageToVideo' };

const search = async (
	method: string,
	parameters: INodeParameters = FORM,
	{ filter, token, logins }: { filter?: string; token?: string; logins?: readonly Login[] } = {},
) =>
	await searchList(
		new KlingVideo(host.clock, host.timeouts),
		method,
		{ parameters, logins: logins ?? host.logins },
		filter,
		token,
	);

async function newVoice(name: string): Promise<string> {
	const { outputs, error } = await host.run(
		{
			backend: 'kling',
			resource: 'voice',
			operation: 'createVoice',
			name,
			recordingSource: 'url',
			recordingUrl: host.simulator.files.publish('talk.mp4', fixtures.long.bytes, 'video/mp4'),
		},
		{ items: [{ json: {} }], executionId: name },
	);
	if (error) throw error;
	return String(outputs[0]![0]!.json.voiceId);
}

test("one's own stand first, by name, then Kling's", async () => {
	const voiceId = await newVoice('Grandpa');
	const { results } = await search('searchVoices');
	expect(results.slice(0, 2)).toEqual([
		{ name: 'Grandpa', value: voiceId },
		{ name: 'Preset Voice 1 (Kling)', value: '829222222222222221' },
	]);
	expect(results.every(({ value }) => typeof value === 'string')).toBe(true);
});

test('more come when the user scrolls, each once', async () => {
	await newVoice('Grandpa');
	const first = await search('searchVoices');
	expect(first.paginationToken).toEqual(expect.any(String));
	const second = await search('searchVoices', FORM, { token: String(first.paginationToken) });
	expect(second.paginationToken).toBeUndefined();
	const ids = [...first.results, ...second.results].map(({ value }) => value);
	expect(ids).toHaveLength(131);
	expect(new Set(ids).size).toBe(131);
});

test('what is typed is looked for in the names, through all pages, and an ID finds its entry', async () => {
	await newVoice('Grandpa');
	expect((await search('searchVoices', FORM, { filter: 'GRAND' })).results.map(({ name }) => name)).toEqual([
		'Grandpa',
	]);
	expect((await search('searchVoices', FORM, { filter: 'voice 130' })).results.map(({ name }) => name)).toEqual([
		'Preset Voice 130 (Kling)',
	]);
	expect((await search('searchVoices', FORM, { filter: '829222222222222223' })).results).toHaveLength(1);
	expect((await search('searchElements', FORM, { filter: 'nobody' })).results).toEqual([]);
});

test("to delete, only one's own are offered", async () => {
	const voiceId = await newVoice('Grandpa');
	const form = { backend: 'kling', resource: 'voice', operation: 'deleteVoice' };
	expect((await search('searchVoices', form)).results).toEqual([{ name: 'Grandpa', value: voiceId }]);
});

test('elements keep all their digits', async () => {
	expect((await search('searchElements')).results[0]).toEqual({
		name: 'Preset Element 1 (Kling)',
		value: '829111111111111111',
	});
});

test('access keys open the lists, too', async () => {
	const real = await openTestHost({ now: Date.now });
	const { accessKey, secretKey } = real.simulator.kling;
	const logins = withLogin(real.logins, 'klingApi', { authentication: 'accessKey', accessKey, secretKey });
	expect((await search('searchElements', FORM, { logins })).results).toHaveLength(3);
	await real.close();
});

test('a wrong key is said in one sentence with what to do', async () => {
	const logins = withLogin(host.logins, 'klingApi', { apiKey: 'api-key-wrong' });
	await expect(search('searchElements', FORM, { logins })).rejects.toMatchObject({
		message: expect.stringMatching(/^Kling: the key was not accepted \("api key not found", code 1002\)$/) as unknown,
		description: expect.stringMatching(/^Check the key and the region/) as unknown,
	});
});

test('a slip is borne, lasting trouble is told within seconds', async () => {
	host.simulator.fault({ backend: 'kling', verb: 'query', kind: 'dropAfter' });
	expect((await search('searchElements')).results).toHaveLength(3);
	host.simulator.fault({ backend: 'kling', verb: 'query', kind: 'dropAfter', times: 99 });
	const before = host.clock.now();
	await expect(search('searchElements')).rejects.toThrow(/^Kling did not answer/);
	expect(host.clock.now() - before).toBeLessThan(6_000);
});

test('a backend by expression has no list, and says what to do; others have nothing to list', async () => {
	await expect(search('searchVoices', { ...FORM, backend: 'expression' })).rejects.toThrow(
		/^There is no list to choose from, because 'Backend' is set to 'By Expression'/,
	);
	expect(await search('searchVoices', { ...FORM, backend: 'kie' })).toEqual({ results: [] });
	expect(host.simulator.requests).toEqual([]);
});

test('speakers are found by a part of their ID, and a text may be spoken by any other', async () => {
	const speech = { backend: 'kling', resource: 'audio', operation: 'textToSpeech', speechText: 'Good morning' };
	expect((await search('searchSpeakers', speech)).results).toHaveLength(46);
	expect((await search('searchSpeakers', speech, { filter: 'UK_man' })).results).toEqual([
		{ name: 'uk_man2', value: 'uk_man2' },
	]);
	expect((await search('searchSpeakers', { ...speech, backend: 'kie' })).results).toEqual([]);
	expect((await search('searchSpeakers', { ...speech, backend: 'expression' })).results).toHaveLength(46);
	for (const [index, mode] of ['list', 'id'].entries()) {
		const speechVoice = { __rl: true, mode, value: 'oversea_male1' };
		const { outputs, error } = await host.run({ ...speech, speechVoice }, { executionId: String(index) });
		if (error) throw error;
		expect(outputs[0]![0]!.json.status).toBe('succeeded');
	}
});
