// fal.ai: a queue that refuses nobody, an endpoint for each thing that a model does, uploads in two steps.
import { jsonBody } from '../../http/types';
import { accountName, baseUrl, keyIn } from '../connection';
import type { Backend, TwoStepUpload } from '../backend';
import { buildFields, finalizeBody } from '../build-body';
import { sentModel, type GenerationJob } from '../catalogue';
import { urlsOf } from './addresses';
import { falDetails } from './messages';
import { falModels, retiredFalModels } from './models';
import { falPrices, livePrices } from './prices';
import { listTasks, requestLog } from './request-list';
import { readCancel, readCreation, readPart, readPlace, readPut, readStatus } from './responses';
import { falWebhooks, STANDARD_STORAGE } from './webhooks';

/** fal.md 1. */
const QUEUE = 'https://queue.fal.run';
const PLATFORM = 'https://api.fal.ai';

/** An input is fetched within hours (fal.md 7.3). */
const INPUT_LIFE = JSON.stringify({ expiration_duration_seconds: 86_400 });

/** fal.md 7.2. */
const PART_BYTES = 10 * 1024 * 1024;
const WHOLE_BYTES = 90_000_000;

const MB = 1_000_000;

const upload: TwoStepUpload = {
	takes: 'place',
	reserve: ({ fileName, contentType, length }, { uploadUrl }) => ({
		method: 'POST',
		url: `${uploadUrl}/storage/upload/initiate${length > WHOLE_BYTES ? '-multipart' : ''}?storage_type=fal-cdn-v3`,
		body: jsonBody({ content_type: contentType, file_name: fileName }),
		// Two of the vendor's clients name it in two ways (fal.md 13.8).
		headers: { 'X-Fal-Object-Lifecycle': INPUT_LIFE, 'X-Fal-Object-Lifecycle-Preference': INPUT_LIFE },
	}),
	readPlace,
	put: ({ contentType, bytes }, { putUrl }) => ({
		method: 'PUT',
		url: putUrl,
		raw: { contentType, bytes },
		unsigned: true,
	}),
	readPut,
	parts: {
		above: WHOLE_BYTES,
		bytes: PART_BYTES,
		put: (bytes, number, { putUrl }) => ({
			method: 'PUT',
			url: inside(putUrl, String(number)),
			raw: { contentType: 'application/octet-stream', bytes },
			unsigned: true,
		}),
		readPart,
		complete: (etags, { putUrl }) => ({
			method: 'POST',
			url: inside(putUrl, 'complete'),
			body: jsonBody({ parts: etags.map((etag, index) => ({ partNumber: index + 1, etag })) }),
			unsigned: true,
		}),
		readComplete: readPut,
	},
};

/** An address with one more part before its query. */
function inside(url: string, part: string): string {
	const { origin, pathname, search } = new URL(url);
	return `${origin}${pathname}/${part}${search}`;
}

/** The full id of what a job is sent to. */
const endpointOf = ({ modelId, spec, settings, video, audio }: GenerationJob): string =>
	sentModel(modelId, spec, {
		settings,
		hasVideo: video !== undefined,
		speaks: audio !== undefined && 'speech' in audio,
	});

export const fal: Backend = {
	id: 'fal',
	label: 'fal.ai',
	credential: 'falApi',
	models: falModels,
	prices: falPrices,
	livePrices,
	retired: retiredFalModels,
	webhooks: falWebhooks,
	// fal.md 5.3.
	cancel: {
		calls: (task, { apiUrl }) => urlsOf(task, apiUrl).map(({ cancel }) => ({ method: 'PUT', url: cancel })),
		headers: ({ apiKey }) => ({ Authorization: `Key ${keyIn(apiKey)}` }),
		read: readCancel,
	},
	listTasks,
	requestLog,
	hasExternalIds: false,
	listsByOperation: true,
	looksUpByOperation: false,
	taskList: falDetails.taskList,
	// fal.md 10.2: none is refused, new accounts work on two at once and the others wait.
	limits: { queries: { most: 1, withinMs: 50 }, slotPauseMs: 10_000, slotsByModel: false, itemsAtOnce: 20 },
	hasOwnQueue: true,
	resultLifetimes: true,
	// fal.md 9.5: 404 within 30 s of the create means nothing yet.
	unknownGraceMs: { accepted: 30_000, asked: 0 },

	connect(credential) {
		const apiUrl = baseUrl(credential.baseUrl, QUEUE, 'Base URL', 'fal.ai API');
		if (typeof apiUrl !== 'string') return apiUrl;
		const platform = baseUrl(credential.platformBaseUrl, PLATFORM, 'Platform Base URL', 'fal.ai API');
		if (typeof platform !== 'string') return platform;
		const platformUrl = `${platform}/v1`;
		const uploadUrl = baseUrl(credential.uploadBaseUrl, STANDARD_STORAGE, 'Upload Base URL', 'fal.ai API');
		if (typeof uploadUrl !== 'string') return uploadUrl;
		return { account: accountName(apiUrl, credential.apiKey), apiUrl, platformUrl, uploadUrl, hasApiKey: true };
	},

	// The body is the input itself, and the callback stands in the address (fal.md 2.0).
	create(job, { apiUrl }) {
		const callback = job.callbackUrl ? `?fal_webhook=${encodeURIComponent(job.callbackUrl)}` : '';
		const { resultLifetime } = job;
		const preference = { expiration_duration_seconds: resultLifetime === 'forever' ? null : (resultLifetime ?? 0) };
		return {
			method: 'POST',
			url: `${apiUrl}/${endpointOf(job)}${callback}`,
			body: jsonBody(finalizeBody(job.spec.body?.(job) ?? buildFields(job), job.additionalBody)),
			...(resultLifetime === undefined
				? {}
				: { headers: { 'X-Fal-Object-Lifecycle-Preference': JSON.stringify(preference) } }),
		};
	},

	readCreation,

	statusQueries(reference, connection) {
		const { taskId = '', model } = reference;
		const endpoint = model !== undefined && model.split('/').length > 2 ? model : undefined;
		return urlsOf(reference, connection.apiUrl).map(({ status, result }) => ({
			call: { method: 'GET', url: `${status}?logs=0` },
			read: (reply) => readStatus(reply, { taskId, endpoint, resultUrl: result, connection }),
		}));
	},

	images: upload,
	audio: upload,
	videos: upload,
	// 4.0 takes videos of 300 MB (fal.md 3.3).
	uploadMaxBytes: 300 * MB,
};
