/** The official API's refusals: code, HTTP status and envelope (kling-official.md 7). */
import { randomUUID } from 'node:crypto';
import { json } from '../http/answer';
import type { Answer } from '../http/answer';

const httpStatus = {
	1000: 401,
	1001: 401,
	1002: 401,
	1003: 401,
	1004: 401,
	1100: 429,
	1101: 429,
	1102: 429,
	1103: 403,
	1200: 400,
	1201: 400,
	1202: 404,
	1203: 404,
	1300: 400,
	1301: 400,
	1302: 429,
	1303: 429,
	1304: 429,
	5000: 500,
	5001: 503,
	5002: 504,
} as const;

export interface KlingRefusal {
	code: keyof typeof httpStatus;
	message: string;
}

export function refuse(code: KlingRefusal['code'], message: string): KlingRefusal {
	return { code, message };
}

/** Error bodies have no data. */
export function refusalAnswer({ code, message }: KlingRefusal): Answer {
	return json(httpStatus[code], { code, message, request_id: requestId() }, `${code} ${message}`);
}

export function okAnswer(data: unknown): Answer {
	const answer = json(200, { code: 0, message: 'SUCCEED', request_id: requestId(), data });
	const text = answer.body.toString('utf8');
	return text.includes(bare) ? { ...answer, body: Buffer.from(text.replace(/"#bare:(\d+)"/g, '$1')) } : answer;
}

const bare = '#bare:';

/** An id that stands in an answer as an integer, however long it is (kling-official.md 3.4). */
export function bareInteger(digits: string): string {
	return `${bare}${digits}`;
}

export function requestId(): string {
	return randomUUID();
}
