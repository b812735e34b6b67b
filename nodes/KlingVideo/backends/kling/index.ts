// The official Kling API: inline pictures, tasks that can be found again by an id of ours.
import { jsonBody } from '../../http';
import type { GeneratingOperation } from '../../words';
import { baseUrl } from '../access';
import type { Question } from '../../tasks/task';
import type { Backend } from '../backend';
import { fields, finish } from '../body';
import { klingModels } from './models';
import { readCreation, readTask, readTasks } from './replies';

/** Servers by region (kling-official.md 1.1). */
const HOSTS: Readonly<Record<string, string>> = {
	singapore: 'https://api-singapore.klingai.com',
	china: 'https://api-beijing.klingai.com',
};

/** Create paths of the legacy standard; a query appends the id (kling-official.md 2 and 4). */
const PATHS = {
	imageToVideo: '/v1/videos/image2video',
} as const satisfies Record<GeneratingOperation, string>;

export const kling: Backend = {
	id: 'kling',
	label: 'Kling',
	credential: 'klingApi',
	models: klingModels,
	images: 'inline',
	hasExternalIds: true,
	taskList: 'the task list of the Kling console',
	unknownGraceMs: { accepted: 30_000, asked: 0 },

	access(credential) {
		const host = HOSTS[String(credential.region ?? 'singapore')] ?? HOSTS.singapore;
		const apiUrl = baseUrl(credential.baseUrl, host ?? '', 'Base URL', 'Kling API');
		if (typeof apiUrl !== 'string') return apiUrl;
		return { apiUrl, uploadUrl: apiUrl, hasApiKey: credential.authentication !== 'accessKey' };
	},

	create(order, { apiUrl }) {
		// The old default of model_name is a retired model, so it is always sent (kling-official.md 10.6).
		const body = {
			model_name: order.modelId,
			...fields(order),
			callback_url: order.callbackUrl,
			external_task_id: order.externalTaskId,
		};
		return {
			method: 'POST',
			url: `${apiUrl}${PATHS[order.operation]}`,
			body: jsonBody(finish(body, order.additionalBody)),
		};
	},

	readCreation,

	questions(reference, { apiUrl, hasApiKey }) {
		const id = reference.taskId ?? reference.externalTaskId ?? '';
		const name = reference.taskId === undefined ? 'external_task_ids' : 'task_ids';
		const byPath = `${apiUrl}${PATHS[reference.operation]}/${encodeURIComponent(id)}`;
		const ownPath: Question = { call: { method: 'GET', url: byPath }, read: (reply) => readTask(reply, id) };
		// Access keys are refused on the newer paths (kling-official.md 1.2).
		if (!hasApiKey) return [ownPath];
		const listed = `${apiUrl}/tasks?${name}=${encodeURIComponent(id)}`;
		return [{ call: { method: 'GET', url: listed }, read: (reply) => readTasks(reply, id) }, ownPath];
	},
};
