// Where a picture comes from, as the user said it; reading it gives bytes.
import type { IBinaryData } from 'n8n-workflow';
import { decodeText } from './data-url';
import type { Err, Result } from '../errors';
import { isPublicHost } from '../http/public-host';
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

/** Whether a backend could and may fetch an address: a public host, and nothing in it that lets in, which is not for the backend. */
export const isOpenAddress = (url: URL): boolean => isPublicHost(url) && !holdsLogin(url) && !holdsKey(url);

/** Whether an address holds what lets into a whole account: user and password, or a Telegram bot's token in its path. */
export const holdsLogin = (url: URL): boolean =>
	url.username !== '' || url.password !== '' || /\/bot\d{3,20}:[\w-]{20}/.test(decodedPath(url));

/** Query parameters by which services let in whoever has them; signatures that are good for one file only are not among them. */
const KEYS = /^(?:access_?token|auth(?:_?token|orization)?|api_?key|x-api-key|token|key|secret|password|sig)$/i;

const holdsKey = (url: URL) => [...url.searchParams.keys()].some((name) => KEYS.test(name));

function decodedPath({ pathname }: URL): string {
	try {
		return decodeURIComponent(pathname);
	} catch {
		return pathname;
	}
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
