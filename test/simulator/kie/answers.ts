/** Kie's envelopes: the real status stands in the body, HTTP says 200 (kie.md 1, 7, 12). */
import { json } from '../http/answer';
import type { Answer } from '../http/answer';

export interface KieRefusal {
	code: number;
	msg: string;
}

export function ok(data: unknown): Answer {
	return json(200, { code: 200, msg: 'success', data });
}

export function refused({ code, msg }: KieRefusal, extra: Record<string, unknown> = {}): Answer {
	return json(200, { code, msg, ...extra }, `${code} ${msg}`);
}

export const noAccess: KieRefusal = { code: 401, msg: 'You do not have access permissions' };

/** The upload host's failures (kie.md 5). */
export function uploadRefused(code: number, msg: string): Answer {
	return json(200, { success: false, code, msg }, `${code} ${msg}`);
}

/** A path that the host does not have: here HTTP says so too (kie.md 1). */
export function notFound(path: string): Answer {
	return json(404, { code: 404, msg: `Not Found: ${path}` }, '404 Not Found');
}
