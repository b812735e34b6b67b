// What n8n knows of a run, read through one door: the node's memory, the pass, who called, and where an item came from. n8n
// leaves some of it out (the MCP Server Trigger of n8n 1 runs nodes without execution data), so nothing here throws.
import type { IExecuteFunctions } from 'n8n-workflow';
import { at, isObject, numberAt, textAt } from './json';
import type { Place } from './tasks/same-request';

/** Memories of runs for which n8n has none: as long as the run's data live, or for one call. */
const ownMemories = new WeakMap<object, Record<string, unknown>>();

/** The node's memory, which n8n stores with the execution where it has a place for it. */
export function memoryOf(context: IExecuteFunctions): Record<string, unknown> {
	try {
		return context.getContext('node');
	} catch {
		const key = runDataOf(context) ?? context;
		const memory = ownMemories.get(key) ?? {};
		ownMemories.set(key, memory);
		return memory;
	}
}

/** The pass of a loop; 0 where n8n does not tell. */
export function runIndexOf(context: IExecuteFunctions, itemIndex: number): number {
	try {
		return Number(context.evaluateExpression('{{ $runIndex }}', itemIndex)) || 0;
	} catch {
		return 0;
	}
}

/** Whether an AI agent calls the node: n8n makes a type of its own for that. */
export const isToolRun = (context: IExecuteFunctions): boolean => /Tool$/.test(context.getNode().type);

/** An item goes through so many nodes at most before it counts as another one. */
const MOST_STEPS = 200;

interface Source {
	readonly node: string;
	readonly run: number;
	readonly output: number;
}

/**
 * Where an item of the input came out of this node in an earlier pass, as n8n's pairing of items tells: the run, and the item
 * that it was then. Undefined where it did not, or where a node in between keeps no pairing.
 */
export function cameOutOf(context: IExecuteFunctions, itemIndex: number): Place | undefined {
	const runs = at(runDataOf(context), 'resultData.runData');
	let source = inputSourceOf(context);
	let index: number | undefined = itemIndex;
	const { name } = context.getNode();
	for (let step = 0; step < MOST_STEPS && source !== undefined && index !== undefined && isObject(runs); step++) {
		const { node, run, output }: Source = source;
		const task = at(runs[node], String(run));
		const paired = pairOf(at(task, `data.main.${output}.${index}.pairedItem`));
		if (paired === undefined) return undefined;
		if (node === name) return { runIndex: run, itemIndex: paired.item };
		source = sourceOf(paired.overwrite ?? at(task, `source.${paired.input}`));
		index = paired.item;
	}
	return undefined;
}

/** n8n 1 and 2 keep it under the same name. */
function runDataOf(context: IExecuteFunctions): object | undefined {
	const found: unknown = Reflect.get(context, 'runExecutionData');
	return isObject(found) ? found : undefined;
}

function inputSourceOf(context: IExecuteFunctions): Source | undefined {
	try {
		return sourceOf(context.getInputSourceData());
	} catch {
		return undefined;
	}
}

function sourceOf(value: unknown): Source | undefined {
	const node = textAt(value, 'previousNode');
	if (node === undefined) return undefined;
	return { node, run: numberAt(value, 'previousNodeRun') ?? 0, output: numberAt(value, 'previousNodeOutput') ?? 0 };
}

/** An item that several others were put together to has no one before it. */
function pairOf(value: unknown): { item: number; input: number; overwrite: unknown } | undefined {
	const one: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
	const item = typeof one === 'number' ? one : numberAt(one, 'item');
	if (item === undefined) return undefined;
	return { item, input: numberAt(one, 'input') ?? 0, overwrite: at(one, 'sourceOverwrite') };
}
