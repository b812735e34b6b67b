// What reports say of others and is right here stays right: ids that were rounded, keys with line ends, a sharp that cannot be
// loaded, results that are empty; what a failed task was charged.
import type { Err } from '../../nodes/shared/errors';
import { imageToVideo, onlyJson, openTestHost, queryTask, withLogin, type TestHost } from '../support/test-host';

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost();
});
afterEach(async () => await host.close());

test.each([
	['a number', '={{ 829836802793406551 }}'],
	['a list with one', '={{ [829836802793406551] }}'],
])('A20: an id that came as %s, which n8n has rounded, is refused', async (_, taskId) => {
	const { error } = await host.run(queryTask('kling', taskId));
	expect(error?.message).toMatch(/^IDs in 'Task ID' must be text/);
	expect(host.simulator.requests).toHaveLength(0);
});

test.each(['\n', '\r\n', ' ', '\t\n'])('A21: a key with %j behind it is taken without it', async (end) => {
	const logins = withLogin(host.logins, 'kieApi', { apiKey: `${host.simulator.kie.apiKey}${end}` });
	expect(onlyJson(await host.run(imageToVideo('kie'), { logins })).status).toBe('succeeded');
});

test('A22: where sharp cannot be loaded, one sentence says so and what to do', async () => {
	await jest.isolateModulesAsync(async () => {
		jest.doMock('sharp', () => {
			throw new Error('Could not load the "sharp" module using the linuxmusl-x64 runtime\nPossible solutions: ...');
		});
		const { loadSharp } = await import('../../nodes/shared/media/load-sharp');
		const outcome = (await loadSharp()) as Err;
		expect(outcome.failure.kind).toBe('setup');
		expect(outcome.failure.message).toMatch(/Could not load the "sharp" module using the linuxmusl-x64 runtime$/m);
		expect(outcome.failure.message).not.toMatch(/Possible solutions/);
		expect(outcome.failure.nextStep).toMatch(/\S/);
	});
	jest.dontMock('sharp');
});

const told = (data: Record<string, unknown>) => ({ code: 200, msg: 'success', data: { taskId: 't1', ...data } });

test.each([
	['no result', {}],
	['an empty result', { resultJson: '' }],
	['a list of none', { resultJson: '{"resultUrls":[]}' }],
	['addresses that are none', { resultJson: '{"resultUrls":["",null]}' }],
])('A23: a task that is done with %s is an error with its id, not a success', async (_, more) => {
	const json = told({ state: 'success', ...more });
	host.simulator.fault({ backend: 'kie', verb: 'query', kind: 'answer', status: 200, json, times: 1_000 });
	const { error } = await host.run(queryTask('kie', 't1'));
	expect(error?.message).toMatch(/t1/);
});

test.each([
	[30, /charged 30|30 credits/],
	[0, /did not charge/],
])('R13: of a failed task whose reply tells a charge of %i that is told', async (creditsConsumed, words) => {
	const json = told({ state: 'fail', failCode: '500', failMsg: 'Internal error', creditsConsumed });
	host.simulator.fault({ backend: 'kie', verb: 'query', kind: 'answer', status: 200, json, times: 10 });
	const { error } = await host.run(queryTask('kie', 't1'));
	const description = (error as { description?: string } | undefined)?.description ?? '';
	expect(`${error?.message} ${description}`).toMatch(words);
	expect(`${error?.message} ${description}`).not.toMatch(/usually/);
});
