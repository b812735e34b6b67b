// PiAPI: one create call, pictures by upload (never a data: URL), nothing to find a lost task with but its history.
import { jsonBody } from '../../http';
import type { GeneratingOperation } from '../../words';
import { baseUrl } from '../access';
import type { Backend } from '../backend';
import { fields, finish } from '../body';
import { piapiModels } from './models';
import { readCreation, readTask, readUpload } from './replies';

/** piapi.md 1 and 5. */
const API = 'https://api.piapi.ai';
const UPLOAD = 'https://upload.theapi.app';

/** What each operation is called here (piapi.md 2). */
const TASK_TYPES = {
	imageToVideo: 'video_generation',
} as const satisfies Record<GeneratingOperation, string>;

export const piapi: Backend = {
	id: 'piapi',
	label: 'PiAPI',
	credential: 'piApi',
	models: piapiModels,
	hasExternalIds: false,
	taskList: 'the task history of the PiAPI site',
	unknownGraceMs: { accepted: 30_000, asked: 0 },

	access(credential) {
		const apiUrl = baseUrl(credential.baseUrl, API, 'Base URL', 'PiAPI');
		if (typeof apiUrl !== 'string') return apiUrl;
		const uploadUrl = baseUrl(credential.uploadBaseUrl, UPLOAD, 'Upload Base URL', 'PiAPI');
		if (typeof uploadUrl !== 'string') return uploadUrl;
		return { apiUrl, uploadUrl, hasApiKey: true };
	},

	create(order, { apiUrl }) {
		const body = {
			model: 'kling',
			task_type: TASK_TYPES[order.operation],
			// The default version changes over time, so it is always sent (piapi.md 3.3).
			input: { version: order.modelId, ...fields(order) },
			// Both keys are required where the object stands (piapi.md 2.0).
			config: order.callbackUrl ? { webhook_config: { endpoint: order.callbackUrl, secret: '' } } : undefined,
		};
		return { method: 'POST', url: `${apiUrl}/api/v1/task`, body: jsonBody(finish(body, order.additionalBody)) };
	},

	readCreation,

	questions({ taskId = '' }, { apiUrl }) {
		const url = `${apiUrl}/api/v1/task/${encodeURIComponent(taskId)}`;
		return [{ call: { method: 'GET', url }, read: (reply) => readTask(reply, taskId) }];
	},

	images: {
		// Raw base64; only jpg, jpeg, png, webp, mp4, wav, mp3 by extension; 10 MB (piapi.md 5).
		call: (file, { uploadUrl }) => ({
			method: 'POST',
			url: `${uploadUrl}/api/ephemeral_resource`,
			body: jsonBody({ file_name: file.fileName, file_data: file.bytes.toString('base64') }),
		}),
		read: readUpload,
	},
};
