// What is answered at once and costs nothing: one answer for each kind of request.
import type { INodeExecutionData } from 'n8n-workflow';
import { tellBalance } from './get-balance';
import { cancelTask } from './cancel-task';
import type { Item } from '../generate/read-items';
import { lookInto } from './library';
import { listTasks } from './get-tasks';
import type { FreeRequest } from '../operations/request';

/** Everything that comes of the request, in order. */
export async function answerAtOnce(item: Item, request: FreeRequest): Promise<INodeExecutionData[]> {
	switch (request.kind) {
		case 'account':
			return [await tellBalance(item)];
		case 'library':
			return await lookInto(item, request);
		case 'list':
			return await listTasks(item, request);
		case 'cancel':
			return [await cancelTask(item, request)];
	}
}
