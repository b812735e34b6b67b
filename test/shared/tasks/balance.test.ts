// What each backend tells of an account, read into one shape, and how long trouble with it is borne.
import { backends } from '../../../nodes/shared/backends';
import { Err } from '../../../nodes/shared/errors';
import type { Reply } from '../../../nodes/shared/http/types';
import { balanceJson } from '../../../nodes/shared/results/balance-json';
import { askBalance, type BalanceAnswer } from '../../../nodes/shared/tasks/balance';
import type { BackendId } from '../../../nodes/shared/vocabulary';
import { virtualClock } from '../../support/clock';
import { answered, blocked, htmlPage, lost, unreached } from '../../support/replies';

const DAY = 24 * 3600 * 1000;
const NOW = Date.UTC(2026, 8, 1);
/** fal.ai tells administrators only. */
const telling = Object.values(backends).filter(({ balance }) => balance !== undefined);
const connection = { account: 'mine', apiUrl: 'https://h', uploadUrl: 'https://u', hasApiKey: true };

const tell = (backend: BackendId, content: unknown, status?: number) =>
	backends[backend].balance!.read(answered(content, status));
const balanceIn = (answer: BalanceAnswer) => {
	if (answer.is !== 'balance') throw new Error(answer.failure.message);
	return answer.balance;
};
const failureIn = (answer: BalanceAnswer) => {
	if (answer.is === 'balance') throw new Error('a balance was told');
	return [answer.is, answer.failure.kind, answer.failure.message];
};

/** The reply of kling-official.md 2.14 with these packs; without any their key is missing. */
const packs = (...infos: unknown[]) => ({
	code: 0,
	message: 'SUCCEED',
	data: { code: 0, msg: 'SUCCEED', ...(infos.length > 0 ? { resource_pack_subscribe_infos: infos } : {}) },
});
const pack = (more: object) => ({
	resource_pack_name: 'Video Generation - 10000 entries',
	resource_pack_id: '509f3fd3d4f4a3fe9eec5db27aa44f27',
	resource_pack_type: 'decreasing_total',
	total_quantity: 200,
	remaining_quantity: 118,
	purchase_time: NOW - DAY,
	effective_time: NOW - DAY,
	invalid_time: NOW + DAY,
	status: 'online',
	...more,
});

test('each backend is asked under its own address', () => {
	const asked = telling.map(({ balance }) => balance!.call(connection, NOW));
	expect(asked).toEqual([
		{ method: 'GET', url: `https://h/account/costs?start_time=${NOW - 366 * DAY}&end_time=${NOW}` },
		{ method: 'GET', url: 'https://h/api/v1/chat/credit' },
		{ method: 'GET', url: 'https://h/account/info' },
	]);
});

describe('the official API', () => {
	test('tells of packs; what is online makes up the balance', () => {
		const balance = balanceIn(
			tell(
				'kling',
				packs(
					pack({}),
					pack({ resource_pack_name: 'Images', remaining_quantity: '0.2', resource_pack_type: 'constant_period' }),
					pack({ status: 'expired', remaining_quantity: 50 }),
					pack({ status: 'runOut', remaining_quantity: 0 }),
					pack({ status: 'toBeOnline', remaining_quantity: 200 }),
				),
			),
		);
		const json = balanceJson('kling', balance);
		expect(json).toMatchObject({ backend: 'kling', balance: 118.2, unit: 'units', usd: null });
		expect(json.warnings).toEqual([
			expect.stringMatching(/12 hours old/),
			expect.stringMatching(/is the sum of several packs/),
		]);
		expect((json.packs as object[]).slice(0, 2)).toEqual([
			{
				name: 'Video Generation - 10000 entries',
				kind: 'decreasing_total',
				status: 'online',
				remaining: 118,
				total: 200,
				startsAt: '2026-08-31T00:00:00.000Z',
				expiresAt: '2026-09-02T00:00:00.000Z',
			},
			expect.objectContaining({ name: 'Images', kind: 'constant_period', remaining: 0.2 }),
		]);
	});

	test('without packs their list is missing: nothing is left, and it is said what that leaves out', () => {
		for (const reply of [packs(), { code: 0, data: { code: 0, resource_pack_subscribe_infos: null } }]) {
			const balance = balanceIn(tell('kling', reply));
			expect(balance).toMatchObject({ amount: 0, packs: [] });
			expect(balance.warnings).toEqual([expect.stringMatching(/no packs.*not money/)]);
		}
	});

	test('a pack of which little is told is listed all the same', () => {
		const balance = balanceIn(
			tell('kling', packs({ resource_pack_id: 'p-1', status: 'online', invalid_time: 9e99 }, null)),
		);
		expect(balanceJson('kling', balance)).toMatchObject({
			balance: 0,
			packs: [{ name: 'p-1', kind: null, status: 'online', remaining: null, total: null, expiresAt: null }],
		});
	});

	test('a refusal may stand in either envelope', () => {
		const wrongKey = { code: 1002, message: 'api key not found', request_id: 'r' };
		const inner = { code: 0, message: 'ok', data: { code: 1002, msg: 'api key not found' } };
		for (const answer of [tell('kling', wrongKey, 401), tell('kling', inner)]) {
			expect(failureIn(answer)).toEqual([
				'refused',
				'credential',
				'Kling: the key was not accepted ("api key not found", code 1002)',
			]);
		}
		expect(failureIn(tell('kling', { code: 1302, message: 'too fast' }, 429)).slice(0, 2)).toEqual([
			'transient',
			'busy',
		]);
	});

	test('what is no list of packs is no answer', () => {
		for (const data of [undefined, null, [], {}, { code: 0, resource_pack_subscribe_infos: 'none' }])
			expect(failureIn(tell('kling', { code: 0, data }))[0]).toBe('transient');
	});
});

