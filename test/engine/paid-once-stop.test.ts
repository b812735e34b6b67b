// What becomes of paid tasks when a run is stopped, when a video cannot be had, and when a failed task is made again.
import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import { readFile } from '../support/run-node';
import {
	BACKENDS,
	byExpression,
	findsLost,
	imageToVideo,
	onlyJson,
	openTestHost,
	photo,
	photoItem,
	queryTask,
	RETRY,
	type TestHost,
	withLogin,
} from '../support/test-host';
import type { RecordedRequest, Verb } from '../simulator/contract';

let host: TestHost;
let onRequest: (request: RecordedRequest) => void;
beforeEach(async () => {
	onRequest = () => undefined;
	host = await openTestHost({
		timeouts: { create: 1_500, query: 1_500, upload: 1_500, download: 1_500 },
		onRequest: (request) => onRequest(request),
	});
});
afterEach(async () => {
	jest.restoreAllMocks();
	await host.close();
});

const sent = (verb: Verb) => host.simulator.requests.filter((request) => request.verb === verb);
const descriptionOf = (error: unknown) => (error as { description?: string }).description;
/** Presses Stop when so many requests of this kind have come in. */
const stopAt = (verb: Verb, count = 1) => ({
	stopWhen: (stop: () => void) => {
		onRequest = (request) => {
			if (request.verb === verb && sent(verb).length === count) stop();
		};
	},
});

