// PiAPI: one create call, pictures by upload (never a data: URL), nothing to find a lost task with but its history.
import { piapiDetails } from './messages';
import { jsonBody } from '../../http/types';
import { merge, type JsonObject } from '../../json';
import type { GeneratingOperation } from '../../vocabulary';
import { accountName, baseUrl, keyIn } from '../connection';
import type { Backend, UploadRoute } from '../backend';
import { buildFields, finalizeBody } from '../build-body';
import { klingSpeakers } from '../speakers';
import { routeOf } from '../catalogue';
import { piapiWebhooks } from './webhooks';
import { listTasks } from './task-list';
import { piapiModels, retiredPiapiModels } from './models';
import { piapiPrices } from './prices';
import { readBalance, readCreation, readTask, readUpload, readWithdrawal } from './responses';

/** piapi.md 1 and 5. */
const API = 'https://api.piapi.ai';
const UPLOAD = 'https://upload.theapi.app';

/** Model and task type of each operation (piapi.md 2); a row may name others; undefined where there is no such operation. */
const ROUTES = {
	imageToVideo: 'kling/video_generation',
	textToVideo: 'kling/video_generation',
	multiImageToVideo: 'kling/omni_video_generation',
	motionControl: 'kling/motion_control',
	avatar: 'kling/avatar',
	textToSpeech: undefined,
	textToSound: 'kling/sound',
	videoToSound: undefined,
	lipSync: 'kling/lip_sync',
	extendVideo: 'kling/extend_video',
	effects: 'kling/effects',
	createElement: undefined,
	createVoice: undefined,
} as const satisfies Record<GeneratingOperation, string | undefined>;

const upload: UploadRoute = {
	takes: 'bytes',
	// Raw base64; 10 MB (piapi.md 5).
	extensions: ['jpg', 'jpeg', 'png', 'webp', 'mp4', 'wav', 'mp3'],
	call: (file, { uploadUrl }) => ({
		method: 'POST',
		url: `${uploadUrl}/api/ephemeral_resource`,
		body: jsonBody({ file_name: file.fileName, file_data: file.bytes.toString('base64') }),
	}),
	read: readUpload,
};

export const piapi: Backend = {
	id: 'piapi',
	label: 'PiAPI',
	credential: 'piApi',
	models: piapiModels,
	prices: piapiPrices,
	newNodeModels: { imageToVideo: '3.0', textToVideo: '3.0', motionControl: '3.0' },
	retired: retiredPiapiModels,
	// piapi.md 1.
	balance: { call: ({ apiUrl }) => ({ method: 'GET', url: `${apiUrl}/account/info` }), read: readBalance },
	webhooks: piapiWebhooks,
	// Pending tasks only (piapi.md 4).
	cancel: {
		calls: ({ taskId = '' }, { apiUrl }) => [
			{ method: 'DELETE', url: `${apiUrl}/api/v1/task/${encodeURIComponent(taskId)}` },
		],
		headers: ({ apiKey }) => ({ 'x-api-key': keyIn(apiKey) }),
		read: readWithdrawal,
	},
	listTasks,
	// piapi.md 7: exponential.
	hasExternalIds: false,
	listsByOperation: false,
	looksUpByOperation: false,
	taskList: piapiDetails.taskList,
	// piapi.md 8.3: 5 jobs at once in the smallest paid plan; no rate is named.
	limits: { queries: { most: 1, withinMs: 50 }, slotPauseMs: 2_000, slotsByModel: false, itemsAtOnce: 5 },
	unknownGraceMs: { accepted: 30_000, asked: 0 },

	connect(credential) {
		const apiUrl = baseUrl(credential.baseUrl, API, 'Base URL', 'PiAPI');
		if (typeof apiUrl !== 'string') return apiUrl;
		const uploadUrl = baseUrl(credential.uploadBaseUrl, UPLOAD, 'Upload Base URL', 'PiAPI');
		if (typeof uploadUrl !== 'string') return uploadUrl;
		return { account: accountName(apiUrl, credential.apiKey), apiUrl, uploadUrl, hasApiKey: true };
	},

	create(job, { apiUrl }) {
		const [model = '', taskType = ''] = (routeOf(job) ?? ROUTES[job.operation] ?? '').split('/');
		// Both keys are required where the object stands (piapi.md 2.0).
		const webhook: JsonObject = job.callbackUrl
			? { config: { webhook_config: { endpoint: job.callbackUrl, secret: job.callbackSecret ?? '' } } }
			: {};
		const body = {
			model,
			task_type: taskType,
			// The default version changes over time, so it is always sent (piapi.md 3.3).
			input: { ...(job.spec.omitModelId ? {} : { version: job.modelId }), ...buildFields(job) },
			...merge(job.spec.envelope ?? {}, webhook),
		};
		return { method: 'POST', url: `${apiUrl}/api/v1/task`, body: jsonBody(finalizeBody(body, job.additionalBody)) };
	},

	readCreation,

	statusQueries({ taskId = '' }, { apiUrl }) {
		const url = `${apiUrl}/api/v1/task/${encodeURIComponent(taskId)}`;
		return [{ call: { method: 'GET', url }, read: (reply) => readTask(reply, taskId) }];
	},

	speakers: klingSpeakers,
	images: upload,
	audio: upload,
	videos: upload,
	uploadMaxBytes: 10_000_000,
};
