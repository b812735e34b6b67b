// Runs whole workflows through n8n's own engine: loops, branches and what lies in between, with the real node in it.
import { WorkflowExecute } from 'n8n-core';
import { createRunExecutionData, Workflow } from 'n8n-workflow';
import type {
	IConnections,
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	INodeTypes,
	IRun,
} from 'n8n-workflow';
import { additionalDataFor, finishedRun, type Login } from './run-node';

/** A node of the workflow; `work` stands for any node that n8n brings along. */
export interface Step {
	readonly name: string;
	readonly nodeType?: INodeType;
	readonly work?: (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;
	readonly outputs?: number;
	/** Takes tools, as an AI agent does. */
	readonly takesTools?: boolean;
	readonly parameters?: INodeParameters;
	readonly settings?: Partial<INode>;
}

export interface Flow {
	readonly steps: readonly Step[];
	/** "From > To", "From 1 > To" for the second output, "From tool > To" for a tool. "Start" has run already. */
	readonly arrows: readonly string[];
	readonly items: INodeExecutionData[];
	readonly logins: readonly Login[];
	readonly executionId?: string;
	/** What n8n stored of an execution that failed: "retry execution" goes on from there. */
	readonly retryOf?: IRun;
}

export interface FlowOutcome {
	readonly run: IRun;
	readonly error?: Error;
	/** What came out of a node, run by run and output by output. */
	outputsOf(name: string): INodeExecutionData[][][];
}

const typeFor = (
	nodeType: INodeType | undefined,
	{ work, outputs = 1, takesTools = false }: Partial<Step>,
): INodeType =>
	nodeType ??
	({
		description: {
			displayName: 'Step',
			name: 'step',
			group: ['transform'],
			version: 1,
			description: '',
			defaults: { name: 'Step' },
			inputs: takesTools ? ['main', 'ai_tool'] : ['main'],
			outputs: Array.from({ length: outputs }, () => 'main'),
			properties: [],
		},
		execute:
			work ??
			async function (this: IExecuteFunctions) {
				return [this.getInputData()];
			},
	} as unknown as INodeType);

function connectionsOf(arrows: readonly string[]): IConnections {
	const connections: IConnections = {};
	for (const arrow of arrows) {
		const [, from = '', output = '0', to = ''] = /^(.+?)(?: (\d|tool))? > (.+)$/.exec(arrow) ?? [];
		if (output === 'tool') {
			(connections[from] ??= {}).ai_tool = [[{ node: to, type: 'ai_tool', index: 0 }]];
			continue;
		}
		const main = ((connections[from] ??= {}).main ??= []);
		while (main.length <= Number(output)) main.push([]);
		main[Number(output)]!.push({ node: to, type: 'main', index: 0 });
	}
	return connections;
}

/** One execution, or the retry of one that failed. */
export async function runWorkflow({
	steps,
	arrows,
	items,
	logins,
	executionId = '1',
	retryOf,
}: Flow): Promise<FlowOutcome> {
	const types = new Map<string, INodeType>([['test.Start', typeFor(undefined, {})]]);
	const nodeOf = (step: Step, index: number): INode => {
		types.set(`test.${step.name}`, typeFor(step.nodeType, step));
		const credentials = step.nodeType
			? Object.fromEntries(logins.map(({ type }) => [type.name, { id: type.name, name: type.name }]))
			: {};
		return {
			id: `n${index + 1}`,
			name: step.name,
			type: `test.${step.name}`,
			typeVersion: [step.nodeType?.description.version ?? 1].flat()[0] ?? 1,
			position: [200 * index, 0],
			parameters: step.parameters ?? {},
			credentials,
			...step.settings,
		};
	};
	const start: INode = {
		id: 'n0',
		name: 'Start',
		type: 'test.Start',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const nodes = [start, ...steps.map(nodeOf)];
	const nodeTypes: INodeTypes = {
		getByName: (name) => types.get(name)!,
		getByNameAndVersion: (name) => types.get(name)!,
		getKnownTypes: () => ({}),
	};
	const connections = connectionsOf(arrows);
	const definition = {
		id: 'wf-test',
		name: 'test',
		active: false,
		nodes,
		settings: { executionOrder: 'v1' as const },
		connections,
	};
	const workflow = new Workflow({ ...definition, nodeTypes });
	const first = connections.Start?.main?.[0]?.[0]?.node ?? '';
	const data = retryOf
		? retried(retryOf, nodes)
		: createRunExecutionData({
				resultData: { runData: { Start: [finishedRun(items)] } },
				executionData: {
					nodeExecutionStack: [
						{
							node: nodes.find(({ name }) => name === first)!,
							data: { main: [items] },
							source: { main: [{ previousNode: 'Start' }] },
						},
					],
				},
			});
	const additionalData = additionalDataFor(definition, executionId, logins);
	const run = await new WorkflowExecute(additionalData, 'manual', data).processRunExecutionData(workflow);
	return {
		run,
		error: run.data.resultData.error,
		outputsOf: (name) =>
			(run.data.resultData.runData[name] ?? []).map((one) => (one.data?.main ?? []).map((list) => list ?? [])),
	};
}

/** What n8n does before it carries a failed execution out again: the last run of the node that failed is taken away. */
function retried(run: IRun, nodes: readonly INode[]): IRun['data'] {
	const data = JSON.parse(JSON.stringify(run.data)) as IRun['data'];
	const { resultData } = data;
	const failed = resultData.lastNodeExecuted ?? '';
	delete (resultData as { error?: unknown }).error;
	const runs = resultData.runData[failed];
	if (runs?.at(-1)?.error) runs.pop();
	// "With currently saved workflow": what waits on the stack gets the form as it is now.
	for (const waiting of data.executionData?.nodeExecutionStack ?? [])
		waiting.node = nodes.find(({ name }) => name === waiting.node.name) ?? waiting.node;
	return createRunExecutionData(data as never);
}

/** n8n's Loop Over Items: batches of its first input, the rest kept; its items say where they came from. */
export const loopOverItems = (batchSize = 1): Pick<Step, 'work' | 'outputs'> => ({
	outputs: 2,
	async work() {
		const memory = this.getContext('node') as {
			left?: INodeExecutionData[];
			done?: INodeExecutionData[];
			source?: unknown;
		};
		const input = this.getInputData();
		if (!memory.left) {
			memory.left = input.map((item) => ({ ...item }));
			memory.done = [];
			memory.source = this.getInputSourceData();
		} else {
			memory.done!.push(...input);
		}
		const batch = memory.left.splice(0, batchSize).map((item) => {
			const paired =
				typeof item.pairedItem === 'object' && !Array.isArray(item.pairedItem) ? item.pairedItem : { item: 0 };
			return { ...item, pairedItem: { ...paired, sourceOverwrite: memory.source } } as INodeExecutionData;
		});
		return batch.length > 0 ? [[], batch] : [memory.done!, []];
	},
});

/** n8n's IF: items for which the condition holds go out at the top, the others below. */
export const ifThen = (holds: (json: IDataObject) => boolean): Pick<Step, 'work' | 'outputs'> => ({
	outputs: 2,
	async work() {
		const items = this.getInputData().map((item, index) => ({ ...item, pairedItem: { item: index } }));
		return [items.filter(({ json }) => holds(json)), items.filter(({ json }) => !holds(json))];
	},
});

/** The type that n8n makes of a node for agents. */
export function asTool(nodeType: INodeType): INodeType {
	const description = { ...nodeType.description, inputs: [], outputs: ['ai_tool' as const] };
	return Object.create(nodeType, { description: { value: description } }) as INodeType;
}
