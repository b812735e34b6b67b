// Loops in n8n's own engine: what comes back is the same request, what only looks alike is another one. The ledger counts.
import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { KlingVideo } from '../../nodes/KlingVideo/KlingVideo.node.ts';
import { BACKENDS, findsLost, imageToVideo, openTestHost, photoItem, RETRY, type TestHost } from '../support/test-host';
import { ifThen, loopOverItems, runWorkflow, type Flow, type Step } from '../support/run-workflow';

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost({ timeouts: { create: 300, query: 300, upload: 300, download: 300 } });
});
afterEach(async () => await host.close());

const errorOutput = { settings: { onError: 'continueErrorOutput' as const } };
const kling = (parameters: INodeParameters, more: Partial<Step> = errorOutput): Step => ({
	name: 'Kling',
	nodeType: new KlingVideo(host.clock),
	parameters,
	...more,
});
const go = async (flow: Omit<Flow, 'logins'>) => await runWorkflow({ ...flow, logins: host.logins });
const items = async (count: number): Promise<INodeExecutionData[]> =>
	await Promise.all(Array.from({ length: count }, async (_, take) => ({ ...(await photoItem()), json: { take } })));
const paid = () => host.simulator.ledger.map(({ taskId }) => taskId);
const createsSent = () => host.simulator.requests.filter(({ verb }) => verb === 'create').length;
/** Ends a loop after so many passes. */
const passes = (most: number): Step => {
	let pass = 0;
	return { name: 'Passes', ...ifThen(() => pass++ < most) };
};
/** A download is tried so often before it counts as failed. */
const DOWNLOAD_TRIES = 6;
const selfLoop = ['Start > Kling', 'Kling 1 > Passes', 'Passes > Kling'];

