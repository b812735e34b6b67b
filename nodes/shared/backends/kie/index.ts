// Kie.ai: one create call for everything, pictures by upload, nothing to find a lost task with.
import { kieDetails } from './messages';
import { jsonBody } from '../../http/types';
import type { GeneratingOperation } from '../../vocabulary';
import { accountName, baseUrl } from '../connection';
import type { Backend, UploadRoute } from '../backend';
import { buildFields, finalizeBody } from '../build-body';
import { kieWebhooks } from './webhooks';
import { kieModels, retiredKieModels } from './models';
import { kiePrices } from './prices';
import { readBalance, readCreation, readRecord, readUpload } from './responses';

/** kie.md 1: the upload host is another one than the API's. */
const API = 'https://api.kie.ai';
const UPLOAD = 'https://kieai.redpandaai.co';

/** Which path creates what, one for everything here (kie.md 2.0); undefined where there is no such operation. */
const PATHS = {
	imageToVideo: '/api/v1/jobs/createTask',
	textToVideo: '/api/v1/jobs/createTask',
	multiImageToVideo: '/api/v1/jobs/createTask',
	motionControl: '/api/v1/jobs/createTask',
	avatar: '/api/v1/jobs/createTask',
	textToSpeech: undefined,
	textToSound: undefined,
	videoToSound: undefined,
	lipSync: '/api/v1/jobs/createTask',
	extendVideo: '/api/v1/jobs/createTask',
	effects: '/api/v1/jobs/createTask',
	createElement: undefined,
	createVoice: undefined,
} as const satisfies Record<GeneratingOperation, string | undefined>;

const upload: UploadRoute = {
	takes: 'stream',
	// Multipart; no slash around uploadPath; a name used twice overwrites with cache lag (kie.md 5).
	call: (file, { uploadUrl }) => ({
		method: 'POST',
		url: `${uploadUrl}/api/file-stream-upload`,
		form: { file, uploadPath: 'images/n8n-nodes-kling-video', fileName: file.fileName },
	}),
	read: readUpload,
};

export const kie: Backend = {
	id: 'kie',
	label: 'Kie.ai',
	credential: 'kieApi',
	models: kieModels,
	prices: kiePrices,
	newNodeModels: {
		imageToVideo: 'kling-3.0/video',
		textToVideo: 'kling-3.0/video',
		motionControl: 'kling-3.0/motion-control',
	},
	retired: retiredKieModels,
	// kie.md 2.8.
	balance: { call: ({ apiUrl }) => ({ method: 'GET', url: `${apiUrl}/api/v1/chat/credit` }), read: readBalance },
	webhooks: kieWebhooks,
	// kie.md 7: "wait about 10 s with backoff".
	hasExternalIds: false,
	listsByOperation: false,
	looksUpByOperation: false,
	taskList: kieDetails.taskList,
	// kie.md 8: 20 new tasks in 10 s, "100+" at once; a second more, because requests do not travel equally fast.
	limits: {
		creates: { most: 20, withinMs: 11_000 },
		queries: { most: 1, withinMs: 50 },
		slotPauseMs: 10_000,
		slotsByModel: false,
		itemsAtOnce: 50,
	},
	// "Fresh task may answer 404/422 for a few seconds; one client allows 90 s" (kie.md 4).
	unknownGraceMs: { accepted: 90_000, asked: 15_000 },

	connect(credential) {
		const apiUrl = baseUrl(credential.baseUrl, API, 'Base URL', 'Kie.ai API');
		if (typeof apiUrl !== 'string') return apiUrl;
		const uploadUrl = baseUrl(credential.uploadBaseUrl, UPLOAD, 'Upload Base URL', 'Kie.ai API');
		if (typeof uploadUrl !== 'string') return uploadUrl;
		return { account: accountName(apiUrl, credential.apiKey), apiUrl, uploadUrl, hasApiKey: true };
	},

	create(job, { apiUrl }) {
		const body = job.spec.body?.(job) ?? {
			model: job.modelId,
			callBackUrl: job.callbackUrl,
			input: buildFields(job),
		};
		return {
			method: 'POST',
			url: `${apiUrl}${PATHS[job.operation] ?? ''}`,
			body: jsonBody(finalizeBody(body, job.additionalBody)),
		};
	},

	readCreation,

	statusQueries({ taskId = '' }, { apiUrl }) {
		const url = `${apiUrl}/api/v1/jobs/recordInfo?taskId=${encodeURIComponent(taskId)}`;
		return [{ call: { method: 'GET', url }, read: (reply) => readRecord(reply, taskId) }];
	},

	images: upload,
	audio: upload,
	videos: upload,
	uploadMaxBytes: 100_000_000,
};
