// Corners in which a task was once paid twice, or paid and not told.
import sharp from 'sharp';
import {
	byExpression,
	imageToVideo,
	lastTooSmall,
	onlyJson,
	openTestHost,
	photo,
	photoItem,
	queryTask,
	RETRY,
	type TestHost,
	withLogin,
} from '../support/test-host';

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost({ timeouts: { create: 300, query: 300, upload: 300, download: 300 } });
});
afterEach(async () => await host.close());

const contextOf = (error: unknown) => (error as { context: Record<string, unknown> }).context;
const descriptionOf = (error: unknown) => (error as { description?: string }).description;
const creates = () => host.simulator.requests.filter(({ verb }) => verb === 'create');

test('three equal passes of a loop give three tasks', async () => {
	let context: Record<string, unknown> | undefined;
	for (const earlierRuns of [0, 1, 2]) {
		const outcome = await host.run(imageToVideo('kie'), { earlierRuns, ...(context ? { context } : {}) });
		expect(onlyJson(outcome).status).toBe('succeeded');
		context = outcome.context;
	}
	expect(host.simulator.ledger).toHaveLength(3);
	expect(Object.keys(context?.klingVideoTasks as object)).toEqual(['2:0']);
});

test('passes of a loop that only submit give a task each', async () => {
	const form = imageToVideo('piapi', { options: { wait: false } });
	const first = await host.run(form);
	await host.run(form, { earlierRuns: 1, context: first.context });
	expect(host.simulator.ledger).toHaveLength(2);
});

test('as a tool of an agent each try has its own run index, and still pays once', async () => {
	host.simulator.fault({ backend: 'kie', verb: 'create', kind: 'dropAfter', times: 3 });
	const items = [await photoItem()];
	const run = async (earlierRuns: number, context?: Record<string, unknown>) =>
		await host.run(imageToVideo('kie'), { asTool: true, items, earlierRuns, ...(context ? { context } : {}) });
	const first = await run(0);
	const second = await run(1, first.context);
	const third = await run(2, second.context);
	expect(third.error?.message).toMatch(/Kie\.ai did not confirm/);
	expect(host.simulator.ledger).toHaveLength(1);
});

test('a prompt that changes at every look is still the same request when n8n tries again', async () => {
	const { form, items } = await lastTooSmall(host);
	const prompt = '={{ Math.random() }}';
	await host.run(imageToVideo('kie', { ...form, prompt, options: { itemsAtOnce: 1 } }), { items, settings: RETRY });
	expect(host.simulator.ledger).toHaveLength(1);
});

