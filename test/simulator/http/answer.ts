/** An HTTP answer as a value, so that a fault can replace or cut it after the work is done. */
import type { Replacement } from '../contract';

export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: Buffer;
	/** The service's own words, where the answer refuses something. */
	refusal?: string;
}

export function json(status: number, value: unknown, refusal?: string): Answer {
	return {
		status,
		headers: { 'content-type': 'application/json; charset=utf-8' },
		body: Buffer.from(JSON.stringify(value)),
		...(refusal === undefined ? {} : { refusal }),
	};
}

export function text(status: number, words: string): Answer {
	return {
		status,
		headers: { 'content-type': 'text/plain; charset=utf-8' },
		body: Buffer.from(words),
		...(status >= 400 ? { refusal: words } : {}),
	};
}

export function replacement(wanted: Replacement): Answer {
	const made = wanted.json === undefined ? text(wanted.status, wanted.text ?? '') : json(wanted.status, wanted.json);
	return {
		...made,
		headers: { ...made.headers, ...lowerCased(wanted.headers ?? {}) },
		refusal: 'replaced by a fault',
	};
}

/** A file, or the part of it that a Range header asks for (RFC 9110, single ranges). */
export function file(bytes: Buffer, contentType: string, range?: string): Answer {
	const headers: Record<string, string> = {
		'content-type': contentType,
		'accept-ranges': 'bytes',
	};
	const asked = /^bytes=(\d*)-(\d*)$/.exec(range ?? '');
	if (!asked || (asked[1] === '' && asked[2] === '')) return { status: 200, headers, body: bytes };
	const [, first = '', last = ''] = asked;
	const from = first === '' ? Math.max(0, bytes.length - Number(last)) : Number(first);
	const to = first === '' || last === '' ? bytes.length - 1 : Math.min(Number(last), bytes.length - 1);
	if (from >= bytes.length || from > to) {
		headers['content-range'] = `bytes */${bytes.length}`;
		return { status: 416, headers, body: Buffer.alloc(0) };
	}
	headers['content-range'] = `bytes ${from}-${to}/${bytes.length}`;
	return { status: 206, headers, body: bytes.subarray(from, to + 1) };
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
	return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
