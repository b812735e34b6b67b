// Calls of an AI agent, as n8n's engine makes them: several at once, tried again, and again after the agent heard of a failure.
// The ledger counts.
import type { INode, INodeExecutionData } from 'n8n-workflow';
import { KlingVideo } from '../../nodes/KlingVideo/KlingVideo.node.ts';
import { BACKENDS, imageToVideo, openTestHost, RETRY, type TestHost } from '../support/test-host';
import { asTool, runWorkflow, type Step } from '../support/run-workflow';

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost({ timeouts: { create: 300, query: 300, upload: 300, download: 300 } });
	host.simulator.setLife({ queuedMs: 0, runningMs: 60_000 });
});
afterEach(async () => await host.close());

interface Tool {
	invoke(args: Record<string, string>): Promise<string>;
}

const paid = () => host.simulator.ledger.map(({ taskId }) => taskId);

/** A workflow of one agent, which does with its tool what `plan` says, and answers with what it heard. */
async function agentThat(
	plan: (call: (prompt: string) => Promise<string>) => Promise<string[]>,
	{ form, settings }: { form: ReturnType<typeof imageToVideo>; settings?: Partial<INode> },
): Promise<string[]> {
	const agent: Step = {
		name: 'Agent',
		takesTools: true,
		async work() {
			const [tool] = (await this.getInputConnectionData('ai_tool', 0)) as Tool[];
			const call = async (prompt: string) => {
				try {
					return await tool!.invoke({ prompt });
				} catch (error) {
					return `failed: ${String(error)}`;
				}
			};
			const heard = await plan(call);
			return [heard.map((text): INodeExecutionData => ({ json: { text } }))];
		},
	};
	const kling: Step = {
		name: 'KlingTool',
		nodeType: asTool(new KlingVideo(host.clock, host.timeouts)),
		parameters: form,
		...(settings ? { settings } : {}),
	};
	const { outputsOf, error } = await runWorkflow({
		steps: [agent, kling],
		arrows: ['Start > Agent', 'KlingTool tool > Agent'],
		items: [{ json: {} }],
		logins: host.logins,
	});
	if (error) throw error;
	return outputsOf('Agent')[0]![0]!.map(({ json }) => String(json.text));
}

const formOf = (backend: (typeof BACKENDS)[number], options: object = {}) => ({
	...imageToVideo(backend),
	operation: 'textToVideo',
	prompt: "={{ $fromAI('prompt', 'What happens in the video') }}",
	options: { ...options },
});

const taskIn = (text: string) => (JSON.parse(text) as Array<{ taskId: string }>)[0]!.taskId;

describe.each(BACKENDS)('%s', (backend) => {
	test('two equal calls side by side are two requests, and each is told its own task (M14)', async () => {
		const heard = await agentThat(async (call) => await Promise.all([call('A boat'), call('A boat'), call('A kite')]), {
			form: formOf(backend),
		});
		expect(paid()).toHaveLength(3);
		expect(heard.map(taskIn).sort()).toEqual([...paid()].sort());
	});

	test('two calls side by side that reach their time limit are waited for by the calls that follow (M14)', async () => {
		const heard = await agentThat(
			async (call) => {
				const first = await Promise.all([call('A boat'), call('A boat')]);
				host.clock.advance(60_000);
				return [...first, ...(await Promise.all([call('A boat'), call('A boat')]))];
			},
			{ form: formOf(backend, { timeLimit: 0.5 }) },
		);
		expect(heard[0]).toMatch(/failed: .*not finished/);
		expect(paid()).toHaveLength(2);
		expect(heard.slice(2).map(taskIn).sort()).toEqual([...paid()].sort());
	});

	test("n8n's own tries of a call pay once", async () => {
		host.simulator.fault({ backend, verb: 'create', kind: 'dropAfter', times: 9 });
		const [heard] = await agentThat(async (call) => [await call('A boat')], { form: formOf(backend), settings: RETRY });
		expect(paid()).toHaveLength(1);
		// Where a lost task can be looked for, it is found.
		if (backend === 'kling' || backend === 'fal') expect(taskIn(heard!)).toBe(paid()[0]);
		else expect(heard).toMatch(/did not confirm whether/);
	});

	test('a call that brought its video is made anew when the agent asks for another one', async () => {
		const heard = await agentThat(async (call) => [await call('A boat'), await call('A boat')], {
			form: formOf(backend),
		});
		expect(new Set(heard.map(taskIn)).size).toBe(2);
		expect(paid()).toHaveLength(2);
	});
});