test('a slip in the last form costs nothing: all forms are read before the first task is paid', async () => {
	const items = [await photoItem(undefined, { seconds: 5 }), await photoItem(undefined, { seconds: 7 })];
	const { error } = await host.run(imageToVideo('kie', { duration: '={{ $json.seconds }}' }), { items });
	expect(error?.message).toMatch(/'Duration \(Seconds\)' can't be '7'/);
	expect(contextOf(error).itemIndex).toBe(1);
	expect(host.simulator.ledger).toHaveLength(0);
});

test('an error names the tasks of other items, whose results n8n throws away with it', async () => {
	const { form, items } = await lastTooSmall(host);
	const { error } = await host.run(imageToVideo('piapi', { ...form, options: { itemsAtOnce: 1 } }), { items });
	const { taskId } = host.simulator.ledger[0]!;
	expect(descriptionOf(error)).toContain(`item 0: ${taskId}`);
	expect(contextOf(error)).toMatchObject({ paidTasks: [{ taskId, backend: 'piapi', itemIndex: 0 }] });
});

test.each([{ msg: 'context deadline exceeded' }, { msg: 'invalid response from upstream' }, { msg: 'Internal Error' }])(
	"Kie.ai's code 500 with '$msg' may hide a task, so none is made again",
	async ({ msg }) => {
		host.simulator.fault({
			backend: 'kie',
			verb: 'create',
			kind: 'answerAfter',
			status: 200,
			json: { code: 500, msg },
		});
		const { error } = await host.run(imageToVideo('kie'), { settings: RETRY });
		expect(error?.message).toMatch(/did not confirm whether/);
		expect(creates()).toHaveLength(1);
	},
);

test.each([{ prompt: '={{ $json.deep }}' }, { prompt: '={{ [1,2] }}' }])(
	'an object is no prompt: $prompt',
	async ({ prompt }) => {
		const { error } = await host.run(imageToVideo('piapi', { prompt }), {
			items: [await photoItem(undefined, { deep: { a: 1 } })],
		});
		expect(error?.message).toMatch(/'Prompt' must be text, but it is [{[]/);
		expect(host.simulator.ledger).toHaveLength(0);
	},
);

test('a picture that is cut off is refused instead of being paid for half grey', async () => {
	const whole = await photo({ format: 'jpeg', width: 1200, height: 900 });
	const { error } = await host.run(imageToVideo('kling'), {
		items: [await photoItem(whole.subarray(0, whole.length * 0.6))],
	});
	expect(error?.message).toMatch(/'First Frame' is incomplete or damaged/);
	expect(host.simulator.ledger).toHaveLength(0);
});

test('PiAPI: a reply that carries a task id is a task, whatever else it says', async () => {
	const json = {
		code: 500,
		message: 'failed',
		data: { task_id: '11111111-0000-4000-8000-000000000001', status: 'failed' },
	};
	host.simulator.fault({ backend: 'piapi', verb: 'create', kind: 'answer', status: 500, json });
	const failed = {
		code: 200,
		data: { task_id: json.data.task_id, status: 'failed', error: { code: 10000, raw_message: 'no credits ' } },
	};
	host.simulator.fault({ backend: 'piapi', verb: 'query', kind: 'answer', status: 200, json: failed });
	const { error } = await host.run(imageToVideo('piapi'));
	expect(error?.message).toMatch(/PiAPI could not create the video: "no credits", code 10000 \[task 11111111/);
});

test('a late first create is adopted after a retry, not refused', async () => {
	const { simulator } = host;
	simulator.fault({ backend: 'kling', verb: 'create', kind: 'dropAfter' });
	// Four looks for it fail to show it, the second create finds no slot, and the third is told that the id exists.
	const none = { code: 0, message: 'ok', request_id: 'r', data: [] };
	const notFound = { code: 1201, message: 'Task not found by id/external id', request_id: 'r' };
	for (let look = 0; look < 4; look++) {
		simulator.fault({ backend: 'kling', verb: 'query', kind: 'answer', status: 200, json: none });
		simulator.fault({ backend: 'kling', verb: 'query', kind: 'answer', status: 400, json: notFound });
	}
	simulator.fault({
		backend: 'kling',
		verb: 'create',
		kind: 'answer',
		status: 429,
		json: { code: 1303, message: 'full' },
	});
	expect(onlyJson(await host.run(imageToVideo('kling'))).taskId).toBe(simulator.ledger[0]!.taskId);
	expect(simulator.ledger).toHaveLength(1);
});

describe("a user's own External Task ID", () => {
	const form = (more = {}) => imageToVideo('kling', { options: { externalTaskId: 'order-1', ...more } });

	test('never delivers an older video as the new one', async () => {
		onlyJson(await host.run(form()));
		host.clock.advance(3_600_000);
		host.simulator.fault({ backend: 'kling', verb: 'create', kind: 'dropBefore' });
		const { error } = await host.run(form({ wait: true }), { executionId: '2' });
		expect(error?.message).toMatch(/already has a task with the External Task ID 'order-1'/);
	});

	test('gets the number of the attempt when a failed task is tried again', async () => {
		host.simulator.setLife({ outcome: 'fail', reason: 'no face' });
		const { error } = await host.run(form(), { settings: { ...RETRY, maxTries: 2 } });
		expect(error?.message).toMatch(/no face/);
		expect(host.simulator.ledger.map(({ externalTaskId }) => externalTaskId)).toEqual(['order-1', 'order-1-2']);
	});

	test('that is the same for two items is refused before anything is paid', async () => {
		const item = await photoItem();
		const { error } = await host.run(form(), { items: [item, item] });
		expect(error?.message).toMatch(/'External Task ID' is 'order-1' for more than one item/);
		expect(host.simulator.ledger).toHaveLength(0);
	});

	test('is named in the warnings where the backend has no such thing', async () => {
		const given = { ...byExpression('={{ "kie" }}'), options: { externalTaskId: 'order-1' } };
		const json = onlyJson(await host.run(imageToVideo('kie', given)));
		expect(json.warnings).toEqual(["'External Task ID' was ignored: Kie.ai does not have this setting"]);
	});
});

test.each([
	[408, 200],
	[408, 408],
	[501, 200],
	[501, 501],
])('Kie.ai: code %i as HTTP %i that names no task does not end the paid one (M6)', async (code, status) => {
	const json = { code, msg: 'Request timeout' };
	host.simulator.fault({ backend: 'kie', verb: 'query', kind: 'answer', status, json });
	expect(onlyJson(await host.run(imageToVideo('kie'), { settings: RETRY })).status).toBe('succeeded');
	expect(host.simulator.ledger).toHaveLength(1);
});

test('a task that the backend no longer knows is asked for again, and made anew only with Retry Unconfirmed Task', async () => {
	const json = { code: 422, msg: 'recordInfo is null', data: null };
	host.simulator.fault({ backend: 'kie', verb: 'query', kind: 'answer', status: 200, json, times: 200 });
	const first = await host.run(imageToVideo('kie'));
	expect(first.error?.message).toMatch(/has no task/);
	expect(contextOf(first.error).taskId).toBe(host.simulator.ledger[0]!.taskId);
	const again = imageToVideo('kie', { options: { createAgain: true } });
	await host.run(imageToVideo('kie'), { context: first.context, executionId: '2' });
	expect(host.simulator.ledger).toHaveLength(1);
	await host.run(again, { context: first.context, executionId: '3' });
	expect(host.simulator.ledger).toHaveLength(2);
});

test('a task that is called done but has no video ends with its id, long before the limit', async () => {
	const json = { code: 200, data: { taskId: 't1', state: 'success', resultJson: '' } };
	host.simulator.fault({ backend: 'kie', verb: 'query', kind: 'answer', status: 200, json, times: 500 });
	const { error } = await host.run(queryTask('kie', 't1'), { items: [{ json: {} }] });
	expect(error?.message).toMatch(/reports 'success', but gives no result \[task t1\]/);
	expect(host.simulator.requests.length).toBeLessThan(70);
});

test('a credential that n8n cannot read for a moment is no reason to lose a paid task', async () => {
	const [kling, kie, piapi] = host.logins;
	let reads = 0;
	const data = new Proxy(kie!.data, {
		ownKeys(target) {
			reads += 1;
			if (reads >= 5 && reads <= 7) throw new Error('Connection terminated unexpectedly');
			return Reflect.ownKeys(target);
		},
	});
	const { error, outputs } = await host.run(imageToVideo('kie'), { logins: [kling!, { ...kie!, data }, piapi!] });
	expect(reads).toBeGreaterThan(7);
	expect(error).toBeUndefined();
	expect(outputs[0]![0]!.json.taskId).toBe(host.simulator.ledger[0]!.taskId);
});

test('Query Task by an external id is refused where there are none', async () => {
	const form = {
		...byExpression('={{ "kie" }}'),
		resource: 'video',
		operation: 'queryTask',
		lookUpBy: 'externalTaskId',
		queryExternalTaskId: 'x',
	};
	const { error } = await host.run(form, { items: [{ json: {} }] });
	expect(error?.message).toMatch(/Kie\.ai does not support external task IDs/);
});

test('"false" as text switches off, and text that is no number is refused', async () => {
	const json = onlyJson(await host.run(imageToVideo('kie', { options: { wait: '={{ "false" }}' } })));
	expect(json.status).toBe('queued');
	const { error } = await host.run(imageToVideo('kie', { options: { timeLimit: '={{ "abc" }}' } }));
	expect(error?.message).toMatch(/'Time Limit \(Minutes\)' can't be 'abc'/);
});

test('words with "canceled" do not end the execution as if the user had stopped it', async () => {
	host.simulator.setLife({ outcome: 'fail', reason: 'request was Canceled: job_canceled_by_user' });
	const { run, error } = await host.run(imageToVideo('kie'));
	expect(error?.message).toMatch(/Cancelled: job_cancelled_by_user/);
	expect(run.status).toBe('error');
	const named = await host.run(imageToVideo('kie', { imageField: 'canceled photo' }));
	expect(named.run.status).toBe('error');
});

test('the message keeps its task id when the words happen to hold the name of a system error', async () => {
	host.simulator.setLife({ outcome: 'fail', reason: 'preexisting material' });
	const { error } = await host.run(imageToVideo('kling'));
	expect(error?.message).toContain(host.simulator.ledger[0]!.taskId);
});

test('at the time limit the last trouble stands in the warnings of the returned state', async () => {
	host.simulator.fault({ backend: 'kie', verb: 'query', kind: 'answer', status: 502, text: '<html>', times: 900 });
	const form = imageToVideo('kie', { options: { timeLimit: 2, atTimeLimit: 'return' } });
	expect(onlyJson(await host.run(form)).warnings).toEqual([
		expect.stringMatching(/could not be read at the last check: Kie\.ai answered with HTTP 502/),
	]);
});

test('an upload does not obey a Retry-After of a day', async () => {
	const before = host.clock.now();
	const busy = { status: 429, json: { code: 429 }, headers: { 'retry-after': '86400' } };
	host.simulator.fault({ backend: 'piapi', verb: 'upload', kind: 'answer', ...busy, times: 9 });
	const { error } = await host.run(imageToVideo('piapi'));
	expect(error?.message).toMatch(/The image could not be uploaded: PiAPI: too many requests/);
	expect(host.clock.now() - before).toBeLessThan(180_000);
});

test('Stop does not wait for a picture that is being prepared', async () => {
	const big = await photo({ width: 7900, height: 7900, format: 'jpeg' });
	const isDrawn = () => sharp.counters().process > 0;
	const items = [await photoItem(big)];
	let stopped = false;
	await host.run(imageToVideo('kling'), {
		items,
		stopWhen: (stop) => {
			const look = setInterval(() => {
				if (!isDrawn()) return;
				clearInterval(look);
				stopped = true;
				stop();
			}, 5);
		},
	});
	// The picture takes its time, on a busy machine more; the run has ended before it.
	expect([stopped, isDrawn()]).toEqual([true, true]);
	expect(creates()).toHaveLength(0);
}, 120_000);

test('access keys sign a token for each request', async () => {
	const real = await openTestHost({ now: Date.now, life: { queuedMs: 1, runningMs: 1 } });
	try {
		const { accessKey, secretKey } = real.simulator.kling;
		const logins = withLogin(real.logins, 'klingApi', { authentication: 'accessKey', accessKey, secretKey });
		expect(onlyJson(await real.run(imageToVideo('kling'), { logins })).status).toBe('succeeded');
	} finally {
		await real.close();
	}
});

test('official API: an execution that n8n carries out again without its memory adopts the task that exists', async () => {
	const first = await host.run(imageToVideo('kling'), { executionId: '41' });
	const again = await host.run(imageToVideo('kling'), { executionId: '41' });
	expect(onlyJson(again).taskId).toBe(onlyJson(first).taskId);
	expect(host.simulator.ledger).toHaveLength(1);
	// Another execution is another request.
	expect(onlyJson(await host.run(imageToVideo('kling'), { executionId: '42' })).status).toBe('succeeded');
	expect(host.simulator.ledger).toHaveLength(2);
});

test('... and the task that failed there gets a second one only where n8n tries again', async () => {
	host.simulator.setLife({ outcome: 'fail', reason: 'no good' });
	const first = await host.run(imageToVideo('kling'), { executionId: '41' });
	expect(first.error?.message).toMatch(/no good/);
	const again = await host.run(imageToVideo('kling'), { executionId: '41' });
	expect(again.error?.message).toMatch(/no good/);
	expect(host.simulator.ledger).toHaveLength(1);
	host.simulator.setLife({ outcome: 'succeed' });
	const third = await host.run(imageToVideo('kling'), { executionId: '41', context: again.context });
	expect(onlyJson(third).status).toBe('succeeded');
	expect(host.simulator.ledger).toHaveLength(2);
});
