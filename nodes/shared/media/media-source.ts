// Where a picture comes from, as the user said it; reading it gives bytes.
import type { IBinaryData } from 'n8n-workflow';
import { decodeText } from './data-url';
import type { Err, Result } from '../errors';
import { mediaFailures } from '../messages/media';
import { fail } from '../messages/message';

/**
 * A field's name, or the file itself, as an expression gives it: `{{ $('Form').item.binary.photo }}` with its content,
 * `{{ $binary.photo }}` without.
 */
export type FileField = string | Partial<IBinaryData>;

/** A binary field of the item, a URL, or base64 text with or without a `data:` prefix. */
export type MediaSource =
	| { readonly from: 'field'; readonly field: FileField }
	| { readonly from: 'url'; readonly url: string }
	| { readonly from: 'text'; readonly text: string };

/** Largest picture that is read at all, in bytes; what a backend takes is smaller and checked after preparation. */
export const MAX_SOURCE_BYTES = 100_000_000;

/** Decodes base64 text, with or without a `data:` prefix and line breaks. */
export function decodeBase64(label: string, text: string): Result<Buffer> {
	const bytes = decodeText(text);
	if (bytes === 'empty') return fail(mediaFailures.emptyText, { field: label });
	return bytes === 'malformed' ? fail(mediaFailures.noBase64, { field: label }) : bytes;
}

/** The URL as it will be fetched, or why it cannot be. */
export function checkUrl(label: string, url: string): Result<URL> {
	const text = url.trim();
	if (text === '') return fail(mediaFailures.noUrl, { field: label });
	if (/^data:/i.test(text)) return fail(mediaFailures.dataUrl, { field: label });
	if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
		return fail(mediaFailures.noAddress, { field: label });
	}
	return new URL(text);
}

/** Whether a backend could fetch an address: a public host, and no login in it, which is not for the backend. */
export function isOpenAddress(url: URL): boolean {
	return isPublicHost(url) && url.username === '' && url.password === '';
}

/**
 * Why a backend cannot fetch an address, as far as its host tells. A backend that is itself in a private network (a gateway
 * of one's own) may reach others there.
 */
export function privateAddress(label: string, url: URL, backend: string, apiUrl: string): Err | undefined {
	if (!isUnreachable(url, apiUrl)) return undefined;
	return fail(mediaFailures.privateAddress, { field: label, service: backend, host: url.hostname });
}

/** Whether a host in a private network is asked of a backend on the internet. */
export const isUnreachable = (url: URL, apiUrl: string): boolean => !isPublicHost(url) && isPublicHost(new URL(apiUrl));

/** Whether a backend on the internet can plausibly reach this host: a name with a dot, or a public address. */
export function isPublicHost(url: URL): boolean {
	const host = url.hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase();
	if (host.includes(':')) return !/^(::1?$|f[cd]|fe[89ab]|::ffff:)/.test(host);
	if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) {
		return !/^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(host);
	}
	return (
		host.includes('.') && !/(^|\.)(localhost|local|internal|lan|home|home\.arpa|corp|test|example|invalid)$/.test(host)
	);
}
