/** PiAPI's envelope: `message`, and an HTTP status that equals `code` (piapi.md 3.1, 7). */
import { json } from '../http/answer';
import type { Answer } from '../http/answer';

export function ok(data: unknown): Answer {
	return json(200, { code: 200, message: 'success', data });
}

export function refused(status: number, message: string): Answer {
	return json(status, { code: status, message }, `${status} ${message}`);
}
