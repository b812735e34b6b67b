// Money, case by case: what was once paid twice, lost, or delivered as something else.
import { Logger } from '@n8n/backend-common';
import { BinaryDataService } from 'n8n-core';
import { Container } from '@n8n/di';
import {
	BACKENDS,
	findsLost,
	imageToVideo,
	onlyJson,
	openTestHost,
	photoItem,
	queryTask,
	RETRY,
	type TestHost,
} from '../support/test-host';
import { KlingVideo } from '../../nodes/KlingVideo/KlingVideo.node.ts';
import { runNode } from '../support/run-node';
import type { RecordedRequest } from '../simulator/contract';

let host: TestHost;
let onRequest: (request: RecordedRequest) => void;
beforeEach(async () => {
	onRequest = () => undefined;
	host = await openTestHost({
		timeouts: { create: 300, query: 300, upload: 300, download: 300 },
		onRequest: (request) => onRequest(request),
	});
});
afterEach(async () => {
	jest.restoreAllMocks();
	await host.close();
});

const paid = () => host.simulator.ledger.map(({ taskId }) => taskId);
const creates = () => host.simulator.requests.filter(({ verb }) => verb === 'create');
const DAY = 24 * 3_600_000;

test.each(['kie', 'piapi'] as const)(
	'%s: a doubt that was settled by reading the task is over (M7)',
	async (backend) => {
		const unknown = {
			kie: { code: 422, msg: 'recordInfo is null', data: null },
			piapi: { code: 404, message: 'task not found' },
		};
		const status = backend === 'kie' ? 200 : 404;
		host.simulator.fault({ backend, verb: 'query', kind: 'answer', status, json: unknown[backend], times: 200 });
		const items = [await photoItem()];
		const first = await host.run(imageToVideo(backend), { items, executionId: '1' });
		expect(first.error?.message).toMatch(/has no task/);
		host.simulator.clearFaults();
		// The second execution finds it, and another execution follows because of another item, with Retry Unconfirmed Task.
		const second = await host.run(imageToVideo(backend), { items, executionId: '2', context: first.context });
		expect(onlyJson(second).taskId).toBe(paid()[0]);
		const again = imageToVideo(backend, { options: { createAgain: true } });
		const third = await host.run(again, { items, executionId: '3', context: second.context });
		expect(onlyJson(third).taskId).toBe(paid()[0]);
		expect(paid()).toHaveLength(1);
	},
);

test('Retry Unconfirmed Task asks for a task that is known before another one is made (M7)', async () => {
	const json = { code: 422, msg: 'recordInfo is null', data: null };
	host.simulator.fault({ backend: 'kie', verb: 'query', kind: 'answer', status: 200, json, times: 200 });
	const items = [await photoItem()];
	const first = await host.run(imageToVideo('kie'), { items, executionId: '1' });
	host.simulator.clearFaults();
	const again = imageToVideo('kie', { options: { createAgain: true } });
	const second = await host.run(again, { items, executionId: '2', context: first.context });
	expect(onlyJson(second).taskId).toBe(paid()[0]);
	expect(paid()).toHaveLength(1);
});

test('official API: a Stop while a lost task is looked for is told in the log, with its id (M8)', async () => {
	const warn = jest.spyOn(Container.get(Logger), 'warn');
	host.simulator.fault({ backend: 'kling', verb: 'create', kind: 'dropAfter' });
	host.simulator.fault({ backend: 'kling', verb: 'query', kind: 'answer', status: 502, text: '<html>', times: 99 });
	await host.run(imageToVideo('kling'), {
		stopWhen: (stop) => {
			onRequest = ({ verb }) => verb === 'query' && stop();
		},
		settings: RETRY,
	});
	const { externalTaskId } = host.simulator.ledger[0]!;
	expect(paid()).toHaveLength(1);
	expect(warn).toHaveBeenCalledWith(
		expect.stringContaining(externalTaskId!),
		expect.objectContaining({ externalTaskId, lookAt: 'the task list of the Kling console' }),
	);
});

test('official API: the same execution id 40 days later makes a video of its own (M9)', async () => {
	const first = await host.run(imageToVideo('kling'), { executionId: '41' });
	host.clock.advance(40 * DAY);
	const later = await host.run(imageToVideo('kling'), { executionId: '41' });
	expect(onlyJson(later)).toMatchObject({ status: 'succeeded', taskId: paid()[1] });
	expect(onlyJson(later).taskId).not.toBe(onlyJson(first).taskId);
	expect(paid()).toHaveLength(2);
});

