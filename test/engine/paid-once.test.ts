// Nothing is paid twice and nothing paid for is lost: retries, unclear creates, full slots, limits and Stop.
import {
	BACKENDS,
	findsLost,
	imageToVideo,
	lastTooSmall,
	onlyJson,
	openTestHost,
	photo,
	photoItem,
	RETRY,
	withLogin,
	type TestHost,
} from '../support/test-host';

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost({ timeouts: { create: 300, query: 300, upload: 300, download: 300 } });
});
afterEach(async () => await host.close());

const contextOf = (error: unknown) => (error as { context: Record<string, unknown> }).context;
const descriptionOf = (error: unknown) => (error as { description?: string }).description;
const sent = (verb: string) => host.simulator.requests.filter((request) => request.verb === verb);

describe.each(BACKENDS)('%s', (backend) => {
	const withoutIds = backend !== 'kling';

	test('status reads survive resets, 429, 5xx and pages of HTML', async () => {
		host.simulator.fault({ backend, verb: 'query', kind: 'dropBefore' });
		host.simulator.fault({
			backend,
			verb: 'query',
			kind: 'answer',
			status: 429,
			json: {},
			headers: { 'retry-after': '7' },
		});
		host.simulator.fault({ backend, verb: 'query', kind: 'answer', status: 502, text: '<html>Bad Gateway</html>' });
		host.simulator.fault({ backend, verb: 'query', kind: 'truncate' });
		host.simulator.fault({ backend, verb: 'query', kind: 'stall' });
		expect(onlyJson(await host.run(imageToVideo(backend))).status).toBe('succeeded');
		expect(host.simulator.ledger).toHaveLength(1);
	});

	test('when the first item succeeds and the second fails, Retry On Fail pays for neither twice', async () => {
		host.simulator.setLife({ outcome: 'succeed' });
		const { form, items } = await lastTooSmall(host);
		const oneByOne = { ...form, options: { itemsAtOnce: 1 } };
		const { error } = await host.run(imageToVideo(backend, oneByOne), { items, settings: RETRY });
		expect(error?.message).toMatch(/too small/);
		expect(host.simulator.ledger).toHaveLength(1);
	});

	test('a retried execution waits for the task of the failed one', async () => {
		const limit = { options: { timeLimit: 0.5 } };
		const first = await host.run(imageToVideo(backend, limit), { executionId: '7' });
		// On fal time in the queue does not count.
		expect(first.error?.message).toMatch(/not finished after 0\.[58] minutes/);
		const again = await host.run(imageToVideo(backend, { options: { timeLimit: 5 } }), {
			executionId: '8',
			context: first.context,
		});
		const json = onlyJson(again);
		expect(json).toMatchObject({ status: 'succeeded', taskId: host.simulator.ledger[0]!.taskId });
		expect(host.simulator.ledger).toHaveLength(1);
	});

	test('a task that failed is made anew by Retry On Fail, and both stand in the ledger', async () => {
		host.simulator.setLife({ outcome: 'fail', reason: 'the moon was in the way' });
		const { error } = await host.run(imageToVideo(backend), { settings: { ...RETRY, maxTries: 2 } });
		expect(error?.message).toMatch(/could not create the video: "the moon was in the way"/);
		expect(host.simulator.ledger).toHaveLength(2);
		expect(contextOf(error)).toMatchObject({ kind: 'taskFailed', taskId: host.simulator.ledger[1]!.taskId, backend });
	});

	test('the time limit gives the task id in message and context, and Query Task takes it', async () => {
		host.simulator.setLife({ runningMs: 3_600_000 });
		const { error } = await host.run(imageToVideo(backend));
		const { taskId } = host.simulator.ledger[0]!;
		expect(error?.message).toMatch(/not finished after 30(\.3)? minutes/);
		expect(error?.message).toContain(taskId);
		expect(descriptionOf(error)).toMatch(/'Query Task'.*'Time Limit \(Minutes\)'/);
		expect(contextOf(error)).toMatchObject({ kind: 'timeLimit', taskId, backend, operation: 'imageToVideo' });
	});

	test('at the time limit the last state can be returned instead', async () => {
		host.simulator.setLife({ runningMs: 3_600_000 });
		const json = onlyJson(await host.run(imageToVideo(backend, { options: { timeLimit: 2, atTimeLimit: 'return' } })));
		expect(json).toMatchObject({ status: 'running', videoUrl: null, taskId: host.simulator.ledger[0]!.taskId });
	});

	test.each([
		{ name: 'a connection cut after the create was accepted', fault: { kind: 'dropAfter' as const } },
		{
			name: 'a page of HTML after the create was accepted',
			fault: { kind: 'answerAfter' as const, status: 502, text: '<html>' },
		},
		{ name: 'half a reply', fault: { kind: 'truncate' as const } },
		{ name: 'silence after the create', fault: { kind: 'slow' as const, ms: 600 } },
	])('$name never leads to a second task', async ({ fault }) => {
		host.simulator.fault({ backend, verb: 'create', ...fault });
		const { error, outputs } = await host.run(imageToVideo(backend), { settings: RETRY });
		await new Promise((resolve) => setTimeout(resolve, 400));
		expect(host.simulator.ledger).toHaveLength(1);
		if (!findsLost(backend)) {
			expect(error?.message).toMatch(/(Kie\.ai|PiAPI) did not confirm whether the task was created/);
			expect(descriptionOf(error)).toMatch(/'Query Task'.*'Retry Unconfirmed Task'/);
			expect(sent('create')).toHaveLength(1);
		} else {
			expect(error).toBeUndefined();
			expect(outputs[0]![0]!.json).toMatchObject({ status: 'succeeded', taskId: host.simulator.ledger[0]!.taskId });
		}
	});

	test('a cut before anything was processed costs nothing', async () => {
		host.simulator.fault({ backend, verb: 'create', kind: 'dropBefore' });
		const { error } = await host.run(imageToVideo(backend));
		expect(host.simulator.ledger).toHaveLength(withoutIds ? 0 : 1);
		expect(error === undefined).toBe(!withoutIds);
	});

	test('while the account has no free slot the item waits, and then pays once', async () => {
		const busy =
			backend === 'kling'
				? { status: 429, json: { code: 1303, message: 'parallel task over resource pack limit', request_id: 'r' } }
				: { status: backend === 'kie' ? 200 : 429, json: { code: 429, msg: 'too many', message: 'too many' } };
		host.simulator.fault({ backend, verb: 'create', kind: 'answer', ...busy, times: 5 });
		expect(onlyJson(await host.run(imageToVideo(backend))).status).toBe('succeeded');
		expect(host.simulator.ledger).toHaveLength(1);
		expect(sent('create')).toHaveLength(6);
	});

	test('the time limit for a free slot ends that wait with the words of the backend', async () => {
		const code = backend === 'kling' ? 1303 : 429;
		const json = { code, message: 'all taken', msg: 'all taken', detail: 'all taken' };
		host.simulator.fault({ backend, verb: 'create', kind: 'answer', status: 429, json, times: 10_000 });
		const { error } = await host.run(imageToVideo(backend, { options: { slotLimit: 0.5 } }));
		expect(error?.message).toMatch(/No task was created within 30 minutes.*all taken/);
		expect(host.simulator.ledger).toHaveLength(0);
	});

	test('a video that cannot be downloaded is not thrown away', async () => {
		host.simulator.fault({ backend, verb: 'download', kind: 'truncate', times: 9 });
		const { outputs, error } = await host.run(imageToVideo(backend));
		expect(error).toBeUndefined();
		const [item] = outputs[0]!;
		expect(item!.binary).toBeUndefined();
		expect(item!.json.videoUrl).toMatch(/^http/);
		expect(String((item!.json.warnings as string[])[0])).toMatch(/could not be downloaded.*'videoUrl'/);
	});

	test('a download that breaks once is tried again', async () => {
		host.simulator.fault({ backend, verb: 'download', kind: 'truncate' });
		const { outputs } = await host.run(imageToVideo(backend));
		expect(outputs[0]![0]!.binary!.data!.mimeType).toBe('video/mp4');
	});

	test.each((['upload', 'create', 'query', 'download'] as const).filter((verb) => verb !== 'upload' || withoutIds))(
		'Stop ends at once while the %s is silent',
		async (verb) => {
			const stalled = verb === 'download' ? 'hang' : 'stall';
			host.simulator.fault({ backend, verb, kind: stalled, times: 5 });
			const started = Date.now();
			const timeouts = { create: 60_000, query: 60_000, upload: 60_000, download: 60_000 };
			const { run } = await host.run(imageToVideo(backend), {
				timeouts,
				settings: { ...RETRY, maxTries: 5 },
				stopWhen: (stop) => {
					const look = setInterval(() => {
						if (sent(verb).length === 0) return;
						clearInterval(look);
						stop();
					}, 5);
				},
			});
			expect(Date.now() - started).toBeLessThan(5_000);
			expect(run.data.resultData.runData.Node?.at(-1)?.data?.main?.[0] ?? []).toHaveLength(0);
			expect(sent('create').length).toBeLessThanOrEqual(1);
			expect(host.simulator.ledger.length).toBeLessThanOrEqual(1);
		},
	);

	test('three equal items give three tasks', async () => {
		const item = await photoItem();
		const { outputs } = await host.run(imageToVideo(backend), { items: [item, item, item] });
		const made = host.simulator.ledger.map(({ taskId }) => taskId);
		expect(outputs[0]!.map(({ json }) => json.taskId).sort()).toEqual(made.sort());
		expect(new Set(outputs[0]!.map(({ json }) => json.taskId)).size).toBe(3);
	});

	test('no key, token or picture stands in what the run leaves behind', async () => {
		host.simulator.setLife({ outcome: 'fail', reason: 'no' });
		const { run, context } = await host.run(imageToVideo(backend));
		const everything = JSON.stringify([run.data.resultData, context]);
		const picture = (await photo()).toString('base64').slice(0, 60);
		for (const secret of [host.simulator[backend].apiKey, picture]) expect(everything).not.toContain(secret);
	});
});