describe.each(BACKENDS)('%s', (backend) => {
	test('a task at its time limit is waited for when its item comes back at another index (M1)', async () => {
		// The first item is done at once, the second is not finished at the first look at its limit.
		host.simulator.setLife({ queuedMs: 0, runningMs: 60_000 });
		const short = '={{ $runIndex === 0 && $itemIndex === 1 ? 0.2 : 30 }}';
		const form = imageToVideo(backend, { options: { timeLimit: short } });
		const { outputsOf, error } = await go({
			steps: [kling(form), passes(3)],
			arrows: selfLoop,
			items: await items(2),
		});
		expect(error).toBeUndefined();
		expect(paid()).toHaveLength(2);
		const delivered = outputsOf('Kling').flatMap(([done = []]) => done.map(({ json }) => json.taskId));
		expect(delivered.sort()).toEqual(host.simulator.ledger.map(({ taskId }) => taskId).sort());
	});

	test('... also where a node in between kept nothing of the error (lineage)', async () => {
		host.simulator.setLife({ queuedMs: 0, runningMs: 60_000 });
		const form = imageToVideo(backend, { options: { timeLimit: '={{ $runIndex === 0 ? 0.2 : 30 }}' } });
		const strip: Step = {
			name: 'Strip',
			async work() {
				return [this.getInputData().map(({ binary }, item) => ({ json: {}, binary, pairedItem: { item } }))];
			},
		};
		const { outputsOf } = await go({
			steps: [kling(form), strip],
			arrows: ['Start > Kling', 'Kling 1 > Strip', 'Strip > Kling'],
			items: await items(1),
		});
		expect(paid()).toHaveLength(1);
		expect(outputsOf('Kling')).toHaveLength(2);
	});

	test('the doubt of an unanswered create is kept, pass after pass (M1)', async () => {
		host.simulator.fault({ backend, verb: 'create', kind: 'dropAfter', times: 9 });
		const { outputsOf } = await go({
			steps: [kling(imageToVideo(backend)), passes(2)],
			arrows: selfLoop,
			items: await items(1),
		});
		expect(paid()).toHaveLength(1);
		expect(createsSent()).toBe(1);
		if (!findsLost(backend)) {
			// The last error still has the service's reason (M19), and the key under which it is known.
			const { error } = outputsOf('Kling').at(-1)![1]![0]!.json as { error: Record<string, unknown> };
			expect(error).toMatchObject({ kind: 'uncertain', request: expect.stringMatching(/^[0-9a-f]{16}$/) as string });
			expect(error.message).toMatch(
				/did not confirm whether the task was created: .*(answer|cut|connection|timed out)/,
			);
		}
	});

	test('what the first try delivered and n8n threw away is not made again when its second try fails and it is led back', async () => {
		// The first item keeps failing, so n8n runs the node again; by then the second one cannot be downloaded any more.
		const isOut = { backend, verb: 'download', kind: 'answer', status: 404 } as const;
		host.simulator.fault({ ...isOut, times: DOWNLOAD_TRIES });
		host.simulator.fault({ ...isOut, skip: 1, times: 2 * DOWNLOAD_TRIES });
		// Nor is it in n8n's store any more, where the first try has put it.
		const store = Container.get(BinaryDataService);
		const lost = jest.spyOn(store, 'getMetadata').mockRejectedValue(new Error('there is no such file'));
		const form = imageToVideo(backend, { options: { downloadVideo: true, atDownloadFailure: 'fail', itemsAtOnce: 1 } });
		const twice = { settings: { onError: 'continueErrorOutput' as const, ...RETRY, maxTries: 2 } };
		const { outputsOf } = await go({ steps: [kling(form, twice), passes(2)], arrows: selfLoop, items: await items(2) });
		lost.mockRestore();
		const [first, second] = outputsOf('Kling');
		expect(first!.map((list) => list.length)).toEqual([0, 2]);
		expect(second!.map((list) => list.length)).toEqual([2, 0]);
		expect(paid()).toHaveLength(2);
	});

	test('four takes of the same words are four tasks, and the one that is unclear is told of (M2)', async () => {
		host.simulator.fault({ backend, verb: 'create', kind: 'dropAfter', times: 1 });
		const one = await photoItem();
		const { outputsOf } = await go({
			steps: [{ name: 'Loop', ...loopOverItems() }, kling(imageToVideo(backend))],
			arrows: ['Start > Loop', 'Loop 1 > Kling', 'Kling > Loop', 'Kling 1 > Loop'],
			items: [one, one, one, one],
		});
		expect(paid()).toHaveLength(4);
		const done = outputsOf('Kling').flatMap(([items = []]) => items.map(({ json }) => json));
		expect(new Set(done.map(({ taskId }) => taskId)).size).toBe(done.length);
		if (findsLost(backend)) return expect(done).toHaveLength(4);
		expect(done).toHaveLength(3);
		for (const { warnings } of done)
			expect(warnings).toEqual([
				expect.stringMatching(/^An identical request of this node is not finished: a task that may/),
			]);
	});

	test('... and so are those of which the first is at its time limit (M2)', async () => {
		const one = await photoItem();
		const { outputsOf } = await go({
			steps: [
				{ name: 'Loop', ...loopOverItems() },
				kling(imageToVideo(backend, { options: { timeLimit: '={{ $runIndex === 0 ? 0.2 : 30 }}' } })),
			],
			arrows: ['Start > Loop', 'Loop 1 > Kling', 'Kling > Loop', 'Kling 1 > Loop'],
			items: [one, one, one, one],
		});
		expect(paid()).toHaveLength(4);
		const done = outputsOf('Kling').flatMap(([items = []]) => items.map(({ json }) => json));
		expect(done).toHaveLength(3);
		const { taskId } = host.simulator.ledger[0]!;
		for (const { warnings } of done)
			expect(warnings).toEqual([expect.stringContaining(`is not finished: the task ${taskId}`)]);
	});

	test('batches: each item of each batch is paid once, with the failed ones led round', async () => {
		host.simulator.fault({ backend, verb: 'query', kind: 'answer', status: 200, json: { code: 408 }, times: 2 });
		const { outputsOf } = await go({
			steps: [{ name: 'Loop', ...loopOverItems(2) }, kling(imageToVideo(backend))],
			arrows: ['Start > Loop', 'Loop 1 > Kling', 'Kling > Loop', 'Kling 1 > Loop'],
			items: await items(5),
		});
		expect(paid()).toHaveLength(5);
		expect(outputsOf('Kling').map(([done = []]) => done.length)).toEqual([2, 2, 1]);
	});

	test('IF on error.kind: only what may be made again is led back', async () => {
		const refusal = {
			kling: { status: 400, json: { code: 1301, message: 'content safety' } },
			kie: { status: 200, json: { code: 402, msg: 'Credits insufficient' } },
			piapi: { status: 402, json: { code: 402, message: 'insufficient credits' } },
			fal: { status: 403, json: { detail: 'User is locked. Reason: Exhausted balance.' } },
		}[backend];
		host.simulator.fault({ backend, verb: 'create', kind: 'answer', ...refusal });
		const { outputsOf } = await go({
			steps: [
				kling(imageToVideo(backend, { options: { itemsAtOnce: 1 } })),
				{ name: 'If', ...ifThen(({ error }) => ['policy', 'credit'].includes(String(Object(error).kind))) },
			],
			arrows: ['Start > Kling', 'Kling 1 > If', 'If > Kling'],
			items: await items(2),
		});
		expect(paid()).toHaveLength(2);
		expect(outputsOf('Kling').map((run) => run.map((list) => list.length))).toEqual([
			[1, 1],
			[1, 0],
		]);
	});

	test('Return Current Status: an item that is led back waits for its task (M21)', async () => {
		host.simulator.setLife({ queuedMs: 0, runningMs: 100_000 });
		const form = imageToVideo(backend, { options: { timeLimit: 0.5, atTimeLimit: 'return' } });
		const { outputsOf } = await go({
			steps: [
				kling(form, {}),
				{ name: 'If', ...ifThen(({ status }) => status !== 'succeeded') },
				{
					name: 'Wait',
					async work() {
						host.clock.advance(30_000);
						return [this.getInputData()];
					},
				},
			],
			arrows: ['Start > Kling', 'Kling > If', 'If > Wait', 'Wait > Kling'],
			items: (await items(1)).map((item) => ({ ...item, json: {} })),
		});
		expect(paid()).toHaveLength(1);
		expect(
			outputsOf('Kling')
				.flat(2)
				.map(({ json }) => json.status),
		).toEqual(expect.arrayContaining(['running', 'succeeded']));
	});

	test('Retry of the execution with another text from {{ $now }} waits for the task that was paid (M3)', async () => {
		host.simulator.setLife({ queuedMs: 0, runningMs: 60_000 });
		const form = imageToVideo(backend, {
			prompt: '=The boat at {{ Date.now() }} {{ Math.random() }}',
			options: {
				timeLimit: 0.2,
				...(backend === 'kling' ? { externalTaskId: '={{ $execution.id }}-{{ $itemIndex }}' } : {}),
			},
		});
		const flow = { steps: [kling(form, {})], arrows: ['Start > Kling'], items: await items(1) };
		const first = await go({ ...flow, executionId: '7' });
		expect(first.error?.message).toMatch(/not finished/);
		const again = await go({ ...flow, executionId: '8', retryOf: first.run });
		expect(again.error?.message).toMatch(/not finished/);
		const patient = kling({ ...form, options: { ...(form.options as object), timeLimit: 30 } }, {});
		const last = await go({ ...flow, steps: [patient], executionId: '9', retryOf: again.run });
		expect(last.outputsOf('Kling')[0]![0]![0]!.json).toMatchObject({
			status: 'succeeded',
			taskId: host.simulator.ledger[0]!.taskId,
			warnings: [],
		});
		expect(paid()).toHaveLength(1);
	});

	test('Retry with a form that the user changed tells of what was paid before (M3)', async () => {
		host.simulator.setLife({ queuedMs: 0, runningMs: 60_000 });
		const form = (more: INodeParameters) => [kling(imageToVideo(backend, more), {})];
		const flow = { arrows: ['Start > Kling'], items: await items(1) };
		const steps = form({ options: { timeLimit: 0.2 } });
		const first = await go({ ...flow, steps, executionId: '7' });
		const changed = form({ prompt: 'Another boat', options: { timeLimit: 30 } });
		const last = await go({ ...flow, steps: changed, executionId: '8', retryOf: first.run });
		const [before, now] = host.simulator.ledger;
		expect(paid()).toHaveLength(2);
		const { json } = last.outputsOf('Kling')[0]![0]![0]!;
		expect(json.taskId).toBe(now!.taskId);
		expect(json.warnings).toEqual([expect.stringContaining(`created the task ${before!.taskId} for this item`)]);
	});
});

test('official API: the doubt of an unanswered speech is kept, pass after pass (M1)', async () => {
	host.simulator.fault({ backend: 'kling', verb: 'create', kind: 'answerAfter', status: 504, text: '<html>' });
	const speechText = '=Good morning to all of you at {{ Date.now() }}, and welcome to the harbour of the boats';
	const form = imageToVideo('kling', {
		operation: 'avatar',
		voiceSource: 'speech',
		speechText,
		speechVoice: 'oversea_male1',
	});
	const { outputsOf } = await go({
		steps: [kling(form), passes(3)],
		arrows: selfLoop,
		items: await items(2),
	});
	const made = host.simulator.ledger.map(({ operation }) => operation).sort();
	// The other item has its speech and its video.
	expect(made).toEqual(['avatar', 'tts', 'tts']);
	expect(outputsOf('Kling').map((run) => run[1]!.length)).toEqual([1, 1, 1]);
});