test('official API: a worker died, and its execution comes again with another text (M4)', async () => {
	const form = imageToVideo('kling', { prompt: '=The boat at {{ Date.now() }} {{ Math.random() }}' });
	const first = await host.run(form, { executionId: '41' });
	const again = await host.run(form, { executionId: '41' });
	expect(onlyJson(again).taskId).toBe(onlyJson(first).taskId);
	expect(paid()).toHaveLength(1);
});

describe('official API: an External Task ID of the own', () => {
	const form = (more: object = {}, prompt = 'A boat') =>
		imageToVideo('kling', { prompt, options: { externalTaskId: 'order-77', ...more } });

	test('that was used before: adopting its task is told, with the time of its creation (M10)', async () => {
		const first = await host.run(form());
		host.clock.advance(30_000);
		host.simulator.fault({ backend: 'kling', verb: 'create', kind: 'dropBefore' });
		const adopted = onlyJson(await host.run(form({}, 'Another boat'), { executionId: '2' }));
		expect(paid()).toHaveLength(1);
		expect(adopted.taskId).toBe(onlyJson(first).taskId);
		expect(adopted.warnings).toEqual([
			expect.stringMatching(/^This is an existing task with the 'External Task ID' 'order-77', created at 20/),
		]);
	});

	test('counts its attempts through the passes of a loop, because a used id is refused (M12)', async () => {
		host.simulator.setLife({ queuedMs: 0, runningMs: 1_000, outcome: 'fail', reason: 'no luck' });
		const item = await photoItem();
		const settings = { onError: 'continueErrorOutput' } as const;
		const first = await host.run(form(), { items: [item], settings });
		const back = first.outputs[1]![0]!;
		host.simulator.setLife({ queuedMs: 0, runningMs: 1_000, outcome: 'succeed' });
		const second = await host.run(form(), { items: [back], settings, context: first.context, earlierRuns: 1 });
		expect(onlyJson(second).status).toBe('succeeded');
		expect(host.simulator.ledger.map(({ externalTaskId }) => externalTaskId)).toEqual(['order-77', 'order-77-2']);
	});

	test('that exists fails by default, and its task is used where the user chose so (M11)', async () => {
		const first = await host.run(form());
		host.clock.advance(DAY);
		const refused = await host.run(form(), { executionId: '2' });
		expect(refused.error?.message).toMatch(/already has a task with the External Task ID 'order-77'/);
		const used = onlyJson(await host.run(form({ ifIdExists: 'use' }), { executionId: '3' }));
		expect(used).toMatchObject({ status: 'succeeded', taskId: onlyJson(first).taskId });
		expect(used.warnings).toEqual([expect.stringContaining("'order-77', created at ")]);
		expect(paid()).toHaveLength(1);
	});

	test('a parent with Retry On Fail that calls the workflow again gets the task of the first call (M11)', async () => {
		const use = form({ ifIdExists: 'use', timeLimit: 0.5 });
		expect((await host.run(use, { executionId: '5' })).error?.message).toMatch(/not finished/);
		const patient = form({ ifIdExists: 'use' });
		expect(onlyJson(await host.run(patient, { executionId: '6' })).status).toBe('succeeded');
		expect(paid()).toHaveLength(1);
	});
});

test.each(['ERR_CANCELED', 'AbortError'])("n8n's file store that breaks off with %s is no Stop (M15)", async (name) => {
	const item = await photoItem();
	const store = Container.get(BinaryDataService);
	const broken = async () => await Promise.reject<never>(Object.assign(new Error('aborted'), { name, code: name }));
	jest.spyOn(store, 'getAsStream').mockImplementation(broken);
	jest.spyOn(store, 'getAsBuffer').mockImplementation(broken);
	const { run, error } = await host.run(imageToVideo('kling'), { items: [item] });
	expect(run.status).toBe('error');
	expect(error?.message).not.toMatch(/canceled/i);
});

test('a create that waits for a slot is not woken by looks at tasks that have ended (M16)', async () => {
	const done = await host.run(imageToVideo('piapi'));
	const { taskId } = onlyJson(done);
	const before = creates().length;
	const json = { code: 429, message: 'too many concurrent jobs' };
	host.simulator.fault({ backend: 'piapi', verb: 'create', kind: 'answer', status: 429, json, times: 9 });
	const start = host.clock.now();
	const waiting = host.run(imageToVideo('piapi'), { executionId: '2' });
	for (let look = 0; look < 20; look++)
		await host.run(queryTask('piapi', String(taskId)), { executionId: '3', items: [{ json: {} }] });
	expect(onlyJson(await waiting).status).toBe('succeeded');
	expect(creates().length - before).toBe(10);
	// Nine refusals take as long as their pauses.
	expect(host.clock.now() - start).toBeGreaterThan(120_000);
});

