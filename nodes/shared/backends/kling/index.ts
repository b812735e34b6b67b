// The official Kling API: inline pictures, tasks that can be found again by an id of ours.
import { klingDetails } from './messages';
import { jsonBody } from '../../http/types';
import type { GeneratingOperation } from '../../vocabulary';
import { accountName, baseUrl } from '../connection';
import type { ListRoute, StatusQuery, TaskReference } from '../../tasks/task';
import type { Backend } from '../backend';
import { buildFields, finalizeBody } from '../build-body';
import { klingSpeakers } from '../speakers';
import { klingWebhooks } from './webhooks';
import { klingLibrary } from './library';
import { listTasks } from './task-list';
import { identifyFaces, SESSION_LIFE_MS } from './lip-sync';
import { klingModels, retiredKlingModels } from './models';
import { klingPrices } from './prices';
import { speechBody } from './audio';
import { readBalance, readCreation, readFaces, readSpeech, readTask, readTasks } from './responses';

/** Servers by region (kling-official.md 1.1). */
const HOSTS: Readonly<Record<string, string>> = {
	singapore: 'https://api-singapore.klingai.com',
	china: 'https://api-beijing.klingai.com',
};

/** Where texts are spoken, by Text to Speech and before a Lip Sync (kling-official.md 2). */
const SPEECH_PATH = '/v1/audio/tts';

/** Create paths of the legacy standard; a query appends the id (kling-official.md 2 and 4). */
const PATHS: Readonly<Partial<Record<GeneratingOperation, string>>> = {
	imageToVideo: '/v1/videos/image2video',
	textToVideo: '/v1/videos/text2video',
	multiImageToVideo: '/v1/videos/omni-video',
	motionControl: '/v1/videos/motion-control',
	avatar: '/v1/videos/avatar/image2video',
	textToSpeech: SPEECH_PATH,
	textToSound: '/v1/audio/text-to-audio',
	videoToSound: '/v1/audio/video-to-audio',
	lipSync: '/v1/videos/advanced-lip-sync',
	extendVideo: '/v1/videos/omni-video',
	effects: '/v1/videos/effects',
	createElement: '/v1/general/advanced-custom-elements',
	createVoice: '/v1/general/custom-voices',
};

/** How far back packs are looked for, in milliseconds: a year, so that one bought long ago is found, too. */
const PACKS_SINCE_MS = 366 * 24 * 3600 * 1000;

/** kling-official.md 4, "Batch": 20 ids in one query, 21 are refused. */
const LIST_MAX = 20;

export const kling: Backend = {
	id: 'kling',
	label: 'Kling',
	credential: 'klingApi',
	models: klingModels,
	prices: klingPrices,
	newNodeModels: { imageToVideo: 'kling-v3', textToVideo: 'kling-v3', motionControl: 'kling-v3' },
	retired: retiredKlingModels,
	// kling-official.md 2.14; no page says whether a pack falls under the time of its purchase or of its use.
	balance: {
		call: ({ apiUrl }, now) => ({
			method: 'GET',
			url: `${apiUrl}/account/costs?start_time=${now - PACKS_SINCE_MS}&end_time=${now}`,
		}),
		read: readBalance,
	},
	webhooks: klingWebhooks,
	library: klingLibrary,
	listTasks: (filter, connection) => listTasks(filter, connection, PATHS),
	speakers: klingSpeakers,
	images: 'inline',
	// kling-official.md 5: no upload; sounds go inline like pictures, videos by address only.
	audio: 'inline',
	videos: 'urlOnly',
	uploadMaxBytes: 0,
	speech: {
		call: (speech, { apiUrl }) => ({
			method: 'POST',
			url: `${apiUrl}${SPEECH_PATH}`,
			body: jsonBody(speechBody(speech)),
		}),
		read: readSpeech,
	},
	faces: { call: identifyFaces, read: readFaces, lifeMs: SESSION_LIFE_MS },
	// kling-official.md 7: exponential, starting at 1 s or more.
	hasExternalIds: true,
	listsByOperation: true,
	looksUpByOperation: true,
	taskList: klingDetails.taskList,
	// kling-official.md 8: 20 slots in the smallest paid pack, counted by model; no rate is named, and none for queries.
	limits: {
		queries: { most: 1, withinMs: 50 },
		// kling-official.md 2.14: once a second; a little more, because requests do not travel equally fast.
		balances: { most: 1, withinMs: 1_100 },
		slotPauseMs: 2_000,
		slotsByModel: true,
		itemsAtOnce: 20,
	},
	unknownGraceMs: { accepted: 30_000, asked: 0 },

	connect(credential) {
		const host = HOSTS[String(credential.region ?? 'singapore')] ?? HOSTS.singapore;
		const apiUrl = baseUrl(credential.baseUrl, host ?? '', 'Base URL', 'Kling API');
		if (typeof apiUrl !== 'string') return apiUrl;
		const hasApiKey = credential.authentication !== 'accessKey';
		const account = accountName(apiUrl, hasApiKey ? credential.apiKey : credential.accessKey);
		return { account, apiUrl, uploadUrl: apiUrl, hasApiKey };
	},

	create(job, { apiUrl }) {
		const path = job.spec.route ?? PATHS[job.operation] ?? '';
		// The old default of model_name is a retired model, so it is always sent (kling-official.md 10.6).
		const body = job.spec.body?.(job) ?? {
			model_name: job.spec.omitModelId ? undefined : job.modelId,
			...buildFields(job),
			callback_url: job.spec.synchronous ? undefined : job.callbackUrl,
			external_task_id: job.spec.noExternalIds ? undefined : job.externalTaskId,
		};
		return {
			method: 'POST',
			url: `${apiUrl}${path.replace('{model}', encodeURIComponent(job.modelId))}`,
			body: jsonBody(finalizeBody(body, job.additionalBody)),
		};
	},

	readCreation,

	statusQueries(reference, { apiUrl, hasApiKey }) {
		const id = reference.taskId ?? reference.externalTaskId ?? '';
		const name = reference.taskId === undefined ? 'external_task_ids' : 'task_ids';
		const list: ListRoute = {
			name,
			most: LIST_MAX,
			call: (ids) => ({ method: 'GET', url: `${apiUrl}/tasks?${name}=${ids.map(encodeURIComponent).join(',')}` }),
		};
		const listed: StatusQuery = {
			call: list.call([id]),
			read: (reply) => readTasks(reply, id),
			// Ids are separated by commas, so one that holds a comma of its own is asked for alone.
			...(id.includes(',') ? {} : { list: { route: list, id } }),
		};
		const path = pathOf(reference);
		// Tasks of the newer standard have no path of their own.
		if (!path?.startsWith('/v1/')) return [listed];
		const byPath: StatusQuery = {
			call: { method: 'GET', url: `${apiUrl}${path}/${encodeURIComponent(id)}` },
			read: (reply) => readTask(reply, id),
		};
		// Access keys are refused on the newer paths (kling-official.md 1.2).
		return hasApiKey ? [listed, byPath] : [byPath];
	},
};

/** Where a task was made: its model's own path, or the usual one of its operation, where there is one. */
function pathOf({ operation, model, route }: TaskReference): string | undefined {
	const row = klingModels.find(({ id }) => id === model);
	return route ?? row?.operations[operation]?.route ?? PATHS[operation];
}