describe('Kie.ai', () => {
	test.each([
		[100, 100, 0.5],
		['99.5', 99.5, 0.4975],
		[0, 0, 0],
		[-3, -3, -0.015],
	])('tells credits: %p', (data, amount, usd) => {
		expect(balanceIn(tell('kie', { code: 200, msg: 'success', data }))).toEqual({
			amount,
			unit: 'credits',
			usd,
			warnings: [],
		});
	});

	test('the code in the body decides', () => {
		expect(failureIn(tell('kie', { code: 401, msg: 'You do not have access permissions' }))).toEqual([
			'refused',
			'credential',
			'Kie.ai: the key was not accepted ("You do not have access permissions", code 401)',
		]);
		for (const data of [null, undefined, '', 'many', {}, [5]])
			expect(failureIn(tell('kie', { code: 200, msg: 'success', data }))[0]).toBe('transient');
		expect(failureIn(tell('kie', { data: 5 }))[0]).toBe('transient');
	});
});

describe('PiAPI', () => {
	test.each([
		[{ equivalent_in_usd: 1.5, wallet: { point_remain: 15_000_000 } }, 15_000_000, 'points', 1.5],
		[{ wallet: { point_remain: 15_000_000 } }, 15_000_000, 'points', 1.5],
		[{ point_remain: '5000000' }, 5_000_000, 'points', 0.5],
		[{ equivalent_in_usd: '2.25' }, 2.25, 'USD', 2.25],
	])('tells points or dollars: %j', (data, amount, unit, usd) => {
		expect(balanceIn(tell('piapi', { code: 200, data, message: 'success' }))).toEqual({
			amount,
			unit,
			usd,
			warnings: [],
		});
	});

	test('refusals come by code or by status', () => {
		for (const answer of [tell('piapi', { code: 401, message: 'Invalid API key' }, 401), tell('piapi', {}, 401)])
			expect(failureIn(answer).slice(0, 2)).toEqual(['refused', 'credential']);
		for (const data of [null, {}, { wallet: null }, { wallet: { point_remain: 'x' } }])
			expect(failureIn(tell('piapi', { code: 200, data }))[0]).toBe('transient');
	});
});

test.each(telling)('$id: silence and pages of gateways are trouble, what n8n forbids is not asked again', (backend) => {
	const { read } = backend.balance!;
	const replies: Reply[] = [unreached, lost, answered(htmlPage, 502), answered('', 200), answered('{"co')];
	for (const reply of replies) expect(read(reply).is).toBe('transient');
	expect(read(blocked).is).toBe('refused');
});

describe('asking', () => {
	const call = { method: 'GET', url: 'https://h/x' } as const;
	const credits = answered({ code: 200, data: 7 });
	const ask = async (replies: Reply[], signal?: AbortSignal) => {
		const clock = virtualClock();
		let asked = 0;
		const outcome = await askBalance(
			async () => await Promise.resolve(replies[Math.min(asked++, replies.length - 1)]!),
			call,
			backends.kie.balance!.read,
			{ clock, signal },
		);
		return { outcome, asked, pauses: clock.pauses };
	};

	test('bears slips, with longer and longer pauses, as long as the backend advises at least', async () => {
		const { outcome, pauses } = await ask([lost, answered({ code: 429 }, 429, 10_000), unreached, credits]);
		expect(outcome).toMatchObject({ amount: 7 });
		expect(pauses).toEqual([2_000, 10_000, 8_000]);
	});

	test('a minute of trouble ends it with the last reason', async () => {
		const { outcome, pauses } = await ask([lost]);
		expect(outcome).toBeInstanceOf(Err);
		expect((outcome as Err).failure.kind).toBe('network');
		expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000]);
	});

	test('a refusal is believed at once', async () => {
		const { outcome, asked } = await ask([answered({ code: 401, msg: 'no' })]);
		expect(outcome).toBeInstanceOf(Err);
		expect(asked).toBe(1);
	});

	test('Stop ends the pause', async () => {
		await expect(ask([lost], AbortSignal.abort())).rejects.toThrow('stopped');
	});
});
