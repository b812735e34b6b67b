/** The headers by which a receiver can tell that a callback is the service's own. */
import { createHmac } from 'node:crypto';

/** kling-official.md 6.2: Standard Webhooks; the secret is `whsec_` and the key in base64. */
export function klingHeaders(secret: string, id: string, timestamp: number, rawBody: string): Record<string, string> {
	const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
	const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${rawBody}`).digest('base64');
	return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': `v1,${signature}` };
}

/** kie.md 6.2: task id and time are signed, the body is not. */
export function kieHeaders(key: string, taskId: string, timestamp: number): Record<string, string> {
	const signature = createHmac('sha256', key).update(`${taskId}.${timestamp}`).digest('base64');
	return { 'X-Webhook-Timestamp': String(timestamp), 'X-Webhook-Signature': signature };
}