test('Additional Body Fields keep all digits of a long integer (M18)', async () => {
	const additionalBody = '{"element_list":[{"element_id":829836802793406551}]}';
	const form = {
		resource: 'video',
		operation: 'imageToVideo',
		klingImageToVideoModel: { __rl: true, mode: 'id', value: 'kling-v3' },
	};
	const { error } = await host.run(imageToVideo('kling', { ...form, options: { additionalBody } }));
	expect(error).toBeUndefined();
	expect(host.simulator.ledger[0]?.elementIds).toEqual(['829836802793406551']);
	const lost = '={{ ({ element_list: [{ element_id: 829836802793406551 }] }) }}';
	const refused = await host.run(imageToVideo('kling', { ...form, options: { additionalBody: lost } }));
	expect(refused.error?.message).toMatch(/too long and was rounded/);
});

test.each(BACKENDS)('%s: the last try of Retry On Fail still has the words of the service (M19)', async (backend) => {
	const fault = {
		kind: 'answerAfter',
		status: 500,
		json: { code: 599, message: 'gateway is tired', msg: 'gateway is tired', detail: 'gateway is tired' },
	} as const;
	host.simulator.fault({ backend, verb: 'create', ...fault });
	// Where the lost task could be found, nobody tells.
	if (findsLost(backend))
		host.simulator.fault({ backend, verb: 'query', kind: 'answer', status: 502, text: '<html>', times: 99 });
	const { error } = await host.run(imageToVideo(backend), { settings: RETRY });
	expect(error?.message).toMatch(/did not confirm whether .*gateway is tired/);
	expect((error as unknown as { context: object }).context).toMatchObject({
		code: backend === 'fal' ? '500' : '599',
		words: 'gateway is tired',
	});
	expect(paid()).toHaveLength(1);
});

test.each(BACKENDS)('%s: a paid task whose input file is gone is delivered all the same (M20)', async (backend) => {
	const item = await photoItem();
	const first = await host.run(imageToVideo(backend, { options: { timeLimit: 0.5 } }), {
		items: [item],
		executionId: '1',
	});
	expect(first.error?.message).toMatch(/not finished/);
	const store = Container.get(BinaryDataService);
	const gone = async () => await Promise.reject<never>(new Error('ENOENT: no such file'));
	jest.spyOn(store, 'getAsStream').mockImplementation(gone);
	jest.spyOn(store, 'getMetadata').mockImplementation(gone);
	const form = imageToVideo(backend, { options: { timeLimit: 30 } });
	const again = await host.run(form, { items: [item], executionId: '2', context: first.context });
	expect(onlyJson(again)).toMatchObject({ status: 'succeeded', taskId: paid()[0] });
	expect(paid()).toHaveLength(1);
});

describe.each(BACKENDS)(
	'%s: run data without executionData, as the MCP Server Trigger of n8n 1 has them (M17)',
	(backend) => {
		/** The node as that trigger calls it: n8n knows no memory, no pass and no source of the item. */
		const nodeWithout = () => {
			const node = new KlingVideo(host.clock, host.timeouts);
			const { execute } = node;
			node.execute = async function () {
				const { resultData } = Reflect.get(this, 'runExecutionData') as { resultData: object };
				return await execute!.call(Object.create(this, { runExecutionData: { value: { resultData } } }));
			};
			return node;
		};
		const call = async (form = imageToVideo(backend), settings = {}) =>
			await runNode({
				nodeType: nodeWithout(),
				parameters: form,
				items: [await photoItem()],
				logins: host.logins,
				settings,
				asTool: true,
			});

		test('a video is made, and paid once', async () => {
			expect(onlyJson(await call())).toMatchObject({ status: 'succeeded', taskId: paid()[0] });
			expect(paid()).toHaveLength(1);
		});

		test('a create without an answer is looked for, or told as a doubt', async () => {
			host.simulator.fault({ backend, verb: 'create', kind: 'dropAfter' });
			const outcome = await call();
			expect(paid()).toHaveLength(1);
			if (backend === 'kling' || backend === 'fal') expect(onlyJson(outcome)).toMatchObject({ taskId: paid()[0] });
			else expect(outcome.error?.message).toMatch(/did not confirm whether/);
		});

		test('a failure is told in its own words', async () => {
			const json = { code: 401, message: 'no such key', msg: 'no such key', detail: 'no such key' };
			host.simulator.fault({ backend, verb: 'create', kind: 'answer', status: 401, json, times: 9 });
			const { error } = await call();
			expect(error?.message).not.toMatch(/executionData/);
			expect(error?.message).toMatch(/no such key|API key/i);
		});
	},
);