test('on the official API a lost create is found by the id that was written before it left', async () => {
	host.simulator.fault({ backend: 'kling', verb: 'create', kind: 'dropAfter' });
	const json = onlyJson(await host.run(imageToVideo('kling')));
	expect(json.externalTaskId).toBe(host.simulator.ledger[0]!.externalTaskId);
	expect(json.externalTaskId).toMatch(/^n8n-[0-9a-f-]{36}$/);
});

test('with access keys a lost create is found on the path that made it', async () => {
	// The simulator checks the token's times, so this one runs by the real clock.
	const real = await openTestHost({ now: Date.now, life: { queuedMs: 1, runningMs: 1 } });
	try {
		const { accessKey, secretKey } = real.simulator.kling;
		const logins = withLogin(real.logins, 'klingApi', { authentication: 'accessKey', accessKey, secretKey });
		real.simulator.fault({ backend: 'kling', verb: 'create', kind: 'dropAfter' });
		expect(onlyJson(await real.run(imageToVideo('kling'), { logins })).status).toBe('succeeded');
		expect(real.simulator.ledger).toHaveLength(1);
		expect(real.simulator.requests.some(({ path }) => path.startsWith('/tasks'))).toBe(false);
	} finally {
		await real.close();
	}
});

test.each(['kie', 'piapi'] as const)(
	'%s: an unclear task is created again only when the user says so',
	async (backend) => {
		host.simulator.fault({ backend, verb: 'create', kind: 'dropBefore' });
		const again = { options: { createAgain: true } };
		const first = await host.run(imageToVideo(backend, again), { settings: RETRY });
		expect(first.error?.message).toMatch(/did not confirm whether/);
		expect(sent('create')).toHaveLength(1);
		const second = await host.run(imageToVideo(backend), { context: first.context, executionId: '2' });
		expect(second.error?.message).toMatch(/did not confirm whether/);
		expect(sent('create')).toHaveLength(1);
		const third = await host.run(imageToVideo(backend, again), { context: second.context, executionId: '3' });
		expect(onlyJson(third).status).toBe('succeeded');
		expect(host.simulator.ledger).toHaveLength(1);
	},
);

test('an External Task ID of the user is sent, returned and found by Query Task', async () => {
	const json = onlyJson(
		await host.run(imageToVideo('kling', { options: { externalTaskId: 'order-4711', wait: false } })),
	);
	expect(json.externalTaskId).toBe('order-4711');
	const found = onlyJson(
		await host.run({
			backend: 'kling',
			resource: 'video',
			operation: 'queryTask',
			lookUpBy: 'externalTaskId',
			queryExternalTaskId: 'order-4711',
		}),
	);
	expect(found).toMatchObject({ status: 'succeeded', taskId: json.taskId });
	const again = await host.run(imageToVideo('kling', { options: { externalTaskId: 'order-4711' } }));
	expect(again.error?.message).toMatch(/already has a task with the External Task ID 'order-4711'/);
	expect(host.simulator.ledger).toHaveLength(1);
});
