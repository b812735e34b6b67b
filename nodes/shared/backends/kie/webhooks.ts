// Callbacks of Kie.ai: once, at the end; signed are the task's id and the time, the body is not.
import { signatureDetails } from '../../messages/backends';
import { createHmac } from 'node:crypto';
import { isObject, listAt, parseJson, textAt } from '../../json';
import type { GeneratingOperation } from '../../vocabulary';
import {
	endOf,
	headerAt,
	isWithinTolerance,
	timingSafeEqualText,
	taskIdAt,
	type WebhookSpec,
	type TaskEnd,
} from '../webhook';
import { kieModels } from './models';

const ENDS: Readonly<Record<string, TaskEnd>> = { success: 'succeeded', fail: 'failed' };

/** Operations of one model that differ by the pictures that go in. */
const BY_PICTURES: readonly GeneratingOperation[] = ['textToVideo', 'imageToVideo', 'multiImageToVideo'];

/** kie.md 6. */
export const kieWebhooks: WebhookSpec = {
	secretLabel: 'Webhook HMAC Key',
	secretPerTask: false,

	read(json) {
		// The page of the signature writes task_id, the callbacks taskId (kie.md 6.2).
		const taskId = taskIdAt(json, 'data.taskId') ?? taskIdAt(json, 'data.task_id');
		const state = textAt(json, 'data.state')?.toLowerCase();
		return taskId === undefined || state === undefined ? undefined : { taskId, end: endOf(ENDS, state) };
	},

	verifySignature({ headers }, { taskId }, secret, now) {
		const timestamp = headerAt(headers, 'x-webhook-timestamp');
		const signature = headerAt(headers, 'x-webhook-signature');
		if (timestamp === undefined && signature === undefined) return 'missing';
		if (timestamp === undefined || signature === undefined) return { invalid: signatureDetails.incomplete };
		if (!isWithinTolerance(timestamp, now)) return { invalid: signatureDetails.timestampExpired };
		const expected = createHmac('sha256', secret).update(`${taskId}.${timestamp}`).digest('base64');
		return timingSafeEqualText(signature, expected) ? 'valid' : { invalid: signatureDetails.mismatch };
	},

	// A model's id names its operation; of one with several operations the echo of the request tells it.
	madeBy(answer) {
		const row = kieModels.find(({ id }) => id === textAt(answer, 'data.model'));
		const known = Object.keys(row?.operations ?? {}) as GeneratingOperation[];
		if (known.length < 2) return known[0];
		if (!known.every((operation) => BY_PICTURES.includes(operation))) return undefined;
		const param = parseJson(textAt(answer, 'data.param') ?? '');
		if (!isObject(param) || !isObject(param.input)) return undefined;
		const hasElements = listAt(param, 'input.kling_elements').length > 0;
		const hasFrames = listAt(param, 'input.image_urls').length > 0;
		const made = hasElements ? 'multiImageToVideo' : hasFrames ? 'imageToVideo' : 'textToVideo';
		return known.includes(made) ? made : undefined;
	},
};