describe('PiAPI: a task that has not begun when the run is stopped', () => {
	const form = (more = {}) => imageToVideo('piapi', { options: { cancelOnStop: true, ...more } });
	beforeEach(() => host.simulator.setLife({ queuedMs: 3_600_000 }));

	test('is taken back there, where the user chose so', async () => {
		await host.run(form(), { ...stopAt('query'), settings: { ...RETRY, maxTries: 5 } });
		expect(host.simulator.ledger.map(({ state }) => state)).toEqual(['cancelled']);
		expect(sent('create')).toHaveLength(1);
		expect(sent('cancel')).toMatchObject([{ method: 'DELETE', status: 200 }]);
	});

	test('is left alone otherwise', async () => {
		await host.run(imageToVideo('piapi'), stopAt('query'));
		expect(host.simulator.ledger.map(({ state }) => state)).toEqual(['queued']);
		expect(sent('cancel')).toHaveLength(0);
	});

	test('is taken back with those of earlier items that were only submitted', async () => {
		const items = await Promise.all([640, 700, 800].map(async (width) => await photoItem(await photo({ width }))));
		await host.run(form({ wait: false, itemsAtOnce: 1 }), { items, ...stopAt('upload', 3) });
		expect(host.simulator.ledger.map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
	});

	test('and a service that does not answer do not keep the run from ending', async () => {
		host.simulator.fault({ backend: 'piapi', verb: 'cancel', kind: 'stall' });
		const warn = jest.spyOn(Container.get(Logger), 'warn');
		const started = Date.now();
		await host.run(form(), stopAt('query'));
		expect(Date.now() - started).toBeLessThan(5_000);
		const { taskId } = host.simulator.ledger[0]!;
		expect(warn).toHaveBeenCalledWith(
			expect.stringMatching(/could not be canceled/),
			expect.objectContaining({ taskId }),
		);
	});

	test('elsewhere the option is named in the warnings', async () => {
		host.simulator.setLife({ queuedMs: 0 });
		const json = onlyJson(
			await host.run(imageToVideo('kie', { ...byExpression('={{ "kie" }}'), options: { cancelOnStop: true } })),
		);
		expect(json.warnings).toEqual([expect.stringMatching(/'Cancel Task on Stop' has no effect: Kie\.ai/)]);
	});
});

test.each(BACKENDS)('%s: a Stop in the middle of a create is told in the log, with where to look', async (backend) => {
	const warn = jest.spyOn(Container.get(Logger), 'warn');
	host.simulator.fault({ backend, verb: 'create', kind: 'lateAnswer', ms: 200 });
	await host.run(imageToVideo(backend), { ...stopAt('create'), settings: RETRY });
	await host.simulator.settled();
	const { externalTaskId } = host.simulator.ledger[0]!;
	expect(host.simulator.ledger).toHaveLength(1);
	expect(warn).toHaveBeenCalledWith(
		expect.stringMatching(/stopped while a task was being created/),
		expect.objectContaining({
			lookAt: expect.any(String),
			itemIndex: 0,
			...(externalTaskId ? { externalTaskId } : {}),
		}),
	);
});

describe.each(BACKENDS)('%s', (backend) => {
	test('a download that breaks is resumed where it broke', async () => {
		host.simulator.fault({ backend, verb: 'download', kind: 'truncate', times: 4 });
		const { outputs } = await host.run(imageToVideo(backend));
		const ranges = sent('download').map(({ headers }) => String(headers.range));
		expect(ranges[0]).toBe('undefined');
		// On a busy machine a connection may break before anybody has read its half.
		expect(ranges).toContainEqual(expect.stringMatching(/^bytes=[1-9]\d*-$/));
		const { taskId } = host.simulator.ledger[0]!;
		expect((await readFile(outputs[0]![0]!.binary!.data!)).equals(host.simulator.resultBytes(taskId))).toBe(true);
	});

	test('a link that the host refuses is asked for anew', async () => {
		host.simulator.fault({ backend, verb: 'download', kind: 'answer', status: 403, text: 'Request has expired' });
		const { outputs } = await host.run(imageToVideo(backend));
		expect(outputs[0]![0]!.binary?.data).toBeDefined();
		const order = host.simulator.requests.map(({ verb }) => verb);
		// fal tells that a task is over, its result and the price under three addresses.
		const asks = backend === 'fal' ? ['query', 'query', 'account'] : ['query'];
		expect(order.slice(order.indexOf('download'))).toEqual(['download', ...asks, 'download']);
	});

	test('a download that fails for good can fail the item, and running again fetches the same video', async () => {
		host.simulator.fault({ backend, verb: 'download', kind: 'answer', status: 500, text: '', times: 99 });
		const form = imageToVideo(backend, { options: { atDownloadFailure: 'fail' } });
		const first = await host.run(form);
		const { taskId } = host.simulator.ledger[0]!;
		expect(first.error?.message).toContain(
			`could not be downloaded (its host answered with HTTP 500) [task ${taskId}]`,
		);
		expect(descriptionOf(first.error)).toMatch(/Retry this execution to download it/);
		expect(descriptionOf(first.error)).toContain(`Task ID: ${taskId}`);
		host.simulator.clearFaults();
		const again = await host.run(form, { context: first.context, executionId: '2' });
		expect(onlyJson(again).taskId).toBe(taskId);
		expect(again.outputs[0]![0]!.binary?.data).toBeDefined();
		expect(host.simulator.ledger).toHaveLength(1);
	});

	test('a failed task that is made again is told in the warnings of the second one', async () => {
		host.simulator.setLife({ outcome: 'fail', reason: 'no' });
		onRequest = () => {
			if (host.simulator.ledger.length === 1) host.simulator.setLife({ outcome: 'succeed' });
		};
		const json = onlyJson(await host.run(imageToVideo(backend), { settings: RETRY }));
		const [first, second] = host.simulator.ledger;
		expect(json).toMatchObject({ status: 'succeeded', taskId: second!.taskId });
		expect(json.warnings).toEqual([expect.stringMatching(/^This is task 2 for this item/)]);
		expect((json.warnings as string[])[0]).toContain(first!.taskId);
	});

	test('the success of another service is no refusal: the task may exist, so none is made again', async () => {
		const json = { code: backend === 'kling' ? 200 : 0, data: null };
		host.simulator.fault({ backend, verb: 'create', kind: 'answerAfter', status: 200, json });
		const { error } = await host.run(imageToVideo(backend), { settings: RETRY });
		expect(host.simulator.ledger).toHaveLength(1);
		expect(sent('create')).toHaveLength(1);
		if (!findsLost(backend)) expect(error?.message).toMatch(/did not confirm whether/);
	});

	test("Query Task takes a time limit's item as it is", async () => {
		host.simulator.setLife({ runningMs: 600_000 });
		const form = imageToVideo(backend, { options: { timeLimit: 2, atTimeLimit: 'return' } });
		const { outputs } = await host.run(form);
		const found = await host.run(queryTask(backend, '={{ $json.taskId }}'), { items: outputs[0]! });
		expect(onlyJson(found)).toMatchObject({ status: 'succeeded', taskId: host.simulator.ledger[0]!.taskId });
	});
});

test('no token that access keys sign stands in what a run leaves behind', async () => {
	const real = await openTestHost({
		now: Date.now,
		life: { queuedMs: 1, runningMs: 1, outcome: 'fail', reason: 'no' },
	});
	try {
		const { accessKey, secretKey } = real.simulator.kling;
		const logins = withLogin(real.logins, 'klingApi', { authentication: 'accessKey', accessKey, secretKey });
		const { run, context, error } = await real.run(imageToVideo('kling'), { logins });
		expect(error?.message).toMatch(/could not create the video/);
		const everything = JSON.stringify([run.data.resultData, context, error, error?.stack]);
		expect(everything).not.toMatch(/eyJ[\w-]{10,}/);
		for (const secret of [accessKey, secretKey]) expect(everything).not.toContain(secret);
	} finally {
		await real.close();
	}
});
