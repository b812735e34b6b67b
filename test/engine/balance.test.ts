// Account: Get Balance through n8n's own engine, on each backend: free, asked once, and clear about what is wrong.
import type { INodeParameters } from 'n8n-workflow';
import type { BackendName } from '../simulator/contract';
import { BALANCES, byExpression, onlyJson, openTestHost, withLogin, type TestHost } from '../support/test-host';

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost();
});
afterEach(async () => await host.close());

const getBalance = (backend: BackendName, more: INodeParameters = {}): INodeParameters => ({
	backend,
	resource: 'account',
	operation: 'getBalance',
	...more,
});
const CREDENTIALS = { kling: 'klingApi', kie: 'kieApi', piapi: 'piApi' };
const EMPTY = { items: [{ json: {} }] };
const asked = () => host.simulator.requests.filter(({ verb }) => verb === 'account');

describe.each(BALANCES)('%s', (backend) => {
	test('tells what is left, paired, and costs nothing', async () => {
		const before = host.simulator[backend].credits;
		const outcome = await host.run(getBalance(backend), EMPTY);
		const json = onlyJson(outcome);
		const unit = { kling: 'units', kie: 'credits', piapi: 'points' }[backend];
		expect(json).toMatchObject({
			backend,
			balance: before,
			unit,
			usd: backend === 'kling' ? null : expect.any(Number),
		});
		expect(json).not.toHaveProperty('error');
		expect(outcome.outputs[0]![0]!.pairedItem).toEqual({ item: 0 });
		expect(outcome.outputs[0]![0]!.binary).toBeUndefined();
		expect(host.simulator[backend].credits).toBe(before);
		expect(host.simulator.ledger).toHaveLength(0);
		expect(asked()).toHaveLength(1);
	});

	test('twenty items ask once and each get the answer', async () => {
		const items = Array.from({ length: 20 }, () => ({ json: {} }));
		const { outputs, error } = await host.run(getBalance(backend), { items });
		expect(error).toBeUndefined();
		expect(outputs[0]!.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
		expect(new Set(outputs[0]!.map(({ json }) => json.balance)).size).toBe(1);
		expect(asked()).toHaveLength(1);
	});

	test('a wrong key is said in one sentence, with what to do, and asked once', async () => {
		const logins = withLogin(host.logins, CREDENTIALS[backend], { apiKey: 'api-key-wrong' });
		const { error } = await host.run(getBalance(backend), { ...EMPTY, logins });
		expect(error?.message).toMatch(/^(Kling|Kie\.ai|PiAPI): the key was not accepted \(.*code (1002|401)\)$/);
		expect((error as { description?: string }).description).toMatch(/Check the key/);
		expect(asked()).toHaveLength(1);
	});

	test('with Continue a wrong key is an error item', async () => {
		const logins = withLogin(host.logins, CREDENTIALS[backend], { apiKey: 'api-key-wrong' });
		const settings = { onError: 'continueErrorOutput' as const };
		const { outputs } = await host.run(getBalance(backend), { ...EMPTY, logins, settings });
		expect(outputs[0]).toHaveLength(0);
		expect(outputs[1]![0]!.json).toMatchObject({ error: { kind: 'credential' } });
	});

	test('slips are borne', async () => {
		host.simulator.fault({ backend, verb: 'account', kind: 'dropAfter' });
		host.simulator.fault({ backend, verb: 'account', kind: 'answer', status: 502, text: '<h1>Bad Gateway</h1>' });
		expect(onlyJson(await host.run(getBalance(backend), EMPTY))).toMatchObject({ backend });
		expect(asked()).toHaveLength(3);
	});

	test('an account without anything has a balance of zero', async () => {
		host.simulator[backend].credits = 0;
		expect(onlyJson(await host.run(getBalance(backend), EMPTY))).toMatchObject({ backend, balance: 0 });
	});

	test('the backend may come from the item', async () => {
		const parameters = { ...getBalance(backend), ...byExpression('={{ $json.backend }}') };
		expect(onlyJson(await host.run(parameters, { items: [{ json: { backend } }] }))).toMatchObject({ backend });
	});
});

test('access keys of the official API open it, too', async () => {
	// Signed tokens hold the real time.
	const real = await openTestHost({ now: Date.now });
	const { accessKey, secretKey } = real.simulator.kling;
	const logins = withLogin(real.logins, 'klingApi', { authentication: 'accessKey', accessKey, secretKey });
	const outcome = await real.run(getBalance('kling'), { ...EMPTY, logins });
	await real.close();
	expect(onlyJson(outcome)).toMatchObject({ backend: 'kling', unit: 'units' });
});

test('the official API lists its packs, and is asked once a second at most', async () => {
	const json = onlyJson(await host.run(getBalance('kling'), EMPTY));
	expect((json.packs as Array<{ status: string }>).map(({ status }) => status)).toEqual([
		'online',
		'toBeOnline',
		'expired',
		'runOut',
	]);
	expect(json.warnings).toEqual([expect.stringMatching(/12 hours old/)]);
	await Promise.all([1, 2, 3].map(async () => await host.run(getBalance('kling'), EMPTY)));
	const times = asked().map(({ at }) => at);
	expect(times).toHaveLength(4);
	expect(Math.min(...times.slice(2).map((at, index) => at - times[index + 1]!))).toBeGreaterThanOrEqual(1_000);
});

test('a node that was saved before there was a second resource works as it did', async () => {
	const parameters = { backend: 'kie', operation: 'queryTask', taskId: 'nobody' };
	const { error } = await host.run(parameters, EMPTY);
	expect(error?.message).toMatch(/has no task/);
});
