/** What fal tells a callback address, and how it is signed (fal.md 8). */
import { createHash, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Task } from '../tasks/task';
import type { World } from '../world';
import { failingOf, outputOf } from './queue';

export function falBody(task: Task, world: World): unknown {
	const failing = failingOf(task, world);
	const ids = { request_id: task.id, gateway_request_id: task.id };
	if (!failing) return { ...ids, status: 'OK', payload: outputOf(task, world) };
	return { ...ids, status: 'ERROR', error: `Invalid status code: ${failing.status}`, payload: failing.body };
}

const userId = 'demo-user';

/** fal.md 8.2. @param seconds since 1970 */
export function falHeaders(key: KeyObject, taskId: string, seconds: number, rawBody: string): Record<string, string> {
	const digest = createHash('sha256').update(rawBody).digest('hex');
	const signature = sign(null, Buffer.from([taskId, userId, seconds, digest].join('\n')), key);
	return {
		'X-Fal-Webhook-Request-Id': taskId,
		'X-Fal-Webhook-User-Id': userId,
		'X-Fal-Webhook-Timestamp': String(seconds),
		'X-Fal-Webhook-Signature': signature.toString('hex'),
	};
}
