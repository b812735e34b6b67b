/** fal's three ways to say no: a list, a text, and the platform's object (fal.md 9). */
import { randomUUID } from 'node:crypto';
import { json } from '../http/answer';
import type { Answer } from '../http/answer';

/** What is wrong with an input, in the model's words (fal.md 9.1). */
export interface Detail {
	loc: Array<string | number>;
	msg: string;
	type: string;
	ctx?: Record<string, unknown>;
	input?: unknown;
}

/** A task that cannot be made: the status and body of its result (fal.md 4.3). */
export interface Failing {
	status: number;
	body: { detail: Detail[] } | { detail: string; error_type: string };
}

export const textRefusal = (status: number, detail: string): Answer => json(status, { detail }, `${status} ${detail}`);

export const inputFailing = (detail: Detail, status = 422): Failing => ({
	status,
	body: { detail: [{ ...detail, ...{ url: `https://docs.example.com/errors/#${detail.type}` } }] },
});

export const platformFailing = (status: number, type: string, detail: string): Failing => ({
	status,
	body: { detail, error_type: type },
});

/** fal.md 9.4. */
export function platformRefusal(status: number, type: string, message: string): Answer {
	const error = { type, message, docs_url: 'https://docs.example.com/errors', request_id: randomUUID() };
	return json(status, { error }, `${status} ${message}`);
}
