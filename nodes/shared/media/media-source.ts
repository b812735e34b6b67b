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

/** Whether a backend could and may fetch an address: a public host, and no login or secret in it, which is not for the backend. */
export const isOpenAddress = (url: URL): boolean => isPublicHost(url) && !holdsSecret(url) && !isSigned(url);

/** Parameters of which nobody can tell whether they let into an account or open one file only: such a file is sent along. */
const isSigned = (url: URL) => [...url.searchParams.keys()].some((name) => /^(?:key|sig)$/i.test(name));

/** Parameters that hold the key to an account or a session, not just to one file as the signature of a signed link does. */
const SECRET_PARAMETERS =
	/^(access_?token|api_?key|apikey|auth|auth_?token|authorization|bearer|client_?secret|jwt|key_secret|oauth_?token|pass|passwd|password|private_?token|pwd|secret|secret_?key|session|session_?id|sid|token|x-api-key|x-auth-token)$/i;

/** Keys that are known by their shape: of Telegram's bots (in the path), OpenAI, GitHub, GitLab, Slack and Google. */
const SECRET_SHAPES =
	/\/bot\d{5,}:[\w-]{20,}|\b(sk-[\w-]{20,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|xox[abeprs]-[\w-]{10,}|AIza[\w-]{30,})/;

/** Whether an address holds a login or a secret; whoever is sent the address could use it. */
export function holdsSecret(url: URL): boolean {
	if (url.username !== '' || url.password !== '') return true;
	const text = decoded(url.pathname) + decoded(url.search);
	// Firebase's token opens the one file only.
	const isOfOneFile = url.hostname === 'firebasestorage.googleapis.com';
	return (
		SECRET_SHAPES.test(text) ||
		(!isOfOneFile && [...url.searchParams.keys()].some((name) => SECRET_PARAMETERS.test(name)))
	);
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
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
