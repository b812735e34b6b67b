// Callbacks of the official API: at every change of the status, in two standards, sealed as Standard Webhooks say.
import { signatureDetails } from '../../messages/backends';
import { klingDetails } from './messages';
import { createHmac } from 'node:crypto';
import { textAt } from '../../json';
import {
	endOf,
	headerAt,
	isWithinTolerance,
	timingSafeEqualText,
	taskIdAt,
	type WebhookSpec,
	type TaskEnd,
} from '../webhook';

const ENDS: Readonly<Record<string, TaskEnd>> = {
	succeed: 'succeeded',
	succeeded: 'succeeded',
	failed: 'failed',
};

/** kling-official.md 6. */
export const klingWebhooks: WebhookSpec = {
	secretLabel: 'Webhook Secret',
	secretPerTask: false,

	// `id` tells the newer standard, `task_id` the legacy one; no envelope in either (kling-official.md 6.1).
	read(json) {
		const legacyId = taskIdAt(json, 'task_id');
		const taskId = legacyId ?? taskIdAt(json, 'id');
		const status = textAt(json, legacyId ? 'task_status' : 'status')?.toLowerCase();
		if (taskId === undefined || status === undefined) return undefined;
		return { taskId, end: endOf(ENDS, status), onOwnPath: legacyId !== undefined };
	},

	/**
	 * Standard Webhooks (kling-official.md 6.2). Whether callbacks about tasks of the legacy standard are signed is not
	 * documented, so one without a signature is told apart from one with a wrong signature.
	 */
	verifySignature({ headers, rawBody }, _told, secret, now) {
		const id = headerAt(headers, 'webhook-id');
		const timestamp = headerAt(headers, 'webhook-timestamp');
		const signatures = headerAt(headers, 'webhook-signature');
		if (id === undefined && timestamp === undefined && signatures === undefined) return 'missing';
		if (id === undefined || timestamp === undefined || signatures === undefined)
			return { invalid: signatureDetails.incomplete };
		if (!isWithinTolerance(timestamp, now)) return { invalid: signatureDetails.timestampExpired };
		const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
		if (key.length === 0) return { invalid: klingDetails.foreignSecret };
		const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(rawBody).digest('base64');
		// While a secret is exchanged for another, both sign (6.2, "Rotation").
		const found = signatures.split(/\s+/).map((signature) => timingSafeEqualText(signature, `v1,${expected}`));
		return found.includes(true) ? 'valid' : { invalid: signatureDetails.mismatch };
	},
	// Neither standard names the operation, so there is no `madeBy`.
};
