// The class that n8n loads: description and execute, no logic.
import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { description } from './description';
import { searchModels } from './description/search';
import { runItems } from './run';
import { realWorld, type World } from './world';

export class KlingVideo implements INodeType {
	description: INodeTypeDescription = description;

	methods = { listSearch: { searchModels } };

	// n8n calls a node's execute on a context of its own, so the world is bound here.
	execute: INodeType['execute'];

	/** @param world clock, sleep and patience; n8n passes nothing, tests pass their own */
	constructor(world: World = realWorld) {
		this.execute = async function (this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			return [await runItems(this, world)];
		};
	}
}
